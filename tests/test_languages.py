"""Python and JavaScript give the same answer, sentence by sentence, to the tables of cases and to 20,000 random ones."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from procguide import counting, limitation, periods, plan
from procguide.limitation import Claim, Event
from procguide.model import Period
from procguide.periods import Uncountable
from tests.timing import cases, guide, law, regimes

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="没有 node")
COMPARE = Path(__file__).parent / "js" / "compare.mjs"


def compared(questions: Iterable[dict[str, Any]], zone: str = "Asia/Shanghai") -> subprocess.CompletedProcess[str]:
    rules = plan.rules(guide(), law())
    first = {"law": counting.table(law()), "guide": plan.table(guide(), rules)}
    lines = "\n".join(json.dumps(line, ensure_ascii=False) for line in [first, *questions])
    return subprocess.run(
        [str(NODE), str(COMPARE)], input=lines, capture_output=True, text=True, check=False, env={"TZ": zone}
    )


def answered(compute: Any) -> dict[str, Any]:
    try:
        return compute()
    except Uncountable as error:
        return {"error": str(error)}


def moment(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def counted(period: str, start: str, regime: str, options: dict[str, Any]) -> dict[str, Any]:
    """A count by Python, asked as the page asks."""

    def compute() -> dict[str, Any]:
        notice = Period.parse(options["notice"]) if options.get("notice") else None
        return periods.plain(
            periods.count(
                Period.parse(period),
                moment(start),
                regimes()[regime],
                law(),
                notice=notice,
                same_day=options.get("sameDay", False),
                lasts=options.get("lasts", False),
                closes=options.get("closes", ""),
            )
        )

    args = [period, start, regime, options]
    return {"kind": "count", "args": args, "expected": answered(compute)}


def checked(claim: dict[str, Any], as_of: str) -> dict[str, Any]:
    def day(value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    def compute() -> dict[str, Any]:
        made = Claim(
            due=day(claim.get("due")),
            instalments=tuple(map(date.fromisoformat, claim.get("instalments", ()))),
            grace_ends=day(claim.get("grace_ends")),
            refused=day(claim.get("refused")),
            harmed=day(claim.get("harmed")),
            period=Period.parse(claim.get("period", "P3Y")),
            events=tuple(
                Event(
                    cause=event["cause"],
                    day=date.fromisoformat(event["day"]),
                    ended=day(event.get("ended")),
                    proved=event.get("proved", True),
                )
                for event in claim["events"]
            ),
        )
        return limitation.plain(limitation.check(made, date.fromisoformat(as_of), regimes(), law()))

    return {"kind": "check", "args": [claim, as_of], "expected": answered(compute)}


def random_counts(chance: random.Random, number: int) -> Iterator[dict[str, Any]]:
    ids = list(regimes())
    for _ in range(number):
        start = str(date(2003, 1, 1) + timedelta(chance.randrange(27 * 365)))
        regime, options = chance.choice(ids), {}
        kind = chance.random()
        if kind < 0.2:
            period = f"{chance.randint(1, 120)} working days"
        elif kind < 0.3:
            period, start = (
                f"PT{chance.randint(1, 200)}H",
                f"{start}T{chance.randrange(24):02}:{chance.randrange(60):02}",
            )
        else:
            parts = [(chance.randrange(5), "Y"), (chance.randrange(20), "M"), (chance.randrange(9), "W")]
            chosen = [f"{count}{unit}" for count, unit in parts if count and chance.random() < 0.5]
            period = "P" + "".join(chosen) + f"{chance.randint(1, 120)}D" * (not chosen or chance.random() < 0.5)
        if chance.random() < 0.2:
            options["notice"] = chance.choice(["P30D", "P60D", "P3M", "5 working days"])
        for name in ("sameDay", "lasts"):
            if chance.random() < 0.15:
                options[name] = True
        if chance.random() < 0.1:
            options["closes"] = "17:00"
        yield counted(period, start, regime, options)


def random_claims(chance: random.Random, number: int) -> Iterator[dict[str, Any]]:
    causes = [*law().causes, "nonsense"] if number else []
    for _ in range(number):
        as_of = date(2018, 1, 1) + timedelta(chance.randrange(4000))

        def day(before: date = as_of) -> str:
            return str(before - timedelta(chance.randrange(-20 if chance.random() < 0.02 else 0, 6000)))

        events = []
        for _ in range(chance.randrange(6)):
            event: dict[str, Any] = {
                "cause": chance.choice(causes[:-1] if chance.random() < 0.99 else causes),
                "day": day(),
            }
            kind = law().causes[event["cause"]].kind if event["cause"] in law().causes else ""
            if kind in ("procedure", "obstacle") and chance.random() < 0.8:
                since = (as_of - date.fromisoformat(event["day"])).days
                event["ended"] = str(as_of - timedelta(chance.randint(0, max(since, 0))))
            if chance.random() < 0.2:
                event["proved"] = False
            events.append(event)
        claim: dict[str, Any] = {"events": events}
        start = chance.choice(["due", "due", "due", "instalments", "grace_ends", "refused", ""])
        if start:
            claim[start] = [day() for _ in range(3)] if start == "instalments" else day()
        if chance.random() < 0.3:
            claim["harmed"] = day()
        if chance.random() < 0.1:
            claim["period"] = chance.choice(["P4Y", "P1Y", "P2Y"])
        yield checked(claim, str(as_of))


def planned(facts: dict[str, date]) -> dict[str, Any]:
    made = plan.Case(id="case", title="案件，一；二", as_of=date(2026, 11, 23), facts=facts)
    entries = plan.plan(made, plan.rules(guide(), law()))
    told = {
        "id": "case",
        "title": made.title,
        "as_of": "2026-11-23",
        "facts": {key: str(day) for key, day in facts.items()},
    }
    return {"kind": "plan", "args": [told], "expected": {"entries": [plan.plain(entry) for entry in entries]}}


def random_plans(chance: random.Random, number: int) -> Iterator[dict[str, Any]]:
    names = list(law().facts)
    made = 0
    while made < number:
        chosen = chance.sample(names, chance.randint(1, 5))
        facts = {name: date(2023, 1, 1) + timedelta(chance.randrange(1500)) for name in chosen}
        if not plan.misplaced(facts, law()):
            made += 1
            yield planned(facts)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Apia"])
def test_the_tables_of_cases_hold_in_javascript_in_any_time_zone(zone: str) -> None:
    questions = []
    for row in cases("periods.csv"):
        options = {"notice": row["notice"] or None, "sameDay": row["same_day"] == "1", "lasts": row["lasts"] == "1"}
        fields = ("first_day", "nominal_last_day", "last_day", "latest_day", "instant")
        wanted = {field: row[field] or None for field in fields}
        args = [row["period"], row["start"], row["regime"], options]
        questions.append({"kind": "count", "args": args, "expected": wanted, "partial": True})
    for row in cases("workdays.csv"):
        day = date(int(row["year"]), 1, 1)
        while day.year == int(row["year"]):
            short = f"{day:%m%d}"
            worked = short in row["weekends_worked"] if day.weekday() >= 5 else short not in row["weekdays_off"]
            questions.append({"kind": "works", "args": [str(day)], "expected": {"works": worked}})
            day += timedelta(1)
    done = compared(questions, zone)
    assert done.returncode == 0, done.stderr


def test_twenty_thousand_random_cases_are_the_same_in_both_languages() -> None:
    chance = random.Random(20261123)
    questions = [*random_counts(chance, 19_000), *random_claims(chance, 5_500), *random_plans(chance, 1_000)]
    done = compared(questions)
    assert done.returncode == 0, done.stderr
    assert f"{len(questions)} cases, 0 different" in done.stderr


def test_the_pages_calendar_file_holds_the_same_events_as_pythons() -> None:
    facts = {"filed": date(2026, 8, 3), "judgment-received": date(2026, 11, 12), "bank-frozen": date(2026, 8, 20)}
    question = planned(facts) | {"kind": "ics", "print": True}
    written = json.loads(compared([question]).stdout)["text"]
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    made = plan.Case(id="case", title="案件，一；二", as_of=date(2026, 11, 23), facts=facts)
    ours = plan.ics(made, plan.plan(made, plan.rules(guide(), law())), guide())

    def events(text: str | bytes) -> list[dict[str, Any]]:
        calendar = Calendar.from_ical(text)
        assert calendar["CALSCALE"] == "GREGORIAN"
        names = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP")
        return [
            {name: event[name].to_ical() for name in names}
            | {"alarms": [alarm["TRIGGER"].to_ical() for alarm in event.walk("VALARM")]}
            for event in calendar.walk("VEVENT")
        ]

    assert events(ours) == events(written)
