"""``procguide ledger``: the next deadline of every case of a CSV file."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TextIO

from procguide import interest, load, plan, rates
from procguide.commands.count import day
from procguide.counting import counting
from procguide.ledger import Ledger
from procguide.receivable import COLUMNS, Claim, Receivables
from procguide.source import Mark, Problem, Refused

HELP = "台账：给 CSV 里的每个案件标出下一个期限、剩余天数、颜色和提醒；有本金的加上利息、本息和受理费"
HEADER = ("case", "deadline", "title", "last_day", "days_left", "colour", "warnings")
OWED = ("interest", "total", "court_fee")
_STEP = 1 << 18  # bytes between two drawings of the bar


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "cases",
        type=Path,
        metavar="CASES.csv",
        help=f"台账：case 一列，每项事实的日期各一列；还可以有 {'、'.join(COLUMNS.values())}（{'、'.join(COLUMNS)}）",
    )
    parser.add_argument("--basis", choices=tuple(interest.BASES), default="365", help="利息一年按多少天（默认 365）")
    parser.add_argument(
        "--ends",
        choices=tuple(interest.ENDS),
        default="first",
        help="利息首尾哪一端计入：first 算头不算尾（默认）、last 算尾不算头、both、neither",
    )
    parser.add_argument("--as-of", type=day, required=True, metavar="DAY", help="看哪一天")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写进文件；不写则输出到屏幕")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def _watched(file: TextIO, size: int) -> Iterator[str]:
    """The lines of a file, with a progress bar when somebody is looking."""
    read, drawn, seen = 0, 0, sys.stderr.isatty()
    for text in file:
        yield text
        read += len(text.encode())
        if seen and read - drawn >= _STEP:
            drawn = read
            done = min(1.0, read / size) if size else 1.0
            print(f"\r{'█' * int(done * 30):░<30} {done:4.0%}", end="", file=sys.stderr, flush=True)
    if seen:
        print(f"\r{'█' * 30} 100%", file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    known = rates.rates(args.data) if (args.data / "rates").is_dir() else None
    receivables = Receivables(known, args.as_of, args.basis, args.ends) if known else None
    ledger = Ledger(plan.rules(load.guide(args.data), counting(args.data)), args.as_of, receivables)
    try:
        size = args.cases.stat().st_size
        source = args.cases.open(encoding="utf-8-sig", newline="")
    except OSError:
        raise Refused([Problem(Mark(str(args.cases)), "读不到这个文件")]) from None
    with source, args.out.open("w", encoding="utf-8", newline="") if args.out else nullcontext(sys.stdout) as out:
        try:
            broken = _written(ledger, _watched(source, size), args.cases.name, out)
        except UnicodeDecodeError:
            raise Refused([Problem(Mark(args.cases.name), "不是 UTF-8 编码", "请另存为 UTF-8 的 CSV")]) from None
    if broken:
        print(f"共 {broken} 行有问题，其余各行照常", file=sys.stderr)
    return 1 if broken else 0


def _written(ledger: Ledger, rows: Iterator[str], name: str, out: TextIO) -> int:
    """Write every case's line as it is read and tell every broken row; returns how many were broken."""
    writer, broken = csv.writer(out, lineterminator="\n"), 0
    for number, line in enumerate(ledger.lines(rows, name)):
        if number == 0:
            writer.writerow((*HEADER, *OWED) if ledger.claims else HEADER)
        if isinstance(line, Problem):
            broken += 1
            print(line, file=sys.stderr)
            continue
        id, title = (line.deadline.id, line.deadline.title) if line.deadline else ("", "没有待办期限")
        left = "" if line.days_left is None else line.days_left
        told = (line.case, id, title, line.last_day or "", left, line.colour, "；".join(line.warnings))
        writer.writerow((*told, *_owed(line.claim)) if ledger.claims else told)
    return broken


def _owed(claim: Claim | None) -> tuple[object, ...]:
    return (claim.interest, claim.total, claim.fee) if claim else ("",) * len(OWED)
