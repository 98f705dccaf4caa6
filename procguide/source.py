"""Where a value stands in a file, and what is wrong with it.

A :class:`Mark` is a place, a :class:`Problem` is a sentence about a place.  Problems are values: they are gathered,
sorted and shown together, and only then stop a run (:class:`Refused`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """A place in a file; lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Mark("<memory>")


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """What is wrong at a place, and at most one suggestion to mend it."""

    mark: Mark
    message: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.mark}: {self.message}" + (f"；{self.fix}" if self.fix else "")


class Refused(Exception):
    """The input has problems; all of them are in ``problems``, sorted and without repetition."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.55)
    return found[0] if found else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``, or an empty string."""
    return _nearest(word, tuple(sorted(known)))


def did_you_mean(word: str, known: Sequence[str] | Iterable[str]) -> str:
    """A fix that names the nearest known word, or an empty string."""
    near = nearest(word, known)
    return f"是否想写 “{near}”？" if near else ""
