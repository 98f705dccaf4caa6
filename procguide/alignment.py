"""Two versions of a statute, article by article: what stayed, what moved, what was rewritten, what went and what came.

Articles are paired by likeness of their text, wherever they stand; a likeness that several articles share goes to the
pair that also stands nearest.  An article that was merged into another, or split from it, is paired with it although
that one already has a partner.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from procguide.numerals import CHINESE, article_key, article_name, article_number
from procguide.texts import Text, TextArticle

Kind = Literal["same", "wording", "substance", "gone", "new"]
#: What a reader is told of a kind.
KINDS: dict[Kind, str] = {
    "same": "内容未变",
    "wording": "仅文字调整",
    "substance": "内容有修改",
    "gone": "已删去",
    "new": "新增",
}
LIKE = 0.42  # below this likeness two articles are not versions of one another
MERGED = 0.58  # the share of an article that must stand in another for it to count as merged into it
_ARTICLE = re.compile(rf"第(?:[{CHINESE}]+|\d+)条(?:之[{CHINESE}]+)?")
_INNER = re.compile(rf"第?[(]?[{CHINESE}\d]+[)]?(?=[款项])")
_PUNCTUATION = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """An old article and what it became; ``old`` is empty for a new one, ``new`` for one that went."""

    old: str
    new: str
    kind: Kind
    likeness: float = 1.0

    @property
    def moved(self) -> bool:
        return bool(self.old and self.new and self.old != self.new)

    @property
    def label(self) -> str:
        """The pair in a sentence for readers."""
        if self.kind == "gone":
            return f"{article_name(self.old)}{KINDS[self.kind]}"
        if self.kind == "new":
            return f"{article_name(self.new)}为{KINDS[self.kind]}"
        where = f"改为{article_name(self.new)}，" if self.moved else "条号未变，"
        return f"{article_name(self.old)}{where}{KINDS[self.kind]}"


def _bigrams(text: str) -> Counter[str]:
    # References are renumbered by every amendment; they say nothing about which article this is.
    plain = _PUNCTUATION.sub("", _ARTICLE.sub("", text))
    return Counter(plain[index : index + 2] for index in range(len(plain) - 1))


def _likeness(old: Counter[str], new: Counter[str]) -> tuple[float, float]:
    """How alike two articles are, and how much of the shorter stands in the longer."""
    shared = (old & new).total()
    total = old.total() + new.total()
    return (2 * shared / total, shared / min(old.total(), new.total())) if total and shared else (0.0, 0.0)


def _candidates(old: dict[str, Counter[str]], new: dict[str, Counter[str]]) -> list[tuple[float, float, str, str]]:
    """(Likeness, containment, old, new) of every pair worth a look."""
    places: dict[str, list[str]] = defaultdict(list)
    for number, grams in new.items():
        for gram in grams:
            places[gram].append(number)
    found = []
    for number, grams in old.items():
        # Bigrams of a tenth of all articles (人民法院) find nothing; they still count in the likeness itself.
        rare = Counter(other for gram in grams if len(places[gram]) * 10 <= len(new) + 40 for other in places[gram])
        for other, _ in rare.most_common(12):
            likeness, inside = _likeness(grams, new[other])
            if likeness >= LIKE or inside >= MERGED:
                found.append((likeness, inside, number, other))
    return found


def aligned(old: Text, new: Text) -> tuple[Pair, ...]:
    """Every article of both versions in pairs, in the old order, new articles at their place in the new order."""
    before = {number: article for number, article in old.articles.items() if not number.startswith("annex")}
    after = {number: article for number, article in new.articles.items() if not number.startswith("annex")}
    grams = {number: _bigrams(article.text) for number, article in before.items()}
    others = {number: _bigrams(article.text) for number, article in after.items()}
    candidates = _candidates(grams, others)
    span = max(len(before), len(after), 1)
    place = {number: index for index, number in enumerate(before)}
    other_place = {number: index for index, number in enumerate(after)}

    def worth(candidate: tuple[float, float, str, str]) -> float:
        likeness, _, number, other = candidate
        return likeness - 0.15 * abs(place[number] - other_place[other]) / span

    partner: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for likeness, _, number, other in sorted(candidates, key=worth, reverse=True):
        if likeness >= LIKE and number not in partner and other not in taken:
            partner[number] = (other, likeness)
            taken.add(other)
    renumbered = {number: other for number, (other, _) in partner.items()}
    pairs = [
        Pair(number, other, compared(before[number], after[other], renumbered), round(likeness, 2))
        for number, (other, likeness) in partner.items()
    ]
    kept = {pair.old for pair in pairs if pair.kind != "substance"}
    # What has no partner may have been merged into, or split from, an article that has one; an article that stands
    # elsewhere unchanged was not split.
    for likeness, _, number, other in sorted(candidates, key=lambda found: found[1], reverse=True):
        if number not in partner and _inside(grams[number], others[other]):
            partner[number] = (other, likeness)
            taken.add(other)
            pairs.append(Pair(number, other, "substance", round(likeness, 2)))
        elif other not in taken and number not in kept and _inside(others[other], grams[number]):
            partner.setdefault(number, (other, likeness))
            taken.add(other)
            pairs.append(Pair(number, other, "substance", round(likeness, 2)))
    pairs += [Pair(number, "", "gone", 0.0) for number in before if number not in partner]
    pairs += [Pair("", other, "new", 0.0) for other in after if other not in taken]
    return tuple(
        sorted(pairs, key=lambda pair: (not pair.old, article_key(pair.old or pair.new), article_key(pair.new)))
    )


def _inside(part: Counter[str], whole: Counter[str]) -> bool:
    return part.total() > 12 and (part & whole).total() / part.total() >= MERGED


def compared(old: TextArticle, new: TextArticle, renumbered: dict[str, str]) -> Kind:
    """What changed between two versions of an article; ``renumbered`` says what its own statute's articles became.

    Punctuation and references that only follow the renumbering are wording.  A reference that now means another
    article is substance, and so is any other letter.
    """
    if old.text == new.text:
        return "same"
    if len(old.lines) != len(new.lines):
        return "substance"
    for line, other in zip(old.text.split("\n"), new.text.split("\n"), strict=True):
        if _skeleton(line) != _skeleton(other):
            return "substance"
        for reference, another in zip(_ARTICLE.finditer(line), _ARTICLE.finditer(other), strict=True):
            number, target = article_number(reference[0]), article_number(another[0])
            # References to other statutes carry their name and are renumbered by those statutes' own amendments.
            own = line[: reference.start()].endswith(("本法", "依照", "根据", "按照", "、", "和", "至", "违反", "有"))
            if own and number != target and renumbered.get(number) != target:
                return "substance"
    return "wording"


def _skeleton(line: str) -> str:
    """A line without punctuation and without the numbers of the articles, paragraphs and items it refers to."""
    return _PUNCTUATION.sub("", _INNER.sub("第", _ARTICLE.sub("第条", line)))
