"""``procguide schema``: the JSON Schema that editors use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from procguide.schema import schema

HELP = "输出数据文件的 JSON Schema，供编辑器补全和检查"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件；不写则打印")


def run(args: argparse.Namespace) -> int:
    text = json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"
    if args.out:
        args.out.write_text(text, encoding="utf-8")
        print(f"已写入 {args.out}")
    else:
        print(text, end="")
    return 0
