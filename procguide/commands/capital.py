"""``procguide capital AMOUNT``: an amount in capitals for cheques, receipts and complaints."""

from __future__ import annotations

import argparse
import json
import sys

from procguide import money

HELP = "大写金额：1409.50 → 壹仟肆佰零玖元伍角"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("amount", metavar="AMOUNT", help="金额，例如 1200000、1,200,000.00 元、120万")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    try:
        amount = money.parse(args.amount, zero=True)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps({"amount": money.plain(amount), "capital": money.capital(amount)}, ensure_ascii=False))
    else:
        print(money.capital(amount))
    return 0
