"""Official texts: articles, paragraphs (款) and items (项) read from Markdown or from the .docx of the national database.

The texts themselves are no part of a guide: they are read where an editor keeps them, and only a digest of each
article stays.  Both formats come down to lines; what a line is (a head, an item, a chapter, an annex) is decided by
its beginning, and what it belongs to by the lines around it:

* items belong to the paragraph above; a paragraph after the last item is a new paragraph, but a paragraph between
  item 1 and item 2 goes on with item 1;
* ``1．`` under （一） is a point (目) of that item, never a paragraph;
* where a decision to amend stands before the amended text, the text counts, and not the decision.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from procguide.lines import Line, docx_lines, markdown_lines, named, plain_title
from procguide.model import Date
from procguide.numerals import article_key, article_name, integer
from procguide.source import Mark, Problem

_NUMERAL = "零〇一二三四五六七八九十百千"
_HEAD = re.compile(rf"第([{_NUMERAL}]+|\d+)条(?:之([{_NUMERAL}]+))?")
#: 第六条（第一款）: how an extract says which paragraph or item it copies.
_PART = re.compile(rf"[（(]第([{_NUMERAL}]+)([款项])[）)]")
_ITEM = re.compile(rf"“?[（(]([{_NUMERAL}]+)[）)]")
_SMALL_ITEM = re.compile(r"“?[（(](\d+)[）)]")
_POINT = re.compile(r"\d+[.．、](?!\d)")
_RULE = re.compile(r"(\d+)[.．、](?!\d)\s*")
_PART_HEAD = re.compile(r"([一二三四五六七八九十]+)、")
_CHAPTER = re.compile(rf"第[{_NUMERAL}]+(?:分编|[编章节])(?:\s|$)|附\s*则$")
_SECTION = re.compile(r"[一二三四五六七八九十]+、[^。；：]{1,40}$")
_SUBTITLE = re.compile(r"[^。；：，]{1,40}$")
_ADDRESSEE = re.compile(r"[^，。；]{2,40}(?:法院|检察院)[^，。；]{0,30}：$")
_ANNEX = re.compile(rf"附(?:件|表|录)?\s*[{_NUMERAL}\d]*\s*(?:[:：].*)?$")
_ENDS = re.compile(r"(?:相关链接|责任编辑)[:：]?")

Numbering = Literal["articles", "rules", "parts", "none"]


def normalised(text: str) -> str:
    """A text as it is compared: without white space and mark-up, full-width forms folded."""
    return re.sub(r"\s|\*\*", "", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class Item:
    """An item (项) of a paragraph: its own line, then its points (目) and what goes on with it."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (款) and the items that hang on it."""

    number: int
    lines: tuple[str, ...]
    items: tuple[Item, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.lines, *(line for item in self.items for line in item.lines))


@dataclass(frozen=True)
class TextArticle:
    """An article of an official text; ``number`` as citations write it (126, 293-1, text, annex-1)."""

    number: str
    paragraphs: tuple[Paragraph, ...]
    mark: Mark

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for paragraph in self.paragraphs for line in paragraph.all)

    @cached_property
    def text(self) -> str:
        """The article as it is compared, a line a paragraph, item or point."""
        return "\n".join(map(normalised, self.lines))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the normalised text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def paragraph(self, number: int) -> Paragraph | None:
        return next((paragraph for paragraph in self.paragraphs if paragraph.number == number), None)


@dataclass(frozen=True)
class Text:
    """An official text and what is doubtful about it."""

    file: str
    title: str
    passed: Date | None
    numbering: Numbering
    excerpt: bool
    articles: dict[str, TextArticle]
    problems: tuple[Problem, ...]

    @property
    def highest(self) -> int:
        """The highest article number, without 之一 and parts named by a word."""
        return max((article_key(number)[1] for number in self.articles), default=0)


@dataclass
class _Draft:
    """An article being read."""

    number: str
    mark: Mark
    lines: list[str] = field(default_factory=list)
    first: int = 1
    item: int = 0


def _firm(line: Line) -> re.Match[str] | None:
    """The head of an article that cannot be a mention of it: set off by a space, a note, or the end of the line."""
    found = _HEAD.match(line.text) if line.kind == "plain" else None
    if found and (rest := line.text[found.end() :]) and not rest[0].isspace() and not _PART.match(rest):
        return None
    return found


def _number(found: re.Match[str]) -> str:
    return str(integer(found[1])) + (f"-{integer(found[2])}" if found[2] else "")


def _numbering(lines: list[Line]) -> Numbering:
    plain = [line.text for line in lines if line.kind == "plain"]
    if any(map(_firm, lines)):
        return "articles"
    # Sections with bare titles (一、管辖) over rules 1., 2. are no parts; parts are sentences.
    if sum(bool(_RULE.match(text)) for text in plain) > 5:
        return "rules"
    return "parts" if any(text.startswith("一、") for text in plain) else "none"


def _head(line: Line, numbering: Numbering, last: int, firm: frozenset[str]) -> tuple[str, str] | None:
    """The number of the article that a line begins, and the rest of the line."""
    text = line.text
    if numbering == "articles":
        if found := _firm(line):
            return _number(found), text[found.end() :].lstrip(" 　:：").rstrip()
        # Some files lose the space after the head; a line that opens with a mention looks the same, so only the very
        # next number counts, and only where no proper head claims it.
        found = _HEAD.match(text)
        if found and last and _number(found) == str(last + 1) and _number(found) not in firm:
            return _number(found), text[found.end() :].strip()
        return None
    found = (_RULE if numbering == "rules" else _PART_HEAD).match(text) if numbering != "none" else None
    # The next number or none: what counts otherwise is a list inside an article.
    if found and integer(found[1]) == last + 1 and not (numbering == "rules" and _SECTION.match(text)):
        return found[1] if numbering == "rules" else str(integer(found[1])), text[found.end() :].strip()
    return None


def _drafts(lines: list[Line], numbering: Numbering, file: str) -> tuple[list[_Draft], list[Problem]]:
    firm = frozenset(_number(found) for line in lines if (found := _firm(line)))
    drafts: list[_Draft] = []
    current: _Draft | None = None
    annexes = last = 0
    problems = []
    if numbering == "none":
        current = _Draft("text", Mark(file))
        drafts.append(current)
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        mark, text = Mark(file, line.number), line.text
        if line.kind == "plain" and _ENDS.match(text):
            break
        if _ANNEX.match(text) and (last or numbering == "none") and line.kind != "break":
            annexes += 1
            current = _Draft(f"annex-{annexes}", mark)
            drafts.append(current)
        elif line.kind in ("head", "break") or _section(text, numbering, following):
            if not annexes and numbering != "none":
                current = None
        elif not annexes and line.kind == "plain" and (head := _head(line, numbering, last, firm)):
            number, rest = head
            if number == "1" and last:
                drafts, last = [], 0  # the amended text begins; what stood before was the decision
            if any(draft.number == number for draft in drafts):
                problems.append(Problem(mark, f"{article_name(number)}重复出现"))
            current = _Draft(number, mark)
            drafts.append(current)
            last = article_key(number)[1]
            while found := _PART.match(rest):
                rest = rest[found.end() :].strip()
                if found[2] == "款":
                    current.first = integer(found[1])
                else:
                    current.item = integer(found[1])
            if rest:
                current.lines.append(rest)
        elif current is not None and _belongs(text, current, numbering):
            current.lines.append(text)
    return drafts, problems


def _section(text: str, numbering: Numbering, following: Line | None) -> bool:
    """Whether a line is the title of a chapter or section that the file does not mark as one."""
    if _CHAPTER.match(text):
        return True
    if numbering not in ("articles", "rules"):
        return False
    # （二）不动产抵押 before 第四十六条 is a title; an item ends its sentence.
    return bool(
        _SECTION.match(text) or (_ITEM.match(text) and _SUBTITLE.match(text) and following and _firm(following))
    )


def _belongs(text: str, draft: _Draft, numbering: Numbering) -> bool:
    """Whether a line is part of an article: not the closing formula, nor the frame of an unnumbered text."""
    if text in ("此复。", "现予公告。"):
        return False
    if numbering != "none" or draft.number != "text":
        return True
    if _ADDRESSEE.match(text):
        draft.lines.clear()  # a reply begins with whom it is addressed to; the announcement stands before
        return False
    return bool(re.search(r"[。；：:”]$", text) or _ITEM.match(text)) or bool(draft.lines and "｜" in text)


def _structured(draft: _Draft, problems: list[Problem]) -> TextArticle:
    """The paragraphs and items of an article's lines."""
    paragraphs: list[tuple[list[str], list[tuple[int, list[str]]]]] = []
    if draft.item:
        return TextArticle(
            draft.number, (Paragraph(draft.first, (), (Item(draft.item, tuple(draft.lines)),)),), draft.mark
        )
    kinds = [_kind(line) for line in draft.lines]
    for index, line in enumerate(draft.lines):
        kind, number = kinds[index]
        items = paragraphs[-1][1] if paragraphs else []
        if kind == "small" and items and _ITEM.match(items[-1][1][0]):
            kind = "point"  # （1） under （一）
        if kind in ("item", "small"):
            if not paragraphs:
                paragraphs.append(([], items))
            expected = items[-1][0] + 1 if items else 1
            if number != expected:
                message = f"{article_name(draft.number)}的项不连续：应为第{expected}项，却是第{number}项"
                problems.append(Problem(draft.mark, message))
            items.append((number, [line]))
        elif kind == "point" and paragraphs:
            (items[-1][1] if items else paragraphs[-1][0]).append(line)
        else:
            following = next((found for found in kinds[index + 1 :] if found[0] in ("item", "small")), None)
            if items and following and following[1] == items[-1][0] + 1:
                items[-1][1].append(line)
            else:
                paragraphs.append(([line], []))
    done = tuple(
        Paragraph(number, tuple(lines), tuple(Item(item, tuple(rows)) for item, rows in items))
        for number, (lines, items) in enumerate(paragraphs, draft.first)
    )
    return TextArticle(draft.number, done, draft.mark)


def _kind(line: str) -> tuple[str, int]:
    if found := _ITEM.match(line):
        return "item", integer(found[1])
    if found := _SMALL_ITEM.match(line):
        return "small", int(found[1])
    return ("point" if _POINT.match(line) else "plain"), 0


def parsed(file: str, lines: Iterable[Line], title: str = "", passed: Date | None = None) -> Text:
    """The text that lines make up, with its gaps as problems."""
    rows = list(lines)
    title = title or next((line.text for line in rows if line.text), file)
    excerpt = "摘录" in file or "摘录" in title
    numbering = _numbering(rows)
    drafts, problems = _drafts(rows, numbering, file)
    articles: dict[str, TextArticle] = {}
    for draft in drafts:
        articles.setdefault(draft.number, _structured(draft, problems))
    numbers = {article_key(number)[1] for number in articles}
    if not excerpt:
        for number in range(1, max(numbers, default=0)):
            if number not in numbers:
                problems.append(Problem(Mark(file), f"缺{article_name(str(number))}"))
    return Text(file, title, passed, numbering, excerpt, articles, tuple(sorted(set(problems))))


def read(path: Path) -> Text:
    """The official text in a file; raises ValueError when the file is neither .md nor .docx."""
    title, passed = named(path)
    if path.suffix == ".docx":
        return parsed(path.name, docx_lines(path), title, passed)
    if path.suffix != ".md":
        raise ValueError(f"{path.name} 不是 .md 或 .docx")
    about, lines = markdown_lines(path.read_text(encoding="utf-8"))
    if passed is None and re.fullmatch(r"\d{4}-\d{2}-\d{2}", about.get("passed", "")):
        passed = Date.fromisoformat(about["passed"])
    return parsed(path.name, lines, about.get("title") or title, passed)


class Library:
    """A folder of official texts; a text is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = sorted(path for path in folder.iterdir() if path.suffix in (".md", ".docx"))
        self.files: dict[str, Path] = {path.stem: path for path in reversed(files)}
        self._read: dict[str, Text] = {}

    def text(self, name: str) -> Text | None:
        """The text of a file by its name, whichever format it has here; None when it is not in the folder."""
        # A long title may be written as a title, 《…》(day).md; files are named without the marks.
        stem = name.removesuffix(".md").removesuffix(".docx").translate({ord("《"): None, ord("》"): None})
        if not name or stem not in self.files:
            return None
        if stem not in self._read:
            self._read[stem] = read(self.files[stem])
        return self._read[stem]

    def newest(self, title: str) -> Text | None:
        """The latest version of a statute by its official title, or None when it is not in the folder."""
        wanted = plain_title(title)
        found = [
            (named(path)[1] or Date.min, stem)
            for stem, path in self.files.items()
            if plain_title(named(path)[0]) == wanted
        ]
        return self.text(max(found)[1]) if found else None
