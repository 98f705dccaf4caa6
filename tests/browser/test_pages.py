"""The guide in a real browser, as its readers meet it: by mouse, by keyboard, on a phone, in the dark, on paper."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Response

from tests.browser.conftest import PHONE, Visit

Opener = Callable[..., Visit]
KINDS = {
    "home": "/",
    "stage": "/stages/payment-order/",
    "statute": "/statutes/civil-procedure-law/",
    "deadlines": "/deadlines/",
    "prohibitions": "/prohibitions/",
}


def test_the_home_page_is_the_map(visit: Opener) -> None:
    page = visit().open("/")
    assert page.title().startswith("依法清债指南") or "依法清债指南" in page.title()
    assert page.locator("figure.chart svg").count() == 1
    for door in ("我是债权人", "我是从业者", "我在培训新人"):
        assert page.locator(".doors").get_by_text(door).is_visible()


def test_a_box_of_the_chart_leads_to_its_stage(visit: Opener) -> None:
    page = visit().open("/")
    page.locator("figure.chart a[href*='stages/payment-order']").first.click()
    page.wait_for_url("**/stages/payment-order/")
    assert page.locator("h1").inner_text().startswith("支付令")


def test_the_chart_is_walked_by_keyboard(visit: Opener) -> None:
    page = visit().open("/")
    link = page.locator("figure.chart a[href*='stages/intake']").first
    link.focus()
    assert link.evaluate("element => document.activeElement === element")
    assert link.get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stages/intake/")


def test_a_search_for_the_payment_order_finds_its_stage_first(visit: Opener) -> None:
    page = visit().open("/")
    page.locator("label.md-search__icon, input.md-search__input").first.wait_for()
    field = page.locator("input.md-search__input")
    field.click()
    field.press_sequentially("支付令", delay=30)
    first = page.locator(".md-search-result__item a.md-search-result__link").first
    first.wait_for(timeout=15000)
    page.wait_for_timeout(500)
    assert "/stages/payment-order/" in (first.get_attribute("href") or "")


def test_deadlines_are_filtered_by_stage_actor_and_word(visit: Opener) -> None:
    page = visit().open("/deadlines/")
    rows = page.locator("#deadline-table > tbody > tr")
    every = rows.count()
    page.locator("[data-filter=stage]").select_option("payment-order")
    shown = page.locator("#deadline-table > tbody > tr:not([hidden])")
    assert 0 < shown.count() < every
    for stages in shown.evaluate_all("rows => rows.map(row => row.dataset.stage)"):
        assert "payment-order" in stages.split()
    page.locator("[data-filter=stage]").select_option("")
    page.locator("guide-filter [data-filter=text]").fill("上诉")
    assert 0 < shown.count() < every
    assert page.locator("guide-filter [role=status]").inner_text().startswith(f"显示 {shown.count()} / {every}")


def test_an_article_lists_who_cites_it(visit: Opener) -> None:
    page = visit().open("/statutes/civil-procedure-law/#art-227")
    uses = page.locator("h2#art-227 + .pg details.uses")
    uses.locator("summary").click()
    assert uses.locator("a[href*='stages/payment-order']").count() == 1


@pytest.mark.parametrize(
    "path", [*KINDS.values(), "/decisions/payment-order-objection/", "/resources/", "/glossary/", "/changes/"]
)
def test_no_page_scrolls_sideways_on_a_phone(visit: Opener, path: str) -> None:
    page = visit(**PHONE).open(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_serious_stands_in_anyone_s_way(visit: Opener, kind: str, scheme: str) -> None:
    page = visit(color_scheme=scheme).open(KINDS[kind])
    found = Axe().run(page)
    serious = [
        (one["id"], one["nodes"][0]["html"][:160])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_paper_shows_what_is_folded_and_no_navigation(visit: Opener) -> None:
    page = visit().open("/stages/payment-order/")
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert page.locator("details.deadline").last.locator("dl.facts").is_visible()


def test_a_link_to_a_folded_deadline_opens_it(visit: Opener) -> None:
    opened = visit()
    page = opened.open("/stages/filing/")
    last = page.locator("details.deadline").last.get_attribute("id")
    page = opened.open(f"/stages/filing/#{last}")
    page.reload()
    assert page.locator(f"#{last}").evaluate("element => element.open")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/stages/negotiation/",
        "/stages/enforcement-measures/",
        "/questions/security/",
        "/tools/interest/",
        "/search/",
    ],
)
def test_a_page_view_weighs_at_most_120_kilobytes_compressed(visit: Opener, path: str) -> None:
    """Everything that is fetched until the page is quiet, searched or not; a server compresses texts, not images."""
    opened = visit()
    answers: list[Response] = []
    opened.page.on("response", lambda answer: answers.append(answer))
    page = opened.open(path)
    page.wait_for_load_state("networkidle")
    bodies = {answer.url: answer.body() for answer in answers}
    weights = {url: len(body if url.endswith(".png") else gzip.compress(body)) for url, body in bodies.items()}
    heaviest = sorted(weights.items(), key=lambda one: -one[1])[:4]
    assert sum(weights.values()) <= 120_000, heaviest
