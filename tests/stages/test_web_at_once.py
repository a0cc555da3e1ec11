"""Several requests at the same time: nothing is lost, nothing is mixed up, memory has an end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx2 as httpx
import pytest
import reading
from desk import HERE, bench

from checker.web import app, uploads
from checker.web import bench as benches

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from starlette.types import Message

    from checker.web.bench import Bench

_DATA = {"Accept": "application/json"}
_REPORT = reading.SEEDS[3].read_bytes()  # several rules fail


def _asked(made: Bench, ask: Callable[[httpx.AsyncClient], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """What one browser gets that may ask for several things at once."""

    async def asking() -> Any:  # noqa: ANN401
        transport = httpx.ASGITransport(app=app.create(made))
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as browser:
            await browser.get("/")
            return await ask(browser)

    return asyncio.run(asking())


async def _put(browser: httpx.AsyncClient, name: str = "报告.txt") -> dict[str, Any]:
    answer = await browser.post("/reports", files={"file": (name, _REPORT)}, headers=_DATA)
    told: dict[str, Any] = answer.json()["reports"][0]
    return told


def test_files_of_one_name_are_told_apart() -> None:
    async def ask(browser: httpx.AsyncClient) -> list[str]:
        return [told["path"] for told in await asyncio.gather(*(_put(browser) for _ in range(4)))]

    names = ["报告.txt", *(f"报告（{number}）.txt" for number in (2, 3, 4))]
    assert sorted(_asked(bench(), ask)) == sorted(names)


def test_of_decisions_made_together_none_is_lost() -> None:
    async def ask(browser: httpx.AsyncClient) -> list[str]:
        url = (await _put(browser))["url"]
        before = (await browser.get(f"{url}/download/json")).json()["reports"][0]["outcomes"]
        rules = [each["rule"] for each in before if each["status"] == "fail"][:4]
        form = {"status": "waive", "because": "同意", "until": "2026-12-31"}
        await asyncio.gather(
            *(browser.post(f"{url}/decisions", data={**form, "rule": rule}) for rule in rules)
        )
        after = (await browser.get(f"{url}/download/json")).json()["reports"][0]["outcomes"]
        assert len(rules) == 4
        return [rule for rule in rules if not _waived(after, rule)]

    assert _asked(bench(), ask) == []


def _waived(outcomes: list[dict[str, Any]], rule: str) -> bool:
    return any(each["rule"] == rule and each["waived"] for each in outcomes)


def test_a_decision_does_not_bring_back_what_was_removed() -> None:
    async def ask(browser: httpx.AsyncClient) -> int:
        url = (await _put(browser))["url"]
        outcomes = (await browser.get(f"{url}/download/json")).json()["reports"][0]["outcomes"]
        rule = next(each["rule"] for each in outcomes if each["status"] == "fail")
        form = {"rule": rule, "status": "waive", "because": "同意", "until": "2026-12-31"}
        await asyncio.gather(
            browser.post(f"{url}/decisions", data=form), browser.post(f"{url}/remove")
        )
        return (await browser.get(url)).status_code

    assert _asked(bench(), ask) == 404


@pytest.mark.parametrize("path", ["/reports", "/api/check"])
def test_only_so_many_requests_are_in_memory(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benches, "_BODIES", 2)
    inside, most = 0, 0
    counted = uploads.counted

    async def counting(*args: Any) -> AsyncIterator[bytes]:  # noqa: ANN401
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        async for chunk in counted(*args):
            await asyncio.sleep(0.01)
            yield chunk
        inside -= 1

    monkeypatch.setattr(uploads, "counted", counting)

    async def ask(browser: httpx.AsyncClient) -> set[int]:
        files = {"file": ("报告.txt", _REPORT)}
        asked = (browser.post(path, files=files, headers=_DATA) for _ in range(6))
        return {answer.status_code for answer in await asyncio.gather(*asked)}

    assert max(_asked(bench(), ask)) < 300
    assert most == 2


@pytest.mark.parametrize("path", ["/reports", "/api/check"])
def test_a_tab_that_is_closed_is_no_error_of_ours(path: str) -> None:
    told: list[str] = []
    made = replace(bench(), told=told.append)
    kind = b"multipart/form-data; boundary=x"
    headers = [(b"host", b"127.0.0.1"), (b"content-type", kind), (b"content-length", b"1000")]
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "scheme": "http",
             "query_string": b"", "headers": headers, "state": {}, "http_version": "1.1"}  # fmt: skip
    coming: Iterator[Message] = iter(
        [
            {"type": "http.request", "body": b"--x\r\nContent-", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        assert message.get("status", 400) == 400

    async def asking() -> None:
        await app.create(made)(scope, receive, send)

    asyncio.run(asking())
    assert told == []
