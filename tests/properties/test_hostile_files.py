"""Files made to hurt: each is read or refused with a clear message, in bounded time and memory, and the
rest of a run goes on. What fuzzing found before is read again (``tests/fuzz``)."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hostile
import made
import pytest
import raw
import reading

from checker import readers
from checker.cli.main import main
from checker.errors import CheckerError
from checker.readers import _apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST = 15  # seconds of waiting for one file where the machine does other things, too
GROWN = 250  # megabytes by which this process may grow over a file
LIMITS = readers.Limits(seconds=3, memory=700 * 1024 * 1024)
FOUND = sorted(path for path in (reading.ROOT / "tests" / "fuzz" / "corpus").glob("*/*"))
SUFFIX = {"mhtml": "html"}


def _told(name: str, data: bytes, limits: readers.Limits = LIMITS) -> str:
    """The text of a file that is read, or what is wrong with it."""
    try:
        return readers.read(name, data, limits).text
    except CheckerError as error:
        return error.message


def _kind(name: str) -> str:
    """The suffix of a file made to hurt."""
    return name.partition(" ")[0]


def _megabytes() -> int:
    """The most memory that this process has had."""
    resource = pytest.importorskip("resource")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // scale


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_file_made_to_hurt_is_read_or_refused_in_bounds(name: str) -> None:
    data = hostile.FILES[name]()
    kind = _kind(name)
    before, start = _megabytes(), time.monotonic()
    told = _told(f"x.{SUFFIX.get(kind, kind)}", data)
    assert time.monotonic() - start < MOST
    assert _megabytes() - before < GROWN
    assert told.endswith(("。", "\n"))
    assert "文件内容异常" not in told  # what a reader did not foresee


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_fuzzing_began_with_or_found_is_read_or_refused(path: Path) -> None:
    start = time.monotonic()
    told = _told(path.name, path.read_bytes())
    assert time.monotonic() - start < MOST
    assert told
    assert "文件内容异常" not in told


@pytest.mark.parametrize("name", ["html blocks", "html paragraphs", "docx empty paragraphs"])
def test_a_file_read_after_one_that_was_stopped(name: str) -> None:
    kind = _kind(name)
    assert "--limit" in _told(
        f"x.{kind}", hostile.FILES[name](), readers.Limits(seconds=1, memory=2**28)
    )
    page = made.page_of_paragraphs(reading.LEAD).encode()
    assert "推进法治政府建设" in _told("x.html", page)


def test_a_reader_that_dies_is_told_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying(_apart.Worker):
        def ask(self, task: str, data: bytes, limits: readers.Limits) -> dict[str, Any]:
            threading.Timer(0.3, self.process.kill).start()
            return super().ask(task, data, limits)

    _apart.end_all()
    with monkeypatch.context() as patched:
        patched.setattr(_apart, "Worker", Dying)
        assert "中止" in _told("x.html", hostile.FILES["html blocks"]())
    assert "推进法治政府建设" in _told("x.html", made.page_of_paragraphs(reading.LEAD).encode())


def test_an_idle_reader_that_was_killed_is_replaced() -> None:
    page = made.page_of_paragraphs(reading.LEAD).encode()
    assert "推进法治政府建设" in _told("x.html", page)
    for worker in _apart.idle:
        worker.process.kill()
        worker.process.wait()
    assert "推进法治政府建设" in _told("x.html", page)


def test_readers_are_shared_by_threads_but_not_by_forks() -> None:
    page = made.page_of_paragraphs(reading.LEAD).encode()
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(_told("x.html", page))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 8
    assert len(set(texts)) == 1
    if not hasattr(os, "fork"):
        return
    child = os.fork()
    if child == 0:
        os._exit(0 if not _apart.idle and _told("x.html", page) == texts[0] else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert _told("x.html", page) == texts[0]


def test_the_rest_of_a_run_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("html blocks", "docx empty paragraphs", "pdf looping pages", "docx crowd", "ofd pages")
    for number, name in enumerate(names):
        (tmp_path / f"{number}.{_kind(name)}").write_bytes(hostile.FILES[name]())
    (tmp_path / "9.html").write_text(made.page_of_paragraphs(reading.LEAD), encoding="utf-8")
    with (tmp_path / "一行.txt").open("wb") as file:
        file.truncate(2 * 1024**3)
    code = main(["check", str(tmp_path), "--format", "json", "--limit", "seconds=2"])
    result = json.loads(capsys.readouterr().out)
    assert code == 2
    assert len(result["reports"]) == 1
    assert len(result["errors"]) == len(names) + 1
    assert all(error["message"].endswith("。") for error in result["errors"])


@pytest.fixture
def server() -> Iterator[tuple[int, list[object]]]:
    """A port that listens, and who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                came.append(connection)
                connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        yield listening.getsockname()[1], came
        done.set()
        thread.join()


def _page_with_links(address: str) -> bytes:
    head = f"<base href='{address}'><link rel=stylesheet href='{address}/a.css'><script src='{address}/s.js'>"
    body = f"<img src='{address}/p.png'><iframe src='{address}/f.html'></iframe><p>{'全年3件。' * 50}</p>"
    return (
        f"<html><head><meta charset=utf-8>{head}</script></head><body>{body}</body></html>".encode()
    )


def _document_with_links(address: str) -> bytes:
    external = f'TargetMode="External" Target="{address}/t.dotx"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    return raw.package(
        {
            "word/document.xml": raw.linked(address),
            "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="r" Type="{kind}" {external}/>'
            "</Relationships>",
        }
    )


def _rich_with_links(address: str) -> bytes:
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/p.png"}}}}'
    return f"{{\\rtf1\\ansi {field} 2023 \\u24180? 3 \\u20214?\\par}}".encode()


LINKS: dict[str, Callable[[str], bytes]] = {
    "x.html": _page_with_links,
    "x.docx": _document_with_links,
    **({"x.rtf": _rich_with_links} if made.OFFICE else {}),
}


@pytest.mark.parametrize("name", LINKS)
def test_nothing_is_fetched(name: str, server: tuple[int, list[object]]) -> None:
    port, came = server
    assert "3" in _told(name, LINKS[name](f"http://127.0.0.1:{port}"), readers.DEFAULT)
    assert came == []


def test_nothing_is_written_beside_or_above_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    names = ("../above.txt", "/abs.txt", "..\\above.txt", "word/document.xml", "OFD.xml")
    data = raw.package(dict.fromkeys(names, b"<a>3</a>"))
    for suffix in ("docx", "ofd", "zip"):
        path = folder / f"x.{suffix}"
        path.write_bytes(data)
        assert main(["check", str(path)]) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "inner",
        "x.docx",
        "x.ofd",
        "x.zip",
    ]
    assert not Path("/abs.txt").exists()
