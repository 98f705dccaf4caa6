"""The tools of contact as their users meet them: by keyboard, on a phone, with a screen reader.

The expected days are the ladder's (data/messages/ladder.yaml) over the rest days of 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, Visit

Opener = Callable[..., Visit]
PAGES = ("/tools/message/", "/tools/contact/")
NOW = "2026-11-23T10:00:00"
VIOLATING = "再不还钱，我们就把你的身份证照片发到你公司群里。\n你就等着坐牢吧。"
COMPLIANT = (
    "【某某公司】王先生您好，2026年3月5日借款合同项下的借款本金12000元已于2026年9月25日到期，我方尚未收到。"
    "请于2026年12月10日前还款至合同约定的账户，或者告诉我们您的安排；对金额有异议请联系我们核对，联系电话021-00000000。"
    "逾期不还款也不提出异议的，我方将依法向人民法院提起诉讼。"
)
CRISIS = "您说活不下去了，想跳楼。"


def opened(visit: Visit, path: str) -> Page:
    """A page whose elements have come to life."""
    visit.page.clock.set_fixed_time(NOW)
    page = visit.open(path)
    page.wait_for_function("![...document.body.querySelectorAll('.pg *')].some(one => one.matches(':not(:defined)'))")
    return page


def serious(page: Page) -> list[tuple[str, str]]:
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)  # the theme's tabs fade in again
    return [
        (one["id"], one["nodes"][0]["html"][:160])
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("nothing of that kind can be reached by keyboard")


def area(page: Page) -> Locator:
    return page.get_by_label("把短信、微信、信函或者话术粘贴在这里")


def checked(page: Page, message: str) -> Locator:
    """The findings of a message, once there is a verdict."""
    area(page).fill(message)
    expect(page.locator(".message-status")).not_to_be_empty()
    return page.locator(".message-finding")


# 话术与函件检查


def test_a_violating_message_is_told_with_its_article(visit: Opener) -> None:
    page = opened(visit(), "/tools/message/")
    area(page).focus()
    page.keyboard.type("你就等着坐牢吧")
    finding = page.locator(".message-finding", has_text="坐牢").first
    finding.wait_for()
    assert "改好之前不要发出" in page.locator(".message-status").inner_text()
    article = finding.locator(".message-basis a").first
    assert "/statutes/civil-code/#art-150" in article.evaluate("link => link.href")
    assert article.inner_text() == "《民法典》第150条"
    assert "可改为：" in finding.inner_text()
    prohibition = finding.locator(".message-title a").get_attribute("href")
    assert prohibition == "../../prohibitions/#prohibition-false-consequence-threats"


def test_links_of_findings_lead_somewhere(visit: Opener) -> None:
    page = opened(visit(), "/tools/message/")
    checked(page, VIOLATING)
    links = page.locator(".message-finding a").evaluate_all("links => links.map(link => link.href)")
    assert links
    for address in dict.fromkeys(links):
        target, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in page.request.get(target).text(), address


def test_a_compliant_message_has_no_findings(visit: Opener) -> None:
    page = opened(visit(), "/tools/message/")
    findings = checked(page, COMPLIANT)
    assert findings.all_inner_texts() == []
    assert "没有发现问题" in page.locator(".message-status").inner_text()


def test_words_of_harm_lead_to_the_crisis_procedure(visit: Opener) -> None:
    page = opened(visit(), "/tools/message/")
    checked(page, CRISIS)
    link = page.locator(".message-crisis").get_by_role("link")
    assert link.get_attribute("href") == "../../practices/#practice-crisis-plan"
    link.click()
    expect(page.locator("#practice-crisis-plan")).to_be_visible()


def test_the_hour_of_sending_is_judged(visit: Opener) -> None:
    page = opened(visit(), "/tools/message/")
    findings = checked(page, COMPLIANT)
    page.get_by_label("谁发送").select_option("financial")
    page.get_by_label("几点发送").fill("23:30")
    expect(findings.first).to_contain_text("全文")


def test_a_finding_is_reached_by_keyboard(visit: Opener) -> None:
    page = opened(visit(), "/tools/message/")
    checked(page, VIOLATING)
    area(page).focus()
    tab_to(page, page.locator(".message-number").first)
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").endswith("-finding-1")
    assert page.evaluate("document.activeElement.classList.contains('message-finding')")


def test_what_was_found_is_copied_with_names_of_articles(visit: Opener) -> None:
    page = opened(visit(permissions=["clipboard-read", "clipboard-write"]), "/tools/message/")
    checked(page, VIOLATING)
    page.get_by_role("button", name="复制检查结果").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert "《民法典》第150条" in page.evaluate("navigator.clipboard.readText()")


# 沟通节奏


def planned(page: Page, due: str = "2026-12-18", amount: str = "1.2万") -> Locator:
    """The steps of a plan, made by keyboard."""
    page.get_by_label("款项到期日", exact=True).focus()
    page.keyboard.type(due)
    tab_to(page, page.get_by_label("欠款金额（元）", exact=True))
    page.keyboard.type(amount)
    page.keyboard.press("Enter")
    return page.locator("guide-contact ol.timetable > li")


def test_the_plan_begins_three_days_before_the_due_day(visit: Opener) -> None:
    """The second step's own day is a Saturday and moves to Monday."""
    page = opened(visit(), "/tools/contact/")
    steps = planned(page)
    assert page.locator(".proof-day").inner_text() == "第一步：2026年12月15日（星期二）"
    assert "第一步在2026年12月15日（星期二）" in page.locator(".contact-status").inner_text()
    first = steps.first
    assert first.locator("time").inner_text() == "2026年12月15日（星期二）"
    assert "12000元将于2026年12月18日到期" in first.locator(".contact-text").inner_text()
    assert "08:00 至 22:00" in first.inner_text()
    assert "留证：" in first.inner_text()
    assert "原定" not in first.inner_text()
    assert "false" not in first.inner_text()
    assert steps.nth(1).locator("time").get_attribute("datetime") == "2026-12-21"
    assert "原定2026年12月19日（星期六）" in steps.nth(1).inner_text()
    assert "不联系对方" in steps.last.inner_text()
    assert "机构自定，不是法律" in page.locator(".proof-title").inner_text()
    assert "2027 年的放假安排尚未收录" in page.locator(".proof-warnings").inner_text()


def test_rest_days_may_be_kept_in(visit: Opener) -> None:
    page = opened(visit(), "/tools/contact/")
    steps = planned(page)
    page.get_by_label("休息日不联系").uncheck()
    expect(steps.nth(1).locator("time")).to_have_attribute("datetime", "2026-12-19")


def test_whose_rule_a_limit_is_depends_on_the_creditor(visit: Opener) -> None:
    page = opened(visit(), "/tools/contact/")
    planned(page)
    proof = page.locator("guide-contact .proof")
    assert "推荐性国家标准" not in proof.inner_text()
    page.get_by_label("谁来催收").select_option("financial")
    expect(proof).to_contain_text("推荐性国家标准")
    assert "行业自律规范" in proof.inner_text()
    link = proof.locator("a.cite").first
    assert "/statutes/collection-standard/#art-contact-hours" in link.evaluate("link => link.href")
    assert page.locator("#stop-disputed").count() == 1


@pytest.mark.parametrize(
    ("fields", "label", "sentence"),
    [
        ({"款项到期日": ""}, "款项到期日", "请填写到期日"),
        ({"款项到期日": "2026-02-30"}, "款项到期日", "2026 年 2 月没有 30 日"),
        ({"欠款金额（元）": ""}, "欠款金额（元）", "请填写金额"),
        ({"欠款金额（元）": "很多"}, "欠款金额（元）", "很多"),
        ({"从几点": "9点"}, "到几点", "同时写起止"),
        ({"从几点": "25:00"}, "从几点", "不是钟点"),
        ({"从几点": "20:00", "到几点": "9:00"}, "从几点", "早于结束"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    visit: Opener, fields: dict[str, str], label: str, sentence: str
) -> None:
    page = opened(visit(), "/tools/contact/")
    page.get_by_text("约定过联系的时段").click()
    for name, words in ({"款项到期日": "2026-12-18", "欠款金额（元）": "12000"} | fields).items():
        page.get_by_label(name, exact=True).fill(words)
    page.get_by_role("button", name="排出节奏").click()
    field = page.get_by_label(label, exact=True)
    assert field.get_attribute("aria-invalid") == "true"
    assert sentence in page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert field.evaluate("element => element === document.activeElement")
    assert page.locator("guide-contact .proof").count() == 0


def test_the_calendar_file_has_an_event_for_each_step(visit: Opener) -> None:
    page = opened(visit(), "/tools/contact/")
    steps = planned(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出日历（.ics）").click()
    calendar = Calendar.from_ical(Path(waiting.value.path()).read_bytes())
    events = calendar.walk("VEVENT")
    assert len(events) == steps.count()
    assert [str(one.decoded("dtstart")) for one in events] == steps.locator("time").evaluate_all(
        "times => times.map(time => time.dateTime)"
    )
    assert "不是法律规定" in str(events[0]["description"])


def test_a_step_s_text_is_copied(visit: Opener) -> None:
    page = opened(visit(permissions=["clipboard-read", "clipboard-write"]), "/tools/contact/")
    steps = planned(page)
    steps.first.get_by_role("button", name="复制文字").click()
    expect(steps.first.locator("button")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == steps.first.locator(".contact-text").inner_text()


# For everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anyone_s_way(visit: Opener, scheme: str) -> None:
    started = visit(color_scheme=scheme)
    page = opened(started, "/tools/message/")
    assert serious(page) == []
    checked(page, VIOLATING + CRISIS)
    assert serious(page) == []
    page = opened(started, "/tools/contact/")
    assert serious(page) == []
    planned(page)
    assert serious(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_tool_scrolls_sideways_on_a_phone(visit: Opener, path: str) -> None:
    page = opened(visit(**PHONE), path)
    if path == "/tools/message/":
        checked(page, VIOLATING + CRISIS)
    else:
        planned(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_without_javascript_the_rules_still_stand_on_the_pages(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in PAGES:
        page.goto(address + path)
        assert page.locator("noscript .warning").is_visible()
        assert page.locator("a.cite").count() > 3
    context.close()


def test_paper_shows_the_plan_without_the_form(visit: Opener) -> None:
    page = opened(visit(), "/tools/contact/")
    steps = planned(page)
    page.emulate_media(media="print")
    assert not page.locator("form.tool").is_visible()
    assert steps.first.is_visible()
    assert page.locator("#stop-disputed").is_visible()
