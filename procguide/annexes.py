"""What else of a data folder rests on the law: rates, sentences of workings, rules for messages.

Those files have readers of their own.  Here only their citations are gathered, so that they are held to the registry,
verified, and listed under their articles like everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from procguide.model import Annex, Citation
from procguide.reader import Reader, Reading, composed

#: Written by `procguide verify`: it repeats the guide's own citations.
_REPEATED = "digests.yaml"


def annexes(data: Path, files: set[Path], shown: str) -> Iterator[Annex]:
    """An annex for every item with an identifier and citations, in files that the guide does not include."""
    for path in sorted(set(data.rglob("*.yaml")) - files):
        if path.name == _REPEATED:
            continue
        # What cannot be read here is told by the file's own reader.
        reader = Reader(f"{shown}/{path.relative_to(data).as_posix()}", Reading())
        root = composed(path, reader.file, reader.reading)
        if isinstance(root, yaml.MappingNode):
            for key, items in root.value:
                if isinstance(items, yaml.SequenceNode):
                    yield from _gathered(reader, f"{path.stem}-{key.value}", items)


def _gathered(reader: Reader, name: str, items: yaml.SequenceNode) -> Iterator[Annex]:
    for number, item in enumerate(items.value, 1):
        if not isinstance(item, yaml.MappingNode):
            continue
        texts = {key.value: value.value for key, value in item.value if isinstance(value, yaml.ScalarNode)}
        cites = tuple(_cited(reader, item))
        if cites:
            id = re.sub(r"[^a-z0-9]+", "-", f"{name}-{texts.get('id', number)}".lower()).strip("-")
            title = texts.get("title") or texts.get("text", "")[:30] or id
            yield Annex(id=id, title=title, cites=cites, mark=reader.mark(item))


def _cited(reader: Reader, node: yaml.Node) -> Iterator[Citation]:
    """The citations under every ``cites`` in a node, however deep."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _cited(reader, item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "cites" and isinstance(value, yaml.SequenceNode):
                for item in value.value:
                    try:
                        yield Citation.parse(str(item.value), reader.mark(item))
                    except ValueError:
                        continue
            else:
                yield from _cited(reader, value)
