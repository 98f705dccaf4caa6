"""What stands beside the guide and rests on the law is held to the registry like the guide itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from procguide import load
from procguide.check import checked
from procguide.index import index
from procguide.model import Guide

Writer = Callable[..., Path]
RATES = """fees:
- id: late
  title: 逾期费
  share: 0.01
  cites: [示例规程/{article}]
"""


def test_the_citations_of_a_file_beside_the_guide_are_checked_at_their_place(written: Writer) -> None:
    data = written()
    (data / "rates.yaml").write_text(RATES.format(article=55), encoding="utf-8")
    assert [str(problem) for problem in checked(data)[1]] == [
        "data/rates.yaml:5:11: 法条库里没有 示例规程 第 55 条；是否想写 “5”？"
    ]


def test_an_article_used_only_by_a_rate_is_no_orphan(written: Writer) -> None:
    more = "    - {number: '8', title: 逾期费, gist: 每日百分之一。}\n    - {number: '7'"
    data = written(("    - {number: '7'", more))
    assert "示例规程 第 8 条没有任何引用" in str(checked(data)[1][0])
    (data / "rates.yaml").write_text(RATES.format(article=8), encoding="utf-8")
    assert checked(data)[1] == []
    (use,) = index(load.guide(data)).uses["示例规程", "8"]
    assert (use.kind, use.id, use.title) == ("annexes", "rates-fees-late", "逾期费")


def test_the_rates_of_the_guide_are_listed_under_their_articles(guide: Guide) -> None:
    kinds = {use.kind for use in index(guide).uses["诉讼费办法", "13"]}
    assert "annexes" in kinds
