"""Every citation of a guide held against the official texts, and every gist's figures against its article.

With texts, :func:`problems` says what is wrong and :func:`locked` what to remember.  Without texts, :func:`known`
holds citations against the remembered shape of each article and :func:`standing` says how far a reader may trust one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from procguide.digests import Cited, Digest, Lock, digested, fingerprint, merged, owners
from procguide.index import Index, citations, index
from procguide.load import collections
from procguide.model import Article, Citation, Date, Deadline, Guide, Period, Statute, Version
from procguide.numerals import Figure, article_name, chinese, figures
from procguide.rules_of_law import citation_problem
from procguide.source import Mark, Problem, did_you_mean
from procguide.texts import Library, Text, TextArticle

_WRITE = "请核对后运行 procguide verify --write"
PERIOD_RULE = "periods_stand_in_a_cited_article"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an article was verified against its official text: the day, or why not."""

    checked: Date | None
    reason: str = ""

    @property
    def label(self) -> str:
        return f"已核对原文（{self.checked}）" if self.checked else f"待核：{self.reason}"


@dataclass(frozen=True, slots=True)
class Summary:
    """One version of a statute: how much of it the guide uses, and how much of that could be verified."""

    statute: str
    passed: Date
    file: str
    found: bool
    gists: int
    citations: int
    problems: int

    def __str__(self) -> str:
        state = f"{self.problems} 个问题" if self.problems else ("已核对" if self.found else "没有文本")
        return f"{self.statute}（{self.passed}）：要旨 {self.gists} 条，引用 {self.citations} 处，{state}"


def standing(statute: Statute, version: Version, article: Article, lock: Lock) -> Standing:
    """How far a reader may trust an article of the guide."""
    entry = lock.digest(statute, version, article.number)
    if not statute.confirmed:
        return Standing(None, "法律文本的来源未经确认")
    if entry is None:
        return Standing(None, "还没有与官方文本核对" if version.text else "没有取得官方文本")
    if entry.gist != fingerprint(article):
        return Standing(None, "要旨在核对之后修改过")
    return Standing(entry.checked)


# --- without texts -------------------------------------------------------------------------------------------------


def known(guide: Guide, lock: Lock) -> list[Problem]:
    """Citations of a paragraph or item that the verified article does not have; unverified articles are passed over."""
    seen = index(guide)
    found = []
    for citation in _all_citations(guide):
        statute = seen.statutes.get(citation.statute)
        version = statute.version_on(guide.as_of) if statute else None
        entry = lock.digest(statute, version, citation.article) if statute and version else None
        if entry and (problem := _misplaced(citation, entry.items)):
            found.append(problem)
    return sorted(set(found))


def _misplaced(citation: Citation, items: tuple[int, ...]) -> Problem | None:
    """What is wrong with a citation's paragraph and item in an article of this shape."""
    where = f"{citation.statute}{article_name(citation.article)}"
    if citation.paragraph > len(items):
        return Problem(citation.mark, f"{where}没有第{chinese(citation.paragraph)}款", f"这一条共 {len(items)} 款")
    if citation.item and citation.item > items[citation.paragraph - 1]:
        having = [number for number, count in enumerate(items, 1) if count >= citation.item]
        fix = f"第{chinese(citation.item)}项在第{chinese(having[0])}款" if having else f"各款项数：{list(items)}"
        return Problem(citation.mark, f"{where}第{chinese(citation.paragraph)}款没有第{chinese(citation.item)}项", fix)
    return None


def _all_citations(guide: Guide) -> Iterator[Citation]:
    for name in collections():
        yield from citations(getattr(guide, name))


# --- with texts ----------------------------------------------------------------------------------------------------


def problems(guide: Guide, texts: Library, lock: Lock | None = None) -> list[Problem]:
    """Everything in the guide that the official texts contradict; with a lock also what changed since it was written.

    Articles of statutes that have no text here are passed over: :func:`summary` counts them.
    """
    seen = index(guide)
    found: list[Problem] = []
    for statute in guide.statutes:
        for version in statute.versions:
            if text := texts.text(version.text):
                for article in version.articles:
                    found += _gist_problems(statute, version, article, text, lock)
    for citation in _all_citations(guide):
        if problem := _citation_problem(seen, citation, texts):
            found.append(problem)
    waived = {waiver.id: waiver for waiver in guide.waivers if waiver.rule == PERIOD_RULE}
    for deadline in guide.deadlines:
        problem = _period_problem(seen, deadline, texts)
        if waiver := waived.pop(deadline.id, None):
            if problem is None:
                message = f"豁免已不需要：“{deadline.id}” 并不违反 {PERIOD_RULE}"
                found.append(Problem(waiver.mark, message, "请删去这条豁免"))
        elif problem:
            found.append(problem)
    for waiver in waived.values():
        found.append(Problem(waiver.mark, f"豁免所指的期限 “{waiver.id}” 不存在"))
    if lock is not None:
        found += _stale_citations(guide, lock)
    return sorted(set(found))


def _gist_problems(
    statute: Statute, version: Version, article: Article, text: Text, lock: Lock | None
) -> Iterator[Problem]:
    name = f"{statute.short}{article_name(article.number)}"
    official = text.articles.get(article.number)
    if official is None:
        if not text.excerpt:
            fix = did_you_mean(article.number, text.articles)
            yield Problem(article.mark, f"{text.file} 里没有{article_name(article.number)}", fix)
        return
    allowed = figures("".join(official.lines))
    for figure in sorted(figures(f"{article.title}。{article.gist}") - allowed):
        having = "、".join(map(str, sorted(allowed))) or "没有数字"
        yield Problem(article.mark, f"{name}的要旨写了 {figure}，原文没有", f"原文的数字：{having}")
    if lock is None:
        return
    entry = lock.digest(statute, version, article.number)
    if entry is None:
        yield Problem(article.mark, f"{name}还没有核对过", _WRITE)
    elif entry.sha256 != official.digest:
        yield Problem(article.mark, f"{name}的原文与核对时不同", "请重读原文，修改要旨后再写入")
    elif entry.gist != fingerprint(article):
        yield Problem(article.mark, f"{name}的要旨在核对之后修改过", _WRITE)


def _citation_problem(seen: Index, citation: Citation, texts: Library) -> Problem | None:
    if problem := citation_problem(seen, citation):
        return problem
    official = _official(seen, citation, texts)
    if official is None:
        return None
    if isinstance(official, Text):
        fix = did_you_mean(citation.article, official.articles)
        return Problem(citation.mark, f"{official.file} 里没有{article_name(citation.article)}", fix)
    return _misplaced(citation, _shape(official))


def _shape(article: TextArticle) -> tuple[int, ...]:
    items = [0] * max((paragraph.number for paragraph in article.paragraphs), default=0)
    for paragraph in article.paragraphs:
        items[paragraph.number - 1] = max((item.number for item in paragraph.items), default=0)
    return tuple(items)


def _official(seen: Index, citation: Citation, texts: Library) -> TextArticle | Text | None:
    """The official article a citation means; the whole text when it lacks the article; None when there is no text."""
    statute = seen.statutes.get(citation.statute)
    version = statute.version_on(seen.guide.as_of) if statute else None
    text = texts.text(version.text) if version else None
    if text is None:
        return None
    return text.articles.get(citation.article) or (None if text.excerpt else text)


def _period_figure(period: Period) -> Figure | None:
    parts = ("年", period.years), ("个月", period.months), ("周", period.weeks), ("日", period.days)
    whole = [part for part in (*parts, ("小时", period.hours), ("个工作日", period.working_days)) if part[1]]
    return Figure(whole[0][0], Fraction(whole[0][1])) if len(whole) == 1 else None


def _period_problem(seen: Index, deadline: Deadline, texts: Library) -> Problem | None:
    """A deadline whose length stands in none of the articles it cites, when all of them are at hand."""
    wanted = _period_figure(deadline.period)
    articles = [_official(seen, citation, texts) for citation in deadline.cites]
    if wanted is None or not articles or not all(isinstance(article, TextArticle) for article in articles):
        return None
    stated: set[Figure] = set()
    for article in articles:
        if isinstance(article, TextArticle):
            stated |= figures("".join(article.lines))
    if wanted in stated:
        return None
    having = "、".join(str(figure) for figure in sorted(stated) if figure.unit) or "没有期间"
    message = f"期限 “{deadline.id}” 的长度 {deadline.period.label} 不在所引法条里"
    return Problem(deadline.mark, message, f"所引法条写的是：{having}；确有理由的写豁免 {PERIOD_RULE}")


def _stale_citations(guide: Guide, lock: Lock) -> Iterator[Problem]:
    """Citations that were not there, or not so, when the lock was written."""
    for owner, cites in owners(guide).items():
        entry = lock.by_owner.get(owner)
        before = entry.cites if entry else ()
        if before == cites:
            continue
        for place in _changed(before, cites):
            yield Problem(cites[place].mark, f"{owner} 引用的 {cites[place]} 还没有核对过", _WRITE)
    for deadline in guide.deadlines:
        entry = lock.by_owner.get(f"deadlines/{deadline.id}")
        if entry is None or entry.period != str(deadline.period):
            told = f"（核对时为 {entry.period}）" if entry and entry.period else ""
            yield Problem(deadline.mark, f"期限 “{deadline.id}” 的长度 {deadline.period} 还没有核对过{told}", _WRITE)


def _changed(before: tuple[Citation, ...], now: tuple[Citation, ...]) -> range | list[int]:
    """The places where a record's citations are not those of before, by order: two that changed places say something
    else.  Where their number differs, what stands between the common beginning and end counts as changed."""
    if len(before) == len(now):
        return [place for place, citation in enumerate(now) if citation != before[place]]
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    end = 0
    while end < min(len(before), len(now)) - same and before[-1 - end] == now[-1 - end]:
        end += 1
    return range(same, len(now) - end)


def locked(guide: Guide, texts: Library, old: Lock, day: Date, found: list[Problem]) -> Lock:
    """What to remember: every article that has a gist or is cited and has a text here; the rest as it was.

    Gists with a problem among ``found`` are not remembered, so that they stay unverified.
    """
    wrong = {problem.mark for problem in found}
    seen = index(guide)
    cited = {(citation.statute, citation.article) for citation in _all_citations(guide)}
    entries: list[Digest] = []
    kept: set[tuple[str, Date]] = set()
    for statute in guide.statutes:
        for version in statute.versions:
            text = texts.text(version.text)
            if text is None:
                kept.add((statute.short, version.passed))
                continue
            gists = {number: gist for number, gist in statute.numbers[version].items() if gist.mark not in wrong}
            current = version == seen.version(statute)
            wanted = {number for number in text.articles if current and (statute.short, number) in cited} | set(gists)
            for number in wanted & set(text.articles):
                entries.append(digested(statute, version, text.articles[number], gists.get(number), day))
    periods = {f"deadlines/{deadline.id}": str(deadline.period) for deadline in guide.deadlines}
    # What a record cites is remembered right or wrong: what is wrong is found again by the texts themselves.
    cites = [Cited(owner=owner, cites=every, period=periods.get(owner, "")) for owner, every in owners(guide).items()]
    return merged(old, entries, cites, kept)


def summary(guide: Guide, texts: Library, found: list[Problem]) -> tuple[Summary, ...]:
    """Version by version what was verified, statutes with problems first."""
    seen = index(guide)
    cited: dict[str, list[Mark]] = {}
    for citation in _all_citations(guide):
        cited.setdefault(citation.statute, []).append(citation.mark)
    wrong = Counter(problem.mark for problem in found)
    rows = []
    for statute in guide.statutes:
        for version in statute.versions:
            marks = cited.get(statute.short, []) if version == seen.version(statute) else []
            trouble = sum(wrong[mark] for mark in {*marks, *(article.mark for article in version.articles)})
            rows.append(
                Summary(
                    statute.short,
                    version.passed,
                    version.text,
                    texts.text(version.text) is not None,
                    len(version.articles),
                    len(marks),
                    trouble,
                )
            )
    return tuple(sorted(rows, key=lambda row: (-row.problems, row.found, row.statute, row.passed)))
