"""诉讼时效体检: from what happened to a debt to the time that is left, told on the safe side and with what is disputed.

The safe line counts only what can be proved and follows the earlier of two disputed answers; ``latest_day`` is where
every open question answered for the creditor would lead.  ``docs/assets/js/limitation.mjs`` is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from procguide.counting import Cause, Counting, spoken
from procguide.model import Date, Dispute, Period, Point, Regime
from procguide.periods import Count, Uncountable, count, shifted

THREE_YEARS, TWENTY_YEARS, SIX_MONTHS = Period(years=3), Period(years=20), Period(months=6)
THREE_YEARS_SINCE = date(2017, 10, 1)
SOON = 180  # days left from which to act at once

State = Literal["not-begun", "running", "suspended", "in-procedure", "expired"]
Question = Literal["proof", "procedure", "renewal"]
QUESTIONS: tuple[Question, ...] = ("proof", "procedure", "renewal")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happened to the debt: a cause of data/counting.yaml, its day, when it ended, whether it can be proved."""

    cause: str
    day: Date
    ended: Date | None = None
    proved: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What is known of a debt.  Without a due day it begins at the end of the grace given, or at a first refusal."""

    due: Date | None = None
    instalments: tuple[Date, ...] = ()
    grace_ends: Date | None = None
    refused: Date | None = None
    harmed: Date | None = None
    period: Period = THREE_YEARS
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """What is left of limitation on a day."""

    state: State
    start: Date | None = None
    last_day: Date | None = None
    latest_day: Date | None = None
    maximum: Date | None = None
    days_left: int | None = None
    saved_by: Event | None = None
    working: tuple[Point, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    advice: Point
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """One way of answering the open questions."""

    end: Date
    suspended: bool = False
    in_procedure: bool = False
    saved_by: Event | None = None
    working: tuple[Point, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every step of a check needs."""

    law: Counting
    regimes: Mapping[str, Regime]
    period: Period
    maximum: Date
    as_of: Date
    obstacles: tuple[Event, ...]

    def counted(self, period: Period, start: Date, regime: str) -> Count:
        return count(period, start, self.regimes[regime], self.law)

    def line(self, start: Date, obstacles: tuple[Event, ...], saved_by: Event | None) -> _Line:
        """Limitation that (re)starts on a day and is only held up by obstacles; its working is theirs."""
        run = self.counted(self.period, start, "limitation")
        plain, end, warnings, suspended = run.last_day, run.last_day, run.warnings, False
        window = max(start, shifted(plain, 0, -6)[0])
        steps = []
        for obstacle in obstacles:
            over = obstacle.ended or self.as_of
            words = {"day": spoken(obstacle.day), "title": self.law.causes[obstacle.cause].title}
            # Whether the six months after an obstacle can be suspended again is nowhere said: taken as no.
            if obstacle.day > plain or over < window:
                steps.append(self.law.say("check-obstacle-idle", **words))
                continue
            resumed = self.counted(SIX_MONTHS, over, "limitation-resumption")
            if resumed.last_day > end:
                end, warnings = resumed.last_day, resumed.warnings
            if obstacle.ended:
                steps.append(self.law.say("check-obstacle", **words, ended=spoken(over), end=spoken(end)))
            else:
                suspended = True
                steps.append(self.law.say("check-obstacle-open", **words))
        if end > self.maximum:
            steps.append(self.law.say("check-capped", end=spoken(self.maximum)))
            end, warnings = self.maximum, ()
        return _Line(end=end, suspended=suspended, saved_by=saved_by, working=tuple(steps), warnings=warnings)


def _start(claim: Claim, law: Counting) -> tuple[Date, Point] | None:
    """The day limitation starts from, and why."""
    given = [claim.due, max(claim.instalments, default=None), claim.grace_ends, claim.refused]
    if sum(day is not None for day in given) > 1:
        raise Uncountable("到期日、分期、宽限期、明确拒绝只能填一种，它们各有各的起算日")
    names = ("check-from-due", "check-from-instalments", "check-from-grace", "check-from-refusal")
    for day, name in zip(given, names, strict=True):
        if day is not None:
            why = law.say(name)
            return day, replace(law.say("check-start", day=spoken(day), why=why.text), cites=why.cites)
    return None


def _checked(claim: Claim, law: Counting, as_of: Date) -> None:
    for event in claim.events:
        cause = law.causes.get(event.cause)
        if cause is None:
            raise Uncountable(f"没有 “{event.cause}” 这种事由")
        if event.day > as_of or (event.ended and event.ended > as_of):
            raise Uncountable(f"“{cause.title}” 的日期在体检日 {as_of} 之后，请检查")
        if event.ended and event.ended < event.day:
            raise Uncountable(f"“{cause.title}” 结束于 {event.ended}，早于开始的 {event.day}，请检查")
        if event.ended and cause.kind not in ("procedure", "obstacle"):
            raise Uncountable(f"“{cause.title}” 是一天里的事，不需要结束日期")


def _line(start: Date, events: tuple[Event, ...], bench: _Bench, allowed: frozenset[Question]) -> _Line:
    """Follow the events in order; ``allowed`` are the questions answered for the creditor."""
    law = bench.law
    obstacles = tuple(event for event in bench.obstacles if event.proved or "proof" in allowed)
    line = bench.line(start, obstacles, None)
    steps: list[Point] = []
    for event in events:
        cause = law.causes[event.cause]
        words = {"day": spoken(event.day), "title": cause.title}
        late = event.day > line.end
        renews = cause.kind == "consent" and "renewal" in allowed and event.day <= bench.maximum
        if not event.proved and "proof" not in allowed:
            steps.append(law.say("check-unproved", **words))
        elif event.day < start:
            steps.append(law.say("check-early", **words))
        elif late and not renews:
            steps.append(law.say("check-no-effect", **words, end=spoken(line.end)))
        elif not late and cause.kind == "procedure" and event.ended is None:
            steps.append(_cited(law.say("check-in-procedure", **words), cause))
            return replace(line, in_procedure=True, saved_by=event, working=tuple(steps), warnings=())
        else:
            base, before = event.ended if event.ended and "procedure" in allowed else event.day, line.end
            line = bench.line(base, obstacles, event)
            if event.ended:
                steps.append(_cited(law.say("check-procedure", **words, ended=spoken(event.ended)), cause))
            if late:
                steps.append(law.say("check-renewed", **words, end=spoken(before), renewed=spoken(line.end)))
            else:
                told = law.say("check-restart", **words, **{"from": spoken(base), "end": spoken(line.end)})
                steps.append(_cited(told, cause))
    return replace(line, working=(*steps, *line.working))


def _cited(point: Point, cause: Cause) -> Point:
    return replace(point, cites=(*point.cites, *(cite for cite in cause.cites if cite not in point.cites)))


def _dispute(question: Question, end: Date, safe: Date, law: Counting) -> Dispute:
    return Dispute(
        question=law.say(f"dispute-{question}").text,
        positions=(law.say("dispute-safe", end=spoken(safe)), law.say(f"dispute-{question}-position", end=spoken(end))),
        safe=law.say("dispute-safe", end=spoken(safe)).text,
    )


def check(claim: Claim, as_of: Date, regimes: Mapping[str, Regime], law: Counting) -> Check:
    """What is left of limitation on a day; raises Uncountable with a Chinese sentence."""
    _checked(claim, law, as_of)
    maximum = None
    started = _start(claim, law)
    harmed = claim.harmed or (started[0] if started else None)
    if harmed:
        maximum = count(TWENTY_YEARS, harmed, regimes["limitation-max"], law).last_day
    if started is None or maximum is None:
        told = [law.say("check-not-begun")]
        if maximum:
            told.append(law.say("check-maximum", end=spoken(maximum)))
        return Check(state="not-begun", maximum=maximum, working=tuple(told), advice=law.say("advise-begin"))
    start, why = started
    in_order = sorted(claim.events, key=lambda event: (event.day, event.ended or as_of, event.cause))
    obstacles = tuple(event for event in in_order if law.causes[event.cause].kind == "obstacle")
    events = tuple(event for event in in_order if law.causes[event.cause].kind != "obstacle")
    bench = _Bench(law, regimes, claim.period, maximum, as_of, obstacles)
    line = _line(start, events, bench, frozenset())
    generous = _line(start, events, bench, frozenset(QUESTIONS))
    disputes = []
    for question in QUESTIONS:
        other = _line(start, events, bench, frozenset({question}))
        if other.end != line.end and not line.in_procedure and not other.in_procedure:
            disputes.append(_dispute(question, other.end, line.end, law))
    first = count(claim.period, start, regimes["limitation"], law)
    warnings = list(line.warnings)
    if start < THREE_YEARS_SINCE:
        warnings.append(law.say("check-old-law").text)
    if claim.instalments:
        warnings.append(law.say("check-rent").text)
    days = (line.end - as_of).days
    state: State = "running"
    if line.in_procedure:
        state = "in-procedure"
    elif days < 0:
        state = "expired"
    elif line.suspended:
        state = "suspended"
    if state == "in-procedure":
        advice = law.say("advise-procedure")
    elif state == "expired":
        advice = law.say("advise-late")
    else:
        advice = law.say("advise-soon" if days <= SOON else "advise-now", days=days)
    return Check(
        state=state,
        start=start,
        last_day=None if line.in_procedure else line.end,
        latest_day=None if line.in_procedure or generous.in_procedure or generous.end == line.end else generous.end,
        maximum=maximum,
        days_left=None if line.in_procedure else days,
        saved_by=line.saved_by,
        working=(
            why,
            law.say("check-first-end", period=claim.period.label, end=spoken(first.last_day)),
            *line.working,
            law.say("check-maximum", end=spoken(maximum)),
        ),
        disputes=tuple(disputes),
        advice=advice,
        warnings=tuple(warnings),
    )


def plain(checked: Check) -> dict[str, Any]:
    """A check as JSON."""

    def point(said: Point) -> dict[str, Any]:
        return {"text": said.text, "cites": [str(cite) for cite in said.cites]}

    def day(value: Date | None) -> str | None:
        return str(value) if value else None

    saved = checked.saved_by
    return {
        "state": checked.state,
        "start": day(checked.start),
        "last_day": day(checked.last_day),
        "latest_day": day(checked.latest_day),
        "maximum": day(checked.maximum),
        "days_left": checked.days_left,
        "saved_by": {"cause": saved.cause, "day": str(saved.day)} if saved else None,
        "working": [point(said) for said in checked.working],
        "disputes": [
            {
                "question": dispute.question,
                "positions": [point(position) for position in dispute.positions],
                "safe": dispute.safe,
            }
            for dispute in checked.disputes
        ],
        "advice": point(checked.advice),
        "warnings": list(checked.warnings),
    }
