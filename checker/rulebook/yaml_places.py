"""YAML with places: plain data, and for every value the line and column where it stands.

Refused: aliases, duplicate keys, tags, more than one document, too deep or too large a file, and
words that YAML 1.1 takes for truth values (on, off, yes, no) where a word is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import yaml

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 20
MAX_VALUES = 100_000
Path = tuple[str | int, ...]
# Numbers as people write them; YAML's other spellings (1_0, 0x1F, 012, 1:30) are words here.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d{0,17}\.\d{1,17}", re.ASCII)


class Document:
    """A parsed file: ``data`` and a place for each path through it. ``origins`` tells of values that
    another file has put over the file's own."""

    def __init__(
        self,
        path: str,
        data: Any,
        places: Mapping[Path, tuple[int, int]],
        origins: Mapping[Path, tuple[Document, Path]] | None = None,
    ) -> None:
        self.path = path
        self.data = data
        self.origins = origins or {}
        self.places = places

    def place(self, path: Path) -> str:
        """``file:line:column`` of the value at ``path``, or of the nearest value around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                other, at = self.origins[path[:length]]
                return other.place((*at, *path[length:]))
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return f"{self.path}:{line}:{column}"

    def error(self, path: Path, message: str, code: str = "rule-file") -> CheckerError:
        """An error at a value of this file."""
        return CheckerError(code, message, self.place(path))

    def patched(self, path: Path, value: Any, source: Document, at: Path) -> Document:
        """This file with ``value``, which stands in ``source`` at ``at``, put at ``path``."""
        data = dict(self.data)
        inner = data
        for key in path[:-1]:
            inner[key] = dict(inner.get(key, {}))
            inner = inner[key]
        inner[path[-1]] = value
        origins = {**self.origins, path: (source, at)}
        return Document(self.path, data, self.places, origins)


def too_large(path: str) -> CheckerError:
    """The error of a file that is larger than MAX_BYTES."""
    return CheckerError("rule-file", f"规则文件超过 {MAX_BYTES // 1024} KB，请拆成多个文件。", path)


def parse(path: str, data: bytes, *, is_settings: bool = False) -> Document:
    """Parse one file. Settings may be comments only: nothing is set yet. Errors (``rule-file``) carry
    file, line and column."""
    import yaml

    if len(data) > MAX_BYTES:
        raise too_large(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CheckerError(
            "rule-file", "规则文件不是 UTF-8 编码，请另存为 UTF-8。", f"{path}:{line}"
        ) from None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _survey(path, yaml.parse(text, Loader=loader))
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
        raise CheckerError(
            "rule-file", f"YAML 语法错误：{_problem(error.problem or '')}", place
        ) from None
    except yaml.YAMLError as error:
        raise CheckerError("rule-file", f"YAML 语法错误：{str(error)[:200]}", path) from None
    if root is None:
        if is_settings and text.strip().startswith("#"):
            return Document(path, {}, {(): (1, 1)})
        raise CheckerError("rule-file", "规则文件是空的。", f"{path}:1:1")
    places: dict[Path, tuple[int, int]] = {}
    built = _Builder(path, places).build(root, ())
    return Document(path, built, places)


_PROBLEMS = (
    ("mapping values are not allowed", "此处不能再出现冒号（文字里有冒号时请加引号）"),
    ("cannot start any token", "有不能用的字符；缩进不能用制表符，请改用空格"),
    ("could not find expected ':'", "缺少冒号"),
    ("unexpected end of stream", "文件提前结束，引号或括号没有配对"),
    ("did not find expected key", "缩进或写法有误，此处应为“键: 值”"),
    ("did not find expected ',' or ']'", "方括号内缺少逗号或右括号"),
    ("did not find expected ',' or '}'", "花括号内缺少逗号或右括号"),
    ("did not find expected '-' indicator", "此处应为以“- ”开头的列表项"),
    ("did not find expected node content", "此处缺少内容"),
    ("duplicate anchor", "规则文件里不能用 YAML 锚点和别名"),
    ("undefined alias", "规则文件里不能用 YAML 锚点和别名"),
    ("control characters are not allowed", "含有不能用的控制字符"),
    ("expected <block end>", "缩进有误，此处与上文对不齐"),
    ("expected the node content", "此处缺少内容"),
    ("unknown escape character", "双引号里的反斜杠写法不对"),
)


def _problem(words: str) -> str:
    """What the parser found, in Chinese; its own words only where they are not known."""
    for known, told in _PROBLEMS:
        if known in words:
            return f"{told}。"
    return f"此处写法不合 YAML（{words}）。"


def _survey(path: str, events: Any) -> None:
    """Refuse what could hurt before anything is built."""
    import yaml

    depth = values = documents = 0
    for event in events:
        place = f"{path}:{event.start_mark.line + 1}:{event.start_mark.column + 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise CheckerError(
                "rule-file", "规则文件里不能用 YAML 锚点（&）和别名（*），请直接写出内容。", place
            )
        tag = getattr(event, "tag", None)
        if tag:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            raise CheckerError("rule-file", f"不支持 YAML 标签“{written}”，请去掉。", place)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise CheckerError(
                    "rule-file", "一个文件只能有一份 YAML 文档（多了一处“---”）。", place
                )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.ScalarEvent):
            values += 1
        if depth > MAX_DEPTH:
            raise CheckerError("rule-file", f"嵌套超过 {MAX_DEPTH} 层，请简化。", place)
        if values > MAX_VALUES:
            raise CheckerError("rule-file", f"一个文件里的值超过 {MAX_VALUES} 个，请拆分。", place)


class _Builder:
    """Turns composed nodes into plain data and notes where each stands."""

    def __init__(self, path: str, places: dict[Path, tuple[int, int]]) -> None:
        self.file = path
        self.places = places

    def build(self, node: yaml.Node, path: Path) -> Any:
        import yaml

        self.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node.value, str) else ""
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            place = f"{self.file}:{line}:{column}"
            if not key.strip():
                raise CheckerError("rule-file", "键必须是一个词。", place)
            if key_node.tag.endswith(":bool"):
                raise CheckerError(
                    "rule-file", f"YAML 把“{key}”当作真假值，不能作键；要作键请加引号。", place
                )
            if key in made:
                raise CheckerError("rule-file", f"键“{key}”重复，只能写一次。", place)
            made[key] = self.build(value_node, (*path, key))
            self.places[(*path, key)] = (line, column)
        return made

    def _scalar(self, node: yaml.Node) -> Any:
        value = str(node.value)
        tag = node.tag.rsplit(":", 1)[-1]
        if tag == "bool":
            if value.lower() not in ("true", "false"):
                place = f"{self.file}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
                raise CheckerError(
                    "rule-file",
                    f"YAML 把“{value}”当作真假值；作文字请加引号，作真假请写 true 或 false。",
                    place,
                )
            return value.lower() == "true"
        if tag == "null":
            return None
        if tag == "int" and _INTEGER.fullmatch(value):
            return int(value)
        if tag == "float" and _DECIMAL.fullmatch(value):
            return float(value)
        return value
