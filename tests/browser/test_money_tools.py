"""The tools of money in a real browser, by keyboard; every amount is worked out here from the rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Visit

Opener = Callable[..., Visit]

#: What is typed into each tool so that it shows a result.
TYPED: dict[str, dict[str, str]] = {
    "fees": {"诉讼请求的金额或者价额": "10万"},
    "interest": {
        "本金": "20万", "约定的利率": "24%", "借款合同成立日": "2025-06-10", "利息从哪一天起算": "2025-06-10",
        "算到哪一天": "2026-06-10",
    },
    "delay": {"文书确定的本金": "30万", "文书确定的履行期间届满的那一天": "2026-03-01", "算到哪一天": "2026-09-01"},
    "repayment": {"分期还的本金": "6万", "分几期": "12", "从哪一天起计息": "2026-12-01", "第一期哪一天还": "2026-12-31"},
    "worth": {"要追回的金额": "38万"},
    "contingency": {"最终实现的债权": "150万"},
    "capital": {"金额": "1409.50"},
}  # fmt: skip
ESTIMATES = {"ordinary-chance": "50%", "ordinary-recovery": "100%", "ordinary-months": "6"}


def opened(visit: Visit, tool: str) -> Page:
    """A tool's page, ready to be used."""
    page = visit.open(f"/tools/{tool}/")
    page.locator("form.tool").wait_for()
    return page


def typed(page: Page, fields: dict[str, str]) -> None:
    """Type into the fields of the tool, by label; the rest of the way is the Enter key's."""
    form = page.locator("form.tool")
    for label, text in fields.items():
        field = form.get_by_label(label).locator("visible=true").first
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)


def worked(page: Page, tool: str) -> str:
    """Fill a tool by keyboard and press Enter; gives the card's text."""
    typed(page, TYPED[tool])
    if tool == "worth":
        for id, text in ESTIMATES.items():
            page.locator(f"#{id}").focus()
            page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.locator(".proof").wait_for()
    return page.locator(".proof").inner_text()


def test_the_acceptance_fee_of_100000_is_2300(visit: Opener) -> None:
    """50 + 90,000 × 2.5% = 2,300; a third of it for a payment order; 30 + 99,000 × 1% to preserve it; 50 + 90,000 ×
    1.5% to enforce it."""
    page = opened(visit(), "fees")
    card = worked(page, "fees")
    assert "应收：2,300.00 元" in card
    assert "90,000.00 × 2.5% ＝ 2,250.00" in card
    for amount in ("1,150.00", "766.67", "1,020.00", "1,400.00"):
        assert amount in card
    assert page.locator(".proof a.cite[href*='statutes/litigation-fee-measures/#art-13']").count() >= 1


def test_a_halving_is_applied_once_and_by_the_space_key(visit: Opener) -> None:
    page = opened(visit(), "fees")
    worked(page, "fees")
    for name in ("简易程序（减半）", "调解结案（减半）"):
        page.get_by_label(name).focus()
        page.keyboard.press("Space")
    card = page.locator(".proof").inner_text()
    assert "应收：1,150.00 元" in card
    assert "只减一次" in card


def test_a_fee_is_read_backwards_and_does_not_fit_its_claim(visit: Opener) -> None:
    """2.5% a fen of which is 0.40 yuan below, 2% a fen of which is 0.50 above: 99,999.80 to 100,000.24."""
    page = opened(visit(), "fees")
    page.get_by_label("由金额算收费").focus()
    page.keyboard.press("ArrowDown")
    typed(page, {"文书上写的收费数额": "2300", "文书上写的金额": "20万"})
    page.keyboard.press("Enter")
    card = page.locator(".proof").inner_text()
    assert "99,999.80 至 100,000.24 元" in card
    assert "不一致" in card
    assert "应收 4,300.00 元" in card


def test_interest_above_the_ceiling_is_not_supported(visit: Opener) -> None:
    """The LPR of 2025-06-10 is 3.00%; four times it is 12%: 200,000 × 12% = 24,000 of the 48,000 agreed."""
    page = opened(visit(), "interest")
    card = worked(page, "interest")
    assert "法院一般支持的利息：24,000.00 元" in card
    assert "48,000.00 元" in card
    assert page.locator(".proof a.cite[href*='statutes/private-lending-rules/#art-25']").count() >= 1


def test_a_part_payment_goes_to_interest_first(visit: Opener) -> None:
    """264 days: 200,000 × 12% ÷ 365 × 264 = 17,358.90; of 50,000 the rest, 32,641.10, lowers the principal."""
    page = opened(visit(), "interest")
    typed(page, TYPED["interest"])
    page.get_by_label("还过的款").focus()
    page.keyboard.type("2026-03-01 5万")
    page.get_by_role("button", name="计算", exact=True).focus()
    page.keyboard.press("Enter")
    card = page.locator(".proof").inner_text()
    assert "抵利息 17,358.90，抵本金 32,641.10" in card
    assert "167,358.90" in card


def test_overdue_money_of_a_small_enterprise_bears_five_in_ten_thousand(visit: Opener) -> None:
    """100,000 × 0.05% × 30 days = 1,500."""
    page = opened(visit(), "interest")
    page.get_by_label("是哪一种欠款").focus()
    page.keyboard.press("End")
    typed(
        page, {"本金": "10万", "合同订立日": "2025-07-01", "利息从哪一天起算": "2026-01-01", "算到哪一天": "2026-01-31"}
    )
    page.keyboard.press("Enter")
    assert "1,500.00 元" in page.locator(".proof").inner_text()


def test_the_doubled_part_by_the_day(visit: Opener) -> None:
    """From 2026-03-01 to 2026-09-01 are 184 days: 300,000 × 0.0175% × 184 = 9,660."""
    page = opened(visit(), "delay")
    card = worked(page, "delay")
    assert "加倍部分：9,660.00 元" in card
    assert page.locator(".proof a.cite[href*='statutes/delayed-performance-interest/#art-1']").count() >= 1


def test_instalments_without_interest_and_their_files(visit: Opener) -> None:
    """60,000 in twelve: 5,000 each; 2027 has no 31 February and pays on the 28th."""
    page = opened(visit(), "repayment")
    assert "合计还：60,000.00 元" in worked(page, "repayment")
    rows = page.locator(".money-table tbody tr")
    assert rows.count() == 12
    assert "2027-02-28" in rows.nth(2).inner_text()
    for name, file in (("导出表格（.csv）", "还款计划.csv"), ("导出日历（.ics）", "还款计划.ics")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).focus()
            page.keyboard.press("Enter")
        assert download.value.suggested_filename == file
        assert download.value.path().read_text(encoding="utf-8-sig").count("2026-12-31" if "csv" in file else "VEVENT")


def test_an_agreed_rate_above_the_ceiling_is_lowered_in_the_plan(visit: Opener) -> None:
    page = opened(visit(), "repayment")
    typed(page, TYPED["repayment"])
    page.get_by_label("计不计利息").focus()
    page.keyboard.press("End")
    typed(page, {"利率": "24%", "借款合同成立日": "2025-06-10"})
    page.keyboard.press("Enter")
    card = page.locator(".proof").inner_text()
    assert "年利率12%（约定超过上限，已降到上限）" in card


def test_routes_are_compared_from_the_readers_estimates(visit: Opener) -> None:
    """380,000: fee 50+2,250+2,000+4,500−... = 7,000; half of 380,000 less half of 7,000 is 186,500."""
    page = opened(visit(), "worth")
    card = worked(page, "worth")
    assert "普通程序的期望净得：186,500.00 元" in card
    assert "7,000.00" in card


def test_the_contingency_ceiling_is_counted_by_brackets_and_marked_unconfirmed(visit: Opener) -> None:
    """1,000,000 × 18% + 500,000 × 15% = 255,000."""
    page = opened(visit(), "contingency")
    assert page.locator(".warning .tag-draft").inner_text() == "待核"
    card = worked(page, "contingency")
    assert "255,000.00 元（待核）" in card
    typed(page, {"约定的律师费数额": "30万"})
    page.keyboard.press("Enter")
    assert "超过上限，应当调低" in page.locator(".proof").inner_text()


def test_an_amount_in_capitals(visit: Opener) -> None:
    page = opened(visit(), "capital")
    assert "人民币壹仟肆佰零玖元伍角" in worked(page, "capital")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请填写"),
        ("0", "金额必须大于零"),
        ("-5", "金额不能是负数"),
        ("九牛一毛", "不是金额"),
        ("9999999亿亿", "不是金额"),
        ("99999999999999999999", "超过一万亿元"),
        ("1.234", "最多写到分"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(visit: Opener, text: str, sentence: str) -> None:
    page = opened(visit(), "fees")
    field = page.locator("#amount")
    field.focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    assert sentence in page.locator("#amount-error").inner_text()
    assert field.input_value() == text
    assert field.get_attribute("aria-invalid") == "true"
    assert "amount-error" in (field.get_attribute("aria-describedby") or "")
    assert field.evaluate("element => document.activeElement === element")
    assert page.locator(".proof").count() == 0


@pytest.mark.parametrize("text", ["1,200,000.00 元", "120万", "￥1200000", "１２０万元"])
def test_pasted_amounts_are_read(visit: Opener, text: str) -> None:
    """50 + 2,250 + 2,000 + 4,500 + 5,000 + 200,000 × 0.9% (1,800) = 15,600."""
    page = opened(visit(), "fees")
    page.locator("#amount").fill(text)
    page.locator("#amount").press("Enter")
    assert "应收：15,600.00 元" in page.locator(".proof").inner_text()


def test_what_was_typed_stays_when_another_field_is_wrong(visit: Opener) -> None:
    page = opened(visit(), "interest")
    typed(page, {**TYPED["interest"], "算到哪一天": "2024-01-01"})
    page.keyboard.press("Enter")
    assert "早于起始日" in page.locator("#end-error").inner_text()
    assert page.locator("#principal").input_value() == "20万"
    page.locator("#end").fill("2026-06-10")
    page.locator("#end").press("Enter")
    assert page.locator("#end-error").inner_text() == ""
    assert "24,000.00 元" in page.locator(".proof").inner_text()


def test_the_working_is_copied_whole(visit: Opener) -> None:
    page = opened(visit(permissions=["clipboard-read", "clipboard-write"]), "fees")
    worked(page, "fees")
    page.get_by_role("button", name="复制计算过程").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="已复制").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert "应收：2,300.00 元" in text
    assert "计算过程：" in text
    assert "《诉讼费办法》第13条第1款第1项" in text


@pytest.mark.parametrize("tool", TYPED)
def test_a_tool_with_its_result_fits_a_phone(visit: Opener, tool: str) -> None:
    page = opened(visit(**PHONE), tool)
    worked(page, tool)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tool", TYPED)
def test_nothing_serious_stands_in_the_way_of_a_tool_s_user(visit: Opener, tool: str, scheme: str) -> None:
    page = opened(visit(color_scheme=scheme), tool)
    worked(page, tool)
    found = Axe().run(page)
    serious = [
        (one["id"], one["nodes"][0]["html"][:160])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_paper_shows_the_card_and_not_the_form(visit: Opener) -> None:
    page = opened(visit(), "fees")
    worked(page, "fees")
    page.emulate_media(media="print")
    assert page.locator(".proof").is_visible()
    assert not page.locator("form.tool").is_visible()
    assert not page.locator(".proof-acts").is_visible()
