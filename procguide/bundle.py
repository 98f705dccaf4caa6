"""The browser's modules as one classic script, for a site that is opened from a folder.

Browsers do not load ES modules from ``file:``.  Our own modules use a small part of the language's imports and exports;
each becomes a function that is run when it is first needed, and what this cannot carry over is refused.
"""

from __future__ import annotations

import re
from pathlib import Path

_NAMES = r"\{([^}]*)\}"
_IMPORT = re.compile(rf'^import\s+(?:{_NAMES}|\*\s+as\s+(\w+))\s+from\s+"\./([\w.-]+)";', re.MULTILINE)
_BARE = re.compile(r'^import\s+"\./([\w.-]+)";', re.MULTILINE)
_DYNAMIC = re.compile(r'\bimport\("\./([\w.-]+)"\)')
_AGAIN = re.compile(rf'^export\s+{_NAMES}\s+from\s+"\./([\w.-]+)";', re.MULTILINE)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?function\*?|class|const|let)\s+(\w+)", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import|export)\b.*|\bimport\s*\(.*|\bimport\.meta\b.*", re.MULTILINE)

_HEAD = """"use strict";
(() => {
const modules = {};
const ready = {};
const need = (name) => {
  if (!ready[name]) modules[name](ready[name] = {});
  return ready[name];
};
"""
_FOOT = 'need("{}");\n}})();\n'


class Unbundled(ValueError):
    """A module says something that cannot stand in a classic script."""


def _pairs(names: str, sign: str) -> str:
    """``a, b as c`` as the names of a destructuring (``:``) or the same from a namespace."""
    parts = [re.split(r"\s+as\s+", part.strip()) for part in names.split(",") if part.strip()]
    return ", ".join(part[0] if len(part) == 1 else f"{part[0]}{sign} {part[1]}" for part in parts)


def _again(found: re.Match[str]) -> str:
    parts = [re.split(r"\s+as\s+", part.strip()) for part in found[1].split(",") if part.strip()]
    return " ".join(f'exports.{part[-1]} = need("{found[2]}").{part[0]};' for part in parts)


def _function(name: str, source: str) -> str:
    """A module as a function of its exports; raises Unbundled."""

    def imported(found: re.Match[str]) -> str:
        names = f"{{ {_pairs(found[1], ':')} }}" if found[1] is not None else found[2]
        return f'const {names} = need("{found[3]}");'

    body = _IMPORT.sub(imported, source)
    body = _BARE.sub(r'need("\1");', body)
    body = _DYNAMIC.sub(r'Promise.resolve().then(() => need("\1"))', body)
    body = _AGAIN.sub(_again, body)
    exported = [found[2] for found in _EXPORT.finditer(body)]
    body = _EXPORT.sub(r"\1 \2", body)
    code = re.sub(r"^\s*(?://|\*|/\*).*", "", body, flags=re.MULTILINE)
    if left := _LEFT.search(code):
        raise Unbundled(f"{name}: 不能放进普通脚本：{left[0].strip()}")
    ending = f"Object.assign(exports, {{ {', '.join(exported)} }});\n" if exported else ""
    return f'modules["{name}"] = (exports) => {{\n{body.rstrip()}\n{ending}}};\n'


def bundle(entry: Path) -> str:
    """A module and all that it imports as one classic script; raises Unbundled."""
    written: dict[str, str] = {}
    waiting = [entry.name]
    while waiting:
        name = waiting.pop(0)
        if name in written:
            continue
        path = entry.parent / name
        if not path.exists():
            raise Unbundled(f"{name}: 没有这个模块")
        source = path.read_text(encoding="utf-8")
        written[name] = _function(name, source)
        waiting += [found[3] for found in _IMPORT.finditer(source)]
        waiting += [found[2] for found in _AGAIN.finditer(source)]
        waiting += [found[1] for pattern in (_BARE, _DYNAMIC) for found in pattern.finditer(source)]
    return _HEAD + "".join(written.values()) + _FOOT.format(entry.name)
