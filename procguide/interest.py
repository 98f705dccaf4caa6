"""Interest by segments: agreed, capped and doubled, with part payments applied in order, exact until it is shown.

Every day that counts carries the rate, the ceiling and the balances of that day.  Which days count (``ends``) and how
many days a year has (``basis``) are arguments, never assumed.  A day whose rate is unknown is left out and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from procguide import money
from procguide.fees import told
from procguide.model import Date, Point
from procguide.money import percent, plain, shown
from procguide.rates import ONE_DAY, Rates
from procguide.schedule import NOTHING_OWED, Basis, Rate, Schedule

Ends = Literal["first", "last", "both", "neither"]
Balance = Literal["costs", "interest", "principal", "surcharge"]
ENDS: dict[Ends, str] = {
    "first": "起始日计入、截止日不计入",
    "last": "起始日不计入、截止日计入",
    "both": "起始日、截止日都计入",
    "neither": "起始日、截止日都不计入",
}
BASES: dict[Basis, str] = {
    "360": "一年按 360 天",
    "365": "一年按 365 天",
    "actual": "平年按 365 天、闰年按 366 天",
}
#: 民法典/561 before judgment; 迟延履行利息解释/4 puts the doubled part last.  The parties may agree otherwise.
ORDER: tuple[Balance, ...] = ("costs", "interest", "principal", "surcharge")
EPOCH, HORIZON = date(1949, 10, 1), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received on a day."""

    day: Date
    amount: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Debt:
    """A debt and how it bears interest; ``limits`` is the ceiling, ``surcharge`` the doubled part."""

    principal: Decimal
    start: Date
    end: Date
    basis: Basis
    ends: Ends
    agreed: Schedule = NOTHING_OWED
    limits: Schedule | None = None
    surcharge: Schedule = NOTHING_OWED
    costs: Decimal = Decimal(0)
    payments: tuple[Payment, ...] = ()
    order: tuple[Balance, ...] = ORDER


@dataclass(frozen=True, slots=True)
class Segment:
    """Days that share rates and balances, both ends counted; ``rate`` is what is applied, None when unknown."""

    first: Date
    last: Date
    days: int
    principal: Fraction
    base: Fraction
    agreed: Rate | None
    rate: Rate | None
    known: bool
    interest: Fraction
    surcharge_rate: Rate | None
    surcharge: Fraction

    @property
    def capped(self) -> bool:
        return self.known and self.rate != self.agreed


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment and what it went to."""

    payment: Payment
    applied: Mapping[Balance, Fraction]
    over: Fraction


@dataclass(frozen=True, slots=True)
class Account:
    """A debt worked out to its last day."""

    debt: Debt
    days: int
    segments: tuple[Segment, ...]
    receipts: tuple[Receipt, ...]
    left: Mapping[Balance, Fraction]
    working: tuple[Point, ...]
    warnings: tuple[Point, ...]

    @property
    def interest(self) -> Fraction:
        return sum((segment.interest for segment in self.segments), Fraction(0))

    @property
    def surcharge(self) -> Fraction:
        return sum((segment.surcharge for segment in self.segments), Fraction(0))

    @property
    def over(self) -> Fraction:
        return sum((receipt.over for receipt in self.receipts), Fraction(0))

    @property
    def unknown_days(self) -> int:
        return sum(segment.days for segment in self.segments if not segment.known)


def span(start: Date, end: Date, ends: Ends) -> tuple[Date, Date]:
    """The first day that counts and the day after the last one."""
    first = start if ends in ("first", "both") else start + ONE_DAY
    stop = end + ONE_DAY if ends in ("last", "both") else end
    return first, max(first, stop)


def _refuse(debt: Debt) -> None:
    if debt.end < debt.start:
        raise ValueError(f"截止日 {debt.end} 早于起始日 {debt.start}")
    if debt.start < EPOCH or debt.end >= HORIZON:
        raise ValueError(f"日期应在 {EPOCH} 至 {HORIZON} 之间，请核对年份")
    if debt.principal < 0 or debt.costs < 0:
        raise ValueError("本金和费用不能是负数")
    if sorted(debt.order) != sorted(ORDER):
        raise ValueError("抵充顺序要把费用、利息、本金、加倍部分各写一次")
    for payment in debt.payments:
        if not debt.start <= payment.day <= debt.end:
            raise ValueError(f"付款日 {payment.day} 不在 {debt.start} 至 {debt.end} 之间")
        if payment.amount <= 0:
            raise ValueError(f"{payment.day} 的付款金额必须大于零")


def _effective(debt: Debt) -> list[tuple[Date, Payment]]:
    """From which day each payment lowers the balances: its own day, or the next where the last day counts."""
    first, stop = span(debt.start, debt.end, debt.ends)
    later = ONE_DAY if debt.ends in ("last", "both") else ONE_DAY * 0
    ordered = sorted(debt.payments, key=lambda payment: payment.day)
    return [(min(max(payment.day + later, first), stop), payment) for payment in ordered]


def _cuts(debt: Debt, effective: Sequence[tuple[Date, Payment]]) -> list[Date]:
    first, stop = span(debt.start, debt.end, debt.ends)
    days = {first, stop, *(day for day, _ in effective)}
    for schedule in (debt.agreed, debt.limits or NOTHING_OWED, debt.surcharge):
        days |= {step.first for step in schedule.steps}
    if debt.basis == "actual":
        days |= {date(year, 1, 1) for year in range(first.year, stop.year + 1)}
    return sorted(day for day in days if first <= day <= stop)


def _segment(debt: Debt, first: Date, stop: Date, left: Mapping[Balance, Fraction]) -> Segment:
    days = (stop - first).days
    rate = agreed = debt.agreed.on(first)
    known = not debt.agreed.steps or agreed is not None
    if known and rate and debt.limits is not None:
        limit = debt.limits.on(first)
        known = limit is not None
        if limit and limit.daily(first, debt.basis) < rate.daily(first, debt.basis):
            rate = limit
    if not known:
        rate = None
    principal, base = left["principal"], left["principal"] + left["costs"]
    extra = debt.surcharge.on(first)
    return Segment(
        first,
        stop - ONE_DAY,
        days,
        principal,
        base,
        agreed,
        rate,
        known,
        principal * rate.daily(first, debt.basis) * days if rate else Fraction(0),
        extra,
        base * extra.daily(first, debt.basis) * days if extra else Fraction(0),
    )


def _received(payment: Payment, left: dict[Balance, Fraction], order: Sequence[Balance]) -> Receipt:
    rest, applied = Fraction(payment.amount), dict[Balance, Fraction]()
    for balance in order:
        applied[balance] = min(rest, left[balance])
        left[balance] -= applied[balance]
        rest -= applied[balance]
    return Receipt(payment, applied, rest)


def accrue(rates: Rates, debt: Debt) -> Account:
    """The debt worked out to its last day; raises ValueError with a Chinese sentence."""
    _refuse(debt)
    left: dict[Balance, Fraction] = {
        "costs": Fraction(debt.costs),
        "interest": Fraction(0),
        "principal": Fraction(debt.principal),
        "surcharge": Fraction(0),
    }
    waiting = _effective(debt)
    cuts = _cuts(debt, waiting)
    segments: list[Segment] = []
    receipts: list[Receipt] = []
    for first, stop in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        while waiting and waiting[0][0] <= first:
            receipts.append(_received(waiting.pop(0)[1], left, debt.order))
        if stop > first and left["principal"] + left["costs"] > 0:
            segment = _segment(debt, first, stop, left)
            left["interest"] += segment.interest
            left["surcharge"] += segment.surcharge
            segments.append(segment)
    begins, ends = span(debt.start, debt.end, debt.ends)
    days = (ends - begins).days
    working = tuple(_working(rates, debt, days, segments, receipts))
    return Account(debt, days, tuple(segments), tuple(receipts), left, working, _warnings(rates, debt, segments))


def _working(
    rates: Rates, debt: Debt, days: int, segments: Sequence[Segment], receipts: Sequence[Receipt]
) -> Iterator[Point]:
    yield rates.say(
        "convention", start=debt.start, end=debt.end, ends=ENDS[debt.ends], days=days, basis=BASES[debt.basis]
    )
    for schedule in (debt.agreed, debt.limits or NOTHING_OWED, debt.surcharge):
        yield from schedule.said
    events: list[tuple[Date, int, Segment | Receipt]] = [(segment.first, 1, segment) for segment in segments]
    effective = {id(payment): day for day, payment in _effective(debt)}
    events += [(effective[id(receipt.payment)], 0, receipt) for receipt in receipts]
    for _, _, event in sorted(events, key=lambda event: event[:2]):
        yield from _told(rates, debt, event)
    if segments:
        yield rates.say("rounded")


def _told(rates: Rates, debt: Debt, event: Segment | Receipt) -> Iterator[Point]:
    if isinstance(event, Receipt):
        yield _receipt_told(rates, debt, event)
        if event.over:
            yield rates.say("overpaid", amount=shown(event.over))
        return
    words: dict[str, Any] = {"first": event.first, "last": event.last, "days": event.days}
    if not event.known:
        yield rates.say("segment-unknown", **words)
    elif event.rate and event.principal:
        formula = event.rate.formula(event.first, debt.basis, event.days)
        words |= {"principal": shown(event.principal), "interest": shown(event.interest)}
        if event.capped:
            yield rates.say("segment-capped", agreed=event.agreed, rate=f"{event.rate}计算", formula=formula, **words)
        else:
            yield rates.say("segment", formula=formula, **words)
    if event.surcharge_rate and event.surcharge:
        words |= {"base": shown(event.base), "interest": shown(event.surcharge)}
        formula = event.surcharge_rate.formula(event.first, debt.basis, event.days)
        yield rates.say("segment-surcharge", formula=formula, **words)


def _receipt_told(rates: Rates, debt: Debt, receipt: Receipt) -> Point:
    """The sentence names the law's order only where that order was used."""
    sentence = "payment-order" if debt.order != ORDER else "payment-judgment" if debt.surcharge.steps else "payment"
    applied = {balance: shown(amount) for balance, amount in receipt.applied.items()}
    return rates.say(sentence, day=receipt.payment.day, amount=shown(receipt.payment.amount), **applied)


def _warnings(rates: Rates, debt: Debt, segments: Sequence[Segment]) -> tuple[Point, ...]:
    found = [
        point for schedule in (debt.agreed, debt.limits or NOTHING_OWED, debt.surcharge) for point in schedule.warnings
    ]
    if unknown := sum(segment.days for segment in segments if not segment.known):
        found.append(rates.say("unknown-days", days=unknown))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Penalty:
    """An agreed penalty against the loss."""

    agreed: Decimal
    loss: Decimal
    line: Decimal
    over: bool
    working: tuple[Point, ...] = field(default=())


def penalty(rates: Rates, agreed: Decimal, loss: Decimal) -> Penalty:
    """Whether an agreed penalty looks excessive beside the loss."""
    row = next(row for row in rates.thresholds if row.id == "penalty")
    line = Fraction(loss) * (1 + Fraction(row.share))
    over = Fraction(agreed) > line
    words = {"agreed": shown(agreed), "loss": shown(loss), "line": shown(line), "share": percent(row.share)}
    said = rates.say("penalty-over" if over else "penalty-within", **words)
    return Penalty(agreed, loss, money.rounded(line), over, (said, Point(text=row.text, cites=row.cites)))


def table(account: Account) -> dict[str, Any]:
    """An account as JSON: amounts and days are strings."""
    return {
        "start": str(account.debt.start),
        "end": str(account.debt.end),
        "basis": account.debt.basis,
        "ends": account.debt.ends,
        "days": account.days,
        "unknown_days": account.unknown_days,
        "interest": plain(account.interest),
        "surcharge": plain(account.surcharge),
        "left": {balance: plain(account.left[balance]) for balance in ORDER},
        "due": plain(sum(account.left.values(), Fraction(0))),
        "over": plain(account.over),
        "segments": [
            {
                "first": str(segment.first),
                "last": str(segment.last),
                "days": segment.days,
                "principal": plain(segment.principal),
                "agreed": str(segment.agreed) if segment.agreed else None,
                "rate": str(segment.rate) if segment.rate else None,
                "capped": segment.capped,
                "known": segment.known,
                "interest": plain(segment.interest),
                "base": plain(segment.base),
                "surcharge": plain(segment.surcharge),
            }
            for segment in account.segments
        ],
        "payments": [
            {"day": str(receipt.payment.day), "amount": plain(receipt.payment.amount), "over": plain(receipt.over)}
            | {balance: plain(receipt.applied[balance]) for balance in ORDER}
            for receipt in account.receipts
        ],
        "working": told(account.working),
        "warnings": told(account.warnings),
    }
