"""How fast reports are judged, beside those who could be used instead: cold, and many in a run.

``batch.py [FOLDER]`` installs textlint (with textlint-rule-prh) and semgrep from the registries into FOLDER
(``.bench`` where none is given; npm is needed), makes 1,000 varied reports of 10-20 KB, and prints a Markdown
table. All run on one processor (``taskset``), but where two are named. Times are medians of rounds, ratios medians
of the ratios within each round. textlint's dictionary holds the words of our rules, semgrep our patterns;
neither reads figures, tables, dates or parts: they only look for words.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import corpus

from checker import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parent.parent
FAZHI = str(Path(sys.executable).parent / "fazhi")
REPORTS, FEW = 1000, 40  # reports of a run; of those who are slow
COLD_ROUNDS, ROUNDS = 7, 3
PINNED = ["taskset", "-c", "0"]


def _timed(command: list[str], folder: Path, allowed: tuple[int, ...] = (0,)) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode not in allowed:
        raise SystemExit(
            f"{command[:3]}: {done.stderr.decode()[-2000:]}{done.stdout.decode()[-500:]}"
        )
    return time.perf_counter() - start


def _installed(folder: Path) -> tuple[str, str]:
    """The commands of textlint and semgrep, installed where they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    textlint, semgrep = folder / "node_modules/.bin/textlint", folder / "semgrep/bin/semgrep"
    if not textlint.exists():
        npm = ["npm", "install", "--prefix", str(folder), "textlint", "textlint-rule-prh"]
        subprocess.run(npm, check=True, capture_output=True)
    if not semgrep.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "semgrep")], check=True)
        pip = [str(folder / "semgrep/bin/pip"), "install", "-q", "semgrep"]
        subprocess.run(pip, check=True, capture_output=True)
    return str(textlint), str(semgrep)


def _patterns() -> Iterator[str]:
    """The patterns of our rules, those that both understand."""

    def walk(condition: Any) -> Iterator[str]:  # noqa: ANN401 - a condition of any kind
        if hasattr(condition.kind, "expression"):
            yield condition.kind.expression
        for part in getattr(condition.kind, "conditions", ()):
            yield from walk(part)

    found = (p for rule in pipeline.book().rules for _, rung in rule.rungs for p in walk(rung))
    return (pattern for pattern in dict.fromkeys(found) if "\\p" not in pattern)


def _configured(folder: Path, peers: Path) -> None:
    """The rules of the peers: our words for textlint, our patterns for semgrep."""
    words = [word for word in pipeline.book().vocabulary.words if len(word) > 1 and word.isalpha()]
    listed = [{"expected": "□", "pattern": word} for word in words]
    (folder / "prh.yml").write_text(
        json.dumps({"version": 1, "rules": listed}, ensure_ascii=False), encoding="utf-8"
    )
    rule = {"rules": {"prh": {"rulePaths": ["./prh.yml"]}}}
    (folder / ".textlintrc.json").write_text(json.dumps(rule), encoding="utf-8")
    os.symlink(peers / "node_modules", folder / "node_modules")
    rules = [
        {
            "id": f"r{n}",
            "languages": ["regex"],
            "message": "x",
            "severity": "INFO",
            "pattern-regex": p,
        }
        for n, p in enumerate(_patterns())
    ]
    (folder / "semgrep.json").write_text(json.dumps({"rules": rules}), encoding="utf-8")


def _rounds(
    works: Mapping[str, Callable[[], float]], count: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Medians, and medians of the ratio to the first of the same round."""
    rounds = [{name: work() for name, work in works.items()} for _ in range(count)]
    first = next(iter(works))
    return (
        {name: statistics.median(r[name] for r in rounds) for name in works},
        {name: statistics.median(r[name] / r[first] for r in rounds) for name in works},
    )


def main() -> None:
    """Make the reports, run everything, print."""
    peers = Path(sys.argv[1] if len(sys.argv) > 1 else ".bench").absolute()
    textlint, semgrep = _installed(peers)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number in range(REPORTS):
            (folder / f"all/{number % 25:02}").mkdir(parents=True, exist_ok=True)
            path = folder / f"all/{number % 25:02}/{number:04}.txt"
            path.write_text(corpus.report(number), encoding="utf-8")
        size = sum(p.stat().st_size for p in (folder / "all").rglob("*.txt")) / REPORTS
        _configured(folder, peers)
        quiet = ["--metrics=off", "--disable-version-check", "--no-git-ignore", "-q"]
        one = "all/00/0000.txt"
        found = [*PINNED, semgrep, "scan", *quiet, "--config", "semgrep.json", "-j", "1"]
        linted = [*PINNED, textlint, "--format", "json"]
        check = [*PINNED, FAZHI, "check", "--fail-on", "never", "--format", "json", one]
        cold = {
            "python -c pass": lambda: _timed([*PINNED, sys.executable, "-c", "pass"], folder),
            "fazhi check one.txt": lambda: _timed(check, folder),
            "textlint + prh": lambda: _timed([*linted, one], folder, (0, 1)),
            "semgrep, regex": lambda: _timed([*found, one], folder),
        }
        print(
            f"# Speed\n\n{REPORTS} reports of {size / 1000:.1f} KB on average.\n\n## One report, cold\n"
        )
        print("| command | s | ratio to `python -c pass` |\n| :-- | --: | --: |")
        _timed(check, folder)
        times, ratios = _rounds(cold, COLD_ROUNDS)
        for name in cold:
            print(f"| {name} | {times[name]:.3f} | {ratios[name]:.1f} |", flush=True)

        def batch(jobs: int, pinned: list[str]) -> float:
            shutil.rmtree(folder / "store", ignore_errors=True)
            command = [
                *pinned,
                FAZHI,
                "batch",
                "all",
                "--store",
                "store",
                "--jobs",
                str(jobs),
                "-q",
            ]
            return _timed(command, folder)

        many = {
            "fazhi batch, one process": lambda: batch(1, PINNED) / REPORTS,
            "fazhi batch, two processes": lambda: batch(2, []) / REPORTS,
            f"textlint + prh ({FEW} reports)": lambda: (
                _timed([*linted, "all/00"], folder, (0, 1)) / FEW
            ),
            f"semgrep, regex ({FEW} reports)": lambda: _timed([*found, "all/00"], folder) / FEW,
        }
        print(
            "\n## Many reports\n\n| command | ms a report | reports/s | ratio |\n| :-- | --: | --: | --: |"
        )
        times, ratios = _rounds(many, ROUNDS)
        for name, seconds in times.items():
            print(
                f"| {name} | {seconds * 1000:.1f} | {1 / seconds:.0f} | {ratios[name]:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
