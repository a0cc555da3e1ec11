"""The one registry: the modules of a package are its plug-ins, their file names are their keys."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType


@cache
def names(package: ModuleType) -> tuple[str, ...]:
    """Keys of every plug-in of ``package``, sorted; nothing is imported."""
    found: Iterable[pkgutil.ModuleInfo] = pkgutil.iter_modules(package.__path__)
    return tuple(sorted(m.name.replace("_", "-") for m in found if not m.name.startswith("_")))


def load(package: ModuleType, key: str) -> ModuleType:
    """The plug-in module for ``key``; KeyError when there is none."""
    if key not in names(package):
        raise KeyError(key)
    return importlib.import_module(f"{package.__name__}.{key.replace('-', '_')}")
