"""One input to rows, and the rows of a chunk to tables; what runs inside the judging process."""

from __future__ import annotations

import gc
import hashlib
import marshal
from typing import TYPE_CHECKING

from checker import __version__, pipeline
from checker.corpus.rows import rows
from checker.corpus.tables import TABLES, parquet
from checker.errors import CheckerError
from checker.model.result import Failure
from checker.readers import DEFAULT, Limits, changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.corpus.nouns import Setup
    from checker.corpus.rows import Row
    from checker.model.rule import Rulebook


def digest(
    book: Rulebook, profile: str | None, limits: Sequence[str], bounds: Sequence[float]
) -> str:
    """The name of everything that decides how a report is judged: 16 hexadecimal digits."""
    told = [__version__, book.digest, profile or "", *sorted(limits), *map(repr, bounds)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


def readers_limits(given: Sequence[str]) -> Limits:
    """The limits of readers with those that were given changed. Errors: ``usage``."""
    limits = DEFAULT
    for one in given:
        limits = changed(limits, one)
    return limits


class Judge:
    """Judges by one setup. Errors: those of rule files; ``other-rules`` where they are not the same
    here as where the batch was started."""

    def __init__(self, setup: Setup) -> None:
        self.book = pipeline.excepting(
            pipeline.book(setup.rules, settings=setup.settings, profile=setup.profile), today=None
        )
        self.limits = readers_limits(setup.limits)
        self.digest = digest(
            self.book, setup.profile, setup.limits, (setup.seconds, float(setup.memory))
        )
        if self.digest != setup.digest:
            raise CheckerError(
                "other-rules",
                "这里的规则或程序版本与发起批量检查的机器不同，结果会不一致；请装上同一版本、放好同一套规则。",
            )
        gc.collect()
        gc.freeze()  # rules stay; looking through them again and again finds nothing

    def rows(self, path: str, data: bytes, content: str) -> tuple[bytes, bool]:
        """The rows of one input, written with ``marshal``, and whether they tell of a failure."""
        judged = pipeline.assess_bytes(path, data, self.book, self.limits)
        written = marshal.dumps(rows(judged, content, self.digest))
        return written, isinstance(judged, Failure)

    def tables(self, written: Sequence[bytes]) -> dict[str, bytes]:
        """The rows of several inputs, in their order, as one Parquet file for each table."""
        gathered: dict[str, list[Row]] = {name: [] for name in TABLES}
        for blob in written:
            for name, held in marshal.loads(blob).items():  # noqa: S302 - our own
                gathered[name].extend(held)
        return {name: parquet(TABLES[name], held) for name, held in gathered.items()}
