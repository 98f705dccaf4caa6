"""``procguide translate``: today's number of an article cited in an old judgment."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from procguide import load
from procguide.source import did_you_mean
from procguide.translator import asked, former, names, tables, translated

HELP = "旧条号换算：按旧裁判的日期，把 “民诉法 253” 换成今天的条号"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="+", metavar="法律 条号", help="例如：民诉法 253")
    parser.add_argument("--day", type=date.fromisoformat, metavar="DAY", help="旧裁判的日期；不写则列出各种可能")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def run(args: argparse.Namespace) -> int:
    question = " ".join(args.question)
    read = asked(question)
    if read is None:
        print(f"看不懂 “{question}”，请写作 “民诉法 253”", file=sys.stderr)
        return 2
    every, statutes = tables(args.data / "renumbering"), load.guide(args.data).statutes
    name, number = read
    found = translated(every, statutes, name, number, args.day)
    for translation in found:
        print(translation.text)
        if translation.current:
            for label, old in former(every, translation.statute, number):
                print(f"  {label}文本为第 {old} 条")
    if not found:
        known = [name for table in every for name in names(statutes, table.statute)]
        fix = "" if name in known else did_you_mean(name, known)
        print(
            f"对照表里没有{'这一天的' if args.day else ''}{name}第 {number} 条{'；' if fix else ''}{fix}",
            file=sys.stderr,
        )
        return 1
    return 0
