"""Working days: statutory rest days and make-up working days by the State Council's yearly notices.

A year without its notice is unknown.  Nothing is guessed for it here; what a count does then is the count's business
(see :mod:`procguide.periods`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from chinese_calendar import constants as library

from procguide.load import collection
from procguide.model import Date, doc
from procguide.source import NOWHERE, Mark, Problem, Refused

ONE_DAY = timedelta(days=1)
SATURDAY = 5
# The holidays whose day is fixed in the solar calendar (放假办法/2/1), which need no notice to be expected.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class UnknownYear(ValueError):
    """A year has no notice yet."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年的放假安排尚未收录，不能确定哪一天上班")
        self.year = year


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """A year's arrangement: weekdays off and weekends worked; with neither, the library's."""

    year: int = doc("年份")
    notice: str = doc("国务院办公厅通知的名称")
    url: str = doc("通知的官方地址")
    changed: str = doc("后来调整该年安排的通知的地址", default="")
    rest: tuple[Date, ...] = doc("放假的工作日（周一至周五）", default=())
    work: tuple[Date, ...] = doc("上班的周末", default=())
    mark: Mark = NOWHERE


def is_weekend(day: Date) -> bool:
    return day.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the known years."""

    years: Mapping[int, Year]
    rest: frozenset[Date]
    work: frozenset[Date]

    def knows(self, year: int) -> bool:
        return year in self.years

    def works(self, day: Date) -> bool:
        """Whether a day is worked; raises UnknownYear."""
        if day.year not in self.years:
            raise UnknownYear(day.year)
        return day in self.work if is_weekend(day) else day not in self.rest

    def likely_works(self, day: Date) -> bool:
        """Whether a day is worked, and for an unknown year whether it would be without any arrangement of days."""
        if day.year in self.years:
            return self.works(day)
        return not is_weekend(day) and (day.month, day.day) not in FIXED_HOLIDAYS

    def settled(self, day: Date) -> bool:
        """Whether no coming notice can still change a day.

        New Year's Day has moved the days from 29 December on (2007, 2011, 2018), by the notice of the year that follows.
        """
        return self.knows(day.year) and (day.month != 12 or day.day < 29 or self.knows(day.year + 1))


def _faults(year: Year) -> Iterable[Problem]:
    for name, days, weekend in (("rest", year.rest, False), ("work", year.work, True)):
        for day in days:
            if day.year != year.year:
                yield Problem(year.mark, f"{name} 里的 {day} 不在 {year.year} 年")
            elif is_weekend(day) is not weekend:
                told = "rest 只列放假的周一至周五" if name == "rest" else "work 只列上班的周末"
                yield Problem(year.mark, f"{day} 不该列在 {name} 里", told)
    if not year.rest and not any(day.year == year.year for day in library.holidays):
        yield Problem(
            year.mark, f"{year.year} 年没有写放假日期，chinesecalendar 也没有这一年", "请按通知写上 rest 和 work"
        )


def of_years(years: Iterable[Year]) -> Calendar:
    """The calendar of some years; raises Refused when a year's days are impossible."""
    known: dict[int, Year] = {}
    problems: list[Problem] = []
    rest: set[Date] = set()
    work: set[Date] = set()
    for year in years:
        if year.year in known:
            problems.append(Problem(year.mark, f"{year.year} 年写了两次"))
        problems.extend(_faults(year))
        known[year.year] = year
        if year.rest or year.work:
            rest.update(year.rest)
            work.update(year.work)
        else:
            rest.update(day for day in library.holidays if day.year == year.year and not is_weekend(day))
            work.update(day for day in library.workdays if day.year == year.year and is_weekend(day))
    if problems:
        raise Refused(problems)
    return Calendar(MappingProxyType(known), frozenset(rest), frozenset(work))


def calendar(path: Path = Path("data/calendar.yaml")) -> Calendar:
    """The calendar a file holds; raises Refused."""
    return of_years(collection(path, "years", Year))


def table(known: Calendar, years: Iterable[int] | None = None) -> dict[str, Any]:
    """The calendar as compact JSON for the page: ``{"2026": {"notice", "url", "rest": ["0101", …], "work": […]}}``."""
    chosen = sorted(known.years if years is None else years)
    if unknown := [year for year in chosen if not known.knows(year)]:
        raise UnknownYear(unknown[0])

    def short(days: Iterable[date], year: int) -> list[str]:
        return sorted(f"{day:%m%d}" for day in days if day.year == year)

    return {
        str(year): {
            "notice": known.years[year].notice,
            "url": known.years[year].url,
            "rest": short(known.rest, year),
            "work": short(known.work, year),
        }
        for year in chosen
    }
