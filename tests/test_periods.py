"""Counting, held to the law's own cases, to public vectors and to properties."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide.model import Period
from procguide.periods import Count, Uncountable, count, plain
from tests.timing import cases, law, regimes

FORWARD = [
    id for id, regime in regimes().items() if regime.direction == "forward" and id not in ("hours", "working-days")
]
ROLLING = [id for id in FORWARD if regimes()[id].rolls]
DAYS = st.dates(date(2007, 1, 1), date(2026, 10, 31))
SPANS = st.builds(Period, years=st.integers(0, 3), months=st.integers(0, 18), days=st.integers(1, 90))


def counted(row: dict[str, str]) -> Count:
    start: date = datetime.fromisoformat(row["start"]) if "T" in row["start"] else date.fromisoformat(row["start"])
    options: dict[str, Any] = {"same_day": row["same_day"] == "1", "lasts": row["lasts"] == "1"}
    if row["notice"]:
        options["notice"] = Period.parse(row["notice"])
    return count(Period.parse(row["period"]), start, regimes()[row["regime"]], law(), **options)


FIELDS = ("first_day", "nominal_last_day", "last_day", "latest_day", "instant")


@pytest.mark.parametrize("row", cases("periods.csv"), ids=lambda row: f"{row['regime']} {row['period']} {row['start']}")
def test_a_case(row: dict[str, str]) -> None:
    found = plain(counted(row))
    assert {field: row[field] or None for field in FIELDS} == {field: found[field] for field in FIELDS}, row["why"]


def test_every_regime_has_a_case() -> None:
    assert set(regimes()) == {row["regime"] for row in cases("periods.csv")}


@pytest.mark.parametrize("row", cases("corresponding.csv"), ids=lambda row: f"{row['date']} {row['result']}")
def test_corresponding_days_round_down_to_the_months_end(row: dict[str, str]) -> None:
    period = Period(years=int(row["years"]), months=int(row["months"]), days=int(row["days"]))
    found = count(period, date.fromisoformat(row["date"]), regimes()["retention"], law())
    assert found.nominal_last_day == date.fromisoformat(row["result"])


@pytest.mark.parametrize("row", cases("workdays.csv"), ids=lambda row: row["year"])
def test_every_holiday_of_every_known_year_rolls_to_the_first_day_worked(row: dict[str, str]) -> None:
    year = int(row["year"])
    off = {f"{year}-{short[:2]}-{short[2:]}" for short in row["weekdays_off"].split()}
    on = {f"{year}-{short[:2]}-{short[2:]}" for short in row["weekends_worked"].split()}
    for text in off:
        day = date.fromisoformat(text)
        found = count(Period(days=1), day - timedelta(1), regimes()["procedural"], law())
        while day.year == year and (str(day) in off or (day.weekday() >= 5 and str(day) not in on)):
            day += timedelta(1)
        if day.year == year:  # the days after New Year's Eve belong to the next year's row
            assert found.last_day == day, text


@given(DAYS, SPANS, st.sampled_from(FORWARD))
def test_a_later_start_never_ends_earlier(day: date, period: Period, regime: str) -> None:
    one, other = (count(period, day + timedelta(late), regimes()[regime], law()) for late in (0, 1))
    assert one.last_day <= other.last_day


@given(DAYS, SPANS, st.sampled_from(ROLLING))
def test_a_rolling_period_never_ends_on_a_known_rest_day(day: date, period: Period, regime: str) -> None:
    found = count(period, day, regimes()[regime], law())
    if law().calendar.knows(found.last_day.year) and found.latest_day is None:
        assert law().calendar.works(found.last_day)


@given(DAYS, st.integers(1, 60))
def test_counting_working_days_and_listing_them_agree(day: date, number: int) -> None:
    end = count(Period(working_days=number), day, regimes()["working-days"], law()).nominal_last_day
    days = [day + timedelta(late) for late in range(1, (end - day).days + 1)]
    assert sum(law().calendar.likely_works(one) for one in days) == number


@given(DAYS, SPANS, st.sampled_from(FORWARD))
def test_every_step_but_the_unrolled_cites_an_article_and_the_safe_day_comes_first(
    day: date, period: Period, regime: str
) -> None:
    found = count(period, day, regimes()[regime], law())
    assert all(step.cites for step in found.working)
    assert found.nominal_last_day <= found.last_day
    assert found.latest_day is None or found.last_day < found.latest_day


@given(st.dates(date(2026, 11, 1), date(2030, 12, 31)), st.integers(1, 90), st.sampled_from(ROLLING))
def test_an_unknown_year_is_warned_of_and_gets_the_earlier_day(day: date, days: int, regime: str) -> None:
    found = count(Period(days=days), day, regimes()[regime], law())
    if found.last_day.year > 2026:
        assert found.last_day == found.nominal_last_day
        assert any("尚未收录" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("period", "start", "regime", "told"),
    [
        ("PT48H", date(2026, 7, 10), "hours", "要写明几点"),
        ("PT48H", datetime(2026, 7, 10, 9), "limitation", "不按小时计算"),
        ("P1DT2H", datetime(2026, 7, 10, 9), "hours", "不能和年、月、日混"),
        ("P15D", date(2026, 7, 10), "hours", "只能写小时"),
        ("P15D", date(2026, 7, 10), "working-days", "15 working days"),
        ("P15D", date(1026, 7, 10), "procedural", "请检查年份"),
        ("P900Y", date(2026, 7, 10), "retention", "超出了"),
        ("P999999999D", date(2026, 7, 10), "retention", "超出了"),
    ],
)
def test_what_cannot_be_counted_is_refused(period: str, start: date, regime: str, told: str) -> None:
    with pytest.raises(Uncountable, match=told):
        count(Period.parse(period), start, regimes()[regime], law())


def test_business_hours_end_the_day() -> None:
    found = count(Period(days=5), date(2026, 7, 6), regimes()["procedural"], law(), closes="17:00")
    assert found.instant == "2026-07-13T17:00"
