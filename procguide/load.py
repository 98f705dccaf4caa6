"""From the files of a data folder to a Guide.

``procedures.yaml`` holds the guide's own fields and any collection; its ``include:`` lists patterns of further files,
relative to it, that hold collections only.
"""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from procguide.annexes import annexes
from procguide.model import Guide
from procguide.reader import Reader, Reading, Unread, composed, record_fields
from procguide.source import Refused, did_you_mean

T = TypeVar("T")
MAIN = "procedures.yaml"


def _shown(path: Path, data: Path) -> str:
    """How a file is named in problems: under the data folder's own name."""
    return (Path(data.name) / path.relative_to(data)).as_posix() if path.is_relative_to(data) else path.as_posix()


def _included(data: Path, patterns: tuple[str, ...], node: yaml.Node, reader: Reader) -> list[Path]:
    """The files the patterns name, sorted; a pattern that names none is a problem."""
    files: set[Path] = set()
    for index, pattern in enumerate(patterns):
        place = node.value[index] if isinstance(node, yaml.SequenceNode) and len(node.value) == len(patterns) else node
        if pattern.startswith("/") or ".." in Path(pattern).parts:
            reader.reading.report(reader.mark(place), f"include 只能指向数据目录之内：“{pattern}”")
            continue
        found = {path for path in data.glob(pattern) if path.is_file() and path.name != MAIN}
        if not found:
            reader.reading.report(reader.mark(place), f"include 的 “{pattern}” 没有对应任何文件")
        files |= found
    return sorted(files)


def collections() -> dict[str, type]:
    """The collections of a guide: key and the record each of its items is."""
    hints, fields = record_fields(Guide)
    return {name: typing.get_args(hints[name])[0] for name in fields if typing.get_origin(hints[name]) is tuple}


def _merged(reader: Reader, root: yaml.Node, gathered: dict[str, list[Any]]) -> None:
    """Read an included file's collections into ``gathered``."""
    known = collections()
    if not isinstance(root, yaml.MappingNode):
        reader.reading.report(reader.mark(root), "文件的最外层应当是 “集合名: 列表”")
        return
    for key, key_node, value_node in reader.pairs(root):
        if key not in known:
            fix = did_you_mean(key, known) or f"可写：{'、'.join(known)}"
            reader.reading.report(reader.mark(key_node), f"没有 “{key}” 这个集合", fix)
            continue
        try:
            gathered[key].extend(reader.sequence(value_node, known[key], key))
        except Unread:
            continue


def read(data: Path) -> tuple[Guide | None, Reading, list[Path]]:
    """Everything the data folder holds: the guide (None when its own fields cannot be read), the problems, the files."""
    reading = Reading()
    main = data / MAIN
    reader = Reader(_shown(main, data), reading)
    root = composed(main, reader.file, reading)
    if root is None:
        return None, reading, [main]
    extra: dict[str, Any] = {"include": None}  # written beside the guide's own fields
    try:
        guide = reader.record(root, Guide, "指南", extra)
    except Unread:
        guide = None
    # A problem in one item must not silence the rules for the whole of procedures.yaml.
    reading.broken = [
        span
        for span in reading.broken
        if not (isinstance(root, yaml.MappingNode) and span[1] == root.start_mark.line + 1)
    ]
    patterns: tuple[str, ...] = ()
    if extra["include"] is not None:
        try:
            patterns = reader.sequence(extra["include"], str, "include")
        except Unread:
            patterns = ()
    gathered: dict[str, list[Any]] = {name: list(getattr(guide, name)) if guide else [] for name in collections()}
    files = _included(data, patterns, extra["include"], reader) if patterns else []
    for path in files:
        member = Reader(_shown(path, data), reading)
        if (node := composed(path, member.file, reading)) is not None:
            _merged(member, node, gathered)
    gathered["annexes"].extend(annexes(data, {main, *files}, data.name))
    if guide is not None:
        guide = dataclasses.replace(guide, **dict[str, Any]({name: tuple(items) for name, items in gathered.items()}))
    return guide, reading, [main, *files]


def collection(path: Path, key: str, record: type[T]) -> tuple[T, ...]:
    """The records under ``key`` of a file that stands beside the guide; raises Refused with every problem."""
    reading = Reading()
    reader = Reader((Path(path.parent.name) / path.name).as_posix(), reading)
    items: tuple[T, ...] = ()
    if (root := composed(path, reader.file, reading)) is not None:
        if not isinstance(root, yaml.MappingNode):
            reading.report(reader.mark(root), f"文件的最外层应当是 “{key}: 列表”")
        else:
            nodes = {name: (key_node, value) for name, key_node, value in reader.pairs(root)}
            if key not in nodes:
                reading.report(reader.mark(root), f"缺少 “{key}”", did_you_mean(key, nodes))
            else:
                try:
                    items = reader.sequence(nodes[key][1], record, key)
                except Unread:
                    items = ()
    if reading.problems:
        raise Refused(reading.problems)
    return items


@dataclass
class _Kept:
    """The last guide loaded from a folder, and the state of its files when it was."""

    state: tuple[tuple[str, int, int], ...] = ()
    guide: Guide | None = None
    files: list[Path] = field(default_factory=list)


_kept: dict[Path, _Kept] = {}


def _state(files: list[Path]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files if path.exists())


def guide(data: Path = Path("data")) -> Guide:
    """The guide of a data folder; raises Refused when it cannot be read.  Memoised on the files' times and sizes."""
    data = data.resolve()
    everything = sorted(data.rglob("*.yaml"))
    state, kept = _state(everything), _kept.get(data)
    if kept is None or kept.state != state or kept.guide is None:
        found, reading, files = read(data)
        if reading.problems or found is None:
            raise Refused(reading.problems)
        kept = _kept[data] = _Kept(state, found, files)
    assert kept.guide is not None
    return kept.guide
