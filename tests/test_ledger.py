"""The ledger: every case its next deadline, broken rows told and passed over, a hundred thousand in seconds."""

from __future__ import annotations

import csv
import io
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from procguide import cli, plan
from procguide.ledger import Ledger, Line
from procguide.source import Problem, Refused
from tests.timing import data_folder, guide, law

AS_OF = date(2026, 11, 23)


def lines(text: str) -> list[Line | Problem]:
    return list(Ledger(plan.rules(guide(), law()), AS_OF).lines(io.StringIO(text, newline=""), "cases.csv"))


def told(line: Line | Problem) -> tuple[str, str, int | None, str]:
    assert isinstance(line, Line), line
    return line.case, line.deadline.id if line.deadline else "", line.days_left, line.colour


def test_each_case_gets_its_next_deadline_and_colour() -> None:
    """Appeal by 2026-11-27 (4 days: red), 2026-12-18 (25: yellow), limitation by 2027-03-10 (107: blue)."""
    found = lines("case,due,judgment-received\na,,2026-11-12\nb,,2026-12-03\nc,2024-03-10,\nd,,\n")
    assert [told(line) for line in found] == [
        ("a", "appeal-judgment", 4, "红"),
        ("b", "appeal-judgment", 25, "黄"),
        ("c", "limitation-general", 107, "蓝"),
        ("d", "", None, ""),
    ]


def test_what_was_missed_is_red_and_said() -> None:
    (line,) = lines("case,due,judgment-received\na,2020-05-01,2026-12-03\n")
    assert told(line) == ("a", "appeal-judgment", 25, "红")
    assert isinstance(line, Line)
    assert line.warnings[0].startswith("已过：普通诉讼时效（2023-05-04）")


def test_a_courts_delay_is_said_but_does_not_colour_the_case() -> None:
    (line,) = lines("case,due,registered\na,2024-05-20,2026-01-05\n")
    assert isinstance(line, Line)
    assert line.colour == "蓝"
    assert line.warnings[0].startswith("对方或法院已过：普通程序审限")


def test_headings_may_be_chinese_and_begin_with_a_byte_order_mark() -> None:
    (line,) = lines("\ufeff案件,收到一审判决书\na,2026-11-12\n")
    assert told(line)[1] == "appeal-judgment"


def test_broken_rows_are_told_with_their_line_and_the_rest_runs() -> None:
    text = (
        "case,filed,judgment-received\n"
        "a,,2026-13-01\n"
        "b,2026-11-20,2026-11-12\n"
        "c,,\n"
        "d,2026-11-12\n"
        ",,2026-11-12\n"
        '"two\nlines",,2026-11-12\n'
        "e,,2026-11-12\n"
    )
    found = lines(text)
    problems = [(line.mark.line, line.message) for line in found if isinstance(line, Problem)]
    assert [number for number, _ in problems] == [2, 3, 5, 6]
    assert "judgment-received 应当是日期，这里是 “2026-13-01”" in problems[0][1]
    assert "早于 “提交起诉状”" in problems[1][1]
    assert "有 2 格，表头有 3 格" in problems[2][1]
    assert "“case” 是空的" in problems[3][1]
    assert [line.case for line in found if isinstance(line, Line)] == ["c", "two\nlines", "e"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("case,dve", "是否想写 “due”"),
        ("due", "没有 “case” 这一列"),
        ("case,due,due", "写了两次"),
        ("", "没有 “case” 这一列"),
    ],
)
def test_a_header_that_cannot_be_read_is_refused(header: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        lines(header + "\n")


def test_the_command_writes_csv_and_reports_broken_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    cases = tmp_path / "cases.csv"
    cases.write_text("case,judgment-received\na,2026-11-12\nb,soon\n", encoding="utf-8")
    assert cli.main(["ledger", str(cases), "--as-of", "2026-11-23", "--data", str(data_folder(folder))]) == 1
    out, err = capsys.readouterr()
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["case"], row["deadline"], row["last_day"], row["colour"]) == (
        "a",
        "appeal-judgment",
        "2026-11-27",
        "红",
    )
    assert "cases.csv:3:1: judgment-received 应当是日期" in err


def test_a_hundred_thousand_cases_take_less_than_ten_seconds() -> None:
    first = date(2022, 1, 1)
    rows = (
        f"c{n},{first + timedelta(n % 1700)},{first + timedelta(n % 1700 + n % 90) if n % 2 else ''},"
        f"{first + timedelta(n % 1700 + 100 + n % 70) if n % 3 else ''}\n"
        for n in range(100_000)
    )
    ledger = Ledger(plan.rules(guide(), law()), AS_OF)

    def text() -> object:
        yield "case,due,filed,judgment-received\n"
        yield from rows

    began = time.perf_counter()
    assert sum(1 for _ in ledger.lines(text(), "cases.csv")) == 100_000  # type: ignore[arg-type]
    assert time.perf_counter() - began < 10
