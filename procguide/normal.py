"""A text as it reads, whatever it is spelt with, and where every character of it stood.

Full-width and decorated characters, accents, zero-width characters, traditional characters, signs put between two Han
characters (坐 牢) and spellings that hide a word (zuolao, 微❤) are read as what they stand for.  ``starts`` and ``ends``
lead from every character read back to the original; ``breaks`` are places where more than one sign was taken out.
docs/assets/js/normal.mjs is the same in JavaScript; both get the same table.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_NOISE_RUN = 3
_END = ""


@dataclass(slots=True)
class Normal:
    """A text as it reads: characters, the original span of each, and the places of soft breaks."""

    characters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        return "".join(self.characters)

    def add(self, character: str, start: int, end: int) -> None:
        self.characters.append(character)
        self.starts.append(start)
        self.ends.append(end)


def han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _latin(character: str) -> bool:
    return "a" <= character <= "z" or "0" <= character <= "9"


def _ranges(written: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for span in written:
        first, _, last = span.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


class Normaliser:
    """Reads texts by a table: ``removed``, ``noise``, ``traditional`` and ``variants``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.removed = _ranges(table["removed"])
        self.noise = frozenset(table["noise"])
        pairs = "".join(table["traditional"].split())
        self.simple = dict(zip(pairs[::2], pairs[1::2], strict=True))
        self.variants: dict[str, Any] = {}
        for variant in table["variants"]:
            for spelling in variant["from"]:
                node = self.variants
                for character in self._plain(spelling).characters:
                    node = node.setdefault(character, {})
                node[_END] = variant["to"]

    def normal(self, text: str) -> Normal:
        return self._spelt(self._joined(self._plain(text)))

    def _plain(self, text: str) -> Normal:
        """Every character alone: decomposed, lower case, simplified; what is not seen is left out."""
        found, removed, simple = Normal(), self.removed, self.simple
        for place, original in enumerate(text):
            if original in removed:
                continue
            if "\u4e00" <= original <= "\u9fff":
                found.add(simple.get(original, original), place, place + 1)
                continue
            for character in unicodedata.normalize("NFKD", original).lower():
                if character not in removed:
                    found.add(simple.get(character, character), place, place + 1)
        return found

    def _joined(self, text: Normal) -> Normal:
        """Without a few signs between two Han characters."""
        found, characters, place = Normal(), text.characters, 0
        while place < len(characters):
            if characters[place] in self.noise and found.characters and han(found.characters[-1]):
                after = place
                while after < len(characters) and after - place <= _NOISE_RUN and characters[after] in self.noise:
                    after += 1
                if after - place <= _NOISE_RUN and after < len(characters) and han(characters[after]):
                    if after - place > 1:
                        found.breaks.add(len(found.characters))
                    place = after
                    continue
            found.add(characters[place], text.starts[place], text.ends[place])
            place += 1
        return found

    def _spelt(self, text: Normal) -> Normal:
        """With the word where a spelling hides it; the longest spelling wins, and Latin ones stand alone."""
        found, characters, place = Normal(), text.characters, 0
        while place < len(characters):
            if place in text.breaks:
                found.breaks.add(len(found.characters))
            node, after, best, word = self.variants, place, 0, ""
            while after < len(characters) and characters[after] in node:
                node = node[characters[after]]
                after += 1
                if _END in node and self._alone(characters, place, after):
                    best, word = after, node[_END]
            if best:
                for character in word:
                    found.add(character, text.starts[place], text.ends[best - 1])
                place = best
            else:
                found.add(characters[place], text.starts[place], text.ends[place])
                place += 1
        return found

    @staticmethod
    def _alone(characters: list[str], start: int, end: int) -> bool:
        """Whether a spelling is not part of a longer Latin word."""
        before = start > 0 and _latin(characters[start]) and _latin(characters[start - 1])
        after = end < len(characters) and _latin(characters[end - 1]) and _latin(characters[end])
        return not before and not after
