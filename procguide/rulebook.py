"""The rules for messages as they are written, and as the compiled table that Python and JavaScript read.

A rule is a list of phrases (see :mod:`procguide.phrases`), of things that must not be absent, of rates, or hours of the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from procguide.load import collection
from procguide.model import Citation, doc
from procguide.normal import Normaliser
from procguide.phrases import Unreadable, atoms, words_of
from procguide.source import NOWHERE, Mark, Problem, Refused, did_you_mean

FOLDER = "messages"
DEMAND = "demand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A list of words that phrases share, written out or gathered from other lists."""

    id: str = doc("标识，短语里写作 <标识>")
    title: str = doc("这些词是什么")
    words: tuple[str, ...] = doc("词", default=())
    of: tuple[str, ...] = doc("由哪些词表合成", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancel:
    """Words that take the sting out of others: denial, prohibition, another's words, a warning."""

    id: str = doc("标识，规则的 keeps 引用它")
    title: str = doc("名称与例子")
    side: Literal["before", "after"] = doc("在前还是在后")
    within: Literal["clause", "sentence"] = doc("同一分句还是同一句")
    reach: int = doc("最远隔几个字")
    words: tuple[str, ...] = doc("词")
    broken: tuple[str, ...] = doc("隔着这些词就不算", default=())
    undone: tuple[str, ...] = doc("前面紧挨着这些词就不算", default=())
    inside: tuple[str, ...] = doc("属于这些较长的词就不算", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A family of rules."""

    id: str = doc("标识")
    title: str = doc("名称")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A channel, sender or relation that a reader chooses."""

    id: str = doc("标识")
    of: Literal["channel", "sender", "relation"] = doc("渠道、发送人、与债务的关系")
    title: str = doc("名称")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What is taken out of a message before it is read, and its traditional characters."""

    removed: tuple[str, ...] = doc("看不见的字符，十六进制码位或范围")
    noise: str = doc("夹在两个汉字之间要去掉的符号")
    traditional: str = doc("繁体字与简体字，两个字一对")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """A word and the spellings that hide it."""

    to: str = doc("词")
    spellings: tuple[str, ...] = doc("拼音、谐音、符号写法")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Applies:
    """Where a rule applies; empty is everywhere, and what the reader did not choose is nowhere in a list."""

    channels: tuple[str, ...] = doc("渠道", default=())
    senders: tuple[str, ...] = doc("发送人", default=())
    relations: tuple[str, ...] = doc("收到的人与债务的关系", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A way to state a rate: the number times ``times``, divided by ``over``, is a year's share."""

    pattern: str = doc("短语，# 是数")
    times: int = doc("一年几次：年1、月12、日365")
    over: int = doc("百分之100、千分之1000、万分之10000")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """Hours of the day from one moment up to another, which may be the next morning's."""

    starts: str = doc("从几点起，22:00")
    ends: str = doc("到几点止，08:00")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What a message must not say, or must not lack."""

    id: str = doc("标识，kebab-case，永久不变")
    title: str = doc("名称")
    family: str = doc("规则族")
    severity: Literal["critical", "serious", "warning", "advice"] = doc("critical、serious 不宜发出")
    prohibition: str = doc("对应的禁止行为，后果与依据见那里", default="")
    cites: tuple[Citation, ...] = doc("最直接的法条")
    force: Literal["law", "standard", "guideline", "house"] = doc("法律、推荐性标准、行业自律、本指南", default="law")
    whose: str = doc("不是法律时，是谁的规则、约束谁", default="")
    applies: Applies = doc("适用范围", default=Applies())
    patterns: tuple[str, ...] = doc("短语", default=())
    unless: tuple[str, ...] = doc("同一句里有这些短语就不算", default=())
    keeps: tuple[str, ...] = doc("哪些化解方式对本条不起作用", default=())
    absent: tuple[str, ...] = doc("催款而没有任何一个这样的短语，就算缺少", default=())
    rates: tuple[Rate, ...] = doc("利率的写法", default=())
    hours: Hours | None = doc("不宜发送的时段", default=None)
    why: str = doc("为什么")
    rewrite: str = doc("怎样写才合规")
    positive: tuple[str, ...] = doc("应当查出的例子")
    negative: tuple[str, ...] = doc("不应查出的例子")
    mark: Mark = NOWHERE


@cache
def rules(data: Path = Path("data")) -> tuple[Rule, ...]:
    """Every rule, in the order of the files' names; raises Refused."""
    found = [
        rule for path in sorted((data / FOLDER / "rules").glob("*.yaml")) for rule in collection(path, "rules", Rule)
    ]
    lexicon = data / FOLDER / "lexicon.yaml"
    families = {family.id for family in collection(lexicon, "families", Named)}
    cancels = {cancel.id for cancel in collection(lexicon, "cancels", Cancel)}
    choices = {choice.id for choice in collection(lexicon, "choices", Choice)}
    problems, seen = [], dict[str, Mark]()
    for rule in found:
        if rule.id in seen:
            problems.append(Problem(rule.mark, f"规则 “{rule.id}” 已在 {seen[rule.id]} 写过"))
        seen.setdefault(rule.id, rule.mark)
        applies = rule.applies
        problems += _unknown(rule, "规则族", [rule.family], families)
        problems += _unknown(rule, "化解方式", rule.keeps, cancels)
        problems += _unknown(rule, "范围", [*applies.channels, *applies.senders, *applies.relations], choices)
        if not (rule.patterns or rule.absent or rule.rates or rule.hours):
            problems.append(Problem(rule.mark, f"规则 “{rule.id}” 没有短语、缺项、利率或时段"))
        if rule.force != "law" and not rule.whose:
            problems.append(Problem(rule.mark, f"规则 “{rule.id}” 不是法律，要写明是谁的规则（whose）"))
    if problems:
        raise Refused(problems)
    return tuple(found)


def _unknown(rule: Rule, what: str, names: Iterable[str], known: set[str]) -> list[Problem]:
    return [
        Problem(rule.mark, f"规则 “{rule.id}” 的{what} “{name}” 不认识", did_you_mean(name, known))
        for name in names
        if name not in known
    ]


def _slots(written: tuple[Slot, ...]) -> dict[str, tuple[str, ...]]:
    """The words of every list; a list may be made of lists written before it."""
    found: dict[str, tuple[str, ...]] = {}
    problems = []
    for slot in written:
        for name in slot.of:
            if name not in found:
                problems.append(Problem(slot.mark, f"词表 “{slot.id}” 用了还没有写过的 “{name}”"))
        gathered = [*slot.words, *(word for name in slot.of for word in found.get(name, ()))]
        found[slot.id] = tuple(dict.fromkeys(gathered))
    if problems:
        raise Refused(problems)
    return found


class _Compiled:
    """Gathers words and phrases."""

    def __init__(self, slots: Mapping[str, tuple[str, ...]], read: Callable[[str], str]) -> None:
        self.slots, self.read = slots, read
        self.words: dict[str, int] = {"#": 0}
        self.phrases: list[dict[str, Any]] = []
        self.problems: list[Problem] = []

    def add(self, role: str, rule: str, phrase: str, mark: Mark, times: int = 0, over: int = 0) -> None:
        try:
            begins, rows = atoms(phrase, self.slots, self.read)
        except Unreadable as error:
            self.problems.append(Problem(mark, str(error)))
            return
        for word in words_of(rows):
            self.words.setdefault(word, len(self.words))
        for row in rows:
            parts = [[atom.gap, [self.words[word] for word in atom.words]] for atom in row]
            entry = {"rule": rule, "role": role, "begins": begins, "atoms": parts}
            self.phrases.append(entry | ({"times": times, "over": over} if role == "rate" else {}))

    def list(self, role: str, rule: str, words: Iterable[str], mark: Mark) -> None:
        if words := tuple(words):
            self.add(role, rule, "{" + "|".join(words) + "}", mark)


def table(data: Path = Path("data"), addresses: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Everything a checker needs, as plain JSON; ``addresses`` are the pages of citations and prohibitions, for links."""
    lexicon = data / FOLDER / "lexicon.yaml"
    (reading,) = collection(lexicon, "reading", Reading)
    variants = [{"to": one.to, "from": list(one.spellings)} for one in collection(lexicon, "variants", Variant)]
    read_by = {
        "removed": list(reading.removed), "noise": reading.noise, "traditional": reading.traditional, "variants": variants
    }  # fmt: skip
    normaliser = Normaliser(read_by)
    compiled = _Compiled(_slots(collection(lexicon, "slots", Slot)), lambda word: normaliser.normal(word).text)
    cancels = collection(lexicon, "cancels", Cancel)
    for cancel in cancels:
        compiled.list("cancel", cancel.id, cancel.words, cancel.mark)
        compiled.list("broken", cancel.id, cancel.broken, cancel.mark)
        compiled.list("undone", cancel.id, cancel.undone, cancel.mark)
        compiled.list("inside", cancel.id, cancel.inside, cancel.mark)
    compiled.add("demand", DEMAND, f"<{DEMAND}>", Mark(str(lexicon)))
    for rule in rules(data):
        for role, phrases in (("match", rule.patterns), ("unless", rule.unless), ("absent", rule.absent)):
            for phrase in phrases:
                compiled.add(role, rule.id, phrase, rule.mark)
        for rate in rule.rates:
            compiled.add("rate", rule.id, rate.pattern, rate.mark, rate.times, rate.over)
    if compiled.problems:
        raise Refused(compiled.problems)
    return {
        "families": {family.id: family.title for family in collection(lexicon, "families", Named)},
        "choices": [
            {"id": choice.id, "of": choice.of, "title": choice.title}
            for choice in collection(lexicon, "choices", Choice)
        ],
        "rules": [_plain(rule) for rule in rules(data)],
        "cancels": [
            {"id": one.id, "side": one.side, "within": one.within, "reach": one.reach} for one in cancels
        ],
        "reading": read_by,
        "words": list(compiled.words),
        "phrases": compiled.phrases,
        "addresses": dict(addresses or {}),
    }  # fmt: skip


def _plain(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "title": rule.title, "family": rule.family, "severity": rule.severity,
        "prohibition": rule.prohibition, "cites": [str(cite) for cite in rule.cites], "force": rule.force,
        "whose": rule.whose, "channels": list(rule.applies.channels), "senders": list(rule.applies.senders),
        "relations": list(rule.applies.relations), "keeps": list(rule.keeps), "absent": bool(rule.absent),
        "rated": bool(rule.rates), "hours": {"from": rule.hours.starts, "to": rule.hours.ends} if rule.hours else None,
        "why": rule.why, "rewrite": rule.rewrite,
    }  # fmt: skip
