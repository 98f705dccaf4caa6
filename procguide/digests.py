"""The lock file: what was verified against which official text, kept so that a build without texts still knows.

``digests`` holds a line for each article: the digest of the official text, how many paragraphs and items it has, and
the digest of the gist that was held against it.  ``citations`` holds what each record cited then, and how long a
deadline was.  A gist, citation or period that changed afterwards is unverified until the next
``procguide verify --write``.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from procguide.load import collection, collections
from procguide.model import Article, Citation, Date, Guide, Statute, Version, doc
from procguide.numerals import article_key
from procguide.source import NOWHERE, Mark
from procguide.texts import TextArticle

FILE = "digests.yaml"
_HEADER = "# Written by `procguide verify --texts DIR --write`; not for editing by hand.\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """An article as it was verified."""

    statute: str = doc("法律的简称")
    passed: Date = doc("版本的通过日期")
    article: str = doc("条号")
    checked: Date = doc("核对日期")
    sha256: str = doc("规范化条文的 SHA-256")
    paragraphs: int = doc("款数")
    items: tuple[int, ...] = doc("各款的项数")
    gist: str = doc("核对时要旨的指纹；没有要旨的为空", default="")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """What a record cited when it was verified."""

    owner: str = doc("记录：集合/标识")
    cites: tuple[Citation, ...] = doc("依次引用的法条")
    period: str = doc("期限的长度；不是期限的为空", default="")
    mark: Mark = NOWHERE


@dataclass(frozen=True)
class Lock:
    """A read lock file; an empty one knows nothing."""

    digests: tuple[Digest, ...] = ()
    citations: tuple[Cited, ...] = ()
    file: str = field(default=FILE, compare=False)

    @cached_property
    def by_article(self) -> dict[tuple[str, Date, str], Digest]:
        return {(entry.statute, entry.passed, entry.article): entry for entry in self.digests}

    @cached_property
    def by_owner(self) -> dict[str, Cited]:
        return {entry.owner: entry for entry in self.citations}

    def digest(self, statute: Statute, version: Version, article: str) -> Digest | None:
        return self.by_article.get((statute.short, version.passed, article))


def read(path: Path) -> Lock:
    """The lock in a file, or an empty one when there is no file; raises Refused when it cannot be read."""
    if not path.exists():
        return Lock()
    return Lock(
        collection(path, "digests", Digest), collection(path, "citations", Cited), f"{path.parent.name}/{path.name}"
    )


def write(lock: Lock, path: Path) -> None:
    """Write a lock, a line a record, in an order that makes small diffs."""
    lines = [_HEADER, "digests:\n"]
    for entry in sorted(lock.digests, key=lambda entry: (entry.statute, entry.passed, article_key(entry.article))):
        gist = f', gist: "{entry.gist}"' if entry.gist else ""
        lines.append(
            f'- {{statute: {entry.statute}, passed: {entry.passed}, article: "{entry.article}", '
            f'checked: {entry.checked}, sha256: "{entry.sha256}", paragraphs: {entry.paragraphs}, '
            f"items: [{', '.join(map(str, entry.items))}]{gist}}}\n"
        )
    lines.append("citations:\n" if lock.citations else "citations: []\n")
    for cited in sorted(lock.citations, key=lambda cited: cited.owner):
        period = f', period: "{cited.period}"' if cited.period else ""
        lines.append(f"- {{owner: {cited.owner}, cites: [{', '.join(map(str, cited.cites))}]{period}}}\n")
    if not lock.digests:
        lines[1] = "digests: []\n"
    path.write_text("".join(lines), encoding="utf-8")


def fingerprint(article: Article) -> str:
    """The digest of a gist and its title: short, for it guards against drift and not against forgery."""
    return hashlib.sha256(f"{article.title}\n{article.gist}".encode()).hexdigest()[:12]


def digested(statute: Statute, version: Version, article: TextArticle, gist: Article | None, day: Date) -> Digest:
    """The entry for an article of an official text."""
    highest = max((paragraph.number for paragraph in article.paragraphs), default=0)
    items = [0] * highest
    for paragraph in article.paragraphs:
        items[paragraph.number - 1] = max((item.number for item in paragraph.items), default=0)
    return Digest(
        statute=statute.short,
        passed=version.passed,
        article=article.number,
        checked=day,
        sha256=article.digest,
        paragraphs=highest,
        items=tuple(items),
        gist=fingerprint(gist) if gist else "",
    )


def owners(guide: Guide) -> dict[str, tuple[Citation, ...]]:
    """Every record that cites (``stages/filing/steps/pay-fee``) and what it cites, in the order of writing.

    A record without an identifier cites for the nearest one around it.
    """
    found: dict[str, list[Citation]] = {}
    for name in collections():
        for record in getattr(guide, name):
            _gather(record, f"{name}/{getattr(record, 'id', '')}", found)
    return {owner: tuple(citations) for owner, citations in found.items()}


def _gather(value: Any, owner: str, found: dict[str, list[Citation]]) -> None:
    if isinstance(value, Citation):
        found.setdefault(owner, []).append(value)
    elif isinstance(value, tuple):
        for part in value:
            _gather(part, owner, found)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for info in dataclasses.fields(value):
            inner = getattr(value, info.name)
            for part in inner if isinstance(inner, tuple) else (inner,):
                id = getattr(part, "id", "")
                _gather(part, f"{owner}/{info.name}/{id}" if id else owner, found)


def merged(old: Lock, digests: Iterable[Digest], citations: Iterable[Cited], kept: set[tuple[str, Date]]) -> Lock:
    """A new lock: new entries, and old ones of the versions (``kept``) whose text was not at hand this time."""
    entries = {(entry.statute, entry.passed, entry.article): entry for entry in old.digests}
    entries = {key: entry for key, entry in entries.items() if (key[0], key[1]) in kept}
    entries |= {(entry.statute, entry.passed, entry.article): entry for entry in digests}
    return Lock(tuple(entries.values()), tuple(citations), old.file)
