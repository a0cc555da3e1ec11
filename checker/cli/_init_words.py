"""The text of the settings file that ``fazhi init`` writes: for each key what it is, then an example.

Explanations begin with ``## ``, examples with ``# ``: who takes that away has a setting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.rulebook import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
## 检查法治政府建设年度报告的设置（fazhi.yaml）。
## 检查时从当前文件夹往上找，用找到的第一个；也可以用 --config 指明。
## “## ”开头的是说明。“# ”开头的是例子：去掉“# ”，改成自己的内容，就起作用。
## 全部不取用时，检查结果和没有这个文件时一样。fazhi config 列出生效的设定和来源。
## 由低到高：规则文件、评分方案、规则文件夹的 _overlay.yaml、本文件、命令行。
"""
# The keys in the order in which a person meets them, each with more words and an example.
_KEYS: dict[str, tuple[tuple[str, ...], str]] = {
    "extends": (
        (
            "不写时按报告的层级选：township、county、prefecture、province、department，看不出的用 default。",
            "还有更严的 strict；自己的方案放在规则文件夹的 profiles/ 下。命令行：--profile。",
        ),
        "extends: strict",
    ),
    "overlays": (
        ("用 fazhi rules new 写自己的规则，写法见 docs/guide.md。命令行：--rules。",),
        "overlays: [本地规则]",
    ),
    "rules": (
        (
            "编号见 fazhi rules list。skip 不用这一条，use 重新用上方案略去的一条；",
            "可改的有 weight（分值）、severity（error 必须、warning 应当、info 提示）、messages、remedy 等。",
        ),
        """\
rules:
  litigation/court-appearance: {weight: 15, severity: error}
  substance/share-has-total: skip
  work/law-exams: use""",
    ),
    "terms": (
        ("名称是“规则包/词表名”或“vocabulary/词表名”；add 加词，remove 去词。",),
        """\
terms:
  litigation/court-appearance: {add: [出庭出声]}""",
    ),
    "gate": (
        (
            "fail-on：没有达到的规则属于这一级或更重，就是未通过；never 是不拦。命令行：--fail-on、--min-score。",
            "min-score：得分（有待人工判断的，按最低分）低于它，就是未通过。",
        ),
        """\
gate:
  fail-on: error
  min-score: 60""",
    ),
    "exclude": (
        (
            "不检查的文件，如说明、解读、工作要点：通配符的写法同 .gitignore；",
            "略去多少个会在检查时说出来。",
        ),
        """\
exclude: [README.md, 解读/]""",
    ),
    "overrides": (
        (
            "通配符的写法同 .gitignore：街道/ 是整个文件夹，*.docx 是所有下级，! 开头是除外；",
            "没有文件与它相符，就是错误。",
        ),
        """\
overrides:
  - files: [街道/]
    rules:
      work/legislation: skip""",
    ),
    "waivers": (
        (
            "豁免的缺项留在结果里，不再拦；得分不变。rule、because、until 必写；",
            "用 files（通配符）或 issuer 指明哪些报告，还可以加 year。until 这一天仍有效，第二天起到期。",
        ),
        """\
waivers:
  - rule: litigation/court-appearance
    files: [报告/2025/某镇*]
    because: 出庭数据由县司法局统一补报
    until: 2027-03-31
    by: 张三""",
    ),
    "attestations": (
        (
            "status：pass 符合、partial 不完整、fail 缺失、not_applicable 不适用；rule、status、because、",
            "by、until 必写；指明哪些报告，同豁免。",
        ),
        """\
attestations:
  - rule: timeliness/published-on-time
    issuer: 某某镇
    year: 2025
    status: pass
    because: 门户网站首发日期为2026年3月20日，已核对
    until: 2027-12-31
    by: 李四""",
    ),
    "exceptions": (
        ("这些文件里写 waivers 和 attestations，写法同上。",),
        "exceptions: [fazhi-exceptions.yaml]",
    ),
    "baseline": (
        ("用 fazhi baseline 报告文件夹 写出；以后只拦新增和变差的。命令行：--baseline。",),
        "baseline: fazhi-baseline.json",
    ),
}


def text() -> str:
    """The whole file."""
    return "\n".join([_HEAD, *(_block(key) for key in _KEYS)])


def keys() -> tuple[str, ...]:
    """The keys that are explained."""
    return tuple(_KEYS)


def _block(key: str) -> str:
    return "\n".join(_lines(key)) + "\n"


def _lines(key: str) -> Iterator[str]:
    more, example = _KEYS[key]
    yield f"## {key}：{shapes.DESCRIPTIONS[key]}。"
    yield from (f"## {words}" for words in more)
    yield from (f"# {line}" for line in example.splitlines())
