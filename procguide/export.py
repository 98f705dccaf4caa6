"""What leaves the guide as JSON: ``api/v1/guide.json`` with everything, and one list a collection.

A field keeps its name; periods and citations are written as in the data; dates are ISO.  Every object has ``id`` and
``title``; every list's objects have ``cites``, all the citations in them.  Added fields keep the version; a field that
changes its meaning or goes makes a new one.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from procguide import matrix, notices, search
from procguide.charts import charts
from procguide.drawing import standalone
from procguide.index import citations, index
from procguide.load import collections
from procguide.model import Citation, Guide, Period

VERSION = "v1"
#: Collections that only makers of a guide use.
_MAKERS = ("waivers", "heard")


def plain(value: Any) -> Any:
    """A record as JSON's own types."""
    if isinstance(value, Citation | Period):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            info.name: plain(getattr(value, info.name)) for info in dataclasses.fields(value) if info.name != "mark"
        }
    return value


def _listed(guide: Guide, kind: str) -> list[dict[str, Any]]:
    """A collection as objects with all their ``cites``, and with ``id`` and ``title`` where they have one."""
    objects = []
    for item in getattr(guide, kind):
        entry: dict[str, Any] = {}
        if hasattr(item, "id"):
            entry = {"id": item.id, "title": getattr(item, "title", item.id)}
        entry |= plain(item)
        entry["cites"] = list(dict.fromkeys(str(citation) for citation in citations(item)))
        objects.append(entry)
    return objects


def documents(guide: Guide) -> dict[str, Any]:
    """Every JSON document by file name."""
    seen = index(guide)
    lists = {kind: _listed(guide, kind) for kind in collections() if kind not in _MAKERS}
    for stage in lists["stages"]:
        found = seen.stage(stage["id"])
        stage["phase"] = seen.phase_of[found.id].id
        stage["all_deadlines"] = list(seen.stage_deadlines(found))
    for statute in lists["statutes"]:
        statute["cites"] = []
        for version in statute["versions"]:
            for article in version["articles"]:
                article["id"] = f"{statute['short']}/{article['number']}"
                uses = seen.uses.get((statute["short"], article["number"]), ())
                article["used_by"] = [{"kind": use.kind, "id": use.id} for use in uses]
    order = {stage.id: place for place, stage in enumerate(seen.ordered_stages)}
    lists["stages"].sort(key=lambda stage: order[stage["id"]])
    own = {
        info.name: plain(getattr(guide, info.name))
        for info in dataclasses.fields(guide)
        if info.name not in collections() and info.name != "mark"
    }
    whole = {"version": VERSION, **own, **lists}
    return {"guide.json": whole} | {f"{kind.replace('_', '-')}.json": lists[kind] for kind in lists}


def export(guide: Guide, docs: Path) -> list[Path]:
    """Write the JSON API and the charts as files below the pages' folder; returns the files written."""
    written = []
    for name, document in documents(guide).items():
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        written.append(_write(docs / "api" / VERSION / name, text))
    written.append(_write(docs / "downloads" / "matrix.csv", matrix.table(index(guide))))
    for name, content in search.files(guide, docs, docs.parent / "data").items():
        written.append(_write(docs / "assets" / "search" / name, content))
    for name, text in notices.files(guide, docs.parent / "data").items():
        written.append(_write(docs / "downloads" / "calendar" / name, text))
    for chart in charts(guide).values():
        written.append(_write(docs / "downloads" / "charts" / f"{chart.id}.svg", standalone(chart)))
    return written


def _write(path: Path, content: str | bytes) -> Path:
    """Write a file whole or not at all; an unchanged one keeps its time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = content.encode() if isinstance(content, str) else content
    if not path.exists() or path.read_bytes() != content:
        partial = path.with_name(path.name + ".part")
        partial.write_bytes(content)
        partial.replace(path)
    return path
