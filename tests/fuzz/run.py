"""Fuzz one reader with atheris: ``python tests/fuzz/run.py READER [libFuzzer options]``.

READER is a folder of ``tests/fuzz/corpus``: txt, md, html, docx, ofd, pdf or office. A reader gives a text
or a CheckerError; anything else is found, and so is a call that takes over 10 seconds or 2 GB. Of packages
(docx, ofd) one part is changed at a time, so that the package itself stays whole. What is found is written
to the folder where the command is run; minimise it with ``-minimize_crash=1``, mend the reader, and add the
input to the corpus, which ``tests/properties/test_fuzz_corpus.py`` replays. Needs ``pip install atheris``.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import zipfile
from functools import partial
from pathlib import Path

import atheris

CORPUS = Path(__file__).parent / "corpus"
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

with atheris.instrument_imports(include=["checker", "email", "zipfile"]):
    from checker import readers
    from checker.errors import CheckerError
    from checker.readers import docx, html, md, ofd, office, pdf, txt

OPTIONS = ("-timeout=10", "-rss_limit_mb=2048", "-max_len=60000", "-print_final_stats=1")
MODULES = {
    "txt": txt,
    "md": md,
    "html": html,
    "docx": docx,
    "ofd": ofd,
    "pdf": pdf,
    "office": office,
}
IN_PROCESS = (
    "html",
    "docx",
    "ofd",
)  # their own code is followed; that of PDF is native and runs apart
PACKAGES = ("docx", "ofd")
_PART = 200_000  # bytes of a part that are mutated
SEEDS = {
    reader: [path.read_bytes() for path in sorted((CORPUS / reader).iterdir())]
    for reader in PACKAGES
}


def one(reader: str, data: bytes) -> None:
    """One call. Errors: whatever is no CheckerError, nor one of those that the process of a reader
    makes one of."""
    try:
        if reader in IN_PROCESS:
            MODULES[reader].extract(data, readers.DEFAULT)
        else:
            MODULES[reader].read(f"x.{reader}", data, readers.DEFAULT)
    except (CheckerError, RecursionError, MemoryError):
        return


def mutated(reader: str, data: bytes, most: int, seed: int) -> bytes:
    """A package with one of its parts changed, or whole as bytes now and then; a seed in place of what
    is no package any more."""
    choice = random.Random(seed)  # noqa: S311 -- no secret
    parts = _parts(data) or _parts(choice.choice(SEEDS[reader]))
    if not parts or choice.random() < 0.03:
        return bytes(atheris.Mutate(data, most))
    name = choice.choice(sorted(parts))
    tags = re.findall(rb"<[^<>]{1,200}>", parts[name])
    if tags and choice.random() < 0.5:  # a tag doubled, lost, or in place of another
        tag, other = choice.choice(tags), choice.choice(tags)
        new = choice.choice((tag * choice.choice((2, 3, 50)), b"", other, tag + other))
        parts[name] = parts[name].replace(tag, new, 1)
    else:
        parts[name] = atheris.Mutate(parts[name], most)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for each, part in parts.items():
            package.writestr(each, part)
    return out.getvalue() if len(out.getvalue()) <= most else data


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {
                info.filename: package.open(info).read(_PART)
                for info in package.infolist()
                if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            }
    except Exception:  # noqa: BLE001 -- whatever is broken about it
        return {}


def main() -> None:
    """Run until stopped, or as the options say (``-runs=N``, ``-max_total_time=SECONDS``)."""
    reader = sys.argv[1]
    words = CORPUS / f"{reader}.dict"
    with tempfile.TemporaryDirectory() as grown:  # what libFuzzer finds interesting
        options = [*OPTIONS, *([f"-dict={words}"] if words.exists() else []), *sys.argv[2:]]
        more = {"custom_mutator": partial(mutated, reader)} if reader in PACKAGES else {}
        atheris.Setup(
            [sys.argv[0], *options, grown, str(CORPUS / reader)],
            lambda data: one(reader, data),
            **more,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
