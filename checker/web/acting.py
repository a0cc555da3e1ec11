"""What changes something: reports come and go, people decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response

from checker.errors import CheckerError
from checker.model.exceptions import Decision
from checker.model.result import Assessment
from checker.renderers import _words
from checker.web import uploads
from checker.web.bench import status_of
from checker.web.desk import new_key, weight
from checker.web.nouns import Held
from checker.web.pages import at_home
from checker.web.store import PLACE

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from checker.model.outcome import Outcome
    from checker.web.bench import Bench
    from checker.web.desk import Session
    from checker.web.uploads import Given

_SEE_OTHER = 303
_WAIVABLE = ("fail", "partial", "review")
_ATTESTED = ("pass", "partial", "fail", "not_applicable")
_REASON = 200  # characters
_PERSON = 40
_YEARS = 5  # for which a decision may hold


async def upload(request: Request) -> Response:
    """Judge what was handed in and put it on the desk."""
    bench: Bench = request.app.state.bench
    session = await bench.session(request)
    async with bench.receiving:
        return await _uploaded(request, bench, session)


async def _uploaded(request: Request, bench: Bench, session: Session) -> Response:
    is_script = "application/json" in request.headers.get("accept", "")
    try:
        async with uploads.form(request) as fields:
            given = await uploads.given(fields, bench.judge.limits)
    except CheckerError as error:
        if is_script:
            raise
        return at_home(bench, session, {}, [("", error.message)], status_of(error))
    taken, refused = [], []
    for each in given:
        try:
            taken.append(await _taken(bench, session, each))
        except CheckerError as error:
            refused.append((each.path, error))
    status = status_of(refused[0][1]) if refused and not taken else 201
    told = [(path, error.message) for path, error in refused]
    if is_script:
        answer = {
            "reports": [_told(held) for held in taken],
            "refused": [{"name": path, "message": message} for path, message in told],
        }
        return JSONResponse(answer, status)
    if told:
        return at_home(bench, session, {}, told, status if not taken else 200)
    where = f"/reports/{taken[0].key}" if len(taken) == 1 else "/"
    return RedirectResponse(where, _SEE_OTHER)


async def _taken(bench: Bench, session: Session, given: Given) -> Held:
    """A file judged and on the desk. Errors: why it is refused."""
    if given.problem is not None:
        raise given.problem
    bench.desk.check_room(session, len(given.data))
    session.count += 1
    number = session.count
    path = _own_name(session, given.path)
    session.coming.add(path)
    try:
        judged = await bench.working(lambda: bench.judge.judged(path, given.data))
    finally:
        session.coming.discard(path)
    held = Held(new_key(), path, given.data, judged, (), number)
    bench.desk.check_room(session, weight(held))  # now that it is known what was in it
    bench.desk.put(session, held)
    return held


def _own_name(session: Session, path: str) -> str:
    """The name, with a number where another report of the session has it."""
    taken = {held.path for held in session.held} | session.coming
    stem, dot, suffix = path.rpartition(".")
    name, number = path, 1
    while name in taken:
        number += 1
        name = f"{stem}（{number}）{dot}{suffix}" if dot else f"{path}（{number}）"
    return name


def _told(held: Held) -> dict[str, object]:
    """What a script is told of a report."""
    told: dict[str, object] = {"key": held.key, "url": f"/reports/{held.key}", "path": held.path}
    if not isinstance(held.judged, Assessment):
        return {**told, "name": _words.file_name(held.path), "problem": held.judged.message}
    report = held.judged
    score = f"{_words.interval(report.score)} 分" if report.score else "没有评分"
    return {**told, "name": _words.name(report), "score": score, "passed": report.gate.passed}


async def remove(request: Request) -> Response:
    """Take one report off the desk."""
    bench: Bench = request.app.state.bench
    session, held = await bench.held(request)
    async with session.lock:
        bench.desk.remove(session, [held.key])
    return RedirectResponse("/", _SEE_OTHER)


async def clear(request: Request) -> Response:
    """Take all reports of the session off the desk."""
    bench: Bench = request.app.state.bench
    session = await bench.session(request)
    async with session.lock:
        bench.desk.remove(session, list(session.reports))
    return RedirectResponse("/", _SEE_OTHER)


async def decide(request: Request) -> Response:
    """Waive a gap, decide what the rules could not, or take such a decision back."""
    bench: Bench = request.app.state.bench
    session, _ = await bench.held(request)
    async with uploads.form(request) as fields, session.lock:
        _, held = await bench.held(request)  # as it is now: somebody may have decided meanwhile
        outcome = _outcome(held, _field(fields, "rule"))
        rule = outcome.rule.id
        kept = tuple(d for d in held.decisions if d.rule != rule)
        if _field(fields, "status") == "undo":
            decisions = kept
        else:
            decisions = (*kept, _decision(fields, _before(held, outcome), bench.judge.today()))
        decided = await bench.working(lambda: bench.judge.decided(held, decisions))
        bench.desk.put(session, decided)
    anchor = quote(f"g-{rule.replace('/', '_')}")
    return RedirectResponse(f"/reports/{held.key}#{anchor}", _SEE_OTHER)


def _outcome(held: Held, rule: str) -> Outcome:
    found = held.judged.outcomes if isinstance(held.judged, Assessment) else ()
    for outcome in found:
        if outcome.rule.id == rule:
            return outcome
    raise CheckerError("unknown-rule", "这份报告的检查结果里没有这条规则，请回到报告页重试。")


def _before(held: Held, outcome: Outcome) -> Outcome:
    """What is to be decided on is what stood there before a decision that is made anew."""
    if outcome.attested is not None and outcome.attested in held.decisions:
        return replace(outcome, status="review", attested=None)
    return outcome


def _decision(fields: FormData, outcome: Outcome, today: date) -> Decision:
    """The decision that a form makes. Errors: ``decision``, with what would be right."""
    status, because, by = (_field(fields, name) for name in ("status", "because", "by"))
    if status == "waive":
        if outcome.status not in _WAIVABLE:
            raise CheckerError("decision", "这一项没有缺项，不需要豁免。")
    elif status not in _ATTESTED:
        raise CheckerError("decision", "请选择豁免，或者认定为符合、不完整、缺失、不适用。")
    elif outcome.status != "review":
        raise CheckerError("decision", "只有“需人工判断”的项目可以认定；缺项请用豁免。")
    if not because:
        raise CheckerError("decision", "请写明理由，例如“区司法局同意下一年度补写”。")
    if len(because) > _REASON or len(by) > _PERSON:
        raise CheckerError("decision", f"理由不超过 {_REASON} 字，决定人不超过 {_PERSON} 字。")
    until = _day(_field(fields, "until"), today)
    attested = "" if status == "waive" else status
    return Decision(outcome.rule.id, because, until, by, status=attested, place=PLACE)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise CheckerError("decision", "请写明有效到哪一天，例如 2027-03-31。") from None
    if day < today:
        raise CheckerError("decision", f"有效期 {day} 已经过去，请写今天（{today}）或以后的日子。")
    if (day.year - _YEARS, day.month, day.day) > (today.year, today.month, today.day):
        raise CheckerError("decision", f"有效期最长 {_YEARS} 年，请写近一些的日子。")
    return day


def _field(fields: FormData, name: str) -> str:
    value = fields.get(name)
    return _words.plain(value) if isinstance(value, str) else ""
