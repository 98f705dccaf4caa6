"""``procguide export``: the JSON API and the charts as files, below the pages' folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from procguide.check import sound
from procguide.export import export

HELP = "导出：写出 api/v1/*.json 与 downloads/charts/*.svg"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")
    parser.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="写到哪个目录之下（默认 docs）")


def run(args: argparse.Namespace) -> int:
    written = export(sound(args.data), args.docs)
    print(f"写出 {len(written)} 个文件到 {args.docs}")
    return 0
