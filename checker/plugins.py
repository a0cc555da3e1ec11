"""The one registry: the modules of a package are its plug-ins, their file names are their keys."""

from __future__ import annotations

import importlib
import os
import pkgutil
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType


def names(package: ModuleType) -> tuple[str, ...]:
    """Keys of every plug-in of ``package``, sorted; nothing is imported. A folder is read again where
    something has come or gone."""
    folders = tuple(package.__path__)
    return _names(folders, tuple(_changed(folder) for folder in folders))


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:  # in an archive
        return 0


@lru_cache(maxsize=64)
def _names(folders: tuple[str, ...], changed: tuple[int, ...]) -> tuple[str, ...]:
    del changed  # asked for by it
    found: Iterable[pkgutil.ModuleInfo] = pkgutil.iter_modules(folders)
    return tuple(sorted(m.name.replace("_", "-") for m in found if not m.name.startswith("_")))


def load(package: ModuleType, key: str) -> ModuleType:
    """The plug-in module for ``key``; KeyError when there is none."""
    if key not in names(package):
        raise KeyError(key)
    return importlib.import_module(f"{package.__name__}.{key.replace('-', '_')}")
