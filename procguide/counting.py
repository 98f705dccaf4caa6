"""What counting rests on: the calendar, the sentences that tell the working, the causes, the case facts, the colours.

The sentences and their articles are data (``data/counting.yaml``), so that Python and the page say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from procguide import calendar
from procguide.calendar import Calendar
from procguide.load import collection
from procguide.model import Citation, Date, Point, doc
from procguide.source import NOWHERE, Mark, Problem, Refused

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of a working, with {words} to fill in, and the articles it rests on."""

    id: str = doc("标识")
    text: str = doc("句子，{词} 由引擎填写")
    cites: tuple[Citation, ...] = doc("依据的法条", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """Something that interrupts or suspends limitation."""

    id: str = doc("标识")
    title: str = doc("名称")
    kind: Literal["demand", "consent", "procedure", "obstacle"] = doc("催要、债务人同意、程序、障碍")
    proof: str = doc("怎样证明")
    cites: tuple[Citation, ...] = doc("依据的法条")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A dated fact of a case, the deadlines that follow from it, and the facts that show one of them was met."""

    id: str = doc("标识，案件文件里的键、台账的列名")
    title: str = doc("事实：什么事发生的日子")
    deadlines: tuple[str, ...] = doc("由它起算、债权人自己要守的期限；“甲 > 乙” 是先数甲，从甲的末日再数乙")
    others: tuple[str, ...] = doc("由它起算、法院或对方要守的期限", default=())
    after: tuple[str, ...] = doc("不会早于哪些事实", default=())
    done: tuple[str, ...] = doc("哪些事实出现后，这些期限就不再需要盯", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Colour:
    """A colour of the ledger."""

    id: str = doc("标识")
    title: str = doc("名称")
    within: int = doc("剩余天数不超过")
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Counting:
    """Everything a count needs beside its own arguments."""

    calendar: Calendar
    sentences: Mapping[str, Sentence]
    causes: Mapping[str, Cause]
    facts: Mapping[str, Fact]
    colours: tuple[Colour, ...]

    def say(self, sentence: str, **words: object) -> Point:
        """A sentence with its words filled in."""
        said = self.sentences[sentence]
        return Point(text=said.text.format_map(words), cites=said.cites)


def spoken(day: Date) -> str:
    """A day as a Chinese reader says it."""
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


_Named = TypeVar("_Named", Sentence, Cause, Fact)


def _by_id(path: Path, key: str, record: type[_Named]) -> Mapping[str, _Named]:
    """The records of a collection by id; raises Refused."""
    found: dict[str, _Named] = {}
    for item in collection(path, key, record):
        if item.id in found:
            raise Refused([Problem(item.mark, f"{key} 里的标识 “{item.id}” 写了两次")])
        found[item.id] = item
    return MappingProxyType(found)


def counting(data: Path = Path("data")) -> Counting:
    """What counting rests on, from a data folder; raises Refused."""
    rules = data / "counting.yaml"
    return Counting(
        calendar=calendar.calendar(data / "calendar.yaml"),
        sentences=_by_id(rules, "sentences", Sentence),
        causes=_by_id(rules, "causes", Cause),
        facts=_by_id(rules, "facts", Fact),
        colours=collection(rules, "colours", Colour),
    )


def table(law: Counting) -> dict[str, Any]:
    """The same as JSON for the page: the argument ``law`` of every function of docs/assets/js."""

    def cited(record: Sentence | Cause) -> list[str]:
        return [str(citation) for citation in record.cites]

    return {
        "calendar": calendar.table(law.calendar),
        "sentences": {key: {"text": said.text, "cites": cited(said)} for key, said in law.sentences.items()},
        "causes": {
            key: {"title": cause.title, "kind": cause.kind, "proof": cause.proof, "cites": cited(cause)}
            for key, cause in law.causes.items()
        },
        "facts": {
            key: {
                "title": fact.title,
                "deadlines": list(fact.deadlines),
                "others": list(fact.others),
                "after": list(fact.after),
                "done": list(fact.done),
            }
            for key, fact in law.facts.items()
        },
        "colours": [{"id": colour.id, "title": colour.title, "within": colour.within} for colour in law.colours],
    }
