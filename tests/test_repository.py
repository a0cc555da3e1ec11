"""A repository of thirty reports with the hook in it, as a district would have it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
TEXT = """{name}2025年法治政府建设年度报告
2025年，{name}认真推进法治政府建设，现将有关情况报告如下。
一、主要举措和成效
党委书记、镇长履行推进法治建设第一责任人职责，主持召开会议研究法治工作{n}次，听取汇报{n}次。
镇党委理论学习中心组专题学习习近平法治思想{n}次。办理行政处罚案件{n}2件，开展行政检查{n}6次。
未制定行政规范性文件。合法性审查合同{n}5件。主动公开政府信息{n}20条。开展普法宣讲{n}3场，{n}400人次参加。
本年度作为被申请人的行政复议案件{n}件，被诉行政诉讼案件{n}件，负责人出庭应诉{n}件。
二、存在的不足
一是执法人员业务能力不强，因人员轮岗频繁、培训不足，今年有1件案件文书不规范。
二是普法方式单一，原因是专职普法人员只有2名。
三、2026年工作安排
一是在6月底前举办执法培训4期，覆盖全部持证人员。
二是增配普法专员3名，每季度进村宣讲不少于2场。
"""
CONFIG = """repos:
  - repo: {hooks}
    rev: v1.0.0
    hooks:
      - id: fazhi-check
        language: unsupported
        files: ^报告/
        args: [--fail-on=warning, --baseline=fazhi-baseline.json, --today={today}]
"""
WAIVER = """waivers:
  - rule: statutory/causes
    files: [报告/07*.txt]
    because: 县司法局同意下月补报原因分析
    until: 2026-06-30
    by: 王五
"""


def _environment(home: Path) -> dict[str, str]:
    kept = {n: os.environ[n] for n in ("TMPDIR", "SYSTEMROOT") if n in os.environ}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    names = {
        f"GIT_{who}_{what}": "t@t" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    quiet = {"GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
    return {**kept, **names, **quiet, "PATH": path, "HOME": str(home)}


class Repository:
    """A working tree with git and the hook."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "repo"
        self.environment = _environment(folder)
        self.hooks = folder / "hooks"
        for made in (self.folder / "报告", self.hooks):
            made.mkdir(parents=True)
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", self.hooks)
        for where in (self.hooks, self.folder):
            self.run("git", "init", "--quiet", where=where)
        self.run("git", "add", "-A", where=self.hooks)
        self.run("git", "commit", "--quiet", "-m", "hooks", where=self.hooks)
        self.run("git", "tag", "v1.0.0", where=self.hooks)

    def run(
        self, *command: str, where: Path | None = None, fails: bool = False
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            cwd=where or self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done

    def configure(self, today: str) -> None:
        text = CONFIG.format(hooks=self.hooks.as_uri(), today=today)
        (self.folder / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")

    def report(self, number: int) -> Path:
        return self.folder / "报告" / f"{number:02}镇.txt"

    def commit(self, *, fails: bool = False) -> str:
        self.run("git", "add", "-A")
        done = self.run("git", "commit", "-m", "reports", fails=fails)
        return done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    for number in range(1, 31):
        name = f"第{number}镇"
        text = TEXT.format(name=name, n=number % 9 + 1)
        if number % 5 == 0:  # gaps of old: no causes
            text = re.sub("，因人员轮岗频繁、培训不足|，原因是专职普法人员只有2名", "", text)
        made.report(number).write_text(text, encoding="utf-8")
    made.configure("2026-05-01")
    made.run("fazhi", "baseline", "报告")
    made.run("pre-commit", "install")
    made.commit()
    return made


@pytest.mark.skipif(shutil.which("git") is None, reason="git")
def test_only_new_gaps_block_and_waivers_end(repository: Repository) -> None:
    sound = repository.report(7).read_text(encoding="utf-8")
    # the lines move: nothing is new, in a report that has gaps of old neither
    for number in (5, 7):
        path = repository.report(number)
        path.write_text("\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    repository.commit()

    # a gap is added: the commit is blocked, and the gap is named
    without = re.sub("，因人员轮岗频繁、培训不足|，原因是专职普法人员只有2名", "", sound)
    assert without != sound
    repository.report(7).write_text(without, encoding="utf-8")
    said = repository.commit(fails=True)
    assert "报告/07镇.txt" in said
    assert "不足的原因" in said
    assert "新增" in said

    # it is waived: the commit passes
    (repository.folder / "fazhi.yaml").write_text(WAIVER, encoding="utf-8")
    repository.commit()

    # the waiver has ended: the next change of the report is blocked, and the end is named
    repository.configure("2026-07-01")
    repository.report(7).write_text(without + "\n", encoding="utf-8")
    said = repository.commit(fails=True)
    assert "已于 2026-06-30 到期" in said

    # it is mended: the commit passes
    repository.report(7).write_text(sound, encoding="utf-8")
    repository.commit()


@pytest.mark.skipif(shutil.which("git") is None, reason="git")
def test_only_what_changed_since_a_revision_is_judged(repository: Repository) -> None:
    def judged(*more: str) -> list[str]:
        done = repository.run("fazhi", "check", "报告", "--format=json", *more)
        return re.findall(r'^   "path": "(.*)",$', done.stdout, re.MULTILINE)

    never = "--fail-on=never"
    assert len(judged(never)) == 30
    assert judged(never, "--changed=HEAD") == []
    path = repository.report(3)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    new = repository.report(31)
    new.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    assert judged(never, "--changed=HEAD") == ["报告/03镇.txt", "报告/31镇.txt"]
    (repository.folder / "fazhi.yaml").write_text("extends: strict\n", encoding="utf-8")
    assert len(judged(never, "--changed=HEAD")) == 31  # judged otherwise, so all of them
    refused = repository.run("fazhi", "check", "报告", "--changed=nowhere", fails=True)
    assert "没有版本“nowhere”" in refused.stderr
