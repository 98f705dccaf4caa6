"""The search as readers use it: in the theme's box, on its own page, without a server, and weighing little."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, Visit

Opener = Callable[..., Visit]
INDEX = "/assets/search/index.txt"


def ask(page: Page, query: str) -> None:
    """Type into the theme's box, which listens to keys, and wait for the answer to the last of them."""
    field = page.locator("input.md-search__input")
    field.click()
    field.press_sequentially(query, delay=20)
    page.locator(".md-search-result__item").first.wait_for(timeout=20000)
    seen, shown = "", page.locator(".md-search-result__list").inner_text()
    while seen != shown:
        page.wait_for_timeout(400)
        seen, shown = shown, page.locator(".md-search-result__list").inner_text()


def test_the_box_shows_the_stage_first_with_its_words_marked(visit: Opener) -> None:
    page = visit().open("/")
    ask(page, "支付令")
    first = page.locator(".md-search-result__item").first
    link = first.locator("a.md-search-result__link").first
    assert "/stages/payment-order/" in (link.get_attribute("href") or "")
    assert first.locator("mark").first.inner_text() == "支付令"
    assert first.locator(".md-tag").first.inner_text() == "阶段"


def test_enter_opens_the_best_result(visit: Opener) -> None:
    page = visit().open("/")
    ask(page, "支付令")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stages/payment-order/**")


def test_a_question_leads_to_an_article_on_its_place(visit: Opener) -> None:
    page = visit().open("/")
    ask(page, "法院把支付令发出去以后对方提了异议")
    link = page.locator("a.md-search-result__link[href*='civil-procedure-law/'][href*='#art-']").first
    assert re.search(r"#art-\d+$", link.get_attribute("href") or "")


def test_the_index_is_asked_for_when_the_box_is_entered_and_not_before(visit: Opener) -> None:
    opened = visit()
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    page = opened.open("/")
    page.wait_for_timeout(500)
    assert not any(INDEX in url for url in asked)
    page.locator("input.md-search__input").focus()
    page.wait_for_timeout(500)
    assert any(INDEX in url for url in asked)
    ask(page, "时效")
    count = len(asked)
    page.keyboard.type("中断")
    page.wait_for_timeout(500)
    assert asked[count:] == [], "a query asks nobody"


def test_the_page_searches_filters_and_remembers(visit: Opener) -> None:
    page = visit().open("/search/")
    field = page.get_by_role("searchbox", name="搜索", exact=True)
    field.fill("老赖坐飞机")
    field.press("Enter")
    hits = page.locator(".search-results .search-hit")
    hits.first.wait_for(timeout=20000)
    assert page.locator(".search-status").inner_text().startswith("找到")
    page.locator(".search-kinds").get_by_label("法条").check()
    page.wait_for_timeout(200)
    assert set(page.locator(".search-results .tag").all_inner_texts()) == {"法条"}
    page.reload()
    page.locator(".search-recent").get_by_role("button", name="老赖坐飞机").click()
    hits.first.wait_for(timeout=20000)
    page.locator(".search-recent").get_by_role("button", name="清除记录").click()
    assert not page.locator(".search-recent").is_visible()
    assert page.evaluate("localStorage.getItem('guide-search-recent')") is None


def test_the_page_says_what_to_try_when_nothing_is_found(visit: Opener) -> None:
    page = visit().open("/search/")
    page.get_by_role("searchbox", name="搜索", exact=True).fill("qwxyzzy")
    page.locator(".search-results li li").first.wait_for(timeout=20000)
    assert page.locator(".search-status").inner_text() == "没有找到"


@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}])
def test_nothing_serious_stands_in_the_way_of_searching(visit: Opener, options: dict[str, object]) -> None:
    page = visit(**options).open("/search/?find=支付令")
    page.locator(".search-hit").first.wait_for(timeout=20000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    found = Axe().run(page)
    serious = [
        (one["id"], one["nodes"][0]["html"][:160])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_page_s_script_answers_without_a_server(browser: Browser, site: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    (tmp_path / "search.html").write_text(
        f'<!doctype html><meta charset="utf-8"><guide-search></guide-search><script src="{(site / "assets/search/page.js").as_uri()}"></script>',
        encoding="utf-8",
    )
    page.goto((tmp_path / "search.html").as_uri())
    page.locator("input[type=search]").fill("支付令")
    link = page.locator(".search-hit a").first
    link.wait_for(timeout=20000)
    assert (link.get_attribute("href") or "").endswith("/stages/payment-order.html")
    page.close()
