"""``fact``: something that a report says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.facts import Hit
from checker.model.rule import Found, Missing

if TYPE_CHECKING:
    from checker.model.facts import Facts, Term
    from checker.model.rule import FactName, Finding, Where

TITLE = "报告自身的信息"
PLACED = False
GIVES = ("value",)
MISSES = ("value",)
_UNKNOWN = "（未写明）"


@dataclass(frozen=True, slots=True)
class Kind:
    """The report says its ``title``, ``issuer``, ``year``, ``published`` or ``signed`` day.

    ``having``: what it says has one of these words. ``without``: it has none of these. ``dated``: it
    names the reporting year (a title: 2025年…).
    """

    name: FactName
    having: Term | None = None
    without: Term | None = None
    dated: bool = False

    def find(self, facts: Facts, where: Where) -> Finding:
        """Found with ``{value}``; what is said but does not fit proves the contrary."""
        del where  # what a report says about itself stands where it stands
        told = _told(facts, self.name)
        if told is None:
            return Missing(values={"value": _UNKNOWN})
        value, hit = told
        fits = not self.having or _has(value, self.having)
        fits = fits and not (self.without and _has(value, self.without))
        if self.dated:
            fits = fits and any(hit.start <= c.start < hit.end for c in facts.year_claims)
        values = {"value": value}
        return Found((hit,), values) if fits else Missing(hits=(hit,), values=values)


def _has(value: str, term: Term) -> bool:
    """Whether a value, a title of several lines in one, has one of the words outside of what they
    do not count in."""
    for look_alike in term.unless:
        value = value.replace(look_alike, "\n")
    return any(word in value for word in term.words)


def _told(facts: Facts, name: str) -> tuple[str, Hit] | None:
    """A fact in words, and where it is stated."""
    if name == "year":
        claim = next((c for c in facts.year_claims if c.year == facts.year), None)
        return (f"{claim.year}年", Hit(claim.start, claim.end)) if claim else None
    if name in ("published", "signed"):
        stamp = facts.published if name == "published" else facts.signed
        return (stamp.day.isoformat(), Hit(stamp.start, stamp.end)) if stamp else None
    named = facts.title if name == "title" else facts.issuer
    return (named.value, Hit(named.start, named.end)) if named else None
