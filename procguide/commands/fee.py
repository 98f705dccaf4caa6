"""``procguide fee KIND AMOUNT``: a court fee and its working, or the amount that a fee comes from."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path

from procguide import fees, money, rates

HELP = "诉讼费用：按金额和程序计算，列出算式和依据"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind", metavar="KIND", help="案件受理费、申请执行费、保全费、支付令、公示催告、撤销仲裁裁决、破产……"
    )
    parser.add_argument("amount", metavar="AMOUNT", nargs="?", help="金额，例如 380000、120万；按件收费的不写")
    parser.add_argument(
        "--procedure",
        action="append",
        default=[],
        metavar="NAME",
        help="简易程序、小额诉讼、调解结案、撤诉、反诉、上诉；可重复，也可用顿号隔开",
    )
    parser.add_argument("--inverse", action="store_true", help="反推：AMOUNT 是收费，求它对应的金额")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="按哪一天施行的标准（默认最新）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def run(args: argparse.Namespace) -> int:
    known = rates.rates(args.data)
    try:
        fee = fees.fee_named(known, args.kind, args.on)
        names = [name for words in args.procedure for name in re.split(r"[、，,+]", words)]
        procedures = [fees.procedure_named(known, name, args.on) for name in names]
        amount = None if args.amount is None else money.parse(args.amount)
        if args.inverse:
            if amount is None:
                raise ValueError("反推要填写收费的数额")
            return _inverse(fees.claim(known, fee, amount, procedures), as_json=args.json)
        charged = fees.charge(known, fee, amount, procedures, args.on)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(fees.table(charged), ensure_ascii=False, indent=2))
        return 0
    ranged = "" if charged.least == charged.most else f" 至 {money.shown(charged.most)}"
    print(f"{fee.title}：{money.shown(charged.least)}{ranged} 元")
    for point in charged.working:
        print(f"  {point.text}")
    print(f"预交：{fee.advance}")
    print(f"负担：{fee.bears}")
    if fee.tip:
        print(f"提示：{fee.tip}")
    print(f"依据：{'、'.join(map(str, charged.cites))}")
    return 0


def _inverse(claim: fees.Claim, *, as_json: bool) -> int:
    if as_json:
        least, most = (None if value is None else money.plain(value) for value in (claim.least, claim.most))
        print(
            json.dumps(
                {"least": least, "most": most, "working": fees.told(claim.working)}, ensure_ascii=False, indent=2
            )
        )
    else:
        print(*(point.text for point in claim.working), sep="\n")
    return 0 if claim.least is not None else 1
