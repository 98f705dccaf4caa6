"""Phrases that a lawyer can read, compiled to words, and found in a text in linear time.

``{甲|乙}`` is any of these, ``<slot>`` a list of the lexicon, ``[的]`` may be absent, ``…`` stands for up to 8 characters
and ``……`` for up to 20 of the same sentence, ``#`` is a number, ``^`` the beginning of a sentence.  All the words of all the
phrases are found in one pass (Aho–Corasick); a phrase keeps, for each of its parts, where it last ended.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

NUMBER = 0  # the word that stands for any number
_GAPS = {"…": 8, "……": 20}
_PRODUCT = 60  # words joined of two parts that touch; more are looked for one behind the other
_KEEP = 32
_TOKEN = re.compile(
    r"\{(?P<any>[^{}]+)\}|\[(?P<maybe>[^\[\]]+)\]|<(?P<slot>[a-z-]+)>|(?P<gap>…{1,2})|(?P<number>#)|(?P<plain>[^{}\[\]<>…#]+)"
)
_DIGITS = {character: place for place, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
MILLION = 1_000_000


class Unreadable(ValueError):
    """A phrase cannot be read; the message is Chinese."""


@dataclass(slots=True)
class Atom:
    """A part of a phrase: any of some words, at most ``gap`` characters behind the part before."""

    gap: int
    words: list[str]


def _parts(phrase: str, slots: Mapping[str, tuple[str, ...]]) -> Iterator[list[str] | str]:
    """The tokens of a phrase: a list of alternatives, a gap, or the number."""
    place = 0
    while place < len(phrase):
        found = _TOKEN.match(phrase, place)
        if not found:
            raise Unreadable(f"短语 “{phrase}” 从第 {place + 1} 个字起读不懂")
        place = found.end()
        if found["any"]:
            if not all(choices := found["any"].split("|")) or "#" in found["any"]:
                raise Unreadable(f"短语 “{phrase}” 的花括号里有空词或者 #")
            yield choices
        elif found["maybe"]:
            yield ["", *found["maybe"].split("|")]
        elif found["slot"]:
            if found["slot"] not in slots:
                raise Unreadable(f"短语 “{phrase}” 用了没有的词表 “{found['slot']}”")
            yield list(slots[found["slot"]])
        elif found["gap"] or found["number"]:
            yield found[0]
        else:
            yield [found["plain"]]


def atoms(
    phrase: str, slots: Mapping[str, tuple[str, ...]], read: Callable[[str], str]
) -> tuple[bool, list[list[Atom]]]:
    """Whether a phrase begins a sentence, and the rows of parts it stands for; raises Unreadable."""
    begins = phrase.startswith("^")
    rows: list[list[Atom]] = [[]]
    gap = 0
    for part in _parts(phrase.removeprefix("^"), slots):
        if isinstance(part, str) and part in _GAPS:
            gap = _GAPS[part]
            continue
        words = [part] if isinstance(part, str) else [read(word) if word else "" for word in part]
        filled = list(dict.fromkeys(word for word in words if word))
        longer: list[list[Atom]] = []
        for row in rows:
            last = row[-1].words if row else ["#"]
            if gap == 0 and last != ["#"] and filled != ["#"] and len(last) * len(words) <= _PRODUCT:
                joined = list(dict.fromkeys(one + other for one, other in product(last, words)))
                longer.append([*row[:-1], Atom(row[-1].gap, joined)])
            else:
                longer.append([*row, Atom(gap, filled)])
                if "" in words:
                    longer.append(row)
        rows, gap = longer, 0
    if gap or not all(rows) or any(row == [] for row in rows):
        raise Unreadable(f"短语 “{phrase}” 不能是空的，也不能以省略号结尾")
    return begins, rows


def value(text: str) -> int | None:
    """A number as millionths, or None when it is none that people write."""
    if text[0] in "0123456789":
        whole, _, part = text.partition(".")
        return None if len(whole) > 6 else int(whole) * MILLION + int((part + "000000")[:6])
    if text == "半":
        return MILLION // 2
    total, digit = 0, -1
    for character in text:
        if character in _UNITS:
            total += (1 if digit < 0 else digit) * _UNITS[character]
            digit = -1
        elif character in _DIGITS and digit < 0:
            digit = _DIGITS[character]
        else:
            return None
    return (total + max(digit, 0)) * MILLION


def numbers(characters: list[str]) -> dict[int, tuple[int, int | None]]:
    """The numbers of a text by where they end: where they start and how many millionths they are."""
    found: dict[int, tuple[int, int | None]] = {}
    place, count = 0, len(characters)
    while place < count:
        start, character = place, characters[place]
        if "0" <= character <= "9":
            while place < count and "0" <= characters[place] <= "9":
                place += 1
            if place + 1 < count and characters[place] == "." and "0" <= characters[place + 1] <= "9":
                place += 1
                while place < count and "0" <= characters[place] <= "9":
                    place += 1
        elif character in _DIGITS or character in _UNITS or character == "半":
            while place < count and (
                characters[place] in _DIGITS or characters[place] in _UNITS or characters[place] == "半"
            ):
                place += 1
        else:
            place += 1
            continue
        found[place] = (start, value("".join(characters[start:place])) if place - start <= 12 else None)
    return found


@dataclass(slots=True)
class Automaton:
    """Finds every word of a list in one pass; ``word 0`` is not looked for."""

    words: list[str]
    next: list[dict[str, int]] = field(default_factory=lambda: [{}])
    fail: list[int] = field(default_factory=lambda: [0])
    ends: list[list[int]] = field(default_factory=lambda: [[]])

    def __post_init__(self) -> None:
        for number, word in enumerate(self.words):
            if number == NUMBER:
                continue
            node = 0
            for character in word:
                if character not in self.next[node]:
                    self.next.append({})
                    self.fail.append(0)
                    self.ends.append([])
                    self.next[node][character] = len(self.next) - 1
                node = self.next[node][character]
            self.ends[node].append(number)
        queue = deque(self.next[0].values())
        while queue:
            node = queue.popleft()
            for character, child in self.next[node].items():
                queue.append(child)
                fail = self.fail[node]
                while fail and character not in self.next[fail]:
                    fail = self.fail[fail]
                self.fail[child] = self.next[fail].get(character, 0)
                self.ends[child] = self.ends[child] + self.ends[self.fail[child]]

    def step(self, node: int, character: str) -> int:
        while node and character not in self.next[node]:
            node = self.fail[node]
        return self.next[node].get(character, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found: which, from where to where, where its last part starts, and the number in it."""

    phrase: int
    start: int
    end: int
    anchor: int
    number: int | None


class Phrases:
    """The compiled phrases: ``{"words": […], "phrases": [{"atoms": [[gap, [word…]]…], "begins": bool}…]}``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.automaton = Automaton(table["words"])
        self.lengths = [len(word) for word in table["words"]]
        self.atoms: list[list[int]] = [[gap for gap, _ in phrase["atoms"]] for phrase in table["phrases"]]
        self.begins: list[bool] = [phrase["begins"] for phrase in table["phrases"]]
        self.uses: list[list[tuple[int, int]]] = [[] for _ in table["words"]]
        for number, phrase in enumerate(table["phrases"]):
            for place, (_, words) in enumerate(phrase["atoms"]):
                for word in words:
                    self.uses[word].append((number, place))

    def find(self, characters: list[str], sentences: list[int]) -> tuple[list[Found], int]:
        """Every phrase found, in the order of their ends, and how many steps it took."""
        found: list[Found] = []
        kept: dict[tuple[int, int], list[tuple[int, int, int | None]]] = {}
        counted, steps, node = numbers(characters), 0, 0
        step, ends = self.automaton.step, self.automaton.ends
        for place, character in enumerate(characters):
            node = step(node, character)
            end = place + 1
            steps += 1
            for word in ends[node]:
                steps += self._use(word, end - self.lengths[word], end, None, kept, sentences, found)
            if end in counted:
                start, number = counted[end]
                steps += self._use(NUMBER, start, end, number, kept, sentences, found)
        return found, steps

    def _use(
        self, word: int, start: int, end: int, number: int | None,
        kept: dict[tuple[int, int], list[tuple[int, int, int | None]]], sentences: list[int], found: list[Found],
    ) -> int:  # fmt: skip
        """Carry a word on in every phrase that has it; returns the steps taken."""
        steps = 0
        for phrase, place in self.uses[word]:
            steps += 1
            gaps = self.atoms[phrase]
            if place == 0:
                if self.begins[phrase] and start > 0 and sentences[start - 1] == sentences[start]:
                    continue
                first, told = start, number
            else:
                before = kept.get((phrase, place - 1))
                if not before:
                    continue
                index = len(before) - 1
                while index >= 0 and before[index][0] > start:
                    index -= 1
                    steps += 1
                if index < 0 or start - before[index][0] > gaps[place]:
                    continue
                _, first, told = before[index]
                told = number if number is not None else told
                if sentences[first] != sentences[end - 1]:
                    continue
            if place == len(gaps) - 1:
                found.append(Found(phrase, first, end, start, told))
                continue
            states = kept.setdefault((phrase, place), [])
            if states and states[-1][0] == end:
                if states[-1][1] < first:
                    states[-1] = (end, first, told)
            else:
                states.append((end, first, told))
                if len(states) > 2 * _KEEP:
                    del states[:_KEEP]
        return steps


def words_of(rows: Iterable[list[Atom]]) -> Iterator[str]:
    """Every word of some rows."""
    for row in rows:
        for atom in row:
            yield from atom.words
