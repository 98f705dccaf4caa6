"""What a change of law touches: articles that changed, moved or went, and every record of the guide that rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from procguide.alignment import KINDS, Pair, aligned
from procguide.index import NOUNS, Index, Use, index
from procguide.model import Guide, Statute
from procguide.numerals import article_name
from procguide.texts import Library, Text


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that rests on a changed article, and the stages that use it."""

    use: Use
    stages: tuple[str, ...]

    @property
    def text(self) -> str:
        where = f"（用于阶段：{'、'.join(self.stages)}）" if self.stages else ""
        return f"{NOUNS.get(self.use.kind, self.use.kind)} {self.use.id} {self.use.title}{where}"


@dataclass(frozen=True, slots=True)
class Changed:
    """An article that changed, moved, went or came, and what rests on it."""

    pair: Pair
    touched: tuple[Touched, ...]

    @property
    def weighty(self) -> bool:
        """Whether an editor has to read the new text: substance, or a rule that went or came."""
        return self.pair.kind not in ("same", "wording")


@dataclass(frozen=True, slots=True)
class Impact:
    """What a new text of one statute touches."""

    statute: str
    title: str
    old: str
    new: str
    changes: tuple[Changed, ...]

    @property
    def touching(self) -> tuple[Changed, ...]:
        """The changes that something in the guide rests on."""
        return tuple(change for change in self.changes if change.touched)


def impacts(guide: Guide, old: Library, new: Library) -> tuple[Impact, ...]:
    """The impact of each statute of the guide whose newest text in one folder differs from that in the other."""
    seen = index(guide)
    found = []
    for statute in guide.statutes:
        before, after = old.newest(statute.title), new.newest(statute.title)
        if before and after and _differ(before, after):
            found.append(
                Impact(statute.short, statute.title, before.file, after.file, _changes(seen, statute, before, after))
            )
    return tuple(found)


def _differ(old: Text, new: Text) -> bool:
    return {number: article.digest for number, article in old.articles.items()} != {
        number: article.digest for number, article in new.articles.items()
    }


def _changes(seen: Index, statute: Statute, old: Text, new: Text) -> tuple[Changed, ...]:
    # A guide that already cites the new version rests on new numbers; one that does not, on old ones.
    version = seen.version(statute)
    adopted = old.passed != new.passed and version.passed == new.passed
    found = []
    for pair in aligned(old, new):
        if pair.kind == "same" and not pair.moved:
            continue
        number = pair.new if adopted else pair.old
        found.append(Changed(pair, tuple(_touched(seen, statute.short, number)) if number else ()))
    return tuple(found)


def _touched(seen: Index, short: str, number: str) -> Iterator[Touched]:
    for use in seen.uses.get((short, number), ()):
        stages = (use.id,) if use.kind == "stages" else seen.users.get((use.kind, use.id), ())
        yield Touched(use, () if use.kind == "stages" else tuple(seen.stage(id).title for id in stages))


def report(impacts: tuple[Impact, ...], everything: bool = False) -> str:
    """The impacts as text; articles that nothing rests on are only counted unless ``everything`` is asked for."""
    lines = []
    for impact in impacts:
        heavy = sum(change.weighty for change in impact.changes)
        moved = sum(change.pair.moved for change in impact.changes)
        lines.append(f"{impact.title}：{impact.old} → {impact.new}")
        lines.append(
            f"  实质变化 {heavy} 条，条号变化 {moved} 条，仅文字调整 "
            f"{sum(change.pair.kind == 'wording' for change in impact.changes)} 条；"
            f"涉及本指南 {len(impact.touching)} 条"
        )
        for change in impact.changes if everything else impact.touching:
            lines.append(f"  {'!' if change.weighty else '·'} {change.pair.label}")
            lines += [f"      {touched.text}" for touched in change.touched]
    return "\n".join(lines) + "\n" if lines else "没有变化\n"


def exported(impacts: tuple[Impact, ...]) -> list[dict[str, Any]]:
    """The impacts as plain values for JSON and pages."""
    return [
        {
            "statute": impact.statute,
            "title": impact.title,
            "old": impact.old,
            "new": impact.new,
            "changes": [
                {
                    "old": change.pair.old,
                    "new": change.pair.new,
                    "name": article_name(change.pair.old or change.pair.new),
                    "kind": change.pair.kind,
                    "label": KINDS[change.pair.kind],
                    "moved": change.pair.moved,
                    "likeness": change.pair.likeness,
                    "touched": [
                        {
                            "kind": touched.use.kind,
                            "id": touched.use.id,
                            "title": touched.use.title,
                            "stages": list(touched.stages),
                        }
                        for touched in change.touched
                    ],
                }
                for change in impact.changes
            ],
        }
        for impact in impacts
    ]
