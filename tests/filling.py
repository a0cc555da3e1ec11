"""Fills every blank of a draft with plausible numbers and words; only tests do."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from checker.model.draft import Block, Draft, Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BLANK = "__"
PLAIN = 6  # a number where nothing else is asked
PART, WHOLE, RATE = "9", "12", "75"
HOLDS = "应相符："
# what stands before and behind a blank for words, and the words
WORDS = (
    (r"^$", "：", "区人民政府"),
    (r"^$", "$", "东城街道办事处"),
    ("年，$", "。", "坚持依法行政，各项工作扎实推进"),
    ("在$", "会议", "党委扩大"),
    ("[是对]$", "不足", "一线执法力量"),
    ("[是对]$", "不到位", "合同合法性审查把关"),
    ("[是对]$", "不及时", "政策解读栏目更新"),
    ("表现在$", "", "抽查时发现有的环节没有落实"),
    ("第二项不足，主要原因是$", "", "审查人员业务培训跟不上"),
    ("原因是$", "", "编制偏少、人员流动快"),
    ("完善$", "制度", "执法人员轮训"),
    ("前完成$", "", "合同送审流程清理"),
    ("完善$", "", "信息发布审核制度"),
)


def filled(draft: Draft) -> Draft:
    """The draft without blanks."""
    return Draft(
        title=_filled(draft.title),
        opening=tuple(map(_filled, draft.opening)),
        blocks=tuple(
            dataclasses.replace(block, paragraphs=tuple(map(_filled, block.paragraphs)))
            for block in draft.blocks
        ),
        closing=tuple(map(_filled, draft.closing)),
    )


def alone(draft: Draft, rule: str) -> Draft:
    """The draft with the sentences of one rule only."""
    kept: list[Block] = []
    for block in draft.blocks:
        own = tuple(p for p in block.paragraphs if p.rule == rule)
        if own or block.level == 1:
            kept.append(dataclasses.replace(block, paragraphs=own))
    blocks = tuple(
        b
        for i, b in enumerate(kept)
        if b.paragraphs or (i + 1 < len(kept) and kept[i + 1].level > b.level)
    )
    return dataclasses.replace(draft, blocks=blocks)


def text(draft: Draft) -> str:
    """The words of a draft, one paragraph a line."""
    lines = [draft.title, *draft.opening]
    words = [p.words for p in lines]
    for block in draft.blocks:
        words += [block.heading, *(p.words for p in block.paragraphs)]
    return "\n".join((*words, *(p.words for p in draft.closing))) + "\n"


def _filled(paragraph: Paragraph) -> Paragraph:
    lines = paragraph.note.lines if paragraph.note else ()
    equations = [line.removeprefix(HOLDS) for line in lines if line.startswith(HOLDS)]
    return dataclasses.replace(paragraph, words=words(paragraph.words, equations))


def words(says: str, equations: Sequence[str]) -> str:
    """A sentence whose blanks are filled so that its equations hold."""
    known = _solved(says, equations)
    made = ""
    end = 0
    for match in re.finditer(BLANK, says):
        made += says[end : match.start()]
        end = match.end()
        made += known.get(match.start()) or _word(says[: match.start()], says[end:])
    return made + says[end:]


def _word(before: str, behind: str) -> str:
    last = re.split("[_，。；]", before)[-1] if BLANK in before else before
    if "第二项" in before:
        last = before
    for head, tail, word in WORDS:
        if re.search(head, before if head == "年，$" else last) and re.match(tail, behind):
            return word
    assert re.match("[件次个项场期份分名人条起处家户台元万月日%]", behind), (before, behind)
    return str(PLAIN)


def _solved(says: str, equations: Sequence[str]) -> Mapping[int, str]:
    """Numbers by the place of their blank."""

    def place(term: str) -> int:
        return says.index(term.strip()) + term.strip().index(BLANK)

    known: dict[int, str] = {}
    for equation in equations:
        left, right = equation.split("=")
        if "÷" in right:
            part, whole = right.split("÷")
            known |= {place(left): RATE, place(part): PART, place(whole): WHOLE}
            continue
        first, *others = left.split("+")
        summed = right.split("+")
        known |= {place(term): str(PLAIN) for term in summed}
        known |= {place(term): "1" for term in others}
        known[place(first)] = str(PLAIN * len(summed) - len(others))
    return known
