"""沟通节奏: from a debt to when it is spoken of, how, and when that stops.

The ladder (data/messages/ladder.yaml) is the house's choice and says so; hours and daily caps say whose rule they are.
Rest days are an argument: a contact that falls on one moves to the next day that is none.
docs/assets/js/contact.mjs does the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from icalendar import Calendar, Event

from procguide.calendar import Calendar as WorkingDays
from procguide.load import collection
from procguide.model import Citation, Date, doc
from procguide.rulebook import FOLDER
from procguide.source import NOWHERE, Mark, Problem, Refused

ONE_DAY = timedelta(days=1)
MOST_MOVED = 30  # days: longer than any holiday
KINDS = ("person", "company", "financial", "assignee", "law-firm")
CHANNELS = ("sms", "wechat", "phone", "letter")
GRADES = ("first", "repeat")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_AMOUNT = re.compile(r"(0|[1-9]\d{0,11})(\.\d{1,2})?")
_BLANK = {
    "creditor": "债权人名称", "debtor": "对方称呼", "basis": "合同或者借条", "amount": "金额",
    "due": "到期日", "reply": "答复日期", "contact": "联系方式",
}  # fmt: skip
Force = Literal["law", "standard", "guideline", "house"]


class Unplannable(ValueError):
    """A plan cannot be made of what was given; the message is Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A contact of the ladder."""

    id: str = doc("标识")
    title: str = doc("做什么")
    grade: Literal["first", "repeat"] = doc("首次逾期还是曾经逾期；分级是本指南的选择")
    after: int = doc("到期日之后几天，负数是之前")
    channel: Literal["sms", "wechat", "phone", "letter", "internal"] = doc("默认渠道；internal 不联系对方")
    reply: int = doc("请对方几天内答复")
    text: str = doc("书面文字")
    script: str = doc("电话里怎样说", default="")
    evidence: str = doc("留什么证据")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """The hours in which a kind of creditor may make contact, and whose rule that is."""

    id: str = doc("标识")
    kinds: tuple[str, ...] = doc("哪些债权人")
    opens: str = doc("从几点")
    closes: str = doc("到几点")
    force: Force = doc("法律、推荐性标准、行业自律、本指南")
    text: str = doc("是谁的规则")
    cites: tuple[Citation, ...] = doc("出处")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Cap:
    """How many times a day."""

    id: str = doc("标识")
    kinds: tuple[str, ...] = doc("哪些债权人")
    count: int = doc("次数")
    unit: str = doc("数的是什么")
    force: Force = doc("法律、推荐性标准、行业自律、本指南")
    text: str = doc("是谁的规则")
    cites: tuple[Citation, ...] = doc("出处")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """When to stop."""

    id: str = doc("标识")
    title: str = doc("什么情况")
    text: str = doc("怎么办")
    cites: tuple[Citation, ...] = doc("依据")
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Ladder:
    """Everything a plan is made of."""

    steps: tuple[Step, ...]
    windows: tuple[Window, ...]
    caps: tuple[Cap, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed, and what was agreed on contact."""

    due: Date
    amount: str
    kind: str
    grade: str = "first"
    channel: str = ""  # the agreed channel of short messages and calls
    opens: str = ""  # agreed hours
    closes: str = ""
    creditor: str = ""
    debtor: str = ""
    basis: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact on a day; ``planned`` is the ladder's own day when rest days moved it."""

    step: str
    title: str
    day: Date
    planned: Date
    reply: Date | None
    channel: str
    opens: str
    closes: str
    text: str
    evidence: str
    force: str = "house"


@dataclass(frozen=True, slots=True)
class Plan:
    """The contacts in order, with the rules they keep to."""

    contacts: tuple[Contact, ...]
    window: Window
    caps: tuple[Cap, ...]
    stops: tuple[Stop, ...]
    warnings: tuple[str, ...]


@cache
def ladder(data: Path = Path("data")) -> Ladder:
    """The ladder of a data folder; raises Refused."""
    path = data / FOLDER / "ladder.yaml"
    found = Ladder(
        collection(path, "steps", Step), collection(path, "windows", Window),
        collection(path, "caps", Cap), collection(path, "stops", Stop),
    )  # fmt: skip
    limits: tuple[Window | Cap, ...] = (*found.windows, *found.caps)
    problems = [
        Problem(one.mark, f"“{one.id}” 的 “{kind}” 不是债权人的种类")
        for one in limits
        for kind in one.kinds
        if kind not in KINDS
    ]
    problems += [
        Problem(window.mark, f"“{window.id}” 的钟点应写成 08:00 的样子")
        for window in found.windows
        if not (_CLOCK.fullmatch(window.opens) and _CLOCK.fullmatch(window.closes))
    ]
    if problems:
        raise Refused(problems)
    return found


def rest_days(known: WorkingDays, first: Date, last: Date) -> frozenset[Date]:
    """The days from first to last that are not worked, and for unknown years those that are likely not."""
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return frozenset(day for day in days if not known.likely_works(day))


def spoken(day: Date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _checked(debt: Debt) -> None:
    choices = (
        ("债权人", debt.kind, KINDS),
        ("分级", debt.grade, GRADES),
        ("约定的渠道", debt.channel or "sms", CHANNELS),
    )
    for name, given, known in choices:
        if given not in known:
            raise Unplannable(f"{name}不能是 “{given}”，可写：{'、'.join(known)}")
    if not _AMOUNT.fullmatch(debt.amount) or not float(debt.amount):
        raise Unplannable(f"“{debt.amount}” 不是金额，请写成 12000 或 12000.50 的样子")
    if bool(debt.opens) != bool(debt.closes):
        raise Unplannable("约定的时段要同时写起止")
    for clock in filter(None, (debt.opens, debt.closes)):
        if not _CLOCK.fullmatch(clock):
            raise Unplannable(f"“{clock}” 不是钟点，请写成 09:00 的样子")
    if debt.opens and debt.opens >= debt.closes:
        raise Unplannable("约定时段的开始要早于结束，跨夜的时段不排")
    if not 1900 <= debt.due.year <= 2200:
        raise Unplannable(f"到期日 {debt.due} 不在 1900 至 2200 年之间")


def filled(text: str, words: dict[str, str]) -> str:
    """A text with its words filled in, and a blank for what is not known."""
    filled = re.sub(r"\{(\w+)\}", lambda found: words.get(found[1]) or f"【{_BLANK[found[1]]}】", text)
    return filled.replace("【【", "【").replace("】】", "】")  # a signature still to fill in is bracketed once


def plan(debt: Debt, rest: Collection[Date], rungs: Ladder) -> Plan:
    """The contacts for a debt; raises Unplannable."""
    _checked(debt)
    window = next(window for window in rungs.windows if debt.kind in window.kinds)
    opens, closes = debt.opens or window.opens, debt.closes or window.closes
    warnings = []
    if opens < window.opens or closes > window.closes:
        warnings.append(f"约定的时段超出 {window.opens} 至 {window.closes}：要有债务人的书面同意，并随时可以撤回")
    contacts: list[Contact] = []
    for step in sorted((step for step in rungs.steps if step.grade == debt.grade), key=lambda step: step.after):
        planned = debt.due + timedelta(days=step.after)
        day = _not_resting(planned, rest)
        if step.after < 0 and day >= debt.due:
            warnings.append(f"“{step.title}” 因休息日会落在到期日或者以后，已略去")
            continue
        if contacts and day <= (waited := contacts[-1].reply or contacts[-1].day):
            day = _not_resting(waited + ONE_DAY, rest)
        channel = step.channel if step.channel in ("letter", "internal") or not debt.channel else debt.channel
        reply = day + timedelta(days=step.reply) if step.reply else None
        words = {
            "creditor": debt.creditor, "debtor": debt.debtor, "basis": debt.basis, "amount": debt.amount,
            "due": spoken(debt.due), "reply": spoken(reply) if reply else "", "contact": debt.contact,
        }  # fmt: skip
        said = step.script if channel == "phone" and step.script else step.text
        contact = Contact(
            step.id, step.title, day, planned, reply, channel, opens, closes, filled(said, words), step.evidence
        )  # fmt: skip
        contacts.append(contact if channel != "internal" else replace(contact, opens="", closes=""))
    caps = tuple(cap for cap in rungs.caps if debt.kind in cap.kinds)
    return Plan(tuple(contacts), window, caps, rungs.stops, tuple(warnings))


def _not_resting(day: Date, rest: Collection[Date]) -> Date:
    for count in range(MOST_MOVED + 1):
        if (moved := day + timedelta(days=count)) not in rest:
            return moved
    raise Unplannable(f"{day} 之后连续 {MOST_MOVED} 天都是休息日，请检查")


def ics(made: Plan, debt: Debt, name: str, stamp: Date) -> bytes:
    """The plan as a calendar file; ``name`` tells this debt from others, ``stamp`` is the day it was made."""
    calendar = Calendar()
    calendar.add("prodid", "-//procguide//contact plan//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "沟通节奏")
    for contact in made.contacts:
        event = Event()
        event.add("uid", f"{name}.{contact.step}@procguide")
        event.add("dtstamp", datetime.combine(stamp, time(), UTC))
        event.add("dtstart", contact.day)
        event.add("dtend", contact.day + ONE_DAY)
        event.add("summary", contact.title + (f"（{debt.debtor}）" if debt.debtor else ""))
        hours = f"{contact.opens} 至 {contact.closes}" if contact.opens else ""
        told = [hours, contact.text, f"留证：{contact.evidence}", "步骤与间隔是本指南的做法，不是法律规定。"]
        event.add("description", "\n".join(filter(None, told)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def plain(value: Any) -> Any:
    """A plan or ladder as JSON's own types, without marks."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Citation):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name != "mark"}
    if isinstance(value, Plan | Ladder):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Step | Window | Cap | Stop | Contact):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__ if name != "mark"}
    return value


def table(data: Path = Path("data")) -> dict[str, Any]:
    """The ladder for the page: the second argument of plan() in docs/assets/js/contact.mjs."""
    found: dict[str, Any] = plain(ladder(data))
    return found | {"blanks": dict(_BLANK)}
