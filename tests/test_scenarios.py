"""What a user sees: each ``*.scenario`` runs the installed command in a folder of its own.

Sections begin with ``==== NAME``: ``file PATH`` (its text), ``command`` (bash), ``stdin``,
``stdout``, ``stderr``, ``status``, ``needs`` (``unprivileged``). In the output sections ``…`` is
anything within a line, a line ``…`` for any lines; an output that is not named must be empty.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCENARIOS = sorted(HERE.glob("scenarios/*.scenario"))
SEEDS = HERE.parent / "seeds"
KNOWN = {"command", "stdin", "stdout", "stderr", "status", "needs"}


def _sections(text: str) -> dict[str, str]:
    parts = re.split(r"^==== (.+)\n", text, flags=re.MULTILINE)
    assert not parts[0].strip(), "text before the first section"
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    unknown = {name for name in sections if name not in KNOWN and not name.startswith("file ")}
    assert not unknown, f"unknown sections {unknown}"
    return sections


def _pattern(expected: str) -> re.Pattern[str]:
    lines = [
        "(?:.*\n)*" if line == "…\n" else _line(line) for line in expected.splitlines(keepends=True)
    ]
    return re.compile("".join(lines))


def _line(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split("…"))


def _environment() -> dict[str, str]:
    bin_folder = str(Path(sys.executable).parent)
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    path = os.pathsep.join([bin_folder, os.environ.get("PATH", "")])
    return {
        **kept,
        "PATH": path,
        "SEEDS": str(SEEDS),
        "LC_ALL": "C.UTF-8",
        "PYTHONWARNINGS": "error",
    }


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(scenario: Path, tmp_path: Path) -> None:
    sections = _sections(scenario.read_text(encoding="utf-8"))
    if sections.get("needs", "").strip() == "unprivileged" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    for name, text in sections.items():
        if name.startswith("file "):
            path = tmp_path / name.removeprefix("file ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", sections["command"]],
        cwd=tmp_path,
        env=_environment(),
        input=sections.get("stdin", "").encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = {"stdout": done.stdout.decode(), "stderr": done.stderr.decode()}
    assert "Traceback" not in said["stderr"]
    assert done.returncode == int(sections["status"]), said
    for name, text in said.items():
        expected = sections.get(name, "")
        assert _pattern(expected).fullmatch(text), f"{name} is:\n{text}\nexpected:\n{expected}"


def test_there_are_scenarios() -> None:
    assert SCENARIOS
