"""A ledger: many cases, each with its next deadline, its colour and its warnings, row by row.

The ledger is CSV: a column ``case``, a column for each fact known, headed by the fact's id or title, and the columns that
say what the case is worth (:mod:`procguide.receivable`).  Rows stream, so that a ledger may be larger than memory; a broken
row becomes a problem and the rest still runs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from procguide.counting import Colour
from procguide.model import Date, Deadline
from procguide.periods import Uncountable
from procguide.plan import Rules, along, misplaced
from procguide.receivable import COLUMNS, PRINCIPAL, Claim, Receivables
from procguide.source import Mark, Problem, Refused, did_you_mean

CASE = "case"
FILED = "filed"  # the fact of a lawsuit filed, on which an old loan's ceiling is measured
_OWED = frozenset(COLUMNS.values())
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Line:
    """A case on a day: its next deadline (None when there is none), the days left, the colour, what to mind; what is claimed."""

    case: str
    deadline: Deadline | None
    last_day: Date | None
    days_left: int | None
    colour: str
    warnings: tuple[str, ...]
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class _Due:
    """A counted deadline, as little of it as a row needs."""

    deadline: Deadline
    last_day: Date
    own: bool
    warnings: tuple[str, ...]


class Ledger:
    """Reads the rows of a ledger on a day.  Equal days are counted once, which is what makes it fast."""

    def __init__(self, rules: Rules, as_of: Date, receivables: Receivables | None = None) -> None:
        self.rules = rules
        self.as_of = as_of
        self.receivables = receivables
        self.claims = False  # whether the header asks what the cases are worth
        self._days: dict[str, Date] = {}
        self._due: dict[tuple[str, Date], tuple[_Due, ...]] = {}

    def lines(self, rows: Iterable[str], file: str) -> Iterator[Line | Problem]:
        """Every case's line, or its problem; raises Refused when the header cannot be read."""
        reader = csv.reader(rows, strict=True)
        try:
            columns = self._columns(next(reader, []), file)
        except csv.Error as error:
            raise Refused([Problem(Mark(file), f"表头不是合格的 CSV：{error}")]) from None
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Problem(Mark(file, line), f"这一行不是合格的 CSV：{error}")
                continue
            if any(cell.strip() for cell in cells):
                yield self._line(cells, columns, Mark(file, line))

    def _columns(self, header: list[str], file: str) -> list[str]:
        facts = self.rules.law.facts
        titles = {fact.title: fact.id for fact in facts.values()} | {"案件": CASE}
        known = [CASE, *facts]
        if self.receivables:
            titles |= COLUMNS
            known += COLUMNS.values()
        columns, problems = [], []
        for number, cell in enumerate(header, 1):
            name = cell.strip().removeprefix("\ufeff")
            name = titles.get(name, name)
            if name not in known:
                fix = did_you_mean(name, known) or f"可写：{'、'.join(known)}"
                problems.append(Problem(Mark(file, 1, number), f"第 {number} 列 “{name}” 不是事实", fix))
            elif name in columns:
                problems.append(Problem(Mark(file, 1, number), f"“{name}” 这一列写了两次"))
            columns.append(name)
        if CASE not in columns:
            problems.append(Problem(Mark(file), f"表头没有 “{CASE}” 这一列"))
        if problems:
            raise Refused(problems)
        self.claims = PRINCIPAL in columns
        return columns

    def _day(self, text: str) -> Date:
        day = self._days.get(text)
        if day is None:
            if not _DAY.fullmatch(text):
                raise ValueError(text)
            day = self._days[text] = Date.fromisoformat(text)
        return day

    def _line(self, cells: list[str], columns: list[str], mark: Mark) -> Line | Problem:
        if len(cells) != len(columns):
            return Problem(mark, f"这一行有 {len(cells)} 格，表头有 {len(columns)} 格")
        case, facts, owed = "", {}, {}
        for name, cell in zip(columns, cells, strict=True):
            text = cell.strip()
            if name == CASE:
                case = text
            elif name in _OWED:
                owed[name] = text
            elif text:
                try:
                    facts[name] = self._day(text)
                except ValueError:
                    told = f"{name} 应当是日期，这里是 “{text[:40]}”"
                    return Problem(mark, told, "请写成 2026-01-31 的样子")
        if not case:
            return Problem(mark, f"“{CASE}” 是空的")
        if wrong := misplaced(facts, self.rules.law):
            return Problem(mark, wrong[0][1])
        try:
            claim = self.receivables.claim(owed, facts.get(FILED)) if self.receivables else None
            return self._judged(case, facts, claim)
        except (Uncountable, ValueError) as error:
            return Problem(mark, str(error))

    def _of(self, fact: str, day: Date) -> tuple[_Due, ...]:
        found = self._due.get((fact, day))
        if found is None:
            counts = [(trail, along(trail, day, self.rules)) for trail in self.rules.trails[fact]]
            found = tuple(_Due(trail.wanted, count.last_day, trail.own, count.warnings) for trail, count in counts)
            self._due[fact, day] = found
        return found

    def _judged(self, case: str, facts: Mapping[str, Date], claim: Claim | None) -> Line:
        known = self.rules.law.facts
        open_ = [
            due
            for fact, day in facts.items()
            if not any(other in facts for other in known[fact].done)
            for due in self._of(fact, day)
        ]
        past = sorted((due for due in open_ if due.last_day < self.as_of), key=lambda due: due.last_day)
        coming = [due for due in open_ if due.last_day >= self.as_of and due.own]
        warnings = [
            f"{'已过' if due.own else '对方或法院已过'}：{due.deadline.title}（{due.last_day}）" for due in past
        ]
        warnings += claim.warnings if claim else ()
        missed = any(due.own for due in past)
        if not coming:
            return Line(case, None, None, None, self._colour(-1) if missed else "", tuple(warnings), claim)
        following = min(coming, key=lambda due: (due.last_day, due.deadline.id))
        left = (following.last_day - self.as_of).days
        colour = self._colour(-1 if missed else left)
        return Line(case, following.deadline, following.last_day, left, colour, (*warnings, *following.warnings), claim)

    def _colour(self, days: int) -> str:
        colours: tuple[Colour, ...] = self.rules.law.colours
        return next((colour.title for colour in colours if days <= colour.within), "")
