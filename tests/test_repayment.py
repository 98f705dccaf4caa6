"""Repayment plans: to the fen, never above the ceiling, settled by the last instalment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide.money import plain
from procguide.repayment import HEADINGS, METHODS, Terms, factor, months_after, plan, sheet
from procguide.schedule import Rate
from tests.reckoning import rates

TWELVE, FIFTEEN = Rate(Fraction("0.12")), Rate(Fraction("0.15"))
TERMS = Terms(
    principal=Decimal(120000),
    start=date(2026, 1, 1),
    first_due=date(2026, 2, 1),
    count=12,
    method="principal",
    basis="365",
    rate=TWELVE,
)


def test_equal_principal_by_hand() -> None:
    """120,000 at 12%, ten thousand a month: January has 31 days, 120,000×12%÷365×31 = 1,223.01."""
    made = plan(rates(), TERMS)
    first, second = made.instalments[:2]
    assert (1_000_000, 122_301, date(2026, 2, 1)) == (first.principal, first.interest, first.due)
    assert plain(Fraction(110000) * Fraction("0.12") / 365 * 28) == plain(Fraction(second.interest, 100))
    assert made.instalments[-1].balance == 0


def test_interest_first_pays_the_principal_last() -> None:
    made = plan(rates(), replace(TERMS, method="interest-first"))
    assert [instalment.principal for instalment in made.instalments] == [0] * 11 + [12_000_000]


def test_level_instalments_are_level_but_for_the_last_fen() -> None:
    made = plan(rates(), replace(TERMS, method="level"))
    payments = [instalment.payment for instalment in made.instalments]
    assert len(set(payments[:-1])) == 1
    assert abs(payments[-1] - payments[0]) <= len(payments)


def test_without_a_rate_there_is_no_interest() -> None:
    for method in METHODS:
        made = plan(rates(), replace(TERMS, method=method, rate=None))
        assert (made.interest, made.total) == (0, 12_000_000)


def test_a_rate_above_the_ceiling_is_lowered_and_told() -> None:
    made = plan(rates(), replace(TERMS, rate=FIFTEEN, limit=TWELVE))
    assert made.capped
    assert made.applied == TWELVE
    assert "年利率15%超过上限" in made.working[0].text


def test_other_fees_that_pass_the_ceiling_are_told() -> None:
    assert not plan(rates(), replace(TERMS, limit=FIFTEEN, fees=Decimal(1))).warnings
    warned = plan(rates(), replace(TERMS, limit=TWELVE, fees=Decimal(1))).warnings
    assert "得不到支持" in warned[0].text


def test_the_thirty_first_falls_on_the_last_of_a_short_month() -> None:
    made = plan(rates(), replace(TERMS, start=date(2025, 12, 31), first_due=date(2026, 1, 31), count=4))
    assert [str(one.due) for one in made.instalments] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert any("月末" in point.text for point in made.working)
    assert date(2024, 2, 29) == months_after(date(2023, 12, 31), 2)


def test_a_year_of_actual_days_is_the_yearly_rate() -> None:
    assert Fraction("0.12") == factor(TWELVE, date(2024, 1, 1), date(2025, 1, 1), "actual")
    assert Fraction("0.12") * 2 == factor(TWELVE, date(2023, 1, 1), date(2025, 1, 1), "actual")


@given(
    fen=st.integers(1000, 10**11),
    count=st.integers(1, 36),
    method=st.sampled_from(list(METHODS)),
    basis=st.sampled_from(["360", "365", "actual"]),
    rate=st.sampled_from([None, TWELVE, FIFTEEN, Rate(Fraction("0.0005"), "day")]),
)
def test_a_plan_settles_the_debt_and_stays_under_the_ceiling(
    fen: int, count: int, method: str, basis: str, rate: Rate | None
) -> None:
    terms = replace(
        TERMS, principal=Decimal(fen).scaleb(-2), count=count, method=method, basis=basis, rate=rate, limit=TWELVE
    )
    made = plan(rates(), terms)
    assert fen == sum(instalment.principal for instalment in made.instalments)
    assert made.instalments[-1].balance == 0
    assert all(instalment.principal >= 0 and instalment.interest >= 0 for instalment in made.instalments)
    before, balance = terms.start, fen
    for instalment in made.instalments:
        assert instalment.interest <= balance * factor(TWELVE, before, instalment.due, basis)  # type: ignore[arg-type]
        before, balance = instalment.due, instalment.balance


def test_the_sheet_opens_in_a_spreadsheet() -> None:
    lines = sheet(plan(rates(), TERMS)).split("\r\n")
    assert "\ufeff" + ",".join(HEADINGS) == lines[0]
    assert lines[1] == "1,2026-02-01,31,10000.00,1223.01,11223.01,110000.00"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"count": 0}, "期数"),
        ({"count": 361}, "期数"),
        ({"first_due": date(2026, 1, 1)}, "晚于起始日"),
        ({"principal": Decimal("0.05")}, "本金太少"),
        ({"fees": Decimal(-1)}, "不能是负数"),
    ],
)
def test_a_wrong_plan_is_refused_with_a_sentence(more: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        plan(rates(), replace(TERMS, **more))  # type: ignore[arg-type]
