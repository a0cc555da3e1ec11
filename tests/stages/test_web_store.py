"""What lies in a ``--store`` folder is not trusted: whatever was written into it costs one entry."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import httpx2 as httpx
import pytest
import reading
from desk import HERE, bench, client

from checker.errors import CheckerError
from checker.web import app
from checker.web.desk import MB, Room

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model.result import Assessment, Failure
    from checker.web.judging import Judge

_DECISION = {
    "rule": "statutory/shortcomings",
    "because": "同意",
    "by": "",
    "status": "",
    "until": "2026-12-31",
}
_SOUND: dict[str, Any] = {"path": "报告.txt", "number": 1, "decisions": [_DECISION]}


def _written(**changed: object) -> str:
    return json.dumps({**_SOUND, **changed})


def _deciding(**changed: object) -> str:
    return _written(decisions=[{**_DECISION, **changed}])


BROKEN = {
    "empty": "",
    "half": '{"path": ',
    "a list": "[]",
    "deep": "[" * 100_000,
    "not UTF-8": "\udcff",
    "no path": json.dumps({"number": 1, "decisions": []}),
    "path is a number": _written(path=1),
    "path is empty": _written(path=""),
    "path turns the line": _written(path="报\u202e告.txt"),
    "path has a line break": _written(path="报告\n.txt"),
    "number is a word": _written(number="1"),
    "number is true": _written(number=True),
    "number is negative": _written(number=-5),
    "number is huge": _written(number=10**400),
    "number is infinite": _written().replace('"number": 1', '"number": 1e400'),
    "number is none": _written().replace('"number": 1', '"number": NaN'),
    "decisions are a word": _written(decisions="all"),
    "a decision is a list": _written(decisions=[[]]),
    "of no status": _deciding(status="zzz"),
    "of a status in a list": _deciding(status=["pass"]),
    "until no day": _deciding(until="2026-02-30"),
    "until a number": _deciding(until=20261231),
    "because is none": _deciding(because=None),
    "because turns the line": _deciding(because="同\u202e意"),
    "without a person": json.dumps({**_SOUND, "decisions": [{"rule": "x"}]}),
}


@pytest.mark.parametrize("written", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_entry_is_told_and_costs_nothing_else(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "kept"
    before = client(bench(store=folder), follow_redirects=False)
    urls = [
        before.post("/reports", files={"file": (path.name, path.read_bytes())}).headers["location"]
        for path in reading.SEEDS[:2]
    ]
    broken = next(folder.rglob(f"{urls[0].rpartition('/')[2]}.json"))
    broken.write_bytes(written.encode("utf-8", "surrogateescape"))
    told: list[str] = []
    after = client(bench(store=folder, told=told), cookies=dict(before.cookies))
    for path in ("/", "/statistics", "/download/json", "/download/xlsx", "/decisions.yaml", *urls):
        assert after.get(path).status_code == 200, path
    assert "请重新放入" in after.get(urls[0]).text
    assert len(told) == 1
    assert [report["path"] for report in after.get("/download/json").json()["reports"]] == [
        reading.SEEDS[1].name
    ]


def test_what_is_sound_is_read_with_its_decision(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    before = client(bench(store=folder), follow_redirects=False)
    sent = {"file": ("报告.txt", reading.SEEDS[3].read_bytes())}
    url = before.post("/reports", files=sent).headers["location"]
    next(folder.rglob(f"{url.rpartition('/')[2]}.json")).write_text(_written(), "utf-8")
    after = client(bench(store=folder), cookies=dict(before.cookies))
    assert "statutory/shortcomings" in after.get("/decisions.yaml").text


@pytest.mark.parametrize("left", ["bin.0123456789abcdef", "bin", "json.0123456789abcdef"])
def test_what_was_half_written_is_told_and_can_be_removed(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "kept"
    before = client(bench(store=folder), follow_redirects=False)
    sent = {"file": ("报告.txt", reading.SEEDS[3].read_bytes())}
    whole = before.post("/reports", files=sent).headers["location"]
    session = next(path for path in folder.iterdir() if path.is_dir())
    (session / f"halfwritten.{left}").write_text("a draft that nobody else may read")
    after = client(bench(store=folder), cookies=dict(before.cookies))
    assert after.get(whole).status_code == 200
    assert "请重新放入" in after.get("/reports/halfwritten").text
    after.post("/reports/halfwritten/remove")
    assert not list(session.glob("halfwritten*"))
    after.post("/clear")
    assert not session.exists()


@pytest.mark.parametrize("mark", ['{"format": "fazhi-store/9"}', "", "[" * 100_000])
def test_the_folder_of_another_version_is_left_alone(tmp_path: Path, mark: str) -> None:
    (tmp_path / "fazhi-store.json").write_text(mark)
    with pytest.raises(CheckerError, match="不是这个版本的工作台存的"):
        bench(store=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["fazhi-store.json"]


def test_a_page_does_not_wait_for_many_kept_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client(bench(store=tmp_path / "kept"))
    files = [("file", (path.name, path.read_bytes())) for path in reading.SEEDS]
    before.post("/reports", files=files)
    monkeypatch.setattr("checker.web.bench._PATIENCE", 0.05)
    after = bench(store=tmp_path / "kept")
    at_once = after.judge.judged

    def slowly(_: Judge, path: str, data: bytes) -> Assessment | Failure:
        time.sleep(0.2)
        return at_once(path, data)

    monkeypatch.setattr("checker.web.judging.Judge.judged", slowly)

    async def asked() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app.create(after))
        cookies = dict(before.cookies)
        async with httpx.AsyncClient(
            transport=transport, base_url=HERE, cookies=cookies
        ) as browser:
            first = await browser.get("/")
            api = await browser.get("/", headers={"Accept": "application/json"})
            for _ in range(100):
                last = await browser.get("/")
                if last.status_code == 200:
                    break
                await asyncio.sleep(0.1)
            return [first, api, last]

    first, api, last = asyncio.run(asked())
    assert first.status_code == 503
    assert first.headers["refresh"] == "2"
    assert "请稍候" in first.text
    assert api.headers["content-type"] == "application/problem+json"
    assert last.text.count("/remove") >= len(files)


def test_who_made_room_finds_it_all_again(tmp_path: Path) -> None:
    now = [0.0]
    made = bench(store=tmp_path / "kept", room=Room(bytes=3 * MB), clock=lambda: now[0])
    mine, other = client(made), client(made)
    sent = {"file": ("报告.txt", reading.SEEDS[0].read_bytes())}
    url = mine.post("/reports", files=sent, follow_redirects=False).headers["location"]
    whole = mine.get(f"{url}/download/json").content
    now[0] += 5 * 60 * 60
    assert other.post("/reports", files=sent).status_code == 200
    now[0] += 5 * 60 * 60
    assert mine.get(f"{url}/download/json").content == whole


def test_what_was_kept_has_an_end_of_memory_too(tmp_path: Path) -> None:
    before = client(bench(store=tmp_path / "kept"))
    files = [("file", (path.name, path.read_bytes())) for path in reading.SEEDS]
    before.post("/reports", files=files)
    small = bench(store=tmp_path / "kept", room=Room(bytes=3 * MB))
    after = client(small, cookies=dict(before.cookies))
    told = after.get("/download/json").json()
    assert 0 < len(told["reports"]) < len(files)
    assert len(told["reports"]) + len(told["errors"]) == len(files)
    assert all("放不下" in each["message"] for each in told["errors"])
    again = client(bench(store=tmp_path / "kept"), cookies=dict(before.cookies))
    assert len(again.get("/download/json").json()["reports"]) == len(files)
