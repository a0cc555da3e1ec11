"""Where a batch runs: on this machine, or on a Dask cluster through Dask's own executor."""

from __future__ import annotations

import os
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.corpus import work
from checker.errors import CheckerError

if TYPE_CHECKING:
    from collections.abc import Iterator

DASK = "dask"
_RETRIES = 5  # times that a task may lose its worker


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def local(jobs: int) -> Iterator[Executor]:
    """Judging processes on this machine, each driven by a thread."""
    executor = ThreadPoolExecutor(jobs)
    try:
        yield executor
    finally:
        work.stop()
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def dask(address: str, jobs: int) -> Iterator[Executor]:
    """A Dask cluster at ``HOST:PORT``, or one on this machine where no address is given. Errors:
    ``missing-extra``, ``no-cluster``."""
    try:
        import distributed
    except ImportError as error:
        raise CheckerError(
            "missing-extra", "用 Dask 集群要先安装：pip install 'fazhi-checker[cluster]'。"
        ) from error
    try:
        library: Any = distributed  # it has no types
        cluster = None if address else library.LocalCluster(n_workers=jobs, threads_per_worker=1)
        client = library.Client(f"tcp://{address}" if address else cluster, timeout="10s")
    except OSError as error:
        raise CheckerError(
            "no-cluster",
            f"连不上 Dask 集群 {address}，请看调度器是否已经启动、地址和端口是否正确。",
        ) from error
    try:
        yield client.get_executor(pure=False, retries=_RETRIES)
    finally:
        client.close()
        if cluster is not None:
            cluster.close()
