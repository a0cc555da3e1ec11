"""What must hold of the shipped rules as a whole."""

from __future__ import annotations

import re
import string
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import reading

from checker import judge
from checker.rulebook.words import terms_of

if TYPE_CHECKING:
    from checker.model.rule import Rule

FOLDER = reading.ROOT / "rules"
BOOK = reading.book()
RULES = {rule.id: rule for rule in BOOK.rules}
CONTRACT = [
    "statutory/achievements",
    "statutory/shortcomings",
    "statutory/causes",
    "statutory/next-year-plan",
    "statutory/first-responsible-person",
    "litigation/court-appearance",
    "litigation/litigation",
    "litigation/reconsideration",
    "work/enforcement",
    "work/normative-documents",
    "work/legality-review",
    "work/information-disclosure",
    "work/rule-of-law-study",
    "work/legal-publicity",
    "timeliness/published-on-time",
    "timeliness/year-consistency",
]
CORE = "法治政府建设与责任落实督察工作规定"
DATED = ("deadline", "not-before")  # a date is before a day or not: there is no near miss in words

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def test_ids_are_the_paths_of_the_files() -> None:
    paths = sorted(
        path.relative_to(FOLDER).with_suffix("").as_posix()
        for path in FOLDER.glob("*/*.yaml")
        if path.parent.name not in ("vocabulary", "profiles") and path.stem != "_pack"
    )
    assert sorted(rule.id for rule in BOOK.rules) == paths


def test_the_rules_of_the_contract_are_there() -> None:
    assert len(CONTRACT) == 16
    assert set(CONTRACT) <= set(RULES)


def test_packs_are_those_that_have_rules() -> None:
    assert {pack.id for pack in BOOK.packs} == {rule.id.partition("/")[0] for rule in BOOK.rules}
    assert all(pack.title for pack in BOOK.packs)


@every_rule
def test_a_basis_is_cited_as_it_may_be(rule: Rule) -> None:
    assert rule.basis
    for basis in rule.basis:
        assert "《" not in basis.instrument
        assert re.fullmatch(r"|第.+[条款章）](?:（.+）)?|（.+〔20\d\d〕\d+号）", basis.article)
        assert len(basis.asks) >= 8
        if basis.instrument == CORE:  # only these two places of it are verified
            assert basis.article.startswith(("第二十四条", "第四章"))


@every_rule
def test_a_message_has_no_value_that_is_not_given(rule: Rule) -> None:
    seen = {status: _filled(rule, status) for status in rule.messages}
    assert {status for status, filled in seen.items() if not filled} == set()


def _filled(rule: Rule, status: str) -> bool:
    """Whether a message without values is whole, or one with values was filled by every example."""
    message = rule.messages[status]
    names = [name for _, name, _, _ in string.Formatter().parse(message) if name]
    lines = rule.examples[status] if names else ()
    told = [judge.outcome(reading.known(line, rule.document), rule).message for line in lines]
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^{}]+", re.escape(message)))
    return all(pattern.fullmatch(words) for words in told) and message.endswith(("。", "）"))


@every_rule
def test_a_rule_has_near_misses(rule: Rule) -> None:
    if any(condition.name in DATED for _, condition in rule.rungs):
        return
    assert len(rule.examples["fail"]) >= 2


@every_rule
def test_a_gap_says_what_to_write_and_where(rule: Rule) -> None:
    assert rule.remedy.endswith("。")
    assert rule.weight >= 1
    assert not rule.belongs or rule.belongs in {role.name for role in BOOK.vocabulary.roles}


def test_no_two_rules_have_one_condition() -> None:
    twins = [
        (one.id, other.id)
        for one, other in combinations(BOOK.rules, 2)
        if one.rungs == other.rungs and one.document == other.document
    ]
    assert twins == []


@every_rule
def test_no_two_rungs_of_a_rule_are_the_same(rule: Rule) -> None:
    conditions = [condition for _, condition in rule.rungs]
    assert all(one != other for one, other in combinations(conditions, 2))


def _named_terms() -> dict[str, str]:
    """Every named term with the file that defines it."""
    found = {}
    for path in [*FOLDER.glob("*/_pack.yaml"), *FOLDER.glob("vocabulary/*.yaml")]:
        _, _, terms = path.read_text(encoding="utf-8").partition("\nterms:\n")
        for name in re.findall(r"^  ([a-z][a-z-]*):", terms, re.MULTILINE):
            found[f"{path.parent.name}/{path.stem}:{name}"] = name
    return found


def _used() -> set[str]:
    """Every ``$name`` in YAML and every term that the grammar in Python asks for by name."""
    yaml = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*/*.yaml"))
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (reading.ROOT / "checker").rglob("*.py")
    )
    used = set(re.findall(r"\$([a-z][a-z-]*)", yaml))
    used |= set(re.findall(r'"([a-z][a-z-]*)"', code))
    families = ("also-", *re.findall(r'startswith\("([a-z-]+-)"\)', code))
    used |= {name for name in _named_terms().values() if name.startswith(families)}
    return used | {f"above-{level.name}" for level in BOOK.vocabulary.levels}


def test_every_term_is_used() -> None:
    assert len(_named_terms()) > 20
    used = _used()
    assert sorted(place for place, name in _named_terms().items() if name not in used) == []


def test_every_veto_holds_a_word_that_it_forbids() -> None:
    terms = [term for rule in BOOK.rules for _, c in rule.rungs for term in terms_of(c)]
    terms += [*BOOK.vocabulary.terms.values(), *(role.headings for role in BOOK.vocabulary.roles)]
    idle = {u for term in terms for u in term.unless if not any(w in u for w in term.words)}
    assert idle == set()


def test_no_word_of_a_term_hides_another_by_being_written_twice() -> None:
    vocabulary = BOOK.vocabulary
    terms = [*vocabulary.terms.values()]
    terms += [term for rule in BOOK.rules for _, c in rule.rungs for term in terms_of(c)]
    terms += [t for role in vocabulary.roles for t in (role.headings, role.nested, role.cues)]
    for term in terms:
        assert len(set(term.words)) == len(term.words)
        assert all(word == word.strip() != "" for word in (*term.words, *term.unless))
        assert not set(term.words) & set(term.unless)


def test_what_the_law_lists_weighs_most() -> None:
    weight = {rule.id: rule.weight for rule in BOOK.rules}
    listed = [w for name, w in weight.items() if name.startswith("statutory/")]
    assert min(listed) > max(w for name, w in weight.items() if name.startswith("substance/"))
    usual = BOOK.vocabulary.default
    severe = {r.id for r in BOOK.rules if r.severity == "error" and r.document == usual}
    assert severe == {name for name in CONTRACT[:5] if name != "statutory/causes"}
