"""HTML made of elements: whatever is not an element is text, and text is escaped here and only here."""

from __future__ import annotations

import html

from checker.renderers import _words


class Element(str):
    """Finished markup. Only the functions of this module make it."""

    __slots__ = ()


def element(name: str, *inside: str, of: str = "", **attributes: str) -> Element:
    """An element with what is inside; ``of`` are its classes. Attributes are the program's own words."""
    if of:
        attributes = {"class": of, **attributes}
    opened = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return Element(f"<{name}{opened}>{together(*inside)}</{name}>")


def together(*inside: str) -> Element:
    """One after the other; each element as it is, each text escaped."""
    return Element("".join(x if isinstance(x, Element) else _escaped(x) for x in inside))


def lines(*inside: str) -> Element:
    """The same with each on a line of its own; empty ones are left out."""
    return Element("\n".join(together(x) for x in inside if x))


def document(head: str, body: str) -> Element:
    """A whole document in Chinese, from its doctype on."""
    return Element(
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{together(head)}\n</head>\n'
        f"<body>\n{together(body)}\n</body>\n</html>\n"
    )


def head(title: str, style: str) -> Element:
    """The head: nothing is loaded, nothing is run. ``style`` is the program's own."""
    return Element(
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_escaped(title)}</title>\n<style>\n{style}</style>"
    )


def _escaped(text: str) -> str:
    return html.escape(_words.plain(text), quote=True)
