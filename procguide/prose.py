"""Plain citations in prose: 《民法典》第188条, 民诉法第一百二十六条第二款 become citations without mark-up by the author.

A mention is read backwards from 第…条: what stands before it names the statute.  What names no statute of the guide
although it looks like one, and what could name two, are faults and not guesses; a former version (原, 2012年) is left
alone, for its numbers are not today's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from procguide.model import Citation, Date, Statute
from procguide.numerals import CHINESE, article_key, article_name, integer
from procguide.source import NOWHERE, Mark, Problem, did_you_mean

_N = rf"(?:\d+|[{CHINESE}]+)"
_ITEM = rf"第[（(]?(?P<item>{_N})[）)]?项"
_ARTICLE = re.compile(rf"第\s*(?P<article>{_N})\s*条(?:之(?P<of>{_N}))?(?:第\s*(?P<paragraph>{_N})\s*款)?(?:{_ITEM})?")
_MORE = re.compile(
    rf"(?:、|和|及|以及|或|或者|至)(?:第(?P<paragraph>{_N})款(?:{_ITEM})?|{_ITEM.replace('item', 'only')})(?!第)"
)
#: Between a list's members: 第3条、第5条和第7条.
_LIST = re.compile(r"(?:\s|、|，|和|及|以及|或|或者|至|到|与|—|-|－)*$")
_TITLE = re.compile(r"《(?P<title>[^《》]+(?:〈[^〉]*〉[^《》]*)*)》(?P<note>[（(][^（）()]{0,20}[）)])?\s*$")
_OWN = re.compile(r"(?:本法|本条例|本办法|本规定|本解释|本批复|本安排|本规则|本决定)$")
_SAME = re.compile(r"(?:该法|同法|该条例|该解释|该规定|该办法)$")
_LOOKS = re.compile(r"[一-鿿]{1,20}?(?:法典|法|条例|解释|规定|办法|规则|批复|安排)(?:[（(][^（）()]{0,20}[）)])?$")
_FORMER = re.compile(r"(?:原|旧|修正前的|修订前的)\s*$|(?P<year>\d{4})年?(?:修正|修订)?(?:版|的)?\s*$")
_YEAR = re.compile(r"\d{4}")
_PLAIN = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Span:
    """A mention in a text: a citation, a fault, or (with neither) a former version that is not linked."""

    start: int
    end: int
    text: str
    citation: Citation | None = None
    fault: str = ""
    fix: str = ""


@lru_cache(maxsize=8)
def _names(statutes: tuple[Statute, ...]) -> tuple[dict[str, tuple[Statute, ...]], re.Pattern[str]]:
    """Every name of a statute, and a pattern for the longest one that ends a text."""
    found: dict[str, tuple[Statute, ...]] = {}
    for statute in statutes:
        for name in dict.fromkeys((statute.short, statute.title, _bare(statute.title), *map(_bare, statute.aliases))):
            found[name] = (*found.get(name, ()), statute)
    alternatives = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True)) or "(?!)"
    return found, re.compile(rf"(?:{_PLAIN})?(?:{alternatives})(?P<note>[（(][^（）()]{{0,20}}[）)])?\s*$")


def _bare(name: str) -> str:
    return re.sub(rf"[〈〉《》\s]|{_PLAIN}", "", name)


@dataclass(frozen=True, slots=True)
class _Named:
    """The statute a mention names, and where its name begins."""

    start: int
    statute: Statute | None = None
    fault: str = ""
    fix: str = ""


def spans(text: str, statutes: Sequence[Statute], own: str = "") -> tuple[Span, ...]:
    """The mentions of articles in a text, in order.  ``own`` is the short name that 本法 stands for here."""
    known = tuple(statutes)
    found: list[Span] = []
    last: Statute | None = None
    end = -1  # where the last mention of a statute's article ended; -1 when lists cannot go on
    for match in _ARTICLE.finditer(text):
        listed = end >= 0 and match.start() > end and _LIST.fullmatch(text, end, match.start())
        if listed and (last or found[-1].fault == ""):
            named: _Named | None = _Named(match.start(), last)
        else:
            named = _before(text[: match.start()], known, last, own)
        if named is None:
            end = -1
            continue
        last, end = named.statute, match.end()
        shown = text[named.start : match.end()]
        if named.statute is None:
            found.append(Span(named.start, match.end(), shown, None, named.fault, named.fix))
            continue
        citation = _citation(named.statute.short, match)
        found.append(Span(named.start, match.end(), shown, citation))
        while more := _MORE.match(text, end):
            paragraph = integer(more["paragraph"]) if more["paragraph"] else citation.paragraph or 1
            item = integer(more["only"] or more["item"] or "0")
            citation = Citation(citation.statute, citation.article, paragraph, item)
            start = text.index("第", end)
            end = more.end()
            found.append(Span(start, end, text[start:end], citation))
    return tuple(found)


def _citation(short: str, match: re.Match[str]) -> Citation:
    article = str(integer(match["article"])) + (f"-{integer(match['of'])}" if match["of"] else "")
    item = integer(match["item"] or "0")
    # 第三条第二项: an item without a paragraph is one of the only paragraph.
    return Citation(short, article, integer(match["paragraph"] or ("1" if item else "0")), item)


def _before(text: str, statutes: tuple[Statute, ...], last: Statute | None, own: str) -> _Named | None:
    """What the text before an article names; None when it names no law at all (合同第五条, 第三条)."""
    names, pattern = _names(statutes)
    if _OWN.search(text):
        statute = next((statute for statute in statutes if statute.short == own), None)
        return _Named(len(text) - 2, statute) if statute else None
    if found := _SAME.search(text):
        return _Named(found.start(), last) if last else None
    if found := _TITLE.search(text):
        name, start = _bare(found["title"]), found.start()
    elif found := pattern.search(text):
        name, start = (
            _bare(re.sub(r"[（(][^（）()]*[）)]\s*$", "", found[0]) if found["note"] else found[0]),
            found.start(),
        )
        if name not in names:
            name = _bare(found[0])
    elif found := _LOOKS.search(text):
        return _Named(found.start(), None, f"“{found[0]}” 不是法条库里的法律", did_you_mean(found[0][-12:], names))
    else:
        return None
    candidates = names.get(name, ())
    if not candidates:
        return _Named(start, None, f"法条库里没有《{name}》", did_you_mean(name, names))
    if len(candidates) > 1:
        shorts = "、".join(statute.short for statute in candidates)
        return _Named(start, None, f"“{name}” 有歧义：{shorts}", "请写全称或简称")
    if _former(text[:start], found["note"] or "", candidates[0]):
        return _Named(start)
    return _Named(start, candidates[0])


def _former(before: str, note: str, statute: Statute) -> bool:
    """Whether the words around a name mean a version that is not today's."""
    if "修正前" in note or "修订前" in note or "旧" in note:
        return True
    found = _FORMER.search(before)
    year = _YEAR.search(note) or (_YEAR.search(found["year"]) if found and found["year"] else None)
    if year is None:
        return found is not None
    return not statute.versions or year[0] != str(statute.versions[0].passed.year)


def problems(
    text: str, statutes: Sequence[Statute], mark: Mark = NOWHERE, day: Date | None = None, own: str = ""
) -> list[Problem]:
    """Mentions that name no known statute, or two; with a day also articles the version in force has no gist of."""
    by_short = {statute.short: statute for statute in statutes}
    found = []
    for span in spans(text, statutes, own):
        if span.fault:
            found.append(Problem(mark, f"“{span.text}”：{span.fault}", span.fix))
        elif span.citation and day:
            statute = by_short[span.citation.statute]
            version = statute.version_on(day)
            if version is None:
                found.append(Problem(mark, f"“{span.text}”：{statute.short} 在 {day} 没有有效的版本"))
            elif span.citation.article not in (numbers := statute.numbers[version]):
                name = article_name(span.citation.article)
                near = sorted(numbers, key=lambda number: _distance(number, span.citation))
                fix = f"最近的是{article_name(near[0])}" if near else ""
                found.append(Problem(mark, f"“{span.text}”：法条库里没有{statute.short}{name}", fix))
    return sorted(set(found))


def _distance(number: str, citation: Citation | None) -> int:
    return abs(article_key(number)[1] - article_key(citation.article)[1]) if citation else 0


#: Code, links, tags and template calls: what a page already marked up is not marked up again.
_KEPT = re.compile(r"```.*?```|`[^`\n]*`|!?\[[^\]\n]*\]\([^)\n]*\)|<a\b.*?</a>|<[^>\n]+>|\{\{.*?\}\}|\{%.*?%\}", re.S)


def linked(text: str, statutes: Sequence[Statute], link: Callable[[Citation], str], own: str = "") -> str:
    """A Markdown text with every mention of an article made a link; ``link`` gives an address, or nothing to leave it.

    A mention inside code, a link, a tag or a template call stays as it is.
    """
    kept = [match.span() for match in _KEPT.finditer(text)]
    pieces = []
    position = 0
    for span in spans(text, statutes, own):
        if span.citation is None or any(start < span.end and span.start < end for start, end in kept):
            continue
        if target := link(span.citation):
            pieces += [text[position : span.start], f"[{span.text}]({target})"]
            position = span.end
    return "".join((*pieces, text[position:]))
