"""Calendars to subscribe to: the yearly notices of rest and make-up days, and the days from which law applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from icalendar import Calendar as Feed
from icalendar import Event, vDate

from procguide import calendar
from procguide.calendar import ONE_DAY, Calendar
from procguide.model import Date, Guide


def rest_runs(known: Calendar, year: int) -> Iterator[tuple[Date, Date]]:
    """The first and last day of every stretch of rest in a year that a notice made longer than a weekend."""
    day, first = date(year, 1, 1), None
    while day.year == year or first:
        rests = day.year == year and not known.works(day)
        if rests and first is None:
            first = day
        elif not rests and first is not None:
            last = day - ONE_DAY
            if any(first <= rest <= last for rest in known.rest):
                yield first, last
            first = None
        day += ONE_DAY


def _feed(guide: Guide, title: str) -> Feed:
    feed = Feed()
    feed.add("prodid", f"-//{guide.id}//procguide//ZH")
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", title)
    return feed


def _event(guide: Guide, uid: str, first: Date, last: Date, summary: str, told: str, url: str = "") -> Event:
    event = Event()
    event.add("uid", f"{uid}@{guide.id}")
    event.add("dtstamp", datetime.combine(guide.as_of, time(), UTC))
    event.add("dtstart", vDate(first), parameters={"VALUE": "DATE"})
    event.add("dtend", vDate(last + ONE_DAY), parameters={"VALUE": "DATE"})
    event.add("summary", summary)
    event.add("description", told)
    if url:
        event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event


def rest_days(guide: Guide, known: Calendar) -> bytes:
    """Every known year's rest days and make-up working days, each with its notice."""
    feed = _feed(guide, "放假与调休上班日")
    for year, notice in sorted(known.years.items()):
        for first, last in rest_runs(known, year):
            told = f"{notice.notice}。数工作日不算这几天；期间末日落在其中，一般顺延到之后第一个工作日。"
            feed.add_component(_event(guide, f"rest.{first}", first, last, "放假", told, notice.url))
        for day in sorted(day for day in known.work if day.year == year):
            told = f"{notice.notice}。这个周末上班，算工作日，期间末日落在这天不顺延。"
            feed.add_component(_event(guide, f"work.{day}", day, day, "调休上班", told, notice.url))
    return bytes(feed.to_ical())


def law_days(guide: Guide) -> bytes:
    """The days from which changes of the law apply."""
    feed = _feed(guide, f"{guide.title}：法律施行日")
    for change in sorted(guide.changes, key=lambda one: (one.day, one.id)):
        if change.kind == "law":
            feed.add_component(_event(guide, f"law.{change.id}", change.day, change.day, change.title, change.text))
    return bytes(feed.to_ical())


def files(guide: Guide, data: Path) -> Mapping[str, str]:
    """Every calendar by file name; none for a guide that counts no days."""
    path = data / "calendar.yaml"
    if not path.exists():
        return {}
    found = {"rest-days.ics": rest_days(guide, calendar.calendar(path)), "law.ics": law_days(guide)}
    return {name: text.decode() for name, text in found.items()}
