"""Traditional characters → simplified, one for one; simplified text costs a probe."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from checker.zh import HAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model.text import Text

_OWN = str.maketrans({"衞": "卫", "裏": "里", "裡": "里"})
_ZHE = re.compile(
    "著(?=手|力|重|眼|實|实|想|急|落)|(?<=[沿随隨有本朝向看按照接])著(?!名|作|述|书|書)"
)
_SHARE = (
    0.02  # of all Han characters: from here on the report counts as written in traditional script
)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def simplified(text: Text) -> Text:
    """The view in simplified script. ``script`` says in which the report is written."""
    words = text.content
    try:
        words.encode("gb2312")
    except UnicodeEncodeError:
        if not _foreign_to_gb2312(words):
            return text
    else:
        return text
    turned = _ZHE.sub("着", _converter()(words).translate(_OWN))
    if len(turned) != len(words):
        turned = "".join(new if len(new := _converter()(char)) == 1 else char for char in words)
    changed = sum(a != b for a, b in zip(words, turned, strict=True))
    han = len(re.findall(f"[{HAN}]", words)) or 1
    script = "traditional" if changed / han >= _SHARE else "simplified"
    return replace(text, content=turned, script=script)


def _foreign_to_gb2312(words: str) -> bool:
    """Whether a Han character outside GB2312 occurs: only then can there be traditional ones."""
    left = words.encode("gb2312", "ignore").decode("gb2312")
    if len(left) == len(words):
        return False
    return any("\u3400" <= char <= "\u9fff" for char in set(words) - set(left))
