"""``procguide build``: the site, whole or not at all."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from procguide.site import Failed, Project, build

HELP = "建站：检查、导出、生成页面；有问题时旧站点保持原样"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="数据目录（默认项目下的 data）")
    parser.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="项目目录（默认当前目录）")
    parser.add_argument("--site", type=Path, metavar="DIR", help="站点目录（默认项目下的 site）")
    parser.add_argument("--offline", action="store_true", help="网址带 .html，可以不经服务器直接打开")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="官方文本目录：在要旨下折叠显示条文原文")


def project(args: argparse.Namespace) -> Project:
    """The project that the arguments name."""
    return Project(args.root, args.data or args.root / "data", args.site or args.root / "site")


def run(args: argparse.Namespace) -> int:
    try:
        build(project(args), offline=args.offline, texts=args.texts)
    except Failed as failed:
        print(failed, file=sys.stderr)
        print("建站失败，旧站点没有改动", file=sys.stderr)
        return 1
    return 0
