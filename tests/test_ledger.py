"""The ledger: every case its next deadline, broken rows told and passed over, a hundred thousand in seconds."""

from __future__ import annotations

import csv
import io
import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from procguide import cli, money, plan
from procguide.interest import Ends
from procguide.ledger import Ledger, Line
from procguide.receivable import Receivables
from procguide.schedule import Basis
from procguide.source import Problem, Refused
from tests.reckoning import cases, rates
from tests.timing import DATA, data_folder, guide, law

AS_OF = date(2026, 11, 23)


def lines(text: str) -> list[Line | Problem]:
    return list(Ledger(plan.rules(guide(), law()), AS_OF).lines(io.StringIO(text, newline=""), "cases.csv"))


def owed(text: str, basis: Basis = "365", ends: Ends = "first") -> list[Line | Problem]:
    receivables = Receivables(rates(), AS_OF, basis, ends)
    return list(
        Ledger(plan.rules(guide(), law()), AS_OF, receivables).lines(io.StringIO(text, newline=""), "cases.csv")
    )


def claimed(line: Line | Problem) -> tuple[str, str, str] | None:
    assert isinstance(line, Line), line
    return line.claim and (str(line.claim.interest), str(line.claim.total), str(line.claim.fee))


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
    ledger = tmp_path / "cases.csv"
    ledger.write_text("case,judgment-received\na,2026-11-12\nb,soon\n", encoding="utf-8")
    assert cli.main(["ledger", str(ledger), "--as-of", "2026-11-23", "--data", str(data_folder(folder))]) == 1
    out, err = capsys.readouterr()
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["case"], row["deadline"], row["last_day"], row["colour"]) == (
        "a",
        "appeal-judgment",
        "2026-11-27",
        "红",
    )
    assert "cases.csv:3:1: judgment-received 应当是日期" in err


def test_a_case_with_a_principal_gets_interest_and_the_court_fee() -> None:
    """2026-01-01 to 2026-11-23 is 326 days, the last not counted: 100,000 × 12% ÷ 365 × 326 = 10,717.81 (rounded);
    the fee on 110,717.81 is 50 + 90,000 × 2.5% + 10,717.81 × 2% = 2,514.36 (rounded)."""
    found = owed(
        "case,principal,rate,from,judgment-received\na,100000,12%,2026-01-01,2026-11-12\nb,,,,2026-11-12\nc,5000,,,\n"
    )
    assert [claimed(line) for line in found] == [
        ("10717.81", "110717.81", "2514.36"),
        None,
        ("0.00", "5000.00", "50.00"),
    ]
    assert [told(line)[1] for line in found] == ["appeal-judgment", "appeal-judgment", ""]


def test_the_count_of_days_is_the_callers() -> None:
    """327 days with both ends, of a year of 360: 100,000 × 12% ÷ 360 × 327 = 10,900."""
    (line,) = owed("case,principal,rate,from\na,10万,12%,2026-01-01\n", "360", "both")
    assert claimed(line) == ("10900.00", "110900.00", "2518.00")


def test_a_loan_s_interest_stays_under_the_ceiling() -> None:
    """The LPR of 2025-06-10 is 3.00%, four times it 12%: a year of 200,000 is 24,000 and not 48,000."""
    (line,) = owed("案件,本金,利率,起息日,合同成立日\na,20万,24%,2025-11-23,2025-06-10\n")
    assert claimed(line) == ("24000.00", "224000.00", "4660.00")
    assert isinstance(line, Line)
    assert line.warnings == ("约定利率超过上限，按上限计息",)


def test_days_without_a_known_rate_are_told() -> None:
    """The table of the LPR ends on 2026-10-19; the 34 days from 2026-10-20 to 2026-11-22 are not counted."""
    (line,) = owed("case,principal,rate,from\na,10万,LPR,2026-10-19\n")
    assert claimed(line) == ("8.22", "100008.22", "2300.16")
    assert isinstance(line, Line)
    assert "有 34 天" in line.warnings[0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,-5,12%,2026-01-01,", "金额不能是负数"),
        ("a,很多,12%,2026-01-01,", "不是金额"),
        ("a,100,12%,,", "rate 和 from 要一起写"),
        ("a,,12%,2026-01-01,", "没有写 principal"),
        ("a,100,一点点,2026-01-01,", "不是利率"),
        ("a,100,12%,2026-02-30,", "from 应当是日期"),
        ("a,100,12%,2026-01-01,昨天", "formed 应当是日期"),
    ],
)
def test_a_case_that_cannot_be_worked_out_is_told_and_the_rest_runs(row: str, message: str) -> None:
    broken, line = owed(f"case,principal,rate,from,formed\n{row}\nb,100,,,\n")
    assert isinstance(broken, Problem)
    assert message in broken.message
    assert claimed(line) == ("0.00", "100.00", "50.00")


def test_the_command_adds_columns_only_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    data = data_folder(folder)
    shutil.copytree(DATA / "rates", data / "rates")
    for columns, row, header in (
        ("case,judgment-received", "a,2026-11-12", "warnings"),
        ("case,principal,rate,from", "a,100000,12%,2026-01-01", "warnings,interest,total,court_fee"),
    ):
        ledger = tmp_path / "cases.csv"
        ledger.write_text(f"{columns}\n{row}\n", encoding="utf-8")
        assert cli.main(["ledger", str(ledger), "--as-of", "2026-11-23", "--data", str(data)]) == 0
        first, second = capsys.readouterr().out.splitlines()
        assert first.endswith(header)
    assert second.endswith("10717.81,110717.81,2514.36")


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


@pytest.mark.parametrize(
    "row", [row for row in cases("fees.csv") if row["kind"] == "案件受理费" and not row["procedure"]]
)
def test_the_court_fee_is_that_of_the_calculator(row: dict[str, str]) -> None:
    (line,) = owed(f"case,principal\na,{row['amount']}\n")
    assert claimed(line) == ("0.00", str(money.parse(row["amount"])), row["fee"]), row["why"]


def test_a_hundred_thousand_claims_take_less_than_ten_seconds() -> None:
    first = date(2022, 1, 1)
    rates_of_interest = ("12%", "月利率1.5%", "LPR", "4倍LPR", "日万分之五")
    ledger = Ledger(plan.rules(guide(), law()), AS_OF, Receivables(rates(), AS_OF, "365", "first"))

    def text() -> object:
        yield "case,due,principal,rate,from\n"
        for n in range(100_000):
            day = first + timedelta(n % 1700)
            yield f"c{n},{day},{1000 + n * 37 % 900_000}.{n % 100:02d},{rates_of_interest[n % 5]},{day}\n"

    began = time.perf_counter()
    assert sum(1 for _ in ledger.lines(text(), "cases.csv")) == 100_000  # type: ignore[arg-type]
    assert time.perf_counter() - began < 10
