"""Counting a period from an event to its last day, with the working shown.

Pure: the day is an argument, the calendar is an argument, and there is no clock.  ``docs/assets/js/periods.mjs`` is the
same in JavaScript; both are held to tests/cases/periods.csv and to each other.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from procguide.calendar import Calendar, is_weekend
from procguide.counting import Counting, spoken
from procguide.model import Date, Period, Point, Regime

FIRST_YEAR, LAST_YEAR = 1900, 2200
# Courts' periods, whose documents may be posted on the last day (民诉法/85/4).
POSTED = frozenset({"procedural", "immutable"})
# A notice has never put more than two make-up weekend days ahead of the rest days they make up for, since 2008.
MAKE_UP_DAYS = 2
# And backward, the working days that the longest holiday may take away beside its fixed days.
REST_DAYS = 6


class Uncountable(ValueError):
    """A period that cannot be counted as asked; the message is a Chinese sentence for the person who asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A counted period.  ``last_day`` is the day to go by; ``latest_day`` the later one when that is uncertain."""

    period: Period
    start: Date
    regime: str
    first_day: Date
    nominal_last_day: Date
    last_day: Date
    latest_day: Date | None = None
    instant: str
    working: tuple[Point, ...]
    warnings: tuple[str, ...] = ()


def shifted(day: Date, years: int, months_: int) -> tuple[Date, bool]:
    """The corresponding day some months on (or back), and whether the month has one; else the month's last day."""
    month = day.year * 12 + day.month - 1 + years * 12 + months_
    year, month = month // 12, month % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Uncountable(f"算出来的年份 {year} 超出了 {FIRST_YEAR}—{LAST_YEAR} 年，请检查日期和期间")
    last = months.monthrange(year, month)[1]
    return date(year, month, min(day.day, last)), day.day <= last


def _moved(day: Date, days: int) -> Date:
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        moved = date.max
    if not FIRST_YEAR <= moved.year <= LAST_YEAR:
        raise Uncountable(f"算出来的日子超出了 {FIRST_YEAR}—{LAST_YEAR} 年，请检查日期和期间")
    return moved


def _walked(day: Date, step: int, count: int, works: Callable[[Date], bool]) -> Date:
    """The ``count``-th working day after (``step`` 1) or before (-1) a day."""
    while count:
        day = _moved(day, step)
        count -= works(day)
    return day


def _earliest(calendar: Calendar) -> Callable[[Date], bool]:
    """Whether a day may be worked at the earliest: in unknown years weekdays are, and the most make-up days there may be."""
    spare = MAKE_UP_DAYS

    def works(day: Date) -> bool:
        nonlocal spare
        if calendar.likely_works(day):
            return True
        if calendar.knows(day.year) or not is_weekend(day) or not spare:
            return False
        spare -= 1
        return True

    return works


def _checked(period: Period, start: date, regime: Regime) -> None:
    """Refuse what cannot be counted."""
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise Uncountable(f"日期 {start:%Y-%m-%d} 不在 {FIRST_YEAR}—{LAST_YEAR} 年之内，请检查年份")
    if period.hours:
        if replace(period, hours=0) != Period():
            raise Uncountable("小时不能和年、月、日混在一个期间里计算，请分开写")
        if regime.id not in ("hours", "procedural"):
            raise Uncountable(f"“{regime.title}” 不按小时计算，请改用 hours（按小时）")
        if not isinstance(start, datetime):
            raise Uncountable("按小时计算的期间要写明几点，例如 2026-03-02T14:20")
        return
    if regime.id == "hours":
        raise Uncountable(f"“{regime.title}” 只能写小时，例如 PT48H")
    if regime.id == "working-days" and not period.working_days:
        raise Uncountable(f"按工作日计算的期间要写作 “15 working days”，“{period}” 是按日历计算的")


def _nominal(period: Period, day: Date, law: Counting, same_day: bool) -> tuple[Date, list[Point]]:
    """The last day before any roll, counting forward from the day of the event."""
    working: list[Point] = []
    end = day
    if period.years or period.months:
        end, exists = shifted(day, period.years, period.months)
        label = Period(years=period.years, months=period.months).label
        if same_day and exists:
            end = _moved(end, -1)
            working.append(law.say("same-day-corresponding", end=spoken(end)))
        elif exists:
            working.append(law.say("corresponding", period=label, end=spoken(end)))
        else:
            working.append(law.say("month-end", end=spoken(end)))
    if days := period.weeks * 7 + period.days:
        if working:
            end = _moved(end, days)
            working.append(law.say("then-days", count=days, end=spoken(end)))
        else:
            end = _moved(end, days - same_day)
            working.append(law.say("days", period=period.label, count=days, end=spoken(end)))
    return end, working


def _rolled(day: Date, regime: Regime, law: Counting, lasts: bool) -> tuple[Date, Date | None, list[Point], list[str]]:
    """The last day after the roll, the likely later one, the step and the warnings."""
    calendar = law.calendar
    if not regime.rolls:
        return day, None, [replace(law.say("not-rolled", regime=regime.title, day=spoken(day)), cites=regime.cites)], []
    if not calendar.knows(day.year):
        later = _walked(_moved(day, -1), 1, 1, calendar.likely_works)
        return day, later, [law.say("roll-open", day=spoken(day))], _unknown(day.year, day, later, law)
    if calendar.works(day):
        step = law.say("worked-weekend" if is_weekend(day) else "working-day", day=spoken(day))
        return day, None, [step], _unsettled(day, law)
    later = _walked(day, 1, 1, calendar.likely_works)
    if not calendar.knows(later.year):
        return day, later, [law.say("roll-open", day=spoken(day))], _unknown(later.year, day, later, law)
    if lasts:
        return day, later, [law.say("lasts", day=spoken(day), end=spoken(later))], _unsettled(later, law)
    return later, None, [law.say("rolled", day=spoken(day), end=spoken(later))], _unsettled(later, law)


def _unknown(year: int, day: Date, later: Date, law: Counting) -> list[str]:
    warnings = [law.say("unknown-year", year=year).text]
    return [*warnings, law.say("likely", day=spoken(later)).text] if later != day else warnings


def _unsettled(day: Date, law: Counting) -> list[str]:
    if law.calendar.settled(day):
        return []
    return [law.say("unsettled", day=spoken(day), year=day.year + 1).text]


def _regime_says(kind: str, regime: Regime, law: Counting) -> list[Point]:
    """What is to be minded in a regime: a ``caution`` belongs to the working, a ``doubt`` to the warnings."""
    sentence = f"{kind}-{regime.id}"
    return [law.say(sentence)] if sentence in law.sentences else []


def _doubts(regime: Regime, law: Counting) -> list[str]:
    return [said.text for said in _regime_says("doubt", regime, law)]


def _working_days(
    day: Date, step: int, count: int, law: Counting, sentence: str
) -> tuple[Date, Date, list[Point], list[str]]:
    """The safe and the likely day after counting working days, the step and the warnings."""
    calendar = law.calendar
    likely = _walked(day, step, count, calendar.likely_works)
    said = [law.say(sentence, count=count, end=spoken(likely))]
    years = range(min(day, likely).year, max(day, likely).year + 1)
    unknown = next((year for year in years if not calendar.knows(year)), None)
    if unknown is None:
        return likely, likely, said, _unsettled(likely, law)
    # Either way the safe day is the earlier one: forward more days may be worked than likely, backward fewer.
    if step > 0:
        safe = _walked(day, step, count, _earliest(calendar))
    else:
        safe = _walked(day, step, count + REST_DAYS, calendar.likely_works)
    warnings = [law.say("unknown-year", year=unknown).text, law.say("working-unknown").text]
    return safe, likely, said, [*warnings, law.say("likely", day=spoken(likely)).text]


def _forward(
    period: Period, start: Date, regime: Regime, law: Counting, same_day: bool, lasts: bool, closes: str
) -> Count:
    first = start if same_day else _moved(start, 1)
    working = [law.say("same-day" if same_day else "first-day", start=spoken(start), first=spoken(first))]
    latest: Date | None
    if period.working_days:
        before = _moved(start, -1) if same_day else start
        last, nominal, steps, warnings = _working_days(before, 1, period.working_days, law, "working")
        latest = nominal
        working += steps
    else:
        nominal, steps = _nominal(period, start, law, same_day)
        last, latest, rolls, warnings = _rolled(nominal, regime, law, lasts)
        working += steps + rolls
    if closes:
        working.append(law.say("ends-at", day=spoken(last), time=closes))
    else:
        working.append(law.say("ends", day=spoken(last)))
    if regime.id in POSTED:
        working.append(law.say("posting"))
    working += _regime_says("caution", regime, law)
    return Count(
        period=period, start=start, regime=regime.id, first_day=first, nominal_last_day=nominal, last_day=last,
        latest_day=latest if latest != last else None, instant=f"{last}T{closes or '24:00'}",
        working=tuple(working), warnings=(*warnings, *_doubts(regime, law)),
    )  # fmt: skip


def _backward(period: Period, start: Date, regime: Regime, law: Counting, lasts: bool) -> Count:
    """Before an event: the event's day is not counted, nothing rolls, and the safe day is a working day."""
    first = _moved(start, -1)
    working = [law.say("backward-first-day", start=spoken(start), first=spoken(first))]
    warnings: list[str] = []
    calendar = law.calendar
    if period.working_days:
        last, nominal, steps, warnings = _working_days(start, -1, period.working_days, law, "backward-working")
        working += steps
    else:
        nominal = start
        if period.years or period.months:
            nominal, exists = shifted(start, -period.years, -period.months)
            label = Period(years=period.years, months=period.months).label
            words = {"period": label, "end": spoken(nominal)}
            working.append(law.say("backward-corresponding" if exists else "month-end", **words))
        if days := period.weeks * 7 + period.days:
            nominal = _moved(nominal, -days)
            working.append(law.say("backward-days", period=Period(days=days).label, end=spoken(nominal)))
        if lasts:
            return Count(
                period=period, start=start, regime=regime.id, first_day=first, nominal_last_day=nominal, last_day=nominal,
                instant=f"{nominal}T00:00",
                working=(*working, law.say("backward-lasts", end=spoken(nominal), first=spoken(first))),
            )  # fmt: skip
        last = _walked(_moved(nominal, 1), -1, 1, calendar.likely_works)
        if last != nominal:
            working.append(law.say("backward-reserve", day=spoken(nominal), end=spoken(_moved(last, 1))))
        if not calendar.knows(nominal.year) or not calendar.knows(last.year):
            warnings = [law.say("unknown-year", year=nominal.year).text]
        else:
            warnings = _unsettled(last, law)
    working.append(law.say("ends", day=spoken(last)))
    return Count(
        period=period, start=start, regime=regime.id, first_day=first, nominal_last_day=nominal, last_day=last,
        latest_day=nominal if nominal != last else None, instant=f"{last}T24:00",
        working=tuple(working), warnings=(*warnings, *_doubts(regime, law)),
    )  # fmt: skip


def _by_clock(period: Period, start: datetime, regime: Regime, law: Counting) -> Count:
    """Hours run without rest from the hour after the event (民诉法解释125)."""
    first = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    _moved(first.date(), period.hours // 24 + 1)
    end = first + timedelta(hours=period.hours)
    day, instant = end.date(), f"{end:%Y-%m-%dT%H:%M}"
    shown = f"{spoken(day)}{end:%H:%M}"
    if end.hour == 0:  # midnight belongs to the day that ends
        day = _moved(day, -1)
        instant, shown = f"{day}T24:00", f"{spoken(day)}24:00"
    working = (
        law.say(
            "hours-first", start=f"{spoken(start.date())}{start:%H:%M}", first=f"{spoken(first.date())}{first:%H:%M}"
        ),
        law.say("hours-end", count=period.hours, end=shown),
    )
    return Count(
        period=period, start=start.date(), regime=regime.id, first_day=first.date(), nominal_last_day=day, last_day=day,
        instant=instant, working=working, warnings=tuple(_doubts(regime, law)),
    )  # fmt: skip


def count(
    period: Period,
    start: date,
    regime: Regime,
    law: Counting,
    *,
    notice: Period | None = None,
    same_day: bool = False,
    lasts: bool = False,
    closes: str = "",
) -> Count:
    """Count a period from the day of an event (a datetime for hours); raises Uncountable with a Chinese sentence.

    ``notice``: service by public notice first, the period from its end.  ``same_day``: agreed that the first day counts
    (民法典204).  ``lasts``: the period must pass rather than be used, so that a later end does not help anyone.
    ``closes``: the hour business closes, as ``17:00``.
    """
    _checked(period, start, regime)
    if period.hours:
        assert isinstance(start, datetime)
        return _by_clock(period, start, regime, law)
    day = start.date() if isinstance(start, datetime) else start
    if regime.direction == "backward":
        if notice or same_day or closes:
            raise Uncountable("向前倒数的期间不能再加公告期、起始当天计入或营业时间")
        return _backward(period, day, regime, law, lasts)
    if not notice:
        return _forward(period, day, regime, law, same_day, lasts, closes)
    if notice.hours or notice.working_days:
        raise Uncountable("公告期要按日或按月写，例如 P30D")
    served, _ = _nominal(notice, day, law, same_day=False)
    counted = _forward(period, served, regime, law, same_day, lasts, closes)
    step = law.say("notice", start=spoken(day), period=notice.label, end=spoken(served))
    return replace(counted, start=day, working=(step, *counted.working))


def plain(counted: Count) -> dict[str, Any]:
    """A count as JSON."""
    return {
        "period": str(counted.period),
        "start": str(counted.start),
        "regime": counted.regime,
        "first_day": str(counted.first_day),
        "nominal_last_day": str(counted.nominal_last_day),
        "last_day": str(counted.last_day),
        "latest_day": str(counted.latest_day) if counted.latest_day else None,
        "instant": counted.instant,
        "working": [{"text": step.text, "cites": [str(cite) for cite in step.cites]} for step in counted.working],
        "warnings": list(counted.warnings),
    }
