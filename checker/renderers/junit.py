"""JUnit XML: a suite for each report, a test case for each rule; red exactly where the gate is closed.

Only what closes the gate is a ``failure``. Other gaps, and what a person must judge, are passed cases
whose ``system-out`` tells them; what is let off or does not apply is ``skipped``. The last case of a
suite is the gate itself: it fails where too few points or another kind of document close it. An input
that could not be read is a suite of its own with an ``error``. There is no clock: ``time`` is 0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from checker.renderers import _places, _words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.outcome import Outcome
    from checker.model.result import Assessment, Failure, Result

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = "fazhi"
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(result: Result) -> str:
    """One document: reports in the order given, then inputs that could not be read."""
    root = ET.Element("testsuites")
    root.extend(_suite(report) for report in result.reports)
    root.extend(_unread(failure) for failure in result.failures)
    if result.notices:
        root.append(_notices([_words.notice(n) for n in result.notices]))
    _set(root, name=_NAME, time="0", tests=_count(root, "testcase"))
    _set(root, failures=_count(root, "failure"), errors=_count(root, "error"))
    ET.indent(root, " ")
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n"


def _suite(report: Assessment) -> ET.Element:
    suite = ET.Element("testsuite")
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(report):
        _set(ET.SubElement(properties, "property"), name=name, value=value)
    suite.extend(_case(report, outcome) for outcome in report.outcomes)
    suite.append(_gate(report))
    return _counted(suite, report.path)


def _properties(report: Assessment) -> Iterable[tuple[str, str]]:
    yield from _words.facts(report)
    score = report.score
    if score is not None:
        yield "得分", _words.points(score.value)
        yield "得分区间", _words.interval(score)
        yield "等级", score.grade
    yield "是否通过", "通过" if report.gate.passed else "未通过"


def _case(report: Assessment, outcome: Outcome) -> ET.Element:
    rule = outcome.rule
    case = _named(rule.id.partition("/")[0], f"{rule.id} {rule.title}")
    told = "\n".join(_places.lines(report, outcome))
    if _places.closes(report, outcome):
        _put(case, "failure", told, type=rule.severity, message=outcome.message)
    elif outcome.is_let_off:
        _put(case, "skipped", told, message=_let_off(outcome))
    elif outcome.status == "not_applicable":
        _put(case, "skipped", "", message=f"{_words.status(outcome)}：{outcome.message}")
    elif outcome.status != "pass" or outcome.attested:
        _put(case, "system-out", told)
    return case


def _let_off(outcome: Outcome) -> str:
    return f"已豁免：{_words.decided(outcome.waived)}" if outcome.waived else "基线里已有"


def _gate(report: Assessment) -> ET.Element:
    case = _named("gate", "通过的要求")
    reasons = _places.other_reasons(report)
    if reasons:
        _put(case, "failure", reasons, type="gate", message=reasons)
    return case


def _unread(failure: Failure) -> ET.Element:
    suite = ET.Element("testsuite")
    case = _named("input", "读取文件")
    _put(case, "error", failure.message, type=failure.code, message=failure.message)
    suite.append(case)
    return _counted(suite, failure.path)


def _notices(told: Iterable[str]) -> ET.Element:
    suite = ET.Element("testsuite")
    for message in told:
        case = _named("exceptions", "例外")
        _put(case, "system-out", message)
        suite.append(case)
    return _counted(suite, "例外")


def _named(group: str, name: str) -> ET.Element:
    case = ET.Element("testcase")
    _set(case, classname=f"{_NAME}.{group}", name=name, time="0")
    return case


def _counted(suite: ET.Element, name: str) -> ET.Element:
    """The suite with its name and the numbers of its cases."""
    _set(suite, name=_places.path(name) or _NAME, tests=_count(suite, "testcase"))
    for key, tag in _COUNTED.items():
        _set(suite, **{key: _count(suite, tag)})
    _set(suite, time="0")
    return suite


def _count(element: ET.Element, tag: str) -> str:
    return str(sum(1 for _ in element.iter(tag)))


def _put(case: ET.Element, tag: str, text: str, **attributes: str) -> None:
    inner = ET.SubElement(case, tag)
    _set(inner, **attributes)
    lines = (_words.plain(line) for line in text.split("\n"))
    inner.text = _NOT_XML.sub("\ufffd", "\n".join(lines)) or None


def _set(element: ET.Element, **attributes: str) -> None:
    """Attributes on one line and without characters that XML cannot hold or that mislead."""
    for name, value in attributes.items():
        element.set(name, _NOT_XML.sub("\ufffd", _words.plain(value)))
