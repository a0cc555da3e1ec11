"""Draft against draft: two reports of a session, and the chain of drafts that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker import delta
from checker.delta import words
from checker.delta.nouns import KINDS
from checker.model.result import Assessment
from checker.renderers import _said, _words
from checker.web.views import addresses, changes, choices, drafts
from checker.web.views.choices import Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.delta.nouns import Comparison
    from checker.model.result import Score
    from checker.web.nouns import Held
    from checker.web.views.changes import Change

_AT_LEAST = 2
_CHAIN = 3  # drafts from which they are offered as a chain
_LABEL = 60  # characters of a report in a list
_FOLDED = ("unchanged",)


class Side(NamedTuple):
    """One of the two reports. ``low``, ``value`` and ``high`` are places on a scale from 0 to 100."""

    href: str
    name: str
    file: str
    number: int
    points: str
    interval: str
    low: float
    value: float
    high: float
    grade: str
    verdict: str
    passed: bool


class Bundle(NamedTuple):
    """The changes of one kind; ``folded`` ones are opened on demand."""

    kind: str
    title: str
    changes: tuple[Change, ...]
    folded: bool


class Step(NamedTuple):
    """Two drafts of a chain: where their comparison stands, how many of each kind have changed."""

    href: str
    title: str
    points: str
    verdict: str
    counts: tuple[int, ...]
    is_shown: bool


class Chain(NamedTuple):
    """Drafts of one issuer and year."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reports. ``gain``: how many points the later has more, in words, ``trend`` up, down or level;
    ``warnings`` say what makes the two hard to compare."""

    old: Side
    new: Side
    gain: str
    trend: str
    warnings: tuple[str, ...]
    bundles: tuple[Bundle, ...]
    only: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


class _Draft(NamedTuple):
    """A scored report of the session."""

    held: Held
    report: Assessment
    score: Score


def page(session: Sequence[Held], query: Mapping[str, str]) -> dict[str, object]:
    """What ``compare.html`` shows. ``query`` has ``old`` and ``new``, keys of reports; without them the
    last two drafts of one report are compared, or the only two reports that there are."""
    every = {
        held.key: _Draft(held, held.judged, held.judged.score)
        for held in session
        if isinstance(held.judged, Assessment) and held.judged.score is not None
    }
    chains = drafts.chains([draft.held for draft in every.values()])
    wanted = [query.get(key, "") for key in ("old", "new")]
    if not any(wanted):
        wanted = _usual(tuple(every), chains)
    old, new = (every.get(key) for key in wanted)
    compared = _compared(old, new) if old and new and old is not new else None
    return {
        "here": "compare",
        "count": len(every),
        "enough": len(every) >= _AT_LEAST,
        "olds": _options(every.values(), wanted[0]),
        "news": _options(every.values(), wanted[1]),
        "problem": _problem(wanted, every),
        "compared": compared,
        "swap": _href(wanted[1], wanted[0]) if compared else "",
        "titles": tuple(words.TITLES[kind] for kind in KINDS),
        "unchanged": words.UNCHANGED,
        "chains": tuple(_chain(chain, every, wanted) for chain in chains if len(chain) >= _CHAIN),
    }


def _usual(keys: Sequence[str], chains: Sequence[Sequence[Held]]) -> list[str]:
    if chains:
        last = max(chains, key=lambda chain: chain[-1].number)
        return [held.key for held in last[-2:]]
    return list(keys) if len(keys) == _AT_LEAST else ["", ""]


def _problem(wanted: Sequence[str], every: Mapping[str, _Draft]) -> str:
    if any(key and key not in every for key in wanted):
        return "要比较的报告不在这里了，可能已移除，或者没有评分，请重新选择。"
    if wanted[0] and wanted[0] == wanted[1]:
        return "先后选的是同一份报告，请选两份不同的。"
    return ""


def _options(every: Iterable[_Draft], wanted: str) -> tuple[Option, ...]:
    return tuple(
        Option(draft.held.key, _label(draft), is_chosen=draft.held.key == wanted) for draft in every
    )


def _label(draft: _Draft) -> str:
    file = _words.file_name(draft.held.path)
    return _words.shortened(f"{draft.held.number}. {_words.name(draft.report)}（{file}）", _LABEL)


def _compared(old: _Draft, new: _Draft) -> Compared:
    step = _steps([old, new])[0]
    pair = step.pairs[0]
    gain = _words.rounded(new.score.value) - _words.rounded(old.score.value)
    made = changes.bundles(pair, old.held.key, new.held.key)
    only = (
        changes.only(pair.rules_only_before, "先前", old.held.key),
        changes.only(pair.rules_only_after, "后来", new.held.key),
    )
    return Compared(
        old=_side(old),
        new=_side(new),
        gain=f"{gain:+.1f}".replace("-", "−") if round(gain, 1) else "不变",
        trend="up" if gain > 0 else "down" if gain < 0 else "level",
        warnings=tuple(_warnings(old, new)),
        bundles=tuple(Bundle(k, title, found, k in _FOLDED) for k, title, found in made),
        only=tuple(each for each in only if each[1]),
    )


def _warnings(old: _Draft, new: _Draft) -> Iterator[str]:
    before, after = drafts.whose(old.report), drafts.whose(new.report)
    if before is None or after is None:
        yield "有一份报告没有读出单位或年度，是否为同一份报告的两稿，请自行确认。"
    elif before[0] != after[0]:
        yield f"两份报告的单位不同（{before[0]}、{after[0]}），不是同一份报告的两稿；照样逐项比较，仅供参考。"
    elif before[1] != after[1]:
        yield f"两份报告的年度不同（{before[1]} 年、{after[1]} 年）；逐项比较仅供参考。"
    profiles = [_words.plain(draft.report.policy.title) for draft in (old, new)]
    if profiles[0] != profiles[1]:
        yield f"评分方案不同：{words.arrow(*profiles)}，得分不宜直接比较。"


def _side(draft: _Draft) -> Side:
    report, score = draft.report, draft.score
    return Side(
        href=addresses.report(draft.held.key),
        name=_words.name(report),
        file=_words.file_name(draft.held.path),
        number=draft.held.number,
        points=_words.points(score.value),
        interval=_said.between(report),
        low=_words.rounded(score.low),
        value=_words.rounded(score.value),
        high=_words.rounded(score.high),
        grade=_words.plain(score.grade),
        verdict=_said.verdict(report),
        passed=report.gate.passed,
    )


def _chain(chain: Sequence[Held], every: Mapping[str, _Draft], wanted: Sequence[str]) -> Chain:
    known = [every[held.key] for held in chain]
    issuer, year = drafts.whose(known[0].report) or ("", 0)
    steps = (_step(known, step, wanted) for step in _steps(known))
    return Chain(f"{issuer} {year} 年度的 {len(known)} 稿", tuple(steps))


def _steps(chain: Sequence[_Draft]) -> tuple[Comparison, ...]:
    return delta.comparisons([drafts.results(draft.held.path, draft.report) for draft in chain])


def _step(chain: Sequence[_Draft], step: Comparison, wanted: Sequence[str]) -> Step:
    pair = step.pairs[0]
    old, new = chain[step.old], chain[step.new]
    keys = [old.held.key, new.held.key]
    numbers = f"{old.held.number} → {new.held.number}"
    whole = "（首尾）" if step.new - step.old > 1 else ""
    return Step(
        href=_href(*keys),
        title=f"{numbers}{whole}",
        points=words.arrow(_words.points(old.score.value), _words.points(new.score.value)),
        verdict=words.arrow(_said.verdict(old.report), _said.verdict(new.report)),
        counts=(*(len(pair.of(kind)) for kind in KINDS), pair.unchanged),
        is_shown=keys == list(wanted),
    )


def _href(old: str, new: str) -> str:
    return f"/compare{choices.address({'old': old, 'new': new})}"
