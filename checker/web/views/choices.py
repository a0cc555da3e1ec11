"""Which rows a person wants to see: read from an address, kept in every address that leads on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from checker.characters import fold
from checker.model.rule import LEVEL_WORDS
from checker.renderers import _words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.web.views.rows import Row

_LONGEST = 100  # characters of a search
_UNKNOWN = "unknown"


class Option(NamedTuple):
    """One answer of a list; ``value`` is empty for all."""

    value: str
    title: str
    is_chosen: bool


class Choice(NamedTuple):
    """A list to choose from."""

    key: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen; an answer that no row has is as none."""

    sought: str
    lists: tuple[Choice, ...]

    @property
    def values(self) -> dict[str, str]:
        """What stands in an address, without what is not narrowed."""
        named = {"q": self.sought}
        for choice in self.lists:
            named[choice.key] = next((o.value for o in choice.options if o.is_chosen), "")
        return {key: value for key, value in named.items() if value}

    def admits(self, row: Row) -> bool:
        """Whether a row is wanted."""
        values = self.values
        answers = _answers(row)
        if any(
            values.get(choice.key, answers[choice.key]) != answers[choice.key]
            for choice in self.lists
        ):
            return False
        text = _bare(" ".join(row.sought))
        return all(_bare(word) in text for word in self.sought.split())


def chosen(found: Sequence[Row], query: Mapping[str, str]) -> Chosen:
    """The lists that these rows give, with what an address says chosen in them."""
    grades = sorted({(row.values["grade"], row.grade) for row in found})
    years = sorted({row.year for row in found if row.year is not None}, reverse=True)
    titles: Mapping[str, tuple[str, Iterable[tuple[str, str]]]] = {
        "level": ("层级", LEVEL_WORDS.items()),
        "year": ("年度", ((str(year), str(year)) for year in years)),
        "grade": ("等级", dict.fromkeys((name, _words.plain(name)) for _, name in grades)),
        "gate": ("结论", (("passed", "通过"), ("failed", "未通过"))),
    }
    there = [_answers(row) for row in found]
    lists = tuple(
        _choice(key, title, ((*known, (_UNKNOWN, _words.UNKNOWN))), {a[key] for a in there}, query)
        for key, (title, known) in titles.items()
    )
    return Chosen(_words.plain(query.get("q", ""))[:_LONGEST], lists)


def address(values: Mapping[str, str]) -> str:
    """What follows the path of an address."""
    return f"?{urlencode(values)}" if values else ""


def _choice(
    key: str,
    title: str,
    known: Iterable[tuple[str, str]],
    there: set[str],
    query: Mapping[str, str],
) -> Choice:
    wanted = query.get(key, "")
    options = [Option(v, word, is_chosen=v == wanted) for v, word in known if v in there]
    none = not any(option.is_chosen for option in options)
    return Choice(key, title, (Option("", "全部", is_chosen=none), *options))


def _answers(row: Row) -> dict[str, str]:
    return {
        "level": row.level or _UNKNOWN,
        "year": str(row.year) if row.year is not None else _UNKNOWN,
        "grade": row.grade,
        "gate": "passed" if row.passed else "failed",
    }


def _bare(words: str) -> str:
    return fold(words).casefold()
