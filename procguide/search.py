"""The search index: every place a reader can land on, with its words, straight from the guide.

An entry is a page's section: its place, its kind, its title, other ways to say it, and its passages, each with the
articles it cites.  ``docs/assets/js/search.mjs`` sorts their characters when the first query comes: that starts faster than
reading postings, and what travels is hardly more than the text.  Everyday words and what the law calls them
stand in ``data/search.yaml``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procguide.bundle import bundle
from procguide.index import Index, index
from procguide.load import collection
from procguide.model import Citation, Deadline, Dispute, Guide, Point, Prohibition, Question, Stage, doc
from procguide.numerals import article_label
from procguide.source import NOWHERE, Mark
from procguide.translator import exported, tables

#: Changes when the browser modules read the index differently.
FORMAT = 3
#: What an entry is, as readers filter by it; an entry holds the place in this list.
KINDS = ("阶段", "期限", "禁止", "法条", "问答", "文书", "术语", "资源", "页面")
#: The lists of words in ``search.yaml``: what says nothing, what says little, and letters with their simplified form.
LISTS = ("empty", "common", "traditional")
_SCRIPTS = Path(__file__).resolve().parent.parent / "docs" / "assets" / "js"


@dataclass(frozen=True, kw_only=True, slots=True)
class Synonym:
    """Everyday words, and what the guide and the law say instead."""

    words: tuple[str, ...] = doc("日常说法")
    means: tuple[str, ...] = doc("法律和本指南的说法")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A list of words."""

    words: tuple[str, ...] = doc("词")
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an entry's text and the articles it rests on."""

    text: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A place that a search may lead to."""

    page: str
    anchor: str
    kind: str
    title: str
    aliases: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _points(points: Iterable[Point]) -> list[Passage]:
    return [Passage(point.text, point.cites) for point in points]


def _disputes(disputes: Iterable[Dispute]) -> list[Passage]:
    return [
        Passage(
            _joined(one.question, *(position.text for position in one.positions), one.safe),
            tuple(cite for position in one.positions for cite in position.cites),
        )
        for one in disputes
    ]


def _stage(stage: Stage) -> Iterator[Entry]:
    """A stage's page and its sections, as macros/templates/stage.md heads them."""
    page = f"stages/{stage.id}"
    short = (stage.short,) if stage.short != stage.title else ()
    yield Entry(page, "", "阶段", stage.title, short, (Passage(stage.purpose, stage.cites),))
    sections: list[tuple[str, str, str, list[Passage]]] = [
        ("fit", "阶段", "适不适合我", _points(stage.entry) + _points(stage.unfit)),
        (
            "documents",
            "文书",
            "材料与证据",
            [Passage(_joined(one.title, one.why), one.cites) for one in stage.documents],
        ),
        ("costs", "阶段", "费用", _points(stage.costs)),
        (
            "mistakes",
            "阶段",
            "常见错误",
            [Passage(_joined(one.text, one.instead), one.cites) for one in stage.mistakes],
        ),
        ("disputes", "阶段", "有争议的问题", _disputes(stage.disputes)),
        ("mirror", "阶段", "对方的权利", _points(stage.mirror)),
        ("local", "阶段", "地方说明", _points(stage.local)),
        ("next", "阶段", "接下来", [Passage(one.when) for one in stage.next]),
    ]
    for step in stage.steps:
        text = Passage(_joined(step.text, step.output), step.cites)
        yield Entry(page, f"step-{step.id}", "阶段", step.title, (), (text,))
    for anchor, kind, title, passages in sections:
        if passages:
            yield Entry(page, anchor, kind, f"{stage.short}：{title}", (), tuple(passages))


def _deadline(one: Deadline) -> Entry:
    text = _joined(
        one.period.label, one.starts, f"{one.who}：{one.does}", one.missed, one.extends, one.applies, one.tip
    )
    passages = (Passage(text, one.cites), *_disputes(one.disputes))
    return Entry("deadlines", f"deadline-{one.id}", "期限", one.title, (), passages)


def _prohibition(one: Prohibition) -> Entry:
    shows = " ".join(show.text for show in one.shows)
    passages = [Passage(_joined(one.conduct, one.elements, shows), one.cites)]
    passages += [Passage(sanction.text, sanction.cites) for sanction in one.sanctions]
    passages.append(Passage(_joined(one.example, one.instead, one.proof)))
    return Entry("prohibitions", f"prohibition-{one.id}", "禁止", one.title, (), tuple(passages))


def _question(one: Question) -> Entry:
    passages = (Passage(one.answer, one.cites), *_points(one.more), *_disputes(one.disputes))
    return Entry(f"questions/{one.theme}", f"question-{one.id}", "问答", one.title, one.asks, passages)


def _statutes(guide: Guide, seen: Index) -> Iterator[Entry]:
    heard: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question in guide.heard:
        for cite in map(Citation.parse, question.articles):
            heard[cite.statute, cite.article].append(question.q)
    for statute in guide.statutes:
        page = f"statutes/{statute.id}"
        names = dict.fromkeys((statute.short, *statute.aliases))
        yield Entry(page, "", "法条", statute.title, tuple(names), (Passage(statute.tip),) if statute.tip else ())
        for article in seen.version(statute).articles if statute.versions else ():
            name = f"{statute.short}{article_label(article.number)} {article.title}"
            # All ways to ask for an article in one line: an index of fewer lines starts faster and ranks the same.
            asks = " ".join((*article.asks, *heard[statute.short, article.number]))
            yield Entry(page, f"art-{article.number}", "法条", name, (asks,) if asks else (), (Passage(article.gist),))


def _others(guide: Guide) -> Iterator[Entry]:
    """The smaller collections."""
    for phase in guide.phases:
        yield Entry(f"phases/{phase.id}", "", "阶段", phase.title, (), (Passage(phase.summary),))
    for decision in guide.decisions:
        nodes = [
            Passage(_joined(node.text, *(one.when for one in node.answers)), node.cites) for node in decision.nodes
        ]
        yield Entry(f"decisions/{decision.id}", "", "阶段", decision.title, (), (Passage(decision.summary), *nodes))
    for regime in guide.regimes:
        yield Entry(
            "deadlines", f"regime-{regime.id}", "期限", regime.title, (), (Passage(regime.summary, regime.cites),)
        )
    for resource in guide.resources:
        kind = "文书" if resource.kind == "form" else "资源"
        text = _joined(resource.text, resource.issuer, resource.phone, resource.access)
        passage = Passage(text, resource.cites)
        yield Entry("resources", f"resource-{resource.id}", kind, resource.title, (), (passage,))
    for term in guide.glossary:
        yield Entry("glossary", f"term-{term.id}", "术语", term.title, term.aliases, (Passage(term.text, term.cites),))
    for theme in guide.themes:
        if any(question.theme == theme.id for question in guide.questions):
            yield Entry(f"questions/{theme.id}", "", "问答", theme.title, (), (Passage(theme.summary),))
    for claim in guide.claims:
        reasons = (Passage(claim.reason, claim.cites), Passage(claim.instead))
        yield Entry("claims", f"claim-{claim.id}", "问答", claim.title, (), reasons)
    for practice in guide.practices:
        lines = [*_points(practice.checklist), *_points(practice.timers), *_points(practice.basis)]
        passages = (Passage(practice.summary), *lines)
        yield Entry("practices", f"practice-{practice.id}", "文书", practice.title, (), passages)
    for change in guide.changes:
        yield Entry("changes", f"change-{change.id}", "页面", change.title, (), (Passage(change.text, change.cites),))


_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^(#{1,3})\s+(.+?)(?:\s*\{\s*#([\w-]+)\s*\})?\s*$", re.MULTILINE)
_MARKUP = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|<[^>]+>|\]\([^)]*\)|[*_`\[\]|]|^[#>+-]+\s|^\d+\.\s", re.DOTALL | re.MULTILINE
)


def _written(docs: Path, made: set[str]) -> Iterator[Entry]:
    """The pages that an editor wrote: their titles, and their sections where these hold prose."""
    for path in sorted(docs.rglob("*.md")):
        page = path.relative_to(docs).with_suffix("").as_posix()
        text = _FRONT.sub("", path.read_text(encoding="utf-8"))
        headings = list(_HEADING.finditer(text))
        for place, heading in enumerate(headings):
            level, title, anchor = heading[1], heading[2], heading[3] or ""
            end = headings[place + 1].start() if place + 1 < len(headings) else len(text)
            prose = " ".join(_MARKUP.sub(" ", text[heading.end() : end]).split())
            if level == "#" and page not in made:
                yield Entry(page, "", "页面", title, (), (Passage(prose),) if prose else ())
            elif level != "#" and anchor and prose:
                yield Entry(page, anchor, "页面", title, (), (Passage(prose),))


def entries(guide: Guide, docs: Path | None = None) -> list[Entry]:
    """Every place of a guide that a search may lead to; a page comes before its sections."""
    seen = index(guide)
    found = [entry for stage in seen.ordered_stages for entry in _stage(stage)]
    found += [_deadline(one) for one in guide.deadlines if not one.replaced_by]
    found += [_prohibition(one) for one in guide.prohibitions]
    found += _statutes(guide, seen)
    found += [_question(one) for one in guide.questions]
    found += _others(guide)
    if docs is not None:
        found += _written(docs, {entry.page for entry in found if not entry.anchor})
    return found


def _vocabulary(data: Path | None) -> tuple[tuple[Synonym, ...], dict[str, str]]:
    """What ``search.yaml`` of a data folder says: synonyms and the lists of words; nothing without it."""
    path = data / "search.yaml" if data else None
    if path is None or not path.exists():
        return (), dict.fromkeys(LISTS, "")
    lists = {key: " ".join(word for one in collection(path, key, Words) for word in one.words) for key in LISTS}
    return collection(path, "synonyms", Synonym), lists


def _renumbering(guide: Guide, data: Path | None) -> list[dict[str, Any]]:
    """The tables of the old numbers, the moves of each in one string: ``16:17:same …``."""
    folder = data / "renumbering" if data else None
    if folder is None or not folder.is_dir():
        return []
    return [
        {**table, "moves": " ".join(":".join(move) for move in table["moves"])}
        for table in exported(tables(folder), guide.statutes)
    ]


def table(guide: Guide, docs: Path | None = None, data: Path | None = None) -> dict[str, Any]:
    """The index as the browser modules take it.

    ``pages`` are [address, title]; ``entries`` are [page, anchor, kind, other ways to say it, passages], the last two how
    many.  ``text`` has a line for the title of the first entry, each other way to say it and each passage, then those of the
    second, and so on; ``cites`` runs: a line, how many articles the passage in it cites, and their entries.
    """
    synonyms, lists = _vocabulary(data)
    found = entries(guide, docs)
    titles: dict[str, str] = {}
    for entry in found:
        titles[entry.page] = titles.get(entry.page, "") or ("" if entry.anchor else entry.title)
    pages = {page: place for place, page in enumerate(titles)}
    short = {f"statutes/{statute.id}": statute.short for statute in guide.statutes}
    places = {
        (short[entry.page], entry.anchor.removeprefix("art-")): place
        for place, entry in enumerate(found)
        if entry.page in short and entry.anchor
    }
    lines: list[str] = []
    cites: list[int] = []
    for entry in found:
        lines += [entry.title, *entry.aliases]
        for passage in entry.passages:
            cited = dict.fromkeys((cite.statute, cite.article) for cite in passage.cites)
            if linked := [places[key] for key in cited if key in places]:
                cites += [len(lines), len(linked), *linked]
            lines.append(passage.text)

    return {
        "format": FORMAT,
        "kinds": list(KINDS),
        "pages": [[page, title] for page, title in titles.items()],
        "entries": [
            [pages[entry.page], entry.anchor, KINDS.index(entry.kind), len(entry.aliases), len(entry.passages)]
            for entry in found
        ],
        "text": "\n".join(" ".join(line.split()) for line in lines),
        "cites": cites,
        "statutes": [
            [
                pages[f"statutes/{one.id}"],
                one.short,
                *dict.fromkeys((one.title.removeprefix("中华人民共和国"), *one.aliases)),
            ]
            for one in guide.statutes
        ],
        "synonyms": [[list(one.words), list(one.means)] for one in synonyms],
        **lists,
        "renumbering": _renumbering(guide, data),
    }


def written(table: dict[str, Any]) -> str:
    """The index as one text: a first line of JSON, and the lines of its ``text``."""
    head = {key: value for key, value in table.items() if key != "text"}
    return f"{json.dumps(head, ensure_ascii=False, separators=(',', ':'))}\n{table['text']}"


def files(guide: Guide, docs: Path, data: Path | None = None) -> dict[str, str | bytes]:
    """The files below ``assets/search/`` and what they hold.

    ``index.txt`` is in UTF-16, little-endian, as browsers keep text: nothing has to be decoded, and Chinese travels in fewer
    bytes.  ``index.js`` is the same for pages opened without a server, which may not fetch.
    """
    text = written(table(guide, docs, data))
    return {
        "index.txt": text.encode("utf-16-le"),
        "index.js": f"globalThis.guideSearchIndex={json.dumps(text, ensure_ascii=False)};\n",
        "worker.js": bundle(_SCRIPTS / "search-worker.mjs"),
        "engine.js": bundle(_SCRIPTS / "search-engine.mjs"),
        "page.js": bundle(_SCRIPTS / "search-page.mjs"),
    }
