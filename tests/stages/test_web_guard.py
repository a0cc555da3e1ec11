"""Who may ask the workbench, from where, and what a browser may do with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import HERE, TOKEN, bench, client

from checker.web import guard

if TYPE_CHECKING:
    from starlette.testclient import TestClient

_TEXT = {"text": "某镇2025年法治政府建设年度报告\n" + "开展法治宣传20场。" * 30}


@pytest.fixture(scope="module")
def here() -> TestClient:
    return client(bench())


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost:8765", 200),
        ("LOCALHOST", 200),
        ("[::1]:8765", 200),
        ("127.0.0.2:8765", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:8765", 421),
        ("localhost.evil.example", 421),
        ("127.evil.example", 421),
        ("0.0.0.0:8765", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_only_by_a_name_of_this_machine(here: TestClient, host: str, status: int) -> None:
    assert here.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "127.255.255.254", "::1", "localhost"])
def test_what_only_this_machine_reaches_needs_no_token(host: str) -> None:
    assert guard.is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "127.evil.example",
        "127.1",
        "127.",
        "0.0.0.0",  # noqa: S104 -- refused is what it is
        "::",
        "",
        "10.0.0.5",
        "localhost.evil.example",
    ],
)
def test_a_name_that_begins_like_this_machine_may_be_anybodys(host: str) -> None:
    assert not guard.is_loopback(host)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Origin": HERE, "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": HERE}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://127.0.0.1:9999"}, False),
        ({"Origin": f"{HERE}.evil.example"}, False),
        ({"Origin": "http://[bad"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": HERE, "Sec-Fetch-Site": "cross-site"}, False),
    ],
)
@pytest.mark.parametrize(
    "path", ["/reports", "/clear", "/api/check", "/reports/x/remove", "/login"]
)
def test_nothing_changes_for_a_page_elsewhere(
    here: TestClient, path: str, headers: dict[str, str], *, allowed: bool
) -> None:
    answer = here.post(path, data=_TEXT, headers=headers, follow_redirects=False)
    assert (answer.status_code == 403) is not allowed


@pytest.mark.parametrize(
    "path",
    ["/", "/statistics", "/compare", "/api", "/api/openapi.json", "/nowhere", "/static/style.css",
     "/reports/nobody", "/download/nothing", "/login", "/static/../../pyproject.toml"],
)  # fmt: skip
def test_every_answer_tells_the_browser_what_it_may_do(here: TestClient, path: str) -> None:
    headers = here.get(path, follow_redirects=False).headers
    policy = headers["content-security-policy"]
    assert policy == guard.POLICY
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_files_outside_static_are_not_to_be_had(here: TestClient) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%5capp.py", "/static/"):
        assert here.get(path).status_code == 404


def test_the_session_is_told_to_no_script_and_no_other_site() -> None:
    cookie = client(bench()).get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Max-Age" not in cookie  # it ends with the browser, as the results do


def test_a_made_up_session_is_replaced() -> None:
    browser = client(bench())
    browser.cookies.set("fazhi-8765", "chosen-by-somebody-else")
    answer = browser.get("/")
    assert "chosen-by-somebody-else" not in answer.headers["set-cookie"]


_BY_LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}


@pytest.mark.parametrize("path", ["/", "/reports/some", "/download/json", "//evil.example/"])
@pytest.mark.parametrize("token", ["", TOKEN])
def test_a_link_of_another_site_does_not_take_the_session_away(path: str, token: str) -> None:
    browser = client(bench(token=token))
    answer = browser.get(path, headers=_BY_LINK)  # without the cookies, which are not sent then
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["refresh"] == "0"
    assert answer.headers["content-security-policy"] == guard.POLICY
    assert "evil" not in answer.text


def test_a_link_of_another_site_is_no_way_round_the_guard(here: TestClient) -> None:
    assert here.get("/", headers={**_BY_LINK, "Host": "evil.example"}).status_code == 421
    assert here.post("/clear", headers=_BY_LINK).status_code == 403


class TestToken:
    @pytest.fixture
    def outside(self) -> TestClient:
        return client(bench(token=TOKEN))

    @pytest.mark.parametrize(
        "path", ["/", "/statistics", "/compare", "/api", "/api/openapi.json", "/download/json"]
    )
    def test_nothing_is_shown_without_it(self, outside: TestClient, path: str) -> None:
        answer = outside.get(path)
        assert answer.status_code == 401
        assert "口令" in answer.text

    @pytest.mark.parametrize("path", ["/reports", "/api/check", "/clear"])
    def test_nothing_is_taken_without_it(self, outside: TestClient, path: str) -> None:
        assert outside.post(path, data=_TEXT).status_code == 401

    def test_a_wrong_one_is_refused(
        self, outside: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guard, "_SLOW", 0.0)
        answer = outside.post("/login", data={"token": TOKEN[:-1]}, follow_redirects=False)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        assert outside.get("/").status_code == 401

    def test_the_right_one_opens_for_this_browser_alone(self) -> None:
        made = bench(token=TOKEN)
        mine, other = client(made), client(made)
        answer = mine.post("/login", data={"token": f" {TOKEN}\n"}, follow_redirects=False)
        assert answer.status_code == 303
        assert TOKEN not in answer.headers["set-cookie"]
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert mine.get("/").status_code == 200
        assert other.get("/").status_code == 401

    @pytest.mark.parametrize(
        ("shown", "status"),
        [
            (f"Bearer {TOKEN}", 200),
            (f"bearer {TOKEN}", 200),
            ("Bearer wrong", 401),
            (TOKEN, 401),
            ("Bearer ", 401),
            (f"XBearer {TOKEN}", 401),
            (f"Basic {TOKEN}", 401),
            (f"Bearer {TOKEN}x", 401),
        ],
    )
    def test_programs_show_it_with_each_request(
        self, outside: TestClient, monkeypatch: pytest.MonkeyPatch, shown: str, status: int
    ) -> None:
        monkeypatch.setattr(guard, "_SLOW", 0.0)
        answer = outside.post("/api/check", json=_TEXT, headers={"Authorization": shown})
        assert answer.status_code == status
        if status == 401:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["www-authenticate"] == "Bearer"

    def test_whoever_guesses_it_waits(
        self, outside: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waited: list[object] = []

        async def delay(tickets: object) -> None:
            waited.append(tickets)

        monkeypatch.setattr(guard.Tickets, "delay", delay)
        outside.get("/")  # has shown none
        outside.get("/", headers={"Authorization": f"Bearer {TOKEN}"})
        assert not waited
        outside.get("/", headers={"Authorization": "Bearer wrong"})
        outside.post("/login", data={"token": "wrong"})
        assert len(waited) == 2

    def test_any_name_of_the_machine_will_do(self, outside: TestClient) -> None:
        shown = {"Authorization": f"Bearer {TOKEN}", "Host": "fazhi.example"}
        assert outside.get("/", headers=shown).status_code == 200
