"""The tools: pages on which the reader's own browser computes, from data that the page carries inside itself.

The list that the index page prints is data (``tools.yaml``); a new tool is an entry there, a template and a page below
``docs/tools/``.  What the tools of time need is cut to the page: the sentences it can say, the deadlines it can count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from macros import words
from macros.law import inlined
from procguide import counting, plan, toolbox
from procguide.calendar import table as calendar_table
from procguide.counting import Counting, Fact
from procguide.model import Article, Citation, Deadline
from procguide.toolbox import Toolbox

if TYPE_CHECKING:
    from macros.pages import Pages


#: How the sentences begin that only 诉讼时效体检 says, and those that belong to a regime.
_OF_CHECK = ("check", "dispute", "advise")
_OF_REGIME = ("caution", "doubt")


@lru_cache(maxsize=4)
def _toolbox(data: Path, state: tuple[int, ...]) -> Toolbox:
    return toolbox.toolbox(data)


def box(data: Path) -> Toolbox:
    """The tools that the data offers."""
    path = data / toolbox.FILE
    return _toolbox(data, (path.stat().st_mtime_ns,) if path.exists() else ())


@lru_cache(maxsize=4)
def _law(data: Path, state: tuple[int, ...]) -> Counting:
    return counting.counting(data)


def law(data: Path) -> Counting | None:
    """What counting rests on; None where a guide counts nothing."""
    files = (data / "counting.yaml", data / "calendar.yaml")
    if not all(file.exists() for file in files):
        return None
    return _law(data, tuple(file.stat().st_mtime_ns for file in files))


def _links(pages: Pages, citations: Iterable[str]) -> dict[str, Any]:
    """The names of citations, and the pages of their statutes, as the page's script links them."""
    names, statutes = {}, {}
    for text in dict.fromkeys(citations):
        short, article, *rest = text.split("/")
        places = [int(place) for place in rest] + [0, 0]
        citation = Citation(statute=short, article=article, paragraph=places[0], item=places[1])
        found: Article | None = pages.index.article(citation)
        names[text] = words.citation(citation, found)
        statute = pages.index.statutes[short]
        statutes[short] = [statute.title, pages.href(f"statutes/{statute.id}")]
    return {"cites": names, "statutes": statutes}


def _sentences(found: Counting, regimes: Iterable[str], check: bool = False) -> dict[str, Any]:
    """The sentences that counts of these regimes can say."""
    own = set(regimes)

    def needed(id: str) -> bool:
        kind, _, rest = id.partition("-")
        if kind in _OF_CHECK:
            return check
        return kind not in _OF_REGIME or rest in own

    said = counting.table(found)["sentences"]
    return {id: sentence for id, sentence in said.items() if needed(id)}


def _cited(*groups: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every citation of some exported records."""
    return [cite for group in groups for record in group for cite in record.get("cites", ())]


def _table(
    pages: Pages, found: Counting, deadlines: Mapping[str, dict[str, Any]], check: bool = False, notices: bool = True
) -> dict[str, Any]:
    """What a page counts with: the law of counting, these deadlines and their regimes, and the links."""
    used = {deadline["regime"] for deadline in deadlines.values()}
    regimes = {
        regime.id: plan.regime_table(regime) for regime in pages.guide.regimes if not deadlines or regime.id in used
    }
    calendar = calendar_table(found.calendar)
    if not notices:
        calendar = {year: {"rest": one["rest"], "work": one["work"]} for year, one in calendar.items()}
    sentences = _sentences(found, regimes, check)
    return {
        "law": {"calendar": calendar, "sentences": sentences},
        "guide": {"regimes": regimes, "deadlines": dict(deadlines)},
        "places": {"deadlines": pages.href("deadlines")},
        **_links(pages, _cited(sentences.values(), regimes.values(), deadlines.values())),
    }


def on_stage(pages: Pages, deadlines: Iterable[Deadline]) -> Markup | None:
    """What the small calculators of a stage's deadlines need; None where there is nothing to count."""
    found = law(pages.data)
    counted = {
        one.id: {"period": str(one.period), "bound": one.bound, "regime": one.regime} for one in deadlines
    }  # the card above says the rest
    if found is None or not counted:
        return None
    return inlined(_table(pages, found, counted, notices=False))


def _required(pages: Pages) -> Counting:
    found = law(pages.data)
    if found is None:
        raise FileNotFoundError(f"{pages.data}/counting.yaml, calendar.yaml：时间工具需要这两个文件")
    return found


def _exported(pages: Pages, one: Deadline) -> dict[str, Any]:
    """A deadline as the calculator shows it."""
    stages = pages.index.users.get(("deadlines", one.id), ())
    return {
        "title": one.title,
        "period": str(one.period),
        "label": words.bound(one.bound, one.period.label),
        "bound": one.bound,
        "regime": one.regime,
        "starts": one.starts,
        "cites": [str(cite) for cite in one.cites],
        "stage": pages.index.stage(stages[0]).short if stages else "其他",
        **({"disputes": [[each.question, each.safe] for each in one.disputes]} if one.disputes else {}),
    }


def tools(pages: Pages) -> str:
    """The list of tools."""
    return pages.page("tools", tools=box(pages.data).tools, feeds=law(pages.data) is not None)


def deadline_tool(pages: Pages) -> str:
    """时限计算器: any deadline, or any period of any regime."""
    found = _required(pages)
    current = [one for one in pages.guide.deadlines if not one.replaced_by]
    order = {stage.short: place for place, stage in enumerate(pages.index.ordered_stages)}
    rows = {one.id: _exported(pages, one) for one in current}
    ordered = dict(sorted(rows.items(), key=lambda row: order.get(row[1]["stage"], len(order))))
    return pages.page("tool-deadline", data=inlined(_table(pages, found, ordered)))


def limitation_tool(pages: Pages) -> str:
    """诉讼时效体检."""
    found = _required(pages)
    table = _table(pages, found, {}, check=True)
    needed = ("limitation", "limitation-max", "limitation-resumption")
    table["guide"]["regimes"] = {id: table["guide"]["regimes"][id] for id in needed}
    table["law"]["causes"] = counting.table(found)["causes"]
    links = _links(pages, _cited(table["law"]["sentences"].values(), table["law"]["causes"].values()))
    kinds = {
        group.title: [(id, cause) for id, cause in found.causes.items() if cause.kind == group.id]
        for group in box(pages.data).groups
    }
    return pages.page("tool-limitation", data=inlined(table | links), kinds=kinds)


def timetable_tool(pages: Pages) -> str:
    """我的时间表: every deadline that follows from a case's facts."""
    found = _required(pages)
    whole = plan.table(pages.guide, plan.rules(pages.guide, found))
    table = _table(pages, found, whole["deadlines"])
    table["guide"] = whole | {"regimes": table["guide"]["regimes"]}
    table["law"]["facts"] = counting.table(found)["facts"]
    debts = [(start.id, start.title) for start in box(pages.data).starts if not start.extra]
    return pages.page("tool-timetable", data=inlined(table), debts=debts, groups=_groups(pages, found))


def _groups(pages: Pages, found: Counting) -> list[tuple[str, str, list[tuple[Fact, str]]]]:
    """The facts in the order of a case, under the phase they belong to; each with the debts that begin by it."""
    own = box(pages.data)
    begins = {fact: start.id for start in own.starts for fact in start.facts}
    common = {fact for start in own.common for fact in start.facts}
    groups: dict[str, list[tuple[Fact, str]]] = {phase.id: [] for phase in pages.guide.phases}
    debt: list[tuple[Fact, str]] = []
    places: dict[str, str] = {}
    for fact in found.facts.values():
        kind = begins.get(fact.id, "")
        if kind or fact.id in common:
            debt.append((fact, kind))
            continue
        places[fact.id] = _phase(pages, fact, places)
        groups[places[fact.id]].append((fact, ""))
    titled = [(phase.id, phase.title, groups[phase.id]) for phase in pages.guide.phases if groups[phase.id]]
    return [*((start.id, start.title, debt) for start in own.common), *titled]


def _phase(pages: Pages, fact: Fact, places: Mapping[str, str]) -> str:
    """The phase whose stage keeps a fact's first deadline; else that of the facts before it, else the last."""
    for written in (*fact.deadlines, *fact.others):
        for stage in pages.index.users.get(("deadlines", written.split(plan.CHAIN)[-1]), ()):
            return pages.index.phase_of[stage].id
    known = [places[other] for other in fact.after if other in places]
    return known[-1] if known else pages.guide.phases[-1].id


MACROS = (tools, deadline_tool, limitation_tool, timetable_tool)
