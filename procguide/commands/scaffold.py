"""``procguide scaffold``: the pages and navigation entries that are missing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from procguide.check import sound
from procguide.scaffold import missing, stray, with_navigation

HELP = "补齐缺少的页面与导航；已有的页面绝不覆盖"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")
    parser.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="页面目录（默认 docs）")
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="FILE", help="站点配置")


def run(args: argparse.Namespace) -> int:
    guide = sound(args.data)
    written = missing(guide, args.docs)
    for path, text in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"新建 {path}")
    for path in stray(guide, args.docs):
        print(f"{path}: 数据里已没有这一页，请确认后自行删除", file=sys.stderr)
    if args.config.exists():
        before = args.config.read_text(encoding="utf-8")
        try:
            after = with_navigation(before, guide)
        except ValueError as error:
            print(f"{args.config}: {error}", file=sys.stderr)
            return 1
        if after != before:
            args.config.write_text(after, encoding="utf-8")
            print(f"更新 {args.config} 的导航")
    print(f"新建 {len(written)} 页")
    return 0
