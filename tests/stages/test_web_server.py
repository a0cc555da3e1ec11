"""Uploads, decisions, downloads and sessions of the workbench, asked without a browser."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
import yaml
from desk import bench, client

from checker.web import uploads
from checker.web.desk import MB, Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

ROOT = Path(__file__).parent.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
DATA = {"Accept": "application/json"}
SECTION = "work/legal-counsel"


def put(browser: TestClient, name: str, data: bytes) -> dict[str, Any]:
    answer = browser.post("/reports", files={"file": (name, data)}, headers=DATA)
    told: dict[str, Any] = answer.json()
    return told


def seed(browser: TestClient, number: int = 0) -> str:
    told = put(browser, SEEDS[number].name, SEEDS[number].read_bytes())
    return str(told["reports"][0]["url"])


@pytest.fixture
def here() -> TestClient:
    return client(bench())


def outcomes(browser: TestClient, url: str) -> dict[str, dict[str, Any]]:
    report = browser.get(f"{url}/download/json").json()["reports"][0]
    return {outcome["rule"]: outcome for outcome in report["outcomes"]}


def first(browser: TestClient, url: str, status: str) -> str:
    return next(rule for rule, each in outcomes(browser, url).items() if each["status"] == status)


@pytest.fixture(scope="module")
def filled() -> tuple[TestClient, str]:
    browser = client(bench())
    urls = [seed(browser, number) for number in range(5)]
    return browser, urls[-1]


class TestUploads:
    @pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
    def test_a_seed_gets_what_the_command_gives_it(self, here: TestClient, path: Path) -> None:
        told = put(here, path.name, path.read_bytes())
        made = here.get(f"{told['reports'][0]['url']}/download/json").json()
        expected = json.loads((ROOT / "tests/snapshots" / f"{path.stem}.json").read_text("utf-8"))
        for key in ("score", "gate", "facts", "outcomes"):
            assert made["reports"][0][key] == expected["reports"][0][key]

    def test_without_script_one_file_leads_to_its_page_and_several_to_the_list(
        self, here: TestClient
    ) -> None:
        one = here.post(
            "/reports", files={"file": ("a.txt", SEEDS[0].read_bytes())}, follow_redirects=False
        )
        assert one.status_code == 303
        assert one.headers["location"].startswith("/reports/")
        files = [("file", (path.name, path.read_bytes())) for path in SEEDS]
        many = here.post("/reports", files=files)
        assert many.status_code == 200
        assert many.text.count("/remove") >= 6

    def test_words_can_be_pasted(self, here: TestClient) -> None:
        words = SEEDS[0].read_text("utf-8")
        answer = here.post("/reports", data={"text": words, "name": ""})
        assert "粘贴的文字" in answer.text
        assert here.post("/reports", data={"text": " \n "}).status_code == 400

    def test_what_is_nothing_is_said_so(self, here: TestClient) -> None:
        answer = here.post("/reports", files={"file": ("", b"")})
        assert answer.status_code == 400
        assert "没有收到文件" in answer.text

    def test_each_report_of_a_zip_is_one(self, here: TestClient) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for path in SEEDS[:2]:
                archive.writestr(f"镇街/{path.name}", path.read_bytes())
            archive.writestr("readme.exe", b"x")
        told = put(here, "全县.zip", made.getvalue())
        assert len(told["reports"]) == 2
        assert not told["refused"]

    @pytest.mark.parametrize("size", [15, 40], ids=["each would do", "none would do"])
    def test_a_small_zip_of_very_much_is_refused(self, here: TestClient, size: int) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(6):
                archive.writestr(f"{number}.txt", bytes(size * uploads.MB))
        assert len(made.getvalue()) < uploads.MB
        files = [("file", ("大.zip", made.getvalue())), ("file", ("a.txt", SEEDS[0].read_bytes()))]
        told = here.post("/reports", files=files, headers={"Accept": "application/json"}).json()
        assert [each["path"] for each in told["reports"]] == ["a.txt"]
        ((name, said),) = [(each["name"], each["message"]) for each in told["refused"]]
        assert name == "大.zip"
        assert "压缩包解开以后超过 64 MB" in said

    def test_many_zips_have_no_more_room_than_one(self, here: TestClient) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("0.txt", bytes(15 * uploads.MB))
        files = [("file", (f"{number}.zip", made.getvalue())) for number in range(6)]
        answer = here.post("/reports", files=files, headers={"Accept": "application/json"})
        assert [each["name"] for each in answer.json()["refused"]] == ["4.zip", "5.zip"]

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("镇街/报告.txt", "全县.zip/镇街/报告.txt"),
            ("../../报告.txt", "全县.zip/报告.txt"),
            ("镇\u202e街/报\n告.txt", "全县.zip/镇街/报 告.txt"),
            ("甲/" * 500 + "报告.txt", "全县.zip/…/报告.txt"),
            ("甲" * 5000 + ".txt", "全县.zip/" + "甲" * 115 + "….txt"),
        ],
        ids=["a folder", "a way out", "not seen", "deep", "long"],
    )
    def test_names_in_a_zip_are_only_names(self, here: TestClient, name: str, shown: str) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(name, SEEDS[0].read_bytes())
        assert put(here, "全县.zip", made.getvalue())["reports"][0]["path"] == shown

    def test_a_file_of_another_sort_stands_in_the_list_with_why(self, here: TestClient) -> None:
        told = put(here, "照片.png", b"\x89PNG\r\n\x1a\n" + b"0" * 500)
        assert "图片" in told["reports"][0]["problem"]
        assert "照片.png" in here.get("/").text
        page = here.get(told["reports"][0]["url"])
        assert page.status_code == 200
        assert "图片" in page.text

    def test_the_same_name_twice_is_told_apart(self, here: TestClient) -> None:
        paths = [
            put(here, "报告.txt", SEEDS[n].read_bytes())["reports"][0]["path"] for n in (0, 1, 2)
        ]
        assert paths == ["报告.txt", "报告（2）.txt", "报告（3）.txt"]

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\Users\\x\\报告.txt", "报告.txt"),
            ("报\u202e告txt.exe.txt", "报告txt.exe.txt"),
            ("a\x00b.txt", "ab.txt"),
            ("<script>alert(1)</script>.txt", "script>.txt"),
            ("甲" * 10_000 + ".txt", "甲" * 115 + "….txt"),
            (".", "未命名"),
            ("../..", "未命名"),
            ("/", "未命名"),
            ("\\", "未命名"),
        ],
    )
    def test_a_name_is_only_a_name(self, name: str, shown: str) -> None:
        assert uploads.plain_name(name) == shown

    def test_a_name_cannot_break_a_header(self, here: TestClient) -> None:
        url = put(here, 'x"\r\nX-Evil: 1;.txt', SEEDS[0].read_bytes())["reports"][0]["url"]
        answer = here.get(f"{url}/download/json")
        assert "x-evil" not in answer.headers
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


class TestLimits:
    def test_a_file_of_20_mb_is_refused_kindly(self, here: TestClient) -> None:
        large = {"file": ("大.txt", b"\xe7\x94\xb2" * (7 * MB))}
        answer = here.post("/reports", files=large, headers=DATA)
        assert answer.status_code == 413
        assert "超过 16 MB" in answer.json()["refused"][0]["message"]
        page = here.post("/reports", files=large)
        assert page.status_code == 413
        assert "超过 16 MB" in page.text
        assert "大.txt" in page.text
        assert seed(here)  # and the next one is taken

    def test_one_too_large_does_not_cost_the_others(self, here: TestClient) -> None:
        files = [
            ("file", ("大.txt", b"a" * (17 * MB))),
            ("file", ("小.txt", SEEDS[0].read_bytes())),
        ]
        told = here.post("/reports", files=files, headers=DATA).json()
        assert [each["path"] for each in told["reports"]] == ["小.txt"]
        assert [each["name"] for each in told["refused"]] == ["大.txt"]

    @pytest.mark.parametrize("path", ["/reports", "/api/check"])
    def test_a_request_is_counted_while_it_comes(self, here: TestClient, path: str) -> None:
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'

        def endless() -> Iterator[bytes]:
            yield head
            for _ in range(100):
                yield b"a" * MB

        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = here.post(path, content=endless(), headers={**kind, **DATA})
        assert answer.status_code == 413
        assert "64 MB" in answer.json()["detail"]

    def test_pasted_words_have_the_same_limit(self, here: TestClient) -> None:
        answer = here.post("/reports", files={"text": (None, "甲" * (6 * MB))})
        assert answer.status_code == 413

    def test_too_many_files(self, here: TestClient) -> None:
        files = [("file", (f"{n}.txt", b"x")) for n in range(501)]
        answer = here.post("/reports", files=files)
        assert answer.status_code == 413
        assert "500" in answer.text

    def test_half_a_form(self, here: TestClient) -> None:
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        for body in (b"", b"--y\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--"):
            answer = here.post("/reports", content=body, headers=kind)
            assert answer.status_code == 400
        assert (
            here.post("/reports", content=b"x", headers={"Content-Type": "text/x"}).status_code
            == 415
        )

    def test_a_desk_has_an_end(self) -> None:
        browser = client(bench(room=Room(reports=2)))
        for number in range(2):
            seed(browser, number)
        told = put(browser, "三.txt", SEEDS[2].read_bytes())
        assert "一次最多放 2 份" in told["refused"][0]["message"]

    def test_memory_has_an_end(self) -> None:
        made = bench(room=Room(bytes=10 * MB))
        mine, other = client(made), client(made)
        assert not put(mine, "大.txt", b"\xe7\x94\xb2" * 30_000)["refused"]
        told = put(other, "大.txt", b"\xe7\x94\xb2" * 30_000)
        assert "放不下" in told["refused"][0]["message"]

    def test_what_is_known_of_a_report_takes_more_than_its_file(self) -> None:
        size = SEEDS[0].stat().st_size
        told = put(client(bench(room=Room(bytes=10 * size))), "一.txt", SEEDS[0].read_bytes())
        assert "放不下" in told["refused"][0]["message"]

    def test_a_thousand_reports_have_room(self) -> None:
        made = bench()
        mine = client(made)
        seed(mine)
        (session,) = made.desk._sessions.values()  # noqa: SLF001
        assert 1000 * session.bytes <= Room().bytes

    def test_who_is_idle_for_hours_makes_room_for_others_but_not_before(self) -> None:
        now = [0.0]
        made = bench(room=Room(bytes=3 * MB), clock=lambda: now[0])
        mine, other = client(made), client(made)
        url = seed(mine)
        now[0] += 60 * 60
        assert put(other, "二.txt", SEEDS[0].read_bytes())["refused"]
        now[0] += 5 * 60 * 60
        assert not put(other, "二.txt", SEEDS[0].read_bytes())["refused"]
        gone = mine.get(url)
        assert gone.status_code == 404
        assert "很久没有用过" in gone.text

    def test_nobody_has_to_go_while_there_is_room(self) -> None:
        now = [0.0]
        made = bench(clock=lambda: now[0])
        mine, other = client(made), client(made)
        url = seed(mine)
        now[0] += 100 * 60 * 60
        seed(other)
        assert mine.get(url).status_code == 200

    def test_the_session_idle_longest_goes_first_and_empty_ones_before(self) -> None:
        made = bench(room=Room(sessions=3))
        old, new = client(made), client(made)
        first_url, second_url = seed(old), seed(new, 1)
        for _ in range(5):
            client(made).get("/")  # passers-by, with nothing on the desk
        assert old.get(first_url).status_code == 200
        assert new.get(second_url).status_code == 200


class TestSessions:
    def test_nobody_sees_the_reports_of_another(self) -> None:
        made = bench()
        mine, other = client(made), client(made)
        url = seed(mine)
        assert mine.get(url).status_code == 200
        for path in (url, f"{url}/download/json"):
            assert other.get(path).status_code == 404
        for path in (f"{url}/remove", f"{url}/decisions"):
            assert other.post(path, data={"rule": "x"}).status_code == 404
        assert "东城" not in other.get("/").text
        assert mine.get(url).status_code == 200

    def test_removed_is_gone(self, here: TestClient) -> None:
        url = seed(here)
        seed(here, 1)
        here.post(f"{url}/remove")
        answer = here.get(url)
        assert answer.status_code == 404
        assert "已被移除" in answer.text
        here.post("/clear")
        assert "检查法治政府建设年度报告" in here.get("/").text


class TestDecisions:
    def test_a_waiver_leaves_the_score_and_opens_the_gate(self, here: TestClient) -> None:
        url = seed(here, 3)
        rule = first(here, url, "fail")
        form = {
            "rule": rule,
            "status": "waive",
            "because": "区司法局同意补报",
            "until": "2026-12-31",
            "by": "张三",
        }
        before = here.get(f"{url}/download/json").json()["reports"][0]["score"]
        answer = here.post(f"{url}/decisions", data=form, follow_redirects=False)
        assert answer.headers["location"] == f"{url}#g-{rule.replace('/', '_')}"
        assert outcomes(here, url)[rule]["waived"]["because"] == "区司法局同意补报"
        assert here.get(f"{url}/download/json").json()["reports"][0]["score"] == before
        assert "区司法局同意补报" in here.get(url).text
        here.post(f"{url}/decisions", data={"rule": rule, "status": "undo"})
        assert not outcomes(here, url)[rule]["waived"]

    def test_what_the_rules_left_open_is_decided(self, here: TestClient) -> None:
        url = seed(here, 4)
        rule = first(here, url, "review")
        form = {"rule": rule, "because": "查阅原件，已写明", "until": "2026-12-31"}
        here.post(f"{url}/decisions", data={**form, "status": "pass"})
        assert outcomes(here, url)[rule]["status"] == "pass"
        here.post(f"{url}/decisions", data={**form, "status": "fail"})  # and decided anew
        assert outcomes(here, url)[rule]["status"] == "fail"
        here.post(f"{url}/decisions", data={"rule": rule, "status": "undo"})
        assert outcomes(here, url)[rule]["status"] == "review"

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"because": "  "}, "请写明理由"),
            ({"because": "甲" * 201}, "理由不超过 200 字"),
            ({"by": "甲" * 41}, "决定人不超过 40 字"),
            ({"until": "2026-03-30"}, "已经过去"),
            ({"until": "2026-02-30"}, "有效到哪一天"),
            ({"until": ""}, "有效到哪一天"),
            ({"until": "2099-01-01"}, "最长 5 年"),
            ({"until": "2031-04-01"}, "最长 5 年"),
            ({"status": "pass"}, "只有“需人工判断”的项目可以认定"),
            ({"status": "nonsense"}, "请选择"),
            ({"status": ""}, "请选择"),
        ],
    )
    def test_a_mistake_is_told(self, here: TestClient, changed: dict[str, str], said: str) -> None:
        url = seed(here, 3)
        rule = first(here, url, "fail")
        form = {
            "rule": rule,
            "status": "waive",
            "because": "同意",
            "until": "2026-12-31",
            **changed,
        }
        answer = here.post(f"{url}/decisions", data=form)
        assert answer.status_code == 400
        assert said in answer.text
        assert not outcomes(here, url)[rule]["waived"]

    @pytest.mark.parametrize("until", ["2026-03-31", "2031-03-31"])
    def test_it_holds_from_today_to_five_years(self, here: TestClient, until: str) -> None:
        url = seed(here, 3)
        rule = first(here, url, "fail")
        form = {"rule": rule, "status": "waive", "because": "同意", "until": until}
        assert here.post(f"{url}/decisions", data=form).status_code == 200
        assert outcomes(here, url)[rule]["waived"]["until"] == until

    def test_what_passed_needs_no_waiver_and_unknown_rules_are_none(self, here: TestClient) -> None:
        url = seed(here)
        form = {"status": "waive", "because": "同意", "until": "2026-12-31"}
        passed = here.post(f"{url}/decisions", data={**form, "rule": first(here, url, "pass")})
        assert passed.status_code == 400
        assert "不需要豁免" in passed.text
        unknown = here.post(f"{url}/decisions", data={**form, "rule": "no/such"})
        assert unknown.status_code == 404

    def test_decisions_go_home_as_exceptions(self, here: TestClient, tmp_path: Path) -> None:
        from desk import TODAY

        from checker import pipeline

        url = seed(here, 3)
        rule = first(here, url, "fail")
        here.post(
            f"{url}/decisions",
            data={"rule": rule, "status": "waive", "because": "同意", "until": "2026-12-31"},
        )
        text = here.get("/decisions.yaml").content
        assert [entry["rule"] for entry in yaml.safe_load(text)["waivers"]] == [rule]
        (tmp_path / "exceptions.yaml").write_bytes(text)
        settings = tmp_path / "fazhi.yaml"
        settings.write_text("exceptions: [exceptions.yaml]\n", encoding="utf-8")
        book = pipeline.excepting(pipeline.book(settings=str(settings)), today=TODAY)
        report = pipeline.assess_bytes("renamed.txt", SEEDS[3].read_bytes(), book)
        waived = [o.rule.id for o in report.outcomes if o.waived]  # type: ignore[union-attr]
        assert waived == [rule]


class TestDownloads:
    def test_each_format_of_one_opens(self, filled: tuple[TestClient, str]) -> None:
        browser, url = filled
        get = {name: browser.get(f"{url}/download/{name}") for name in
               ("markdown", "html", "json", "xlsx", "csv", "sarif", "junit", "docx", "annotated")}  # fmt: skip
        for answer in get.values():
            assert answer.status_code == 200
            assert answer.headers["content-disposition"].startswith("attachment")
            assert answer.headers["content-security-policy"].startswith("sandbox")
        assert get["markdown"].text.startswith("<!--")
        assert get["json"].json()["schema"] == "fazhi-result/1"
        assert openpyxl.load_workbook(io.BytesIO(get["xlsx"].content)).sheetnames
        assert list(csv.reader(io.StringIO(get["csv"].content.decode("utf-8-sig"))))
        assert get["sarif"].json()["version"] == "2.1.0"
        document = docx.Document(io.BytesIO(get["docx"].content))
        assert len(list(document.comments)) > 5
        assert "批注" in get["annotated"].text

    def test_each_format_of_all_opens(self, filled: tuple[TestClient, str]) -> None:
        browser, _ = filled
        assert len(browser.get("/download/json").json()["reports"]) == 5
        assert openpyxl.load_workbook(io.BytesIO(browser.get("/download/xlsx").content)).sheetnames
        pages = zipfile.ZipFile(io.BytesIO(browser.get("/download/markdown").content))
        assert len(pages.namelist()) == 6
        assert browser.get("/download/html").text.count('class="report"') == 5
        assert browser.get("/download/csv").status_code == 200

    def test_what_there_is_not(self, filled: tuple[TestClient, str]) -> None:
        browser, url = filled
        assert browser.get(f"{url}/download/exe").status_code == 404
        assert browser.get("/download/exe").status_code == 404
        assert browser.get(f"{url}/download/pdf").status_code == 400
        assert client(bench()).get("/download/json").status_code == 404

    def test_the_same_twice_is_the_same_bytes(self, filled: tuple[TestClient, str]) -> None:
        browser, url = filled
        for path in (f"{url}/download/docx", "/download/markdown", "/download/xlsx"):
            assert browser.get(path).content == browser.get(path).content


class TestStore:
    def test_it_is_all_there_again(self, tmp_path: Path) -> None:
        folder = tmp_path / "kept"
        before = client(bench(store=folder))
        url = seed(before, 3)
        rule = first(before, url, "fail")
        before.post(
            f"{url}/decisions",
            data={"rule": rule, "status": "waive", "because": "同意", "until": "2026-12-31"},
        )
        kept = before.get(f"{url}/download/json").content
        after = client(bench(store=folder), cookies=dict(before.cookies))
        assert after.get(f"{url}/download/json").content == kept
        assert seed(after, 1) != url
        assert client(bench(store=folder)).get(url).status_code == 404  # another browser

    def test_only_its_owner_reads_it_and_its_names_tell_nothing(self, tmp_path: Path) -> None:
        browser = client(bench(store=tmp_path / "kept"))
        seed(browser)
        made = list((tmp_path / "kept").rglob("*"))
        for path in [tmp_path / "kept", *made]:
            assert not stat.S_IMODE(path.stat().st_mode) & 0o077
        session = browser.cookies["fazhi-8765"]
        assert not any(session in str(path) or "6613fadd" in str(path) for path in made)

    def test_removed_is_gone_from_the_disk(self, tmp_path: Path) -> None:
        browser = client(bench(store=tmp_path / "kept"))
        browser.post(f"{seed(browser)}/remove")
        assert [path.name for path in (tmp_path / "kept").rglob("*")] == ["fazhi-store.json"]

    @pytest.mark.parametrize("suffix", ["json", "bin"])
    def test_what_is_broken_is_told_and_costs_nothing_else(
        self, tmp_path: Path, suffix: str
    ) -> None:
        folder = tmp_path / "kept"
        before = client(bench(store=folder))
        broken, whole = seed(before), seed(before, 1)
        path = next(folder.rglob(f"{broken.rpartition('/')[2]}.{suffix}"))
        if suffix == "json":
            path.write_bytes(b'{"path": ')
        else:
            path.unlink()
        told: list[str] = []
        after = client(bench(store=folder, told=told), cookies=dict(before.cookies))
        assert after.get(whole).status_code == 200
        page = after.get(broken)
        assert "请重新放入" in page.text
        assert told

    def test_the_folder_of_somebody_else_is_left_alone(self, tmp_path: Path) -> None:
        from checker.errors import CheckerError

        (tmp_path / "mine.txt").write_text("x")
        with pytest.raises(CheckerError, match="已有别的文件"):
            bench(store=tmp_path)
        assert os.listdir(tmp_path) == ["mine.txt"]

    def test_a_path_in_a_cookie_leads_nowhere(self, tmp_path: Path) -> None:
        browser = client(bench(store=tmp_path / "kept"))
        browser.cookies.set("fazhi-8765", "../../../../etc")
        assert browser.get("/").status_code == 200


class TestErrors:
    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [("GET", "/nowhere", 404), ("GET", "/reports", 405), ("POST", "/", 405), ("PUT", "/api/check", 405),
         ("GET", "/api/check", 405), ("GET", "/api/nowhere", 404)],
    )  # fmt: skip
    def test_an_unknown_address(
        self, here: TestClient, method: str, path: str, status: int
    ) -> None:
        answer = here.request(method, path)
        assert answer.status_code == status
        if path.startswith("/api/"):
            assert answer.headers["content-type"] == "application/problem+json"
            assert re.search("[\u4e00-\u9fff]", answer.json()["detail"])
        else:
            assert "回到报告列表" in answer.text

    def test_what_breaks_is_answered_without_a_traceback(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError("secret path /home/x")

        told: list[str] = []
        browser = client(bench(told=told), raise_server_exceptions=False)
        monkeypatch.setattr("checker.web.views.table.page", broken)
        answer = browser.get("/")
        assert answer.status_code == 500
        assert "程序内部出错" in answer.text
        assert "secret" not in answer.text
        assert answer.headers["content-security-policy"]
        assert told == ["内部错误：RuntimeError（/）"]
