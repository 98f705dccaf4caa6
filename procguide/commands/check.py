"""``procguide check``: every problem of a guide, or one line that there is none."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from procguide.check import checked
from procguide.source import Refused

HELP = "检查数据：列出全部问题及其位置，没有问题时退出码为 0"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="换一个日期检查：那一天哪些引用有效")


def run(args: argparse.Namespace) -> int:
    guide, problems = checked(args.data, args.as_of)
    if problems or guide is None:
        raise Refused(problems)
    counts = (
        f"{len(guide.phases)} 个阶段组、{len(guide.stages)} 个阶段、{len(guide.deadlines)} 个期限、"
        f"{len(guide.prohibitions)} 个禁止行为、{len(guide.resources)} 个资源、{len(guide.statutes)} 部法律"
    )
    print(f"{guide.title}：{counts}，没有问题")
    return 0
