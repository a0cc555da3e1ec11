"""``fazhi batch`` as users run it: into a store, cut off and gone on with, on any executor."""

from __future__ import annotations

import filecmp
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from checker import pipeline
from checker.corpus import run as corpus
from checker.corpus.bench import Bench
from checker.corpus.executors import dask, local
from checker.corpus.judging import digest
from checker.corpus.nouns import Listed, Setup
from checker.corpus.store import Store
from checker.corpus.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
GOLD = sorted((ROOT / "tests" / "gold").rglob("*.txt"))[:6]
MAIN = [sys.executable, "-c", "import sys; from checker.cli.main import main; sys.exit(main())"]
HOW_MANY = 150


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _started(*arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*MAIN, "batch", *arguments],
        cwd=cwd,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def _run(*arguments: str, cwd: Path, given: str = "") -> tuple[int, str]:
    done = subprocess.run(
        [*MAIN, "batch", *arguments],
        cwd=cwd,
        env=_environment(),
        input=given.encode(),
        capture_output=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def _rows(store: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for path in sorted((store / "parts").glob(f"*/*/{table}.parquet")):
        found.extend(pq.read_table(path).to_pylist())
    return found


def _same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files, byte for byte."""
    names = sorted(str(p.relative_to(one)) for p in one.rglob("*") if p.is_file())
    if names != sorted(str(p.relative_to(other)) for p in other.rglob("*") if p.is_file()):
        return False
    return filecmp.cmpfiles(one, other, names, shallow=False)[0] == names


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of many distinct reports, some of which cannot be read, and one that is there twice."""
    folder = tmp_path_factory.mktemp("batch") / "报告"
    folder.mkdir()
    for number in range(HOW_MANY):
        text = GOLD[number % len(GOLD)].read_text(encoding="utf-8")
        text = re.sub(
            r"(?<![\d.])\d{2}(?=[件次场人份])",
            lambda found, more=number: str(int(found[0]) + more),  # type: ignore[misc] # both inferred
            text,
        )
        (folder / f"{number:03}.txt").write_text(text[: 600 + number], encoding="utf-8")
    (folder / "060.txt").write_bytes(b"%PDF-1.7 cut off")
    (folder / "061.txt").write_bytes(b"")
    shutil.copy(folder / "000.txt", folder / "149.txt")
    return folder


@pytest.fixture(scope="module")
def whole(reports: Path) -> Path:
    """The store of an uninterrupted run."""
    store = reports.parent / "store"
    status, said = _run("报告", "--store", "store", "--jobs", "2", cwd=reports.parent)
    assert status == 2, said
    assert f"共 {HOW_MANY} 份：新检查 147 份，以前已检查（或内容相同）1 份，不能检查 2 份" in said
    return store


def test_a_store_holds_what_a_check_says(reports: Path, whole: Path) -> None:
    book = pipeline.book()
    held = {row["path"]: row for row in _rows(whole, "assessments")}
    outcomes = _rows(whole, "outcomes")
    for number in (1, 17, 93):
        path = f"报告/{number:03}.txt"
        report = pipeline.assess_bytes(path, (reports.parent / path).read_bytes(), book)
        assert not hasattr(report, "code")
        row = held[path]
        assert row["title"] == (report.facts.title and report.facts.title.value)
        stored = {o["rule"]: o["status"] for o in outcomes if o["content"] == row["content"]}
        assert stored == {o.rule.id: o.status for o in report.outcomes}


def test_what_cannot_be_read_is_recorded(whole: Path) -> None:
    failed = {row["path"]: row["code"] for row in _rows(whole, "failures")}
    assert failed.keys() == {"报告/060.txt", "报告/061.txt"}
    assert failed["报告/061.txt"] == "empty"
    given = {row["path"] for row in pq.read_table(whole / "inputs.parquet").to_pylist()}
    assert len(given) == HOW_MANY


def test_what_is_known_is_not_judged_again(reports: Path, whole: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(whole, store)
    status, said = _run("报告", "--store", str(store), cwd=reports.parent)
    assert status == 0
    assert "新检查 0 份" in said
    assert _same(store, whole)
    renamed = tmp_path / "改名"
    shutil.copytree(reports, renamed)
    (renamed / "002.txt").write_text(
        "某某镇2024年法治政府建设年度报告\n开展培训3次。", encoding="utf-8"
    )
    status, said = _run("改名", "--store", str(store), cwd=tmp_path)
    assert "新检查 1 份" in said
    rules = tmp_path / "rules" / "own"
    rules.mkdir(parents=True)
    (rules / "_overlay.yaml").write_text(
        "rules:\n  statutory/plan:\n    weight: 9\n".replace(
            "statutory/plan", "work/legal-counsel"
        ),
        encoding="utf-8",
    )
    status, said = _run("改名", "--store", str(store), "--rules", str(rules), cwd=tmp_path)
    assert "新检查 147 份" in said, said


def test_a_list_and_a_zip(reports: Path, tmp_path: Path) -> None:
    paths = "\n".join(str(reports / f"{n:03}.txt") for n in range(5))
    status, said = _run("-", "--store", "一", cwd=tmp_path, given=paths)
    assert (status, "新检查 5 份" in said) == (0, True), said
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        for number in range(7):
            archive.write(reports / f"{number:03}.txt", f"{number}.txt")
    status, said = _run("全部.zip", "--store", "一", cwd=tmp_path)
    assert (status, "新检查 2 份，以前已检查（或内容相同）5 份" in said) == (0, True), said


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_to_the_same_store(
    reports: Path, whole: Path, tmp_path: Path
) -> None:
    chance = random.Random(9)  # noqa: S311 - when to kill
    kills = 0
    while kills < 20:
        process = _started(
            "报告", "--store", str(tmp_path / "store"), "--jobs", "2", cwd=reports.parent
        )
        time.sleep(chance.uniform(0.2, 1.6))
        children = _children(process.pid)
        if children and chance.random() < 0.5:
            for _ in range(2):
                _kill(chance.choice(children))
                kills += 1
                time.sleep(chance.uniform(0.05, 0.5))
        if process.poll() is not None:
            shutil.rmtree(tmp_path / "store", ignore_errors=True)
        _kill(process.pid)
        process.communicate()
        kills += 1
    status, said = _run(
        "报告", "--store", str(tmp_path / "store"), "--jobs", "2", cwd=reports.parent
    )
    assert status in (0, 2), said
    assert _same(tmp_path / "store", whole)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children") if listed.exists() else ():
        found.extend(map(int, task.read_text().split()))
    return found


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_interrupted_it_says_how_to_go_on(reports: Path, tmp_path: Path) -> None:
    process = _started("报告", "--store", str(tmp_path / "store"), cwd=reports.parent)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    assert process.returncode in (130, 2), said.decode()
    if process.returncode == 130:
        assert "再运行同一条命令就接着做" in said.decode()
    assert not [p for p in _children(os.getpid()) if "corpus.child" in _command(p)]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def _setup(seconds: float = 60.0, memory: int = 4 << 30) -> Setup:
    book = pipeline.excepting(pipeline.book(), today=None)
    name = digest(book, None, (), (seconds, float(memory)))
    return Setup((), None, None, (), seconds, memory, name)


@pytest.fixture
def benches() -> Iterator[list[Bench]]:
    made: list[Bench] = []
    yield made
    for bench in made:
        bench.stop()


def _failed(written: tuple[bytes, bool], bench: Bench) -> str:
    assert written[1]
    tables = bench.tables([written[0]])
    import io

    (row,) = pq.read_table(io.BytesIO(tables["failures"])).to_pylist()
    return str(row["code"])


def test_too_slow_costs_only_itself(benches: list[Bench]) -> None:
    bench = Bench(_setup(seconds=0.8))
    benches.append(bench)
    endless = "".join(f"第{n}项工作完成{n}件,同比增长{n % 90}%;" for n in range(120_000)).encode()
    assert _failed(bench.rows("long.txt", endless, "c"), bench) == "too-slow"
    assert not bench.rows("good.txt", GOLD[0].read_bytes(), "d")[1]


def test_too_much_memory_costs_only_itself(benches: list[Bench]) -> None:
    bench = Bench(_setup(memory=330 << 20))
    benches.append(bench)
    endless = "".join(f"第{n}项工作完成{n}件,同比增长{n % 90}%;" for n in range(150_000)).encode()
    assert _failed(bench.rows("long.txt", endless, "c"), bench) in ("too-much-memory", "crashed")
    assert not bench.rows("good.txt", GOLD[0].read_bytes(), "d")[1]


def test_other_rules_are_refused(benches: list[Bench]) -> None:
    bench = Bench(_setup()._replace(digest="0" * 16))
    benches.append(bench)
    with pytest.raises(Exception, match="规则或程序版本"):
        bench.rows("good.txt", GOLD[0].read_bytes(), "d")


def test_two_at_once_do_not_write_one_store(reports: Path, tmp_path: Path) -> None:
    with Store(str(tmp_path / "store")):
        status, said = _run("报告", "--store", str(tmp_path / "store"), cwd=reports.parent)
    assert (status, "另一个批量检查正在写" in said) == (2, True)


def test_a_folder_of_other_things_is_refused(reports: Path) -> None:
    status, said = _run("报告/001.txt", "--store", "报告", cwd=reports.parent)
    assert (status, "文件夹里有别的东西" in said) == (2, True)


def _listed(reports: Path) -> Sequence[Listed]:
    from checker.cli.batch import _local  # what the command lists
    from checker.readers import DEFAULT

    here = os.getcwd()
    os.chdir(reports.parent)
    try:
        return list(_local("报告", DEFAULT, "", carried=True))
    finally:
        os.chdir(here)


def test_one_process_gives_the_same_bytes(reports: Path, whole: Path, tmp_path: Path) -> None:
    with Store(str(tmp_path / "one")) as store, local(1) as executor:
        corpus.run(_listed(reports), store, _setup(), executor, at_once=1, tell=lambda _: None)
    assert _same(tmp_path / "one", whole)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_on_dask_with_a_worker_killed(reports: Path, whole: Path, tmp_path: Path) -> None:
    killed: list[int] = []
    with Store(str(tmp_path / "dask")) as store, dask("", 2) as executor:

        def tell(done: corpus.Progress) -> None:
            if done.judged > 20 and not killed:
                pids = executor._client.run(os.getpid)  # type: ignore[attr-defined]  # noqa: SLF001
                killed.append(min(pids.values()))
                _kill(killed[0])

        corpus.run(_listed(reports), store, _setup(), executor, at_once=6, tell=tell)
    assert killed
    assert _same(tmp_path / "dask", whole)


@pytest.mark.filterwarnings("ignore")
def test_reports_in_an_s3_store(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        system = s3fs.S3FileSystem(endpoint_url=f"http://{host}:{port}", skip_instance_cache=True)
        system.mkdir("province")
        for number in range(12):
            system.put(str(reports / f"{number:03}.txt"), f"province/2024/{number:03}.txt")
        address = "s3://province/2024"
        status, said = _run(address, "--store", "store", cwd=tmp_path)
        assert (status, "新检查 12 份" in said) == (0, True), said
        status, said = _run(address, "--store", "store", cwd=tmp_path)
        assert (status, "新检查 0 份" in said) == (0, True), said
        system.pipe(
            "province/2024/003.txt", "某某镇2024年法治政府建设年度报告\n开展培训3次。".encode()
        )
        status, said = _run(address, "--store", "store", cwd=tmp_path)
        assert (status, "新检查 1 份" in said) == (0, True), said
        given = pq.read_table(tmp_path / "store" / "inputs.parquet").to_pylist()
        assert all(len(str(row["content"])) == 64 for row in given)
    finally:
        server.stop()


def test_every_table_is_in_every_part(whole: Path) -> None:
    for part in (whole / "parts").glob("*/*"):
        assert {p.stem for p in part.iterdir()} == set(TABLES)
    assert json.loads((whole / "store.json").read_text()) == {"format": 1}
