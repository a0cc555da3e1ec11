"""Patterns in RE2's syntax: their time grows with the text alone, their memory is bounded."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

MEMORY = 1 << 20  # bytes that a compiled pattern may take
# RE2's words for what it does not take, and why, in Chinese.
_REFUSED = (
    (
        "invalid perl operator: (?P",
        "不能引用前面的一组（(?P=…)），它会让检查时间失控；请把要找的词写出来",
    ),
    (
        "invalid perl operator: (?>",
        "不能用原子组（(?>…)）；这里的检查不回溯，用普通的括号 (?:…) 即可",
    ),
    ("invalid perl operator: (?#", "里不能写注释（(?#…)），请写在 YAML 的 # 后面"),
    (
        "invalid perl operator",
        "不能用前后查看（(?=、(?!、(?<=、(?<!），它会让检查时间失控；请改用 near、without 或 together",
    ),
    (
        "invalid escape sequence",
        "有不认识的反斜杠写法；反向引用（\\1）不能用，它会让检查时间失控",
    ),
    ("pattern too large", "太大，请缩短或减少重复次数"),
    ("invalid repetition size", "重复次数太大或写反了"),
    ("bad repetition operator", "重复符号连用了"),
    ("no argument for repetition operator", "重复符号前面没有内容"),
    ("missing )", "括号没有配对"),
    ("unexpected )", "括号没有配对"),
    ("missing ]", "方括号没有配对"),
    ("invalid character class range", "方括号里的范围不对"),
    ("trailing \\", "末尾的反斜杠后面没有内容"),
)


@lru_cache(maxsize=128)
def compiled(expression: str) -> Any:  # noqa: ANN401 - the library has no types
    """A pattern ready to be looked for. ValueError, in Chinese, where it is none or too large."""
    import re2

    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    try:
        return re2.compile(expression, options=options)
    except re2.error as error:
        said = error.args[0] if error.args else b""
        words = said.decode() if isinstance(said, bytes) else str(said)
    told = next((told for known, told in _REFUSED if known in words), f"RE2 不接受（{words}）")
    raise ValueError(f"式样“{expression}”{told}。")
