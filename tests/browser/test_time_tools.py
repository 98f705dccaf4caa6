"""The tools of time as their users meet them: by keyboard, on a phone, with a screen reader, from a folder, offline.

The expected days are those of tests/cases/*.csv and of the articles named beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect

from procguide.site import Project, build
from tests.browser.conftest import PHONE, Visit
from tests.conftest import ROOT, project_of

Opener = Callable[..., Visit]
STAGE = "/stages/judgment-and-appeal/"
PAGES = ("/tools/", "/tools/deadline/", "/tools/limitation/", "/tools/timetable/")
NOW = "2026-11-23T10:00:00"
DAY = "起算的事发生在哪一天"


def opened(visit: Visit, path: str) -> Page:
    """A page whose elements have come to life: the forms on cards do when the reader comes near."""
    page = visit.open(path)
    page.evaluate("document.querySelector('guide-count')?.parentElement.scrollIntoView()")
    page.wait_for_function("![...document.body.querySelectorAll('.pg *')].some(one => one.matches(':not(:defined)'))")
    return page


def typed(page: Page, words: str, *, enter: bool = True) -> None:
    """Type into what has the focus."""
    page.keyboard.type(words)
    if enter:
        page.keyboard.press("Enter")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("nothing of that kind can be reached by keyboard")


def serious(page: Page) -> list[tuple[str, str]]:
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)  # the theme's tabs fade in again
    return [
        (one["id"], one["nodes"][0]["html"][:160])
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def card(page: Page, deadline: str) -> Locator:
    return page.locator(f"#deadline-{deadline} guide-count")


# On a deadline's card


def test_a_deadline_s_card_counts_to_the_last_day(visit: Opener) -> None:
    """民诉法85/3: fifteen days from 2026-07-10 end on a Saturday, and roll to Monday the 27th."""
    page = opened(visit(), f"{STAGE}#deadline-appeal-judgment")
    count = card(page, "appeal-judgment")
    count.get_by_label(DAY, exact=True).focus()
    typed(page, "2026-07-10")
    assert count.locator(".proof-day").inner_text() == "最后一日：2026年7月27日（星期一）"
    steps = count.locator("ol.working li").all_inner_texts()
    assert any("7月25日（星期六）是休息日，顺延到" in step for step in steps)
    assert count.locator("ol.working a[href*='civil-procedure-law/#art-85']").count() >= 1
    assert "2026 年放假安排" in count.locator(".proof-calendar").inner_text()


def test_an_impossible_day_is_told_beside_its_field_and_kept(visit: Opener) -> None:
    page = opened(visit(), f"{STAGE}#deadline-appeal-judgment")
    count = card(page, "appeal-judgment")
    field = count.get_by_label(DAY, exact=True)
    field.focus()
    typed(page, "2026-02-30")
    assert "2026 年 2 月没有 30 日" in count.locator(".field-error").inner_text()
    assert field.input_value() == "2026-02-30"
    assert field.get_attribute("aria-invalid") == "true"
    assert count.locator(".proof").count() == 0


def test_without_javascript_a_card_shows_nothing_more(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STAGE)
    assert not page.locator("guide-count").first.is_visible()
    page.goto(f"{address}/tools/deadline/")
    assert page.locator("noscript .warning").is_visible()
    context.close()


# 时限计算器


def test_a_deadline_is_found_by_a_word_and_counted(visit: Opener) -> None:
    """The calendar of 2027 is unknown: the safe day first, then the likely later one (民诉法85/3)."""
    page = opened(visit(), "/tools/deadline/")
    page.get_by_label("找期限", exact=True).focus()
    typed(page, "对一审判决上诉", enter=False)
    tab_to(page, page.get_by_label(DAY, exact=True))
    typed(page, "2026年12月18日")
    assert page.locator(".proof-day").inner_text() == "最后一日：2027年1月2日（星期六）"
    assert "2027年1月4日（星期一）" in page.locator(".proof-later").inner_text()
    assert "2027 年的放假安排尚未收录" in page.locator(".proof-warnings").inner_text()
    assert "2027 年放假安排尚未收录" in page.locator(".proof-calendar").inner_text()


def bare(page: Page, amount: str, unit: str, regime: str) -> None:
    page.get_by_label("选一条期限", exact=True).focus()
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("期间", exact=True))
    typed(page, amount, enter=False)
    page.get_by_label("单位").select_option(unit)
    page.get_by_label("性质").select_option(regime)


@pytest.mark.parametrize(
    ("amount", "unit", "regime", "day", "last"),
    [
        ("6", "month", "immutable", "2026-03-31", "2026年9月30日（星期三）"),  # 民法典202: September has no 31st
        ("10", "day", "procedural", "2026-02-18", "2026年2月28日（星期六）"),  # a Saturday that is worked
        ("20", "working", "working-days", "2026-09-18", "2026年10月22日（星期四）"),  # two holidays, two make-up days
        ("7", "day", "backward", "2026-12-31", "2026年12月24日（星期四）"),  # 财产保全规定18
        ("60", "day", "exclusion", "2026-01-01", "2026年3月2日（星期一）"),  # sixty days are not sixty years
    ],
)
def test_any_period_is_counted(visit: Opener, amount: str, unit: str, regime: str, day: str, last: str) -> None:
    page = opened(visit(), "/tools/deadline/")
    bare(page, amount, unit, regime)
    tab_to(page, page.get_by_label(DAY, exact=True))
    typed(page, day)
    assert page.locator(".proof-day time").inner_text() == last


def test_a_period_after_service_by_notice(visit: Opener) -> None:
    """民诉法95/1: thirty days of notice, then fifteen days that end in the Spring Festival of 2026."""
    page = opened(visit(), "/tools/deadline/")
    bare(page, "15", "day", "procedural")
    page.get_by_text("少见的情形").click()
    page.get_by_label("先公告送达，公告期几日").fill("30")
    page.get_by_label(DAY, exact=True).fill("2026-01-05")
    page.keyboard.press("Enter")
    assert page.locator(".proof-day time").inner_text() == "2026年2月24日（星期二）"
    assert "视为送达" in page.locator("ol.working li").first.inner_text()


def test_hours_ask_for_the_time_of_day(visit: Opener) -> None:
    """民诉法解释125: from the next full hour."""
    page = opened(visit(), "/tools/deadline/")
    bare(page, "48", "hour", "hours")
    page.get_by_label(DAY, exact=True).fill("2026-07-10")
    page.keyboard.press("Enter")
    assert "要写明几点" in page.locator(".field-error:not(:empty)").inner_text()
    page.get_by_label("几点", exact=True).fill("14:20")
    page.keyboard.press("Enter")
    assert page.locator(".proof-day time").inner_text() == "2026年7月12日（星期日） 15:00"


def test_a_period_the_regime_does_not_have_is_refused_beside_it(visit: Opener) -> None:
    page = opened(visit(), "/tools/deadline/")
    bare(page, "15", "day", "working-days")
    page.get_by_label(DAY, exact=True).fill("2026-07-10")
    page.keyboard.press("Enter")
    error = page.locator(".field-error:not(:empty)")
    assert "按工作日计算的期间要写作" in error.inner_text()
    assert page.get_by_label("期间", exact=True).input_value() == "15"
    assert page.locator(".proof").count() == 0


def test_a_proof_is_copied_as_text(visit: Opener) -> None:
    page = opened(visit(permissions=["clipboard-read", "clipboard-write"]), "/tools/deadline/")
    bare(page, "15", "day", "procedural")
    page.get_by_label(DAY, exact=True).fill("2026-07-10")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="复制结果").click()
    page.get_by_role("button", name="已复制").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "最后一日：2026年7月27日（星期一）" in text
    assert "《民诉法》第85条第3款" in text


# 诉讼时效体检


def test_a_reminder_that_can_be_proved_saved_the_claim(visit: Opener) -> None:
    """民法典195: three years from the reminder of 2024-03-09 (tests/cases/limitation.csv)."""
    page = opened(visit(), "/tools/limitation/")
    page.get_by_label("还款到期日", exact=True).focus()
    typed(page, "2022-03-10", enter=False)
    tab_to(page, page.get_by_role("button", name="加一条：催要"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("哪一天", exact=True))
    typed(page, "2024-03-09", enter=False)
    page.get_by_label("按哪一天体检", exact=True).fill("2026-11-23")
    page.keyboard.press("Enter")
    assert page.locator(".proof-day").inner_text() == "还在时效之内：到2027年3月9日（星期二），还有 106 天"
    assert "保住时效的是：2024年3月9日" in page.locator(".proof").inner_text()
    assert "只剩 106 天" in page.locator(".proof-advice").inner_text()
    assert page.locator("ol.working a[href*='civil-code/#art-195']").count() >= 1


def test_a_suit_that_ended_leaves_both_answers_the_safe_one_first(visit: Opener) -> None:
    page = opened(visit(), "/tools/limitation/")
    page.get_by_label("还款到期日", exact=True).fill("2020-01-05")
    page.get_by_role("button", name="加一条：起诉等程序").click()
    page.get_by_label("从哪一天起", exact=True).fill("2022-08-01")
    page.get_by_label("到哪一天结束（没有结束就留空）", exact=True).fill("2022-02-01")
    page.get_by_label("按哪一天体检", exact=True).fill("2025-01-01")
    page.get_by_role("button", name="体检", exact=True).click()
    assert "早于开始的 2022-08-01" in page.locator(".field-error:not(:empty)").inner_text()
    page.get_by_label("到哪一天结束（没有结束就留空）", exact=True).fill("2023-02-01")
    page.get_by_role("button", name="体检", exact=True).click()
    assert "2025年8月1日" in page.locator(".proof-day").inner_text()
    assert "2026年2月2日" in page.locator(".proof-later").inner_text()
    assert "从提出之日还是从程序结束时" in page.locator(".dispute-question").inner_text()


def test_a_reminder_that_cannot_be_proved_is_not_counted_on(visit: Opener) -> None:
    page = opened(visit(), "/tools/limitation/")
    page.get_by_label("还款到期日", exact=True).fill("2021-04-01")
    page.get_by_role("button", name="加一条：催要").click()
    page.get_by_label("哪一天", exact=True).fill("2023-03-01")
    page.get_by_label("有材料能证明").uncheck()
    page.get_by_label("按哪一天体检", exact=True).fill("2026-02-01")
    page.get_by_role("button", name="体检", exact=True).click()
    assert page.locator(".proof-day").inner_text().startswith("时效看来已经届满：到2024年4月1日")
    assert "2026年3月2日" in page.locator(".proof-later").inner_text()


# 我的时间表


def timetable(visit: Opener, **options: object) -> Page:
    started = visit(**options)
    started.page.clock.set_fixed_time(NOW)
    return opened(started, "/tools/timetable/")


def entered(page: Page) -> None:
    """A judgment received on 2026-11-12 and a debt that fell due in 2020, by keyboard."""
    page.get_by_label("债务履行期限届满", exact=True).focus()
    typed(page, "2020-05-10", enter=False)
    page.locator("summary", has_text="保全与诉讼").focus()
    page.keyboard.press("Enter")
    page.get_by_label("收到一审判决书", exact=True).focus()
    typed(page, "2026-11-12", enter=False)
    page.keyboard.press("Tab")


def days(page: Page) -> list[str]:
    return page.locator("ol.timetable > li time").evaluate_all("times => times.map(time => time.dateTime)")


def test_facts_become_deadlines_in_order_and_past_ones_are_marked(visit: Opener) -> None:
    """民诉法171/1: fifteen days from 2026-11-12 end on 2026-11-27."""
    page = timetable(visit)
    entered(page)
    assert days(page) == sorted(days(page))
    assert {"2023-05-10", "2026-11-27"} <= set(days(page))
    past = page.locator("ol.timetable > li.past").first
    assert "已过" in past.inner_text()
    appeal = page.locator("ol.timetable > li", has_text="对一审判决上诉")
    assert "还有 4 天" in appeal.inner_text()
    appeal.locator("summary").click()
    assert appeal.locator("a[href*='civil-procedure-law/#art-85']").count() >= 1


def test_the_calendar_file_is_sound_and_a_second_one_replaces_the_first(visit: Opener) -> None:
    page = timetable(visit)
    entered(page)

    def events() -> dict[str, dict[str, object]]:
        with page.expect_download() as waiting:
            page.get_by_role("button", name="导出日历（.ics）").click()
        calendar = Calendar.from_ical(Path(waiting.value.path()).read_bytes())
        assert calendar["CALSCALE"] == "GREGORIAN"
        found = calendar.walk("VEVENT")
        assert all([str(alarm["TRIGGER"].to_ical(), "ascii") for alarm in one.walk("VALARM")] for one in found)
        return {str(one["uid"]): {"day": one.decoded("dtstart")} for one in found}

    first = events()
    assert len(first) == len(days(page))
    page.reload()
    assert events() == first


def test_what_was_typed_stays_in_this_browser_until_it_is_cleared(visit: Opener) -> None:
    page = timetable(visit)
    entered(page)
    before = days(page)
    page.reload()
    assert days(page) == before
    page.get_by_role("button", name="一键清除").click()
    assert page.evaluate("localStorage.length") == len(
        page.evaluate("Object.keys(localStorage).filter(key => !key.startsWith('procguide'))")
    )
    assert days(page) == []
    page.get_by_role("button", name="撤销").click()
    assert days(page) == before


def test_a_file_carries_the_timetable_to_another_browser(visit: Opener, tmp_path: Path) -> None:
    page = timetable(visit)
    entered(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出文件").click()
    file = tmp_path / "mine.json"
    waiting.value.save_as(file)
    assert json.loads(file.read_text(encoding="utf-8"))["facts"]["due"] == "2020-05-10"
    other = timetable(visit)
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    other.get_by_label("从文件恢复").set_input_files(broken)
    expect(other.locator(".field-error:not(:empty)")).to_contain_text("读不出内容")
    other.get_by_label("从文件恢复").set_input_files(file)
    expect(other.locator("ol.timetable > li")).to_have_count(len(days(page)))
    assert days(other) == days(page)


def test_facts_out_of_order_are_told_and_nothing_typed_is_lost(visit: Opener) -> None:
    page = timetable(visit)
    page.locator("summary", has_text="保全与诉讼").click()
    page.get_by_label("提交起诉状", exact=True).fill("2026-08-03")
    page.get_by_label("收到一审判决书", exact=True).fill("2026-08-01")
    page.keyboard.press("Tab")
    assert "早于 “提交起诉状”" in page.locator(".field-error:not(:empty)").inner_text()
    page.reload()
    assert page.get_by_label("收到一审判决书", exact=True).input_value() == "2026-08-01"
    assert "对一审判决上诉" not in page.locator(".timetable-place").inner_text()


# For everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anyone_s_way(visit: Opener, scheme: str) -> None:
    started = visit(color_scheme=scheme)
    for path in PAGES:
        assert serious(opened(started, path)) == [], path
    page = opened(started, "/tools/deadline/")
    bare(page, "15", "day", "procedural")
    page.get_by_label(DAY, exact=True).fill("2026-12-18")
    page.keyboard.press("Enter")
    page.locator(".proof").wait_for()
    assert serious(page) == []
    page = opened(started, "/tools/limitation/")
    page.get_by_label("还款到期日", exact=True).fill("2021-04-01")
    page.get_by_role("button", name="加一条：起诉等程序").click()
    page.get_by_role("button", name="体检", exact=True).click()
    assert serious(page) == []
    started.page.clock.set_fixed_time(NOW)
    page = opened(started, "/tools/timetable/")
    entered(page)
    assert serious(page) == []


@pytest.mark.parametrize("path", [*PAGES, STAGE])
def test_no_tool_scrolls_sideways_on_a_phone(visit: Opener, path: str) -> None:
    page = opened(visit(**PHONE), path)
    if path == "/tools/deadline/":
        bare(page, "15", "day", "procedural")
        page.get_by_label(DAY, exact=True).fill("2026-12-18")
        page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_paper_shows_the_result_without_the_form(visit: Opener) -> None:
    page = timetable(visit)
    entered(page)
    page.emulate_media(media="print")
    assert not page.locator("form.tool").is_visible()
    assert page.locator("ol.timetable > li").first.is_visible()


# From a folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site of the real guide, built to be opened without a server."""
    project = project_of(tmp_path_factory.mktemp("folder"), ROOT / "data")
    keep = {"tools/deadline.md", "tools/limitation.md", "tools/timetable.md"}
    for path in project.docs.rglob("*.md"):
        if path.relative_to(project.docs).as_posix() not in keep:
            path.unlink()
    for name, call in (("stages/judgment-and-appeal", 'stage("judgment-and-appeal")'), ("index", "foot()")):
        (project.docs / f"{name}.md").write_text(f"# 页\n\n{{{{ {call} }}}}\n", encoding="utf-8")
    config = (project.root / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:\n")[0]
    (project.root / "mkdocs.yml").write_text(config + "\n", encoding="utf-8")
    offline = Project(project.root, project.data, project.site)
    build(offline, told=lambda _: None, offline=True)
    return project.site


def test_the_tools_work_from_a_folder(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(folder / 'stages/judgment-and-appeal.html').as_uri()}#deadline-appeal-judgment")
    count = card(page, "appeal-judgment")
    count.get_by_label(DAY, exact=True).fill("2026-07-10")
    page.keyboard.press("Enter")
    expect(count.locator(".proof-day")).to_have_text("最后一日：2026年7月27日（星期一）")
    page.goto((folder / "tools/timetable.html").as_uri())
    page.clock.set_fixed_time(NOW)
    entered(page)
    assert "2026-11-27" in days(page)
    page.reload()
    assert "2026-11-27" in days(page)
    assert re.search(r"guide\.js", page.content())
    page.close()
