"""Composes the stages for one report; turns ``CheckerError`` into a ``Failure``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker import (
    __version__,
    detectors,
    exceptions,
    facts,
    judge,
    normalise,
    plugins,
    readers,
    rulebook,
    scoring,
    structure,
)
from checker.errors import CheckerError
from checker.model.exceptions import Exceptions
from checker.model.result import Assessment, Failure, Result
from checker.readers import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction
    from types import ModuleType

    from checker.model.exceptions import Decision, Recorded
    from checker.model.facts import Facts
    from checker.model.rule import Rulebook
    from checker.model.text import Source
    from checker.readers import Limits
    from checker.rulebook.origins import Origin
    from checker.rulebook.soundness import Finding


class Input(NamedTuple):
    """A named input and how to get its bytes; ``load`` raises CheckerError where it cannot."""

    path: str
    load: Callable[[], bytes]


def kinds() -> dict[str, ModuleType]:
    """Every kind of check that there is, by its key."""
    return {key: plugins.load(detectors, key) for key in plugins.names(detectors)}


def book(
    folders: Sequence[str] = (),
    *,
    base: str | None = None,
    settings: str | None = None,
    profile: str | None = None,
    fail_on: str | None = None,
    min_score: Fraction | None = None,
    placed: bool = False,
) -> Rulebook:
    """The rules in force, built with every kind of check that there is; as in ``rulebook.load``."""
    choice = rulebook.Choice(folders, base, settings, profile, fail_on, min_score)
    return rulebook.load(kinds(), choice, placed=placed)


def deciding(
    folders: Sequence[str], written: tuple[str, bytes], settings: str | None, profile: str | None
) -> Rulebook:
    """The rules in force with a file of exceptions, its path and its bytes, before it is written."""
    choice = rulebook.Choice(folders, None, settings, profile, written=written)
    return rulebook.load(kinds(), choice, placed=True)


def placed(
    rules: Rulebook,
    places: Mapping[str, str],
    folders: Sequence[str] = (),
    *,
    settings: str | None = None,
    profile: str | None = None,
    fail_on: str | None = None,
    min_score: Fraction | None = None,
) -> Rulebook:
    """The rules with what settings say of single files; ``places`` as in ``rulebook.by_path``."""
    choice = rulebook.Choice(folders, None, settings, profile, fail_on, min_score)
    return rulebook.by_path(kinds(), choice, rules, places)


def excepting(
    rules: Rulebook,
    *,
    today: date | None,
    known: tuple[Recorded, ...] | None = None,
    also: tuple[Decision, ...] = (),
    has_places: bool = True,
) -> Rulebook:
    """The rules with the day that counts as today and the gaps that are known; without a day no
    exception counts but those given in ``also``. ``has_places``: whether the reports have a place that
    an exception can name; without one those of files concern none of them."""
    decisions = rules.exceptions.decisions if today is not None else ()
    if not has_places:
        decisions = tuple(decision for decision in decisions if not decision.files)
    return rulebook.narrowed(rules, Exceptions((*also, *decisions), known, today))


def files_of(folders: Sequence[str], settings: str | None) -> list[str]:
    """The paths of all rule files, settings and exceptions in force."""
    choice = rulebook.Choice(folders, None, settings)
    return [file.path for file in rulebook.files_of(choice)]


def excluded(settings: str) -> tuple[str, ...]:
    """The globs of files that a settings file wants left out; what is wrong is told on loading."""
    return rulebook.excluded(settings)


def baseline_of(settings: str) -> str:
    """The path of the baseline that a settings file names, empty where it names none."""
    return rulebook.baseline_of(settings)


def names_exceptions(settings: str, path: str) -> bool:
    """Whether a settings file names this file of exceptions."""
    return rulebook.names_exceptions(settings, path)


def exceptions_in(path: str, data: bytes) -> dict[str, Any]:
    """What a file of exceptions says, by its keys. Errors: ``rule-file`` with its place."""
    return rulebook.exceptions_in(path, data)


def origins(
    folders: Sequence[str] = (), *, settings: str | None = None, profile: str | None = None
) -> tuple[Origin, ...]:
    """Where the settings of the rules in force come from; errors as in ``rulebook.load``."""
    return rulebook.provenance(kinds(), rulebook.Choice(folders, None, settings, profile))


def soundness(
    folders: Sequence[str] = (), *, settings: str | None = None, profile: str | None = None
) -> list[Finding]:
    """Everything that is wrong or doubtful about rule files; doubts of ``folders`` where given."""
    from checker.rulebook import soundness as rules_about_rules

    choice = rulebook.Choice(folders, None, settings)
    return rules_about_rules.findings(rulebook.files_of(choice), kinds(), folders, profile)


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of every sort of rule file, for editors, by its sort."""
    from checker.rulebook import shapes

    return shapes.published(kinds())


def read(source: Source, rules: Rulebook, kind: str = "") -> Facts:
    """Everything that is known of one decoded report. ``kind``: what it is read as, whatever it says."""
    report = structure.parse(normalise.text(source), rules.vocabulary)
    return facts.read(report, rules.vocabulary, kind)


def assess(source: Source, rules: Rulebook) -> Assessment:
    """Judge one decoded report by the rules in force. Errors: ``no-rules`` for its kind."""
    known = read(source, rules)
    rules = rules.at(source.path).of(known.level)
    outcomes = judge.judge(known, rules)
    if known.is_judged and not outcomes:
        raise CheckerError(
            "no-rules",
            f"方案“{rules.policy.profile}”里没有用于这种文书的规则（{known.kind}），无法检查。",
        )
    outcomes = exceptions.apply(outcomes, known, source.path, rules.exceptions)
    score = scoring.score(outcomes, rules.policy) if known.is_judged else None
    return Assessment(
        path=source.path,
        policy=rules.policy,
        facts=known,
        outcomes=outcomes,
        figures=judge.figures(known),
        arithmetic=judge.arithmetic(known),
        damage=judge.damage(known),
        score=score,
        gate=scoring.gate(score, outcomes, known, rules.policy),
        decisions=exceptions.pointing_at(known, rules.exceptions),
    )


def assess_bytes(
    path: str, data: bytes, rules: Rulebook, limits: Limits = DEFAULT
) -> Assessment | Failure:
    """Judge one input; what makes it unusable comes back as a Failure."""
    try:
        return assess(readers.read(path, data, limits), rules)
    except CheckerError as error:
        return Failure(path, error.code, error.message)


def check(
    inputs: Iterable[Input], rules: Rulebook, limits: Limits = DEFAULT
) -> Iterator[Assessment | Failure]:
    """Judge inputs one by one, in order."""
    for item in inputs:
        try:
            data = item.load()
        except CheckerError as error:
            yield Failure(item.path, error.code, error.message)
        else:
            yield assess_bytes(item.path, data, rules, limits)


def result(
    items: Iterable[Assessment | Failure],
    rules: Rulebook,
    baseline: str = "",
    *,
    all_there: bool = False,
) -> Result:
    """Everything that one run found, as renderers see it. ``baseline``: the file of known gaps;
    ``all_there`` as in ``exceptions.notices``."""
    reports: list[Assessment] = []
    failures: list[Failure] = []
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
        else:
            reports.append(item)
    return Result(
        version=__version__,
        packs=rules.packs,
        digest=rules.digest,
        profile="" if rules.by_level else rules.policy.profile,
        reports=tuple(reports),
        failures=tuple(failures),
        notices=tuple(exceptions.notices(reports, rules.exceptions, baseline, all_there=all_there)),
    )
