"""One form for each character: half-width ASCII, one space, no Kangxi radicals.

Reports and the words of rules both pass through ``fold``, so that they meet in one form.
"""

from __future__ import annotations

import re
import unicodedata

_ONE_TO_ONE: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0x3000, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F), " "),
    **dict.fromkeys((0x2028, 0x2029, 0x85, 0x0B, 0x0C), "\n"),
    **{
        ord(a): b
        for a, b in zip(
            "﹐﹑﹒﹔﹕﹖﹗﹙﹚﹪﹣－﹝﹞〖〗【】", ",、.;:?!()%--〔〕[][]", strict=True
        )
    },
    **{ord(c): "·" for c in "•・‧∙⋅"},
    0x2E3B: "—",
    0xFF61: "。",
    0xFF64: "、",
    0x2236: ":",
}
_FOLDABLE = re.compile(f"[{''.join(map(chr, _ONE_TO_ONE))}]")
_RADICALS = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")

_RADICAL_SUPPLEMENT = {
    "⺀": "冫",
    "⺁": "厂",
    "⺄": "乙",
    "⺅": "亻",
    "⺈": "刀",
    "⺊": "卜",
    "⺌": "小",
    "⺍": "小",
    "⺕": "彐",
    "⺗": "心",
    "⺘": "扌",
    "⺙": "攵",
    "⺜": "日",
    "⺝": "月",
    "⺟": "母",
    "⺠": "民",
    "⺡": "氵",
    "⺣": "灬",
    "⺨": "犭",
    "⺩": "王",
    "⺪": "疋",
    "⺫": "目",
    "⺬": "示",
    "⺭": "礻",
    "⺮": "竹",
    "⺯": "糹",
    "⺰": "纟",
    "⺱": "罒",
    "⺶": "羊",
    "⺷": "羊",
    "⺸": "羊",
    "⺹": "老",
    "⺻": "聿",
    "⺼": "月",
    "⻁": "虎",
    "⻂": "衤",
    "⻃": "西",
    "⻄": "西",
    "⻅": "见",
    "⻆": "角",
    "⻇": "角",
    "⻉": "贝",
    "⻊": "足",
    "⻋": "车",
    "⻌": "辶",
    "⻍": "辶",
    "⻎": "辶",
    "⻏": "阝",
    "⻐": "钅",
    "⻑": "长",
    "⻒": "长",
    "⻓": "长",
    "⻔": "门",
    "⻖": "阝",
    "⻗": "雨",
    "⻘": "青",
    "⻙": "韦",
    "⻚": "页",
    "⻛": "风",
    "⻜": "飞",
    "⻝": "食",
    "⻠": "饣",
    "⻢": "马",
    "⻥": "鱼",
    "⻦": "鸟",
    "⻩": "黄",
    "⻬": "齐",
    "⻮": "齿",
    "⻰": "龙",
    "⻳": "龟",
}


def _modern(match: re.Match[str]) -> str:
    char = match[0]
    plain = _RADICAL_SUPPLEMENT.get(char) or unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def fold(words: str) -> str:
    """``words`` with every character in its one form, length kept. For words of rules, too."""
    for char in set(_FOLDABLE.findall(words)):  # some few: faster than a table for every character
        words = words.replace(char, _ONE_TO_ONE[ord(char)])
    return _RADICALS.sub(_modern, words)
