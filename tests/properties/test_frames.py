"""A sentence that satisfies a rule no longer does when a frame takes it from the issuer or its year.

Every deed and figure is put into frames that say: only planned, another year's, another body's, only a
title, not done. None of them may satisfy its rule; the bare sentence must.
"""

from __future__ import annotations

import pytest
import reading

from checker import judge

DEEDS = {
    "litigation/court-appearance": ("负责人出庭应诉3次", "行政机关负责人出庭应诉率达100%"),
    "litigation/litigation": ("办理行政诉讼案件3件", "发生行政诉讼案件2起"),
    "litigation/reconsideration": ("办理行政复议案件3件", "收到行政复议申请2件"),
    "work/enforcement": ("查处违法案件12件", "开展执法检查60次"),
    "work/normative-documents": ("制定规范性文件2件", "清理规范性文件8件"),
    "work/legality-review": ("合法性审查文件20件", "开展合法性审查30件次"),
    "work/information-disclosure": ("主动公开政府信息300条", "办理依申请公开2件"),
    "work/rule-of-law-study": ("专题学习习近平法治思想3次", "组织习近平法治思想专题培训1期"),
    "work/legal-publicity": ("开展普法宣传活动12场", "举办法治讲座6场"),
}
LEADER = ("镇党委书记主持召开法治建设专题会议2次", "镇长听取法治工作汇报3次")
TO_COME = (
    *(
        "计划{}。",
        "下一步，{}。",
        "明年将{}。",
        "力争{}。",
        "争取全年{}。",
        "2024年，{}。",
        "年初计划{}。",
    ),
    *(
        "预计2024年{}。",
        "下一年度，我镇将{}。",
        "工作要点提出{}。",
        "目标任务为{}。",
        "今后五年，{}。",
    ),
)
ANOTHER_YEAR = (
    *("去年{}。", "2022年，{}。", "上年度{}。", "2022年度共{}。", "上年同期{}。", "往年{}。"),
    *("前三年累计{}。", "自2019年以来累计{}。", "2022年{}，本年未统计。", "上一年度，我镇{}。"),
)
ANOTHER_BODY = (
    *("全省{}。", "市政府{}。", "县司法局{}。", "县法院{}。", "邻镇石门镇{}。", "其他乡镇{}。"),
    *(
        "县司法局在我镇{}。",
        "据全国统计，{}。",
        "省司法厅{}。",
        "某企业{}。",
        "县直各部门共{}。",
        "外地某县{}。",
    ),
)
A_TITLE = ("印发《关于{}的通知》。", "观看专题片《{}》。")
NOT_DONE = ("未{}。", "不再{}。")


def _status(rule: str, words: str) -> str:
    book = reading.book()
    chosen = next(r for r in book.rules if r.id == rule)
    return judge.outcome(
        reading.known(f"{reading.LEAD}一、主要举措和成效\n{words}\n"), chosen
    ).status


CASES = [
    *((rule, deed, frame) for rule, deeds in DEEDS.items() for deed in deeds
      for frame in (*TO_COME, *ANOTHER_YEAR, *ANOTHER_BODY, *A_TITLE)),
    *((rule, deed, frame) for rule in ("work/rule-of-law-study", "work/legal-publicity")
      for deed in DEEDS[rule] for frame in NOT_DONE),
    *(("statutory/first-responsible-person", deed, frame) for deed in LEADER
      for frame in (*TO_COME, *ANOTHER_YEAR, *A_TITLE)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "deed", "frame"), CASES)
def test_a_frame_takes_the_deed_away(rule: str, deed: str, frame: str) -> None:
    assert _status(rule, frame.format(deed)) not in ("pass", "not_applicable")


@pytest.mark.parametrize(
    ("rule", "deed"), [(rule, deed) for rule, deeds in DEEDS.items() for deed in deeds]
)
def test_the_bare_deed_counts(rule: str, deed: str) -> None:
    assert _status(rule, f"全年{deed}。") == "pass"
