"""What pages ask for: each macro renders one template over the guide.

Templates print and Python decides.  Headings stay Markdown, so that the theme's table of contents has them; all else
is finished HTML that passes Markdown untouched (see :mod:`macros.stash`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from macros import law, message_tools, money_tools, tools, words
from macros.links import Links, Refusal
from macros.stash import block
from procguide import translator
from procguide.index import Unknown
from procguide.model import Deadline, Statute
from procguide.rules import RULES

_TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    """The precompiled templates; an undefined name is an error."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals["words"] = words
    return found


class Pages(Links):
    """The macros of one site."""

    @classmethod
    def of(cls, env: Any) -> Pages:
        """The pages of a MkDocs project: its data folder is ``extra.data`` or ``data`` beside the configuration."""
        root = Path(env.project_dir)
        data = root / str((env.conf.get("extra") or {}).get("data", "data"))

        def place() -> str:
            # MkDocs keeps a page's path in its file, Zensical in the page itself.
            file = getattr(env.page, "file", None)
            return str(file.src_uri if file else env.page.path)

        return cls(data, place, bool(env.conf.get("use_directory_urls", True)))

    def macros(self) -> list[Callable[..., str]]:
        """The functions that pages may call."""
        return [
            self.home,
            self.phase,
            self.stage,
            self.decision,
            self.decisions,
            self.deadlines,
            self.prohibitions,
            self.statute,
            self.statutes,
            self.resources,
            self.glossary,
            self.changes,
            self.theme,
            self.questions,
            self.claims,
            self.practices,
            self.rules,
            self.foot,
            *(self._bound(macro) for macro in law.MACROS + tools.MACROS + money_tools.MACROS + message_tools.MACROS),
        ]

    def _bound(self, macro: Callable[[Pages], str]) -> Callable[..., str]:
        """A function over pages as a macro of these pages, under its own name."""

        def bound() -> str:
            return macro(self)

        bound.__name__ = macro.__name__
        return bound

    # Pages

    def page(self, name: str, **values: Any) -> str:
        """Render a template: its Markdown, with the blocks between ``{% call html() %}`` put away."""
        return str(
            _templates()
            .get_template(f"{name}.md")
            .render(
                guide=self.guide,
                index=self.index,
                href=self.href,
                file=self.file,
                cites=self.cites,
                brief=self.brief,
                prose=self.prose,
                chart=self.chart,
                html=lambda caller: Markup(block(str(caller()))),
                **values,
            )
        )

    def _one(self, kind: str, id: str) -> Any:
        try:
            return self.index.one(kind, id)
        except Unknown as unknown:
            raise Refusal(f"{self._line(id)}: {unknown}") from None

    def _line(self, word: str) -> str:
        """The page being rendered and the line that says a word."""
        page = self.place()
        source = self.data.parent / "docs" / page
        lines = source.read_text(encoding="utf-8").splitlines() if source.exists() else []
        line = next((number for number, text in enumerate(lines, 1) if word in text and "{{" in text), 1)
        return f"{page}:{line}"

    def home(self) -> str:
        """The map of the whole path and the doors for each reader."""
        return self.page("home")

    def phase(self, id: str) -> str:
        """A phase: its chart and its stages."""
        found = self._one("phases", id)
        return self.page("phase", phase=found, stages=[self.index.stage(stage) for stage in found.stages])

    def stage(self, id: str) -> str:
        """A stage, whole."""
        found = self._one("stages", id)
        deadlines = [self.index.deadline(deadline) for deadline in self.index.stage_deadlines(found)]
        decisions = [decision for decision in self.guide.decisions if id in decision.stages]
        return self.page(
            "stage",
            stage=found,
            phase_of=self.index.phase_of[id],
            place=self.index.ordered_stages.index(found) + 1,
            deadlines=deadlines,
            time=tools.on_stage(self, deadlines),
            decisions=decisions,
            questions=[one for one in self.guide.questions if id in one.stages],
        )

    def decision(self, id: str) -> str:
        """A decision: its chart and the same as a list."""
        found = self._one("decisions", id)
        return self.page("decision", decision=found, texts={node.id: node.text for node in found.nodes})

    def decisions(self) -> str:
        """The list of decisions."""
        return self.page("decisions")

    def deadlines(self) -> str:
        """All deadlines, filterable by stage, actor and regime."""
        rows = [(deadline, self._stages("deadlines", deadline.id)) for deadline in self._ordered_deadlines]
        actors = dict.fromkeys(deadline.who for deadline in self.guide.deadlines)
        return self.page("deadlines", rows=rows, actors=list(actors))

    @property
    def _ordered_deadlines(self) -> list[Deadline]:
        """The deadlines in the order in which the path meets them."""
        ids = [id for stage in self.index.ordered_stages for id in self.index.stage_deadlines(stage)]
        first = {id: self.index.deadline(id) for id in ids}
        return list(first.values()) + [one for one in self.guide.deadlines if one.id not in first]

    def _stages(self, kind: str, id: str) -> list[Any]:
        return [self.index.stage(stage) for stage in self.index.users.get((kind, id), ())]

    def prohibitions(self) -> str:
        """All prohibitions, the gravest kind first."""
        order = list(words.SANCTION)
        rows = sorted(self.guide.prohibitions, key=lambda one: order.index(one.kind))
        return self.page("prohibitions", rows=[(one, self._stages("prohibitions", one.id)) for one in rows])

    def statute(self, id: str) -> str:
        """A statute: its versions, an anchor for every article and who cites it."""
        found: Statute = self._one("statutes", id)
        version = self.index.version(found)
        known = law.tables(self.data)
        articles = [
            (
                article,
                self.linked_uses(self.index.uses.get((found.short, article.number), ())),
                law.standing(self.data, found, version, article),
                translator.former(known, found.short, article.number),
                law.official(version, article),
            )
            for article in version.articles
        ]
        return self.page("statute", statute=found, version=version, articles=articles)

    def statutes(self) -> str:
        """The list of statutes by kind."""
        groups = {kind: [one for one in self.guide.statutes if one.kind == kind] for kind in words.STATUTE}
        return self.page("statutes", groups={kind: found for kind, found in groups.items() if found})

    def resources(self) -> str:
        """Official resources by kind."""
        groups = {kind: [one for one in self.guide.resources if one.kind == kind] for kind in words.RESOURCE}
        rows = {
            kind: [(one, self._stages("resources", one.id)) for one in found] for kind, found in groups.items() if found
        }
        return self.page("resources", groups=rows)

    def glossary(self) -> str:
        """Terms in plain words."""
        return self.page("glossary", terms=self.guide.glossary)

    def changes(self) -> str:
        """Changes of the law and of the guide, newest first."""
        return self.page("changes", changes=sorted(self.guide.changes, key=lambda one: one.day, reverse=True))

    def theme(self, id: str) -> str:
        """The questions of a theme, with the same as structured data for search engines."""
        found = self._one("themes", id)
        questions = [one for one in self.guide.questions if one.theme == id]
        listed = [
            {"@type": "Question", "name": one.title, "acceptedAnswer": {"@type": "Answer", "text": one.answer}}
            for one in questions
        ]
        faq = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": listed}
        text = json.dumps(faq, ensure_ascii=False).replace("</", "<\\/")
        return self.page("theme", theme=found, questions=questions, faq=Markup(text))

    def questions(self) -> str:
        """All questions by theme."""
        groups = [
            (theme, [one for one in self.guide.questions if one.theme == theme.id]) for theme in self.guide.themes
        ]
        return self.page("questions", groups=groups)

    def claims(self) -> str:
        """Statements that circulate, judged."""
        return self.page("claims", wide=[claim for claim in self.guide.claims if claim.wide])

    def practices(self) -> str:
        """House procedures, marked as no law."""
        return self.page("practices")

    def rules(self) -> str:
        """What the guide checks of itself."""
        told = [(rule.__name__, (rule.__doc__ or "").strip()) for rule in RULES]
        return self.page("rules", rules=told)

    def foot(self) -> str:
        """The line that ends a page written by hand: the as-of day."""
        return self.page("foot")
