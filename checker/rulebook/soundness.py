"""Rules about rules: what no schema can tell, and every error of every file instead of the first."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.characters import fold
from checker.errors import CheckerError
from checker.rulebook import checked, decided, layers, profiles, resolve, sense, terms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from checker.model.rule import Rule
    from checker.rulebook.files import RuleFile
    from checker.rulebook.yaml_places import Document, Path

_NEAR_MISSES = 2  # lines that look like it and are not it
_WITHOUT = ("deadline", "not-before", "fact")  # a date or a fact has no near miss in words


class Finding(NamedTuple):
    """What is wrong: an ``error`` makes the rules unusable, a ``warning`` makes them doubtful."""

    severity: str
    place: str
    message: str


def findings(
    found: Sequence[RuleFile],
    kinds: Mapping[str, ModuleType],
    own: Sequence[str],
    profile: str | None = None,
) -> list[Finding]:
    """Everything that is wrong with the rule files; doubts only about the files in the folders
    ``own`` (all where it is empty)."""
    refused: list[CheckerError] = []
    documents: Mapping[str, Sequence[Document]] = checked.documents(found, kinds, refused)
    doubts: list[Finding] = []
    try:
        doubts = _doubts(documents, kinds, own, refused, profile)
    except CheckerError as error:
        refused.append(error)
    wrong = [Finding("error", error.place, error.message) for error in refused]
    return [*sorted(dict.fromkeys(wrong), key=_order), *doubts]


def _order(finding: Finding) -> tuple[str, list[int]]:
    """By file, then by line and column as numbers."""
    path, *places = finding.place.rsplit(":", 2)
    return path, [int(place) for place in places if place.isdigit()]


def _doubts(
    documents: Mapping[str, Sequence[Document]],
    kinds: Mapping[str, ModuleType],
    own: Sequence[str],
    refused: list[CheckerError],
    profile: str | None,
) -> list[Finding]:
    over = (*documents["overlay"], *documents["settings"])
    plain, documents = documents, layers.with_terms(documents, over)
    vocabulary = words.vocabulary(documents)
    resolver = resolve.Resolver(documents, vocabulary, kinds, refused)
    known = profiles.profiles(documents["profile"])
    profiles.chosen(known, profile, documents["settings"])
    layered = layers.rules(documents["rule"], (), documents["overlay"], documents["settings"])
    # whose pack is refused is not refused a second time
    spoilt = {error.place.rsplit(":", 2)[0] for error in refused}
    rules = resolver.rules([d for d in layered.rules if _pack_file(d) not in spoilt], refused)
    for _, layer in decided.overrides(documents["settings"]):
        above = (*documents["settings"], layer)
        changed = layers.rules(documents["rule"], (), documents["overlay"], above)
        resolver.rules(changed.rules, refused)
    decided.decisions(documents, {rule.id: rule for rule in rules}, refused)
    for each in known.values():
        layers.rules(documents["rule"], each.chain, documents["overlay"], documents["settings"])
        each.counted(rules, [pack.id for pack in resolver.packs])
    places = {d.data["id"]: d for d in layered.rules}
    mine = {i for i, d in places.items() if _is_own(d, own)}
    found = [
        Finding("warning", places[rule.id].place(at), message)
        for rule in rules
        if rule.id in mine
        for at, message in _of_rule(rule)
    ]
    found += [
        Finding("warning", d.place(("basis", index)), why)
        for d in layered.rules
        if d.data["id"] in mine
        for index, basis in enumerate(d.data["basis"])
        if (why := sense.is_idle(basis, d.data))
    ]
    found += [
        Finding(
            "warning", places[b.id].place(("pass",)), f"与规则“{a.id}”的条件完全相同，会重复计分。"
        )
        for a, b in combinations(rules, 2)
        if a.rungs == b.rungs and a.document == b.document and {a.id, b.id} & mine
    ]
    found += [item for d in documents["pack"] if _is_own(d, own) for item in _unused(d, documents)]
    found += [item for d in documents["vocabulary"] if own for item in _unasked(d, documents, own)]
    found += [item for d in over if _is_own(d, own) for item in _idle_words(d, plain)]
    return found + [
        Finding("warning", d.place(at), "还有没填的〖…〗，请换成自己的内容。")
        for d in (*layered.rules, *documents["pack"])
        if _is_own(d, own)
        for at in _unfilled(d.data)
    ]


def _pack_file(rule: Document) -> str:
    """The file of the pack that a rule stands beside."""
    return f"{rule.path.rpartition('/')[0]}/_pack.yaml"


def _is_own(document: Document, own: Sequence[str]) -> bool:
    """Whether a file, or what lies over it, is in one of the folders."""
    paths = [document.path, *(source.path for source, _ in document.origins.values())]
    return not own or any(path.startswith(f"{o.rstrip('/')}/") for o in own for path in paths)


def _of_rule(rule: Rule) -> Iterator[tuple[tuple[str, ...], str]]:
    names = {condition.name for _, condition in rule.rungs}
    near = len(rule.examples.get("fail", ()))
    if near < _NEAR_MISSES and not names & set(_WITHOUT):
        yield (
            ("examples", "fail"),
            "“fail”的例子太少：至少写两个看上去像、其实不是的近似句，防止误判。",
        )
    for (one, first), (other, second) in combinations(rule.rungs, 2):
        if first == second:
            yield (other,), f"“{other}”与“{one}”的条件相同，永远轮不到它。"
    if not rule.weight:
        yield ("weight",), "权重是 0，这条规则不计分。"
    for _, condition in rule.rungs:
        for term in words.terms_of(condition):
            idle = [u for u in term.unless if not any(word in u for word in term.words)]
            if idle:
                yield (), f"“unless”里的“{idle[0]}”不含要找的任何词，不起作用。"
                break
    yield from _of_words(rule)


def _of_words(rule: Rule) -> Iterator[tuple[tuple[str, ...], str]]:
    """Doubts about what a rule says to people."""
    if not rule.remedy.endswith("。"):
        yield ("remedy",), "“remedy”请写成完整的句子，以句号结尾。"
    for status, message in rule.messages.items():
        if not message.endswith(("。", "）")):
            yield ("messages", status), "消息请写成完整的句子，以句号结尾。"
    for basis in rule.basis:
        if "《" in basis.instrument:
            yield ("basis",), "“instrument”不用写书名号，显示时会加上。"


def _unused(pack: Document, documents: Mapping[str, Sequence[Document]]) -> Iterator[Finding]:
    """The terms of a pack that none of its rules, and no other term, asks for."""
    prefix = f"{pack.data['id']}/"
    users = [d.data for d in documents["rule"] if d.data["id"].startswith(prefix)]
    used = set(_names(users)) | set(_names(pack.data.get("terms", {})))
    for name in pack.data.get("terms", {}):
        if name not in used:
            yield Finding("warning", pack.place(("terms", name)), f"词表“{name}”没有规则使用。")


def _unasked(
    vocabulary: Document, documents: Mapping[str, Sequence[Document]], own: Sequence[str]
) -> Iterator[Finding]:
    """The terms of a vocabulary of one's own for which nothing asks."""
    if not _is_own(vocabulary, own):
        return
    sorts = ("rule", "pack", "vocabulary", "overlay", "profile", "settings")
    used = set(_names([d.data for sort in sorts for d in documents[sort]]))
    for name in vocabulary.data.get("terms", {}):
        if name not in used:
            yield Finding(
                "warning", vocabulary.place(("terms", name)), f"词表“{name}”没有规则使用。"
            )


def _idle_words(layer: Document, plain: Mapping[str, Sequence[Document]]) -> Iterator[Finding]:
    """The words that a layer adds to a term which has them without it: ``plain`` is without layers."""
    shared = terms.shared_terms(plain)
    packs = {d.data["id"]: terms.pack_terms(d, shared) for d in plain["pack"]}
    for name, change in layer.data.get("terms", {}).items():
        pack, _, term = name.partition("/")
        there = packs.get(pack, shared).term(f"${term}", layer, ("terms", name)).words
        added = change.get("add", [])
        for index, word in enumerate(added if isinstance(added, list) else []):
            if fold(str(word)) in there:
                at = ("terms", name, "add", index)
                yield Finding("warning", layer.place(at), f"词表里本来就有“{word}”，不用再加。")


def _unfilled(data: Any, at: Path = ()) -> Iterator[Path]:
    """Where plain data still has a 〖…〗 of the scaffold."""
    if isinstance(data, str):
        if "〖" in data:
            yield at
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _unfilled(value, (*at, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _unfilled(value, (*at, index))


def _names(data: Any) -> Iterator[str]:
    """Every ``$name`` in plain data."""
    if isinstance(data, str):
        if data.startswith("$"):
            yield data[1:]
    elif isinstance(data, (dict, list)):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _names(item)
