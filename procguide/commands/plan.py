"""``procguide plan``: every deadline of a case, and a calendar file of them."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from procguide import load, plan
from procguide.commands.count import day
from procguide.counting import counting, spoken

HELP = "排时间表：从案件的几个日期得出一路上的全部期限，可存为 .ics"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE.yaml", help="案件文件：id、title、facts（事实: 日期）")
    parser.add_argument("--ics", type=Path, metavar="FILE", help="把期限存为日历文件")
    parser.add_argument("--as-of", type=day, metavar="DAY", help="哪一天看：在它之前届满的会标出来")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def run(args: argparse.Namespace) -> int:
    guide, case = load.guide(args.data), plan.case(args.case)
    if args.as_of:
        case = dataclasses.replace(case, as_of=args.as_of)
    entries = plan.plan(case, plan.rules(guide, counting(args.data)))
    if args.ics:
        args.ics.write_bytes(plan.ics(case, entries, guide))
    if args.json:
        told = {"id": case.id, "title": case.title, "entries": [plan.plain(entry) for entry in entries]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for entry in entries:
        state = "已办" if entry.done else "已过" if entry.past else "　　"
        print(
            f"{state} {spoken(entry.count.last_day)} {entry.deadline.title}（{entry.fact.title} {entry.count.start}）"
        )
        for warning in entry.count.warnings:
            print(f"       注意：{warning}")
    return 0
