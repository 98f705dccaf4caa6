"""The pages a guide needs: a stub of a title and one macro call for every stage, phase, decision and statute.

What exists is never overwritten: an editor's prose is safe.  The navigation of ``mkdocs.yml`` is held between two
comment lines and is written anew from the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from procguide.index import index
from procguide.model import Guide

NAV_BEGIN = "# nav: written by `procguide scaffold`"
NAV_END = "# nav: end"


def pages(guide: Guide) -> Iterator[tuple[str, str, str]]:
    """Path below ``docs/``, title and macro call of every page that is made from data."""
    for phase in guide.phases:
        yield f"phases/{phase.id}.md", phase.title, f'phase("{phase.id}")'
    for stage in index(guide).ordered_stages:
        yield f"stages/{stage.id}.md", stage.title, f'stage("{stage.id}")'
    for decision in guide.decisions:
        yield f"decisions/{decision.id}.md", decision.title, f'decision("{decision.id}")'
    for theme in guide.themes:
        yield f"questions/{theme.id}.md", theme.title, f'theme("{theme.id}")'
    for statute in guide.statutes:
        yield f"statutes/{statute.id}.md", statute.title, f'statute("{statute.id}")'


def stub(title: str, call: str) -> str:
    """The Markdown of a page that an editor has not written to yet."""
    return f"# {title}\n\n{{{{ {call} }}}}\n"


def missing(guide: Guide, docs: Path) -> list[tuple[Path, str]]:
    """The pages that the data asks for and the folder lacks, with what to write."""
    wanted = [(docs / path, stub(title, call)) for path, title, call in pages(guide)]
    return [(path, text) for path, text in wanted if not path.exists()]


def stray(guide: Guide, docs: Path) -> list[Path]:
    """Stubs in the data's folders that no record asks for any more."""
    wanted = {docs / path for path, _, _ in pages(guide)}
    folders = {path.parent for path in wanted}
    there = {path for folder in folders for path in folder.glob("*.md") if path.name != "index.md"}
    return sorted(there - wanted)


def navigation(guide: Guide) -> str:
    """The lines of ``nav:`` for the pages made from data; fixed pages are where an editor put them."""
    lines = ["- 流程:"]
    for phase in guide.phases:
        lines += [f"  - {phase.title}:", f"    - phases/{phase.id}.md"]
        lines += [f"    - stages/{id}.md" for id in phase.stages]
    if guide.decisions:
        lines += ["  - 关键决策:", "    - decisions/index.md"]
        lines += [f"    - decisions/{decision.id}.md" for decision in guide.decisions]
    if guide.themes:
        lines += ["- 问答:", "  - questions/index.md"]
        lines += [f"  - questions/{theme.id}.md" for theme in guide.themes]
    lines += ["- 法条库:", "  - statutes/index.md"]
    lines += [f"  - {statute.short}: statutes/{statute.id}.md" for statute in guide.statutes]
    return "\n".join(lines) + "\n"


def with_navigation(config: str, guide: Guide) -> str:
    """The text of ``mkdocs.yml`` with the part between the two comment lines renewed; raises ValueError without them."""
    head, begin, rest = config.partition(NAV_BEGIN)
    _, end, tail = rest.partition(NAV_END)
    if not begin or not end:
        raise ValueError(f"mkdocs.yml 里没有 “{NAV_BEGIN}” 和 “{NAV_END}” 两行")
    return f"{head}{begin}\n{navigation(guide)}{end}{tail}"
