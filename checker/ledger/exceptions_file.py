"""The file of exceptions that a ledger becomes: sorted YAML, the same decisions are the same bytes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from checker.characters import fold
from checker.model.exceptions import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.ledger.decided import Read, Targets

MARK = "# 由 fazhi ledger import 写出"
EMPTY = b"waivers: []\n"
_USE = "# 用法：在 fazhi.yaml 里写 exceptions: [{name}]，路径从 fazhi.yaml 所在的文件夹算起。\n"
_HEAD = f"""{MARK}：整改台账里的豁免（暂缓整改）和人工认定。
{_USE}# 要改动请改台账后再读一次；手写的例外请另放一个文件，免得被覆盖。
"""
# Without the mark: it is nobody's to write again, a person may go on with it.
_HEAD_OF_WORKBENCH = f"""# 在工作台（fazhi serve）上作的豁免和人工认定。
{_USE}"""
_KEYS = ("rule", "files", "issuer", "year", "status", "because", "by", "until")


def written(decisions: Iterable[Decision], name: str, *, is_ledgers: bool = True) -> str:
    """The file's text. ``name`` is what the settings would call it; ``is_ledgers``: a ledger says what
    stands in it and may write it again."""
    import yaml

    entries = sorted((_plain(d) for d in decisions), key=_order)
    data = {
        "waivers": [e for e in entries if "status" not in e],
        "attestations": [e for e in entries if "status" in e],
    }
    shown = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    head = _HEAD if is_ledgers else _HEAD_OF_WORKBENCH
    return head.format(name=" ".join(name.split())) + shown


def _plain(decision: Decision) -> dict[str, Any]:
    told = {key: getattr(decision, key) for key in _KEYS}
    told["files"] = list(decision.files)
    told["until"] = decision.until.isoformat()
    return {key: value for key, value in told.items() if value not in ("", [], None)}


def _order(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(entry.get(key, "")) for key in ("issuer", "year", "files", "rule", "status"))


def is_ours(data: bytes) -> bool:
    """Whether a file was written so, and may be written again."""
    return data.lstrip(b"\xef\xbb\xbf").startswith(MARK.encode())


def read(data: Mapping[str, Any]) -> list[Decision]:
    """The decisions of such a file, which is sound by its schema."""
    return [
        Decision(
            rule=entry["rule"],
            because=entry["because"],
            until=date.fromisoformat(entry["until"]),
            by=entry.get("by", ""),
            files=tuple(entry.get("files", ())),
            issuer=entry.get("issuer", ""),
            year=entry.get("year"),
            status=entry.get("status", ""),
        )
        for key in ("waivers", "attestations")
        for entry in data.get(key, ())
    ]


def renewed(old: Sequence[Decision], ledger: Read, elsewhere: Sequence[Decision]) -> list[Decision]:
    """What the file holds from now on: what the ledger decides, but for what is decided elsewhere in
    the same words, and what was decided before of which the ledger says nothing else."""
    there = {_words(decision) for decision in elsewhere}
    new = [decision for decision in ledger.decisions if _words(decision) not in there]
    named = {(d.rule, target) for d in ledger.decisions for target in _targets(d)}
    named |= {(rule, target) for rule, targets in ledger.open for target in targets}
    kept = [d for d in old if not any((d.rule, target) in named for target in _targets(d))]
    return [*kept, *new]


def _targets(decision: Decision) -> Targets:
    if decision.files:
        return frozenset(("", glob) for glob in decision.files)
    return frozenset([(fold(decision.issuer), decision.year)])


def _words(decision: Decision) -> tuple[object, ...]:
    return tuple(
        fold(value) if key == "issuer" else value
        for key, value in ((key, getattr(decision, key)) for key in _KEYS)
    )
