"""Rules about the law in a guide: nothing stands without its article, and every article is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from procguide import prose
from procguide.findings import Finding, finding
from procguide.index import Index, citations, texts
from procguide.load import collections
from procguide.model import Citation
from procguide.source import Mark, Problem, did_you_mean


def every_stage_cites_a_statute(index: Index) -> Iterator[Finding]:
    """每个阶段都写明法律依据。"""
    for stage in index.guide.stages:
        if not stage.cites:
            yield finding(stage, f"阶段 “{stage.id}” 没有引用任何法条", "请写 cites")


def every_step_the_law_requires_cites_it(index: Index) -> Iterator[Finding]:
    """凡是标为法律要求的步骤，都引用作出要求的法条。"""
    for stage in index.guide.stages:
        for step in stage.steps:
            if step.required == "law" and not step.cites:
                message = f"阶段 “{stage.id}” 的步骤 “{step.id}” 标为法律要求，却没有引用法条"
                yield finding(stage, message, "请写 cites，或把 required 改成 practice", step.mark)


def every_deadline_cites_its_article(index: Index) -> Iterator[Finding]:
    """每个期限都引用规定它的法条。"""
    for deadline in index.guide.deadlines:
        if not deadline.cites:
            yield finding(deadline, f"期限 “{deadline.id}” 没有引用规定它的法条", "请写 cites")


def every_deadline_says_who_from_when_and_what_if_missed(index: Index) -> Iterator[Finding]:
    """每个期限都说清谁、从什么事件起、做什么、按什么性质计算、逾期怎样。"""
    told = {"who": "谁受约束", "starts": "从什么事件起算", "does": "要做什么", "missed": "逾期的后果"}
    for deadline in index.guide.deadlines:
        for name, meaning in told.items():
            if not getattr(deadline, name):
                yield finding(deadline, f"期限 “{deadline.id}” 没有说明{meaning}", f"请写 {name}")


def every_prohibition_cites_its_article(index: Index) -> Iterator[Finding]:
    """每个禁止行为都引用禁止它的法条。"""
    for prohibition in index.guide.prohibitions:
        if not prohibition.cites:
            yield finding(prohibition, f"禁止行为 “{prohibition.id}” 没有引用禁止它的法条", "请写 cites")


def every_prohibition_says_the_sanction_and_the_alternative(index: Index) -> Iterator[Finding]:
    """每个禁止行为都说明后果及其法条，并给出合法的替代做法。"""
    for prohibition in index.guide.prohibitions:
        where = f"禁止行为 “{prohibition.id}”"
        if not prohibition.sanctions:
            yield finding(prohibition, f"{where} 没有说明后果", "请写 sanctions")
        for sanction in prohibition.sanctions:
            if not sanction.cites:
                yield finding(prohibition, f"{where} 的一项后果没有引用法条", "请写 cites", sanction.mark)
        if not prohibition.instead:
            yield finding(prohibition, f"{where} 没有给出合法的替代做法", "请写 instead")


def every_resource_has_an_https_address(index: Index) -> Iterator[Finding]:
    """每个资源都有 https 地址、种类和核对日期，日期不晚于全书的核对日。"""
    for resource in index.guide.resources:
        if not re.match(r"https://[^\s/]+\.[^\s/]+", resource.url):
            yield finding(resource, f"资源 “{resource.id}” 的地址 “{resource.url}” 不是 https 地址")
    dated: tuple[Any, ...] = (*index.guide.resources, *index.guide.deadlines, *index.guide.prohibitions)
    for item in dated:
        if item.checked > index.guide.as_of:
            yield finding(item, f"“{item.id}” 的核对日期 {item.checked} 晚于全书的核对日 {index.guide.as_of}")


def citations_exist_and_are_in_force(index: Index) -> Iterator[Finding]:
    """每一处法条引用都在法条库里，所引版本在全书的核对日有效。"""
    for kind in collections():
        for item in getattr(index.guide, kind):
            for citation in citations(item):
                if problem := citation_problem(index, citation):
                    yield Finding(getattr(item, "id", ""), problem)


def citation_problem(index: Index, citation: Citation) -> Problem | None:
    """What is wrong with a citation, or None."""
    statute = index.statutes.get(citation.statute)
    if statute is None:
        names = index.statute_names
        near = names.get(citation.statute, "")
        fix = f"请用简称 “{near}”" if near else did_you_mean(citation.statute, index.statutes)
        return Problem(citation.mark, f"法条库里没有 “{citation.statute}” 这部法律", fix)
    version = statute.version_on(index.guide.as_of)
    if version is None:
        return Problem(citation.mark, f"{statute.short} 在 {index.guide.as_of} 没有有效的版本")
    numbers = statute.numbers[version]
    if citation.article not in numbers:
        fix = did_you_mean(citation.article, numbers) or "请先在法条库写这一条的要旨"
        return Problem(citation.mark, f"法条库里没有 {statute.short} 第 {citation.article} 条", fix)
    return None


def every_question_heard_names_its_articles(index: Index) -> Iterator[Finding]:
    """每个供搜索的问法都写明由哪些现行法条回答；同一个问题只写一次。"""
    seen: set[str] = set()
    for heard in index.guide.heard:
        if heard.q in seen:
            yield finding(heard, f"问法 “{heard.q}” 写了两次", "请合并成一条")
        seen.add(heard.q)
        if not heard.articles:
            yield finding(heard, f"问法 “{heard.q}” 没有写由哪些法条回答", "请写 articles")
        for name in heard.articles:
            try:
                problem = citation_problem(index, Citation.parse(name, heard.mark))
            except ValueError as error:
                problem = Problem(heard.mark, str(error))
            if problem:
                yield Finding("", problem)


def statutes_and_versions_are_consistent(index: Index) -> Iterator[Finding]:
    """每部法律至少有一个版本；简称不重复；版本不重叠；现行版本有施行日期；条号不重复；核对过的写明链接或来源。"""
    shorts: dict[str, str] = {}
    for statute in index.guide.statutes:
        where = f"法律 “{statute.short}”"
        if statute.short in shorts:
            yield finding(statute, f"简称 “{statute.short}” 已被 “{shorts[statute.short]}” 使用")
        shorts.setdefault(statute.short, statute.id)
        if not statute.versions:
            yield finding(statute, f"{where} 没有版本", "请写 versions")
        starts: list[tuple[Any, Any, Mark]] = []
        for version in statute.versions:
            if version.status == "in-force" and version.effective is None:
                yield finding(statute, f"{where} 的现行版本没有施行日期", "请写 effective", version.mark)
            if version.status in ("amended", "repealed") and version.ended is None:
                yield finding(statute, f"{where} 的旧版本没有失效日期", "请写 ended", version.mark)
            if version.effective:
                starts.append((version.effective, version.ended, version.mark))
            if version.url and not version.url.startswith("https://"):
                yield finding(statute, f"{where} 的链接 “{version.url}” 不是 https 地址", mark=version.mark)
            numbers: set[str] = set()
            for article in version.articles:
                if article.number in numbers:
                    yield finding(statute, f"{where} 第 {article.number} 条重复", mark=article.mark)
                numbers.add(article.number)
        starts.sort(key=lambda start: start[0])
        for (_, ended, mark), (begins, _, _) in pairwise(starts):
            if ended is None or ended > begins:
                yield finding(statute, f"{where} 的两个版本在 {begins} 重叠", "请核对 effective 和 ended", mark)


def every_article_in_scope_is_covered_or_excused(index: Index) -> Iterator[Finding]:
    """承诺覆盖的条文，条条都有阶段、期限、禁止行为或问答用到；不写的，写明理由。"""
    cited = set(index.uses)
    excused: dict[tuple[str, str], Any] = {}
    for omission in index.guide.omissions:
        for number in omission.articles:
            if (omission.statute, number) in cited:
                message = f"{omission.statute} 第 {number} 条已有引用，不必再列为不写"
                yield finding(omission, message, "请从 omissions 删去")
            excused[omission.statute, number] = omission
        if not omission.reason:
            yield finding(omission, f"{omission.statute} 的不写条文没有理由", "请写 reason")
    for scope in index.guide.scopes:
        wanted = [(scope.statute, str(number)) for number in range(scope.first, scope.last + 1)]
        for short, number in wanted:
            if (short, number) not in cited and (short, number) not in excused:
                yield finding(scope, f"“{scope.title}” 承诺覆盖的 {short} 第 {number} 条没有任何内容用到")


def mentions_in_prose_are_known(index: Index) -> Iterator[Finding]:
    """正文里随手写的 “《某法》第几条” 也必须是法条库里有的法律和条文。"""
    for kind in collections():
        for item in getattr(index.guide, kind):
            own = item.short if kind == "statutes" else ""
            for text, mark in texts(item):
                if "条" in text:
                    for problem in prose.problems(text, index.guide.statutes, mark, index.guide.as_of, own):
                        yield Finding(getattr(item, "id", ""), problem)
