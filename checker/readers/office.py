"""Older and other word processors' files (.doc, .wps, .rtf, .odt): converted once by LibreOffice."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.readers import docx

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from checker.model.text import Source
    from checker.readers._limits import Limits

SUFFIXES = (".doc", ".wps", ".rtf", ".odt", ".dot", ".wpt")

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RICH = b"{\\rtf"
_OPEN = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WORD = "WordDocument".encode("utf-16-le")
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_WORD_XML = b"<w:wordDocument"
_HEAD = 2048  # bytes in which such a file says so
_SNIFFED = 64
_PROGRAMS = ("soffice", "libreoffice")
_MEMORY = 2  # times the memory of a reader: the converter takes half of that for itself
_KINDS = ((_COMPOUND, "doc"), (_RICH, "rtf"), (b"PK", "odt"), (b"<?xml", "xml"))
_MISSING = (
    "读取这种格式（旧版 Word、WPS、RTF、ODT）需要 LibreOffice，本机没有找到；"
    "请安装 LibreOffice，或者用 Word、WPS 另存为 docx 后再检查。"
)
# Nothing of the document may run or fetch anything.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def claims(suffix: str, data: bytes) -> int:
    """What such a file begins with; of compound files, those that hold a Word document."""
    if (
        data.startswith(_RICH)
        or _is_word_xml(data)
        or (data.startswith(b"PK") and _OPEN in data[: 2 * _SNIFFED])
    ):
        return 3
    if not data.startswith(_COMPOUND):
        return 0
    if _WORD in data or _PROTECTED in data:
        return 3
    return 2 if suffix in SUFFIXES else 0


def _is_word_xml(data: bytes) -> bool:
    """Whether it is a Word document of 2003 in one XML file."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"<?xml") and _WORD_XML in head


def read(path: str, data: bytes, limits: Limits) -> Source:
    """The text of a document. Errors: ``no-converter``, ``encrypted``, ``unreadable``, ``too-slow``,
    and those of Word documents."""
    if data.startswith(_COMPOUND) and _PROTECTED in data:
        raise CheckerError("encrypted", "文件加了密码，请去掉密码后再检查。")
    made = _converted(data, limits)
    return docx.read(path, made, limits)


def _converted(data: bytes, limits: Limits) -> bytes:
    """The document as .docx, made in a folder of its own that is gone afterwards."""
    import shutil
    import tempfile
    from pathlib import Path

    from checker.readers._bounds import bounded

    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise CheckerError("no-converter", _MISSING)
    kind = next((kind for magic, kind in _KINDS if magic in data[:_SNIFFED]), "doc")
    with tempfile.TemporaryDirectory(prefix="fazhi-") as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (folder / f"in.{kind}").write_bytes(data)
        command = [
            *bounded(program, memory=_MEMORY * limits.memory, file=limits.unpacked),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--nodefault", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(folder / "out"), str(folder / f"in.{kind}"),
        ]  # fmt: skip
        _run(command, folder, limits)
        made = folder / "out" / "in.docx"
        if not made.exists():
            raise CheckerError(
                "unreadable",
                "LibreOffice 无法打开这个文件，可能不完整、已加密或已损坏；请另存为 docx 后再检查。",
            )
        if made.stat().st_size > limits.bytes:
            raise CheckerError("too-large", "转换后的文件过大，不予读取。")
        return made.read_bytes()


def _run(command: list[str], folder: Path, limits: Limits) -> None:
    import subprocess

    # No proxy, no desktop, a home that is gone afterwards: the converter has nowhere to reach.
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    try:
        with subprocess.Popen(  # noqa: S603 -- the converter that was found, our own arguments
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        ) as process:  # fmt: skip
            try:
                process.wait(limits.converting)
            except subprocess.TimeoutExpired as error:
                _kill(process)
                raise CheckerError(
                    "too-slow",
                    f"转换超过 {limits.converting} 秒，已停止；请另存为 docx 后再检查"
                    f"（上限可用 --limit converting={2 * limits.converting} 改）。",
                ) from error
    except OSError as error:
        raise CheckerError("no-converter", _MISSING) from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the converter with all that it has started."""
    import signal

    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
