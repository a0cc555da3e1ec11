"""How a result is put into words: numbers, places, the contract's keys, quotes cut to size."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING
from unicodedata import category

from checker.model.rule import LEVEL_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from fractions import Fraction

    from checker.model.exceptions import Decision, Notice
    from checker.model.outcome import Evidence, Outcome
    from checker.model.result import Assessment, Score

UNKNOWN = "未识别"
QUOTE_LIMIT = 120
HEADING_LIMIT = 40
_HEAD_SHARE = 3 / 5
_HIDDEN = ("Cc", "Cf", "Cs")


def rounded(value: Fraction, digits: int = 1) -> float:
    """``value`` rounded once, half up, to ``digits`` decimals; ``value`` is not negative."""
    scale: int = 10**digits
    return floor(2 * value * scale + 1) // 2 / scale


def points(value: Fraction) -> str:
    """A score or a share of it, in points with one decimal."""
    return f"{rounded(value):.1f}"


def interval(score: Score) -> str:
    """``low``–``high`` in points, one number where both are the same."""
    low, high = points(score.low), points(score.high)
    return low if low == high else f"{low}–{high}"


def status(outcome: Outcome) -> str:
    """The status in a word; a failed rule that found something is not missing but wrong."""
    if outcome.status == "fail" and outcome.evidence:
        return "不符合"
    return STATUS_WORDS.get(outcome.status, outcome.status)


def standing(outcome: Outcome) -> str:
    """The status in a word and, where a baseline is in use, how it stands to it."""
    against = {"new": "，新增", "worse": "，比基线差"}.get(outcome.baseline, "")
    return f"{status(outcome)}{against}"


def decided(decision: Decision) -> str:
    """Why, by whom and until when something was decided."""
    by = f"{plain(decision.by)}，" if decision.by else ""
    return f"{plain(decision.because)}（{by}至 {decision.until.isoformat()}）"


def attested(outcome: Outcome) -> str:
    """What a person has decided an outcome to be, and why."""
    return f"{status(outcome)}，{decided(outcome.attested)}" if outcome.attested else ""


def notice(found: Notice) -> str:
    """What is said of an exception and where it is written."""
    return plain(f"{found.message}[{found.place}]" if found.place else found.message)


def level(report: Assessment) -> str:
    """The issuer's level in words."""
    key = report.facts.level
    return UNKNOWN if key is None else LEVEL_WORDS.get(key, key)


def arithmetic(report: Assessment) -> str:
    """How many relations among the figures were recomputed, and how many do not agree."""
    found = report.arithmetic
    broken = sum(not relation.holds for relation in found)
    if not found:
        return "没有找到可以核对的数量关系"
    if not broken:
        return f"核对了 {len(found)} 处数量关系，全部相符"
    return f"核对了 {len(found)} 处数量关系，{len(found) - broken} 处相符，{broken} 处对不上"


def facts(report: Assessment) -> tuple[tuple[str, str], ...]:
    """What was read off the report itself, as labels and words."""
    known = report.facts
    return (
        ("标题", known.title.value if known.title else UNKNOWN),
        ("报告单位", known.issuer.value if known.issuer else UNKNOWN),
        ("层级", level(report)),
        ("报告年度", f"{known.year} 年" if known.year else UNKNOWN),
        ("公开日期", known.published.day.isoformat() if known.published else UNKNOWN),
        ("落款日期", known.signed.day.isoformat() if known.signed else UNKNOWN),
        ("评分方案", report.policy.title),
        ("文件", report.path),
    )


def plain(text: str) -> str:
    """``text`` on one line, without control characters and direction marks that could mislead."""
    kept = (char for char in text if char.isspace() or category(char) not in _HIDDEN)
    return " ".join("".join(kept).split())


def shortened(text: str, limit: int = QUOTE_LIMIT) -> str:
    """``text`` on one line, cut in the middle to at most ``limit`` characters."""
    line = plain(text)
    if len(line) <= limit:
        return line
    head = int(limit * _HEAD_SHARE)
    return f"{line[:head]}…{line[len(line) - (limit - head - 1) :]}"


def line_of(evidence: Evidence) -> str:
    """Page, where there are pages, and line."""
    page = "" if evidence.page is None else f"第 {evidence.page} 页"
    return f"{page}第 {evidence.line} 行"


def where(evidence: Evidence) -> str:
    """The headings above, outermost first, and the line."""
    path = " › ".join(shortened(heading, HEADING_LIMIT) for heading in evidence.section)
    return f"{path or '正文'}（{line_of(evidence)}）"


def name(report: Assessment) -> str:
    """What a person calls the report: its title, else its issuer and year, else its file's name."""
    title, issuer, year = report.facts.title, report.facts.issuer, report.facts.year
    if title is not None:
        return plain(title.value)
    if issuer is not None and year is not None:
        return f"{plain(issuer.value)} {year} 年度（原文无标题）"
    return file_name(report.path)


def file_name(path: str) -> str:
    """The last part of a path, on one line."""
    return plain(path.replace("\\", "/").rstrip("/").rpartition("/")[2]) or plain(path)
