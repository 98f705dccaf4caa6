"""``procguide deadline``: a deadline of the guide from a day."""

from __future__ import annotations

import argparse
import json
import sys

from procguide import load, periods, plan
from procguide.commands.count import options, shown
from procguide.counting import counting
from procguide.periods import Uncountable
from procguide.source import did_you_mean

HELP = "算期限：按指南里的一条期限，从起算事件的日子算到最后一日"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", metavar="RULE", help="期限的标识，例如 appeal-judgment")
    options(parser)


def run(args: argparse.Namespace) -> int:
    guide = load.guide(args.data)
    known = {deadline.id: deadline for deadline in guide.deadlines}
    rule = known.get(args.rule)
    if rule is None:
        print(f"没有 “{args.rule}” 这条期限", did_you_mean(args.rule, known), sep="；", file=sys.stderr)
        return 2
    regimes = {regime.id: regime for regime in guide.regimes}
    try:
        counted = plan.counted(
            rule, args.start, regimes, counting(args.data),
            notice=args.notice, same_day=args.same_day, closes=args.closes or "",
        )  # fmt: skip
    except Uncountable as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        told = {
            "id": rule.id,
            "title": rule.title,
            "starts": rule.starts,
            "who": rule.who,
            "does": rule.does,
            "missed": rule.missed,
            "cites": [str(cite) for cite in rule.cites],
            **periods.plain(counted),
            "disputes": [{"question": dispute.question, "safe": dispute.safe} for dispute in rule.disputes],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    shown(counted, rule.title)
    print(f"  起算：{rule.starts}\n  要做：{rule.who}，{rule.does}\n  逾期：{rule.missed}")
    print(f"  依据：{'、'.join(map(str, rule.cites))}")
    for dispute in rule.disputes:
        print(f"  争议：{dispute.question}；稳妥：{dispute.safe}")
    return 0
