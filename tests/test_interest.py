"""Interest: the public vectors, the ceilings and how they cut over, part payments, the doubled part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide import interest, schedule
from procguide.interest import ENDS, Account, Debt, Payment
from procguide.money import percent, plain
from tests.reckoning import cases, rates

DAYS = st.dates(date(2019, 8, 20), date(2026, 10, 19))


def debt(principal: int | str, rate: str, start: str, end: str, **more: object) -> Debt:
    values = {"basis": "365", "ends": "first", **more}
    agreed = schedule.agreed_schedule(rates(), rate) if rate else schedule.NOTHING_OWED
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return Debt(principal=Decimal(principal), start=first, end=last, agreed=agreed, **values)  # type: ignore[arg-type]


def accrued(*args: object, **more: object) -> Account:
    return interest.accrue(rates(), debt(*args, **more))  # type: ignore[arg-type]


def paid(day: str, amount: int | str) -> Payment:
    return Payment(date.fromisoformat(day), Decimal(amount))


def ceiling(formed: str, filed: str = "") -> schedule.Schedule:
    return schedule.ceiling(rates(), date.fromisoformat(formed), date.fromisoformat(filed) if filed else None)


@pytest.mark.parametrize("row", cases("interest.csv"), ids=lambda row: row["name"])
def test_interest(row: dict[str, str]) -> None:
    found = accrued(row["principal"], row["rate"], row["start"], row["end"], basis=row["basis"], ends=row["ends"])
    assert (row["interest"], int(row["days"])) == (plain(found.interest), found.days), row["why"]


@pytest.mark.parametrize("row", cases("rates.csv"), ids=lambda row: row["text"])
def test_a_rate_as_people_write_it(row: dict[str, str]) -> None:
    rate = schedule.agreed(row["text"]).rate
    assert rate == schedule.Rate(Fraction(row["share"]), row["per"]), row["why"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "请填写利率"),
        ("高", "不是利率"),
        ("0%", "必须大于零"),
        ("-3%", "不是利率"),
        ("5000%", "超过年利率1000%"),
        ("月1%/年", "不是利率"),
        ("20倍LPR", "倍数"),
        ("日利率12%", "超过年利率1000%"),
    ],
)
def test_a_wrong_rate_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        schedule.agreed(text)


@pytest.mark.parametrize("row", cases("caps.csv"), ids=lambda row: f"{row['formed']} {row['filed']} {row['day']}")
def test_a_ceiling(row: dict[str, str]) -> None:
    found = ceiling(row["formed"], row["filed"])
    limit = found.on(date.fromisoformat(row["day"]))
    assert row["limit"] == (percent(limit.share) if limit else ""), row["why"]
    assert limit or found.warnings, "an unknown ceiling is never silent"


def test_example_f_a_capped_year() -> None:
    """A loan of 200,000 at 15% of 2025-06-10: the ceiling is 12%; 6,000 of the year's interest is not protected."""
    agreed = accrued(200000, "15%", "2025-06-10", "2026-06-10")
    capped = accrued(200000, "15%", "2025-06-10", "2026-06-10", limits=ceiling("2025-06-10"))
    assert (plain(agreed.interest), plain(capped.interest)) == ("30000.00", "24000.00")
    assert all(segment.capped for segment in capped.segments)


def test_a_loan_across_2020_08_20_is_cut_there() -> None:
    """24% to 2020-08-19 (437 days), 12% from 2020-08-20 (294 days), by the day of filing."""
    limits = ceiling("2019-06-10", "2026-05-01")
    found = accrued(365000, "36%", "2019-06-10", "2021-06-10", limits=limits)
    assert [(str(segment.first), str(segment.last), segment.days) for segment in found.segments] == [
        ("2019-06-10", "2020-08-19", 437),
        ("2020-08-20", "2021-06-09", 294),
    ]
    assert plain(437 * 240 + 294 * 120) == plain(found.interest)
    assert any("待核" in point.text for point in found.warnings), "the old scale is not confirmed, and says so"


def test_a_rate_under_the_ceiling_is_left_alone() -> None:
    found = accrued(200000, "10%", "2025-06-10", "2026-06-10", limits=ceiling("2025-06-10"))
    assert not any(segment.capped for segment in found.segments)


def test_a_daily_rate_is_held_to_the_ceiling_of_the_same_basis() -> None:
    """万分之五 a day is 18.25% of 365 days: capped at 12%."""
    found = accrued(365000, "日万分之五", "2025-06-10", "2025-06-20", limits=ceiling("2025-06-10"))
    assert plain(found.interest) == "1200.00"


def test_days_without_an_lpr_are_left_out_and_told() -> None:
    found = accrued(365000, "LPR", "2026-10-10", "2026-11-10")
    assert (found.unknown_days, plain(found.interest)) == (21, "300.00")
    assert any("21 天" in point.text for point in found.warnings)


@given(
    first=DAYS,
    lengths=st.tuples(st.integers(0, 900), st.integers(0, 900)),
    basis=st.sampled_from(["360", "365", "actual"]),
)
def test_interest_is_additive_over_periods(first: date, lengths: tuple[int, int], basis: str) -> None:
    middle = first + timedelta(lengths[0])
    last = middle + timedelta(lengths[1])
    one, two, both = (
        accrued(1234567, "1.3*LPR", str(start), str(end), basis=basis).interest
        for start, end in ((first, middle), (middle, last), (first, last))
    )
    assert one + two == both


@given(first=DAYS, length=st.integers(1, 900), rate=st.sampled_from(["12%", "LPR", "日万分之五"]))
def test_the_ends_differ_by_their_days(first: date, length: int, rate: str) -> None:
    last = first + timedelta(length)
    by_ends = {ends: accrued(10**6, rate, str(first), str(last), ends=ends) for ends in ENDS}
    assert length - 1 == by_ends["neither"].days
    assert length == by_ends["first"].days == by_ends["last"].days
    assert length + 1 == by_ends["both"].days
    for account in by_ends.values():
        assert account.days == sum(segment.days for segment in account.segments)


def test_a_payment_goes_to_costs_then_interest_then_principal() -> None:
    """365,000 at 10%: 100 a day. After 30 days 3,000 of interest and 500 of costs stand before the principal."""
    found = accrued(
        365000, "10%", "2026-01-01", "2026-03-02", costs=Decimal(500), payments=(paid("2026-01-31", 10000),)
    )
    assert [plain(amount) for amount in found.receipts[0].applied.values()] == ["500.00", "3000.00", "6500.00", "0.00"]
    assert plain(Fraction(358500) / 10 / 365 * 30) == plain(found.left["interest"])
    assert "民法典/561" in {str(cite) for point in found.working for cite in point.cites}


def test_a_payment_that_does_not_cover_the_interest_leaves_the_principal() -> None:
    found = accrued(365000, "10%", "2026-01-01", "2026-03-02", payments=(paid("2026-01-31", 1000),))
    assert (plain(found.left["principal"]), plain(found.left["interest"])) == ("365000.00", "5000.00")


def test_the_day_of_payment_counts_where_the_last_day_counts() -> None:
    """Paid in full on the 10th day: nine days of interest without the last day, ten with it."""
    by_ends = {
        ends: accrued(365000, "10%", "2026-01-01", "2026-02-01", ends=ends, payments=(paid("2026-01-11", 400000),))
        for ends in ENDS
    }
    assert {ends: plain(account.interest) for ends, account in by_ends.items()} == {
        "first": "1000.00",
        "last": "1000.00",
        "both": "1100.00",
        "neither": "900.00",
    }


def test_what_is_paid_too_much_is_told() -> None:
    found = accrued(1000, "12%", "2026-01-01", "2026-02-01", payments=(paid("2026-01-01", 1500),))
    assert plain(found.over) == "500.00"
    assert any("多 500.00" in point.text for point in found.working)


@given(
    amounts=st.lists(st.integers(1, 10**8), max_size=5),
    ends=st.sampled_from(list(ENDS)),
    offsets=st.lists(st.integers(0, 365), min_size=5, max_size=5),
)
def test_every_fen_is_accounted_for(amounts: list[int], ends: str, offsets: list[int]) -> None:
    start = date(2025, 1, 1)
    payments = tuple(
        Payment(start + timedelta(offset), Decimal(fen).scaleb(-2))
        for fen, offset in zip(amounts, offsets, strict=False)
    )
    surcharge = schedule.doubled(rates(), start)
    found = accrued(
        300000, "LPR", "2025-01-01", "2026-01-01", ends=ends, costs=Decimal(900), payments=payments, surcharge=surcharge
    )
    owed = Fraction(300900) + found.interest + found.surcharge
    received = sum((Fraction(payment.amount) for payment in payments), Fraction(0))
    assert owed == received - found.over + sum(found.left.values())
    assert all(amount >= 0 for amount in found.left.values())


def test_example_e_the_doubled_part() -> None:
    """500,000 for 90 days is 7,875; with 200,000 paid on the 60th day 5,250 + 1,575."""
    surcharge = schedule.doubled(rates(), date(2025, 1, 2))
    whole = accrued(500000, "", "2025-01-01", "2025-04-01", ends="last", surcharge=surcharge)
    parts = accrued(
        500000, "", "2025-01-01", "2025-04-01", ends="last", surcharge=surcharge, payments=(paid("2025-03-02", 200000),)
    )
    assert (whole.days, plain(whole.surcharge), plain(parts.surcharge)) == (90, "7875.00", "6825.00")
    assert [plain(segment.surcharge) for segment in parts.segments] == ["5250.00", "1575.00"]


def test_the_public_vector_of_the_doubled_part() -> None:
    surcharge = schedule.doubled(rates(), date(2026, 1, 1))
    assert plain(accrued(10**6, "", "2026-01-01", "2026-04-11", surcharge=surcharge).surcharge) == "17500.00"


def test_the_doubled_part_is_paid_last_and_bears_on_no_interest() -> None:
    """100,000 with general interest: the doubled part is of the principal alone, and is satisfied after it."""
    surcharge = schedule.doubled(rates(), date(2026, 1, 2))
    found = accrued(
        100000,
        "3.65%",
        "2026-01-01",
        "2026-04-11",
        ends="last",
        surcharge=surcharge,
        payments=(paid("2026-04-11", 101000),),
    )
    assert (plain(found.interest), plain(found.surcharge)) == ("1000.00", "1750.00")
    assert {balance: plain(amount) for balance, amount in found.left.items()} == {
        "costs": "0.00",
        "interest": "0.00",
        "principal": "0.00",
        "surcharge": "1750.00",
    }


def test_other_sums_of_the_judgment_bear_the_doubled_part_but_no_interest() -> None:
    surcharge = schedule.doubled(rates(), date(2026, 1, 1))
    found = accrued(90000, "3.65%", "2026-01-01", "2026-04-11", costs=Decimal(10000), surcharge=surcharge)
    assert (plain(found.interest), plain(found.surcharge)) == ("900.00", "1750.00")


def test_a_stay_that_the_debtor_did_not_ask_for_carries_no_doubled_part() -> None:
    """迟延履行利息解释/3/3: ten of the hundred days do not count."""
    surcharge = schedule.doubled(rates(), date(2026, 1, 1), [(date(2026, 2, 1), date(2026, 2, 10))])
    found = accrued(10**6, "", "2026-01-01", "2026-04-11", surcharge=surcharge)
    assert plain(found.surcharge) == "15750.00"


def test_the_doubled_part_is_not_counted_before_the_rule() -> None:
    found = schedule.doubled(rates(), date(2014, 7, 1))
    assert Fraction(0) == found.on(date(2014, 7, 31)).share  # type: ignore[union-attr]
    assert Fraction("0.000175") == found.on(date(2014, 8, 1)).share  # type: ignore[union-attr]
    assert "2014-08-01" in found.warnings[0].text


def test_the_parties_may_agree_on_another_order() -> None:
    order = ("principal", "interest", "costs", "surcharge")
    found = accrued(365000, "10%", "2026-01-01", "2026-03-02", order=order, payments=(paid("2026-01-31", 10000),))
    assert plain(found.left["principal"]) == "355000.00"
    assert any("按约定的顺序" in point.text for point in found.working)


def test_late_payment_of_a_small_enterprise_without_a_rate() -> None:
    agreed = schedule.sme(rates(), date(2025, 7, 1))
    assert (
        plain(interest.accrue(rates(), replace(debt(10**6, "", "2026-01-01", "2026-04-11"), agreed=agreed)).interest)
        == "50000.00"
    )


@pytest.mark.parametrize(("text", "rate", "warned"), [("2%", "3%", True), ("3%", "3%", False), ("8%", "8%", False)])
def test_late_payment_of_a_small_enterprise_is_never_below_the_lpr(text: str, rate: str, warned: bool) -> None:
    found = schedule.sme(rates(), date(2025, 7, 1), text)
    assert rate == percent(found.steps[0].rate.share)  # type: ignore[union-attr]
    assert warned == any("低于" in point.text for point in found.warnings)


@pytest.mark.parametrize(("agreed", "over"), [("130000", False), ("130000.01", True), ("100000", False)])
def test_a_penalty_three_tenths_above_the_loss(agreed: str, over: bool) -> None:
    found = interest.penalty(rates(), Decimal(agreed), Decimal(100000))
    assert (over, Decimal("130000.00")) == (found.over, found.line)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"end": date(2025, 12, 31)}, "早于起始日"),
        ({"start": date(1900, 1, 1)}, "核对年份"),
        ({"payments": (paid("2027-01-01", 1),)}, "付款日"),
        ({"payments": (paid("2026-01-05", 0),)}, "必须大于零"),
        ({"order": ("costs", "interest")}, "抵充顺序"),
    ],
)
def test_a_wrong_question_is_refused_with_a_sentence(more: dict[str, object], says: str) -> None:
    wrong = replace(debt(1000, "12%", "2026-01-01", "2026-02-01"), **more)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=says):
        interest.accrue(rates(), wrong)


def test_a_bare_number_is_told_how_it_was_read() -> None:
    found = schedule.agreed_schedule(rates(), "0.03")
    assert "年利率3%" in found.warnings[0].text
