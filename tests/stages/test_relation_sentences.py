"""Relations sentence by sentence, as someone wrote them who had seen neither rules nor code."""

from __future__ import annotations

import reading

FOLDER = reading.ROOT / "tests" / "gold" / "sentences"
HEAD = "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设。\n一、主要举措和成效\n"
ARGUABLE = (
    "人大代表建议办理47件，其中重点建议5件，A类办理结果38件，B类6件。",  # three parts, off by 2
    "行政复议收案126件，化解58件，化解率49.2%。",  # the base is another count, not printed
)


def _sentences(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n").replace("\\t", "\t") for line in lines if line]


def _relations(words: str) -> list[tuple[bool, str]]:
    known = reading.known(f"{HEAD}{words}\n二、存在问题\n执法力量不足。\n")
    return [(r.holds, r.message) for r in known.relations]


def test_true_sentences_are_never_alarmed_and_mostly_found() -> None:
    found = {words: _relations(words) for words in _sentences("true.txt")}
    assert [words for words, told in found.items() if not all(holds for holds, _ in told)] == []
    assert sum(bool(told) for told in found.values()) >= 0.85 * len(found)


def test_innocent_sentences_are_not_alarmed() -> None:
    alarmed = [
        words
        for words in _sentences("innocent.txt")
        if not all(holds for holds, _ in _relations(words))
    ]
    assert sorted(alarmed) == sorted(ARGUABLE)


def test_broken_sentences_are_alarmed() -> None:
    """Two in three of these are; the others need not be whole, or have no base in print."""
    sentences = _sentences("broken.txt")
    alarmed = [w for w in sentences if not all(holds for holds, _ in _relations(w))]
    assert len(alarmed) >= 0.65 * len(sentences)
