"""What settings except, for a report that was handed in and lies in no folder."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import reading
from desk import bench, client

from checker import pipeline
from checker.cli.main import main
from checker.ledger import exceptions_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEED = reading.SEEDS[0]
RULE = "litigation/reconsideration"  # fails on it
TODAY = date(2026, 11, 23)


def _waived(told: str) -> dict[str, str]:
    (report,) = json.loads(told)["reports"]
    return {o["rule"]: o["waived"]["because"] for o in report["outcomes"] if o["waived"]}


def _handed_in(settings: str, name: str) -> dict[str, str]:
    made = bench()
    judge = replace(made.judge, book=pipeline.book(settings=settings), today=lambda: TODAY)
    browser = client(replace(made, judge=judge))
    sent = {"file": (name, SEED.read_bytes())}
    url = browser.post("/reports", files=sent, follow_redirects=False).headers["location"]
    kept = _waived(browser.get(f"{url}/download/json").text)
    assert _waived(browser.post("/api/check", files=sent).text) == kept
    return kept


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("files: [甲镇.txt]", "报告.txt"),
        ("files: [甲镇.txt]", "甲镇.txt"),  # the same name is not the same file
        ("files: ['*.txt']", "报告.txt"),
        ("files: ['**']", "报告.txt"),
    ],
)
def test_a_waiver_of_a_file_is_of_no_upload(tmp_path: Path, target: str, name: str) -> None:
    (tmp_path / "甲镇.txt").write_bytes(SEED.read_bytes())
    settings = tmp_path / "fazhi.yaml"
    settings.write_text(
        f"waivers: [{{rule: {RULE}, {target}, because: 同意, until: 2027-03-31}}]\n", "utf-8"
    )
    assert _handed_in(str(settings), name) == {}


@pytest.mark.parametrize(
    ("target", "waived"),
    [
        ("issuer: 东城街道", {RULE: "同意"}),
        ("issuer: 东城街道, year: 2022", {RULE: "同意"}),
        ("issuer: 东城街道, year: 2021", {}),
        ("issuer: 西城街道", {}),
    ],
)
def test_a_waiver_of_an_issuer_is_the_same_as_in_the_command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    target: str,
    waived: Mapping[str, str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告.txt").write_bytes(SEED.read_bytes())
    (tmp_path / "fazhi.yaml").write_text(
        f"waivers: [{{rule: {RULE}, {target}, because: 同意, until: 2027-03-31}}]\n", "utf-8"
    )
    assert _handed_in("fazhi.yaml", "报告.txt") == waived
    main(["check", "报告.txt", "--format", "json", "--today", TODAY.isoformat()])
    assert _waived(capsys.readouterr().out) == waived


def test_decisions_made_here_are_not_the_ledgers_to_write_again() -> None:
    browser = client(bench())
    browser.post("/reports", files={"file": ("报告.txt", SEED.read_bytes())})
    written = browser.get("/decisions.yaml").content
    assert "工作台" in written.decode()
    assert not exceptions_file.is_ours(written)
