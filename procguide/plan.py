"""From the few dated facts of a case to every deadline on its path, in order, and to a calendar file.

Which deadlines follow from which fact is data (``facts`` of data/counting.yaml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from icalendar import Alarm, Calendar, Event, vDate

from procguide import periods
from procguide.calendar import ONE_DAY
from procguide.counting import Counting, Fact
from procguide.model import Date, Deadline, Guide, Point, Regime
from procguide.periods import Count, Uncountable
from procguide.reader import Reader, Reading, Unread, composed
from procguide.source import NOWHERE, Mark, Problem, Refused, did_you_mean

CHAIN = " > "
ALARMS = (7, 3, 1)  # days before


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """The dated facts of a case; ``marks`` are where they were written."""

    id: str
    title: str = ""
    as_of: Date | None = None
    facts: Mapping[str, Date]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A deadline that follows from a fact.

    ``own``: the creditor's; ``done``: a later fact shows that it was met; ``past``: it ended before the case's day.
    """

    fact: Fact
    deadline: Deadline
    count: Count
    own: bool
    done: bool
    past: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """The deadlines from a fact to the one wanted, each from the end of another; whether it is the creditor's own."""

    deadlines: tuple[Deadline, ...]
    own: bool

    @property
    def wanted(self) -> Deadline:
        return self.deadlines[-1]


@dataclass(frozen=True, slots=True)
class Rules:
    """The facts with their deadlines found in a guide."""

    law: Counting
    regimes: Mapping[str, Regime]
    trails: Mapping[str, tuple[Trail, ...]]


def rules(guide: Guide, law: Counting) -> Rules:
    """The facts' deadlines found in a guide; raises Refused for one that the guide does not have."""
    known = {deadline.id: deadline for deadline in guide.deadlines}
    problems: list[Problem] = []
    trails: dict[str, tuple[Trail, ...]] = {}
    for fact in law.facts.values():
        found = []
        for written in (*fact.deadlines, *fact.others):
            names = written.split(CHAIN)
            missing = [name for name in names if name not in known]
            problems += [
                Problem(fact.mark, f"事实 “{fact.id}” 引用的期限 “{name}” 不存在", did_you_mean(name, known))
                for name in missing
            ]
            if not missing:
                found.append(Trail(tuple(known[name] for name in names), written in fact.deadlines))
        for other in (*fact.after, *fact.done):
            if other not in law.facts:
                told = f"事实 “{fact.id}” 引用的事实 “{other}” 不存在"
                problems.append(Problem(fact.mark, told, did_you_mean(other, law.facts)))
        trails[fact.id] = tuple(found)
    if problems:
        raise Refused(problems)
    return Rules(law, MappingProxyType({regime.id: regime for regime in guide.regimes}), MappingProxyType(trails))


def counted(deadline: Deadline, start: date, regimes: Mapping[str, Regime], law: Counting, **options: Any) -> Count:
    """The count of a deadline from a day; raises Uncountable."""
    lasts = deadline.bound == "lasts" or (deadline.bound == "at-least" and not _backward(deadline, regimes))
    return periods.count(deadline.period, start, regimes[deadline.regime], law, lasts=lasts, **options)


def _backward(deadline: Deadline, regimes: Mapping[str, Regime]) -> bool:
    return regimes[deadline.regime].direction == "backward"


def along(trail: Trail, start: Date, found: Rules) -> Count:
    """The count at the end of a trail, with the working of all of it."""
    steps: tuple[Point, ...] = ()
    warnings: tuple[str, ...] = ()
    day = start
    for deadline in trail.deadlines:
        last = counted(deadline, day, found.regimes, found.law)
        steps, warnings = (*steps, *last.working), (*warnings, *last.warnings)
        # What follows is counted from the unrolled end: whether a roll moves its start too is not said anywhere.
        day = min(last.last_day, last.nominal_last_day)
    return replace(last, start=start, working=steps, warnings=tuple(dict.fromkeys(warnings)))


def misplaced(facts: Mapping[str, Date], law: Counting) -> list[tuple[str, str]]:
    """The facts that stand before one they must follow: (fact, sentence)."""
    return [
        (name, f"“{law.facts[name].title}”（{day}）早于 “{law.facts[other].title}”（{facts[other]}），请检查日期")
        for name, day in facts.items()
        for other in law.facts[name].after
        if other in facts and day < facts[other]
    ]


def plan(case: Case, found: Rules) -> tuple[Entry, ...]:
    """Every deadline of a case, the earliest first; raises Refused for facts that cannot be."""
    law, problems = found.law, []
    for name in case.facts:
        if name not in law.facts:
            fix = did_you_mean(name, law.facts) or f"可写：{'、'.join(law.facts)}"
            problems.append(Problem(case.marks.get(name, NOWHERE), f"没有 “{name}” 这项事实", fix))
    if not problems:
        wrong = misplaced(case.facts, law)
        problems = [Problem(case.marks.get(name, NOWHERE), sentence) for name, sentence in wrong]
    entries = []
    for name, day in case.facts.items() if not problems else ():
        fact = law.facts[name]
        for trail in found.trails[name]:
            try:
                count = along(trail, day, found)
            except Uncountable as error:
                problems.append(Problem(case.marks.get(name, NOWHERE), f"{fact.title}：{error}"))
                continue
            done = any(other in case.facts for other in fact.done)
            past = case.as_of is not None and count.last_day < case.as_of
            entries.append(Entry(fact=fact, deadline=trail.wanted, count=count, own=trail.own, done=done, past=past))
    if problems:
        raise Refused(problems)
    return tuple(sorted(entries, key=lambda entry: (entry.count.last_day, entry.fact.id, entry.deadline.id)))


def case(path: Path) -> Case:
    """The case a YAML file holds (``id``, ``title``, ``as_of``, ``facts``: a mapping of dates); raises Refused."""
    reading = Reading()
    reader = Reader(path.name, reading)
    values: dict[str, Any] = {"id": path.stem}
    facts: dict[str, Date] = {}
    marks: dict[str, Mark] = {}
    root = composed(path, reader.file, reading)
    if root is not None and not isinstance(root, yaml.MappingNode):
        reading.report(reader.mark(root), "案件文件的最外层应当是 “键: 值”，例如 facts:")
    elif root is not None:
        for key, key_node, node in reader.pairs(root):
            try:
                if key == "facts" and isinstance(node, yaml.MappingNode):
                    for name, _, value in reader.pairs(node):
                        marks[name] = reader.mark(value)
                        facts[name] = reader.day(value, name)
                elif key == "facts":
                    reading.report(reader.mark(node), "facts 应当是一组 “事实: 日期”")
                elif key == "as_of":
                    values[key] = reader.day(node, key)
                elif key in ("id", "title"):
                    values[key] = reader.text(node, key)
                else:
                    fix = did_you_mean(key, ("id", "title", "as_of", "facts"))
                    reading.report(reader.mark(key_node), f"案件里没有 “{key}” 这个键", fix)
            except Unread:
                continue
        if not facts and not reading.problems:
            reading.report(reader.mark(root), "案件里还没有任何事实", "在 facts: 下写上日期，例如 due: 2026-01-31")
    if reading.problems:
        raise Refused(reading.problems)
    return Case(**values, facts=facts, marks=marks)


def uid(case: Case, entry: Entry, guide: str) -> str:
    """The same for the same deadline of the same case, so that importing again replaces rather than repeats."""
    return f"{case.id}.{entry.fact.id}.{entry.deadline.id}@{guide}"


def _event(case: Case, entry: Entry, guide: Guide) -> Event:
    deadline, count = entry.deadline, entry.count
    event = Event()
    event.add("uid", uid(case, entry, guide.id))
    event.add("dtstamp", datetime.combine(guide.as_of, time(), UTC))
    event.add("dtstart", vDate(count.last_day), parameters={"VALUE": "DATE"})
    event.add("dtend", vDate(count.last_day + ONE_DAY), parameters={"VALUE": "DATE"})
    event.add("summary", f"最后一日：{deadline.title}" + (f"（{case.title}）" if case.title else ""))
    cites = "、".join(map(str, deadline.cites))
    told = [f"{deadline.who}：{deadline.does}", f"起算：{entry.fact.title} {count.start}", f"逾期：{deadline.missed}"]
    event.add("description", "\n".join([*told, f"依据：{cites}", *count.warnings]))
    event.add("transp", "TRANSPARENT")
    for days in ALARMS if not entry.done else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"还有 {days} 天：{deadline.title}")
        alarm.add("trigger", timedelta(days=-days))
        event.add_component(alarm)
    return event


def ics(case: Case, entries: tuple[Entry, ...], guide: Guide) -> bytes:
    """The deadlines of a case as a calendar file."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{guide.id}//procguide//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", case.title or guide.title)
    for entry in entries:
        calendar.add_component(_event(case, entry, guide))
    return bytes(calendar.to_ical())


def table(guide: Guide, found: Rules) -> dict[str, Any]:
    """What the page needs of a guide beside the law of counting: the argument ``guide`` of docs/assets/js/plan.mjs."""
    used = {deadline.id for trails in found.trails.values() for trail in trails for deadline in trail.deadlines}
    return {
        "id": guide.id,
        "title": guide.title,
        "as_of": str(guide.as_of),
        "regimes": {regime.id: regime_table(regime) for regime in guide.regimes},
        "deadlines": {
            deadline.id: {
                "title": deadline.title,
                "period": str(deadline.period),
                "bound": deadline.bound,
                "regime": deadline.regime,
                "who": deadline.who,
                "does": deadline.does,
                "missed": deadline.missed,
                "cites": [str(cite) for cite in deadline.cites],
            }
            for deadline in guide.deadlines
            if deadline.id in used
        },
    }


def regime_table(regime: Regime) -> dict[str, Any]:
    """A regime as the page's counting takes it."""
    return {
        "id": regime.id,
        "title": regime.title,
        "direction": regime.direction,
        "rolls": regime.rolls,
        "cites": [str(cite) for cite in regime.cites],
    }


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as JSON."""
    deadline = entry.deadline
    return {
        "fact": entry.fact.id,
        "begins": entry.fact.title,
        "deadline": deadline.id,
        "title": deadline.title,
        "does": deadline.does,
        "own": entry.own,
        "done": entry.done,
        "past": entry.past,
        **periods.plain(entry.count),
    }
