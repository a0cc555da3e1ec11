"""``--changed REV``: which inputs git says have changed since a revision."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from checker.cli._options import SETTINGS
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.cli._inputs import Found

_SECONDS = 120


def kept(found: Sequence[Found], revision: str, settings: Iterable[str]) -> list[Found]:
    """The inputs whose files differ from the revision or are not in git, ignored ones too, of which
    nobody knows; all of them where one of the ``settings`` (files that say how reports are judged) does,
    or where settings for this folder are gone. Errors: ``git``."""
    top = _git("rev-parse", "--show-toplevel").rstrip("\n")
    for item in found:
        if not item.real.startswith(f"{os.path.realpath(top)}{os.sep}"):
            raise CheckerError(
                "git", f"--changed：{item.input.path} 不在 git 仓库 {top} 里，请到它的仓库里运行。"
            )
    changed = _changed(revision, top)
    here = os.path.realpath(os.curdir)
    gone = (os.path.join(folder, SETTINGS) for folder in (here, *_above(here)))
    if any(os.path.realpath(path) in changed for path in (*settings, *gone)):
        return list(found)
    ignored = _ignored(top)
    return [item for item in found if _is_in(item.real, changed) or _is_in(item.real, ignored)]


def _above(folder: str) -> Iterator[str]:
    while (above := os.path.dirname(folder)) != folder:
        yield above
        folder = above


def _is_in(path: str, changed: frozenset[str]) -> bool:
    """Whether a file, or the archive that it is in, has changed."""
    while path not in changed:
        path, below = os.path.dirname(path), path
        if path == below:
            return False
    return True


def _changed(revision: str, top: str) -> frozenset[str]:
    """The real paths of files that differ from the revision, and of those that git does not know."""
    commit = f"{revision}^{{commit}}"
    known = _git(
        *("rev-parse", "--verify", "--quiet", "--end-of-options", commit),
        told=f"git 里没有版本“{revision}”；浅克隆里可能没有取到它，请取全历史。",
    )
    differs = _git(
        "diff",
        "--name-only",
        "-z",
        "--no-relative",
        "--no-renames",
        "--no-ext-diff",
        known.strip(),
        "--",
    )
    unknown = _git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", top)
    names = [name for name in (differs + unknown).split("\0") if name]
    return frozenset(os.path.realpath(os.path.join(top, name)) for name in names)


def _ignored(top: str) -> frozenset[str]:
    """The real paths of what git is told to ignore; of a folder that is ignored as a whole, its own."""
    told = _git(
        *("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"),
        *("--full-name", top),
    )
    names = [name.rstrip("/") for name in told.split("\0") if name]
    return frozenset(os.path.realpath(os.path.join(top, name)) for name in names)


def _git(*arguments: str, told: str = "这里不是 git 仓库。") -> str:
    """What git prints. Errors: ``git``, with ``told`` where it refuses."""
    command = ["git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the revision is verified first
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise CheckerError("git", "--changed 要用 git，这台机器上没有。") from None
    except subprocess.TimeoutExpired:
        raise CheckerError("git", f"git 在 {_SECONDS} 秒内没有答复。") from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().partition("\n")[0]
        raise CheckerError("git", f"--changed：{told}{f'（git：{said}）' if said else ''}")
    return os.fsdecode(done.stdout)
