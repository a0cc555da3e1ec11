"""``fazhi serve`` as a command: what it listens on, refuses, survives and leaves behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx2 as httpx
import pytest
from workbench import started

if TYPE_CHECKING:
    from pathlib import Path

_RUN = "import sys; from checker.cli.main import main; sys.exit(main())"
_COMMAND = [sys.executable, "-c", _RUN, "serve", "--no-browser", "--port", "0"]
_REPORT = "某某镇2025年法治政府建设年度报告\n" + "一、主要举措和成效\n开展法治宣传20场。\n" * 20
_LONG = 30  # seconds
_SHORT = "short"


def refused(folder: Path, *options: str, **environment: str) -> str:
    """What the command says on its way out, with exit status 2."""
    ended = subprocess.run(
        [*_COMMAND, *options],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_LONG,
        check=False,
        env={**os.environ, **environment},
    )
    assert ended.returncode == 2
    assert not ended.stdout
    assert "Traceback" not in ended.stderr
    return ended.stderr


def put(browser: httpx.Client, url: str) -> str:
    answer = browser.post(f"{url}reports", data={"text": _REPORT}, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with started(tmp_path) as server:
        port = httpx.URL(server.url).port or 0
        others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
        for address in {str(other) for other in others if not str(other).startswith("127.")}:
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address, port), 1).close()
        assert httpx.get(server.url).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 -- it is refused
def test_elsewhere_only_with_a_token(tmp_path: Path, host: str) -> None:
    assert "必须有口令" in refused(tmp_path, "--host", host, FAZHI_TOKEN="")
    assert "至少要 16 个字符" in refused(tmp_path, "--host", host, FAZHI_TOKEN=_SHORT)
    (tmp_path / "token").write_text("short\n")
    assert "至少要 16 个字符" in refused(tmp_path, "--token-file", "token")
    assert "无法读取" in refused(tmp_path, "--token-file", "nowhere")


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert f"端口 {port} 已被占用" in refused(tmp_path, "--port", port)


def test_what_cannot_be_used_is_told_before_anything_opens(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert "已有别的文件" in refused(tmp_path, "--store", ".")
    assert "不能使用文件夹" in refused(tmp_path, "--store", "mine.txt")
    assert "不是端口" in refused(tmp_path, "--port", "65536")
    (tmp_path / "fazhi.yaml").write_text("rules: {no/such: skip}\n")
    assert "no/such" in refused(tmp_path)


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    with started(tmp_path) as server:
        httpx.get(server.url)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(_LONG) == 0


def test_killed_and_started_again_nothing_is_left_without_a_store(tmp_path: Path) -> None:
    with httpx.Client() as browser:
        with started(tmp_path) as server:
            where = put(browser, server.url)
            assert browser.get(f"{server.url}{where[1:]}").status_code == 200
            port = str(httpx.URL(server.url).port)
            server.kill()
        with started(tmp_path, "--port", port) as server:
            gone = browser.get(f"{server.url}{where[1:]}")
            assert gone.status_code == 404
            assert "停下就清空" in gone.text
            put(browser, server.url)
    assert not list(tmp_path.iterdir())


def test_killed_and_started_again_a_store_has_it_all(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with httpx.Client() as browser:
        with started(tmp_path, "--store", str(folder)) as server:
            where = put(browser, server.url)
            made = browser.get(f"{server.url}{where[1:]}/download/json").content
            port = str(httpx.URL(server.url).port)
            server.kill()
        with started(tmp_path, "--store", str(folder), "--port", port) as server:
            assert browser.get(f"{server.url}{where[1:]}/download/json").content == made


def test_who_sends_nothing_or_half_a_request_does_not_keep_others_waiting(tmp_path: Path) -> None:
    with started(tmp_path) as server:
        address = ("127.0.0.1", httpx.URL(server.url).port or 0)
        idle = [socket.create_connection(address, _LONG) for _ in range(50)]
        for each in idle:
            each.sendall(
                b"POST /reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\nhalf"
            )
        begun = time.monotonic()
        assert httpx.get(server.url).status_code == 200
        assert time.monotonic() - begun < 5
        for each in idle:
            each.close()
        assert httpx.get(server.url).status_code == 200


def test_a_head_without_end_is_cut(tmp_path: Path) -> None:
    with started(tmp_path) as server:
        address = ("127.0.0.1", httpx.URL(server.url).port or 0)
        with socket.create_connection(address, _LONG) as line:
            line.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000)
            answer = line.recv(1000)
        assert re.match(rb"HTTP/1.1 4\d\d", answer)
        assert httpx.get(server.url).status_code == 200


def test_nothing_is_told_of_the_inside(tmp_path: Path) -> None:
    with started(tmp_path) as server:
        answer = httpx.get(server.url)
        assert "server" not in answer.headers
