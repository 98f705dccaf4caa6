"""Rates as data: court fees, reductions, the LPR, ceilings of interest, and what follows when a day is not covered.

Shares are fractions of one everywhere (0.025 is 2.5%).  A row is good from ``first`` to ``last``, both included; no
``last`` means until further notice.  A day outside every row is unknown, never the nearest row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol, TypeVar

from procguide.counting import Sentence
from procguide.load import collection
from procguide.model import Citation, Date, Point, doc
from procguide.source import NOWHERE, Mark, Problem, Refused, did_you_mean

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bracket:
    """A share of the part of an amount above a bound, up to the next bracket's bound."""

    above: Decimal = doc("超过多少元的部分")
    share: Decimal = doc("比例，0.025 即 2.5%")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Fee:
    """A scale: a base for each case, plus each bracket's share; or another fee's scale, divided; with a cap."""

    id: str = doc("标识")
    title: str = doc("名称，命令行里的 KIND")
    aliases: tuple[str, ...] = doc("别名", default=())
    amount: str = doc("按什么金额计算；按件收费的不写", default="")
    bare: bool = doc("没有金额时也收每件的基数", default=False)
    least: Decimal = doc("每件最少多少元", default=Decimal(0))
    most: Decimal = doc("每件最多多少元；与 least 相同即定额", default=Decimal(0))
    brackets: tuple[Bracket, ...] = doc("分段累计的比例，由低到高", default=())
    of: str = doc("比照哪一种费用的标准", default="")
    divide: int = doc("比照标准除以几", default=1)
    cap: Decimal | None = doc("最高多少元", default=None)
    advance: str = doc("谁预交、什么时候交")
    bears: str = doc("最后谁负担")
    tip: str = doc("提示", default="")
    first: Date = doc("施行的第一天")
    last: Date | None = doc("施行的最后一天", default=None)
    cites: tuple[Citation, ...] = doc("规定该标准的法条")
    checked: Date = doc("核对日期")
    confirmed: bool = doc("官方原文是否核对过", default=True)
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Reduction:
    """What a procedure does to the acceptance fee."""

    id: str = doc("标识")
    title: str = doc("程序或结案方式")
    aliases: tuple[str, ...] = doc("别名", default=())
    divide: int = doc("受理费除以几")
    text: str = doc("说明")
    first: Date = doc("施行的第一天")
    last: Date | None = doc("施行的最后一天", default=None)
    cites: tuple[Citation, ...] = doc("依据的法条")
    checked: Date = doc("核对日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Something said about money: a refund, or where another cost is found."""

    id: str = doc("标识")
    title: str = doc("情形")
    text: str = doc("怎么办")
    first: Date = doc("施行的第一天")
    last: Date | None = doc("施行的最后一天", default=None)
    cites: tuple[Citation, ...] = doc("依据的法条")
    checked: Date = doc("核对日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Lpr:
    """A publication of the loan prime rate."""

    first: Date = doc("公布日")
    last: Date = doc("下一次公布的前一天；最后一期写到下一个例定公布日的前一天")
    one_year: Decimal = doc("一年期，0.03 即 3.00%")
    five_year: Decimal = doc("五年期以上")
    source: str = doc("数值的来源和核对程度")
    cites: tuple[Citation, ...] = doc("说明这一利率的法条")
    checked: Date = doc("核对日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Daily:
    """A rate by the day that the law itself sets."""

    id: str = doc("标识")
    title: str = doc("名称")
    share: Decimal = doc("每天的比例")
    text: str = doc("说明")
    first: Date = doc("施行的第一天")
    last: Date | None = doc("施行的最后一天", default=None)
    cites: tuple[Citation, ...] = doc("依据的法条")
    checked: Date = doc("核对日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Cap:
    """A ceiling of a loan's interest, for contracts formed in a span and for interest of a span of days."""

    id: str = doc("标识")
    title: str = doc("名称")
    formed_first: Date | None = doc("合同成立不早于", default=None)
    formed_last: Date | None = doc("合同成立不晚于", default=None)
    filed_first: Date | None = doc("起诉不早于", default=None)
    multiple: Decimal | None = doc("一年期 LPR 的几倍", default=None)
    measured: Literal["formed", "filed"] = doc("取哪一天的 LPR：合同成立日、起诉日", default="formed")
    share: Decimal | None = doc("固定的年利率", default=None)
    tolerated: Decimal | None = doc("自愿付了不能要回的年利率", default=None)
    text: str = doc("说明")
    first: Date | None = doc("管哪天起的利息", default=None)
    last: Date | None = doc("管到哪天的利息", default=None)
    cites: tuple[Citation, ...] = doc("依据的法条")
    checked: Date = doc("核对日期")
    confirmed: bool = doc("官方原文是否核对过", default=True)
    mark: Mark = NOWHERE

    def governs(self, formed: Date) -> bool:
        return (self.formed_first or Date.min) <= formed <= (self.formed_last or Date.max)


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """A line that courts look to, such as a penalty a third above the loss."""

    id: str = doc("标识")
    title: str = doc("名称")
    share: Decimal = doc("比例")
    text: str = doc("说明")
    first: Date = doc("施行的第一天")
    last: Date | None = doc("施行的最后一天", default=None)
    cites: tuple[Citation, ...] = doc("依据的法条")
    checked: Date = doc("核对日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """A way of recovering a debt and the fee it advances."""

    id: str = doc("标识")
    title: str = doc("名称")
    fee: str = doc("预交哪一种费用", default="")
    procedure: str = doc("按哪一种程序减半", default="")
    text: str = doc("费用说明")
    lost: str = doc("不成时谁负担")
    first: Date = doc("施行的第一天")
    last: Date | None = doc("施行的最后一天", default=None)
    cites: tuple[Citation, ...] = doc("依据的法条")
    checked: Date = doc("核对日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Every rate there is."""

    fees: tuple[Fee, ...] = ()
    reductions: tuple[Reduction, ...] = ()
    refunds: tuple[Note, ...] = ()
    pointers: tuple[Note, ...] = ()
    lpr: tuple[Lpr, ...] = ()
    daily: tuple[Daily, ...] = ()
    caps: tuple[Cap, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    routes: tuple[Route, ...] = ()
    sentences: Mapping[str, Sentence] = field(default_factory=dict)

    def say(self, sentence: str, **words: object) -> Point:
        """A sentence with its words filled in."""
        said = self.sentences[sentence]
        return Point(text=said.text.format_map(words), cites=said.cites)


#: Which file holds which collection, and the record of each.
FILES: tuple[tuple[str, str, type], ...] = (
    ("fees.yaml", "fees", Fee),
    ("reductions.yaml", "reductions", Reduction),
    ("refunds.yaml", "refunds", Note),
    ("refunds.yaml", "pointers", Note),
    ("lpr.yaml", "lpr", Lpr),
    ("interest.yaml", "daily", Daily),
    ("interest.yaml", "caps", Cap),
    ("interest.yaml", "thresholds", Threshold),
    ("routes.yaml", "routes", Route),
)


def rates(data: Path = Path("data")) -> Rates:
    """The rates of a data folder; raises Refused with every problem of reading, or of what was read."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for file, key, record in (*FILES, ("sentences.yaml", "sentences", Sentence)):
        try:
            found[key] = collection(data / "rates" / file, key, record)
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    found["sentences"] = MappingProxyType({said.id: said for said in found["sentences"]})
    known = Rates(**found)
    if problems := list(faults(known)):
        raise Refused(problems)
    return known


class _Spanned(Protocol):
    """A row with its days and its place."""

    @property
    def first(self) -> Date | None: ...
    @property
    def last(self) -> Date | None: ...
    @property
    def mark(self) -> Mark: ...


Row = TypeVar("Row", bound=_Spanned)


def spans(name: str, rows: Sequence[Row]) -> Iterator[Problem]:
    """Rows of one thing: each ends after it begins, and follows the one before without overlap or gap."""
    ordered = sorted(rows, key=lambda row: row.first or Date.min)
    for row in ordered:
        if row.last is not None and row.first is not None and row.last < row.first:
            yield Problem(row.mark, f"{name}：最后一天 {row.last} 早于第一天 {row.first}")
    for before, after in pairwise(ordered):
        begins = after.first or Date.min
        if before.last is None or before.last >= begins:
            yield Problem(after.mark, f"{name}：从 {begins} 起与上一行重叠（上一行在 {before.mark}）")
        elif before.last + ONE_DAY < begins:
            yield Problem(
                after.mark, f"{name}：{before.last + ONE_DAY} 至 {begins - ONE_DAY} 没有任何一行", "请补上这段时间的行"
            )


def _sources(known: Rates) -> Iterator[Problem]:
    for _, key, _ in FILES:
        for row in getattr(known, key):
            if not row.cites:
                yield Problem(row.mark, f"{key} 的一行没有依据", "请在 cites 里写上法条")
            if isinstance(row, Lpr) and not row.source:
                yield Problem(row.mark, f"{row.first} 的 LPR 没有来源", "请在 source 里写上公告")


def _repeated(known: Rates) -> Iterator[Problem]:
    """Rows of the same id are the same thing at different times."""
    for key in ("fees", "reductions", "refunds", "pointers", "daily", "thresholds", "routes"):
        rows: dict[str, list[Any]] = {}
        for row in getattr(known, key):
            rows.setdefault(row.id, []).append(row)
        for same in rows.values():
            yield from spans(same[0].title, same)
    yield from spans("LPR", known.lpr)


def _ceilings(known: Rates) -> Iterator[Problem]:
    """On every day a contract can be formed, the rows that govern it cover the interest's days once each."""
    edges = {Date.min, *(cap.formed_first for cap in known.caps if cap.formed_first)}
    edges |= {cap.formed_last + ONE_DAY for cap in known.caps if cap.formed_last}
    for formed in sorted(edges) if known.caps else ():
        rows = [cap for cap in known.caps if cap.governs(formed)]
        if not rows:
            yield Problem(known.caps[0].mark, f"{formed} 成立的合同没有利率上限的行")
        yield from spans(f"{formed} 起成立的合同的利率上限", rows)
        if rows and all(row.last is not None for row in rows):
            yield Problem(rows[-1].mark, f"{formed} 起成立的合同，最后一行之后没有利率上限")


def _scales(known: Rates) -> Iterator[Problem]:
    names = {fee.id for fee in known.fees}
    for fee in known.fees:
        bounds = [bracket.above for bracket in fee.brackets]
        if bounds != sorted(set(bounds)):
            yield Problem(fee.mark, f"{fee.title}的分段没有由低到高排列")
        if fee.most < fee.least or fee.divide < 1:
            yield Problem(fee.mark, f"{fee.title}的 most 小于 least，或者 divide 小于一")
        for bracket in fee.brackets:
            if not 0 < bracket.share < 1:
                yield Problem(bracket.mark, f"{fee.title}的比例 {bracket.share} 不在零与一之间", "2.5% 请写成 0.025")
        if fee.of and fee.of not in names:
            yield Problem(fee.mark, f"{fee.title}比照的 “{fee.of}” 不存在", did_you_mean(fee.of, names))
    procedures = {reduction.id for reduction in known.reductions}
    for route in known.routes:
        for name, among in ((route.fee, names), (route.procedure, procedures)):
            if name and name not in among:
                yield Problem(route.mark, f"{route.title}写的 “{name}” 不存在", did_you_mean(name, among))


def faults(known: Rates) -> Iterable[Problem]:
    """What is wrong with the rates."""
    for rule in (_sources, _repeated, _ceilings, _scales):
        yield from rule(known)


def lpr_on(known: Rates, day: Date) -> Lpr | None:
    """The publication in force on a day, or None when the table does not cover the day."""
    return next((row for row in known.lpr if row.first <= day <= row.last), None)


def lpr_warning(known: Rates, day: Date) -> Point:
    """Why a day has no LPR here."""
    first, last = min(known.lpr, key=lambda row: row.first), max(known.lpr, key=lambda row: row.last)
    if day < first.first:
        return known.say("lpr-before", first=first.first, day=day)
    return known.say("lpr-after", last=last.last, day=day, rate=f"{last.one_year * 100:.2f}%")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, (Citation, type)):
        names = [info.name for info in dataclasses.fields(value) if info.name != "mark"]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def table(known: Rates) -> dict[str, Any]:
    """The rates as JSON for the page: the argument ``rates`` of docs/assets/js.  Numbers and days are strings."""
    return {info.name: _plain(getattr(known, info.name)) for info in dataclasses.fields(known)}
