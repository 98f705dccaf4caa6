"""What a new version touches: the mini guide rests on the mini law."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from procguide import cli, load
from procguide.impact import exported, impacts, report
from procguide.index import Use
from procguide.model import Guide
from procguide.texts import Library

HERE = Path(__file__).parent / "texts"
OLD, NEW = Library(HERE / "old"), Library(HERE / "new")


def adopted() -> Guide:
    """The guide as it stands: it cites the new version."""
    return load.guide(HERE)


def behind() -> Guide:
    """The guide before it follows the new version: only the old one is registered."""
    guide = adopted()
    [statute] = guide.statutes
    version = replace(statute.versions[1], ended=None, status="in-force")
    return replace(guide, statutes=(replace(statute, versions=(version,)),))


def test_what_changed_moved_and_went_and_what_rests_on_it() -> None:
    [impact] = impacts(behind(), OLD, NEW)
    kinds = {(change.pair.old, change.pair.new): change.pair.kind for change in impact.changes}
    assert kinds == {
        ("2", "3"): "substance",
        ("3", "5"): "wording",
        ("4", ""): "gone",
        ("5", "6"): "same",
        ("6", "4"): "same",
        ("7", "7"): "substance",
        ("", "2"): "new",
    }
    touched = {change.pair.old: [item.use for item in change.touched] for change in impact.changes if change.touched}
    assert [Use("stages", "borrow", "借书"), Use("deadlines", "late", "停止借书资格")] == touched["5"]
    assert [Use("prohibitions", "losing", "丢失图书")] == touched["4"]


def test_a_guide_that_cites_the_new_version_is_read_by_new_numbers() -> None:
    [impact] = impacts(adopted(), OLD, NEW)
    touched = {change.pair.new: {item.use.id for item in change.touched} for change in impact.changes if change.touched}
    assert {"3": {"borrow", "loan", "calendar"}, "4": {"losing"}, "5": {"borrow", "late"}} == touched


def test_the_stages_that_use_a_deadline_are_named() -> None:
    [impact] = impacts(adopted(), OLD, NEW)
    [late] = [
        item
        for change in impact.changes
        for item in change.touched
        if item.use == Use("deadlines", "late", "停止借书资格")
    ]
    assert late.stages == ("借书",)


def test_wording_is_told_apart_from_substance() -> None:
    [impact] = impacts(behind(), OLD, NEW)
    assert {"2", "4", "7", ""} == {change.pair.old for change in impact.changes if change.weighty}


def test_the_report_names_only_what_the_guide_rests_on_unless_asked() -> None:
    found = impacts(adopted(), OLD, NEW)
    assert "第三条改为第五条，仅文字调整" in report(found)
    assert "第四条已删去" not in report(found)
    assert "第四条已删去" in report(found, everything=True)
    assert report(impacts(adopted(), NEW, NEW)) == "没有变化\n"


def test_the_command_prints_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    folders = ["--data", str(HERE), "--old", str(HERE / "old"), "--new", str(HERE / "new")]
    assert cli.main(["impact", *folders]) == 0
    assert "借书法(2019-03-01).md → 借书法(2024-05-01).md" in capsys.readouterr().out
    assert cli.main(["impact", *folders, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert exported(impacts(adopted(), OLD, NEW)) == printed
    assert cli.main(["impact", "--data", str(HERE), "--old", "none", "--new", "none"]) == 2
