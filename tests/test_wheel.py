"""The wheel holds everything: installed alone, it checks a seed from another folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEED = next(iter(sorted((ROOT / "seeds").glob("000*.txt"))))
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "checker", "rules", "docs")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the sources, so that nothing else can leak in or stay behind."""
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    made = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir"]
    subprocess.run([*command, str(made), str(copy)], check=True, capture_output=True)
    (built,) = made.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_every_rule_and_module(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "rules").rglob("*.yaml"):
        assert f"checker/_rules/{path.relative_to(ROOT / 'rules').as_posix()}" in inside
    for path in (ROOT / "checker").rglob("*.py"):
        assert path.relative_to(ROOT).as_posix() in inside
    for folder in ("templates", "static"):
        for path in (ROOT / "checker/web" / folder).rglob("*.*"):
            assert path.relative_to(ROOT).as_posix() in inside
    assert "checker/web/result.schema.json" in inside
    assert not [name for name in inside if name.startswith(("tests/", "seeds/", "rules/"))]


@pytest.mark.slow
def test_the_wheel_alone_checks_a_seed(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    bin_folder = home / ("Scripts" if os.name == "nt" else "bin")
    python = str(bin_folder / "python")
    install = [python, "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    away = tmp_path / "away"
    away.mkdir()
    shutil.copy(SEED, away / "报告.txt")
    check = [
        str(bin_folder / "fazhi"),
        "check",
        "报告.txt",
        "--format",
        "json",
        "--fail-on",
        "never",
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(check, cwd=away, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)["reports"][0]
    assert report["path"] == "报告.txt"
    assert report["facts"]["reporting_year"] == 2022
    assert report["outcomes"]
