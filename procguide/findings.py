"""What rules find, and the small pieces that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from procguide.index import NOUNS, Index
from procguide.source import Mark, Problem, did_you_mean


@dataclass(frozen=True)
class Finding:
    """A problem of one record under one rule."""

    id: str
    problem: Problem


Rule = Callable[[Index], Iterator[Finding]]


def finding(record: Any, message: str, fix: str = "", mark: Mark | None = None) -> Finding:
    """A finding at a record's place, or at a part's."""
    return Finding(getattr(record, "id", ""), Problem(mark or record.mark, message, fix))


def noun(kind: str) -> str:
    """What a collection's items are called."""
    return NOUNS.get(kind, kind)


def unknown(
    index: Index, owner: Any, kind: str, ids: tuple[str, ...], where: str, mark: Mark | None = None
) -> Iterator[Finding]:
    """The references of a record that lead nowhere, or twice to the same."""
    known = index.by_id[kind]
    seen: set[str] = set()
    for id in ids:
        if id not in known:
            message = f"{where} 引用了不存在的{noun(kind)} “{id}”"
            yield finding(owner, message, did_you_mean(id, known), mark)
        elif id in seen:
            yield finding(owner, f"{where} 重复引用了{noun(kind)} “{id}”", mark=mark)
        seen.add(id)
