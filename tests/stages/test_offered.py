"""What the loader refuses of outlines and of the sentences that rules offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rule_folder

if TYPE_CHECKING:
    from pathlib import Path


PACK = "title: 本地\nversion: 1.0.0\n"
RULE = rule_folder.RULE.replace("$ours", "法治") + "belongs: achievements\ntemplate:\n"
SAYS = "  - says: 收案__件，结案__件，未结__件，结案率__%。\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _files(template: str) -> dict[str, str | bytes]:
    return {"local/_pack.yaml": PACK, "local/a.yaml": RULE + template}


@pytest.mark.parametrize(
    ("template", "place", "words"),
    [
        ("  - says: 没有空白。\n", "12:5", "空白"),
        ("  - says: 收案___件。\n", "12:5", "空白"),
        ("  - says: '{yaer}年收案__件。'\n", "12:5", "year"),
        ("  - says: '{year!r}年收案__件。'\n", "12:5", "year"),
        ("  - says: '{年收案__件。'\n", "12:5", "花括号"),
        (SAYS + "    topic: enforcment\n", "13:5", "enforcement"),
        (SAYS + "    holds: [收案__件 = 新收__件 + 未结__件]\n", "13:13", "新收__件"),
        (SAYS + "    holds: [收案__件 大于 结案__件]\n", "13:13", "等式"),
        (
            SAYS + "    holds: [结案率__% = 结案__件]\n    valid: {from: 2024, to: 2020}\n",
            "14",
            "to",
        ),
        (SAYS + "    level: [village]\n", "13:13", "village"),
        (SAYS + "    says-too: 收案__件\n", "13:5", "says-too"),
        ("  - topic: enforcement\n", "12:5", "says"),
    ],
)
def test_a_wrong_sentence_is_refused_in_its_place(
    tmp_path: Path, template: str, place: str, words: str
) -> None:
    error = rule_folder.error(tmp_path, _files(template))
    assert f"local/a.yaml:{place}" in error.place
    assert words in error.message


def test_a_sentence_needs_a_part_of_the_outline(tmp_path: Path) -> None:
    rule = (RULE + SAYS).replace("belongs: achievements\n", "")
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": rule})
    assert "belongs" in error.message
    other = (RULE + SAYS).replace("belongs: achievements", "belongs: closing")
    error = rule_folder.error(tmp_path, {"local/_pack.yaml": PACK, "local/a.yaml": other})
    assert "closing" in error.message


def test_an_overlay_changes_what_is_offered(tmp_path: Path) -> None:
    overlay = "rules:\n  work/enforcement:\n    template:\n    - says: 立案__件。\n"
    book = rule_folder.book(tmp_path, {"_overlay.yaml": overlay})
    (changed,) = (rule for rule in book.rules if rule.id == "work/enforcement")
    assert [each.says for each in changed.template] == ["立案__件。"]


KIND = (
    "documents: [{name: pufa-report, title: 普法报告, judged: true, groups: [[普法工作]]}]\n"
    "roles: [{name: pufa-done, title: 情况, document: pufa-report, headings: [情况]}]\n"
)


@pytest.mark.parametrize(
    ("name", "closing", "role", "words"),
    [
        ("annual-reprot", "完", "plan", "annual-report"),
        ("annual-report", "完", "plan", "已经有了"),
        ("pufa-report", "'{day}'", "pufa-done", "day"),
        ("pufa-report", "完", "plan", "pufa-done"),
        ("pufa-report", "完", "pufa-done}, {title: 又, role: pufa-done", "已经有了"),
    ],
)
def test_a_wrong_outline_is_refused(
    tmp_path: Path, name: str, closing: str, role: str, words: str
) -> None:
    outline = (
        f"outlines:\n  - {{name: {name}, title: 报告, lead: 报告如下。, closing: [{closing}],\n"
        f"     parts: [{{title: 安排, role: {role}}}]}}\n"
    )
    error = rule_folder.error(tmp_path, {"vocabulary/mine.yaml": KIND + outline})
    assert "vocabulary/mine.yaml:" in error.place
    assert words in error.message
