"""A JSON Schema of the data files, from the records' own type hints: editors complete and check while one writes."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union

from procguide.load import collections
from procguide.model import Citation, Guide, Period
from procguide.reader import record_fields

_VALUES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": ["number", "string"]},
    date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Period: {
        "type": "string",
        "pattern": r"^(P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+H)?|\d+ working days?)$",
        "examples": ["P15D", "P6M", "P2Y", "PT48H", "15 working days"],
    },
    Citation: {
        "type": "string",
        "pattern": r"^[^/\s]+/(\d+(-\d+)?|[a-z][a-z0-9-]*)(/\d+)?(/\d+)?$",
        "examples": ["民诉法/126", "民诉法/126/1", "刑法/293/1/4"],
    },
}


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in args if arg is not type(None))
        return {"anyOf": [_of(inner, definitions), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _of(args[0], definitions)}
    if origin is Literal:
        return {"enum": list(args)}
    if hint in _VALUES:
        return dict(_VALUES[hint])
    name: str = hint.__name__
    if name not in definitions:
        definitions[name] = {}  # a place, so that a record may hold its own kind
        definitions[name] = _record(hint, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _record(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints, fields = record_fields(cls)
    properties = {}
    for name, info in fields.items():
        properties[name] = _of(hints[name], definitions) | {"description": info.metadata.get("doc", "")}
    required = [name for name, info in fields.items() if info.default is dataclasses.MISSING]
    return {
        "description": (cls.__doc__ or "").strip().splitlines()[0],
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def schema() -> dict[str, Any]:
    """The schema of ``procedures.yaml`` and of the files it includes."""
    definitions: dict[str, Any] = {}
    whole = _record(Guide, definitions)
    whole["properties"]["include"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "并入的其他文件，可用通配符，如 stages/*.yaml",
    }
    parts = {name: whole["properties"][name] for name in collections()}
    definitions["guide"] = whole
    definitions["part"] = {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": parts}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "procguide data",
        "description": "procedures.yaml, or a file that it includes",
        "if": {"required": ["title"]},
        "then": {"$ref": "#/$defs/guide"},
        "else": {"$ref": "#/$defs/part"},
        "$defs": definitions,
    }
