"""The search index is the whole guide, leads to places that exist, and the browser module finds what people ask for."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from procguide import search
from procguide.index import index
from procguide.model import Guide
from tests.conftest import ROOT, unavailable

Asked = Callable[..., list[Any]]


@pytest.fixture(scope="module")
def table(guide: Guide) -> dict[str, Any]:
    return search.table(guide, ROOT / "docs", ROOT / "data")


def answers(table: dict[str, Any], asked: list[dict[str, Any]], **options: Any) -> list[Any]:
    node = shutil.which("node")
    if not node:
        unavailable("no Node.js on this machine")
    assert node
    lines = [json.dumps(line) for line in ({"index": search.written(table), "options": options}, *asked)]
    done = subprocess.run(
        [node, str(ROOT / "tests/js/search.mjs")], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def found(table: dict[str, Any]) -> Asked:
    """The groups of results for a query."""

    def ask(query: str, **more: Any) -> list[Any]:
        groups: list[Any] = answers(table, [{"query": query, **more}])[0]["items"]
        return groups

    return ask


def places(groups: list[Any]) -> list[str]:
    return [one["location"] for group in groups for one in group if one["score"]]


def test_every_record_a_reader_can_land_on_is_in_the_index(guide: Guide) -> None:
    there = {f"{entry.page}#{entry.anchor}" for entry in search.entries(guide, ROOT / "docs")}
    seen = index(guide)
    wanted = {f"stages/{stage.id}#" for stage in guide.stages}
    wanted |= {f"stages/{stage.id}#step-{step.id}" for stage in guide.stages for step in stage.steps}
    wanted |= {f"deadlines#deadline-{one.id}" for one in guide.deadlines if not one.replaced_by}
    wanted |= {f"prohibitions#prohibition-{one.id}" for one in guide.prohibitions}
    wanted |= {f"resources#resource-{one.id}" for one in guide.resources}
    wanted |= {f"glossary#term-{one.id}" for one in guide.glossary}
    wanted |= {f"decisions/{one.id}#" for one in guide.decisions}
    wanted |= {f"questions/{one.theme}#question-{one.id}" for one in guide.questions}
    for statute in guide.statutes:
        wanted |= {f"statutes/{statute.id}#art-{article.number}" for article in seen.version(statute).articles}
    assert wanted - there == set()


def test_a_question_heard_leads_to_what_answers_it(guide: Guide, table: dict[str, Any]) -> None:
    asked = guide.heard[::50]
    assert asked
    page = {statute.short: statute.id for statute in guide.statutes}
    for heard, answer in zip(asked, answers(table, [{"query": heard.q} for heard in asked]), strict=True):
        wanted = {
            f"statutes/{page[short]}/#art-{number}" for short, number in (name.split("/") for name in heard.articles)
        }
        assert wanted & set(places(answer["items"])[:10]), heard.q


def test_no_question_heard_is_one_that_the_search_is_judged_by(guide: Guide) -> None:
    def pairs(text: str) -> set[str]:
        return {text[place : place + 2] for place in range(len(text) - 1)}

    files = (ROOT / "benchmarks" / "search").glob("*.yaml")
    judged = [pairs(pair["q"]) for file in files for pair in yaml.safe_load(file.read_text(encoding="utf-8"))["pairs"]]
    assert judged
    for heard in guide.heard:
        own = pairs(heard.q)
        assert all(len(own & other) < 0.6 * len(own | other) for other in judged), heard.q


def test_no_place_is_in_the_index_twice(guide: Guide) -> None:
    there = [f"{entry.page}#{entry.anchor}" for entry in search.entries(guide, ROOT / "docs")]
    assert sorted(place for place in set(there) if there.count(place) > 1) == []


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids |= {value for name, value in attrs if name == "id" and value}


def test_every_entry_leads_to_a_place_on_the_built_site(site: Path) -> None:
    table = json.loads((site / "assets/search/index.txt").read_text(encoding="utf-16-le").split("\n", 1)[0])
    anchors: dict[int, set[str]] = {}
    lost = []
    for page, anchor, *_ in table["entries"]:
        address = re.sub(r"(^|/)index$", r"\1", table["pages"][page][0])
        if page not in anchors:
            parser = _Anchors()
            file = site / address / "index.html"
            parser.feed(file.read_text(encoding="utf-8") if file.exists() else "")
            anchors[page] = parser.ids
        if not anchors[page] or (anchor and anchor not in anchors[page]):
            lost.append(f"{address}#{anchor}")
    assert lost == []


def test_the_theme_s_own_index_ships_empty(site: Path) -> None:
    stock = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert stock["docs"] == []
    config = re.search(r'<script id="__config"[^>]*>(.*?)</script>', (site / "index.html").read_text(encoding="utf-8"))
    assert config
    assert json.loads(config[1])["search"] == "assets/search/worker.js"


def test_a_citation_leads_to_the_entry_of_its_article(table: dict[str, Any]) -> None:
    assert table["cites"]
    lines = table["text"].count("\n") + 1
    rest = iter(table["cites"])
    for line in rest:
        cited = list(itertools.islice(rest, next(rest)))
        assert line < lines
        assert all(table["entries"][entry][1].startswith("art-") for entry in cited)


def test_every_line_of_the_index_belongs_to_an_entry(table: dict[str, Any]) -> None:
    count = sum(1 + aliases + passages for *_, aliases, passages in table["entries"])
    assert len(table["text"].split("\n")) == count


def test_a_guide_without_everyday_words_has_an_index_too(laboratory: Guide) -> None:
    table = search.table(laboratory)
    assert table["synonyms"] == []
    assert answers(table, [{"query": laboratory.stages[0].title}])[0]["items"]


def test_everyday_words_come_in_groups_of_something_to_say(table: dict[str, Any]) -> None:
    assert len(table["synonyms"]) >= 150
    assert all(words and means for words, means in table["synonyms"])
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in table["traditional"].split())


def test_the_scripts_of_the_site_stand_alone(guide: Guide) -> None:
    files = search.files(guide, ROOT / "docs", ROOT / "data")
    for name in ("worker.js", "engine.js", "page.js"):
        assert not re.search(r"^\s*(import|export)\b", str(files[name]), re.MULTILINE), name


def test_the_index_is_the_same_with_and_without_a_server(guide: Guide) -> None:
    files = search.files(guide, ROOT / "docs", ROOT / "data")
    text = bytes(files["index.txt"]).decode("utf-16-le")
    assert json.loads(str(files["index.js"]).removeprefix("globalThis.guideSearchIndex=").removesuffix(";\n")) == text
    assert json.loads(text.split("\n", 1)[0])["format"] == search.FORMAT


# What the browser module finds


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("支付令", "stages/payment-order/"),
        ("財產保全", "stages/preservation/"),
        ("zfl", "stages/payment-order/"),
        ("民法典第675条", "statutes/civil-code/#art-675"),
        ("《民法典》第六百七十五条", "statutes/civil-code/#art-675"),
        ("民诉法 225", "statutes/civil-procedure-law/#art-225"),
    ],
)
def test_a_name_or_a_number_finds_its_place_first(found: Asked, query: str, place: str) -> None:
    assert places(found(query))[0] == place


def test_an_old_number_is_told_with_today_s(found: Asked) -> None:
    first = [one for group in found("民诉法 253") for one in group][:3]
    told = {one["location"].partition("#")[2]: one["text"] for one in first}
    assert "art-264" in told
    assert "现为第264条" in told["art-264"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("老赖", "glossary/#term-dishonest-list"),
        ("他跑路了找不到人怎么起诉", "statutes/civil-procedure-law/#art-95"),
        ("担保人要担多久", "statutes/civil-code/#art-692"),
        ("老公欠的钱老婆要还吗", "statutes/civil-code/#art-1064"),
    ],
)
def test_everyday_words_find_the_law_s(found: Asked, query: str, place: str) -> None:
    assert place in places(found(query))[:8]


def test_a_question_in_a_sentence_shows_articles_among_the_first(found: Asked) -> None:
    first = places(found("朋友借钱一直不还，也没有写借条，只有转账记录，能不能起诉"))[:10]
    assert sum("#art-" in place for place in first) >= 4


def test_only_the_chosen_kind_is_shown(found: Asked) -> None:
    deadline = search.KINDS.index("期限")
    groups = found("上诉", kinds=[deadline])
    assert groups
    assert {tag for group in groups for one in group for tag in one.get("tags", ())} == {"期限"}


def test_snippets_mark_the_words_and_let_no_markup_through(table: dict[str, Any]) -> None:
    text = "<img src=x> 支付令\n<script>支付令</script>"
    table = {**table, "entries": [[0, "x", 0, 0, 1]], "text": text, "cites": []}
    groups = answers(table, [{"query": "支付令"}])[0]["items"]
    shown = groups[0][0]
    assert "<mark data-md-highlight>支付令</mark>" in shown["title"]
    assert "<img" not in shown["title"]
    assert "<script" not in shown["text"]


def test_groups_are_what_the_theme_s_box_can_show(found: Asked) -> None:
    groups = found("公司没钱了股东要不要还")
    best = float("inf")
    for group in groups:
        assert sum("#" not in one["location"] for one in group) == 1, "a page stands in each group"
        assert {"location", "title", "text", "score", "terms"} <= group[0].keys()
        assert group[0]["score"] == max(one["score"] for one in group) <= best
        best = group[0]["score"]


def test_an_engine_that_has_had_time_finds_the_same(table: dict[str, Any]) -> None:
    queries = ["老公欠的钱老婆要还吗", "LPR 四倍是多少", "饕餮的利息", "申请支付令"]
    early = answers(table, [{"query": query} for query in queries])
    assert answers(table, [{"query": query, "prepare": True} for query in queries]) == early


def test_words_that_nothing_holds_find_nothing(found: Asked) -> None:
    assert found("qwxyzzy") == []
    assert found("   ") == []


def test_addresses_end_in_html_where_the_site_s_do(table: dict[str, Any]) -> None:
    groups = answers(table, [{"query": "支付令"}], directory=False)[0]["items"]
    assert places(groups)[0] == "stages/payment-order.html"


def test_recent_searches_are_the_newest_eight_each_once(table: dict[str, Any]) -> None:
    recent = answers(table, [{"remember": [str(number) for number in range(8)], "query": " 3 "}])[0]
    assert recent == ["3", "0", "1", "2", "4", "5", "6", "7"]


def test_the_development_set_is_found(table: dict[str, Any], guide: Guide) -> None:
    """Articles for everyday questions stand among the first five; benchmarks/search.py says how often."""
    short = {f"statutes/{statute.id}": statute.short for statute in guide.statutes}
    pairs = yaml.safe_load((ROOT / "benchmarks/search/dev.yaml").read_text("utf-8"))["pairs"]
    assert len(pairs) >= 150
    recall = 0.0
    for pair, answer in zip(pairs, answers(table, [{"query": pair["q"]} for pair in pairs]), strict=True):
        split = [place.partition("/#art-") for place in places(answer["items"]) if "/#art-" in place]
        first = [f"{short[page]}/{number}" for page, _, number in split][:5]
        recall += sum(one in first for one in pair["gold"]) / len(pair["gold"])
    assert recall / len(pairs) >= 0.82
