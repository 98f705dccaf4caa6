"""``procguide interest``: interest by segments, under the ceiling, with part payments and the doubled part."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from procguide import interest, money, rates, schedule
from procguide.interest import Account, Balance, Debt, Payment
from procguide.schedule import NOTHING_OWED, Schedule

NAMES: dict[Balance, str] = {"costs": "费用", "interest": "利息", "principal": "本金", "surcharge": "加倍部分"}
HELP = "利息：分段计算，注明天数口径；可加利率上限、部分还款和迟延履行加倍部分"


def arguments(parser: argparse.ArgumentParser) -> None:
    day = date.fromisoformat
    parser.add_argument("--principal", required=True, metavar="AMOUNT", help="本金，例如 200000、20万")
    parser.add_argument("--rate", default="", metavar="RATE", help="利率：12%%、月利率1%%、日万分之五、LPR、4倍LPR")
    parser.add_argument("--from", required=True, type=day, dest="start", metavar="DAY", help="起始日")
    parser.add_argument("--to", required=True, type=day, dest="end", metavar="DAY", help="截止日")
    parser.add_argument("--basis", choices=tuple(interest.BASES), default="365", help="一年按多少天（默认 365）")
    parser.add_argument(
        "--ends",
        choices=tuple(interest.ENDS),
        default="first",
        help="哪一端计入：first 算头不算尾（默认）、last 算尾不算头、both、neither",
    )
    parser.add_argument("--formed", type=day, metavar="DAY", help="民间借贷合同成立日：给出后按利率上限计算")
    parser.add_argument("--filed", type=day, metavar="DAY", help="起诉日：合同成立在 2020-08-20 以前的要写")
    parser.add_argument("--lpr-on", type=day, metavar="DAY", help="LPR 固定取这一天的，不随公布变动")
    parser.add_argument("--payment", action="append", default=[], metavar="DAY=AMOUNT", help="部分还款，可重复")
    parser.add_argument("--costs", default="0", metavar="AMOUNT", help="先抵的费用，或文书确定的其他款项")
    parser.add_argument("--doubled", type=day, metavar="DAY", help="文书确定的履行期间届满之日：加算迟延履行加倍部分")
    parser.add_argument("--paused", action="append", default=[], metavar="DAY..DAY", help="不计加倍部分的期间，可重复")
    parser.add_argument("--sme", type=day, metavar="DAY", help="拖欠中小企业款项：合同订立日")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def _payment(text: str) -> Payment:
    day, _, amount = text.partition("=")
    return Payment(_day(day), money.parse(amount))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text}” 不是日期，请写成 2026-01-31 的样子") from None


def _pause(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return _day(first), _day(last)


def _agreed(known: rates.Rates, args: argparse.Namespace) -> Schedule:
    if args.sme:
        return schedule.sme(known, args.sme, args.rate)
    if args.rate:
        return schedule.agreed_schedule(known, args.rate, args.lpr_on)
    if not args.doubled:
        raise ValueError("请用 --rate 写明利率，或用 --sme、--doubled 写明法定的情形")
    return NOTHING_OWED


def _debt(known: rates.Rates, args: argparse.Namespace) -> Debt:
    surcharge = NOTHING_OWED
    if args.doubled:
        first, _ = interest.span(args.doubled, max(args.doubled, args.end), args.ends)
        surcharge = schedule.doubled(known, first, [_pause(text) for text in args.paused])
    return Debt(
        principal=money.parse(args.principal),
        start=args.start,
        end=args.end,
        basis=args.basis,
        ends=args.ends,
        agreed=_agreed(known, args),
        limits=schedule.ceiling(known, args.formed, args.filed) if args.formed else None,
        surcharge=surcharge,
        costs=money.parse(args.costs, zero=True),
        payments=tuple(_payment(text) for text in args.payment),
    )


def run(args: argparse.Namespace) -> int:
    known = rates.rates(args.data)
    try:
        debt = _debt(known, args)
        account = interest.accrue(known, debt)
        uncapped = interest.accrue(known, replace(debt, limits=None)) if debt.limits else None
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        found = interest.table(account)
        found["uncapped"] = None if uncapped is None else money.plain(uncapped.interest)
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    _print(account, uncapped)
    return 0


def _print(account: Account, uncapped: Account | None) -> None:
    partly = f"（有 {account.unknown_days} 天没有计入）" if account.unknown_days else ""
    print(f"利息{partly}：{money.shown(account.interest)} 元")
    if uncapped is not None:
        print(f"不受上限限制时：{money.shown(uncapped.interest)} 元")
    if account.debt.surcharge.steps:
        print(f"加倍部分：{money.shown(account.surcharge)} 元")
    left = "，".join(f"{name} {money.shown(account.left[key])}" for key, name in NAMES.items() if account.left[key])
    print(f"尚欠：{left or '0.00'}")
    for point in account.working:
        cites = f"（{'、'.join(map(str, point.cites))}）" if point.cites else ""
        print(f"  {point.text}{cites}")
    for point in account.warnings:
        print(f"注意：{point.text}")
