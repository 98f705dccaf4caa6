"""What the flowcharts of a guide show, and the DOT text that says so.

A :class:`Chart` is boxes and arrows with their words; :func:`dot` writes it as DOT, which is kept in git and reviewed.
Boxes are ``fixedsize`` by a width rule of our own (one em a full-width character), so that no font on the building
machine changes a layout, and every text is wrapped before Graphviz sees it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import graphviz

from procguide.index import Index, index
from procguide.model import Decision, Guide, Phase, Stage, Transition

FONT_SIZE = 13
_EM = FONT_SIZE / 72  # inches
_NARROW = 0.56  # of an em: a Latin letter or digit


@dataclass(frozen=True)
class Box:
    """A node: what it says, what it leads to, and what a screen reader should add.

    ``kind`` is one of stage, outside, step, question, act, outcome.  ``limits`` are periods as the reader says them;
    ``target`` is a page of the site, as ``stages/filing`` or with an anchor, or empty.
    """

    id: str
    text: str
    kind: str
    target: str = ""
    limits: tuple[str, ...] = ()
    note: str = ""
    group: str = ""


@dataclass(frozen=True)
class Arrow:
    """An edge and the condition written on it."""

    source: str
    to: str
    text: str = ""
    back: bool = False


@dataclass(frozen=True)
class Chart:
    """Boxes and arrows; ``groups`` are the titles of clusters by the boxes' ``group``."""

    id: str
    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    groups: tuple[tuple[str, str], ...] = ()


def width(text: str) -> float:
    """The width of a text in em: full-width characters count one, others a little more than half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else _NARROW for char in text)


#: Characters that must not begin a line, and those that must not end one (the usual rules of Chinese typesetting).
_NOT_FIRST = "，。、；：！？）》〉」』”’…—·%"
_NOT_LAST = "（《〈「『“‘"


def wrapped(text: str, limit: float) -> list[str]:
    """The lines of a text, none wider than ``limit`` em by more than a punctuation mark; Latin words are kept whole."""
    lines, line = [], ""
    for token in _tokens(text):
        fits = width(line + token) <= limit
        if line and not fits and token[0] not in _NOT_FIRST:
            carried = line[-1] if line[-1] in _NOT_LAST and len(line) > 1 else ""
            lines.append(line[: len(line) - len(carried)].rstrip())
            line = carried + token.lstrip()
        else:
            line += token
    return [*lines, line] if line else lines


def _tokens(text: str) -> list[str]:
    """Full-width characters one by one, runs of others together."""
    tokens: list[str] = []
    word = False
    for char in text:
        narrow = unicodedata.east_asian_width(char) not in "WFA" and not char.isspace()
        if narrow and word and tokens:
            tokens[-1] += char
        else:
            tokens.append(char)
        word = narrow
    return tokens


def path(guide: Guide) -> Chart:
    """The whole path: every stage in its phase, and how one usually leads to another."""
    seen = index(guide)
    order = {stage.id: place for place, stage in enumerate(seen.ordered_stages)}
    boxes = tuple(_stage_box(seen, stage, group=seen.phase_of[stage.id].id) for stage in seen.ordered_stages)
    arrows = tuple(
        Arrow(stage.id, transition.to, back=order[transition.to] < order[stage.id])
        for stage in seen.ordered_stages
        for transition in _distinct(stage)
    )
    groups = tuple((phase.id, phase.title) for phase in guide.phases)
    return Chart("path", f"{guide.title}：全程流程图", boxes, arrows, groups)


def phase(guide: Guide, phase: Phase) -> Chart:
    """A phase's stages, with the stages outside that lead in or out."""
    seen = index(guide)
    inside = [seen.stage(id) for id in phase.stages]
    ids = {stage.id for stage in inside}
    outside: dict[str, Stage] = {}
    arrows: list[Arrow] = []
    order = {stage.id: place for place, stage in enumerate(seen.ordered_stages)}
    for stage in seen.ordered_stages:
        for transition in stage.next:
            if stage.id in ids or transition.to in ids:
                for end in (stage.id, transition.to):
                    if end not in ids:
                        outside[end] = seen.stage(end)
                back = order[transition.to] < order[stage.id]
                arrows.append(Arrow(stage.id, transition.to, transition.when, back))
    boxes = [_stage_box(seen, stage, group=phase.id) for stage in inside]
    boxes += [_stage_box(seen, stage, kind="outside") for stage in outside.values()]
    return Chart(f"phase-{phase.id}", f"{phase.title}：流程图", tuple(boxes), tuple(arrows), ((phase.id, phase.title),))


def stage(guide: Guide, stage: Stage) -> Chart:
    """A stage's steps in order, where it comes from and where it leads."""
    seen = index(guide)
    page = f"stages/{stage.id}"
    boxes = [_stage_box(seen, before, kind="outside") for before in seen.previous.get(stage.id, ())]
    # A stage that both leads here and follows stands twice: once above, once below.
    arrows = [Arrow(box.id, f"step-{stage.steps[0].id}") for box in boxes]
    for step in stage.steps:
        limits = tuple(dict.fromkeys(seen.deadline(id).period.label for id in step.deadlines))
        note = "；".join(seen.deadline(id).title for id in step.deadlines)
        boxes.append(Box(f"step-{step.id}", step.title, "step", f"{page}#step-{step.id}", limits[:3], note))
    for before, after in zip(stage.steps, stage.steps[1:], strict=False):
        arrows.append(Arrow(f"step-{before.id}", f"step-{after.id}"))
    last = f"step-{stage.steps[-1].id}"
    for number, transition in enumerate(stage.next, 1):
        box = _stage_box(seen, seen.stage(transition.to), kind="outside")
        boxes.append(Box(f"next-{number}", box.text, "outside", box.target, box.limits, box.note))
        arrows.append(Arrow(last, f"next-{number}", transition.when))
    return Chart(f"stage-{stage.id}", f"{stage.title}：步骤图", tuple(boxes), tuple(arrows))


def decision(guide: Guide, decision: Decision) -> Chart:
    """A decision's questions, acts and outcomes."""
    seen = index(guide)
    boxes, arrows = [], []
    for node in decision.nodes:
        target = f"stages/{node.stage}" if node.stage else ""
        limits: tuple[str, ...] = ()
        note = ""
        if node.deadline:
            found = seen.deadline(node.deadline)
            limits, note = (found.period.label,), found.title
            target = target or f"deadlines#deadline-{node.deadline}"
        boxes.append(Box(node.id, node.text, node.kind, target, limits, note))
        arrows += [Arrow(node.id, answer.to, answer.when) for answer in node.answers]
    return Chart(f"decision-{decision.id}", decision.title, tuple(boxes), tuple(arrows))


@lru_cache(maxsize=4)
def charts(guide: Guide) -> dict[str, Chart]:
    """Every chart of a guide by its identifier."""
    every = [path(guide)]
    every += [phase(guide, item) for item in guide.phases]
    every += [stage(guide, item) for item in index(guide).ordered_stages]
    every += [decision(guide, item) for item in guide.decisions]
    return {chart.id: chart for chart in every}


def _distinct(stage: Stage) -> list[Transition]:
    """The stage's usual transitions, one a target."""
    return list({transition.to: transition for transition in stage.next if transition.usual}.values())


def _stage_box(seen: Index, stage: Stage, kind: str = "stage", group: str = "") -> Box:
    every = seen.stage_deadlines(stage)
    told = [seen.deadline(id) for id in stage.headline or every[:2]]
    limits = tuple(dict.fromkeys(deadline.period.label for deadline in told))
    note = "；".join(deadline.title for deadline in told)
    text = stage.short if kind == "outside" else stage.title
    return Box(stage.id, text, kind, f"stages/{stage.id}", limits if kind == "stage" else (), note, group)


_SHAPES = {"question": "diamond", "outcome": "box", "outside": "box"}


def _size(lines: list[str], shape: str) -> tuple[float, float]:
    """Width and height in inches of a box that holds the lines."""
    wide = max(width(line) for line in lines) * _EM + 0.32
    high = len(lines) * _EM * 1.45 + 0.2
    return (wide * 1.5 + 0.3, high * 1.75 + 0.15) if shape == "diamond" else (max(wide, 1.1), high)


def dot(chart: Chart) -> str:
    """The DOT text of a chart: stable, one box or arrow a line."""
    graph = graphviz.Digraph(chart.id)
    graph.attr(rankdir="TB", nodesep="0.28", ranksep="0.42", bgcolor="transparent", newrank="true")
    graph.attr("node", fontname="sans-serif", fontsize=str(FONT_SIZE), fixedsize="true", margin="0", style="rounded")
    graph.attr("edge", fontname="sans-serif", fontsize="11", arrowsize="0.7")
    inner = {id: graphviz.Digraph(f"cluster_{id}") for id, _ in chart.groups}
    for id, title in chart.groups:
        inner[id].attr(label=_label([title]), **{"class": "group"}, fontsize="13", labeljust="l", margin="14")
    for box in chart.boxes:
        _box(inner.get(box.group, graph), box)
    for cluster in inner.values():
        graph.subgraph(cluster)
    for arrow in chart.arrows:
        label = {"label": _label([f" {line} " for line in wrapped(arrow.text, 9)])} if arrow.text else {}
        back = {"constraint": "false", "class": "back"} if arrow.back else {}
        graph.edge(f"n-{arrow.source}", f"n-{arrow.to}", **label, **back)
    return str(graph.source)


def _label(lines: list[str]) -> str:
    return str(graphviz.escape("\n".join(lines)).replace("\n", "\\n"))


def _box(graph: graphviz.Digraph, box: Box) -> None:
    shape = _SHAPES.get(box.kind, "box")
    lines = wrapped(box.text, 8 if shape == "diamond" else 12)
    if box.limits:
        lines += _limits(box.limits, 12)
    wide, high = _size(lines, shape)
    links = {"URL": box.target, "tooltip": _label([_spoken(box)])} if box.target else {}
    graph.node(
        f"n-{box.id}",
        _label(lines),
        id=f"n-{box.id}",
        shape=shape,
        width=f"{wide:.2f}",
        height=f"{high:.2f}",
        **{"class": box.kind},
        **links,
    )


def _limits(limits: tuple[str, ...], widest: float) -> list[str]:
    """Periods in lines, each period whole."""
    lines = ["◷ " + limits[0]]
    for limit in limits[1:]:
        if width(lines[-1] + "、" + limit) <= widest:
            lines[-1] += "、" + limit
        else:
            lines.append(limit)
    return lines


def _spoken(box: Box) -> str:
    """What a screen reader says of a box: its text, its limits and what they are."""
    limits = f"，期限 {'、'.join(box.limits)}" if box.limits else ""
    note = f"（{box.note}）" if box.note else ""
    return f"{box.text}{limits}{note}"
