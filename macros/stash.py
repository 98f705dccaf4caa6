"""Finished HTML past Markdown: what a macro has rendered is put away before Python-Markdown would parse it.

A block stands between :data:`BEGIN` and :data:`END` on lines of their own.  Without this extension the same block is a
plain ``<div markdown="0">``, which Markdown leaves alone too, only slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

BEGIN = '<div class="pg" markdown="0">'
END = "</div><!-- /pg -->"
_BLOCK = re.compile(re.escape(BEGIN) + r"\n(.*?)\n" + re.escape(END), re.DOTALL)


def block(html: str) -> str:
    """A block of finished HTML, to stand in a page's Markdown."""
    lines = "\n".join(line for line in html.splitlines() if line.strip())
    return f"\n\n{BEGIN}\n{lines}\n{END}\n\n"


class _Away(Preprocessor):
    def __init__(self, md: markdown.Markdown, linked: Callable[[str], str]) -> None:
        super().__init__(md)
        self.linked = linked

    def run(self, lines: list[str]) -> list[str]:
        def kept(found: re.Match[str]) -> str:
            placeholder: str = self.md.htmlStash.store(f'<div class="pg">{found[1]}</div>')
            return placeholder

        return self.linked(_BLOCK.sub(kept, "\n".join(lines))).split("\n")


class Stash(Extension):
    """Puts finished blocks away before any other preprocessor reads them; what remains is an editor's prose.

    ``linked`` gives that prose with its mentions of articles made links.
    """

    def __init__(self, linked: Callable[[str], str] = str) -> None:
        super().__init__()
        self.linked = linked

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the name Python-Markdown calls)
        md.preprocessors.register(_Away(md, self.linked), "procguide-stash", 29)
