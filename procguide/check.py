"""The rules run over a guide, its waivers honoured.

A waiver in the data excuses one identifier from one rule and gives its reason.  A waiver that excuses nothing any more
is itself a problem.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from procguide import digests
from procguide.index import index
from procguide.load import read
from procguide.model import Date, Guide
from procguide.rules import RULES, Rule
from procguide.source import Problem, Refused, did_you_mean
from procguide.verify import PERIOD_RULE, known


def problems(guide: Guide, rules: tuple[Rule, ...] = RULES) -> list[Problem]:
    """What the rules find in a guide, sorted; waived findings left out, idle and nameless waivers put in."""
    names = {rule.__name__ for rule in rules}
    waived = {(waiver.rule, waiver.id): waiver for waiver in guide.waivers}
    used: set[tuple[str, str]] = set()
    found: list[Problem] = []
    seen = index(guide)
    for rule in rules:
        for finding in rule(seen):
            if (rule.__name__, finding.id) in waived:
                used.add((rule.__name__, finding.id))
            else:
                found.append(finding.problem)
    for key, waiver in waived.items():
        if waiver.rule == PERIOD_RULE:
            continue  # needs the official texts: `procguide verify` minds it
        if waiver.rule not in names:
            message = f"豁免所指的规则 “{waiver.rule}” 不存在"
            found.append(Problem(waiver.mark, message, did_you_mean(waiver.rule, names)))
        elif key not in used:
            message = f"豁免已不需要：“{waiver.id}” 并不违反 {waiver.rule}"
            found.append(Problem(waiver.mark, message, "请删去这条豁免"))
        if not waiver.reason:
            found.append(Problem(waiver.mark, f"豁免 “{waiver.id}” 没有写理由", "请写 reason"))
    return sorted(set(found))


def checked(data: Path, as_of: Date | None = None) -> tuple[Guide | None, list[Problem]]:
    """The guide of a data folder and every problem of reading it and of the rules.

    ``as_of`` asks for another day than the guide's own.  A record that could not be read whole is not judged by the
    rules, so that one mistake gives one problem.
    """
    guide, reading, _ = read(data.resolve())
    found = set(reading.problems)
    if guide is not None:
        if as_of is not None:
            guide = replace(guide, as_of=as_of)
        unread = bool(reading.problems)
        lock = digests.read(data / digests.FILE)
        for problem in [*problems(guide), *known(guide, lock)]:
            if not reading.covers(problem.mark) and not (unread and _echo(problem)):
                found.add(problem)
    return guide, sorted(found)


def _echo(problem: Problem) -> bool:
    """Whether a problem may only echo that something else was not read: a missing target, a user that is not there."""
    return any(words in problem.message for words in ("不存在的", "没有任何", "走不到", "法条库里没有", "已不需要"))


def sound(data: Path) -> Guide:
    """The guide of a data folder that has no problem; raises Refused with all of them otherwise."""
    guide, found = checked(data)
    if found or guide is None:
        raise Refused(found)
    return guide
