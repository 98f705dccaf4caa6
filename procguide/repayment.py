"""A repayment plan: instalments that never ask for more than the ceiling allows, to the fen.

Interest runs by days from one due day (counted) to the next (not counted).  Each instalment is a sum to be paid, so it
is rounded to the fen; at the ceiling it is rounded down, and the last instalment takes what is left.
"""

from __future__ import annotations

import calendar
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from procguide import money
from procguide.fees import told
from procguide.interest import BASES
from procguide.model import Date, Point
from procguide.money import plain, shown
from procguide.rates import Rates
from procguide.schedule import Basis, Rate, year_days

Method = Literal["level", "principal", "interest-first"]
METHODS: dict[Method, str] = {"level": "等额本息", "principal": "等额本金", "interest-first": "先息后本"}
MOST_INSTALMENTS = 360


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What is to be repaid and how; ``rate`` None bears no interest, ``limit`` is the ceiling, ``fees`` come on top."""

    principal: Decimal
    start: Date
    first_due: Date
    count: int
    method: Method
    basis: Basis
    rate: Rate | None = None
    limit: Rate | None = None
    fees: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment, in fen."""

    number: int
    due: Date
    days: int
    principal: int
    interest: int
    balance: int

    @property
    def payment(self) -> int:
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class Plan:
    """The instalments, and whether the agreed rate had to be lowered."""

    terms: Terms
    applied: Rate | None
    instalments: tuple[Instalment, ...]
    working: tuple[Point, ...]
    warnings: tuple[Point, ...]

    @property
    def capped(self) -> bool:
        return self.applied != self.terms.rate

    @property
    def interest(self) -> int:
        return sum(instalment.interest for instalment in self.instalments)

    @property
    def total(self) -> int:
        return sum(instalment.payment for instalment in self.instalments)


def months_after(day: Date, months: int) -> Date:
    """The same day of a later month, or that month's last (民法典/202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def factor(rate: Rate | None, start: Date, end: Date, basis: Basis) -> Fraction:
    """The share of the principal that accrues from a day (counted) to another (not counted)."""
    if rate is None:
        return Fraction(0)
    if rate.per == "day" or basis != "actual":
        return rate.daily(start, basis) * (end - start).days
    total, day = Fraction(0), start
    while day < end:
        stop = min(end, date(day.year + 1, 1, 1))
        total += rate.share * (stop - day).days / year_days(day, basis)
        day = stop
    return total


def _refuse(terms: Terms) -> None:
    if not 1 <= terms.count <= MOST_INSTALMENTS:
        raise ValueError(f"期数应在 1 至 {MOST_INSTALMENTS} 之间")
    if terms.first_due <= terms.start:
        raise ValueError(f"第一期到期日 {terms.first_due} 应当晚于起始日 {terms.start}")
    if terms.first_due.year > 2150:
        raise ValueError("日期过远，请核对年份")
    if money.fen(terms.principal) < terms.count:
        raise ValueError("本金太少，分不成这么多期")
    if terms.fees < 0:
        raise ValueError("费用不能是负数")


def _lower(agreed: Rate | None, limit: Rate | None, terms: Terms) -> Rate | None:
    if agreed is None or limit is None:
        return agreed
    return limit if limit.daily(terms.start, terms.basis) < agreed.daily(terms.start, terms.basis) else agreed


def _level(principal: int, factors: Sequence[Fraction]) -> int:
    """The instalment that, paid every time, leaves nothing: P·Πg ÷ Σ of the products of the factors after each."""
    grown, after = Fraction(1), Fraction(0)
    for share in reversed(factors):
        after += grown
        grown *= 1 + share
    return money.fen(principal * grown / after / 100)


def _instalments(terms: Terms, factors: Sequence[Fraction], dues: Sequence[Date], down: bool) -> Iterator[Instalment]:
    balance = money.fen(terms.principal)
    each = balance // terms.count
    level = _level(balance, factors)
    before = terms.start
    for number, (share, due) in enumerate(zip(factors, dues, strict=True), 1):
        accrued = balance * share
        interest = int(accrued // 1) if down else money.fen(accrued / 100)
        if number == terms.count:
            principal = balance
        elif terms.method == "level":
            principal = min(max(level - interest, 0), balance)
        else:
            principal = each if terms.method == "principal" else 0
        balance -= principal
        yield Instalment(number, due, (due - before).days, principal, interest, balance)
        before = due


def plan(rates: Rates, terms: Terms) -> Plan:
    """The instalments under the ceiling; raises ValueError with a Chinese sentence."""
    _refuse(terms)
    applied = _lower(terms.rate, terms.limit, terms)
    dues = [months_after(terms.first_due, number) for number in range(terms.count)]
    pairs = list(zip([terms.start, *dues[:-1]], dues, strict=True))
    factors = [factor(applied, start, end, terms.basis) for start, end in pairs]
    down = applied is not None and applied == terms.limit
    instalments = tuple(_instalments(terms, factors, dues, down))
    made = Plan(terms, applied, instalments, (), ())
    return replace(made, working=tuple(_working(rates, made)), warnings=tuple(_warnings(rates, made, pairs)))


def _working(rates: Rates, made: Plan) -> Iterator[Point]:
    terms = made.terms
    if made.capped:
        yield rates.say("plan-capped", agreed=terms.rate, rate=made.applied)
    yield rates.say("plan-convention", method=METHODS[terms.method], basis=BASES[terms.basis])
    if terms.first_due.day > 28:
        yield rates.say("plan-month-end", day=terms.first_due.day)
    total, interest = shown(Fraction(made.total, 100)), shown(Fraction(made.interest, 100))
    yield rates.say("plan-total", count=terms.count, total=total, interest=interest)


def _warnings(rates: Rates, made: Plan, pairs: Sequence[tuple[Date, Date]]) -> Iterator[Point]:
    """Interest and other fees together stay under the ceiling (民间借贷规定/29)."""
    terms = made.terms
    if terms.limit is None or not terms.fees:
        return
    balances = [money.fen(terms.principal), *(instalment.balance for instalment in made.instalments[:-1])]
    line = sum(
        (balance * factor(terms.limit, *pair, terms.basis) for balance, pair in zip(balances, pairs, strict=True)),
        Fraction(0),
    )
    total = made.interest + Fraction(terms.fees) * 100
    if total > line:
        yield rates.say("plan-fees-over", total=shown(total / 100), line=shown(line / 100))


HEADINGS = ("期数", "到期日", "天数", "应还本金", "应还利息", "应还合计", "剩余本金")


def rows(made: Plan) -> list[list[str]]:
    """The instalments as a table of texts, under :data:`HEADINGS`."""
    return [
        [str(one.number), str(one.due), str(one.days)]
        + [plain(Fraction(value, 100)) for value in (one.principal, one.interest, one.payment, one.balance)]
        for one in made.instalments
    ]


def sheet(made: Plan) -> str:
    """The plan as CSV; the mark in front tells Excel that it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *rows(made)])
    return "\ufeff" + out.getvalue()


def table(made: Plan) -> dict[str, Any]:
    """The plan as JSON."""
    return {
        "rate": str(made.applied) if made.applied else None,
        "capped": made.capped,
        "total": plain(Fraction(made.total, 100)),
        "interest": plain(Fraction(made.interest, 100)),
        "rows": rows(made),
        "working": told(made.working),
        "warnings": told(made.warnings),
    }
