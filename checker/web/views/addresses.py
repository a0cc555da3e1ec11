"""Where the pages of a report stand."""

from __future__ import annotations

from urllib.parse import quote


def report(key: str) -> str:
    """The page of a report."""
    return f"/reports/{quote(key, safe='')}"


def gap(key: str, rule: str) -> str:
    """What a rule says of a report, on its page."""
    return f"{report(key)}#g-{quote(rule.replace('/', '_'), safe='')}"
