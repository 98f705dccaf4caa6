"""Which article carries what: a row an article, a column a kind of record, for editors and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from procguide.index import NOUNS, Index
from procguide.model import Article, Stage, Statute

KINDS = ("stages", "deadlines", "prohibitions", "questions", "decisions", "glossary", "claims", "practices")
#: An article that more records than this rest on deserves a second reader.
HEAVY = 25


@dataclass(frozen=True, slots=True)
class Row:
    """An article and the identifiers of what rests on it, by kind."""

    statute: Statute
    article: Article
    stages: tuple[Stage, ...]
    uses: dict[str, tuple[str, ...]]

    @property
    def total(self) -> int:
        return sum(map(len, self.uses.values()))


def rows(seen: Index) -> list[Row]:
    """A row for every article of the versions that citations mean, in the order of the statutes."""
    found = []
    for statute in seen.guide.statutes:
        for article in seen.version(statute).articles if statute.versions else ():
            by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
            for use in seen.uses.get((statute.short, article.number), ()):
                by_kind.setdefault(use.kind, []).append(use.id)
            stages = tuple(seen.stage(id) for id in by_kind["stages"])
            found.append(Row(statute, article, stages, {kind: tuple(ids) for kind, ids in by_kind.items()}))
    return found


def table(seen: Index) -> str:
    """The matrix as CSV with a header, UTF-8 with a byte-order mark so that spreadsheets read Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["法律", "条", "题目", *(NOUNS[kind] for kind in KINDS), "合计"])
    for row in rows(seen):
        cells = [" ".join(row.uses[kind]) for kind in KINDS]
        writer.writerow([row.statute.short, row.article.number, row.article.title, *cells, row.total])
    return "\ufeff" + text.getvalue()
