"""``Source`` → ``Text``: one step a file, each ``Text → Text``; ``STEPS`` gives their order.

The order matters: widths first, so that one form of each mark is left; lines while they are as
long as they were cut; glosses before script, because 執(zhí)法 is a word only without its gloss;
damage last, because what is left then is what a rule sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model.text import Text
from checker.normalise import damage, gloss, lines, markup, script, spaces, width

if TYPE_CHECKING:
    from checker.model.text import Source

STEPS = (
    width.folded,
    markup.dropped,
    lines.joined,
    gloss.dropped,
    script.simplified,
    spaces.dropped,
    damage.marked,
)


def text(source: Source) -> Text:
    """The readable view of a source, every step applied."""
    view = Text(source, source.text, range(len(source.text)))
    for step in STEPS:
        view = step(view)
    return view
