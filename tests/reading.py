"""Short ways from words to what each stage makes of them, with the rules as they ship."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker import facts, normalise, pipeline, readers, structure
from checker.model.result import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model.facts import Facts
    from checker.model.report import Report
    from checker.model.rule import Rulebook
    from checker.model.text import Text

ROOT = Path(__file__).parent.parent
SEEDS = tuple(sorted((ROOT / "seeds").glob("*.txt")))
GOLD = tuple(sorted((ROOT / "tests" / "gold").glob("*.txt")))
ASKED = frozenset(
    (
        *("court-appearances", "litigation-cases", "reconsideration-cases", "enforcement"),
        *("normative-documents", "legality-reviews", "information-disclosure"),
    )
)
LEAD = (
    "某某镇2023年法治政府建设年度报告\n2023年，我镇认真推进法治政府建设，现将有关情况报告如下。\n"
)


@cache
def book() -> Rulebook:
    """The rules as they ship."""
    return pipeline.book()


def text(words: str | bytes, path: str = "报告.txt") -> Text:
    """The readable view of a file that holds ``words``."""
    data = words.encode() if isinstance(words, str) else words
    return normalise.text(readers.read(path, data))


def report(words: str) -> Report:
    """The shape of ``words``."""
    return structure.parse(text(words), book().vocabulary)


def known(words: str, kind: str = "") -> Facts:
    """All facts of ``words``. ``kind``: what they are read as, whatever they say."""
    return facts.read(report(words), book().vocabulary, kind)


def assessed(data: str | bytes, path: str = "报告.txt") -> Assessment:
    """The assessment of a file that must be readable."""
    made = pipeline.assess_bytes(path, data.encode() if isinstance(data, str) else data, book())
    assert isinstance(made, Assessment), made
    return made


def verdicts(made: Assessment) -> dict[str, str]:
    """Each rule's status."""
    return {outcome.rule.id: outcome.status for outcome in made.outcomes}


def figures(words: str) -> list[tuple[str, str, str, str]]:
    """Indicator, value, unit and scope of each figure that a rule asks for, in order."""
    return [
        (f.family, format(f.value.normalize(), "f"), f.unit, f.scope)
        for f in known(words).figures
        if f.family in ASKED and (f.noun or f.zero_stated)
    ]


def parts(words: str) -> list[tuple[str, str]]:
    """The role of each sentence of ``words`` with the sentence."""
    facts_ = known(words)
    return [
        (role.name, facts_.report.words(sentence.start, sentence.end).strip())
        for role, sentence in zip(facts_.roles, facts_.report.sentences, strict=True)
    ]


def judged(made: Assessment) -> dict[str, object]:
    """Everything that neither noise nor another format may move."""
    facts = made.facts
    return {
        **verdicts(made),
        "kind": facts.is_annual_report,
        "year": facts.year,
        "level": facts.level,
        "published": facts.published and facts.published.day,
        "signed": facts.signed and facts.signed.day,
        "figures": Counter((f.indicator, f.value, f.unit) for f in facts.figures),
    }


def moved(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """What differs between two such tables; of counted things only the difference."""
    found: dict[str, object] = {}
    for key in before.keys() | after.keys():
        one, other = before.get(key), after.get(key)
        if isinstance(one, Counter) and isinstance(other, Counter):
            found.update({key: (one - other, other - one)} if one != other else {})
        elif one != other:
            found[key] = (one, other)
    return found
