"""The calendar agrees with three independent sources, refuses unknown years, and takes a year from its file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from procguide import calendar
from procguide.calendar import UnknownYear
from procguide.source import Refused
from tests.timing import cases, law


def expected(row: dict[str, str], column: str) -> set[date]:
    year = int(row["year"])
    return {date(year, int(short[:2]), int(short[2:])) for short in row[column].split()}


@pytest.mark.parametrize("row", cases("workdays.csv"), ids=lambda row: row["year"])
def test_every_day_of_a_year_agrees_with_holiday_cn_lki_and_vacanza(row: dict[str, str]) -> None:
    off, on = expected(row, "weekdays_off"), expected(row, "weekends_worked")
    day = date(int(row["year"]), 1, 1)
    while day.year == int(row["year"]):
        assert law().calendar.works(day) is ((day.weekday() < 5 and day not in off) or day in on), day
        day += timedelta(1)


def test_all_years_of_the_table_are_known_and_no_other() -> None:
    assert set(law().calendar.years) == {int(row["year"]) for row in cases("workdays.csv")}


def test_september_2026_has_21_working_days_after_its_first() -> None:
    """The public vector excludes the first day."""
    days = [date(2026, 9, 1) + timedelta(count) for count in range(1, 30)]
    assert sum(law().calendar.works(day) for day in days) == 21


@pytest.mark.parametrize(
    ("first", "after", "working"), [("2018-01-01", "2018-02-01", 23), ("2018-02-01", "2018-03-01", 18)]
)
def test_the_librarys_own_vectors(first: str, after: str, working: int) -> None:
    start = date.fromisoformat(first)
    days = [start + timedelta(count) for count in range((date.fromisoformat(after) - start).days + 1)]
    assert sum(law().calendar.works(day) for day in days) == working


def test_an_unknown_year_is_refused() -> None:
    with pytest.raises(UnknownYear, match="2027 年的放假安排尚未收录"):
        law().calendar.works(date(2027, 1, 4))
    with pytest.raises(UnknownYear):
        calendar.table(law().calendar, [2026, 2027])


def test_the_end_of_the_last_known_year_is_not_settled() -> None:
    """29–31 December have been moved by the next year's notice (2007, 2011, 2018)."""
    assert law().calendar.settled(date(2026, 12, 28))
    assert not law().calendar.settled(date(2026, 12, 29))
    assert law().calendar.settled(date(2025, 12, 31))


YEAR = """years:
  - year: 2027
    notice: 国务院办公厅关于2027年部分节假日安排的通知
    url: https://www.gov.cn/
    rest: [{rest}]
    work: [{work}]
"""


def test_a_file_adds_a_year_before_the_library_does(tmp_path) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text(YEAR.format(rest="2027-01-01", work="2027-01-09"), encoding="utf-8")
    known = calendar.calendar(path)
    assert [known.works(date(2027, 1, day)) for day in (1, 4, 9, 10)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("rest", "work", "told"),
    [
        ("2027-01-02", "", "2027-01-02 不该列在 rest 里"),
        ("2027-01-01", "2027-01-04", "2027-01-04 不该列在 work 里"),
        ("2026-01-01", "", "不在 2027 年"),
        ("", "", "chinesecalendar 也没有这一年"),
        ("2027-02-30", "", "应当是日期"),
    ],
)
def test_impossible_years_are_refused(tmp_path, rest: str, work: str, told: str) -> None:
    path = tmp_path / "calendar.yaml"
    path.write_text(YEAR.format(rest=rest, work=work), encoding="utf-8")
    with pytest.raises(Refused, match=told):
        calendar.calendar(path)


def test_the_table_for_the_page_is_compact() -> None:
    table = calendar.table(law().calendar, [2026])
    assert table["2026"]["work"] == ["0104", "0214", "0228", "0509", "0920", "1010"]
