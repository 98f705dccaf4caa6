"""Rates over time: agreed rates as people write them, the LPR, ceilings that cut over, rates set by law.

A schedule is a tuple of steps, each in force from its first day until the next step; a step without a rate says that
the rate of those days is unknown here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from procguide import money
from procguide.model import Date, Point
from procguide.money import percent
from procguide.numerals import integer
from procguide.rates import ONE_DAY, Cap, Daily, Rates, lpr_on, lpr_warning

Basis = Literal["360", "365", "actual"]
Term = Literal["one_year", "five_year"]
TERMS: dict[str, str] = {"one_year": "一年期", "five_year": "五年期以上"}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of the principal for a year or for a day."""

    share: Fraction
    per: Literal["year", "day"] = "year"

    def __str__(self) -> str:
        return f"{'年' if self.per == 'year' else '日'}利率{percent(self.share)}"

    def daily(self, day: Date, basis: Basis) -> Fraction:
        """The share for one day; ``actual`` divides a year by its own number of days."""
        return self.share if self.per == "day" else self.share / year_days(day, basis)

    def formula(self, day: Date, basis: Basis, days: int) -> str:
        """How the rate stands in a line of the working."""
        divisor = "" if self.per == "day" else f" ÷ {year_days(day, basis)}"
        return f"{percent(self.share)}{divisor} × {days}"


@dataclass(frozen=True, slots=True)
class Step:
    """A rate in force from a day; ``rate`` is None when it is unknown."""

    first: Date
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Steps in order, and what is to be said of them."""

    steps: tuple[Step, ...] = ()
    said: tuple[Point, ...] = ()
    warnings: tuple[Point, ...] = ()

    def on(self, day: Date) -> Rate | None:
        """The rate on a day; None when unknown or before the first step."""
        return next((step.rate for step in reversed(self.steps) if step.first <= day), None)


#: No rate at all, which is not the same as an unknown one.
NOTHING_OWED = Schedule()


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a text says of a rate: a rate, or a multiple of the LPR of a term."""

    rate: Rate | None = None
    multiple: Fraction | None = None
    term: Term = "one_year"
    bare: bool = False


def year_days(day: Date, basis: Basis) -> int:
    """The days of a year under a basis."""
    if basis == "actual":
        return 366 if (day.year % 4 == 0 and day.year % 100 != 0) or day.year % 400 == 0 else 365
    return int(basis)


_LPR = re.compile(
    r"(?P<before>[0-9]+(?:\.[0-9]+)?)?(?:倍|[*×xX])?(?:的)?(?P<term>一年期|五年期(?:以上)?|1年期|5年期(?:以上)?)?的?LPR的?"
    r"(?:[*×xX]?(?P<after>[0-9]+(?:\.[0-9]+)?)倍?)?",
    re.IGNORECASE,
)
_NUMBER = r"[0-9]+(?:\.[0-9]+)?|(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:点[零一二三四五六七八九]+)?"
_RATE = re.compile(
    r"(?:每?(?P<per>年|月|日|天))?(?:化)?(?:利率|利息|息|利)?(?:为|是|:)?"
    rf"(?:(?P<base>百|千|万)分之(?P<share>{_NUMBER})|(?P<percent>[0-9]+(?:\.[0-9]+)?)(?P<sign>[%‰‱])"
    r"|(?P<fen>[0-9]+(?:\.[0-9]+)?)分|(?P<bare>[0-9]+(?:\.[0-9]+)?))"
    r"(?:/?每?(?P<after>年|月|日|天))?",
)
_BASES = {"百": 100, "千": 1000, "万": 10000, "%": 100, "‰": 1000, "‱": 10000}


def _value(text: str) -> Fraction:
    """A number in digits or simple Chinese: 一点七五 → 1.75, 十二 → 12."""
    if text[0].isdigit() and text.isascii():
        return Fraction(text)
    whole, _, part = text.partition("点")
    return Fraction(f"{integer(whole)}.{''.join(str(integer(digit)) for digit in part) or 0}")


def agreed(text: str) -> Agreed:
    """The rate a text states: 12%, 月利率1.5%, 日万分之五, 2分, 4倍LPR; raises ValueError with a Chinese sentence."""
    tidied = money.tidy(text).replace(" ", "")
    if not tidied:
        raise ValueError("请填写利率")
    if (found := _LPR.fullmatch(tidied)) and not (found["before"] and found["after"]):
        multiple = Fraction(found["before"] or found["after"] or 1)
        if not 0 < multiple <= 10:
            raise ValueError(f"LPR 的倍数“{tidied}”不合理，请核对")
        term: Term = "five_year" if (found["term"] or "")[:1] in ("五", "5") else "one_year"
        return Agreed(multiple=multiple, term=term)
    found = _RATE.fullmatch(tidied)
    if not found or (found["per"] and found["after"]):
        raise ValueError(f"“{tidied[:24]}” 不是利率，可写作 12%、月利率1%、日万分之五 或 4倍LPR")
    rate = _rate(found)
    if rate.share <= 0:
        raise ValueError("利率必须大于零")
    if rate.share * (365 if rate.per == "day" else 1) > 10:
        raise ValueError(f"“{tidied}” 超过年利率1000%，请核对单位")
    return Agreed(rate=rate, bare=bool(found["bare"]))


def _rate(found: re.Match[str]) -> Rate:
    per = found["per"] or found["after"] or ""
    if found["bare"]:
        value = Fraction(found["bare"])
        # Nobody lends at 100% a year or at less than 1% in bare figures: 0.12 and 12 both mean 12%.
        share = value if value < 1 else value / 100
    elif found["fen"]:
        # By custom 二分 is two per cent a month unless it says otherwise.
        share, per = Fraction(found["fen"]) / 100, per or "月"
    elif found["base"]:
        share = _value(found["share"]) / _BASES[found["base"]]
    else:
        share = Fraction(found["percent"]) / _BASES[found["sign"]]
    if per in ("日", "天"):
        return Rate(share, "day")
    return Rate(share * 12 if per == "月" else share)


def fixed(rate: Rate) -> Schedule:
    """One rate for ever."""
    return Schedule((Step(date.min, rate),))


def _merged(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps in order, without those that change nothing; of two on the same day the later written stands."""
    merged: list[Step] = []
    for step in sorted({step.first: step for step in steps}.values(), key=lambda step: step.first):
        if not merged or merged[-1].rate != step.rate:
            merged.append(step)
    return tuple(merged)


def lpr(rates: Rates, multiple: Fraction = Fraction(1), term: Term = "one_year") -> Schedule:
    """The LPR of each day times a multiple; the days outside the table are steps without a rate."""
    steps = [Step(date.min, None)]
    for row in rates.lpr:
        steps.append(Step(row.first, Rate(Fraction(getattr(row, term)) * multiple)))
    last = max(row.last for row in rates.lpr)
    return Schedule(_merged([*steps, Step(last + ONE_DAY, None)]))


def lpr_at(rates: Rates, day: Date, multiple: Fraction = Fraction(1), term: Term = "one_year") -> Schedule:
    """The LPR of one day times a multiple, for ever."""
    row = lpr_on(rates, day)
    if row is None:
        return Schedule((Step(date.min, None),), warnings=(lpr_warning(rates, day),))
    share = Fraction(getattr(row, term))
    said = rates.say("lpr-fixed", day=day, term=TERMS[term], rate=percent(share), published=row.first)
    return Schedule((Step(date.min, Rate(share * multiple)),), said=(said,))


def agreed_schedule(rates: Rates, text: str, fixed_on: Date | None = None) -> Schedule:
    """The schedule of an agreed rate; a multiple of the LPR moves with it unless it is fixed on a day."""
    said = agreed(text)
    if said.multiple is not None:
        if fixed_on is None:
            return lpr(rates, said.multiple, said.term)
        return lpr_at(rates, fixed_on, said.multiple, said.term)
    assert said.rate is not None
    warnings = (rates.say("bare-rate", text=money.tidy(text), rate=said.rate),) if said.bare else ()
    return Schedule(fixed(said.rate).steps, warnings=warnings)


def _cap_step(rates: Rates, cap: Cap, formed: Date, filed: Date | None) -> tuple[Schedule, Rate | None]:
    """What a row of the ceiling says of its days."""
    if cap.share is not None:
        return Schedule(), Rate(Fraction(cap.share))
    if cap.multiple is None:
        return Schedule(), None
    day = filed if cap.measured == "filed" else formed
    if day is None:
        return Schedule(warnings=(rates.say("cap-needs-filing"),)), None
    found = lpr_at(rates, day, Fraction(cap.multiple))
    return Schedule(said=found.said, warnings=found.warnings), found.steps[0].rate


def ceiling(rates: Rates, formed: Date, filed: Date | None = None) -> Schedule:
    """The most that a court supports for a loan formed on a day, by the days of the interest."""
    steps, said, warnings = [Step(date.min, None)], [], []
    for cap in sorted(rates.caps, key=lambda cap: cap.first or date.min):
        if not cap.governs(formed):
            continue
        if filed and cap.filed_first and filed < cap.filed_first:
            warnings.append(rates.say("cap-early-filing", day=cap.filed_first))
            rate = None
        else:
            found, rate = _cap_step(rates, cap, formed, filed)
            said.extend([Point(text=f"{cap.title}：{cap.text}", cites=cap.cites), *found.said])
            warnings.extend(found.warnings)
        if not cap.confirmed:
            warnings.append(Point(text=cap.text, cites=cap.cites))
        steps.append(Step(cap.first or date.min, rate))
    return Schedule(_merged(steps), tuple(dict.fromkeys(said)), tuple(dict.fromkeys(warnings)))


def _daily(rates: Rates, name: str) -> tuple[Rate, Daily, Point]:
    """A rate set by law, its row, and what is said of it."""
    row = next(row for row in rates.daily if row.id == name and row.last is None)
    return Rate(Fraction(row.share), "day"), row, Point(text=f"{row.title}：{row.text}", cites=row.cites)


def sme(rates: Rates, formed: Date, text: str = "") -> Schedule:
    """Late interest owed to a small or medium enterprise: as agreed, but not below the LPR when it was agreed."""
    rate, row, law = _daily(rates, "sme")
    if not text:
        early = (rates.say("before-law", title=row.title, first=row.first),) if formed < row.first else ()
        return Schedule((Step(date.min, None), Step(row.first, rate)), (law,), early)
    said = agreed_schedule(rates, text, formed)
    floor = lpr_at(rates, formed)
    own, least = said.steps[0].rate, floor.steps[0].rate
    warnings = [*said.warnings, *floor.warnings]
    if own and least and own.daily(formed, "365") < least.daily(formed, "365"):
        warnings.append(rates.say("sme-floor", agreed=own, rate=least))
        own = least
    return Schedule((Step(date.min, own),), (law, *floor.said), tuple(dict.fromkeys(warnings)))


def doubled(rates: Rates, begins: Date, paused: Sequence[tuple[Date, Date]] = ()) -> Schedule:
    """The doubled part from the first day that counts; pauses (both ends included) carry none."""
    rate, row, law = _daily(rates, "doubled")
    nothing = Rate(Fraction(0), "day")
    warnings = (rates.say("before-law", title=row.title, first=row.first),) if begins < row.first else ()
    begins = max(begins, row.first)
    days = {begins, *(day for one, last in paused for day in (one, last + ONE_DAY) if day > begins)}
    off = [Step(day, nothing if any(one <= day <= last for one, last in paused) else rate) for day in days]
    return Schedule(_merged([Step(date.min, nothing), *off]), (law,), warnings)
