"""What happens to a report between its desk and a web page, and must not change a verdict."""

from __future__ import annotations

import random
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HAN = "\u3400-\u9fff"
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_GAP = re.compile(rf"(?<=[{_HAN}])(?=[{_HAN}])")

HEAD = """今天是：2024年6月1日 星期六
无障碍浏览 | 长者助手 | 登录 | 注册
首页 > 政务公开 > 行政执法公示 > 规范性文件 > 行政复议 > 法治政府建设年度报告
首页 走进我们 政务公开 行政执法 行政复议 行政诉讼 负责人出庭应诉 合法性审查 普法
您当前的位置：首页 > 存在的不足和原因 > 第一责任人 > 下一年度主要安排
字体：[大 中 小] 打印本页 分享到 收藏
"""
TAIL = """
扫一扫在手机打开当前页
打印本页 关闭窗口 返回顶部
上一篇：区委书记主持召开依法治区委员会会议
下一篇：全年办理行政复议案件88件，负责人出庭应诉12件
相关链接：政府信息公开申请 规范性文件 合法性审查 法治宣传
版权所有：某某政务服务中心 备案号：ICP备12345678号 网站标识码：4400000001
您访问的链接即将离开本门户网站，是否继续？
"""


def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _cut(line: str, room: int, columns: Callable[[str], int]) -> list[str]:
    pieces, piece, used = [], "", 0
    for char in line:
        if piece and used + columns(char) > room:
            pieces.append(piece)
            piece, used = "", 0
        piece += char
        used += columns(char)
    return [*pieces, piece]


def by_count(words: str, width: int) -> str:
    """Lines cut after ``width`` characters, as an editor does."""
    return "\n".join(p for line in words.split("\n") for p in _cut(line, width, lambda _: 1))


def by_column(words: str, width: int) -> str:
    """Lines cut after ``width`` printed columns, as a terminal or a PDF does."""
    return "\n".join(p for line in words.split("\n") for p in _cut(line, width, _columns))


def full_width(words: str) -> str:
    """Every ASCII character in its full-width form."""
    return words.translate(_WIDE)


def half_width(words: str) -> str:
    """Every full-width form in its ASCII form."""
    return words.translate(_NARROW)


@cache
def _converter(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(name).convert
    return convert


def traditional(words: str) -> str:
    """In traditional script, one character for one."""
    return _converter("s2t")(words)


def big5(words: str) -> bytes:
    """In the traditional script and encoding of Taiwan; what it has no character for is lost."""
    twins = str.maketrans({"爲": "為", "僞": "偽", "叄": "參", "\u00a0": " "})
    return traditional(words).translate(twins).encode("big5hkscs", "ignore")


def simplified(words: str) -> str:
    """In simplified script, one character for one."""
    return _converter("t2s")(words)


def framed(words: str) -> str:
    """Inside a web page whose menus and links hold tempting words."""
    return HEAD + words + TAIL


def spaced(words: str, share: float, seed: int) -> str:
    """With a single space after a ``share`` of the Han characters that another one follows."""
    chance = random.Random(seed)  # noqa: S311 - noise, not a secret
    return _GAP.sub(lambda _: " " if chance.random() < share else "", words)
