"""The action and the template run as their own shell, on what people may type into them."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
TEMPLATE = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def _path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def _step(name: str) -> dict[str, Any]:
    (step,) = (s for s in ACTION["runs"]["steps"] if s.get("name") == name)
    found: dict[str, Any] = step
    return found


def _acted(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the action's check in a folder with one report, as a runner does."""
    (folder / "报告.txt").write_bytes(SEEDS[0].read_bytes())
    inputs = {name: str(value.get("default", "")) for name, value in ACTION["inputs"].items()}
    inputs.update({name.replace("_", "-"): value for name, value in given.items()})
    step = _step("Check")
    variables = {
        name: inputs[told.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, told in step["env"].items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={
            **variables,
            "PATH": _path(),
            "LC_ALL": "C.UTF-8",
            "GITHUB_OUTPUT": str(folder / "output"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_action_annotates_summarises_and_says_its_status(tmp_path: Path) -> None:
    done = _acted(tmp_path, paths="报告.txt")
    assert done.returncode == 0, done.stderr
    assert "\n::warning file=" in f"\n{done.stdout}"
    assert (tmp_path / "output").read_text() == "status=0\n"
    assert "| 1 |" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "fazhi.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_the_action_fails_where_the_gate_is_closed(tmp_path: Path) -> None:
    done = _acted(tmp_path, paths="报告.txt\n", min_score="99.5", sarif="")
    assert done.returncode == 1
    assert (tmp_path / "output").read_text() == "status=1\n"
    assert "未通过" in (tmp_path / "summary").read_text(encoding="utf-8")
    assert not (tmp_path / "fazhi.sarif").exists()


def test_the_action_says_what_it_could_not_use(tmp_path: Path) -> None:
    done = _acted(tmp_path, paths="没有.txt")
    assert done.returncode == 2
    assert "没有.txt" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["paths", "config", "baseline", "fail_on", "changed", "sarif"])
@pytest.mark.parametrize("typed", ["$(touch owned)", "`touch owned`", "x; touch owned", "--quiet"])
def test_nothing_that_people_type_is_run(tmp_path: Path, name: str, typed: str) -> None:
    done = _acted(tmp_path, **{"paths": "报告.txt", name: typed})
    assert not (tmp_path / "owned").exists()
    assert done.returncode in ((0, 2) if name == "sarif" else (2,)), done.stdout


def test_expressions_stand_in_variables_only() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_the_template_writes_what_gitlab_reads(tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "某街道.txt").write_bytes(SEEDS[0].read_bytes())
    job = TEMPLATE["fazhi-check"]
    variables = {**job["variables"], "FAZHI_ARGUMENTS": "--fail-on=never", "PATH": _path()}
    check = job["script"][-1]
    assert shlex.split(check)[:2] == ["fazhi", "check"]
    done = subprocess.run(
        ["sh", "-ec", check],
        cwd=tmp_path,
        env={**variables, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert job["artifacts"]["when"] == "always"
    reports = job["artifacts"]["reports"]
    for name in (*job["artifacts"]["paths"], reports["codequality"], reports["junit"]):
        assert (tmp_path / name).stat().st_size > 100, name
