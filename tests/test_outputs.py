"""Every format, found as the command finds them: the same bytes twice, and nothing in a report acts."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checker import plugins, renderers

FORMATS = plugins.names(renderers)
PAGES = ("markdown", "summary", "html")
HOSTILE = """<script>alert(1)</script>镇2025年法治政府建设年度报告
2025年，=cmd|' /C calc'!A0镇推进法治政府建设，现将有关情况报告如下。\x1b[31m红\x07
一、主要举措和成效
::set-output name=a::b
::stop-commands::x
##[error]y
=HYPERLINK("http://e.example","点")办理行政处罚案件12件。\u202eevil
@SUM(1+1)*cmd 党的20大以来，<img src=x onerror=alert(1)>[点](javascript:alert(1))完成 100% 目标。
二、存在的不足
-2+3+cmd|' /C calc'!A0 ]]> &amp; %0A::error::z
三、2026年工作安排
+继续做好 `code` **各项** 工作。
"""
NAME = "=1+1'<b>a&b，::x.txt"


def _made(folder: Path, name: str, seed: str) -> bytes:
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "fazhi"),
            "check",
            ".",
            "--format",
            name,
            "--today",
            "2026-05-01",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai" if seed == "1" else "UTC"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2, done.stderr.decode()  # one file is empty
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    (made / NAME).write_text(HOSTILE, encoding="utf-8")
    (made / "空.txt").write_bytes(b"")
    return made


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_run_gives_the_same_bytes(folder: Path, name: str) -> None:
    first = _made(folder, name, "1")
    assert first
    assert _made(folder, name, "2") == first


def _words(name: str, data: bytes) -> str:
    if name != "xlsx":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(package.read(n).decode() for n in package.namelist() if "xml" in n)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_report_acts(folder: Path, name: str) -> None:
    words = _words(name, _made(folder, name, "1"))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", words)
    if name in PAGES:
        assert not re.search(r"<(script|img|b)\b", words)
        assert not re.search(r"\]\(javascript", words)
    if name == "github":
        told = [line for line in words.splitlines() if line.startswith(("::", "##["))]
        assert all(re.match(r"::(error|warning|notice)( |::)", line) for line in told)
    if name == "xlsx":
        assert "<f>" not in words
        assert "<f " not in words
    if name == "csv":
        cells = [cell for row in csv.reader(io.StringIO(words)) for cell in row]
        assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
