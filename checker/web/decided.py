"""A decision made on the workbench, in the words of a file of exceptions, which knows no uploads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.characters import fold
from checker.model.result import Assessment

if TYPE_CHECKING:
    from checker.model.exceptions import Decision
    from checker.web.nouns import Held

_SPECIAL = re.compile(r"([\\*?\[\]!#{} ])")


def portable(decision: Decision, held: Held) -> Decision:
    """The decision by issuer and year, as the report tells them; else by the name of its file, wherever
    that lies."""
    report = held.judged
    if isinstance(report, Assessment) and report.facts.issuer and report.facts.year:
        issuer, year = fold(report.facts.issuer.value), report.facts.year
        return replace(decision, issuer=issuer, year=year, place="")
    name = _SPECIAL.sub(r"\\\1", held.path.rpartition("/")[2])
    return replace(decision, files=(f"**/{name}",), place="")
