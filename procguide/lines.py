"""The lines of a Markdown file or a .docx, with what their mark-up says of them; texts are made of them."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from procguide.model import Date

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: ``plain``, the ``row`` of a table, a ``head``ing, or a ``break`` that ends what stands above."""

    number: int
    text: str
    kind: Literal["plain", "row", "head", "break"] = "plain"


def markdown_lines(text: str) -> tuple[dict[str, str], list[Line]]:
    """The front matter and the lines of a Markdown file; quotations (who passed it, and when) are left out."""
    rows = text.split("\n")
    about: dict[str, str] = {}
    start = 0
    if rows[0] == "---" and "---" in rows[1:]:
        start = rows.index("---", 1) + 1
        about = {key.strip(): value.strip() for key, _, value in (row.partition(":") for row in rows[1 : start - 1])}
    lines = []
    for number, row in enumerate(rows[start:], start + 1):
        plain = re.sub(r"\[\^[^]]*\]|\*\*", "", row).replace("\N{NO-BREAK SPACE}", " ").strip()
        if not plain or plain.startswith((">", "<!--")) or plain.endswith("↑"):
            continue
        if plain == "---":
            lines.append(Line(number, "", "break"))
        elif plain.startswith("#"):
            lines.append(Line(number, plain.lstrip("# "), "head"))
        elif plain.startswith("|"):
            cells = [cell.strip() for cell in plain.strip("|").split("|")]
            if any(cell.strip("-: ") for cell in cells):
                lines.append(Line(number, "｜".join(filter(None, cells)), "row"))
        else:
            lines.append(Line(number, re.sub(r"^[-*]\s+", "", plain)))
    return about, lines


def docx_lines(path: Path) -> list[Line]:
    """The paragraphs of a .docx, numbered from 1; a line break inside a paragraph begins a line."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    lines = []
    for number, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        pieces = []
        for node in paragraph.iter():
            if node.tag == f"{_W}t":
                pieces.append(node.text or "")
            elif node.tag in (f"{_W}br", f"{_W}cr"):
                pieces.append("\n")
            elif node.tag == f"{_W}tab":
                pieces.append("　")
        for row in "".join(pieces).replace("\N{NO-BREAK SPACE}", " ").split("\n"):
            if row.strip():
                lines.append(Line(number, row.strip()))
    return lines


_NAMED = re.compile(r"(?P<title>.+?)[（(_](?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})[)）]?$")


def named(path: Path) -> tuple[str, Date | None]:
    """The title and the day of passing in a file's name: ``民法典(2020-05-28).md``, ``民法典_20200528.docx``."""
    if found := _NAMED.match(path.stem):
        return found["title"], Date(int(found["year"]), int(found["month"]), int(found["day"]))
    return path.stem, None


def plain_title(title: str) -> str:
    """A title as file names write it: without 中华人民共和国, brackets and white space."""
    return re.sub(r"中华人民共和国|[《》〈〉()（）\s]", "", title)
