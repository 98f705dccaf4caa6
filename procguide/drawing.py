"""From DOT to SVG, in process: the ``pygraphviz`` wheel carries Graphviz itself.

:func:`svg` is the one seam to the engine.  What Graphviz writes is then made fit for a page: no prolog, no tooltips of
identifiers, ids unique on a page, plain ``href`` links with labels for screen readers, colours left to the style sheet.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from procguide.charts import FONT_SIZE, Chart, dot

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}"
_CACHE = Path(".cache/charts")
#: Part of the cache's key: raise it when the drawing itself changes.
_EDITION = "1"
#: Attributes that hold lengths and places: a tenth of a point is finer than any screen.
_GEOMETRY = {"d", "points", "x", "y", "viewBox", "transform"}
#: Where links begin; replaced by the way from a page to the site's root.
ROOT = "{root}"

STYLE = """
.chart-svg{font-family:system-ui,-apple-system,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1f2933}
.chart-svg text{fill:currentColor}.chart-svg a{text-decoration:none}
.chart-svg .node path,.chart-svg .node polygon{fill:#fff;stroke:#52606d}
.chart-svg .stage path{fill:#e6f0fa;stroke:#2f6ea5}.chart-svg .step path{fill:#eef6f1;stroke:#3b7a57}
.chart-svg .question polygon{fill:#fff6e0;stroke:#a9700b}.chart-svg .outcome path{fill:#f0ebf8;stroke:#6b4fa0}
.chart-svg .outside path{stroke-dasharray:4 3}
.chart-svg .edge path{stroke:#52606d;fill:none}.chart-svg .edge polygon{fill:#52606d;stroke:#52606d}
.chart-svg .back path{stroke-dasharray:5 4}.chart-svg .cluster polygon,.chart-svg .cluster path{fill:none;stroke:#9aa5b1;stroke-dasharray:2 3}
@media(prefers-color-scheme:dark){.chart-svg{color:#e4e7eb;background:#1b1f24}.chart-svg .node path,.chart-svg .node polygon{fill:#262c33}}
"""


def _drawn(text: str) -> str:
    """The engine's SVG for a DOT text; kept by digest, because drawing again gives the same bytes."""
    key = hashlib.sha256(f"{_EDITION}\n{text}".encode()).hexdigest()[:32]
    kept = _CACHE / f"{key}.svg"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    import pygraphviz  # late: loading Graphviz takes longer than everything else here

    with warnings.catch_warnings(), _unheard():
        warnings.simplefilter("ignore")
        drawn: str = pygraphviz.AGraph(string=text).draw(prog="dot", format="svg").decode("utf-8")
    _CACHE.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".part")
    partial.write_text(drawn, encoding="utf-8")
    partial.replace(kept)
    return drawn


@contextmanager
def _unheard() -> Iterator[None]:
    """Without what the engine's font library writes to standard error: our boxes do not depend on fonts."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def svg(chart: Chart) -> str:
    """The chart as an ``<svg>`` element for a page; links begin with :data:`ROOT`."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(_drawn(dot(chart)))
    for parent in root.iter():
        for child in list(parent):
            if child.tag == f"{{{_SVG}}}title":
                parent.remove(child)
    for element in root.iter():
        _mend(element, chart.id)
    wide = float(root.attrib["width"].removesuffix("pt"))
    root.attrib.pop("height")
    root.attrib.pop("width")
    # Text keeps its natural size on a wide window and shrinks with the chart on a narrow one.
    root.attrib["style"] = f"max-width:{wide * 16 / FONT_SIZE / 1.15:.0f}px"
    root.attrib["class"] = "chart-svg"
    root.attrib["role"] = "group"
    root.attrib["aria-label"] = chart.title
    # What nearly every text of a chart shares is said once.
    root.attrib.update({"text-anchor": "middle", "font-size": str(FONT_SIZE)})
    text = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r">\s+<", "><", text).replace('" />', '"/>')


def _tenths(number: re.Match[str]) -> str:
    """A length to a tenth, without a needless zero."""
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _mend(element: ElementTree.Element, chart: str) -> None:
    """Make one element fit for a page."""
    attributes = element.attrib
    if "id" in attributes:
        attributes["id"] = f"{chart}-{attributes['id']}"
    for name in ("font-family", "fill", "stroke", "text-anchor", "{http://www.w3.org/XML/1998/namespace}space"):
        attributes.pop(name, None)
    for name in _GEOMETRY & attributes.keys():
        attributes[name] = re.sub(r"\d+\.\d+", _tenths, attributes[name])
    if "d" in attributes:
        attributes["d"] = _box(attributes["d"].strip())
    if float(attributes.get("font-size", "0")) == FONT_SIZE:
        attributes.pop("font-size")
    if element.tag == f"{{{_SVG}}}a":
        target = attributes.pop(f"{_LINK}href", "")
        attributes["aria-label"] = attributes.pop(f"{_LINK}title", "")
        attributes["href"] = f"{ROOT}{target}"


def _box(path: str) -> str:
    """The engine's curves around a rounded box as one short path; any other path as it is."""
    if not re.fullmatch(r"M[-\d., ]+C[-\d., ]+", path):
        return path
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*points, strict=True))
    if points[0] != points[-1] or any(x not in (left, right) and y not in (top, bottom) for x, y in points):
        return path
    r = min(x - left for x, y in points if y == top)
    flat = f"M{left + r:g},{top:g}H{right - r:g}q{r:g},0 {r:g},{r:g}V{bottom - r:g}q0,{r:g} -{r:g},{r:g}"
    return f"{flat}H{left + r:g}q-{r:g},0 -{r:g},-{r:g}V{top + r:g}q0,-{r:g} {r:g},-{r:g}z"


def standalone(chart: Chart, base: str = "") -> str:
    """The chart as a file of its own, with its colours; links are put under ``base`` or left out."""
    text = svg(chart)
    text = text.replace(ROOT, base) if base else re.sub(r' href="\{root\}[^"]*"', "", text)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text.replace(">", f"><style>{STYLE}</style>", 1) + "\n"
