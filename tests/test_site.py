"""The built site: strict, whole or not at all, every link alive, nothing asked of anyone else."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from macros.pages import Pages
from procguide.model import Guide
from procguide.site import Failed, Project, build
from procguide.source import Refused
from tests.conftest import LABORATORY, ROOT, project_of

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """The ids, links and loaded resources of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if "src" in found:
            self.loads.append(found["src"])
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload", "modulepreload", "preconnect"):
            self.loads.append(found["href"])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_stage_statute_and_decision_has_its_page(site: Path, guide: Guide) -> None:
    for folder, items in (("stages", guide.stages), ("statutes", guide.statutes), ("decisions", guide.decisions)):
        for item in items:
            assert (site / folder / item.id / "index.html").exists(), item.id


def test_every_internal_link_leads_somewhere(site: Path, pages: dict[Path, Page]) -> None:
    dead = set()
    for path, page in pages.items():
        if path.name == "404.html":
            continue
        for link in page.links:
            if re.match(r"(https?|mailto|tel|javascript):", link):
                continue
            address, anchor = urldefrag(unquote(link))
            target = (path.parent / address).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (anchor and target in pages and anchor not in pages[target].ids):
                dead.add((str(path.relative_to(site)), link))
    assert not dead


def test_ids_are_unique_on_every_page(site: Path, pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        twice = {id for id in page.ids if page.ids.count(id) > 1}
        assert not twice, path.relative_to(site)


def test_nothing_is_loaded_from_another_host(pages: dict[Path, Page], site: Path) -> None:
    for path, page in pages.items():
        assert not [load for load in page.loads if re.match(r"(https?:)?//", load)], path
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_every_page_says_the_as_of_day(pages: dict[Path, Page], guide: Guide) -> None:
    for path in pages:
        if path.name != "404.html":
            assert f'<time datetime="{guide.as_of}">' in path.read_text(encoding="utf-8"), path


def test_every_article_has_an_anchor_and_tells_who_cites_it(site: Path, pages: dict[Path, Page], guide: Guide) -> None:
    for statute in guide.statutes:
        page = pages[site / "statutes" / statute.id / "index.html"]
        version = statute.version_on(guide.as_of) or statute.versions[0]
        assert {f"art-{article.number}" for article in version.articles} <= set(page.ids)


def test_every_deadline_prohibition_resource_and_term_has_an_anchor(
    site: Path, pages: dict[Path, Page], guide: Guide
) -> None:
    for name, prefix, items in (
        ("deadlines", "deadline", guide.deadlines),
        ("prohibitions", "prohibition", guide.prohibitions),
        ("resources", "resource", guide.resources),
        ("glossary", "term", guide.glossary),
    ):
        assert {f"{prefix}-{item.id}" for item in items} <= set(pages[site / name / "index.html"].ids)


def test_the_sections_of_a_stage_come_in_their_order(site: Path, guide: Guide) -> None:
    order = [
        "fit",
        "steps",
        "deadlines",
        "documents",
        "costs",
        "prohibitions",
        "mistakes",
        "next",
        "basis",
        "resources",
    ]
    for stage in guide.stages:
        text = (site / "stages" / stage.id / "index.html").read_text(encoding="utf-8")
        places = [text.index(f'<h2 id="{section}">') for section in order]
        assert places == sorted(places), stage.id


def test_the_api_is_served_under_the_site(site: Path, guide: Guide) -> None:
    assert json.loads((site / "api/v1/guide.json").read_text(encoding="utf-8"))["id"] == guide.id


def test_charts_stay_out_of_the_search_index(site: Path) -> None:
    for path in site.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        assert text.count('<figure class="chart"') == text.count("data-search-exclude><svg")


def test_a_guide_with_problems_leaves_the_previous_site_untouched(written: Callable[..., Path], tmp_path: Path) -> None:
    data = written(("period: P14D", "period: 两周"))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("旧站点", encoding="utf-8")
    with pytest.raises(Refused):
        build(Project(tmp_path, data, tmp_path / "site"), told=lambda _: None)
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "旧站点"
    assert not (tmp_path / "docs").exists()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The laboratory's project, with its own pages: the same code, another field."""
    folder = tmp_path_factory.mktemp("laboratory")
    return laboratory_project(folder)


def laboratory_project(folder: Path) -> Project:
    from procguide import load
    from procguide.scaffold import missing, with_navigation

    project = project_of(folder, LABORATORY / "data")
    for name in ("stages", "phases", "decisions", "statutes"):
        for path in (project.docs / name).glob("*.md"):
            if path.name != "index.md":
                path.unlink()
    for path in LABORATORY.glob("docs/*.md"):
        shutil.copy(path, project.docs / path.name)
    keep = {path.name for path in LABORATORY.glob("docs/*.md")} | {"index.md"}
    for path in project.docs.glob("*.md"):
        if path.name not in keep:
            path.unlink()
    for name in ("tools", "questions"):
        shutil.rmtree(project.docs / name, ignore_errors=True)
    guide = load.guide(project.data)
    for path, text in missing(guide, project.docs):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = (LABORATORY / "mkdocs.yml").read_text(encoding="utf-8")
    (project.root / "mkdocs.yml").write_text(with_navigation(config, guide), encoding="utf-8")
    return project


def test_a_guide_from_another_field_builds_with_the_same_code(small: Project) -> None:
    build(small, told=lambda _: None)
    text = (small.site / "stages/apply/index.html").read_text(encoding="utf-8")
    assert "写明仪器编号和用途。" in text
    assert "债" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_a_broken_macro_fails_the_build_with_page_and_line(small: Project, tmp_path: Path) -> None:
    build(small, told=lambda _: None)
    page = small.docs / "stages" / "apply.md"
    before = page.read_text(encoding="utf-8")
    page.write_text('# 提交申请\n\n{{ stage("aply") }}\n', encoding="utf-8")
    try:
        with pytest.raises(Failed, match=r"stages/apply\.md:3: 没有 “aply” 这个阶段，是否想写 “apply”？"):
            build(small, told=lambda _: None)
    finally:
        page.write_text(before, encoding="utf-8")
    assert (small.site / "stages/apply/index.html").exists()


def test_an_unknown_macro_fails_the_build(small: Project) -> None:
    page = small.docs / "stages" / "return.md"
    before = page.read_text(encoding="utf-8")
    page.write_text('# 归还\n\n{{ stag("return") }}\n', encoding="utf-8")
    try:
        with pytest.raises(Failed, match="stag"):
            build(small, told=lambda _: None)
    finally:
        page.write_text(before, encoding="utf-8")


GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("place", "call"),
    [
        ("stages/apply.md", lambda pages: pages.stage("apply")),
        ("index.md", lambda pages: pages.home()),
        ("deadlines.md", lambda pages: pages.deadlines()),
        ("statutes/example-rules.md", lambda pages: pages.statute("example-rules")),
    ],
    ids=["stage", "home", "deadlines", "statute"],
)
def test_the_markdown_of_the_small_guide_is_the_reviewed_one(place: str, call: Callable[[Pages], str]) -> None:
    """Golden texts are read by people in diffs; charts have golden DOT of their own and are left out here."""
    pages = Pages(LABORATORY / "data", lambda: place, directory_urls=True)
    text = re.sub(r"<svg.*?</svg>", "<svg/>", call(pages), flags=re.DOTALL)
    golden = GOLDEN / place.replace("/", "_")
    assert text.strip() + "\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "target", "address"),
    [
        ("stages/filing.md", "stages/trial", "../trial/"),
        ("stages/filing.md", "deadlines#deadline-reply", "../../deadlines/#deadline-reply"),
        ("index.md", "stages/trial", "stages/trial/"),
        ("stages/filing.md", "index", "../../"),
        ("deadlines.md", "statutes/civil-code#art-188", "../statutes/civil-code/#art-188"),
        ("statutes/index.md", "statutes/civil-code", "civil-code/"),
        ("deadlines.md", "statutes/index", "../statutes/"),
        ("deadlines.md", "deadlines#regime-plain", "./#regime-plain"),
    ],
)
def test_addresses_between_pages(place: str, target: str, address: str) -> None:
    assert Pages(ROOT / "data", lambda: place, directory_urls=True).href(target) == address


@pytest.mark.parametrize(
    ("place", "target", "address"),
    [
        ("stages/filing.md", "stages/trial", "trial.html"),
        ("index.md", "stages/trial", "stages/trial.html"),
        ("stages/filing.md", "index", "../index.html"),
        ("deadlines.md", "statutes/index", "statutes/index.html"),
        ("stages/filing.md", "deadlines#x", "../deadlines.html#x"),
    ],
)
def test_addresses_that_work_without_a_server(place: str, target: str, address: str) -> None:
    assert Pages(ROOT / "data", lambda: place, directory_urls=False).href(target) == address


def test_an_editor_s_plain_citation_becomes_a_link(small: Project) -> None:
    page = small.docs / "about.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(before + "\n依《示例规程》第三条申请；见《示例规程》第4条。\n", encoding="utf-8")
    try:
        build(small, told=lambda _: None)
    finally:
        page.write_text(before, encoding="utf-8")
    text = (small.site / "about/index.html").read_text(encoding="utf-8")
    assert '<a href="../statutes/example-rules/#art-3">《示例规程》第三条</a>' in text
    assert '<a href="../statutes/example-rules/#art-4">《示例规程》第4条</a>' in text


def test_an_editor_s_citation_of_nothing_fails_the_build(small: Project) -> None:
    page = small.docs / "about.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(before + "\n依《示例规程》第九十九条申请。\n", encoding="utf-8")
    try:
        with pytest.raises(Failed, match=r"docs/about\.md:\d+:1: “《示例规程》第九十九条”：法条库里没有"):
            build(small, told=lambda _: None)
    finally:
        page.write_text(before, encoding="utf-8")


def test_official_texts_are_shown_folded_only_when_they_are_brought(small: Project, tmp_path: Path) -> None:
    build(small, told=lambda _: None)
    page = small.site / "statutes/example-rules/index.html"
    assert "官方条文" not in page.read_text(encoding="utf-8")
    (tmp_path / "rules.md").write_text(
        "---\ntitle: 示例实验室规程\npassed: 2025-01-01\n---\n- **第三条**　　在读学生可以借用仪器。\n",
        encoding="utf-8",
    )
    data = small.data / "procedures.yaml"
    before = data.read_text(encoding="utf-8")
    data.write_text(before.replace("status: in-force\n", "status: in-force\n    text: rules.md\n"), encoding="utf-8")
    try:
        build(small, told=lambda _: None, texts=tmp_path)
    finally:
        data.write_text(before, encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    assert "在读学生可以借用仪器。" in text
    assert text.count("官方条文") == 1
