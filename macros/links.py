"""From a page to everything it mentions: addresses, citations, charts, and articles named in prose."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from markupsafe import Markup, escape

from macros import words
from procguide import charts, drawing, load, prose
from procguide.index import Index, Use, index
from procguide.model import Citation, Guide
from procguide.source import Mark


class Refusal(Exception):
    """A page asked for something that is not there; the build stops and names the page."""


class Links:
    """What pages of one site link to; ``place`` tells which page is being rendered."""

    def __init__(self, data: Path, place: Callable[[], str], directory_urls: bool) -> None:
        self.data = data
        self.place = place
        self.directory_urls = directory_urls

    @cached_property
    def guide(self) -> Guide:
        """Read once a build: the engine makes these pages anew for the next."""
        return load.guide(self.data)

    @cached_property
    def index(self) -> Index:
        return index(self.guide)

    # Links

    def href(self, target: str) -> str:
        """The address of a page of the site from the page being rendered.

        With folders as addresses ``stages/filing#steps`` is ``../filing/#steps`` from another stage.
        """
        page, mark, anchor = target.partition("#")
        return self.file(self._address(page)) + mark + anchor

    def _address(self, page: str) -> str:
        """The address of a page from the site's root: ``stages/filing/``, or ``stages/filing.html``."""
        if not self.directory_urls:
            return f"{page}.html"
        page = page.removesuffix("index").rstrip("/") if page.split("/")[-1] == "index" else page
        return f"{page}/" if page else ""

    def file(self, path: str) -> str:
        """The address of a file of the site from the page being rendered."""
        start = posixpath.dirname("/" + self._address(self.place().removesuffix(".md")))
        way = posixpath.relpath("/" + path, start)
        return way + ("/" if path.endswith("/") or not path else "")

    def cite(self, citation: Citation, named: bool = True) -> Markup:
        """A citation as a link to the article's anchor; ``named`` gives it the statute's full title to hover over."""
        statute = self.index.statutes[citation.statute]
        label = words.citation(citation, self.index.article(citation))
        address = self.href(f"statutes/{statute.id}#art-{citation.article}")
        title = Markup(' title="{}"').format(statute.title) if named else ""
        return Markup('<a class="cite" href="{}"{}>{}</a>').format(address, title, label)

    def cites(self, citations: Iterable[Citation], named: bool = True) -> Markup:
        """Citations as links in a row; those that name the same place once."""
        links = [self.cite(citation, named) for citation in dict.fromkeys(citations)]
        return Markup('<span class="cites">{}</span>').format(Markup(" ").join(links)) if links else Markup("")

    def brief(self, citations: Iterable[Citation]) -> Markup:
        """The same without titles, for a page that cites hundreds of times and lists its main articles at the end."""
        return self.cites(citations, named=False)

    def prose(self, text: str) -> Markup:
        """A text in which every mention of an article is a link."""
        if "条" not in text:
            return Markup(escape(text))
        pieces, position = [], 0
        for span in prose.spans(text, self.guide.statutes):
            if span.citation and self.index.article(span.citation):
                statute = self.index.statutes[span.citation.statute]
                address = self.href(f"statutes/{statute.id}#art-{span.citation.article}")
                pieces += [
                    escape(text[position : span.start]),
                    Markup('<a href="{}">{}</a>').format(address, span.text),
                ]
                position = span.end
        return Markup("").join([*pieces, escape(text[position:])])

    def linked(self, text: str) -> str:
        """An editor's Markdown in which every mention of an article is a link; an unknown one stops the build."""
        for number, line in enumerate(text.splitlines(), 1):
            mark = Mark(f"docs/{self.place()}", number)
            for problem in prose.problems(line, self.guide.statutes, mark, self.guide.as_of):
                raise Refusal(str(problem))
        here = posixpath.dirname(self.place())

        def source(citation: Citation) -> str:
            """The page's source file, which the engine turns into its address and checks."""
            statute = self.index.statutes[citation.statute]
            return posixpath.relpath(f"statutes/{statute.id}.md", here or ".") + f"#art-{citation.article}"

        return prose.linked(text, self.guide.statutes, source)

    def chart(self, id: str) -> Markup:
        """A chart as a figure, kept out of the search index, with a link to its file."""
        chart = charts.charts(self.guide)[id]
        svg = Markup(self._linked(drawing.svg(chart)))
        link = Markup('<figcaption>{} · <a href="{}" download>下载 SVG</a></figcaption>').format(
            chart.title, self.file(f"downloads/charts/{id}.svg")
        )
        return Markup('<figure class="chart" data-search-exclude>{}{}</figure>').format(svg, link)

    def _linked(self, svg: str) -> str:
        """The chart's links as addresses from this page."""
        head, *rest = svg.split(f'href="{drawing.ROOT}')
        return head + "".join(
            f'href="{self.href(target)}"{tail}' for target, _, tail in (part.partition('"') for part in rest)
        )

    def linked_uses(self, uses: Iterable[Use]) -> list[tuple[str, str, str]]:
        """Records that cite an article: what kind, which title, which address."""
        return [(words.kind(use.kind), use.title, self.href(self._place(use))) for use in uses]

    def _place(self, use: Use) -> str:
        """The page and anchor of a record; a question stands on its theme's page."""
        if use.kind == "questions":
            return f"questions/{self.index.one('questions', use.id).theme}#question-{use.id}"
        return words.place(use)
