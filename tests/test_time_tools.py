"""What the time tools carry into the page, the calendars to subscribe to, and one script for an opened folder."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from procguide import bundle, counting, notices, plan
from procguide.bundle import Unbundled
from procguide.model import Change
from tests.timing import MODULES, guide, law

NODE = shutil.which("node")
HERE = Path(__file__).parent


@pytest.mark.skipif(NODE is None, reason="没有 node")
def test_what_needs_no_page_works_without_one() -> None:
    given = {"law": counting.table(law()), "guide": plan.table(guide(), plan.rules(guide(), law()))}
    ran = subprocess.run(
        [str(NODE), "--test-reporter=tap", str(HERE / "js" / "time-tools.mjs")],
        input=json.dumps(given, ensure_ascii=False), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-2000:]


# One script for an opened folder


def modules(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.mjs").write_text(source, encoding="utf-8")
    return folder / "guide.mjs"


@pytest.mark.skipif(NODE is None, reason="没有 node")
def test_a_bundle_does_what_its_modules_do(tmp_path: Path) -> None:
    entry = modules(
        tmp_path,
        guide='import { twice as double, ONE } from "./sums.mjs";\nimport * as all from "./again.mjs";\nimport "./said.mjs";\n'
        'import("./late.mjs").then(({ late }) => console.log(double(ONE), all.twice(4), new all.Named().name, late));\n',
        sums="export const ONE = 1;\nexport function twice(number) {\n  return 2 * number;\n}\n",
        again='export { twice, ONE as one } from "./sums.mjs";\nexport class Named {\n  name = "named";\n}\n',
        said='console.log("said");\n',
        late='import { ONE } from "./sums.mjs";\nexport const late = ONE + 1;\n',
    )
    (tmp_path / "guide.cjs").write_text(bundle.bundle(entry), encoding="utf-8")
    ran = subprocess.run([str(NODE), str(tmp_path / "guide.cjs")], capture_output=True, text=True, check=True)
    assert ran.stdout == "said\n2 8 named 2\n"


def test_a_bundle_holds_every_module_once() -> None:
    written = bundle.bundle(MODULES / "guide.mjs")
    assert written.count('modules["calendar.mjs"] = ') == 1
    assert written.count('modules["timetable.mjs"] = ') == 1


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("export default 1;\n", "export default 1"),
        ('import guide from "./other.mjs";\n', "import guide from"),
        ("const there = import.meta.url;\n", "import.meta"),
        ("import(name);\n", "import("),
        ('import "./missing.mjs";\n', "missing.mjs: 没有这个模块"),
    ],
)
def test_what_a_script_cannot_say_is_refused(tmp_path: Path, source: str, told: str) -> None:
    with pytest.raises(Unbundled, match=r".") as refused:
        bundle.bundle(modules(tmp_path, guide=source))
    assert told in str(refused.value)


# Calendars to subscribe to


def days(feed: bytes, summary: str) -> set[date]:
    found = set()
    for event in Calendar.from_ical(feed).walk("VEVENT"):
        day, end = event.decoded("dtstart"), event.decoded("dtend")
        while str(event["summary"]) == summary and day < end:
            found.add(day)
            day += timedelta(days=1)
    return found


def test_the_feed_of_rest_days_says_what_the_notices_say() -> None:
    feed = notices.rest_days(guide(), law().calendar)
    assert days(feed, "调休上班") == set(law().calendar.work)
    rests = days(feed, "放假")
    assert set(law().calendar.rest) <= rests
    assert all(day.weekday() >= 5 and not law().calendar.works(day) for day in rests - set(law().calendar.rest))


def test_the_spring_festival_of_2026_is_one_event() -> None:
    """国务院办公厅关于2026年部分节假日安排的通知: 2 月 15 日至 23 日放假, nine days."""
    runs = list(notices.rest_runs(law().calendar, 2026))
    assert (date(2026, 2, 15), date(2026, 2, 23)) in runs


def test_a_feed_imported_twice_keeps_its_uids() -> None:
    first, second = (notices.rest_days(guide(), law().calendar) for _ in range(2))
    uids = [str(event["uid"]) for event in Calendar.from_ical(first).walk("VEVENT")]
    assert first == second
    assert len(set(uids)) == len(uids)


def test_only_changes_of_the_law_are_in_its_feed() -> None:
    from dataclasses import replace

    changes = (
        Change(id="new-law", day=date(2026, 3, 1), kind="law", title="新法施行", text="从这天起用。"),
        Change(id="a-draft", day=date(2026, 4, 1), kind="draft", title="草案", text="还不是法。"),
    )
    feed = Calendar.from_ical(notices.law_days(replace(guide(), changes=changes)))
    assert [str(event["summary"]) for event in feed.walk("VEVENT")] == ["新法施行"]


def test_a_guide_that_counts_no_days_has_no_feeds(tmp_path: Path) -> None:
    assert notices.files(guide(), tmp_path) == {}
