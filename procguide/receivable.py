"""What a case is worth on a day: its principal with interest, and the court's fee for claiming it.

Interest is counted by :mod:`procguide.interest`.  Cases under the same rate from the same day earn the same share of their
principal, which is counted once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from procguide import fees, interest, money, schedule
from procguide.interest import Debt, Ends
from procguide.model import Date
from procguide.rates import Fee, Rates
from procguide.schedule import Basis, Schedule

PRINCIPAL, RATE, FROM, FORMED = "principal", "rate", "from", "formed"
#: The columns of a ledger that say what a case is worth, by name; ``formed`` asks for the ceiling of a loan.
COLUMNS = {"本金": PRINCIPAL, "利率": RATE, "起息日": FROM, "合同成立日": FORMED}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is owed on a day, in yuan, and the acceptance fee for claiming it."""

    interest: Decimal
    total: Decimal
    fee: Decimal
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Growth:
    """The interest on one yuan, and what is uncertain about it."""

    share: Fraction
    warnings: tuple[str, ...] = ()


class _Steps:
    """A scale without a cap as :mod:`procguide.fees` counts it, ready for many amounts: whole fen in, whole fen out."""

    def __init__(self, rates: Rates, fee: Fee) -> None:
        points = [Fraction(0), *(Fraction(bracket.above) for bracket in fee.brackets)]
        shares = [Fraction(0), *(Fraction(bracket.share) for bracket in fee.brackets)]
        below = [fees.scaled(rates, fee, point) * 100 for point in points]
        self._unit = lcm(*(number.denominator for number in (*below, *shares)))
        self._above = [int(point * 100) for point in points]
        self._steps = [
            (int(fen * self._unit), int(share * self._unit)) for fen, share in zip(below, shares, strict=True)
        ]

    def on(self, fen: int) -> int:
        place = bisect_left(self._above, fen, lo=1) - 1
        below, share = self._steps[place]
        return _half_up(below + (fen - self._above[place]) * share, self._unit)


def _half_up(number: int, unit: int) -> int:
    return (number * 2 + unit) // (unit * 2)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


class Receivables:
    """Works out cases on a day."""

    def __init__(self, rates: Rates, as_of: Date, basis: Basis, ends: Ends) -> None:
        self.rates = rates
        self.as_of = as_of
        self.basis = basis
        self.ends = ends
        self._fee = _Steps(rates, fees.fee_named(rates, "acceptance"))
        self._agreed: dict[str, Schedule] = {}
        self._limits: dict[tuple[Any, ...], Schedule] = {}
        self._growth: dict[tuple[Any, ...], _Growth] = {}

    def claim(self, cells: Mapping[str, str], filed: Date | None = None) -> Claim | None:
        """A case's claim from its cells, None when it has no principal; raises ValueError with a Chinese sentence."""
        principal, rate, start, formed = (cells.get(name, "") for name in (PRINCIPAL, RATE, FROM, FORMED))
        if not principal:
            if rate or start or formed:
                raise ValueError(f"写了利率或日期，没有写 {PRINCIPAL}")
            return None
        owed = int(money.parse(principal) * 100)
        growth = self._grown(rate, start, formed, filed if formed else None)
        earned = _half_up(owed * growth.share.numerator, growth.share.denominator)
        total = owed + earned
        return Claim(_yuan(earned), _yuan(total), _yuan(self._fee.on(total)), growth.warnings)

    def _grown(self, *terms: Any) -> _Growth:
        found = self._growth.get(terms)
        if found is None:
            found = self._growth[terms] = self._counted(*terms)
        return found

    def _counted(self, rate: str, start: str, formed: str, filed: Date | None) -> _Growth:
        if not rate and not start:
            return _Growth(Fraction(0))
        if not rate or not start:
            raise ValueError(f"{RATE} 和 {FROM} 要一起写")
        first = _day(FROM, start)
        if first > self.as_of:
            return _Growth(Fraction(0), (f"起息日 {first} 还没有到，没有计利息",))
        debt = Debt(
            principal=Decimal(1),
            start=first,
            end=self.as_of,
            basis=self.basis,
            ends=self.ends,
            agreed=self._schedule(rate),
            limits=self._ceiling(_day(FORMED, formed), filed) if formed else None,
        )
        account = interest.accrue(self.rates, debt)
        warnings = tuple(point.text for point in account.warnings)
        if any(segment.capped for segment in account.segments):
            warnings += ("约定利率超过上限，按上限计息",)
        return _Growth(account.interest, warnings)

    def _schedule(self, rate: str) -> Schedule:
        if rate not in self._agreed:
            self._agreed[rate] = schedule.agreed_schedule(self.rates, rate)
        return self._agreed[rate]

    def _ceiling(self, *terms: Any) -> Schedule:
        if terms not in self._limits:
            self._limits[terms] = schedule.ceiling(self.rates, *terms)
        return self._limits[terms]


def _day(name: str, text: str) -> Date:
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return Date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} 应当是日期，写成 2026-01-31 的样子，这里是 “{text[:40]}”") from None
