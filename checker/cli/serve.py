"""``fazhi serve``: the workbench in the browser."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
from datetime import date
from typing import TYPE_CHECKING

from checker.cli import _exceptions, _options, _output
from checker.errors import CheckerError, reason

if TYPE_CHECKING:
    import uvicorn

    from checker.cli._parser import Parser
    from checker.web.bench import Bench
    from checker.web.judging import Judge

HELP = "在浏览器里检查：拖入报告，看原文、缺项、数字，下载结果"
_EXAMPLE = """例：
  fazhi serve
  fazhi serve --store 工作台 --port 9000
  FAZHI_TOKEN=… fazhi serve --host 0.0.0.0       # 让别的电脑也能打开，要有口令

默认只有本机能打开。文件只在内存里处理，停下就清空；--store 把报告和认定存在那个文件夹里，下次接着用。
按 Ctrl+C 结束。退出码：0 已结束；2 端口、规则或参数不可用。"""
_PORT = 8765
_TOKEN = "FAZHI_TOKEN"  # noqa: S105 -- the variable's name
_TOKEN_LENGTH = 16
_MOST_TOKEN = 1000  # bytes
_LAST_PORT = 65535
_PATIENCE = 10  # seconds that a connection may be idle
_BACKLOG = 128


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    add = parser.add_argument
    add(
        "--host",
        default="127.0.0.1",
        metavar="ADDR",
        help="在哪个地址上等候（默认 127.0.0.1，只有本机能打开）；其他地址要有口令",
    )
    add(
        "--port", type=_port, default=_PORT, metavar="N", help=f"端口（默认 {_PORT}；0 自动选一个）"
    )
    add(
        "--token-file",
        metavar="FILE",
        help=f"写着口令的文件（至少 {_TOKEN_LENGTH} 个字符）；也可用环境变量 {_TOKEN}",
    )
    add("--store", metavar="DIR", help="把放入的报告和认定存在这个文件夹里，重新启动后接着用")
    add("--no-browser", action="store_true", help="不自动打开浏览器")
    _options.add_rules(parser)
    _options.add_limits(parser)
    _options.add_gate(parser)
    _exceptions.add_arguments(parser)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text} 不是端口，应是 0 到 {_LAST_PORT} 之间的数")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C. Returns 0. Errors: ``usage``, ``port``, ``store``, those of the rules."""
    from checker.web import guard

    token = _token(args.token_file)
    if not guard.is_loopback(args.host) and not token:
        raise CheckerError(
            "usage",
            f"在 {args.host} 上等候，别的电脑也能打开，必须有口令：用 --token-file 给出写着口令的文件，"
            f"或设置环境变量 {_TOKEN}（至少 {_TOKEN_LENGTH} 个字符）。",
        )
    judge = _judge(args)
    with _listening(args.host, args.port) as listening:
        port: int = listening.getsockname()[1]
        server = _server(_bench(judge, args.store, token, port))
        shown = f"[{args.host}]" if ":" in args.host else args.host
        url = f"http://{shown}:{port}/"
        _output.say(f"工作台已打开：{url}\n{_note(args.store)}按 Ctrl+C 结束。\n")
        _output.flush()
        if not args.no_browser:
            _open(url)
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    return 0


def _note(store: str | None) -> str:
    return f"报告和认定存在 {store}。" if store else "文件只在内存里处理，停下就清空。"


def _judge(args: argparse.Namespace) -> Judge:
    from checker.web.judging import Judge

    settings = _options.settings(args)
    path = "" if args.no_waivers else _exceptions.baseline(args, settings)
    fixed: date | None = args.today

    def today() -> date:
        return fixed or date.today()  # noqa: DTZ011 - the clerk's own

    return Judge(
        book=_options.load(args, args.fail_on, args.min_score),
        limits=_options.limits(args),
        today=today,
        is_bare=args.no_waivers,
        known=_exceptions.known(path) if path else None,
        baseline=path,
    )


def _bench(judge: Judge, folder: str | None, token: str, port: int) -> Bench:
    from checker.web.bench import Bench
    from checker.web.desk import Desk, Room
    from checker.web.guard import Tickets
    from checker.web.store import Store
    from checker.web.views import names

    store = Store(folder) if folder is not None else None
    return Bench(
        judge=judge,
        desk=Desk(Room(), store),
        names=names.of(judge.book),
        told=lambda line: _output.warn(f"fazhi：{line}"),
        port=port,
        store=store,
        tickets=Tickets(token) if token else None,
    )


def _token(path: str | None) -> str:
    """The token, empty where none is given. Errors: ``usage``."""
    token = os.environ.get(_TOKEN, "")
    if path is not None:
        try:
            with open(path, "rb") as file:
                token = file.read(_MOST_TOKEN).decode("utf-8", "replace")
        except OSError as error:
            raise CheckerError("usage", f"口令文件“{path}”无法读取：{reason(error)}。") from None
    token = token.strip()
    if (token or path is not None) and len(token) < _TOKEN_LENGTH:
        raise CheckerError("usage", f"口令太短，至少要 {_TOKEN_LENGTH} 个字符。")
    return token


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens already, so that whoever is told the address can come. Errors: ``port``."""
    made = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except (OSError, UnicodeError) as error:
        if made is not None:
            made.close()
        raise CheckerError("port", _unusable(host, port, error)) from None
    return made


def _unusable(host: str, port: int, error: Exception) -> str:
    import errno

    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"端口 {port} 已被占用：工作台可能已经开着；也可以用 --port 换一个，0 为自动选择。"
    if number in (errno.EACCES, errno.EPERM):
        return f"没有权限使用端口 {port}，请换一个 1024 以上的端口。"
    return f"不能在 {host} 的端口 {port} 上等候，请核对 --host 和 --port。"


def _open(url: str) -> None:
    """Show the page. A machine without a browser is no error: the address was printed."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _server(bench: Bench) -> uvicorn.Server:
    """What answers, with all that its first answer needs."""
    import logging

    import uvicorn

    from checker.web import app, patience, templating

    # What breaks is answered and told by the application itself; no traceback besides.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
    config = uvicorn.Config(
        app.create(bench),
        http=patience.Patient,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=_PATIENCE,
        timeout_graceful_shutdown=1,
        limit_concurrency=200,
        h11_max_incomplete_event_size=32 * 1024,
    )
    config.load()
    templating.prepared("home.html", "report.html")
    return uvicorn.Server(config)
