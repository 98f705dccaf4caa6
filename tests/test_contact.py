"""The contact plan: lawful hours, rest days, texts that pass the checker, and the browser's module."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from procguide.calendar import calendar
from procguide.contact import (
    CHANNELS,
    GRADES,
    KINDS,
    Debt,
    Plan,
    Unplannable,
    ics,
    ladder,
    plain,
    plan,
    rest_days,
    table,
)  # fmt: skip
from procguide.message import Checker, Context
from procguide.message import table as rules_table
from procguide.source import Refused

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
LADDER = ladder(DATA)
DEBT = Debt(
    date(2026, 9, 25), "12000.50", "company",
    creditor="某某公司", debtor="某先生", basis="2026年3月的买卖合同", contact="电话021-00000000",
)  # fmt: skip
NONE: frozenset[date] = frozenset()


def test_a_first_delay_is_met_on_the_ladders_days() -> None:
    made = plan(DEBT, NONE, LADDER)
    assert [str(contact.day) for contact in made.contacts] == [
        "2026-09-22",
        "2026-09-26",
        "2026-09-29",
        "2026-10-03",
        "2026-10-11",
        "2026-10-27",
    ]


def test_a_repeated_delay_is_met_sooner() -> None:
    made = plan(replace(DEBT, grade="repeat"), NONE, LADDER)
    assert [str(contact.day) for contact in made.contacts] == ["2026-09-18", "2026-09-26", "2026-09-28", "2026-10-10"]


def test_a_contact_on_a_rest_day_moves_behind_it_and_says_where_it_was() -> None:
    known = calendar(DATA / "calendar.yaml")
    made = plan(DEBT, rest_days(known, date(2026, 9, 1), date(2026, 12, 31)), LADDER)
    assert all(known.works(contact.day) for contact in made.contacts)
    notice = next(contact for contact in made.contacts if contact.step == "first-notice")
    assert (date(2026, 9, 26), date(2026, 9, 28)) == (notice.planned, notice.day)


def test_a_reminder_that_rest_days_would_push_past_the_due_day_is_left_out() -> None:
    resting = frozenset(DEBT.due - timedelta(days=count) for count in range(5))
    made = plan(DEBT, resting, LADDER)
    assert "first-reminder" not in [contact.step for contact in made.contacts]
    assert any("已略去" in warning for warning in made.warnings)


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("channel", ["", *CHANNELS])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_passes_the_checker(grade: str, channel: str, kind: str) -> None:
    checker = Checker(rules_table(DATA))
    names = {"law-firm": "某某律师事务所受甲公司委托", "assignee": "某某公司（受让甲公司债权）"}
    creditor = names.get(kind, "某某公司")
    for contact in plan(
        replace(DEBT, grade=grade, channel=channel, kind=kind, creditor=creditor), NONE, LADDER
    ).contacts:
        report = checker.check(contact.text, Context(contact.channel, kind, "debtor", contact.opens, 120_000))
        assert report.findings == (), contact.step


def test_no_contact_comes_before_the_answer_asked_for_is_due_and_all_are_in_lawful_hours() -> None:
    chance = random.Random(1)
    for _ in range(300):
        due = date(2026, 1, 1) + timedelta(days=chance.randrange(700))
        rest = frozenset(due + timedelta(days=chance.randrange(-10, 60)) for _ in range(chance.randrange(25)))
        made = plan(replace(DEBT, due=due, kind=chance.choice(KINDS), grade=chance.choice(GRADES)), rest, LADDER)
        for one, next_ in zip(made.contacts, made.contacts[1:], strict=False):
            assert next_.day > (one.reply or one.day)
        for contact in made.contacts:
            assert contact.day not in rest
            assert contact.channel == "internal" or "08:00" <= contact.opens < contact.closes <= "22:00"


def test_the_hours_and_caps_say_whose_rule_they_are() -> None:
    bank = plan(replace(DEBT, kind="financial"), NONE, LADDER)
    assert (bank.window.force, [(cap.force, cap.count) for cap in bank.caps]) == (
        "standard",
        [("standard", 3), ("guideline", 6)],
    )
    person = plan(replace(DEBT, kind="person"), NONE, LADDER)
    assert (person.window.force, [cap.force for cap in person.caps]) == ("house", ["house"])
    assert all(contact.force == "house" for contact in person.contacts)
    assert {"disputed", "crisis", "refused-channel"} <= {stop.id for stop in person.stops}


def test_agreed_hours_outside_the_window_are_kept_with_a_warning() -> None:
    made = plan(replace(DEBT, opens="20:00", closes="22:30"), NONE, LADDER)
    assert (made.contacts[0].opens, made.contacts[0].closes) == ("20:00", "22:30")
    assert any("书面同意" in warning for warning in made.warnings)


def test_what_is_not_known_becomes_a_blank() -> None:
    made = plan(Debt(date(2026, 9, 25), "1", "person"), NONE, LADDER)
    assert "【债权人名称】" in made.contacts[0].text
    assert not any("{" in contact.text for contact in made.contacts)


@pytest.mark.parametrize(
    ("name", "value"),
    [("amount", "0"), ("amount", "-5"), ("amount", "1e5"), ("amount", ""), ("kind", "bank"), ("grade", "third"), ("channel", "fax"),
     ("opens", "9:00"), ("opens", "09:00"), ("due", date(1000, 1, 1))],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused_in_words(name: str, value: Any) -> None:
    with pytest.raises(Unplannable):
        plan(replace(DEBT, **{name: value}), NONE, LADDER)


def test_rest_without_end_is_refused() -> None:
    with pytest.raises(Unplannable, match="休息日"):
        plan(DEBT, frozenset(DEBT.due + timedelta(days=count) for count in range(-9, 90)), LADDER)


def test_a_ladder_with_a_wrong_clock_is_refused(tmp_path: Path) -> None:
    shutil.copytree(DATA / "messages", tmp_path / "messages")
    path = tmp_path / "messages" / "ladder.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('opens: "08:00"', 'opens: "8"', 1), encoding="utf-8")
    with pytest.raises(Refused):
        ladder(tmp_path)


def test_the_calendar_file_is_read_back_and_is_the_same_every_time() -> None:
    made = plan(DEBT, NONE, LADDER)
    written = ics(made, DEBT, "case-1", date(2026, 11, 23))
    assert written == ics(made, DEBT, "case-1", date(2026, 11, 23))
    events = list(icalendar.Calendar.from_ical(written).walk("VEVENT"))
    assert [contact.day for contact in made.contacts] == [event["dtstart"].dt for event in events]
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all("不是法律规定" in event["description"] for event in events)


def test_nothing_is_written_as_law_that_is_none() -> None:
    assert {"house", "standard", "guideline"} == {one.force for one in (*LADDER.windows, *LADDER.caps)}


@pytest.mark.skipif(shutil.which("node") is None, reason="没有 node")
def test_the_browsers_module_gives_the_same_plans() -> None:
    chance = random.Random(2)
    given, wanted = [], []
    for _ in range(400):
        due = date(2026, 1, 1) + timedelta(days=chance.randrange(700))
        hours = chance.choice([("", ""), ("09:00", "18:00"), ("07:00", "23:00"), ("18:00", "09:00")])
        rest = sorted({due + timedelta(days=chance.randrange(-10, 60)) for _ in range(chance.randrange(30))})
        debt = replace(
            DEBT, due=due, kind=chance.choice(KINDS), grade=chance.choice(GRADES), channel=chance.choice(["", *CHANNELS]),
            opens=hours[0], closes=hours[1], debtor=chance.choice(["", "某先生"]), amount=chance.choice(["1", "0", "99.9"]),
        )  # fmt: skip
        given.append([asdict(debt) | {"due": str(due)}, [str(day) for day in rest]])
        try:
            made: Plan | str = plan(debt, frozenset(rest), LADDER)
        except Unplannable as error:
            made = str(error)
        wanted.append(plain(made))
    script = """
    import { plan, Unplannable } from "MODULE";
    let text = ""; for await (const part of process.stdin) text += part;
    const { ladder, given } = JSON.parse(text);
    const answers = given.map(([debt, rest]) => {
      try { return plan(debt, rest, ladder); } catch (error) { if (error instanceof Unplannable) return error.message; throw error; }
    });
    process.stdout.write(JSON.stringify(answers));
    """.replace("MODULE", (ROOT / "docs" / "assets" / "js" / "contact.mjs").as_uri())
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps({"ladder": table(DATA), "given": given}), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert wanted == json.loads(done.stdout)


@pytest.mark.skipif(shutil.which("node") is None, reason="没有 node")
def test_the_pages_small_functions() -> None:
    done = subprocess.run(
        ["node", "--test", str(ROOT / "tests" / "js" / "message.mjs")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
