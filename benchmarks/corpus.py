"""Many distinct reports, made from the gold reports and the seeds by substitution; and poison among them.

``corpus.py FOLDER COUNT [POISON]`` writes COUNT files, of which one in a hundred (or POISON in a thousand) is
no report at all: a bomb, an endless line, a PDF cut off, bytes. The same number gives the same report.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEAST, MOST = 10_000, 20_000  # bytes
_PLACES = "松柳榆桐梅兰竹菊云溪石岭江河湖泉沙田林原"
_NUMBER = re.compile(r"(?<![\d.])(?!20[0-3]\d年)\d{1,4}(?=[余多]?[件次场人份个条项期名户家])")
_SENTENCE = re.compile(r"[^。\n]+[。\n]")
_NAMES = re.compile(r"[\u4e00-\u9fff]{2}(?=[镇乡]|街道|县|区)")


@cache
def _bases() -> list[str]:
    files = [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "gold").rglob("*.txt")]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(files)]
    return [text for text in texts if len(text.encode()) > LEAST // 2]


@cache
def _spare() -> list[str]:
    """Sentences with which a report that is too short is filled up."""
    found = [s for text in _bases() for s in _SENTENCE.findall(text) if 20 < len(s) < 160]
    return sorted(set(found))


def report(number: int) -> str:
    """The report of a number: another's text with its figures, names and some sentences exchanged."""
    chance = random.Random(number)  # noqa: S311 - the same number, the same report
    text = chance.choice(_bases())
    name = "".join(chance.sample(_PLACES, 2))
    text = _NAMES.sub(lambda found: name if chance.random() < 0.8 else found[0], text)
    text = _NUMBER.sub(
        lambda found: (
            str(chance.randint(1, 3 * int(found[0]) + 9)) if chance.random() < 0.5 else found[0]
        ),
        text,
    )
    lines = text.split("\n")
    wanted = chance.randint(LEAST, MOST)
    while sum(len(line.encode()) + 1 for line in lines) < wanted:
        at = chance.randrange(len(lines) // 3, max(len(lines) // 3 + 1, 2 * len(lines) // 3))
        lines[at] += chance.choice(_spare()).strip()
    return "\n".join(lines) + f"\n（{number}）\n"


def poison(number: int) -> tuple[str, bytes]:
    """Something that is no report, by its number: its suffix and bytes."""
    chance = random.Random(number)  # noqa: S311 - as above
    kind = number // 100 % 5
    if kind == 0:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", b"<w>" + b" " * 80_000_000)
        return ".docx", out.getvalue()
    if kind == 1:
        return ".txt", ("某镇2024年法治政府建设年度报告\n" + "行政诉讼1件," * 20_000).encode()
    if kind == 2:
        return ".pdf", b"%PDF-1.7\n1 0 obj <</Type/Catalog" + chance.randbytes(3000)
    if kind == 3:
        return ".txt", chance.randbytes(20_000)
    return ".html", b"<table>" * 60_000


def main() -> None:
    """Write the files, a thousand to a folder."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    every = 1000 // int(sys.argv[3]) if len(sys.argv) > 3 and int(sys.argv[3]) else 0
    for number in range(count):
        at = folder / f"{number // 1000:03}"
        at.mkdir(parents=True, exist_ok=True)
        if every and number % every == every - 1:
            suffix, data = poison(number)
            (at / f"{number:06}{suffix}").write_bytes(data)
        else:
            (at / f"{number:06}.txt").write_text(report(number), encoding="utf-8")


if __name__ == "__main__":
    main()
