"""``POST /api/check`` keeps what its OpenAPI description promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from desk import HERE, TOKEN, bench, client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ROOT = Path(__file__).parent.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
SEED = SEEDS[0].read_bytes()


@pytest.fixture(scope="module")
def here() -> TestClient:
    return client(bench())


@pytest.fixture(scope="module")
def described(here: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = here.get("/api/openapi.json").json()
    return told


def fits(answer: object, described: dict[str, Any], name: str) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    Draft202012Validator(schema).validate(answer)


@pytest.mark.parametrize("token", ["", TOKEN])
def test_the_description_is_sound(token: str) -> None:
    browser = client(bench(token=token))
    told = browser.get("/api/openapi.json", headers={"Authorization": f"Bearer {token}"}).json()
    validate(told)
    assert bool(told.get("security")) is bool(token)


def test_the_schema_of_the_result_is_the_published_one(described: dict[str, Any]) -> None:
    published = json.loads((ROOT / "docs/result.schema.json").read_text("utf-8"))
    here = json.dumps(described["components"]["schemas"]["Result"])
    back = json.loads(here.replace("#/components/schemas/Result/$defs/", "#/$defs/"))
    assert {**published, **back} == published


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_seed_gets_what_the_command_gives_it(
    here: TestClient, described: dict[str, Any], path: Path
) -> None:
    answer = here.post("/api/check", files={"file": (f"seeds/{path.name}", path.read_bytes())})
    assert answer.status_code == 200
    fits(answer.json(), described, "Result")
    expected = json.loads((ROOT / f"tests/snapshots/{path.stem}.json").read_text("utf-8"))
    expected["reports"][0]["path"] = path.name
    for outcome in (made := answer.json())["reports"][0]["outcomes"]:
        assert outcome["rule"]
    assert made == expected


def test_whichever_way_it_is_sent_the_answer_is_the_same(here: TestClient) -> None:
    form = here.post("/api/check", files={"file": ("报告.txt", SEED)}).content
    raw = here.post(
        "/api/check?name=报告.txt", content=SEED, headers={"Content-Type": "text/plain"}
    )
    words = here.post("/api/check", json={"name": "报告.txt", "text": SEED.decode()})
    unnamed = here.post(
        "/api/check", content=SEED, headers={"Content-Type": "text/plain; charset=utf-8"}
    )
    assert form == raw.content == words.content == unnamed.content


def test_several_and_what_cannot_be_read(here: TestClient, described: dict[str, Any]) -> None:
    files = [("file", ("a.txt", SEED)), ("file", ("b.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99))]
    answer = here.post("/api/check", files=files)
    assert answer.status_code == 200
    fits(answer.json(), described, "Result")
    assert len(answer.json()["reports"]) == 1
    assert [error["path"] for error in answer.json()["errors"]] == ["b.png"]


def test_nothing_is_kept() -> None:
    browser = client(bench())
    answer = browser.post("/api/check", files={"file": ("a.txt", SEED)})
    assert "set-cookie" not in answer.headers
    assert "a.txt" not in browser.get("/").text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"content": b"", "headers": {"Content-Type": "text/plain"}}, 400),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"content": b"[" * 100_000, "headers": {"Content-Type": "application/json"}}, 400),
        ({"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, 400),
        ({"json": {"name": "a.txt"}}, 400),
        ({"json": {"text": 1}}, 400),
        ({"json": {"text": "x", "name": None}}, 400),
        ({"json": []}, 400),
        ({"json": {"text": "  "}}, 400),
        ({"data": {"other": "x"}}, 400),
        ({"content": b"x"}, 415),
        ({"content": b"x", "headers": {"Content-Type": "video/mp4"}}, 415),
        ({"content": b"x" * (17 << 20), "headers": {"Content-Type": "text/plain"}}, 413),
        ({"files": {"file": ("a.txt", b"x" * (17 << 20))}}, 413),
        ({"json": {"text": "x"}, "headers": {"Origin": "http://evil.example"}}, 403),
        ({"json": {"text": "x"}, "headers": {"Host": "evil.example"}}, 421),
    ],
)
def test_what_is_wrong_is_a_problem(
    here: TestClient, described: dict[str, Any], sent: dict[str, Any], status: int
) -> None:
    answer = here.post("/api/check", **sent)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    fits(answer.json(), described, "Problem")
    assert answer.json()["status"] == status
    promised = described["paths"]["/api/check"]["post"]["responses"]
    assert str(status) in promised


def test_the_page_says_how_to_call_it(here: TestClient) -> None:
    page = here.get("/api").text
    assert f"{HERE}/api/check" in page
    assert "curl" in page
