"""Whether it is worth it: the routes by hand, and ranges that hold every estimate inside them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide.worth import Case, Outcome, Prospect, compare
from tests.reckoning import rates

CASE = Case(claim=Decimal(380000))
SURE = Prospect(
    chance=(Fraction(1), Fraction(1)), recovery=(Fraction(1), Fraction(1)), months=(Fraction(0), Fraction(0))
)
HALF = replace(SURE, chance=(Fraction(1, 2), Fraction(1, 2)))
EVERY = ("negotiation", "payment-order", "small-claims", "ordinary")


def routes(case: Case, prospect: Prospect) -> dict[str, Outcome]:
    return {one.route.id: one for one in compare(rates(), case, dict.fromkeys(EVERY, prospect))}


def test_what_each_route_advances() -> None:
    """380,000: nothing; 7,000÷3; 7,000÷2; 7,000."""
    found = routes(CASE, SURE)
    assert [str(found[route].court) for route in EVERY] == ["0.00", "2333.33", "3500.00", "7000.00"]


def test_a_sure_win_brings_the_claim() -> None:
    for route, found in routes(CASE, SURE).items():
        assert (380000, 380000) == found.won == found.expected, route


def test_an_even_chance_by_hand() -> None:
    """Half of 380,000 less half of what is lost: 7,000 of the ordinary procedure's fee."""
    found = routes(CASE, HALF)["ordinary"]
    assert found.lost == -7000
    assert found.expected == (186500, 186500)


def test_a_preservation_is_paid_by_the_lawsuit_only() -> None:
    found = routes(replace(CASE, preserved=Decimal(380000)), SURE)
    assert str(found["ordinary"].court) == "9420.00"
    assert str(found["payment-order"].court) == "2333.33"


def test_an_empty_judgment_returns_the_acceptance_fee_but_not_the_preservation_fee() -> None:
    """民诉法解释/207 for the one; the debtor pays the other, if at all."""
    empty = replace(SURE, recovery=(Fraction(0), Fraction(0)))
    found = routes(replace(CASE, preserved=Decimal(380000)), empty)["ordinary"]
    assert found.won == (-2420, -2420)


def test_a_lawyer_and_the_time_cost() -> None:
    case = replace(CASE, fixed=Decimal(10000), share=Fraction("0.1"), waiting=Fraction("0.03"))
    found = routes(case, replace(SURE, months=(Fraction(12), Fraction(12))))["ordinary"]
    assert found.won == (380000 - 38000 - 11400 - 10000,) * 2
    assert found.lost == -17000, "a share of nothing is nothing; the fixed fee stays"


def test_a_share_above_the_ceiling_is_told() -> None:
    assert not routes(replace(CASE, share=Fraction("0.18")), SURE)["ordinary"].warnings
    warned = routes(replace(CASE, share=Fraction("0.2")), SURE)["ordinary"].warnings
    assert "76,000.00 元超过风险代理上限 68,400.00 元" in warned[0].text


PORTIONS = st.fractions(0, 1, max_denominator=20)
RANGES = st.tuples(PORTIONS, PORTIONS).map(lambda pair: (min(pair), max(pair)))


@given(
    chance=RANGES,
    recovery=RANGES,
    months=RANGES,
    inside=st.tuples(PORTIONS, PORTIONS, PORTIONS),
    route=st.sampled_from(EVERY),
)
def test_the_range_holds_every_estimate_inside_it(
    chance: tuple[Fraction, Fraction],
    recovery: tuple[Fraction, Fraction],
    months: tuple[Fraction, Fraction],
    inside: tuple[Fraction, Fraction, Fraction],
    route: str,
) -> None:
    case = replace(
        CASE, fixed=Decimal(5000), share=Fraction("0.1"), waiting=Fraction("0.05"), preserved=Decimal(100000)
    )
    months = (months[0] * 24, months[1] * 24)
    points = [low + (high - low) * part for (low, high), part in zip((chance, recovery, months), inside, strict=True)]
    whole = compare(rates(), case, {route: Prospect(chance=chance, recovery=recovery, months=months)})[0]
    one = compare(
        rates(), case, {route: Prospect(chance=(points[0],) * 2, recovery=(points[1],) * 2, months=(points[2],) * 2)}
    )[0]
    assert whole.expected[0] <= one.expected[0] <= whole.expected[1]
    assert whole.won[0] <= one.won[0] <= whole.won[1]


@pytest.mark.parametrize(
    ("case", "prospect", "says"),
    [
        (replace(CASE, claim=Decimal(0)), SURE, "必须大于零"),
        (replace(CASE, fixed=Decimal(-1)), SURE, "不能是负数"),
        (CASE, replace(SURE, chance=(Fraction(1), Fraction(1, 2))), "把握要从小到大"),
        (CASE, replace(SURE, recovery=(Fraction(0), Fraction(2))), "回款比例"),
        (CASE, replace(SURE, months=(Fraction(0), Fraction(999))), "月数"),
    ],
)
def test_a_wrong_estimate_is_refused_with_a_sentence(case: Case, prospect: Prospect, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        compare(rates(), case, {"ordinary": prospect})


def test_an_unknown_route_is_refused() -> None:
    with pytest.raises(ValueError, match="没有“长征”这条路"):
        compare(rates(), CASE, {"长征": SURE})
