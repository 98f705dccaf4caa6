"""A real Chromium, and pages that tell what they complained of and whom they asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, sync_playwright

from tests.conftest import chromium, unavailable

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@dataclass
class Visit:
    """A page and what it did while it was open."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}", wait_until="load")
        return self.page


def _failed(visit: Visit, request: Request) -> None:
    """Take note of a request that failed, not of one that was dropped because the reader went on to another page."""
    if request.failure != "net::ERR_ABORTED":
        visit.complaints.append(f"failed: {request.url} {request.failure}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright_session() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_session: Playwright) -> Iterator[Browser]:
    path = chromium()
    if not path:
        unavailable("no Chromium on this machine: apt-get install chromium")
    browser = playwright_session.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open a window; every window of a test is closed after it, and must have been quiet and alone."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(**options: object) -> Visit:
        context = browser.new_context(**{**DESKTOP, **options})
        contexts.append(context)
        visit = Visit(context.new_page(), address)
        visits.append(visit)
        visit.page.on(
            "console", lambda message: message.type in ("error", "warning") and visit.complaints.append(message.text)
        )
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("requestfailed", lambda request: _failed(visit, request))
        visit.page.on(
            "request",
            lambda request: request.url.startswith((address, "data:", "blob:")) or visit.strangers.append(request.url),
        )
        return visit

    yield start
    for context in contexts:
        context.close()
    assert [complaint for visit in visits for complaint in visit.complaints] == []
    assert [stranger for visit in visits for stranger in visit.strangers] == []
