"""Draft against draft: two reports of a session, and the chain of drafts that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checker import delta
from checker.delta import words
from checker.delta.nouns import KINDS
from checker.model.result import Assessment
from checker.renderers import _said, _words
from checker.web.views import changes, choices, drafts, sides
from checker.web.views.choices import Option
from checker.web.views.sides import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.delta.nouns import Comparison
    from checker.web.nouns import Held
    from checker.web.views.changes import Change
    from checker.web.views.sides import Side

_AT_LEAST = 2
_CHAIN = 3  # drafts from which they are offered as a chain
_FOLDED = ("unchanged",)


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
    """Drafts of one issuer and year; ``is_near``: one of them is being compared, or nothing is."""

    title: str
    steps: tuple[Step, ...]
    is_near: bool


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


def page(session: Sequence[Held], query: Mapping[str, str]) -> dict[str, object]:
    """What ``compare.html`` shows. ``query`` has ``old`` and ``new``, keys of reports; without them the
    last two drafts of one report are compared, or the only two reports that there are."""
    every = {
        held.key: Draft(held, held.judged, held.judged.score)
        for held in sorted(session, key=lambda held: held.number)
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


def _problem(wanted: Sequence[str], every: Mapping[str, Draft]) -> str:
    if any(key and key not in every for key in wanted):
        return "要比较的报告不在这里了，可能已移除，或者没有评分，请重新选择。"
    if wanted[0] and wanted[0] == wanted[1]:
        return "先后选的是同一份报告，请选两份不同的。"
    return ""


def _options(every: Iterable[Draft], wanted: str) -> tuple[Option, ...]:
    return tuple(
        Option(draft.held.key, sides.label(draft), is_chosen=draft.held.key == wanted)
        for draft in every
    )


def _compared(old: Draft, new: Draft) -> Compared:
    step = _steps([old, new])[0]
    pair = step.pairs[0]
    gain = _words.rounded(new.score.value) - _words.rounded(old.score.value)
    made = changes.bundles(pair, old.held.key, new.held.key)
    only = (
        changes.only(pair.rules_only_before, "先前", old.held.key),
        changes.only(pair.rules_only_after, "后来", new.held.key),
    )
    return Compared(
        old=sides.side(old),
        new=sides.side(new),
        gain=f"{gain:+.1f}".replace("-", "−") if round(gain, 1) else "不变",
        trend="up" if gain > 0 else "down" if gain < 0 else "level",
        warnings=tuple(sides.warnings(old, new)),
        bundles=tuple(Bundle(k, title, found, k in _FOLDED) for k, title, found in made),
        only=tuple(each for each in only if each[1]),
    )


def _chain(chain: Sequence[Held], every: Mapping[str, Draft], wanted: Sequence[str]) -> Chain:
    known = [every[held.key] for held in chain]
    issuer, year = drafts.whose(known[0].report) or ("", 0)
    steps = (_step(known, step, wanted) for step in _steps(known))
    is_near = not any(wanted) or any(held.key in wanted for held in chain)
    return Chain(f"{issuer} {year} 年度的 {len(known)} 稿", tuple(steps), is_near)


def _steps(chain: Sequence[Draft]) -> tuple[Comparison, ...]:
    return delta.comparisons([drafts.results(draft.held.path, draft.report) for draft in chain])


def _step(chain: Sequence[Draft], step: Comparison, wanted: Sequence[str]) -> Step:
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
