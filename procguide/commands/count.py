"""``procguide count``: a period from a day, with its working."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date, datetime
from pathlib import Path

from procguide import load, periods
from procguide.counting import counting, spoken
from procguide.model import Period
from procguide.periods import Count, Uncountable
from procguide.source import did_you_mean

HELP = "数期间：从某一天起数一段期间，给出最后一日和每一步的理由"

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2})?")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def day(text: str) -> date:
    """A day, as 2026-01-31."""
    moment_ = moment(text)
    if isinstance(moment_, datetime):
        raise argparse.ArgumentTypeError(f"“{text}” 不需要写几点，请写成 2026-01-31 的样子")
    return moment_


def moment(text: str) -> date:
    """A day, or a day and an hour, as 2026-01-31T14:20."""
    found = _MOMENT.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        return datetime.fromisoformat(text) if found[1] else date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” 不是日历上的日子，请写成 2026-01-31 的样子") from None


def clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise argparse.ArgumentTypeError(f"“{text}” 不是钟点，请写成 17:00 的样子")
    return text


def options(parser: argparse.ArgumentParser) -> None:
    """The arguments that counting a period and counting a deadline share."""
    parser.add_argument("--from", dest="start", type=moment, required=True, metavar="DAY", help="起算事件发生的日子")
    parser.add_argument("--notice", type=period, metavar="PERIOD", help="先经过的公告期，例如 P30D")
    parser.add_argument("--same-day", action="store_true", help="约定起始当天计算在内")
    parser.add_argument("--closes", type=clock, metavar="HH:MM", help="受理方停止办公的时间")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("period", type=period, metavar="PERIOD", help="P15D、P6M、P2Y、PT48H 或 “15 working days”")
    parser.add_argument(
        "--regime", required=True, metavar="ID", help="期间性质，例如 procedural、limitation、working-days"
    )
    options(parser)


def shown(counted: Count, title: str) -> None:
    """Print a count for people."""
    print(f"{title}：最后一日 {spoken(counted.last_day)}")
    if counted.latest_day:
        print(f"较晚的可能：{spoken(counted.latest_day)}，不要以它为准")
    for number, step in enumerate(counted.working, 1):
        cites = "、".join(map(str, step.cites))
        print(f"  {number}. {step.text}" + (f"［{cites}］" if cites else ""))
    for warning in counted.warnings:
        print(f"  注意：{warning}")


def run(args: argparse.Namespace) -> int:
    regimes = {regime.id: regime for regime in load.guide(args.data).regimes}
    if args.regime not in regimes:
        fix = did_you_mean(args.regime, regimes) or f"可写：{'、'.join(regimes)}"
        print(f"没有 “{args.regime}” 这种期间性质；{fix}", file=sys.stderr)
        return 2
    try:
        counted = periods.count(
            args.period, args.start, regimes[args.regime], counting(args.data),
            notice=args.notice, same_day=args.same_day, closes=args.closes or "",
        )  # fmt: skip
    except Uncountable as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(periods.plain(counted), ensure_ascii=False, indent=2))
    else:
        shown(counted, f"{regimes[args.regime].title} {args.period.label}")
    return 0
