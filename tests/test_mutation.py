"""Errors planted at random in a copy of the real data are all found where they stand.

Four kinds, as they happen to authors: a wrong article number, the number of a superseded version, another paragraph,
and a changed digit in a gist or a period.  Every one changes what the guide says; the official texts, or the record
of what was verified, must contradict it.
"""

import os
import random
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from procguide import load
from procguide.digests import Lock
from procguide.index import citations
from procguide.load import collections
from procguide.model import Citation, Guide
from procguide.numerals import figures
from procguide.source import Mark, Problem
from procguide.texts import Library
from procguide.translator import former, tables
from procguide.verify import locked, problems

ROOT = Path(__file__).parents[1]
OFFICIAL = os.environ.get("PROCGUIDE_STATUTES", "")
LEAST = 200
SEED = 20261123
#: (Where the edit goes, old words, new words, where its problem is expected, kind)
Edit = tuple[Mark, str, str, Mark, str]


def every_citation(guide: Guide) -> list[Citation]:
    return [citation for name in collections() if name != "statutes" for citation in citations(getattr(guide, name))]


def wrong_numbers(guide: Guide, chance: random.Random) -> list[Edit]:
    found = []
    for citation in every_citation(guide):
        if citation.article.isdigit():
            number = str(max(1, int(citation.article) + chance.choice((-10, -2, -1, 1, 2, 7, 10))))
            other = Citation(citation.statute, number, citation.paragraph, citation.item)
            if other != citation:
                found.append((citation.mark, str(citation), str(other), citation.mark, "条号"))
    return found


def superseded_numbers(guide: Guide, chance: random.Random) -> list[Edit]:
    moves = tables(ROOT / "data" / "renumbering")
    found = []
    for citation in every_citation(guide):
        old = [number for _, number in former(moves, citation.statute, citation.article) if number != citation.article]
        if old:
            other = Citation(citation.statute, chance.choice(old), citation.paragraph, citation.item)
            found.append((citation.mark, str(citation), str(other), citation.mark, "旧版本条号"))
    return found


def other_paragraphs(guide: Guide, chance: random.Random) -> list[Edit]:
    found = []
    for citation in every_citation(guide):
        if citation.paragraph:
            number = citation.paragraph + chance.choice((1, 2) if citation.paragraph == 1 else (-1, 1))
            other = Citation(citation.statute, citation.article, number, citation.item)
            found.append((citation.mark, str(citation), str(other), citation.mark, "款"))
    return found


def changed_digits(guide: Guide, data: Path, chance: random.Random) -> list[Edit]:
    """A digit of a figure in a gist, on whichever line of the record it stands; and the digits of a period."""
    found = []
    for deadline in guide.deadlines:
        place = line_with(data, deadline.mark, "period: ")
        period = str(deadline.period)
        if place and period in place[1]:
            count = re.sub(r"\d+", lambda match: str(int(match[0]) + 1), period)
            mark = Mark(deadline.mark.file, place[0], place[1].index(period) + 1)
            found.append((mark, period, count, deadline.mark, "期限"))
    for statute in guide.statutes:
        for version in statute.versions:
            for article in version.articles:
                place = line_with(data, article.mark, "gist: ")
                if not version.text or not place:
                    continue
                line, text = place
                start = text.index("gist: ")
                spots = [match for match in re.finditer(r"[1-9一二三五六七八九]", text) if match.start() > start]
                chance.shuffle(spots)
                for spot in spots:
                    digit = chance.choice(
                        [digit for digit in ("348" if spot[0].isdigit() else "三五七") if digit != spot[0]]
                    )
                    changed = text[: spot.start()] + digit + text[spot.end() :]
                    if figures(changed[start:]) != figures(text[start:]):
                        mark = Mark(article.mark.file, line, spot.start() + 1)
                        found.append((mark, spot[0], digit, article.mark, "数字"))
                        break
    return found


def line_with(data: Path, mark: Mark, key: str) -> tuple[int, str] | None:
    """The first line of a record that has a key, and its number."""
    lines = (data.parent / mark.file).read_text(encoding="utf-8").split("\n")
    for number in range(mark.line, min(mark.line + 12, len(lines) + 1)):
        if key in lines[number - 1]:
            return number, lines[number - 1]
        if number > mark.line and re.match(r"\s*- ", lines[number - 1]):
            return None
    return None


def planted(data: Path, edits: list[Edit]) -> None:
    for place, old, new, _, _ in edits:
        path = data.parent / place.file
        lines = path.read_text(encoding="utf-8").split("\n")
        line, column = lines[place.line - 1], place.column - 1
        quote = line[column] in "\"'"
        column += quote
        assert line[column : column + len(old)] == old, (place, old, line)
        lines[place.line - 1] = line[:column] + new + line[column + len(old) :]
        path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.texts
@pytest.mark.skipif(not OFFICIAL, reason="PROCGUIDE_STATUTES 没有给出官方文本的目录")
def test_every_planted_error_is_found(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    texts, chance = Library(Path(OFFICIAL)), random.Random(SEED)
    sound = load.guide(data)
    before = problems(sound, texts)
    lock = locked(sound, texts, Lock(), sound.as_of, before)

    kinds = [
        wrong_numbers(sound, chance),
        superseded_numbers(sound, chance),
        other_paragraphs(sound, chance),
        changed_digits(sound, data, chance),
    ]
    edits: list[Edit] = []
    lines: set[tuple[str, int]] = {(problem.mark.file, problem.mark.line) for problem in before}
    for kind in kinds:
        chance.shuffle(kind)
        taken = 0
        for edit in kind:
            touched = {(edit[0].file, edit[0].line), (edit[3].file, edit[3].line)}
            # One error a line, so that each must be found by itself.
            if taken < LEAST // 2 and not touched & lines:
                lines |= touched
                edits.append(edit)
                taken += 1
    planted(data, edits)

    def located(found: list[Problem]) -> set[Mark]:
        return {problem.mark for problem in found}

    mutant = load.guide(data)
    found = located(problems(mutant, texts, lock)) - located(before)
    missed = [(str(mark), old, new, kind) for mark, old, new, mark, kind in edits if mark not in found]
    assert missed == []
    assert len(edits) >= LEAST
    # How many the texts and the registry find alone, without the record of what was verified.
    alone = located(problems(mutant, texts)) - located(before)
    told = Counter(kind for *_, kind in edits)
    seen = Counter(kind for *_, mark, kind in edits if mark in alone)
    print("; ".join(f"{kind} {seen[kind]}/{told[kind]}" for kind in told))
