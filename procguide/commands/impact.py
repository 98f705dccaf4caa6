"""``procguide impact``: what a new text of a law touches in the guide."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from procguide import load
from procguide.impact import exported, impacts, report
from procguide.texts import Library

HELP = "比较新旧两个目录的官方文本，列出变化的条文和依据它们的阶段、期限、禁止行为"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")
    parser.add_argument("--old", type=Path, required=True, metavar="DIR", help="旧文本的目录")
    parser.add_argument("--new", type=Path, required=True, metavar="DIR", help="新文本的目录")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--all", action="store_true", help="也列出本指南没有引用的条文")


def run(args: argparse.Namespace) -> int:
    for folder in (args.old, args.new):
        if not folder.is_dir():
            print(f"没有这个目录：{folder}", file=sys.stderr)
            return 2
    found = impacts(load.guide(args.data), Library(args.old), Library(args.new))
    if args.json:
        print(json.dumps(exported(found), ensure_ascii=False, indent=2))
    else:
        print(report(found, args.all), end="")
    return 0
