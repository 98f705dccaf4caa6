"""Court fees from their scales, with the working; and a fee read backwards to the amounts it can come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from procguide import money
from procguide.model import Citation, Date, Point
from procguide.money import percent, shown
from procguide.rates import Fee, Rates, Reduction
from procguide.source import did_you_mean

HALF_FEN = Fraction(1, 200)


@dataclass(frozen=True, slots=True)
class Charge:
    """What is charged: ``least`` and ``most`` differ where the law leaves the court a range."""

    fee: Fee
    amount: Decimal | None
    procedures: tuple[Reduction, ...]
    least: Decimal
    most: Decimal
    working: tuple[Point, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """The amounts that a fee can come from; ``most`` is None above a cap, and both are None when there is none."""

    least: Decimal | None
    most: Decimal | None
    working: tuple[Point, ...]


_Named = TypeVar("_Named", bound=Fee | Reduction)


def _first(row: Fee | Reduction) -> Date:
    return row.first


def _named(name: str, rows: Sequence[_Named], what: str, day: Date | None) -> _Named:
    """The row of a name, alias or id that is good on a day (the newest without a day); raises ValueError."""
    tidied = money.tidy(name)
    same = [row for row in rows if tidied in (row.id, row.title, *row.aliases)]
    if not same:
        known = [word for row in rows for word in (row.title, *row.aliases, row.id)]
        titles = "、".join(dict.fromkeys(row.title for row in rows))
        raise ValueError(f"没有“{tidied}”这种{what}；" + (did_you_mean(tidied, known) or f"可写：{titles}"))
    if day is None:
        return sorted(same, key=_first)[-1]
    for row in same:
        if row.first <= day and (row.last is None or day <= row.last):
            return row
    raise ValueError(f"{same[0].title}的标准从 {min(map(_first, same))} 起施行，不适用于 {day}")


def fee_named(rates: Rates, name: str, day: Date | None = None) -> Fee:
    """The fee of a name, alias or id; raises ValueError with a Chinese sentence."""
    return _named(name, rates.fees, "费用", day)


def procedure_named(rates: Rates, name: str, day: Date | None = None) -> Reduction:
    """The procedure of a name, alias or id; raises ValueError with a Chinese sentence."""
    return _named(name, rates.reductions, "程序", day)


def _source(rates: Rates, fee: Fee) -> Fee:
    """The fee whose scale is used."""
    return next(other for other in rates.fees if other.id == fee.of and other.last is None) if fee.of else fee


def _parts(scale: Fee, amount: Fraction) -> Iterator[tuple[Fraction, Fraction | None, Fraction, Fraction]]:
    """For each bracket the amount reaches: its bound, the next bound, the part inside, the share."""
    bounds = [*(Fraction(bracket.above) for bracket in scale.brackets), None]
    for bracket, (above, upto) in zip(scale.brackets, pairwise(bounds), strict=True):
        assert above is not None
        if amount > above:
            part = (amount if upto is None else min(amount, upto)) - above
            yield above, upto, part, Fraction(bracket.share)


def scaled(rates: Rates, fee: Fee, amount: Fraction, *, base: Decimal | None = None) -> Fraction:
    """The exact fee on an amount, before any reduction; ``base`` is what the court charges for the case itself."""
    scale = _source(rates, fee)
    whole = Fraction(scale.least if base is None else base)
    whole += sum(part * share for _, _, part, share in _parts(scale, amount))
    whole /= fee.divide
    return whole if fee.cap is None else min(whole, Fraction(fee.cap))


def _between(least: Fraction, most: Fraction) -> str:
    """An amount as shown, or the range of it."""
    return shown(least) if least == most else f"{shown(least)} 至 {shown(most)}"


def _scale_working(rates: Rates, fee: Fee, amount: Fraction) -> Iterator[Point]:
    scale = _source(rates, fee)
    if fee.amount:
        yield rates.say("fee-amount", what=fee.amount, amount=shown(amount))
    if scale.least != scale.most:
        yield rates.say("fee-base-range", least=shown(scale.least), most=shown(scale.most))
    elif scale.least:
        yield rates.say("fee-base", base=shown(scale.least))
    whole = Fraction(scale.least)
    reached = list(_parts(scale, amount))
    for above, upto, part, share in reached:
        words = {"part": shown(part), "share": percent(share), "fee": shown(part * share)}
        if above == 0 and upto is not None:
            yield rates.say("fee-first-part", upto=shown(upto), **words)
        elif upto is None:
            yield rates.say("fee-top", above=shown(above), **words)
        else:
            yield rates.say("fee-part", above=shown(above), upto=shown(upto), **words)
        whole += part * share
    if len(reached) + bool(scale.least) > 1:
        yield rates.say("fee-sum", fee=_between(whole, whole + Fraction(scale.most - scale.least)))
    divided = whole / fee.divide
    if fee.of:
        yield rates.say("fee-divided", of=scale.title, divide=fee.divide, whole=shown(whole), fee=shown(divided))
    if fee.cap is not None and divided > fee.cap:
        yield rates.say("fee-capped", fee=shown(divided), cap=shown(fee.cap))


def charge(
    rates: Rates, fee: Fee, amount: Decimal | None = None, procedures: Sequence[Reduction] = (), day: Date | None = None
) -> Charge:
    """The fee on an amount under the procedures that apply; raises ValueError with a Chinese sentence."""
    if fee.amount and amount is None and not fee.bare:
        raise ValueError(f"{fee.title}要填写{fee.amount}")
    if procedures and not _reducible(fee):
        raise ValueError(f"减半只适用于案件受理费，不适用于{fee.title}")
    if day is not None and day < fee.first:
        raise ValueError(f"{fee.title}的标准从 {fee.first} 起施行，不适用于 {day}")
    value = Fraction(amount or 0) if fee.amount else Fraction(0)
    scale = _source(rates, fee)
    least, most = scaled(rates, fee, value), scaled(rates, fee, value, base=scale.most)
    working = list(_scale_working(rates, fee, value))
    halvings = [procedure for procedure in procedures if procedure.divide > 1]
    for procedure in procedures:
        said = rates.say("fee-procedure", procedure=procedure.title, text=procedure.text)
        working.append(Point(text=said.text, cites=procedure.cites))
    if halvings:
        # 民诉法解释/206: however many reasons there are to halve, the fee is halved once.
        if len(halvings) > 1:
            working.append(rates.say("fee-halved-once"))
        working.append(rates.say("fee-halved", whole=_between(least, most), fee=_between(least / 2, most / 2)))
        least, most = least / 2, most / 2
    if (least * 100).denominator != 1 or (most * 100).denominator != 1:
        working.append(rates.say("fee-rounded"))
    if not fee.confirmed:
        working.append(rates.say("fee-unconfirmed"))
    cites = tuple(dict.fromkeys([*fee.cites, *scale.cites[:1], *(c for p in procedures for c in p.cites)]))
    least_yuan, most_yuan = money.rounded(least), money.rounded(most)
    return Charge(fee, amount if fee.amount else None, tuple(procedures), least_yuan, most_yuan, tuple(working), cites)


def _reducible(fee: Fee) -> bool:
    """Reductions are of the acceptance fee (13), never of an application fee (14) or a lawyer's."""
    return any(cite.statute == "诉讼费办法" and cite.article == "13" for cite in fee.cites)


def _inverse(rates: Rates, fee: Fee, target: Fraction) -> Fraction | None:
    """The least amount whose exact fee (uncapped, before reductions) is ``target``; None when none reaches it."""
    scale = _source(rates, fee)
    rest = target * fee.divide - Fraction(scale.least)
    if rest <= 0:
        return Fraction(0)
    bounds = [*(Fraction(bracket.above) for bracket in scale.brackets), None]
    for bracket, (above, upto) in zip(scale.brackets, pairwise(bounds), strict=True):
        assert above is not None
        inside = None if upto is None else (upto - above) * Fraction(bracket.share)
        if inside is None or rest <= inside:
            return above + rest / Fraction(bracket.share)
        rest -= inside
    return None


def claim(rates: Rates, fee: Fee, charged: Decimal, procedures: Sequence[Reduction] = ()) -> Claim:
    """The amounts whose fee, rounded to the fen, is ``charged``."""
    scale = _source(rates, fee)
    if scale.least != scale.most or not scale.brackets:
        raise ValueError(f"{fee.title}不是按金额计算的定额标准，不能反推金额")
    if procedures and not _reducible(fee):
        raise ValueError(f"减半只适用于案件受理费，不适用于{fee.title}")
    halves = 2 if any(procedure.divide > 1 for procedure in procedures) else 1
    whole = Fraction(charged) * halves
    margin = HALF_FEN * halves
    lowest = scaled(rates, fee, Fraction(0))
    nothing = Claim(None, None, (rates.say("claim-none", fee=shown(charged)),))
    if whole + margin <= lowest or (fee.cap is not None and whole - margin > fee.cap):
        return nothing
    # A rounded fee comes from every exact fee in [charged - half a fen, charged + half a fen).
    low = _inverse(rates, fee, whole - margin)
    high = _inverse(rates, fee, whole + margin)
    assert low is not None
    least = max(Fraction(-(-low * 100 // 1), 100), Fraction(1, 100))
    if fee.cap is not None and whole + margin > fee.cap:
        return Claim(money.rounded(least), None, (rates.say("claim-from", fee=shown(charged), least=shown(least)),))
    assert high is not None
    most = Fraction(-(-high * 100 // 1) - 1, 100)
    if most < least:
        return nothing
    sentence = "claim-exact" if least == most else "claim-between"
    said = rates.say(sentence, fee=shown(charged), least=shown(least), most=shown(most))
    return Claim(money.rounded(least), money.rounded(most), (said,))


def told(working: Sequence[Point]) -> list[dict[str, Any]]:
    """A working as JSON."""
    return [{"text": point.text, "cites": [str(cite) for cite in point.cites]} for point in working]


def table(charged: Charge) -> dict[str, Any]:
    """A charge as JSON; ``fee`` is the least, ``most`` the most the court may charge."""
    return {
        "kind": charged.fee.title,
        "amount": None if charged.amount is None else money.plain(charged.amount),
        "procedures": [procedure.title for procedure in charged.procedures],
        "fee": money.plain(charged.least),
        "most": money.plain(charged.most),
        "working": told(charged.working),
        "cites": [str(cite) for cite in charged.cites],
        "advance": charged.fee.advance,
        "bears": charged.fee.bears,
        "tip": charged.fee.tip,
        "confirmed": charged.fee.confirmed,
    }
