"""Is it worth it: what each route costs first, brings if it works, costs if it does not.  Ranges, never one number.

Chances, times and what can be recovered are the reader's own estimates; nothing is assumed for them.  The expected net
is linear in each estimate, so its bounds are found at the corners of the ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from procguide import fees, money
from procguide.model import Point
from procguide.money import plain, shown
from procguide.rates import Rates, Route

Range = tuple[Fraction, Fraction]
LONGEST = 240  # months


@dataclass(frozen=True, kw_only=True, slots=True)
class Prospect:
    """A reader's estimate of a route: the chance that it works, the share then recovered, the months it takes."""

    chance: Range
    recovery: Range
    months: Range


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A claim and what pursuing it costs besides the court: a fixed fee, a share of what is recovered, other costs.

    ``preserved`` is what is to be frozen; ``waiting`` what a year without the money costs, as a share of it.
    """

    claim: Decimal
    fixed: Decimal = Decimal(0)
    share: Fraction = Fraction(0)
    other: Decimal = Decimal(0)
    preserved: Decimal = Decimal(0)
    waiting: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A route worked out; every pair is (least, most)."""

    route: Route
    court: Decimal
    won: Range
    lost: Fraction
    expected: Range
    working: tuple[Point, ...]
    warnings: tuple[Point, ...]


def _refuse(case: Case, prospect: Prospect) -> None:
    if case.claim <= 0:
        raise ValueError("金额必须大于零")
    if min(case.fixed, case.other, case.preserved) < 0 or not 0 <= case.share < 1 or not 0 <= case.waiting <= 1:
        raise ValueError("费用不能是负数，比例应在 0 至 100% 之间")
    for name, (least, most), top in (
        ("把握", prospect.chance, 1),
        ("回款比例", prospect.recovery, 1),
        ("月数", prospect.months, LONGEST),
    ):
        if not 0 <= least <= most <= top:
            shown_top = "100%" if top == 1 else str(top)
            raise ValueError(f"{name}要从小到大写，在 0 至 {shown_top} 之间")


def _court(rates: Rates, route: Route, case: Case) -> tuple[Fraction, Fraction]:
    """The route's own fee and the fee of a preservation, which only a lawsuit here asks for."""
    if not route.fee:
        return Fraction(0), Fraction(0)
    procedures = [fees.procedure_named(rates, route.procedure)] if route.procedure else []
    charged = fees.charge(rates, fees.fee_named(rates, route.fee), case.claim, procedures)
    if route.fee != "acceptance" or not case.preserved:
        return Fraction(charged.least), Fraction(0)
    frozen = fees.charge(rates, fees.fee_named(rates, "preservation"), case.preserved)
    return Fraction(charged.least), Fraction(frozen.least)


def outcome(rates: Rates, route: Route, case: Case, prospect: Prospect) -> Outcome:
    """A route's ranges; raises ValueError with a Chinese sentence."""
    _refuse(case, prospect)
    fee, frozen = _court(rates, route, case)
    spent = Fraction(case.fixed) + Fraction(case.other)
    lost = -(fee + frozen + spent)

    def won(recovery: Fraction, months: Fraction) -> Fraction:
        recovered = Fraction(case.claim) * recovery
        # The court itself pays the acceptance fee back (民诉法解释/207); the other fees come from the debtor, if at all.
        unreturned = (Fraction(0) if route.fee == "acceptance" else fee * (1 - recovery)) + frozen * (1 - recovery)
        return recovered * (1 - case.share - case.waiting * months / 12) - spent - unreturned

    wins = [won(*corner) for corner in product(prospect.recovery, prospect.months)]
    means = [chance * win + (1 - chance) * lost for chance in prospect.chance for win in wins]
    court = money.rounded(fee + frozen)
    made_won, expected = (min(wins), max(wins)), (min(means), max(means))
    working = (
        rates.say("worth-advance", court=shown(court)),
        rates.say("worth-won", least=shown(made_won[0]), most=shown(made_won[1])),
        rates.say("worth-lost", amount=shown(-lost)),
        rates.say("worth-expected", least=shown(expected[0]), most=shown(expected[1])),
        Point(text=route.text, cites=route.cites),
        Point(text=route.lost, cites=route.cites),
    )
    return Outcome(route, court, made_won, lost, expected, working, _contingency(rates, case, prospect))


def _contingency(rates: Rates, case: Case, prospect: Prospect) -> tuple[Point, ...]:
    """A warning when the lawyer's share of what is recovered is more than the ceiling allows."""
    scale = fees.fee_named(rates, "contingency")
    for recovery in prospect.recovery[::-1]:
        recovered = Fraction(case.claim) * recovery
        fee, cap = recovered * case.share, fees.scaled(rates, scale, recovered)
        if fee > cap:
            return (rates.say("worth-contingency", fee=shown(fee), cap=shown(cap)),)
    return ()


def compare(rates: Rates, case: Case, prospects: Mapping[str, Prospect]) -> tuple[Outcome, ...]:
    """The routes that the reader has estimates for, in the order of the data; an unknown route is refused."""
    known = [route.id for route in rates.routes]
    for name in prospects:
        if name not in known:
            raise ValueError(f"没有“{name}”这条路；可写：{'、'.join(known)}")
    return tuple(outcome(rates, route, case, prospects[route.id]) for route in rates.routes if route.id in prospects)


def table(outcomes: tuple[Outcome, ...]) -> list[dict[str, Any]]:
    """The routes as JSON."""
    return [
        {
            "route": one.route.id,
            "title": one.route.title,
            "court": plain(one.court),
            "won": [plain(one.won[0]), plain(one.won[1])],
            "lost": plain(one.lost),
            "expected": [plain(one.expected[0]), plain(one.expected[1])],
            "working": fees.told(one.working),
            "warnings": fees.told(one.warnings),
        }
        for one in outcomes
    ]
