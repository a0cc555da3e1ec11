"""What follows from the rules alone, made once: kept by the identity of what it was made from.

To hash hundreds of words, as ``functools.lru_cache`` does, costs more than most of what is kept so.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_T = TypeVar("_T")
_MOST = 256  # results of one function; then it begins anew


def kept(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function of unchanging values, each result of which is made once. The values are kept too, so
    that no other can come to have the identity of one of them."""
    held: dict[tuple[int, ...], tuple[object, _T]] = {}

    @wraps(make)
    def ask(*given: _P.args, **more: _P.kwargs) -> _T:
        key = tuple(map(id, given))
        found = held.get(key)
        if found is None:
            if len(held) >= _MOST:
                held.clear()
            found = held[key] = (given, make(*given, **more))
        return found[1]

    return ask


@kept
def one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the first place where one of the words stands."""
    if not words:
        return re.compile(r"(?!)")
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
