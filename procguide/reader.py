"""From YAML nodes to frozen records by the records' type hints, with every problem located and none swallowed.

PyYAML's C parser composes nodes that know their line and column; values are then built from the scalars' own text.
YAML 1.1's surprises (``no`` a boolean, ``1:30`` a number, a bare date in a text) are problems here, because a text
field refuses what YAML would have turned into something else.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union

import yaml

from procguide.model import Citation, Period
from procguide.source import Mark, Problem, did_you_mean

T = TypeVar("T")
_IMPLICIT = {"bool": "布尔值", "int": "数字", "float": "数字", "timestamp": "日期", "null": "空值"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014"
_FOLD = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_INTEGER = re.compile(r"-?(0|[1-9]\d*)$")
_YAML_FAULTS = {
    "mapping values are not allowed": "这里不能再写 “键: 值”，多半是缩进不对，或文字里的冒号没有加引号",
    "could not find expected ':'": "缺少冒号，多半是上一行的缩进或引号不对",
    "found character '\\t'": "缩进里有制表符，请改用空格",
    "did not find expected key": "缩进与上文对不齐",
    "did not find expected '-' indicator": "列表项的缩进与上文对不齐",
    "found undefined alias": "引用了没有定义的锚点",
    "found unexpected end of stream": "引号没有闭合",
    "found character that cannot start any token": "这个字符不能开头，请给文字加引号",
}


class _Loader(yaml.CSafeLoader):
    """The C composer; only its nodes are used, never its constructor."""


@dataclass
class Reading:
    """What reading gathers: the problems, and the spans of lines whose records could not be read whole."""

    problems: list[Problem] = field(default_factory=list)
    broken: list[tuple[str, int, int]] = field(default_factory=list)

    def report(self, mark: Mark, message: str, fix: str = "") -> None:
        self.problems.append(Problem(mark, message, fix))

    def covers(self, mark: Mark) -> bool:
        """Whether a mark lies in a record that could not be read whole; what rules say of it would be noise."""
        return any(file == mark.file and first <= mark.line <= last for file, first, last in self.broken)


class Unread(Exception):
    """A value could not be read; its problem has been reported."""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


@dataclass
class Reader:
    """Reads the nodes of one file."""

    file: str
    reading: Reading

    def mark(self, node: yaml.Node) -> Mark:
        return Mark(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def fail(self, node: yaml.Node, message: str, fix: str = "") -> Unread:
        self.reading.report(self.mark(node), message, fix)
        return Unread()

    def pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """The key, key node and value node of each pair; a repeated key is a problem and is skipped."""
        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.reading.report(self.mark(key), "键必须是一个词")
            elif key.value in seen:
                self.reading.report(self.mark(key), f"重复的键 “{key.value}”（首次出现在第 {seen[key.value]} 行）")
            else:
                seen[key.value] = key.start_mark.line + 1
                yield key.value, key, value

    def value(self, node: yaml.Node, hint: Any, where: str) -> Any:
        """The value of a node read as a type; raises Unread after reporting."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin in (Union, types.UnionType):
            if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null") and node.value in ("", "~", "null"):
                return None
            return self.value(node, next(arg for arg in args if arg is not type(None)), where)
        if origin is tuple:
            return self.sequence(node, args[0], where)
        if origin is Literal:
            text = self.scalar(node, where).value
            if text not in args:
                fix = did_you_mean(text, args) or f"可写：{'、'.join(args)}"
                raise self.fail(node, f"{where} 不能是 “{_short(text)}”", fix)
            return text
        if dataclasses.is_dataclass(hint) and hint not in _SCALARS:
            return self.record(node, typing.cast(type, hint), where)
        return _SCALARS[hint](self, node, where)

    def scalar(self, node: yaml.Node, where: str) -> yaml.ScalarNode:
        if not isinstance(node, yaml.ScalarNode):
            found = "列表" if isinstance(node, yaml.SequenceNode) else "一组键值"
            raise self.fail(node, f"{where} 应当是单个值，这里却是{found}")
        return node

    def text(self, node: yaml.Node, where: str) -> str:
        scalar = self.scalar(node, where)
        kind = _IMPLICIT.get(scalar.tag.rsplit(":", 1)[-1])
        if kind and not scalar.style:
            shown = f" “{_short(scalar.value)}”" if scalar.value else ""
            fix = f"请加引号：'{scalar.value}'" if scalar.value else "请写上内容，或删去这一行"
            raise self.fail(node, f"{where} 应当是文字，YAML 会把{shown or '这里'}读成{kind}", fix)
        text = str(scalar.value).strip()
        # YAML folds a line break into a space; between full-width characters there is none to fold.
        return _FOLD.sub("", text) if scalar.end_mark.line > scalar.start_mark.line else text

    def truth(self, node: yaml.Node, where: str) -> bool:
        text = self.scalar(node, where).value
        if text not in ("true", "false"):
            raise self.fail(node, f"{where} 应当是 true 或 false，这里是 “{_short(text)}”", "请写 true 或 false")
        return bool(text == "true")

    def integer(self, node: yaml.Node, where: str) -> int:
        scalar = self.scalar(node, where)
        if not _INTEGER.match(scalar.value) or scalar.style:
            raise self.fail(node, f"{where} 应当是整数，这里是 “{_short(scalar.value)}”")
        return int(scalar.value)

    def decimal(self, node: yaml.Node, where: str) -> Decimal:
        scalar = self.scalar(node, where)
        try:
            number = Decimal(scalar.value)
        except InvalidOperation:
            raise self.fail(node, f"{where} 应当是数，这里是 “{_short(scalar.value)}”") from None
        if not number.is_finite():
            raise self.fail(node, f"{where} 应当是有限的数，这里是 “{_short(scalar.value)}”")
        return number

    def day(self, node: yaml.Node, where: str) -> date:
        text = self.scalar(node, where).value
        try:
            if not _DATE.match(text):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            raise self.fail(node, f"{where} 应当是日期，这里是 “{_short(text)}”", "请写成 2026-01-31 的样子") from None

    def period(self, node: yaml.Node, where: str) -> Period:
        return self.parsed(node, where, Period.parse)

    def citation(self, node: yaml.Node, where: str) -> Citation:
        mark = self.mark(node)
        return self.parsed(node, where, lambda text: Citation.parse(text, mark))

    def parsed(self, node: yaml.Node, where: str, parse: Callable[[str], T]) -> T:
        text = self.text(node, where)
        try:
            return parse(text)
        except ValueError as error:
            raise self.fail(node, f"{where}：{error}") from None

    def sequence(self, node: yaml.Node, hint: Any, where: str) -> tuple[Any, ...]:
        """Every item that can be read; the others are reported."""
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{where} 应当是列表", "每一项前加 “- ”")
        values = []
        for index, item in enumerate(node.value, 1):
            try:
                values.append(self.value(item, hint, f"{where} 第 {index} 项"))
            except Unread:
                continue
        return tuple(values)

    def record(self, node: yaml.Node, cls: type[T], where: str, extra: dict[str, yaml.Node] | None = None) -> T:
        """A record of ``cls``; ``extra`` receives the nodes of keys it names that are not fields."""
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, f"{where} 应当是一组 “键: 值”")
        hints, fields = record_fields(typing.cast(Any, cls))
        before = len(self.reading.problems)
        values: dict[str, Any] = {}
        written: set[str] = set()
        for key, key_node, value_node in self.pairs(node):
            written.add(key)
            if extra is not None and key in extra:
                extra[key] = value_node
            elif key not in fields:
                fix = did_you_mean(key, fields) or f"这里可写：{'、'.join(fields)}"
                self.reading.report(self.mark(key_node), f"{where} 里没有 “{key}” 这个键", fix)
            else:
                try:
                    values[key] = self.value(value_node, hints[key], key)
                except Unread:
                    continue
        for name, info in fields.items():
            if name not in written and info.default is dataclasses.MISSING:
                told = info.metadata.get("doc", "")
                self.reading.report(self.mark(node), f"{where} 缺少 “{name}”" + (f"（{told}）" if told else ""))
        if len(self.reading.problems) > before:
            self.reading.broken.append((self.file, node.start_mark.line + 1, node.end_mark.line + 1))
        if any(name not in values and info.default is dataclasses.MISSING for name, info in fields.items()):
            raise Unread
        values["mark"] = self.mark(node)
        return cls(**values)


@cache
def record_fields(cls: Any) -> tuple[dict[str, Any], dict[str, dataclasses.Field[Any]]]:
    """The type hints of a record and its fields by name, without ``mark``."""
    hints = typing.get_type_hints(cls)
    return hints, {info.name: info for info in dataclasses.fields(cls) if info.name != "mark"}


_SCALARS: dict[Any, Callable[[Reader, yaml.Node, str], Any]] = {
    str: Reader.text,
    bool: Reader.truth,
    int: Reader.integer,
    Decimal: Reader.decimal,
    date: Reader.day,
    Period: Reader.period,
    Citation: Reader.citation,
}


def composed(path: Path, shown: str, reading: Reading) -> yaml.Node | None:
    """The root node of a YAML file, or None with its problem reported."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
    except OSError:
        reading.report(Mark(shown), "读不到这个文件")
        return None
    except UnicodeDecodeError as error:
        reading.report(Mark(shown), f"不是 UTF-8 编码（第 {error.start + 1} 个字节）", "请存为 UTF-8")
        return None
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        mark = Mark(shown, place.line + 1, place.column + 1) if place else Mark(shown)
        fault = error.problem or "无法解析"
        told = next((chinese for english, chinese in _YAML_FAULTS.items() if english in fault), fault)
        reading.report(mark, f"YAML 语法错误：{told}")
        return None
    except yaml.YAMLError as error:
        reading.report(Mark(shown), f"YAML 语法错误：{_short(str(error))}")
        return None
    if node is None:
        reading.report(Mark(shown), "文件是空的")
    return node
