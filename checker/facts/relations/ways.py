"""How numbers are told to move: up or down, from what, to what, since when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.facts.relations.operands import Operand
    from checker.model.facts import Term

_CLAUSE = re.compile(r"[,。;()]")
_YEAR_BEFORE = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Ways:
    """Reads the words beside one number; ``terms`` are the vocabulary's, ``year`` the reporting year."""

    terms: Mapping[str, Term]
    year: int | None

    def sign(self, operand: Operand) -> int:
        """1 where a number is told as a rise, -1 as a fall, 0 as neither."""
        lead = operand.lead.rstrip("了达约近超过 ")
        if lead.endswith(("幅为", "幅度为", "幅是")):
            lead = lead[:-1]  # but 减少为 is where it arrives
        return self.way(lead.removesuffix("幅度").rstrip("了达约近超过 "))

    def way(self, lead: str) -> int:
        """1 where words end with a rise, -1 with a fall, 0 with neither."""
        for sign, term in ((1, "up"), (-1, "down")):
            if lead.endswith(self.terms[term].words):
                return sign
        return 0

    def is_before(self, operand: Operand) -> bool:
        """Whether a number is told of the year before."""
        lead = operand.lead
        if not lead and operand.gap.endswith("("):  # 比上年(1500次)下降
            lead = _CLAUSE.split(operand.gap[:-1])[-1]
        if any(w in lead for w in self.terms["before"].words):
            return not any(w in lead for w in self.terms["carried-in"].words)  # 上年结转 comes in
        years = _YEAR_BEFORE.findall(lead)
        if years and self.year:
            return int(years[-1]) < self.year
        return lead.rstrip().endswith(self.terms["from"].words)

    def arrives(self, operand: Operand) -> bool:
        """Whether a number is where a growth arrives: 由3件增加到5件."""
        lead = operand.lead
        return any(w in lead for w in self.terms["to"].words)

    def is_mean(self, operand: Operand) -> bool:
        """Whether a number is an average."""
        return any(w in operand.lead for w in self.terms["average"].words)
