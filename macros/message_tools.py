"""The tools of contact: what a message must not say, and when, how and until when a debtor is spoken to.

Both pages carry their rules inside themselves, from data/messages/; nothing that is typed leaves the browser.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from macros import tools, words
from macros.law import inlined
from procguide import contact, message, rates, rulebook
from procguide.calendar import table as calendar_table
from procguide.load import collection
from procguide.model import Citation
from procguide.rulebook import Choice, Named, Rule

if TYPE_CHECKING:
    from macros.pages import Pages

#: The house procedure for words of self-harm and violence, where a guide has one.
CRISIS = "crisis-plan"


def _script(value: Any) -> Markup:
    """A value as the content of a script element; patterns of rules may hold any sign, so no ``<`` stands in it."""
    return Markup(str(inlined(value)).replace("<", "\\u003c"))


def _names(pages: Pages, citations: Iterable[Citation]) -> dict[str, str]:
    """What citations are called."""
    return {str(cite): words.citation(cite, pages.index.article(cite)) for cite in citations}


def _pages_of(pages: Pages, citations: Iterable[Citation]) -> dict[str, str]:
    """The pages of citations' articles."""
    return {
        str(cite): pages.href(f"statutes/{pages.index.statutes[cite.statute].id}#art-{cite.article}")
        for cite in citations
    }


def _choices(data: Path) -> tuple[Choice, ...]:
    return collection(data / rulebook.FOLDER / "lexicon.yaml", "choices", Choice)


def _titles(data: Path, of: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Some choices of a kind with their titles, in the order of the data."""
    wanted = set(ids)
    return [(choice.id, choice.title) for choice in _choices(data) if choice.of == of and choice.id in wanted]


def _lpr(data: Path) -> dict[str, str]:
    """The newest one-year rate in percent, as the field shows it."""
    known = rates.rates(data).lpr if (data / "rates").is_dir() else ()
    if not known:
        return {}
    return {"lpr": f"{max(known, key=lambda row: row.first).one_year * 100:.2f}"}


def _by_family(data: Path) -> list[tuple[Named, list[Rule]]]:
    """The rules under their families."""
    known = rulebook.rules(data)
    families = collection(data / rulebook.FOLDER / "lexicon.yaml", "families", Named)
    return [(family, [rule for rule in known if rule.family == family.id]) for family in families]


def message_tool(pages: Pages) -> str:
    """话术与函件检查."""
    known = rulebook.rules(pages.data)
    cited = [cite for rule in known for cite in rule.cites]
    named = {rule.prohibition for rule in known if rule.prohibition}
    addresses = _pages_of(pages, cited) | {id: pages.href(f"prohibitions#prohibition-{id}") for id in sorted(named)}
    table = message.table(pages.data, addresses) | {"names": _names(pages, cited)} | _lpr(pages.data)
    if any(practice.id == CRISIS for practice in pages.guide.practices):
        title = pages.index.one("practices", CRISIS).title
        table["crisis"] = {"title": title, "page": pages.href(f"practices#practice-{CRISIS}")}
    return pages.page("tool-message", data=_script(table), families=_by_family(pages.data))


def contact_tool(pages: Pages) -> str:
    """沟通节奏."""
    ladder = contact.ladder(pages.data)
    limits: tuple[contact.Window | contact.Cap, ...] = (*ladder.windows, *ladder.caps)
    cited = [cite for one in limits for cite in one.cites] + [cite for stop in ladder.stops for cite in stop.cites]
    counting = tools.law(pages.data)
    kinds = _titles(pages.data, "sender", contact.KINDS)
    channels = _titles(pages.data, "channel", contact.CHANNELS)
    forces = words.FORCE | {"house": words.REQUIRED["house"]}
    table = {
        "guide": {"id": pages.guide.id, "as_of": str(pages.guide.as_of)},
        "ladder": contact.table(pages.data),
        "law": {"calendar": calendar_table(counting.calendar) if counting else {}},
        "channels": dict(channels),
        "forces": forces,
        "cites": _names(pages, cited),
        "statutes": {
            cite.statute: [statute.title, pages.href(f"statutes/{statute.id}")]
            for cite in cited
            for statute in (pages.index.statutes[cite.statute],)
        },
        "places": {"message": pages.href("tools/message")},
    }
    return pages.page(
        "tool-contact",
        data=_script(table),
        ladder=ladder,
        limits=limits,
        kinds=kinds,
        titles=dict(kinds),
        channels=channels,
        forces=forces,
        counts=counting is not None,
    )


MACROS = (message_tool, contact_tool)
