"""The rates: what the real tables say, and the faults that are found in wrong ones."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from procguide import load
from procguide import rates as rates_of
from procguide.counting import Sentence
from procguide.rates import Cap, Rates, faults, lpr_on, lpr_warning, table
from procguide.source import Refused
from tests.reckoning import ROOT, cases, rates

DAY = timedelta(days=1)


def messages(known: Rates) -> str:
    return "\n".join(map(str, faults(known)))


@pytest.mark.parametrize("row", cases("lpr.csv"), ids=lambda row: row["day"])
def test_the_lpr_of_a_day(row: dict[str, str]) -> None:
    found = lpr_on(rates(), date.fromisoformat(row["day"]))
    if row["one_year"]:
        assert found is not None
        assert (Decimal(row["one_year"]), Decimal(row["five_year"])) == (found.one_year, found.five_year), row["why"]
    else:
        assert found is None, row["why"]
        assert row["day"] in lpr_warning(rates(), date.fromisoformat(row["day"])).text


def test_the_lpr_changes_on_the_fifteen_known_days_only() -> None:
    values = [(row.one_year, row.five_year, row.first) for row in rates().lpr]
    changes = [
        values[0][2],
        *(now[2] for before, now in pairwise(values) if before[:2] != now[:2]),
    ]
    assert len(changes) == 15
    known = {row["day"] for row in cases("lpr.csv") if row["why"] == "变点"}
    assert {str(day) for day in changes} == known


def test_every_month_has_one_publication() -> None:
    months = [(row.first.year, row.first.month) for row in rates().lpr]
    assert len(months) == len(set(months)) == 86
    assert all(20 <= row.first.day <= 24 for row in rates().lpr)


def test_the_real_rates_have_no_fault() -> None:
    assert messages(rates()) == ""


def test_every_row_says_when_it_was_checked_and_by_what() -> None:
    for _, key, _ in rates_of.FILES:
        for row in getattr(rates(), key):
            assert row.cites, row
            assert date(2026, 1, 1) <= row.checked <= date(2026, 12, 31), row


def test_every_citation_stands_in_the_registry() -> None:
    guide = load.guide(ROOT / "data")
    statutes = {statute.short: statute.version_on(guide.as_of) for statute in guide.statutes}
    rows = [row for _, key, _ in rates_of.FILES for row in getattr(rates(), key)]
    for row in (*rows, *rates().sentences.values()):
        for cite in row.cites:
            version = statutes.get(cite.statute)
            assert version, f"{cite.mark}: {cite}"
            assert cite.article in {article.number for article in version.articles}, f"{cite.mark}: {cite}"


def test_an_overlap_is_a_problem_with_its_place() -> None:
    first, second, *rest = rates().lpr
    wrong = replace(rates(), lpr=(replace(first, last=second.first), second, *rest))
    assert "rates/lpr.yaml" in messages(wrong)
    assert "重叠" in messages(wrong)


def test_a_gap_is_a_problem_with_its_place() -> None:
    first, *rest = rates().lpr
    wrong = replace(rates(), lpr=(replace(first, last=first.last - DAY), *rest))
    assert f"{first.last} 至 {first.last} 没有任何一行" in messages(wrong)


def test_a_row_that_ends_before_it_begins_is_a_problem() -> None:
    first, *rest = rates().lpr
    assert "早于第一天" in messages(replace(rates(), lpr=(replace(first, last=first.first - DAY), *rest)))


def test_two_scales_of_one_fee_on_one_day_are_a_problem() -> None:
    assert "重叠" in messages(replace(rates(), fees=(*rates().fees, rates().fees[0])))


def test_a_missing_source_is_a_problem() -> None:
    first, *rest = rates().fees
    assert "没有依据" in messages(replace(rates(), fees=(replace(first, cites=()), *rest)))
    one, *others = rates().lpr
    assert "没有来源" in messages(replace(rates(), lpr=(replace(one, source=""), *others)))


def test_a_ceiling_with_a_gap_is_a_problem() -> None:
    def shortened(cap: Cap) -> Cap:
        return replace(cap, last=date(2020, 8, 18)) if cap.id == "old-scale" else cap

    wrong = replace(rates(), caps=tuple(map(shortened, rates().caps)))
    assert "2020-08-19 至 2020-08-19 没有任何一行" in messages(wrong)


def test_a_time_without_any_ceiling_is_a_problem() -> None:
    wrong = replace(rates(), caps=tuple(cap for cap in rates().caps if cap.id != "four-lpr"))
    assert "没有利率上限的行" in messages(wrong)


def test_a_percentage_written_as_a_number_is_a_problem() -> None:
    first, *rest = rates().fees
    bracket = replace(first.brackets[0], share=Decimal("2.5"))
    assert "不在零与一之间" in messages(replace(rates(), fees=(replace(first, brackets=(bracket,)), *rest)))


def test_brackets_out_of_order_are_a_problem() -> None:
    first, *rest = rates().fees
    assert "由低到高" in messages(replace(rates(), fees=(replace(first, brackets=first.brackets[::-1]), *rest)))


def test_an_unknown_scale_is_a_problem_with_a_suggestion() -> None:
    wrong = tuple(replace(fee, of="acceptence") if fee.of else fee for fee in rates().fees)
    assert "是否想写 “acceptance”" in messages(replace(rates(), fees=wrong))


def test_all_problems_of_the_files_are_listed_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "rates"
    folder.mkdir()
    for file in (ROOT / "data" / "rates").glob("*.yaml"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("lpr.yaml", "fees.yaml"):
        broken = (folder / name).read_text(encoding="utf-8").replace("checked:", "checkd:", 1)
        (folder / name).write_text(broken, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        rates_of.rates(tmp_path)
    assert {"rates/fees.yaml", "rates/lpr.yaml"} == {problem.mark.file for problem in refused.value.problems}


def test_the_table_for_the_page_is_json_without_marks() -> None:
    text = json.dumps(table(rates()), ensure_ascii=False)
    assert "mark" not in json.loads(text)["fees"][0]
    assert '"share": "0.025"' in text
    assert '"first": "2025-05-20"' in text


def test_every_sentence_is_said_by_both_languages() -> None:
    python = "".join((ROOT / "procguide" / f"{name}.py").read_text(encoding="utf-8") for name in MODULES)
    script = "".join(
        (ROOT / "docs" / "assets" / "js" / f"{name}.mjs").read_text(encoding="utf-8") for name in MODULES[1:]
    )
    for sentence in rates().sentences:
        assert f'"{sentence}"' in python, sentence
        assert f'"{sentence}"' in script, sentence


MODULES = ("rates", "money", "fees", "schedule", "interest", "repayment", "worth")


def test_a_sentence_has_the_words_it_names() -> None:
    for sentence in rates().sentences.values():
        assert isinstance(sentence, Sentence)
        assert re.fullmatch(r"[^{}]*(?:\{\w+\}[^{}]*)*", sentence.text), sentence.id
