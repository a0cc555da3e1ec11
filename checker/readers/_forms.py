"""The forms in which lists count: 一、二, ①②, i, ii, A, B."""

from __future__ import annotations

from checker import zh

CHINESE = "chineseCounting"
_CHINESE = (
    CHINESE,
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanDigital2",
    "chineseLegalSimplified",
    "ideographLegalTraditional",
)
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SIGNS = {
    "decimalEnclosedCircle": _CIRCLES,
    "decimalEnclosedCircleChinese": _CIRCLES,
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST = 3999
_LETTERS = 26


def written(value: int, form: str) -> str:
    """A count in a list's form; Arabic where the form is none of those that reports use."""
    if form in ("upperRoman", "lowerRoman") and 0 < value <= _LARGEST:
        words = "".join(_roman(value))
        return words.upper() if form == "upperRoman" else words
    if form in ("upperLetter", "lowerLetter") and 0 < value <= _LARGEST:
        letter = chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in _CHINESE and 0 < value <= _LARGEST:
        return zh.written(value)
    signs = _SIGNS.get(form, "")
    if 0 < value <= len(signs):
        return signs[value - 1]
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _roman(value: int) -> list[str]:
    words: list[str] = []
    for worth, letters in _ROMAN:
        words.append(letters * (value // worth))
        value %= worth
    return words
