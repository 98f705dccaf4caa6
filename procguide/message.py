"""话术与函件检查: what a collection message must not say, and what it lacks, by rules kept as data.

The rules are data/messages/rules/*.yaml, the words they share data/messages/lexicon.yaml.  :func:`table` compiles both to
plain JSON; :class:`Checker` reads a message by that table, and docs/assets/js/message.mjs does the same with the same table.
Positions count code points of the message as it was given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from procguide.normal import Normal, Normaliser
from procguide.phrases import MILLION, Found, Phrases
from procguide.rulebook import table

__all__ = ["Checker", "Context", "Finding", "Report", "checker", "table"]

SEVERITIES = ("critical", "serious", "warning", "advice")
GATE = frozenset({"critical", "serious"})
MOST = 1000  # findings told; the rest is counted
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}
_QUOTED = 200
_ENDERS = frozenset("。!?;\n\r")
_UNDONE = 4
_LONGEST = 6  # a cancelling word may run into the match by less than this


@dataclass(frozen=True, slots=True)
class Context:
    """Where a message is used: what is not said is empty, and rules that need it are left out."""

    channel: str = ""
    sender: str = ""
    relation: str = ""
    time: str = ""  # HH:MM
    cap: int | None = None  # the ceiling of a year's interest, in millionths: 4 × LPR of 3% is 120000


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule met, by the code points from ``start`` to ``end``; both 0 when it is about the whole message."""

    rule: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found; ``unchecked`` names the rules that needed something the context did not say."""

    findings: tuple[Finding, ...]
    crisis: bool
    unchecked: tuple[str, ...]
    left_out: int
    steps: int

    @property
    def blocked(self) -> bool:
        """Whether the message should not be sent as it is."""
        return any(finding.severity in GATE for finding in self.findings)


@dataclass(slots=True)
class _Reading:
    """A message as read: its sentences, clauses and quotations, and where the cancelling words stand."""

    normal: Normal
    sentences: list[int]
    clauses: list[int]
    quotes: dict[int, tuple[int, int]]  # every quoted place: where the quotation opens and closes
    hits: dict[tuple[str, str], list[tuple[int, int]]]


def _divided(normal: Normal) -> tuple[list[int], list[int]]:
    """The number of the sentence and of the clause of every character."""
    sentences, clauses, sentence, clause = [], [], 0, 0
    for place, character in enumerate(normal.characters):
        if place in normal.breaks:
            clause += 1
        sentences.append(sentence)
        clauses.append(clause)
        if character in _ENDERS:
            sentence += 1
            clause += 1
        elif character == ",":
            clause += 1
    return sentences, clauses


def _quoted(characters: list[str]) -> dict[int, tuple[int, int]]:
    """Every quoted place with its quotation's opening and closing marks; a quotation has an end, not far away."""
    places: dict[int, tuple[int, int]] = {}
    opened, closing = -1, ""
    for place, character in enumerate(characters):
        if opened >= 0 and place - opened > _QUOTED:
            opened = -1
        if opened >= 0 and character == closing:
            places.update(dict.fromkeys(range(opened + 1, place), (opened, place)))
            opened = -1
        elif opened < 0 and character in _QUOTES:
            opened, closing = place, _QUOTES[character]
    return places


class Checker:
    """Checks messages by a compiled table."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self.rules: dict[str, Any] = {rule["id"]: rule for rule in compiled["rules"]}
        self.order = {id: place for place, id in enumerate(self.rules)}
        self.cancels: list[Any] = compiled["cancels"]
        self.normaliser = Normaliser(compiled["reading"])
        self.phrases = Phrases(compiled)
        self.told: list[Any] = compiled["phrases"]

    def check(self, text: str, context: Context = Context()) -> Report:
        """Everything the rules say of a message."""
        normal = self.normaliser.normal(text)
        sentences, clauses = _divided(normal)
        found, steps = self.phrases.find(normal.characters, sentences)
        hits: dict[tuple[str, str], list[tuple[int, int]]] = {}
        matches: list[tuple[str, Found]] = []
        lifted: set[tuple[str, int]] = set()
        present: set[str] = set()
        applying = {id for id, rule in self.rules.items() if _applies(rule, context)}
        for one in found:
            phrase = self.told[one.phrase]
            rule, role = phrase["rule"], phrase["role"]
            if role == "match" and rule in applying:
                matches.append((rule, one))
            elif role == "rate" and rule in applying and context.cap is not None and one.number is not None:
                if one.number * phrase["times"] > context.cap * phrase["over"]:
                    matches.append((rule, one))
            elif role == "unless":
                lifted.add((rule, sentences[one.start]))
            elif role in ("absent", "demand"):
                present.add(rule)
            else:
                hits.setdefault((role, rule), []).append((one.start, one.end))
        reading = _Reading(normal, sentences, clauses, _quoted(normal.characters), hits)
        self._undo(hits)
        spans: dict[str, list[tuple[int, int]]] = {}
        for rule, one in matches:
            if (rule, sentences[one.start]) not in lifted and not self._cancelled(self.rules[rule], one, reading):
                spans.setdefault(rule, []).append((normal.starts[one.start], normal.ends[one.end - 1]))
        for id in applying if normal.text.strip() else ():
            rule = self.rules[id]
            lacks = rule["absent"] and "demand" in present and id not in present
            if lacks or (rule["hours"] and context.time and _within(context.time, rule["hours"])):
                spans.setdefault(id, []).append((0, 0))
        return self._report(text, spans, context, steps)

    def _undo(self, hits: dict[tuple[str, str], list[tuple[int, int]]]) -> None:
        """Leave out the cancelling words that are part of a longer one or undone by one right before."""
        for cancel in self.cancels:
            id = cancel["id"]
            if ("cancel", id) not in hits:
                continue
            inside, undone = hits.get(("inside", id), []), hits.get(("undone", id), [])
            last_inside, last_undone = [end for _, end in inside], [end for _, end in undone]
            kept = []
            for start, end in hits["cancel", id]:
                place = bisect_left(last_inside, end)
                if any(one <= start for one, _ in inside[place : place + 4]):
                    continue
                place = bisect_right(last_undone, start)
                if place and start - last_undone[place - 1] <= _UNDONE:
                    continue
                kept.append((start, end))
            hits["cancel", id] = sorted(kept) if cancel["side"] == "after" else kept
            if ("broken", id) in hits:
                hits["broken", id].sort()

    def _cancelled(self, rule: Any, one: Found, reading: _Reading) -> bool:
        """Whether the words around a match take its sting."""
        quote = reading.quotes.get(one.start)
        for cancel in self.cancels:
            if cancel["id"] in rule["keeps"]:
                continue
            words = reading.hits.get(("cancel", cancel["id"]))
            if not words:
                continue
            broken = reading.hits.get(("broken", cancel["id"]), [])
            places = [(one.start, one.anchor, one.end)] + ([(quote[0], quote[0], quote[1])] if quote else [])
            for start, anchor, end in places:
                if cancel["side"] == "before" and _before(cancel, words, broken, start, anchor, reading):
                    return True
                if cancel["side"] == "after" and _after(cancel, words, broken, end, reading):
                    return True
        return False

    def _report(self, text: str, spans: dict[str, list[tuple[int, int]]], context: Context, steps: int) -> Report:
        lines = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]
        findings = []
        for id, found in spans.items():
            taken = -1
            for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
                if start < taken:
                    continue
                taken = end
                line = bisect_right(lines, start)
                column = start - lines[line - 1] + 1
                findings.append(Finding(id, self.rules[id]["severity"], start, end, line, column, text[start:end]))
        findings.sort(key=lambda one: (*self._weight(one), one.start, one.end, self.order[one.rule]))
        unchecked = [
            id
            for id, rule in self.rules.items()
            if (rule["hours"] and not context.time and (not context.sender or context.sender in rule["senders"]))
            or (rule["rated"] and (context.cap is None or not context.sender))
        ]
        crisis = any(self.rules[one.rule]["family"] == "crisis" for one in findings)
        return Report(tuple(findings[:MOST]), crisis, tuple(unchecked), max(0, len(findings) - MOST), steps)

    def _weight(self, finding: Finding) -> tuple[int, int]:
        """Crisis first, then by severity."""
        return int(self.rules[finding.rule]["family"] != "crisis"), SEVERITIES.index(finding.severity)


def _applies(rule: Any, context: Context) -> bool:
    return (
        (not rule["channels"] or context.channel in rule["channels"])
        and (not rule["senders"] or context.sender in rule["senders"])
        and (not rule["relations"] or context.relation in rule["relations"])
    )


def _within(time: str, hours: Any) -> bool:
    """Whether a time of day lies in hours that may pass midnight; the last moment is outside."""
    first, last = hours["from"], hours["to"]
    return bool(first <= time < last if first < last else time >= first or time < last)


def _before(
    cancel: Any, words: list[tuple[int, int]], broken: list[tuple[int, int]], start: int, anchor: int, reading: _Reading
) -> bool:
    """Whether a cancelling word stands before ``start``, or inside the match before its last part at ``anchor``."""
    same = reading.clauses if cancel["within"] == "clause" else reading.sentences
    index = bisect_right(words, max(anchor, start + _LONGEST), key=lambda word: word[1]) - 1
    while index >= 0 and start - words[index][1] <= cancel["reach"]:
        first, last = words[index]
        index -= 1
        if first == start or (first > start and last > anchor):
            continue  # the match's own words
        target = start if first < start else anchor
        if same[first] != same[target]:
            return False
        place = bisect_left(broken, last, key=lambda word: word[0])
        return not (place < len(broken) and broken[place][1] <= target)
    return False


def _after(
    cancel: Any, words: list[tuple[int, int]], broken: list[tuple[int, int]], end: int, reading: _Reading
) -> bool:
    """Whether a cancelling word stands behind ``end``."""
    index = bisect_left(words, end, key=lambda word: word[0])
    if index == len(words) or words[index][0] - end > cancel["reach"]:
        return False
    first = words[index][0]
    if reading.sentences[first] != reading.sentences[end - 1]:
        return False
    place = bisect_left(broken, end, key=lambda word: word[0])
    return not (place < len(broken) and broken[place][1] <= first)


@cache
def checker(data: Path = Path("data")) -> Checker:
    """The checker of a data folder; raises Refused when its rules cannot be read."""
    return Checker(table(data))


def ceiling(rate: str) -> int:
    """Four times a year's LPR written as a share of one (0.03), in millionths; raises ValueError."""
    whole, _, part = rate.partition(".")
    if not (whole.isdecimal() and whole.isascii() and len(whole) <= 2 and (part or "0").isdecimal() and part.isascii()):
        raise ValueError(f"“{rate}” 不是利率，请写成 0.03 的样子")
    return 4 * (int(whole) * MILLION + int((part + "000000")[:6]))
