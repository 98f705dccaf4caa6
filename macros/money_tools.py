"""The tools of money: fees, interest, instalments and what a route is worth, from the rates that the page carries.

Each page carries only the rows and sentences that its tool can use; docs/assets/js computes, nothing leaves the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros import words
from macros.law import inlined
from procguide import rates
from procguide.model import Citation
from procguide.money import number, percent
from procguide.rates import Fee, Lpr, Rates

if TYPE_CHECKING:
    from macros.pages import Pages

#: How the sentences begin that every count of interest can say.
_INTEREST = ("convention", "segment", "payment", "overpaid", "rounded", "unknown", "lpr", "cap", "bare", "before")


@lru_cache(maxsize=4)
def _rates(data: Path, state: tuple[int, ...]) -> Rates:
    return rates.rates(data)


def _known(pages: Pages) -> Rates:
    files = sorted((pages.data / "rates").glob("*.yaml"))
    if not files:
        raise FileNotFoundError(f"{pages.data}/rates：金额工具需要费用和利率的数据")
    return _rates(pages.data, tuple(file.stat().st_mtime_ns for file in files))


def _cited(value: Any) -> Iterable[str]:
    """Every citation below a value of the table."""
    if isinstance(value, Mapping):
        yield from value.get("cites", ())
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _cited(item)


def _links(pages: Pages, citations: Iterable[str]) -> dict[str, Any]:
    """The names of citations and the pages of their statutes; a statute outside the registry has a name only."""
    names, statutes = {}, {}
    for text in dict.fromkeys(citations):
        citation = Citation.parse(text)
        statute = pages.index.statutes.get(citation.statute)
        names[text] = words.citation(citation, pages.index.article(citation) if statute else None)
        if statute:
            statutes[citation.statute] = [statute.title, pages.href(f"statutes/{statute.id}")]
    return {"cites": names, "statutes": statutes}


def _data(pages: Pages, sentences: tuple[str, ...], cites: tuple[str, ...] = (), **kept: Iterable[str] | None) -> Any:
    """What a page computes with: collections by name, each whole (None) or only the rows of some ids.

    ``cites`` are the citations of what the page's own script says.
    """
    known = _known(pages)
    whole = rates.table(known)
    table: dict[str, Any] = {}
    for name, ids in kept.items():
        wanted = None if ids is None else set(ids)
        table[name] = [
            {key: value for key, value in row.items() if key != "source"}
            for row in whole[name]
            if wanted is None or row["id"] in wanted
        ]
    table["sentences"] = {
        id: {"text": said["text"], "cites": said["cites"]}
        for id, said in whole["sentences"].items()
        if id.partition("-")[0] in sentences
    }
    guide = {"id": pages.guide.id, "as_of": str(pages.guide.as_of)}
    return inlined({"rates": table, "guide": guide, "lpr": _covered(known)} | _links(pages, [*_cited(table), *cites]))


def _covered(known: Rates) -> dict[str, str]:
    """Which days the table of the LPR covers, and how far it was checked."""
    ordered = sorted(known.lpr, key=lambda row: row.first)
    first, last = ordered[0], ordered[-1]
    return {"first": str(first.first), "last": str(last.last), "checked": str(last.checked), "source": last.source}


def _current(known: Rates) -> list[Fee]:
    return [fee for fee in known.fees if fee.last is None]


def _scale(fee: Fee, of: Fee | None) -> list[str]:
    """A fee's scale in lines: what is charged for the case, then each bracket."""
    if of is not None:
        lines = [f"按{of.title}的标准除以 {fee.divide}"]
    else:
        same = fee.least == fee.most
        each = number(fee.least) if same else f"{number(fee.least)} 至 {number(fee.most)}"
        lines = [f"每件 {each} 元"] if fee.most else []
        bounds: list[Decimal | None] = [bracket.above for bracket in fee.brackets[1:]]
        for bracket, upto in zip_longest(fee.brackets, bounds):
            above = f"超过 {bracket.above:,} 元" if bracket.above else ""
            most = f"{'至' if above else '不超过'} {upto:,} 元" if upto is not None else ""
            lines.append(f"{' '.join(filter(None, (above, most))) or '全部'}的部分 {percent(bracket.share)}")
    return [*lines, f"最高 {fee.cap:,} 元"] if fee.cap is not None else lines


def fee_tool(pages: Pages) -> str:
    """诉讼费用."""
    known = _known(pages)
    current = [fee for fee in _current(known) if fee.id != "contingency"]
    of = {fee.id: fee for fee in current}
    data = _data(pages, ("fee", "claim"), fees=[fee.id for fee in current], reductions=None)
    return pages.page(
        "tool-fees",
        data=data,
        fees=current,
        backward=[fee for fee in current if fee.least == fee.most and (fee.brackets or fee.of)],
        reductions=[one for one in known.reductions if one.id != "ordinary" and one.last is None],
        scales=[(fee, _scale(fee, of.get(fee.of))) for fee in current],
        notes=[*known.refunds, *known.pointers],
    )


def interest_tool(pages: Pages) -> str:
    """利息与上限."""
    known = _known(pages)
    data = _data(pages, (*_INTEREST, "sme", "penalty"), lpr=None, caps=None, daily=["sme"], thresholds=["penalty"])
    return pages.page("tool-interest", data=data, caps=known.caps, moved=_moved(known), lpr=_covered(known))


def _moved(known: Rates) -> list[Lpr]:
    """The publications that changed the LPR, newest first."""
    ordered = sorted(known.lpr, key=lambda row: row.first)
    values = [(row.one_year, row.five_year) for row in ordered]
    return [row for place, row in enumerate(ordered) if not place or values[place] != values[place - 1]][::-1]


def delay_tool(pages: Pages) -> str:
    """迟延履行利息."""
    doubled = next(row for row in _known(pages).daily if row.id == "doubled" and row.last is None)
    data = _data(pages, _INTEREST, ("迟延履行利息解释/1/2",), lpr=None, daily=["doubled"])
    return pages.page("tool-delay", data=data, doubled=doubled)


def repayment_tool(pages: Pages) -> str:
    """还款计划."""
    data = _data(pages, ("plan", "lpr", "cap", "bare"), ("民法典/203",), lpr=None, caps=None)
    return pages.page("tool-repayment", data=data)


def worth_tool(pages: Pages) -> str:
    """成本收益."""
    known = _known(pages)
    current = [route for route in known.routes if route.last is None]
    fees = {"acceptance", "preservation", "contingency", *(route.fee for route in current if route.fee)}
    procedures = {route.procedure for route in current if route.procedure}
    data = _data(pages, ("worth", "fee"), fees=fees, reductions=procedures, routes=None)
    return pages.page("tool-worth", data=data, routes=current)


def contingency_tool(pages: Pages) -> str:
    """风险代理上限."""
    scale = next(fee for fee in _current(_known(pages)) if fee.id == "contingency")
    return pages.page("tool-contingency", data=_data(pages, ("fee",), fees=["contingency"]), fee=scale)


def capital_tool(pages: Pages) -> str:
    """大写金额."""
    return pages.page("tool-capital", data=_data(pages, ()))


MACROS = (fee_tool, interest_tool, delay_tool, repayment_tool, worth_tool, contingency_tool, capital_tool)
