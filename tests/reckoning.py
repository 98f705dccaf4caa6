"""What the tests of money share: the rates, the case tables, and one way to ask Python and JavaScript the same."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from procguide import fees, interest, money, repayment, schedule, worth
from procguide import rates as rates_of
from procguide.rates import Rates

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"


@cache
def rates() -> Rates:
    return rates_of.rates(ROOT / "data")


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def yuan(fen: str) -> Decimal:
    return Decimal(fen).scaleb(-2)


def days(*texts: str | None) -> list[Any]:
    return [text and date.fromisoformat(text) for text in texts]


def pair(texts: list[str]) -> tuple[Fraction, Fraction]:
    return Fraction(texts[0]), Fraction(texts[1])


def told_rate(rate: schedule.Rate | None) -> str | None:
    return None if rate is None else str(rate)


def _schedule(found: schedule.Schedule) -> dict[str, Any]:
    steps = [[None if step.first == date.min else str(step.first), told_rate(step.rate)] for step in found.steps]
    return {"steps": steps, "said": fees.told(found.said), "warnings": fees.told(found.warnings)}


def _agreed(text: str) -> dict[str, Any]:
    found = schedule.agreed(text)
    multiple = None if found.multiple is None else money.number(found.multiple)
    return {"rate": told_rate(found.rate), "multiple": multiple, "term": found.term if multiple else None}


def _fee(kind: str, fen: str | None, procedures: list[str]) -> dict[str, Any]:
    known = rates()
    reductions = [fees.procedure_named(known, name) for name in procedures]
    return fees.table(fees.charge(known, fees.fee_named(known, kind), fen and yuan(fen), reductions))  # type: ignore[arg-type]


def _claim(kind: str, fen: str, procedures: list[str]) -> dict[str, Any]:
    known = rates()
    reductions = [fees.procedure_named(known, name) for name in procedures]
    found = fees.claim(known, fees.fee_named(known, kind), yuan(fen), reductions)
    least, most = (None if value is None else money.plain(value) for value in (found.least, found.most))
    return {"least": least, "most": most, "working": fees.told(found.working)}


def debt(asked: dict[str, Any]) -> interest.Debt:
    """A debt as the differential test writes it: fen as texts, rates as people write them."""
    known = rates()
    start, end, formed, filed, expiry, bought, fixed_on = days(
        *(asked.get(key) for key in ("start", "end", "formed", "filed", "doubled", "sme", "lprOn"))
    )
    agreed = schedule.NOTHING_OWED
    if bought:
        agreed = schedule.sme(known, bought, asked.get("rate") or "")
    elif asked.get("rate"):
        agreed = schedule.agreed_schedule(known, asked["rate"], fixed_on)
    surcharge = schedule.NOTHING_OWED
    if expiry:
        first, _ = interest.span(expiry, expiry, asked["ends"])
        paused = [(*days(*pause),) for pause in asked.get("paused", ())]
        surcharge = schedule.doubled(known, first, paused)  # type: ignore[arg-type]
    return interest.Debt(
        principal=yuan(asked["principal"]),
        costs=yuan(asked.get("costs", "0")),
        start=start,
        end=end,
        basis=asked["basis"],
        ends=asked["ends"],
        agreed=agreed,
        limits=schedule.ceiling(known, formed, filed) if formed else None,
        surcharge=surcharge,
        payments=tuple(interest.Payment(days(day)[0], yuan(fen)) for day, fen in asked.get("payments", ())),
        order=tuple(asked.get("order", interest.ORDER)),
    )


def _plan(asked: dict[str, Any]) -> dict[str, Any]:
    rate, limit = (asked[key] and schedule.agreed(asked[key]).rate for key in ("rate", "limit"))
    start, first_due = days(asked["start"], asked["firstDue"])
    terms = repayment.Terms(
        principal=yuan(asked["principal"]),
        start=start,
        first_due=first_due,
        count=asked["count"],
        method=asked["method"],
        basis=asked["basis"],
        rate=rate,
        limit=limit,
        fees=yuan(asked["fees"]),
    )
    made = repayment.plan(rates(), terms)
    return repayment.table(made) | {"sheet": repayment.sheet(made)}


def _worth(asked: dict[str, Any]) -> dict[str, Any]:
    amounts = {key: yuan(asked[key]) for key in ("claim", "fixed", "other", "preserved")}
    case = worth.Case(**amounts, share=Fraction(asked["share"]), waiting=Fraction(asked["waiting"]))
    prospects = {
        route: worth.Prospect(**{key: pair(value) for key, value in prospect.items()})
        for route, prospect in asked["prospects"].items()
    }
    return {"routes": worth.table(worth.compare(rates(), case, prospects))}


def _penalty(agreed: str, loss: str) -> dict[str, Any]:
    found = interest.penalty(rates(), yuan(agreed), yuan(loss))
    return {"line": money.plain(found.line), "over": found.over, "working": fees.told(found.working)}


def _lpr(day: str) -> dict[str, Any]:
    on = days(day)[0]
    row = rates_of.lpr_on(rates(), on)
    if row is None:
        return {"one_year": None, "warning": rates_of.lpr_warning(rates(), on).text}
    return {"one_year": str(row.one_year), "warning": None}


ANSWERS: dict[str, Callable[..., dict[str, Any]]] = {
    "parse": lambda text, zero: {"fen": str(money.fen(money.parse(text, zero=zero)))},
    "capital": lambda fen: {"capital": money.capital(yuan(fen))},
    "shown": lambda fen: {"shown": money.shown(yuan(fen)), "plain": money.plain(yuan(fen))},
    "fee": _fee,
    "claim": _claim,
    "agreed": _agreed,
    "lpr": _lpr,
    "ceiling": lambda formed, filed: _schedule(schedule.ceiling(rates(), *days(formed, filed))),
    "accrue": lambda asked: interest.table(interest.accrue(rates(), debt(asked))),
    "plan": _plan,
    "worth": _worth,
    "penalty": _penalty,
}


def answer(kind: str, args: list[Any]) -> dict[str, Any]:
    """Python's answer; a refusal is an answer too."""
    try:
        return ANSWERS[kind](*args)
    except ValueError as error:
        return {"error": str(error)}


def differences(asked: Iterable[dict[str, Any]], timeout: int = 300) -> str:
    """What one Node process says when it answers the same; empty when nothing differs."""
    lines = [json.dumps(rates_of.table(rates()), ensure_ascii=False)]
    lines += [json.dumps(one, ensure_ascii=False) for one in asked]
    script = Path(__file__).parent / "js" / "money-compare.mjs"
    done = subprocess.run(
        ["node", str(script)], input="\n".join(lines), capture_output=True, text=True, timeout=timeout, check=False
    )
    return "" if done.returncode == 0 and f"{len(lines) - 1} cases, 0 different" in done.stderr else done.stderr[-6000:]
