"""``fazhi explain``: how one rule judged one report, rung by rung, and what would mend it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from checker import judge, pipeline, readers, scoring
from checker.cli import _exceptions, _explained, _inputs, _options, _output
from checker.errors import CheckerError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from checker.cli._parser import Parser
    from checker.model.facts import Facts
    from checker.model.outcome import Outcome
    from checker.model.rule import Rule, Rulebook

HELP = "说明一条规则对一份报告的判断过程，以及怎样补写"
_EXAMPLE = """例：
  fazhi explain 报告.txt statutory/shortcomings
  fazhi explain 报告.txt litigation/court-appearance --format json"""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.epilog = _EXAMPLE
    parser.add_argument("file", metavar="FILE", help="一份报告，- 为标准输入")
    parser.add_argument("rule", metavar="RULE", help="规则编号，见 fazhi rules list")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="默认 text")
    _options.add_rules(parser)
    _options.add_limits(parser)


def run(args: argparse.Namespace) -> int:
    """Explain. Returns 0; CheckerError where the file, the rule or the rules are unusable."""
    book = _options.load(args)
    rule = _options.chosen(book, args.rule)
    limits = _options.limits(args)
    found = _inputs.collect([args.file], None, limits)
    if len(found) != 1:
        raise CheckerError("not-one-file", f"{args.file} 应是一份报告，这里有 {len(found)} 份。")
    item = found[0].input
    book = _exceptions.placed(args, found, book).at(item.path)
    known = pipeline.read(readers.read(item.path, item.load(), limits), book)
    book = book.of(known.level)
    rule = _options.chosen(book, rule.id)
    rules = [each for each in book.rules if each.document == rule.document]
    outcomes = [judge.outcome(known, each) for each in rules]
    mine = outcomes[rules.index(rule)]
    mended = _mended(known, mine, outcomes, book)
    explained = _explained.Explained(
        path=item.path,
        outcome=mine,
        rungs=judge.trace(known, rule),
        addition=mended.sentence,
        gain=mended.gain,
        is_report=known.kind == rule.document,
        reason=known.kind_reason,
        parts={role.name: role.title for role in book.vocabulary.roles},
    )
    say = _explained.as_json if args.format == "json" else _explained.as_text
    _output.say(say(explained))
    return 0


class _Mended(NamedTuple):
    """A sentence that was tried and makes the rule pass (empty where none does), and the points that
    the low end of the score rises by."""

    sentence: str
    gain: Fraction


def _mended(known: Facts, mine: Outcome, outcomes: Sequence[Outcome], book: Rulebook) -> _Mended:
    """Try the rule's own passing words in the report, the shortest first, where they belong."""
    full = gain(mine, outcomes, book)
    if mine.status not in ("fail", "partial"):
        return _Mended("", full)
    before = scoring.score(outcomes, book.policy).low
    for sentence in sorted(_lines(mine.rule), key=len):
        words = _inserted(known, mine, sentence, book)
        after = pipeline.read(readers.read("补写.txt", words.encode()), book, mine.rule.document)
        if judge.outcome(after, mine.rule).status == "pass":
            again = [judge.outcome(after, outcome.rule) for outcome in outcomes]
            return _Mended(sentence, scoring.score(again, book.policy).low - before)
    return _Mended("", full)


def _lines(rule: Rule) -> list[str]:
    """The last line of each passing example: the one that satisfies the rule."""
    return [words.strip().splitlines()[-1].strip() for words in rule.examples.get("pass", ())]


def _inserted(known: Facts, mine: Outcome, sentence: str, book: Rulebook) -> str:
    """The report with a sentence added to the part that it belongs to, or in a part of its own."""
    source = known.report.text.source.text
    if mine.belongs:
        stop = source.find("\n", mine.belongs.end)
        stop = len(source) if stop < 0 else stop
        return f"{source[:stop]}\n{sentence}\n{source[stop:]}"
    title = next((r.title for r in book.vocabulary.roles if r.name == mine.rule.belongs), "")
    bodies = [p for p in known.report.paragraphs if p.kind in ("body", "heading")]
    if not title or not bodies:
        return source
    stop = known.report.text.span(bodies[-1].start, bodies[-1].end).end
    return f"{source[:stop]}\n十、{title}\n{sentence}\n{source[stop:]}"


def gain(mine: Outcome, outcomes: Sequence[Outcome], book: Rulebook) -> Fraction:
    """Points that the low end of the score would rise by if this rule passed."""
    if mine.status in ("pass", "not_applicable"):
        return Fraction(0)
    weight = sum(o.rule.weight for o in outcomes if o.status != "not_applicable")
    before = scoring.score(outcomes, book.policy).low
    lost = mine.rule.weight * (1 - (mine.credit or 0))
    return Fraction(100 * lost, weight) if weight and before < Fraction(100) else Fraction(0)
