"""Hand-made nouns for tests of what comes after the judge: no stage is needed to make them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from checker.model.facts import Dated, Facts, Hits, Named
from checker.model.outcome import Evidence, Outcome
from checker.model.report import Report
from checker.model.result import (
    Assessment,
    DamageFound,
    Failure,
    FigureFound,
    Gate,
    RelationFound,
    Result,
    Score,
)
from checker.model.rule import Basis, Pack, Policy, Rule
from checker.model.text import Source, Text

ORIGINAL = """某某镇2023年法治政府建设年度报告
一、主要举措和成效
办理行政复议案件3件。
二、下一步安排
继续做好各项工作。
"""


def evidence(quote: str = "办理行政复议案件3件。", *section: str) -> Evidence:
    """A place in ORIGINAL, or an invented one where the quote is not in it."""
    start = max(ORIGINAL.find(quote), 0)
    line = ORIGINAL.count("\n", 0, start) + 1
    column = start - ORIGINAL.rfind("\n", 0, start)
    path = section or ("一、主要举措和成效",)
    return Evidence(quote, start, start + len(quote), line, column, None, path)


def rule(name: str = "work/enforcement", **changes: object) -> Rule:
    made = Rule(
        id=name,
        title=f"规则{name.rpartition('/')[2]}",
        basis=(Basis("某某规定", "第五条", "写明情况"),),
        severity="error",
        weight=10,
        partial_credit=Fraction(1, 2),
        levels=(),
        first_year=None,
        last_year=None,
        rungs=(),
        messages={"fail": "没有写。"},
        remedy="写明全年情况。",
        belongs="",
        examples={"fail": ("走访企业8家。",)},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


_CREDIT = {"pass": Fraction(1), "partial": Fraction(1, 2), "fail": Fraction(0)}


def outcome(status: str, name: str = "work/enforcement", **changes: object) -> Outcome:
    wanted = changes.pop("rule", None)
    judged = wanted if isinstance(wanted, Rule) else rule(name)
    made = Outcome(
        rule=judged,
        status=status,
        credit=_CREDIT.get(status),
        message=f"判定为{status}。",
        evidence=(evidence(),) if status in ("pass", "partial") else (),
        nearest=(),
        belongs=None,
        fingerprint="0123456789abcdef",
        basis=judged.basis,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def facts(title: str | None = "某某镇2023年法治政府建设年度报告") -> Facts:
    starts = [0, *(i + 1 for i, char in enumerate(ORIGINAL) if char == "\n")]
    text = Text(Source("报告.txt", ORIGINAL, "utf-8", starts), ORIGINAL, range(len(ORIGINAL)))
    return Facts(
        report=Report(text, (), (), (), ()),
        hits=Hits({}),
        title=Named(title, 0, len(title), "title") if title is not None else None,
        issuer=Named("某某镇", 0, 3, "title"),
        level="township",
        year=2023,
        year_claims=(),
        published=Dated(date(2024, 3, 1), 0, 1, "label"),
        signed=None,
        kind="annual-report",
        kind_reason="标题写明是年度报告",
        is_annual_report=True,
        is_judged=True,
        roles=(),
        figures=(),
        quantities=(),
        lost=(),
        wanted="法治政府建设年度报告",
    )


def score(*outcomes: Outcome) -> Score:
    """The contract's arithmetic, done the slow way."""
    weighed = [o for o in outcomes if o.status != "not_applicable"]
    total = Fraction(sum(o.rule.weight for o in weighed) or 1)
    low = sum((o.rule.weight * (o.credit or 0) for o in weighed), Fraction(0)) / total
    open_ = sum((o.rule.weight for o in weighed if o.status == "review"), Fraction(0)) / total
    value = low / (1 - open_) if open_ != 1 else Fraction(0)
    percent = {"value": value * 100, "low": low * 100, "high": (low + open_) * 100}
    return Score(coverage=1 - open_, grade="B", by_pack={"work": value * 100}, **percent)


def _relation(*, holds: bool) -> RelationFound:
    return RelationFound(
        "sum", holds, "3", "4", "各项相加 1件 + 3件 = 4件，文中总数写 3件，请核对。", (evidence(),)
    )


def _figure() -> FigureFound:
    return FigureFound(
        indicator="reconsideration",
        value="3",
        upper=None,
        unit="件",
        approximate=False,
        scope="own",
        evidence=evidence(),
        context="办理行政复议案件3件",
    )


def assessment(*outcomes: Outcome, path: str = "报告.txt", **changes: object) -> Assessment:
    made = Assessment(
        path=path,
        policy=Policy("default", (("A", 90), ("D", 0)), "error", None, "默认方案"),
        facts=facts(),
        outcomes=outcomes,
        figures=(_figure(),),
        arithmetic=(_relation(holds=True), _relation(holds=False)),
        damage=(),
        score=score(*outcomes),
        gate=Gate(passed=False, reasons=("“规则enforcement”未达到要求",)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def other_kind(path: str = "解读.txt") -> Assessment:
    known = replace(
        facts("某某镇2023年法治政府建设年度报告的政策解读"),
        kind="interpretation",
        kind_reason="标题写明是政策解读。",
        is_annual_report=False,
    )
    refused = Gate(passed=False, reasons=("不是法治政府建设年度报告",))
    return assessment(path=path, facts=known, score=None, gate=refused)


def result(*reports: Assessment, failures: tuple[Failure, ...] = ()) -> Result:
    return Result(
        version="0.1.0",
        packs=(Pack("work", "1.0.0", "工作内容"),),
        digest="sha256:" + "0" * 64,
        profile="default",
        reports=reports,
        failures=failures,
    )


def everything() -> Result:
    """A result in which every status, a document of another kind and a failure occur."""
    report = assessment(
        outcome("pass", "work/enforcement"),
        outcome("partial", "work/legal-publicity"),
        outcome("fail", "statutory/shortcomings", nearest=(evidence("继续做好各项工作。"),)),
        outcome("fail", "statutory/causes", belongs=evidence("二、下一步安排")),
        outcome("review", "work/legality-review"),
        outcome("not_applicable", "litigation/court-appearance"),
        damage=(DamageFound("lost-characters", "有字符丢失", evidence("某某镇")),),
    )
    broken = Failure("坏.pdf", "unreadable", "无法读取。")
    return result(report, other_kind(), failures=(broken,))
