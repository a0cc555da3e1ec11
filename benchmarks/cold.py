"""What one cold check costs beside an interpreter that does nothing; ratios within each round.

Prints a Markdown table. Milliseconds are medians over the rounds and belong to the machine; the
ratios, medians of each round's ratio to ``python -c pass`` of the same round, can be compared.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 25
SEEDS = Path(__file__).parent.parent / "seeds"
SIMPLIFIED = next(SEEDS.glob("000*.txt"))
TRADITIONAL = next(SEEDS.glob("004*.txt"))
FAZHI = str(Path(sys.executable).parent / "fazhi")
CHECK = ["check", "--fail-on", "never", "--format"]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import checker.cli.main": [sys.executable, "-c", "import checker.cli.main"],
    "import checker.pipeline": [sys.executable, "-c", "import checker.pipeline"],
    "fazhi --version": [FAZHI, "--version"],
    "fazhi check, simplified, json": [FAZHI, *CHECK, "json", str(SIMPLIFIED)],
    "fazhi check, traditional, json": [FAZHI, *CHECK, "json", str(TRADITIONAL)],
    "fazhi check, simplified, text": [FAZHI, *CHECK, "text", str(SIMPLIFIED)],
}


def _milliseconds(command: list[str], folder: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Run every command once to warm the caches, then round by round."""
    with tempfile.TemporaryDirectory() as folder:
        for command in COMMANDS.values():
            _milliseconds(command, folder)
        rounds = [
            {name: _milliseconds(command, folder) for name, command in COMMANDS.items()}
            for _ in range(ROUNDS)
        ]
    floor = next(iter(COMMANDS))
    print(f"# One cold process, {ROUNDS} rounds\n")
    print("| command | ms, median | ratio to `python -c pass` |")
    print("| :-- | --: | --: |")
    for name in COMMANDS:
        time_taken = statistics.median(took[name] for took in rounds)
        ratio = statistics.median(took[name] / took[floor] for took in rounds)
        print(f"| {name} | {time_taken:.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
