"""``procguide lpr DAY``: the loan prime rate in force on a day; a day outside the table is refused, never guessed."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

from procguide import rates
from procguide.money import number, percent

HELP = "LPR：某一天适用的贷款市场报价利率及其公布日"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DAY", type=date.fromisoformat, help="日期，例如 2025-06-10")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def run(args: argparse.Namespace) -> int:
    known = rates.rates(args.data)
    row = rates.lpr_on(known, args.day)
    if row is None:
        warning = rates.lpr_warning(known, args.day).text
        if args.json:
            print(json.dumps({"day": str(args.day), "one_year": None, "warning": warning}, ensure_ascii=False))
        print(warning, file=sys.stderr)
        return 1
    four = Fraction(row.one_year) * 4
    if args.json:
        found = {
            "day": str(args.day),
            "published": str(row.first),
            "last": str(row.last),
            "one_year": number(Fraction(row.one_year) * 100),
            "five_year": number(Fraction(row.five_year) * 100),
            "four_times": number(four * 100),
            "source": row.source,
        }
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(
            f"{args.day} 适用 {row.first} 公布的 LPR：一年期 {percent(row.one_year)}，五年期以上 {percent(row.five_year)}"
        )
        print(f"一年期的四倍：{percent(four)}")
        print(f"来源：{row.source}")
    return 0
