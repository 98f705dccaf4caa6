"""A case's facts become its deadlines; the calendar file imports twice without repeating."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from procguide import cli, plan
from procguide.plan import Case, Entry
from procguide.source import Refused
from tests.timing import data_folder, guide, law

CASE = """title: 张三借款
as_of: 2026-11-23
facts:
  due: 2024-05-01
  filed: 2026-08-03
  bank-frozen: 2026-08-20
  judgment-received: 2026-11-12
"""


def rules() -> plan.Rules:
    return plan.rules(guide(), law())


def entries(**facts: str) -> dict[str, Entry]:
    made = Case(id="case", as_of=date(2026, 11, 23), facts={key: date.fromisoformat(day) for key, day in facts.items()})
    return {entry.deadline.id: entry for entry in plan.plan(made, rules())}


def test_every_deadline_a_fact_names_is_in_the_guide() -> None:
    assert set(rules().trails) == set(law().facts)


def test_a_judgment_opens_fifteen_days_of_appeal() -> None:
    """民诉法171/1: 2026-11-12 + 15 days = 2026-11-27, a Friday."""
    appeal = entries(**{"judgment-received": "2026-11-12"})["appeal-judgment"]
    assert appeal.count.last_day == date(2026, 11, 27)
    assert not appeal.past
    assert not appeal.done


def test_an_appeal_made_is_done() -> None:
    made = entries(**{"judgment-received": "2026-11-12", "appealed": "2026-11-20"})
    assert made["appeal-judgment"].done


def test_a_freeze_is_renewed_seven_days_before_it_ends() -> None:
    """民诉法解释485: a year, to 2026-12-31; 财产保全规定18: seven days before, 2026-12-24."""
    made = entries(**{"bank-frozen": "2025-12-31"})
    assert made["preservation-bank-freeze"].count.last_day == date(2026, 12, 31)
    assert made["preservation-renewal"].count.last_day == date(2026, 12, 24)


def test_a_judgment_served_by_notice_is_appealed_after_the_notice() -> None:
    """民诉法95: 30 days from 2026-01-05 is 02-04; 15 days more is 02-19, in the Spring Festival: 02-24."""
    assert entries(**{"judgment-announced": "2026-01-05"})["appeal-judgment"].count.last_day == date(2026, 2, 24)


def test_courts_own_deadlines_are_told_from_the_creditors() -> None:
    assert not entries(filed="2026-08-03")["filing-decision"].own


def test_entries_come_in_order_and_past_ones_are_marked() -> None:
    made = list(entries(due="2020-05-01", **{"judgment-received": "2026-11-12"}).values())
    assert [entry.count.last_day for entry in made] == sorted(entry.count.last_day for entry in made)
    assert [entry.past for entry in made] == [True, False]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("facts:\n  dve: 2024-05-01\n", "c.yaml:2:8: 没有 “dve” 这项事实；是否想写 “due”？"),
        ("facts:\n  due: 2024-02-30\n", "c.yaml:2:8: due 应当是日期"),
        (
            "facts:\n  filed: 2026-08-03\n  judgment-received: 2026-08-01\n",
            "c.yaml:3:22: “收到一审判决书”（2026-08-01）早于",
        ),
        ("facts: []\n", "facts 应当是一组"),
        ("title: 空\n", "还没有任何事实"),
        ("fact:\n  due: 2024-05-01\n", "没有 “fact” 这个键"),
        ("facts:\n  due: 2024-05-01\n  due: 2024-05-02\n", "重复的键"),
        ("- 1\n", "最外层"),
    ],
)
def test_a_case_that_cannot_be_is_refused_at_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        plan.plan(plan.case(path), rules())
    assert told in str(refused.value)


def test_a_deadline_that_is_not_in_the_guide_is_refused_with_its_place() -> None:
    with pytest.raises(Refused, match=r"counting.yaml:.*引用的期限 “limitation-general” 不存在"):
        plan.rules(type(guide())(**{**vars(guide()), "deadlines": ()}), law())


def test_the_calendar_file_is_whole_days_with_alarms_and_stable_uids(tmp_path: Path) -> None:
    path = tmp_path / "zhang-san.yaml"
    path.write_text(CASE, encoding="utf-8")
    case = plan.case(path)
    made = plan.plan(case, rules())
    calendar = Calendar.from_ical(plan.ics(case, made, guide()))
    assert calendar["CALSCALE"] == "GREGORIAN"
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(made)
    appeal = events["zhang-san.judgment-received.appeal-judgment@test-guide"]
    assert (appeal["DTSTART"].dt, appeal["DTEND"].dt) == (date(2026, 11, 27), date(2026, 11, 28))
    assert [alarm["TRIGGER"].dt for alarm in appeal.walk("VALARM")] == [-timedelta(days) for days in (7, 3, 1)]


def test_importing_twice_replaces_and_does_not_repeat(tmp_path: Path) -> None:
    """A changed date keeps its UID."""
    path = tmp_path / "c.yaml"
    kept: dict[str, object] = {}
    for text in (CASE, CASE.replace("2026-11-12", "2026-11-13")):
        path.write_text(text, encoding="utf-8")
        case = plan.case(path)
        file = Calendar.from_ical(plan.ics(case, plan.plan(case, rules()), guide()))
        for event in file.walk("VEVENT"):
            kept[str(event["UID"])] = event["DTSTART"].dt
    assert len(kept) == len(plan.plan(case, rules()))
    assert date(2026, 11, 27) not in kept.values()


# The command line


def test_count_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(data_folder(tmp_path))
    assert cli.main(["count", "P15D", "--from", "2026-07-10", "--regime", "procedural", "--json", "--data", data]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["first_day"] == "2026-07-11"
    assert told["nominal_last_day"] == "2026-07-25"
    assert told["last_day"] == "2026-07-27"
    assert [set(step) for step in told["working"]] == [{"text", "cites"}] * 5
    assert told["warnings"] == []


def test_deadline_prints_its_working(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["deadline", "appeal-judgment", "--from", "2026-09-18", "--data", str(data_folder(tmp_path))]) == 0
    assert "2026年10月8日（星期四）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["count", "P15D", "--from", "2026-07-10", "--regime", "procedurl"], 2, "是否想写 “procedural”"),
        (["count", "PT48H", "--from", "2026-07-10", "--regime", "hours"], 1, "要写明几点"),
        (["deadline", "appeal-judgmnt", "--from", "2026-07-10"], 2, "是否想写 “appeal-judgment”"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], status: int, told: str
) -> None:
    assert cli.main([*words, "--data", str(data_folder(tmp_path))]) == status
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["count", "15天", "--from", "2026-07-10", "--regime", "procedural"], "“15天” 不是期间"),
        (["count", "P15D", "--from", "2026-02-30", "--regime", "procedural"], "不是日历上的日子"),
        (["count", "P15D", "--from", "2026-02-03", "--regime", "procedural", "--closes", "25:00"], "不是钟点"),
    ],
)
def test_impossible_words_are_refused(capsys: pytest.CaptureFixture[str], words: list[str], told: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


def test_plan_writes_a_calendar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    case, file = tmp_path / "zhang-san.yaml", tmp_path / "zhang-san.ics"
    case.write_text(CASE, encoding="utf-8")
    assert cli.main(["plan", str(case), "--ics", str(file), "--data", str(data_folder(folder))]) == 0
    assert "对一审判决上诉" in capsys.readouterr().out
    assert b"UID:zhang-san.judgment-received.appeal-judgment@test-guide" in file.read_bytes().replace(b"\r\n ", b"")
