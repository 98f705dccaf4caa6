"""Old article numbers and today's: what an article cited in an old judgment is called now, and the other way round.

The tables are reviewed data, ``data/renumbering/*.yaml``; :mod:`procguide.alignment` drafted them.  Two numberings of one
statute are told apart by the day: an old judgment cites the numbers that were in force when it was made.
``docs/assets/js/translator.mjs`` looks up the same tables in the reader's browser, held to the same cases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from procguide.load import collection
from procguide.model import Date, Statute, doc
from procguide.numerals import CHINESE, article_key, article_name, integer
from procguide.source import NOWHERE, Mark, Problem, Refused

Kind = Literal["same", "wording", "substance", "gone", "new"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """An old article and what it became; several lines with one ``old`` when it was split."""

    old: str = doc("旧条号；新增的条文不写", default="")
    new: str = doc("现条号；已删去的条文不写", default="")
    kind: Kind = doc("same 未变、wording 仅文字调整、substance 内容有修改、gone 删去、new 新增")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Renumbering:
    """A former numbering of a statute against today's."""

    id: str = doc("标识，kebab-case")
    statute: str = doc("法律的简称")
    label: str = doc("旧文本怎样称呼")
    passed: Date = doc("旧版本的通过日期")
    since: Date = doc("旧条号从哪天起使用")
    until: Date = doc("旧条号到哪天被取代")
    to: Date = doc("现行版本的通过日期")
    checked: Date = doc("复核日期")
    source: str = doc("怎样编成的")
    moves: tuple[Move, ...] = doc("逐条对照")
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Translation:
    """What an article number means today when it is read as of one numbering."""

    statute: str
    number: str
    label: str
    since: Date
    until: Date | None
    moves: tuple[Move, ...]

    @property
    def current(self) -> bool:
        """Whether the number is read as today's own."""
        return self.until is None

    @property
    def text(self) -> str:
        """The translation in a sentence."""
        name = f"{self.statute}{article_name(self.number)}"
        if self.current:
            return f"按现行文本，{name}就是现在的条号"
        told = {"same": "内容未变", "wording": "仅文字调整", "substance": "内容有修改，引用前请核对"}
        parts = [
            f"现为{article_name(move.new)}（{told[move.kind]}）" if move.new else "已经删去" for move in self.moves
        ]
        return f"按{self.label}文本，{name}{'，'.join(parts)}"


def tables(folder: Path) -> tuple[Renumbering, ...]:
    """The reviewed tables of a folder; raises Refused with what is wrong in any of them."""
    found: list[Renumbering] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found += collection(path, "renumbering", Renumbering)
        except Refused as refused:
            problems += refused.problems
    problems += [problem for table in found for problem in _faults(table)]
    for table in found:
        for other in found:
            if table.statute == other.statute and table.since < other.since < table.until:
                problems.append(Problem(other.mark, f"“{other.id}” 与 “{table.id}” 的使用期间重叠"))
    if problems:
        raise Refused(problems)
    return tuple(sorted(found, key=lambda table: (table.statute, table.since)))


def _faults(table: Renumbering) -> list[Problem]:
    problems = []
    seen: set[tuple[str, str]] = set()
    for move in table.moves:
        if (move.kind == "new") != (not move.old) or (move.kind == "gone") != (not move.new):
            problems.append(
                Problem(move.mark, f"“{move.kind}” 与所写的条号不符", "new 不写 old，gone 不写 new，其余都写")
            )
        if (move.old, move.new) in seen:
            problems.append(Problem(move.mark, f"{move.old or '新增'} → {move.new or '删去'} 重复"))
        seen.add((move.old, move.new))
    if table.until <= table.since:
        problems.append(Problem(table.mark, f"“{table.id}” 的 until 不晚于 since"))
    return problems


_ASKED = re.compile(
    rf"[《〈]?(?P<name>[^\d\s/《》〈〉第]+)[》〉]?[\s/]*第?(?P<number>\d+|[{CHINESE}]+)条?(?:[之-](?P<of>\d+|[{CHINESE}]+))?"
    r"(?:$|[\s/第，,。（(])"
)


def asked(text: str) -> tuple[str, str] | None:
    """The statute's name and the article number in a question: 民诉法 253, 《民事诉讼法》第二百五十三条, 仲裁法/59."""
    found = _ASKED.match(text.strip().replace("中华人民共和国", ""))
    if not found:
        return None
    return found["name"], str(integer(found["number"])) + (f"-{integer(found['of'])}" if found["of"] else "")


def names(statutes: Sequence[Statute], short: str) -> tuple[str, ...]:
    """How a statute may be written, its short name first."""
    found = [short]
    for statute in statutes:
        if statute.short == short:
            found += [statute.title.removeprefix("中华人民共和国"), *statute.aliases]
    return tuple(dict.fromkeys(found))


def translated(
    tables: Sequence[Renumbering], statutes: Sequence[Statute], name: str, number: str, day: Date | None = None
) -> tuple[Translation, ...]:
    """What an article number means today, for each numbering it may have been written in, the newest first.

    With a day only the numbering of that day counts; a day before the oldest table gives nothing, never a guess.
    """
    found = []
    for table in tables:
        if name not in names(statutes, table.statute):
            continue
        moves = tuple(move for move in table.moves if move.old == number)
        if moves and (day is None or table.since <= day < table.until):
            found.append(Translation(table.statute, number, table.label, table.since, table.until, moves))
    own = [table for table in tables if name in names(statutes, table.statute)]
    if own:
        latest = max(own, key=lambda table: table.until)
        if (day is None or day >= latest.until) and any(move.new == number for move in latest.moves):
            found.append(Translation(latest.statute, number, "现行", latest.until, None, ()))
    return tuple(sorted(found, key=lambda translation: translation.since, reverse=True))


def former(tables: Sequence[Renumbering], statute: str, number: str) -> tuple[tuple[str, str], ...]:
    """(Label, old number) of every former number of today's article, the newest numbering first."""
    found = [
        (table.since, table.label, move.old)
        for table in tables
        if table.statute == statute
        for move in table.moves
        if move.new == number and move.old
    ]
    ordered = sorted(found, key=lambda row: (row[0], article_key(row[2])), reverse=True)
    return tuple((label, old) for _, label, old in ordered)


def exported(tables: Sequence[Renumbering], statutes: Sequence[Statute]) -> list[dict[str, Any]]:
    """The tables as the browser module takes them."""
    return [
        {
            "statute": table.statute,
            "names": list(names(statutes, table.statute)),
            "label": table.label,
            "since": table.since.isoformat(),
            "until": table.until.isoformat(),
            "moves": [[move.old, move.new, move.kind] for move in table.moves],
        }
        for table in tables
    ]
