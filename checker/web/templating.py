"""Templates → pages. Whatever a template inserts is escaped and made plain: no control characters, no
marks that turn the direction of writing round."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

_HIDDEN = ("Cc", "Cf", "Cs")


def rendered(template: str, values: Mapping[str, object]) -> str:
    """A whole page. Errors: ``jinja2.UndefinedError`` where the template asks for what is not given."""
    return _environment().get_template(template).render(values)


def prepared(*templates: str) -> None:
    """Read templates before they are asked for, so that the first page need not wait."""
    for template in templates:
        _environment().get_template(template)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("checker.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    """Words without characters that are not seen or turn others round; lines and tabs stay."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "".join(c for c in value if c in "\n\t" or category(c) not in _HIDDEN)
    return value
