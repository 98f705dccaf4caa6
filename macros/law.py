"""Pages about the law itself: what was verified, old numbers, what rests on what, what is changing."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from procguide import digests, translator, verify
from procguide.digests import Lock
from procguide.matrix import HEAVY, Row, rows
from procguide.model import Article, Statute, Version
from procguide.texts import Library
from procguide.translator import Renumbering

if TYPE_CHECKING:
    from macros.pages import Pages


@lru_cache(maxsize=8)
def _tables(folder: Path, state: tuple[int, ...]) -> tuple[Renumbering, ...]:
    return translator.tables(folder) if folder.is_dir() else ()


@lru_cache(maxsize=8)
def _lock(path: Path, state: tuple[int, ...]) -> Lock:
    return digests.read(path)


@lru_cache(maxsize=2)
def _library(folder: str) -> Library | None:
    return Library(Path(folder)) if folder else None


def _times(*paths: Path) -> tuple[int, ...]:
    return tuple(path.stat().st_mtime_ns for path in paths if path.exists())


def tables(data: Path) -> tuple[Renumbering, ...]:
    """The former numberings that a guide knows; none where it has no such folder."""
    folder = data / "renumbering"
    return _tables(folder, _times(*sorted(folder.glob("*.yaml"))))


def standing(data: Path, statute: Statute, version: Version, article: Article) -> verify.Standing:
    """How far a reader may trust an article's gist."""
    path = data / digests.FILE
    return verify.standing(statute, version, article, _lock(path, _times(path)))


def official(version: Version, article: Article) -> tuple[str, ...]:
    """The official article's lines, when the builder brought the texts (``build --texts``); never kept anywhere."""
    library = _library(os.environ.get("PROCGUIDE_TEXTS", ""))
    text = library.text(version.text) if library else None
    found = text.articles.get(article.number) if text else None
    return found.lines if found else ()


def inlined(value: Any) -> Markup:
    """A value as the content of ``<script type="application/json">``."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"))


def old_numbers(pages: Pages) -> str:
    """Old article numbers and today's: a field and a table a numbering."""
    known = tables(pages.data)
    places = {statute.short: pages.href(f"statutes/{statute.id}") for statute in pages.guide.statutes}
    data = {"tables": translator.exported(known, pages.guide.statutes), "places": places}
    gists = {
        statute.short: {article.number: article.title for article in pages.index.version(statute).articles}
        for statute in pages.guide.statutes
        if any(table.statute == statute.short for table in known)
    }
    return pages.page("old-numbers", tables=known, data=inlined(data | {"titles": gists}))


def matrix(pages: Pages) -> str:
    """Every article and how many stages, deadlines, prohibitions and questions rest on it."""
    found: list[Row] = rows(pages.index)
    return pages.page("matrix", rows=found, heavy=HEAVY)


def touched(pages: Pages) -> str:
    """What each recorded revision moved or changed, and what of the guide rests on it."""
    groups = []
    for table in tables(pages.data):
        statute = pages.index.statutes.get(table.statute)
        if statute is None or not any(version.passed == table.to for version in statute.versions):
            continue
        moved = []
        for move in table.moves:
            uses = pages.index.uses.get((table.statute, move.new), ())
            if move.new and uses and (move.kind == "substance" or move.old != move.new):
                moved.append((move, pages.linked_uses(uses)))
        groups.append((table, statute, moved))
    return pages.page("touched", groups=groups)


def news(pages: Pages) -> str:
    """What has changed lately, what will change, and what is only a draft."""
    day = pages.guide.as_of
    coming = [
        (statute, version)
        for statute in pages.guide.statutes
        for version in statute.versions
        if version.status in ("not-yet", "draft") or (version.effective and version.effective > day)
    ]
    recent = sorted(
        (
            (version.effective, statute)
            for statute in pages.guide.statutes
            for version in statute.versions
            if version.effective and 0 <= (day - version.effective).days <= 730 and version.status == "in-force"
        ),
        key=lambda pair: pair[0],
        reverse=True,
    )
    changes = sorted(pages.guide.changes, key=lambda one: one.day, reverse=True)
    return pages.page("news", coming=coming, recent=recent, changes=[one for one in changes if one.kind != "guide"])


MACROS = (old_numbers, matrix, touched, news)
