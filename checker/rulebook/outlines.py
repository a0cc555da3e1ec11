"""How reports are to be written: outlines of the vocabulary, and the sentences that rules offer."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Any

from checker.model.rule import Template
from checker.model.vocabulary import Outline, OutlinePart
from checker.rulebook.refusal import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model.vocabulary import RoleWords
    from checker.rulebook.yaml_places import Document, Path

NAMES = ("year", "next", "issuer")  # what {…} may stand for
_BLANKS = re.compile(r"_+")
_SUM = r"[^=+÷]*__[^=+÷]*(?:\+[^=+÷]*__[^=+÷]*)*"
_EQUATION = re.compile(f"{_SUM}={_SUM}")
_RATE = re.compile(r"[^=+÷]*__%[^=+÷]*=[^=+÷]*__[^=+÷]*÷[^=+÷]*__[^=+÷]*")


def outlines(documents: Sequence[Document], roles: Sequence[RoleWords]) -> tuple[Outline, ...]:
    """Every outline. Errors: a part that its kind of document does not have, or twice; a topic
    twice; an unknown ``{name}``."""
    return tuple(
        _outline(document, entry, ("outlines", index), roles)
        for document in documents
        for index, entry in enumerate(document.data.get("outlines", []))
    )


def _outline(
    document: Document, entry: Mapping[str, Any], at: Path, roles: Sequence[RoleWords]
) -> Outline:
    kinds = sorted({role.document for role in roles})
    if entry["name"] not in kinds:
        raise document.error(
            (*at, "name"),
            f"没有名为“{entry['name']}”的文书种类。{suggestion(entry['name'], kinds)}",
        )
    known = [role.name for role in roles if role.document == entry["name"]]
    for key in ("title", "addressee", "lead"):
        _check_names(document, entry.get(key, ""), (*at, key))
    for index, line in enumerate(entry["closing"]):
        _check_names(document, line, (*at, "closing", index))
    seen: set[str] = set()
    for index, part in enumerate(entry["parts"]):
        here = (*at, "parts", index)
        _check_names(document, part["title"], (*here, "title"))
        for name, options, place in (
            (part["role"], known, (*here, "role")),
            *(
                (t["name"], None, (*here, "topics", i))
                for i, t in enumerate(part.get("topics", []))
            ),
        ):
            if options is not None and name not in options:
                raise document.error(place, f"没有名为“{name}”的部分。{suggestion(name, options)}")
            if name in seen:
                raise document.error(place, f"“{name}”已经有了，请换一个名称。")
            seen.add(name)
    return Outline(
        name=entry["name"],
        title=entry["title"],
        addressee=entry.get("addressee", ""),
        lead=entry["lead"],
        parts=tuple(
            OutlinePart(
                part["role"],
                part["title"],
                tuple((topic["name"], topic["title"]) for topic in part.get("topics", [])),
            )
            for part in entry["parts"]
        ),
        closing=tuple(entry["closing"]),
    )


def template(document: Document, outline: Outline | None) -> tuple[Template, ...]:
    """The sentences that a rule offers. Errors: no part to stand in, an unknown topic or ``{name}``,
    a blank that is none, an equation of other blanks than the sentence's, years the wrong way round."""
    entries = document.data.get("template", [])
    if entries:
        _check_part(document, outline)
    for index, entry in enumerate(entries):
        at: Path = ("template", index)
        _check_says(document, entry["says"], (*at, "says"))
        topics = outline.topics(document.data["belongs"]) if outline else ()
        if "topic" in entry and entry["topic"] not in topics:
            told = suggestion(entry["topic"], topics) if topics else "这一部分没有小标题。"
            raise document.error(
                (*at, "topic"), f"没有名为“{entry['topic']}”的小标题（topic）。{told}"
            )
        for number, equation in enumerate(entry.get("holds", [])):
            _check_equation(document, equation, entry["says"], (*at, "holds", number))
        valid = entry.get("valid", {})
        if valid.get("from", 0) > valid.get("to", 9999):
            raise document.error((*at, "valid", "to"), "“to”不能早于“from”，否则任何年度都不适用。")
    return tuple(
        Template(
            says=entry["says"],
            topic=entry.get("topic", ""),
            holds=tuple(entry.get("holds", ())),
            first_year=entry.get("valid", {}).get("from"),
            last_year=entry.get("valid", {}).get("to"),
            levels=tuple(entry.get("level", ())),
        )
        for entry in entries
    )


def _check_part(document: Document, outline: Outline | None) -> None:
    if outline is None:
        raise document.error(
            ("template",), "这种文书没有大纲（vocabulary 里的 outlines），“template”不起作用。"
        )
    parts = [part.role for part in outline.parts]
    belongs = document.data.get("belongs")
    if belongs is None:
        raise document.error(
            ("template",), "写了“template”，也要写“belongs”，说明句子放在哪一部分。"
        )
    if belongs not in parts:
        raise document.error(("template",), f"大纲里没有“{belongs}”这一部分，“template”无处可放。")


def _check_says(document: Document, says: str, at: Path) -> None:
    runs = _BLANKS.findall(says)
    if not runs or any(run != "__" for run in runs):
        raise document.error(at, "“says”里要有空白，每处空白写两条下划线（__）。")
    _check_names(document, says, at)


def _check_names(document: Document, words: str, at: Path) -> None:
    try:
        names = [(n, f, c) for _, n, f, c in string.Formatter().parse(words) if n is not None]
    except ValueError:
        raise document.error(at, "花括号没有配对。") from None
    for name, form, how in names:
        if name not in NAMES or form or how:
            written = "、".join(f"{{{known}}}" for known in NAMES)
            raise document.error(at, f"花括号里的“{name}”不能这样写，可用的只有 {written}。")


def terms(equation: str) -> list[str]:
    """The blanks of an equation, each with its words and unit, as the sentence writes them."""
    return [term.strip() for term in re.split("[=+÷]", equation)]


def _check_equation(document: Document, equation: str, says: str, at: Path) -> None:
    if not (_EQUATION.fullmatch(equation) or _RATE.fullmatch(equation)):
        raise document.error(
            at,
            "等式应写成“甲__件 = 乙__件 + 丙__件”，或者“比率__% = 甲__件 ÷ 乙__件”。",
        )
    for term in terms(equation):
        if says.count(term) != 1:
            raise document.error(at, f"等式里的“{term}”应在句子里出现一次，且只出现一次。")
