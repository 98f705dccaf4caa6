"""A guide seen by name: every record by its identifier, every citation resolved, every link followed backwards."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from procguide.load import collections
from procguide.model import (
    Article,
    Citation,
    Deadline,
    Decision,
    Guide,
    Period,
    Phase,
    Prohibition,
    Regime,
    Resource,
    Stage,
    Statute,
    Term,
    Version,
)
from procguide.source import NOWHERE, Mark, nearest

#: What the items of a collection are called, in problems and on pages.
NOUNS = {
    "readers": "读者",
    "phases": "阶段组",
    "stages": "阶段",
    "decisions": "决策",
    "deadlines": "期限",
    "regimes": "期间性质",
    "prohibitions": "禁止行为",
    "resources": "资源",
    "statutes": "法律",
    "glossary": "术语",
    "themes": "主题",
    "questions": "问答",
    "claims": "说法",
    "practices": "机构自定程序",
    "scopes": "覆盖范围",
    "heard": "问法",
    "changes": "变化",
    "waivers": "豁免",
    "annexes": "计算与规则",
}


class Unknown(LookupError):
    """An identifier that nothing has; ``near`` is the most similar one, or empty."""

    def __init__(self, kind: str, id: str, near: str) -> None:
        self.kind, self.id, self.near = kind, id, near
        noun = NOUNS.get(kind, kind)
        super().__init__(f"没有 “{id}” 这个{noun}" + (f"，是否想写 “{near}”？" if near else ""))


@dataclass(frozen=True)
class Use:
    """A record that rests on an article: its collection, identifier and title."""

    kind: str
    id: str
    title: str


def citations(record: Any) -> Iterator[Citation]:
    """Every citation in a record, however deep, in the order of writing."""
    if isinstance(record, Citation):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from citations(item)
    elif dataclasses.is_dataclass(record):
        for info in dataclasses.fields(record):
            if info.name != "mark":
                yield from citations(getattr(record, info.name))


def texts(record: Any, mark: Mark | None = None) -> Iterator[tuple[str, Mark]]:
    """Every text in a record, however deep, with the place of the part that holds it."""
    if isinstance(record, str):
        yield record, mark or NOWHERE
    elif isinstance(record, tuple):
        for item in record:
            yield from texts(item, mark)
    elif dataclasses.is_dataclass(record) and not isinstance(record, Citation | Period):
        for info in dataclasses.fields(record):
            if info.name != "mark":
                yield from texts(getattr(record, info.name), getattr(record, "mark", mark))


@dataclass(frozen=True, eq=False)
class Index:
    """Look-ups over one guide; every one is computed once."""

    guide: Guide

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """Collection → identifier → record; of records that share an identifier the first counts."""
        found: dict[str, dict[str, Any]] = {}
        for name in collections():
            found[name] = {}
            for item in getattr(self.guide, name):
                if hasattr(item, "id"):
                    found[name].setdefault(item.id, item)
        return found

    def one(self, kind: str, id: str) -> Any:
        """The record of a collection with an identifier; raises Unknown."""
        known = self.by_id[kind]
        if id not in known:
            raise Unknown(kind, id, nearest(id, known))
        return known[id]

    def stage(self, id: str) -> Stage:
        found: Stage = self.one("stages", id)
        return found

    def deadline(self, id: str) -> Deadline:
        found: Deadline = self.one("deadlines", id)
        return found

    def regime(self, id: str) -> Regime:
        found: Regime = self.one("regimes", id)
        return found

    def prohibition(self, id: str) -> Prohibition:
        found: Prohibition = self.one("prohibitions", id)
        return found

    def resource(self, id: str) -> Resource:
        found: Resource = self.one("resources", id)
        return found

    def term(self, id: str) -> Term:
        found: Term = self.one("glossary", id)
        return found

    def decision(self, id: str) -> Decision:
        found: Decision = self.one("decisions", id)
        return found

    def phase(self, id: str) -> Phase:
        found: Phase = self.one("phases", id)
        return found

    @cached_property
    def statutes(self) -> dict[str, Statute]:
        """Statutes by the short name that citations use."""
        found: dict[str, Statute] = {}
        for statute in self.guide.statutes:
            found.setdefault(statute.short, statute)
        return found

    @cached_property
    def statute_names(self) -> dict[str, str]:
        """Every way to write a statute, and its short name."""
        names = {}
        for statute in self.guide.statutes:
            for name in (*statute.aliases, statute.title, statute.id, statute.short):
                names[name] = statute.short
        return names

    def version(self, statute: Statute) -> Version:
        """The version that citations mean: in force on the as-of day, else the newest."""
        return statute.version_on(self.guide.as_of) or statute.versions[0]

    def article(self, citation: Citation) -> Article | None:
        """The article a citation names, or None."""
        statute = self.statutes.get(citation.statute)
        return statute.numbers[self.version(statute)].get(citation.article) if statute and statute.versions else None

    @cached_property
    def ordered_stages(self) -> tuple[Stage, ...]:
        """The stages in the order of the phases."""
        known = self.by_id["stages"]
        return tuple(known[id] for phase in self.guide.phases for id in phase.stages if id in known)

    @cached_property
    def phase_of(self) -> dict[str, Phase]:
        """The phase of each stage, by the stage's identifier."""
        return {id: phase for phase in self.guide.phases for id in phase.stages}

    def stage_deadlines(self, stage: Stage) -> tuple[str, ...]:
        """Identifiers of all deadlines of a stage: its steps' first, then its own, then its transitions', each once."""
        ids = [id for step in stage.steps for id in step.deadlines]
        ids += stage.deadlines
        ids += [id for transition in stage.next for id in transition.deadlines]
        return tuple(dict.fromkeys(ids))

    @cached_property
    def previous(self) -> dict[str, tuple[Stage, ...]]:
        """The stages that lead to each stage."""
        found: dict[str, list[Stage]] = defaultdict(list)
        for stage in self.ordered_stages:
            for transition in stage.next:
                if stage not in found[transition.to]:
                    found[transition.to].append(stage)
        return {id: tuple(stages) for id, stages in found.items()}

    @cached_property
    def users(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(Collection, identifier) of a deadline, prohibition, resource or regime → the stages that use it."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for stage in self.ordered_stages:
            for id in self.stage_deadlines(stage):
                found["deadlines", id].append(stage.id)
            for kind in ("prohibitions", "resources"):
                for id in dict.fromkeys(getattr(stage, kind)):
                    found[kind, id].append(stage.id)
        for decision in self.guide.decisions:
            for node in decision.nodes:
                if node.deadline:
                    found["deadlines", node.deadline] += decision.stages
        return {key: tuple(dict.fromkeys(ids)) for key, ids in found.items()}

    @cached_property
    def uses(self) -> dict[tuple[str, str], tuple[Use, ...]]:
        """(Statute's short name, article) → the records that cite it."""
        found: dict[tuple[str, str], dict[Use, None]] = defaultdict(dict)
        for name in collections():
            if name == "statutes":
                continue
            for item in getattr(self.guide, name):
                for citation in citations(item):
                    use = Use(name, getattr(item, "id", ""), getattr(item, "title", ""))
                    found[citation.statute, citation.article].setdefault(use)
        return {key: tuple(uses) for key, uses in found.items()}


@lru_cache(maxsize=4)
def index(guide: Guide) -> Index:
    """The index of a guide; the same guide gives the same index."""
    return Index(guide)
