"""The promise of the real guide, one example per stage, deadline and prohibition: nothing stands without its law."""

from __future__ import annotations

import re

import pytest

from procguide import load
from procguide.check import checked
from procguide.index import citations, index
from procguide.model import Guide
from procguide.rules import RULES
from tests.conftest import ROOT

GUIDE = checked(ROOT / "data")[0]
assert GUIDE is not None
SEEN = index(GUIDE)


def test_the_guide_has_no_problem() -> None:
    assert checked(ROOT / "data")[1] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_the_guide_keeps_the_rule(rule: object) -> None:
    waived = {waiver.id for waiver in GUIDE.waivers if waiver.rule == rule.__name__}
    assert [str(finding.problem) for finding in rule(SEEN) if finding.id not in waived] == []


@pytest.mark.parametrize("stage", GUIDE.stages, ids=lambda stage: stage.id)
class TestEveryStage:
    def test_has_its_statutory_references(self, stage) -> None:
        assert stage.cites
        for citation in stage.cites:
            article = SEEN.article(citation)
            assert article is not None, citation
            assert article.gist

    def test_says_what_the_law_requires_and_where(self, stage) -> None:
        for step in stage.steps:
            assert step.who
            assert step.output
            if step.required == "law":
                assert step.cites, step.id

    def test_answers_every_question_of_a_stage_page(self, stage) -> None:
        for section in (
            "purpose",
            "entry",
            "steps",
            "documents",
            "costs",
            "prohibitions",
            "mistakes",
            "cites",
            "resources",
        ):
            assert getattr(stage, section), f"{stage.id} has no {section}"
        assert SEEN.stage_deadlines(stage)

    def test_leads_on_or_is_the_end(self, stage) -> None:
        assert stage.next or stage == SEEN.ordered_stages[-1]


@pytest.mark.parametrize("deadline", GUIDE.deadlines, ids=lambda deadline: deadline.id)
def test_every_deadline_rests_on_an_article_in_force(deadline) -> None:
    assert deadline.cites
    for citation in deadline.cites:
        statute = SEEN.statutes[citation.statute]
        assert statute.version_on(GUIDE.as_of), citation
        assert SEEN.article(citation), citation
    assert deadline.who
    assert deadline.starts
    assert deadline.missed


@pytest.mark.parametrize("prohibition", GUIDE.prohibitions, ids=lambda prohibition: prohibition.id)
def test_every_prohibition_says_sanction_article_example_and_alternative(prohibition) -> None:
    assert prohibition.cites
    assert prohibition.sanctions
    assert all(sanction.cites for sanction in prohibition.sanctions)
    assert prohibition.example
    assert prohibition.instead


def test_the_whole_path_is_there() -> None:
    assert len(GUIDE.phases) == 6
    assert len(GUIDE.stages) >= 12
    assert len(GUIDE.deadlines) >= 110
    assert len(GUIDE.prohibitions) >= 35
    assert len(GUIDE.resources) >= 40
    assert len(GUIDE.statutes) >= 60
    assert len(GUIDE.glossary) >= 60
    assert sum(len(version.articles) for statute in GUIDE.statutes for version in statute.versions) >= 350
    assert {resource.kind for resource in GUIDE.resources} == {
        "flowchart", "form", "video", "case", "register", "hotline", "statute", "service",
    }  # fmt: skip
    assert {prohibition.kind for prohibition in GUIDE.prohibitions} == {
        "criminal",
        "administrative",
        "civil",
        "regulatory",
    }


#: What the field gets wrong most: numbers of superseded versions.  Word in a deadline's title → where its rule is today.
TODAY = {
    "enforcement": ("民诉法", "250"),
    "payment": ("民诉法", "227"),
    "award": ("仲裁法", "72"),
}


def test_rules_that_moved_are_cited_where_they_are_today() -> None:
    cited = {(one.statute, one.article) for deadline in GUIDE.deadlines for one in deadline.cites}
    assert set(TODAY.values()) <= cited
    old = {("仲裁法", "59"), ("治安管理处罚法", "42"), ("治安管理处罚法", "26")}
    reasons = {("治安管理处罚法", "26"), ("治安管理处罚法", "42")}  # numbers that mean something else today
    every = {(one.statute, one.article) for kind in load.collections() for one in citations(getattr(GUIDE, kind))}
    assert not (old - reasons) & every


def test_no_gist_is_empty_or_a_stub() -> None:
    for statute in GUIDE.statutes:
        for version in statute.versions:
            for article in version.articles:
                assert len(article.gist) >= 8, (statute.short, article.number)
                assert not re.search(r"TODO|待补|占位", article.gist)


def test_the_small_guide_is_from_another_field(laboratory: Guide) -> None:
    """The same code reads it: nothing about debt is hard-coded."""
    assert index(laboratory).ordered_stages[0].id == "apply"
