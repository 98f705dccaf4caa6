"""Rules about the shape of a guide: identifiers, references, and that every way begins and ends somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from procguide.findings import Finding, finding, noun, unknown
from procguide.index import Index
from procguide.load import collections
from procguide.source import Mark, did_you_mean

_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")


def identifiers_are_unique_kebab_case(index: Index) -> Iterator[Finding]:
    """每个标识在同类中唯一，用小写字母、数字和连字符写成：它就是网址的一部分，永久不变。"""
    for kind in collections():
        seen: dict[str, Mark] = {}
        for item in getattr(index.guide, kind):
            if not hasattr(item, "id") or kind == "waivers":
                continue
            if not _KEBAB.fullmatch(item.id):
                fix = re.sub(r"[^a-z0-9]+", "-", item.id.lower()).strip("-")
                fix = f"可写成 “{fix}”" if fix else "请用英文小写字母、数字和连字符"
                yield finding(item, f"{noun(kind)}的标识 “{item.id}” 不是 kebab-case", fix)
            if item.id in seen:
                yield finding(item, f"{noun(kind)} “{item.id}” 重复（首次出现在 {seen[item.id]}）")
            seen.setdefault(item.id, item.mark)
    for stage in index.guide.stages:
        yield from _unique_parts(stage, stage.steps, f"阶段 “{stage.id}” 的步骤")
    for decision in index.guide.decisions:
        yield from _unique_parts(decision, decision.nodes, f"决策 “{decision.id}” 的节点")


def _unique_parts(owner: Any, parts: tuple[Any, ...], where: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for part in parts:
        if not _KEBAB.fullmatch(part.id):
            yield finding(owner, f"{where} 标识 “{part.id}” 不是 kebab-case", mark=part.mark)
        if part.id in seen:
            yield finding(owner, f"{where} “{part.id}” 重复", mark=part.mark)
        seen.add(part.id)


def every_stage_stands_in_one_phase(index: Index) -> Iterator[Finding]:
    """指南有阶段；每个阶段都排在一个且只在一个阶段组里，顺序就是办案的顺序。"""
    if not index.guide.stages:
        yield finding(index.guide, "指南没有任何阶段", "请在 procedures.yaml 写 stages，或用 include 引入")
    places: dict[str, str] = {}
    for phase in index.guide.phases:
        for id in phase.stages:
            if id in places:
                yield finding(phase, f"阶段 “{id}” 已经在阶段组 “{places[id]}” 里")
            places.setdefault(id, phase.id)
    for stage in index.guide.stages:
        if stage.id not in places:
            yield finding(stage, f"阶段 “{stage.id}” 不在任何阶段组里", "请在 procedures.yaml 的 phases 里排进去")


def every_reference_is_known(index: Index) -> Iterator[Finding]:
    """阶段、期限、禁止行为、资源之间的每一个引用都指得到。"""
    guide = index.guide
    for phase in guide.phases:
        yield from unknown(index, phase, "stages", phase.stages, f"阶段组 “{phase.id}”")
    for stage in guide.stages:
        where = f"阶段 “{stage.id}”"
        yield from unknown(index, stage, "deadlines", stage.deadlines, where)
        yield from unknown(index, stage, "prohibitions", stage.prohibitions, where)
        yield from unknown(index, stage, "deadlines", stage.headline, where)
        for id in stage.headline:
            if id in index.by_id["deadlines"] and id not in index.stage_deadlines(stage):
                yield finding(
                    stage, f"{where} 的 headline 写了本阶段没有的期限 “{id}”", "请先在步骤或 deadlines 里引用"
                )
        yield from unknown(index, stage, "resources", stage.resources, where)
        for step in stage.steps:
            yield from unknown(index, stage, "deadlines", step.deadlines, f"{where} 的步骤 “{step.id}”", step.mark)
        for transition in stage.next:
            yield from unknown(
                index, stage, "stages", (transition.to,), f"{where} 的流转 “{transition.when}”", transition.mark
            )
            yield from unknown(
                index, stage, "deadlines", transition.deadlines, f"{where} 的流转 “{transition.when}”", transition.mark
            )
    for deadline in guide.deadlines:
        yield from unknown(index, deadline, "regimes", (deadline.regime,), f"期限 “{deadline.id}”")
        if deadline.replaced_by:
            yield from unknown(index, deadline, "deadlines", (deadline.replaced_by,), f"期限 “{deadline.id}”")
    for term in guide.glossary:
        yield from unknown(index, term, "glossary", term.see, f"术语 “{term.id}”")
    for reader in guide.readers:
        for stop in reader.path:
            if stop.stage:
                yield from unknown(index, reader, "stages", (stop.stage,), f"读者 “{reader.id}”", stop.mark)
            elif not (stop.page and stop.title):
                yield finding(
                    reader, f"读者 “{reader.id}” 的路线有一站既没有 stage，也没有 page 和 title", mark=stop.mark
                )
    for decision in guide.decisions:
        where = f"决策 “{decision.id}”"
        yield from unknown(index, decision, "stages", decision.stages, where)
        nodes = {node.id for node in decision.nodes}
        for node in decision.nodes:
            yield from unknown(
                index, decision, "deadlines", (node.deadline,) if node.deadline else (), where, node.mark
            )
            yield from unknown(index, decision, "stages", (node.stage,) if node.stage else (), where, node.mark)
            for answer in node.answers:
                if answer.to not in nodes:
                    message = f"{where} 的节点 “{node.id}” 指向不存在的节点 “{answer.to}”"
                    yield finding(decision, message, did_you_mean(answer.to, nodes), answer.mark)


def transitions_reach_every_stage_and_end(index: Index) -> Iterator[Finding]:
    """从第一个阶段沿常走的路出发，每个阶段都走得到；从每个阶段都走得到终点。"""
    stages = index.ordered_stages
    if not stages:
        return
    known = index.by_id["stages"]
    reached, waiting = {stages[0].id}, [stages[0]]
    while waiting:
        for transition in waiting.pop().next:
            if transition.usual and transition.to in known and transition.to not in reached:
                reached.add(transition.to)
                waiting.append(known[transition.to])
    ending = {stage.id for stage in stages if not stage.next}
    while more := {s.id for s in stages if s.id not in ending and any(t.to in ending for t in s.next)}:
        ending |= more
    for stage in stages:
        if stage.id not in reached:
            yield finding(stage, f"从 “{stages[0].id}” 出发走不到阶段 “{stage.id}”", "请给它前面的阶段加一条 next")
        if stage.id not in ending:
            yield finding(stage, f"从阶段 “{stage.id}” 出发走不到任何终点", "没有 next 的阶段就是终点")


def decisions_begin_and_end(index: Index) -> Iterator[Finding]:
    """每张决策图从第一个节点走得到其他每个节点；判断至少有两个出口，结果没有出口，其余都有出口。"""
    for decision in index.guide.decisions:
        where = f"决策 “{decision.id}”"
        if not decision.nodes:
            yield finding(decision, f"{where} 没有节点")
            continue
        nodes = {node.id: node for node in decision.nodes}
        reached, waiting = {decision.nodes[0].id}, [decision.nodes[0]]
        while waiting:
            for answer in waiting.pop().answers:
                if answer.to in nodes and answer.to not in reached:
                    reached.add(answer.to)
                    waiting.append(nodes[answer.to])
        for node in decision.nodes:
            exits = len(node.answers)
            if node.id not in reached:
                yield finding(decision, f"{where} 的节点 “{node.id}” 走不到", mark=node.mark)
            if node.kind == "question" and exits < 2:
                yield finding(decision, f"{where} 的判断 “{node.id}” 少于两个出口", mark=node.mark)
            if node.kind == "outcome" and exits:
                yield finding(decision, f"{where} 的结果 “{node.id}” 不应再有出口", "请改成 act 或 question", node.mark)
            if node.kind == "act" and not exits:
                yield finding(
                    decision, f"{where} 的动作 “{node.id}” 没有出口", "请改成 outcome，或写 answers", node.mark
                )


def every_stage_has_steps(index: Index) -> Iterator[Finding]:
    """每个阶段都有步骤，并说明什么情况适用。"""
    for stage in index.guide.stages:
        if not stage.steps:
            yield finding(stage, f"阶段 “{stage.id}” 没有步骤")
        if not stage.entry:
            yield finding(stage, f"阶段 “{stage.id}” 没有说明什么情况适用", "请写 entry")


def every_question_is_answered_with_its_law(index: Index) -> Iterator[Finding]:
    """每个问答都属于一个主题，有另外的问法，并引用法条；说法核查凡下判断的都给出理由。"""
    for question in index.guide.questions:
        where = f"问答 “{question.id}”"
        yield from unknown(index, question, "themes", (question.theme,), where)
        yield from unknown(index, question, "stages", question.stages, where)
        if not question.cites:
            yield finding(question, f"{where} 没有引用法条", "请写 cites")
        if len(question.asks) < 2:
            yield finding(question, f"{where} 少于两种另外的问法", "请在 asks 里写普通人的说法")
    themes = {question.theme for question in index.guide.questions}
    for theme in index.guide.themes:
        if theme.id not in themes:
            yield finding(theme, f"主题 “{theme.id}” 没有任何问答")
    for claim in index.guide.claims:
        yield from unknown(index, claim, "stages", claim.stages, f"说法 “{claim.id}”")
        if claim.verdict in ("true", "partly", "false") and not claim.cites:
            yield finding(claim, f"说法 “{claim.id}” 下了判断，却没有引用法条", "请写 cites，或判为 unverifiable")
    for practice in index.guide.practices:
        where = f"机构自定程序 “{practice.id}”"
        yield from unknown(index, practice, "stages", practice.stages, where)
        yield from unknown(index, practice, "decisions", (practice.decision,) if practice.decision else (), where)


def nothing_is_an_orphan(index: Index) -> Iterator[Finding]:
    """没有无人使用的期限、禁止行为、资源、期间性质、法律和法条。"""
    for kind in ("deadlines", "prohibitions", "resources"):
        for item in getattr(index.guide, kind):
            if (kind, item.id) not in index.users and not getattr(item, "replaced_by", ""):
                yield finding(item, f"{noun(kind)} “{item.id}” 没有任何阶段使用")
    regimes = {deadline.regime for deadline in index.guide.deadlines}
    for regime in index.guide.regimes:
        if regime.id not in regimes:
            yield finding(regime, f"期间性质 “{regime.id}” 没有任何期限使用")
    cited: dict[str, set[str]] = defaultdict(set)
    for short, number in index.uses:
        cited[short].add(number)
    for statute in index.guide.statutes:
        if not cited[statute.short] and statute.versions:
            yield finding(statute, f"法律 “{statute.short}” 没有任何引用")
            continue
        for article in statute.numbers[index.version(statute)].values() if statute.versions else ():
            if article.number not in cited[statute.short]:
                yield finding(statute, f"{statute.short} 第 {article.number} 条没有任何引用", mark=article.mark)
