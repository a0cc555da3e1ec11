"""Comments of a Word document read back by another library than the one that writes them (lxml)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_MARKS = ("commentRangeStart", "commentRangeEnd")
_UNREAD = ("del", "moveFrom", "Fallback", "pPr")


class Comment(NamedTuple):
    """A comment: who wrote it, its paragraphs, and the words that it stands at."""

    author: str
    lines: tuple[str, ...]
    words: str


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def comments(data: bytes) -> dict[str, Comment]:
    """The comments of a document by their numbers."""
    held = parts(data)
    if "word/comments.xml" not in held:
        return {}
    words = _anchored(etree.fromstring(held["word/document.xml"]))
    found = {}
    for element in etree.fromstring(held["word/comments.xml"]).iter("{*}comment"):
        lines = tuple("".join(t.text or "" for t in p.iter("{*}t")) for p in element.iter("{*}p"))
        number = _value(element, "id")
        assert number not in found, "two comments of one number"
        found[number] = Comment(_value(element, "author"), lines, words.pop(number))
    assert not words, "ranges without a comment"
    return found


def _value(element: Any, name: str) -> str:  # noqa: ANN401 -- lxml has no types
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def _anchored(root: Any) -> dict[str, str]:  # noqa: ANN401
    """The words between the beginning and the end of each comment; each has both and one sign."""
    open_: dict[str, list[str]] = {}
    closed: dict[str, str] = {}
    signs = []
    for element in _seen(root):
        name = etree.QName(element).localname
        if name == "commentRangeStart":
            open_[_value(element, "id")] = []
        elif name == "commentRangeEnd":
            closed[_value(element, "id")] = "".join(open_.pop(_value(element, "id")))
        elif name == "commentReference":
            signs.append(_value(element, "id"))
        elif name in ("t", "noBreakHyphen"):
            for words in open_.values():
                words.append(element.text or "" if name == "t" else "-")
    assert not open_
    assert sorted(signs) == sorted(closed)
    return closed


def _seen(element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Elements in order, without what was deleted or is only there for older programs."""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _UNREAD:
            yield child
            yield from _seen(child)


def body(data: bytes) -> bytes:
    """The text's XML in canonical form without comments, runs of one form joined."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    for mark in [e for e in root.iter("{*}*") if etree.QName(e).localname in _MARKS]:
        mark.getparent().remove(mark)
    for sign in list(root.iter("{*}commentReference")):
        run = sign.getparent()
        assert len([c for c in run if etree.QName(c).localname != "rPr"]) == 1
        run.getparent().remove(run)
    for run in list(root.iter("{*}r")):
        _join(run)
    for text in root.iter("{*}t"):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return bytes(etree.tostring(root, method="c14n"))


def _join(run: Any) -> None:  # noqa: ANN401
    """Put a run at the end of the one right before it, where both are alike."""
    before = run.getprevious()
    if before is None or before.tag != run.tag or _form(before) != _form(run):
        _join_texts(run)
        return
    assert not (before.tail or "").strip()
    for child in list(run):
        if etree.QName(child).localname != "rPr":
            before.append(child)
    before.tail = run.tail
    run.getparent().remove(run)
    _join_texts(before)


def _form(run: Any) -> tuple[object, ...]:  # noqa: ANN401
    properties = run.find("{*}rPr")
    form = b"" if properties is None else etree.tostring(properties, method="c14n", with_tail=False)
    return (form, *sorted(run.attrib.items()))


def _join_texts(run: Any) -> None:  # noqa: ANN401
    for text in list(run.iter("{*}t")):
        before = text.getprevious()
        if before is not None and before.tag == text.tag and not (before.tail or "").strip():
            before.text = (before.text or "") + (text.text or "")
            before.tail = text.tail
            text.getparent().remove(text)
