"""What the tools of money read and tell, run in Node; and what their pages carry."""

from __future__ import annotations

import json
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from macros import money_tools
from macros.pages import Pages
from procguide import rates as rates_of
from procguide.fees import fee_named
from tests.reckoning import ROOT, rates

NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="没有 node")
def test_the_logic_of_the_tools_holds_in_node() -> None:
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "js" / "money-tools.mjs")],
        input=json.dumps(rates_of.table(rates()), ensure_ascii=False),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def carried(sentences: tuple[str, ...], **kept: list[str] | None) -> dict[str, object]:
    """What a page would carry, of a guide that has no statutes registered."""
    index = SimpleNamespace(statutes={})
    guide = SimpleNamespace(id="test", as_of="2026-11-23")
    pages = Pages(ROOT / "data", lambda: "tools/fees.md", True)
    stand_in = SimpleNamespace(data=pages.data, index=index, guide=guide, href=pages.href)
    found: dict[str, object] = json.loads(str(money_tools._data(stand_in, sentences, **kept)))  # type: ignore[arg-type]
    return found


def test_a_page_carries_only_what_its_tool_uses() -> None:
    found = carried(("fee",), fees=["contingency"])
    assert set(found["rates"]) == {"fees", "sentences"}  # type: ignore[call-overload]
    assert [fee["id"] for fee in found["rates"]["fees"]] == ["contingency"]  # type: ignore[index]
    assert all(name.startswith("fee-") for name in found["rates"]["sentences"])  # type: ignore[index]


def test_a_statute_outside_the_registry_is_named_without_a_link() -> None:
    found = carried((), fees=["contingency"])
    assert found["statutes"] == {}
    assert found["cites"]["律师收费意见/6"] == "《律师收费意见》第6条"  # type: ignore[index]


def test_a_scale_is_told_in_lines() -> None:
    assert money_tools._scale(fee_named(rates(), "申请执行费"), None) == [
        "每件 50 元",
        "超过 10,000 元 至 500,000 元的部分 1.5%",
        "超过 500,000 元 至 5,000,000 元的部分 1%",
        "超过 5,000,000 元 至 10,000,000 元的部分 0.5%",
        "超过 10,000,000 元的部分 0.1%",
    ]
    assert money_tools._scale(fee_named(rates(), "保全费"), None)[-1] == "最高 5,000 元"
    assert money_tools._scale(fee_named(rates(), "支付令"), fee_named(rates(), "受理费")) == [
        "按案件受理费的标准除以 3"
    ]


def test_the_contingency_scale_has_no_base_and_begins_at_the_first_yuan() -> None:
    assert money_tools._scale(fee_named(rates(), "风险代理"), None)[0] == "不超过 1,000,000 元的部分 18%"
