"""The values that records are made of: days, periods of time and places in statutes."""

from __future__ import annotations

import datetime
import re
from dataclasses import MISSING, dataclass, field
from typing import Any

from procguide.source import NOWHERE, Mark

Date = datetime.date

_PERIOD = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?(?:T(?P<hours>\d+)H)?$"
)
_WORKING = re.compile(r"(?P<count>\d+) working days?$")


def doc(text: str, *, default: Any = MISSING) -> Any:
    """A field with a note for authors."""
    if default is MISSING:
        return field(metadata={"doc": text})
    return field(default=default, metadata={"doc": text})


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in the units in which the law states it: ISO 8601 (``P15D``, ``P6M``, ``PT48H``) or ``15 working days``.

    Units are never converted into each other: three months are not ninety days.
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0
    working_days: int = 0

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period a text states; raises ValueError with a Chinese sentence when it states none."""
        if found := _WORKING.fullmatch(text):
            period = cls(working_days=int(found["count"]))
        elif (found := _PERIOD.fullmatch(text)) and text not in ("P", "PT") and not text.endswith("T"):
            period = cls(**{unit: int(count) for unit, count in found.groupdict().items() if count})
        else:
            raise ValueError(f"“{text}” 不是期间，应写作 P15D、P6M、P2Y、PT48H 或 “15 working days”")
        if period == cls():
            raise ValueError(f"“{text}” 的长度是零")
        return period

    def __str__(self) -> str:
        if self.working_days:
            return f"{self.working_days} working days"
        parts = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        text = "P" + "".join(f"{count}{unit}" for count, unit in parts if count)
        return text + (f"T{self.hours}H" if self.hours else "")

    @property
    def label(self) -> str:
        """The period as a Chinese reader says it."""
        parts = (
            (self.years, "年"),
            (self.months, "个月"),
            (self.weeks, "周"),
            (self.days, "日"),
            (self.hours, "小时"),
            (self.working_days, "个工作日"),
        )
        return "".join(f"{count}{unit}" for count, unit in parts if count)


_CITATION = re.compile(
    r"(?P<statute>[^/\s]+)/(?P<article>\d+(?:-\d+)?|[a-z][a-z0-9-]*)(?:/(?P<paragraph>\d+))?(?:/(?P<item>\d+))?$"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a statute: ``民诉法/126``, ``民诉法/126/1`` (paragraph), ``刑法/293/1/4`` (item); 第二百九十三条之一 is ``293-1``.

    ``statute`` is the statute's short name as written; an article that is a word (``annex-1``) names an unnumbered part.
    """

    statute: str
    article: str
    paragraph: int = 0
    item: int = 0
    mark: Mark = field(default=NOWHERE, compare=False)

    @classmethod
    def parse(cls, text: str, mark: Mark = NOWHERE) -> Citation:
        """The citation a text states; raises ValueError with a Chinese sentence when it states none."""
        found = _CITATION.fullmatch(text)
        if not found:
            raise ValueError(f"“{text}” 不是法条引用，应写作 “简称/条”、“简称/条/款” 或 “简称/条/款/项”")
        return cls(found["statute"], found["article"], int(found["paragraph"] or 0), int(found["item"] or 0), mark)

    def __str__(self) -> str:
        text = f"{self.statute}/{self.article}"
        if self.paragraph:
            text += f"/{self.paragraph}"
        return text + (f"/{self.item}" if self.item else "")
