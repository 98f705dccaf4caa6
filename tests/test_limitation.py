"""诉讼时效体检, case by case with the article as the reason, and its properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide.limitation import Check, Claim, Event, check, plain
from procguide.model import Period
from procguide.periods import Uncountable
from tests.timing import cases, law, regimes

AS_OF = date(2026, 11, 23)


def event(written: str) -> Event:
    """``cause:day``, ``cause:day/ended``; ``cause?`` cannot be proved."""
    cause, days = written.split(":")
    day, _, ended = days.partition("/")
    return Event(
        cause=cause.rstrip("?"),
        day=date.fromisoformat(day),
        ended=date.fromisoformat(ended) if ended else None,
        proved=not cause.endswith("?"),
    )


def claim(row: dict[str, str]) -> Claim:
    values: dict[str, Any] = {}
    for part in row["claim"].split(";"):
        name, value = part.split("=")
        if name == "instalments":
            values[name] = tuple(map(date.fromisoformat, value.split("|")))
        else:
            values[name] = Period.parse(value) if name == "period" else date.fromisoformat(value)
    return Claim(**values, events=tuple(map(event, filter(None, row["events"].split(";")))))


def checked(made: Claim, as_of: date = AS_OF) -> Check:
    return check(made, as_of, regimes(), law())


@pytest.mark.parametrize("row", cases("limitation.csv"), ids=lambda row: f"{row['claim']} {row['events']}"[:60])
def test_a_case(row: dict[str, str]) -> None:
    found = plain(checked(claim(row), date.fromisoformat(row["as_of"])))
    wanted = {field: row[field] or None for field in ("state", "last_day", "latest_day")}
    assert wanted == {field: found[field] for field in wanted}, row["why"]


def test_what_is_disputed_is_said_with_both_positions_and_the_safe_one_first() -> None:
    found = checked(claim({"claim": "due=2021-04-01", "events": "demand?:2023-03-01"}), date(2026, 2, 1))
    assert [dispute.question for dispute in found.disputes] == [law().sentences["dispute-proof"].text]
    assert "2024年4月1日" in found.disputes[0].positions[0].text
    assert "2026年3月2日" in found.disputes[0].positions[1].text


def test_the_event_that_saved_it_is_named() -> None:
    found = checked(claim({"claim": "due=2022-03-10", "events": "demand:2024-03-09;suit?:2025-01-01"}))
    assert found.saved_by is not None
    assert found.saved_by.cause == "demand"


def test_old_debts_are_warned_of() -> None:
    assert any("2017 年 10 月 1 日" in warning for warning in checked(Claim(due=date(2016, 1, 1))).warnings)


DAYS = st.dates(date(2018, 1, 1), date(2026, 10, 31))
EVENTS = st.lists(
    st.builds(Event, cause=st.sampled_from(["demand", "part-payment", "suit"]), day=DAYS, proved=st.booleans()),
    max_size=5,
)
CLOSED = EVENTS.map(
    lambda events: tuple(
        replace(one, ended=min(one.day + timedelta(90), AS_OF)) if one.cause == "suit" else one for one in events
    )
)


@given(DAYS, CLOSED, DAYS)
def test_a_proved_interruption_never_shortens(due: date, events: tuple[Event, ...], day: date) -> None:
    without = checked(Claim(due=due, events=events))
    with_it = checked(Claim(due=due, events=(*events, Event(cause="demand", day=day))))
    assert without.last_day is not None
    assert with_it.last_day is not None
    assert without.last_day <= with_it.last_day


@given(DAYS, CLOSED)
def test_the_safe_day_is_never_later_than_the_generous_one_nor_than_twenty_years(
    due: date, events: tuple[Event, ...]
) -> None:
    found = checked(Claim(due=due, events=events))
    assert found.last_day is not None
    assert found.maximum is not None
    assert found.last_day <= found.maximum
    assert found.latest_day is None or found.last_day < found.latest_day


@given(DAYS, DAYS, st.integers(0, 400))
def test_an_obstacle_never_shortens(due: date, day: date, length: int) -> None:
    obstacle = Event(cause="force-majeure", day=day, ended=min(day + timedelta(length), AS_OF))
    without, with_it = checked(Claim(due=due)), checked(Claim(due=due, events=(obstacle,)))
    assert without.last_day is not None
    assert with_it.last_day is not None
    assert without.last_day <= with_it.last_day


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (Claim(due=date(2024, 1, 1), grace_ends=date(2024, 2, 1)), "只能填一种"),
        (Claim(due=date(2024, 1, 1), events=(Event(cause="shouting", day=date(2024, 2, 1)),)), "没有 “shouting”"),
        (Claim(due=date(2024, 1, 1), events=(Event(cause="demand", day=date(2027, 2, 1)),)), "在体检日"),
        (
            Claim(due=date(2024, 1, 1), events=(Event(cause="suit", day=date(2024, 2, 1), ended=date(2024, 1, 1)),)),
            "早于开始的",
        ),
        (
            Claim(due=date(2024, 1, 1), events=(Event(cause="demand", day=date(2024, 2, 1), ended=date(2024, 3, 1)),)),
            "不需要结束日期",
        ),
    ],
)
def test_what_cannot_be_checked_is_refused(made: Claim, told: str) -> None:
    with pytest.raises(Uncountable, match=told):
        checked(made)
