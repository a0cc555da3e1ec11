"""Noise moves no verdict: the same report, wrapped, converted, encoded, framed, is judged the same."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import noise
import pytest
import reading
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from _pytest.mark import ParameterSet

    Noise = Callable[[str], str | bytes]

WRAPS: dict[str, Noise] = {
    **{f"count-{n}": partial(noise.by_count, width=n) for n in (20, 24, 28, 30, 35, 40, 45, 60)},
    **{f"column-{n}": partial(noise.by_column, width=n) for n in (40, 50, 56, 64, 72, 80, 100)},
}
NOISES: dict[str, Noise] = {
    **WRAPS,
    "full-width": noise.full_width,
    "half-width": noise.half_width,
    "traditional": noise.traditional,
    "simplified": noise.simplified,
    "framed": noise.framed,
    "spaces-everywhere": lambda words: noise.spaced(words, 1, 0),
    "spaces-half": lambda words: noise.spaced(words, 0.5, 1),
    "spaces-few": lambda words: noise.spaced(words, 0.1, 2),
    "bom-crlf": lambda words: "\ufeff" + words.replace("\n", "\r\n"),
    "cr": lambda words: words.replace("\n", "\r"),
    "u2028": lambda words: words.replace("\n", "\u2028"),
    "utf-16": lambda words: words.encode("utf-16"),
    "utf-16-le": lambda words: words.encode("utf-16-le"),
    "utf-16-be": lambda words: words.encode("utf-16-be"),
    "gb18030": lambda words: words.encode("gb18030"),
    "big5": noise.big5,
}
UNFIT = {
    "b09": set(WRAPS),  # cut at a width already: to cut it once more is another noise
    "e03": {"big5"},  # its U+FFFD cannot be encoded: the damage would be gone
}
KNOWN: dict[str, dict[str, str]] = yaml.safe_load(
    (reading.ROOT / "tests" / "gold" / "known_moves.yaml").read_text(encoding="utf-8")
)


def _cases(paths: Iterable[Path]) -> list[ParameterSet]:
    """Every noise for every report; those that move a verdict today fail as they are known to."""
    return [
        pytest.param(
            path,
            name,
            id=f"{path.stem[:3]}-{name}",
            marks=[pytest.mark.xfail(reason=known[name])] if name in known else [],
        )
        for path in paths
        for known in [KNOWN.get(path.stem[:3], {})]
        for name in NOISES
        if name not in UNFIT.get(path.stem[:3], ())
    ]


def judged(data: str | bytes) -> dict[str, object]:
    """Everything that noise must not move."""
    return reading.judged(reading.assessed(data))


@cache
def _undisturbed(path: Path) -> dict[str, object]:
    return judged(path.read_bytes())


def _moved(path: Path, name: str) -> dict[str, object]:
    noisy = NOISES[name](path.read_text(encoding="utf-8"))
    return reading.moved(_undisturbed(path), judged(noisy))


@pytest.mark.parametrize(("path", "name"), _cases(reading.SEEDS))
def test_noise_moves_no_verdict_on_a_seed(path: Path, name: str) -> None:
    assert _moved(path, name) == {}


@pytest.mark.slow
@pytest.mark.parametrize(("path", "name"), _cases(reading.GOLD))
def test_noise_moves_no_verdict_on_a_gold_report(path: Path, name: str) -> None:
    assert _moved(path, name) == {}


@pytest.mark.parametrize("path", reading.SEEDS, ids=lambda path: path.stem[:3])
def test_the_report_itself_says_something(path: Path) -> None:
    """The tests above would pass on reports of which nothing is known."""
    known = _undisturbed(path)
    assert known["kind"] is True
    assert known["year"]
    assert known["figures"]
    assert "pass" in known.values()


def test_every_known_move_is_a_case() -> None:
    cases = {path.stem[:3] for path in (*reading.SEEDS, *reading.GOLD)}
    assert set(KNOWN) <= cases
    assert {name for names in KNOWN.values() for name in names} <= set(NOISES)
