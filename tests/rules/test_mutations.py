"""Every shipped rule file, spoilt in every way that people spoil files: an error with its place, or a
rule that means what is written. Never silence, never a traceback."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import reading
import yaml

from checker import pipeline
from checker.errors import CheckerError
from checker.rulebook import checked, files, resolve, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.rulebook.yaml_places import Document

FILES = [
    f
    for f in files.collect(())
    if f.relative.count("/") == 1 and not f.relative.startswith(("vocabulary/", "profiles/", "_"))
]
RULES = [f for f in FILES if not f.relative.endswith("_pack.yaml")]
FREE = ("terms", "examples", "messages", "basis")  # below these keys are names, or told apart
WRONG: tuple[Any, ...] = (7, "字", ["字"], {"键": "值"}, True, None, [], "")
_Path = tuple[Any, ...]
Tree = Any  # what YAML can hold


class Mutant(NamedTuple):
    """A spoilt file: how, and whether it must be refused."""

    how: str
    data: Tree
    refused: bool


@cache
def _rest() -> tuple[Mapping[str, list[Document]], Any]:
    kinds = pipeline.kinds()
    return checked.documents(files.collect(()), kinds), kinds


@cache
def _resolver() -> resolve.Resolver:
    documents, kinds = _rest()
    return resolve.Resolver(documents, words.vocabulary(documents), kinds)


def _inner(data: Tree, at: _Path = ()) -> Iterator[tuple[_Path, Any]]:
    """Every value below a file's top, with its path."""
    pairs: Any = data.items() if isinstance(data, dict) else ()
    for key, value in enumerate(data) if isinstance(data, list) else pairs:
        yield (*at, key), value
        yield from _inner(value, (*at, key))


def _at(data: Tree, path: _Path) -> Tree:
    for key in path:
        data = data[key]
    return data


def _changed(data: Tree, path: _Path, key: Tree, value: Tree) -> Tree:
    """A copy with the value at ``path`` under another key, or gone where there is none."""
    made = copy.deepcopy(data)
    holder = _at(made, path[:-1])
    if isinstance(holder, list):
        holder[path[-1]] = value
        return made
    entries = [
        (key if k == path[-1] else k, value if k == path[-1] else v) for k, v in holder.items()
    ]
    holder.clear()
    holder.update((k, v) for k, v in entries if k is not None)
    return made


def _mutants(data: Tree) -> Iterator[Mutant]:
    for path, value in _inner(data):
        name = "/".join(map(str, path))
        if isinstance(path[-1], str):
            yield Mutant(f"drop {name}", _changed(data, path, None, value), refused=False)
            misspelt = path[-1][:-1] + "qx"
            yield Mutant(f"misspell {name}", _changed(data, path, misspelt, value), refused=True)
        if path[0] in FREE and len(path) > 1:
            continue
        for wrong in WRONG:
            if type(wrong) is not type(value) and _is_refused(value, wrong):
                yield Mutant(
                    f"{wrong!r} {name}", _changed(data, path, path[-1], wrong), refused=True
                )
        if isinstance(value, str) and value.startswith("$"):
            spoilt = _changed(data, path, path[-1], f"{value}-qx")
            yield Mutant(f"unknown term {name}", spoilt, refused=True)


def _is_refused(value: Tree, wrong: Tree) -> bool:
    """Words may stand alone or in a list, and a term of words may be a table of its own."""
    if isinstance(value, (str, list)) and isinstance(wrong, (str, list)) and wrong:
        return False
    return not (isinstance(value, dict) and set(value) <= {"words", "unless"} and wrong)


def _read(file: files.RuleFile, data: Tree) -> object:
    """The rule that a file means."""
    text = json.dumps(data, ensure_ascii=False, indent=1)  # YAML, too
    spoilt = file._replace(data=text.encode())
    _, kinds = _rest()
    (document,) = checked.documents([spoilt], kinds)["rule"]
    (rule,) = _resolver().rules([document])
    return rule


def _tried(file: files.RuleFile, data: Tree) -> object:
    """What a spoilt file means, or why it is refused."""
    try:
        return _read(file, data)
    except CheckerError as error:
        return error


@pytest.mark.parametrize("file", RULES, ids=[f.relative for f in RULES])
def test_a_spoilt_rule_is_refused_with_its_place_or_means_what_it_says(
    file: files.RuleFile,
) -> None:
    data = yaml.safe_load(file.data)
    assert not isinstance(_read(file, data), CheckerError)
    tried = 0
    for mutant in _mutants(data):
        tried += 1
        made = _tried(file, mutant.data)
        if isinstance(made, CheckerError):
            assert re.match(rf"{re.escape(file.path)}:\d+:\d+$", made.place), mutant.how
            assert re.search("[\u4e00-\u9fff]", made.message), mutant.how
        else:
            assert not mutant.refused, mutant.how
    assert tried > 30


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("a(?=b)", "前后查看"),
        ("(?<!甲)乙", "前后查看"),
        ("(甲)\\1", "反向引用"),
        ("(甲", "括号"),
        ("[甲", "方括号"),
        ("甲{1,1001}", "重复次数"),
        ("((甲{1,100}){1,100}){1,100}", "重复次数"),
        ("甲**", "重复符号"),
        ("\\p{Han}{1000}\\p{Han}{1000}", "太大"),
        ("*甲", "重复符号"),
        ("甲\\", "反斜杠"),
    ],
)
def test_a_pattern_that_cannot_be_had_in_linear_time_is_refused(pattern: str, words: str) -> None:
    file = next(f for f in RULES if f.relative == "work/enforcement.yaml")
    data = yaml.safe_load(file.data)
    data["partial"] = {"pattern": pattern}
    with pytest.raises(CheckerError) as caught:
        _read(file, data)
    assert words in caught.value.message
    assert caught.value.place.startswith("rules/work/enforcement.yaml:")


def test_the_files_are_those_of_the_packs() -> None:
    assert len(RULES) == len(reading.book().rules)
