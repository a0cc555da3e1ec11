"""Days as people write them."""

from __future__ import annotations

import re
from datetime import date

from checker.characters import fold

_DAY = re.compile(
    r"(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?(?:\s+[\d:]+)?"
)
_PLAIN = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")


def day(words: str) -> date | None:
    """The day that is written: 2027-03-31, 2027/3/31, 2027年3月31日, 20270331; None where it is none."""
    plain = fold(words).strip()
    found = _DAY.fullmatch(plain) or _PLAIN.fullmatch(plain)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
