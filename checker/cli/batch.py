"""``fazhi batch``: judge many reports into a store that goes on where it was cut off."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from typing import TYPE_CHECKING

from checker.cli import _inputs, _options, _output
from checker.errors import CheckerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from checker.cli._parser import Parser
    from checker.corpus.nouns import Listed, Setup
    from checker.corpus.run import Progress
    from checker.readers import Limits

HELP = "成批检查很多报告，结果存成 Parquet，中断后可以接着做"
_EXAMPLE = """例：
  fazhi batch 全省报告 --store 结果
  find . -name '*.docx' | fazhi batch - --store 结果 --jobs 8
  fazhi batch s3://桶/2025/ --store 结果
  fazhi batch 全省报告 --store 结果 --executor dask://10.0.0.5:8786

已经按同一套规则检查过的报告不再检查；规则改了会重新检查。按 Ctrl+C 可以停下，再运行同一条命令就接着做。
存的是规则本身的结论：豁免、人工认定和基线不计。

退出码：0 全部检查完；2 有文件、规则或参数不可用（能检查的都已检查并存好）；130 中途停下。"""
_SECONDS, _MEGABYTES = 60.0, 4096
_AHEAD = 2  # chunks that wait for each one that is judged
_EVERY = 0.5  # seconds between two words on the progress at a terminal
_SELDOM = 30.0  # … and where nobody watches
_STOPPED = 130


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    add = parser.add_argument
    add(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="文件、文件夹（含下级）、通配符、zip、s3:// 等地址；- 为标准输入里的路径清单，一行一个",
    )
    add("--store", required=True, metavar="DIR", help="结果存在这个文件夹（空的，或以前存过的）")
    add("--jobs", type=_options.count, metavar="N", help="同时检查几份（默认：处理器个数）")
    add(
        "--executor",
        metavar="dask[://HOST:PORT]",
        help="在 Dask 集群上运行；不写地址时在本机起一个",
    )
    add(
        "--seconds",
        type=_options.count,
        default=int(_SECONDS),
        metavar="N",
        help="一份报告最多用几秒（默认 60）",
    )
    add(
        "--memory",
        type=_options.count,
        default=_MEGABYTES,
        metavar="MB",
        help="一份报告最多用多少内存（默认 4096）",
    )
    _options.add_rules(parser)
    _options.add_limits(parser)
    add("--quiet", "-q", action="store_true", help="不显示进度")


def run(args: argparse.Namespace) -> int:
    """Judge what is not judged yet. Returns 0; 2 when any input was unusable; 130 when stopped."""
    _needed()
    from checker.corpus import run as corpus
    from checker.corpus.executors import cores
    from checker.corpus.store import Store

    setup = _setup(args)
    jobs = args.jobs or cores()
    shown = _Shown(quiet=args.quiet)
    try:
        with Store(args.store) as store, _executor(args.executor, jobs) as executor:
            done = corpus.run(
                _listed(args, carried=args.executor is not None),
                store,
                setup,
                executor,
                at_once=jobs * (1 + _AHEAD),
                tell=shown.tell,
            )
    except KeyboardInterrupt:
        shown.end()
        _output.warn(f"fazhi：已停下。做完的部分在 {args.store} 里，再运行同一条命令就接着做。")
        return _STOPPED
    shown.end()
    _output.say(_summary(done, args.store))
    return 2 if done.failed else 0


def _needed() -> None:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise CheckerError(
            "missing-extra", "批量检查要先安装：pip install 'fazhi-checker[batch]'。"
        ) from error


def _setup(args: argparse.Namespace) -> Setup:
    from checker import pipeline
    from checker.corpus import judging
    from checker.corpus.nouns import Setup

    settings = _options.settings(args)
    book = pipeline.book(args.rules, settings=settings, profile=args.profile)
    if book.exceptions.decisions:
        _output.warn("fazhi：设置里的豁免和人工认定在批量检查里不计，存的是规则本身的结论。")
    judging.readers_limits(args.limit)
    bounds = float(args.seconds), args.memory << 20
    digest = judging.digest(book, args.profile, args.limit, (bounds[0], float(bounds[1])))
    return Setup(
        tuple(args.rules), settings, args.profile, tuple(args.limit), bounds[0], bounds[1], digest
    )


def _executor(wanted: str | None, jobs: int) -> AbstractContextManager[Executor]:
    from checker.corpus import executors

    if wanted is None:
        return executors.local(jobs)
    name, _, address = wanted.partition("://")
    if name != executors.DASK or "/" in address:
        raise CheckerError("usage", f"--executor {wanted} 不对，应写作 dask 或 dask://主机:端口。")
    return executors.dask(address, jobs)


def _listed(args: argparse.Namespace, *, carried: bool) -> Iterator[Listed]:
    """Every input once. ``carried``: as bytes, for those who do not see this machine's files."""
    from checker.corpus import remote

    limits = _options.limits(args)
    taken: set[str] = set()
    for source in _sources(args.sources):
        found = (
            remote.listed(source)
            if remote.is_address(source)
            else _local(source, limits, args.store, carried=carried)
        )
        for item in found:
            if item.path not in taken:
                taken.add(item.path)
                yield item


def _sources(sources: Sequence[str]) -> Iterator[str]:
    """The sources with the list on standard input in its place."""
    for source in sources:
        if source != _inputs.STDIN:
            yield source
            continue
        for line in sys.stdin:
            if path := line.rstrip("\r\n"):
                yield path


def _local(source: str, limits: Limits, store: str, *, carried: bool) -> Iterator[Listed]:
    from checker.corpus.nouns import Listed

    for found in _inputs.collect([source], store, limits):
        path = found.input.path
        if found.is_own:
            continue
        try:
            data = found.input.load()
        except CheckerError as error:
            yield Listed(path, "", code=error.code, message=error.message)
            continue
        content = hashlib.sha256(data).hexdigest()
        is_file = found.real != _inputs.STDIN and not carried and os.path.isfile(found.real)
        yield Listed(path, found.real if is_file else data, content, len(data))


class _Shown:
    """The progress on standard error: one line that changes at a terminal, else a line now and then."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.is_live = sys.stderr.isatty()
        self.start = self.last = time.monotonic()
        self.wide = 0

    def tell(self, done: Progress) -> None:
        """Say how far it has come, unless that was said a moment ago."""
        now = time.monotonic()
        if done.judged + done.failed == 0:
            self.start = now  # the plan is made
        elif now - self.last < (_EVERY if self.is_live else _SELDOM):
            return
        if self.quiet or (not self.is_live and done.total == 0):
            return
        self.last = now
        line = f"fazhi：{_progress(done, now - self.start)}"
        if self.is_live:
            sys.stderr.write("\r" + line.ljust(self.wide))
            sys.stderr.flush()
            self.wide = len(line)
        else:
            _output.warn(line)

    def end(self) -> None:
        """Leave the line that changes."""
        if self.wide:
            sys.stderr.write("\n")
            self.wide = 0


def _progress(done: Progress, seconds: float) -> str:
    count = done.judged + done.failed
    told = f"共 {done.total} 份，已检查 {count + done.known} 份"
    if done.failed:
        told += f"，其中 {done.failed} 份不能检查"
    if not count or not seconds:
        return told
    rate = count / seconds
    return f"{told}，每秒 {rate:.1f} 份，约剩 {_time(done.left / rate)}"


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60} 小时 {minutes % 60} 分"
    return f"{minutes} 分钟" if seconds >= 90 else f"{round(seconds)} 秒"


def _summary(done: Progress, store: str) -> str:
    told = f"共 {done.total} 份：新检查 {done.judged} 份，以前已检查（或内容相同）{done.known} 份"
    if done.failed:
        told += f"，不能检查 {done.failed} 份（原因见 fazhi query {store} 的 failures 表）"
    return f"{told}。结果在 {store}。\n"
