"""``procguide draw``: the DOT texts of all charts, kept in git."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from procguide.charts import charts, dot
from procguide.check import sound

HELP = "绘图：把每张流程图的 DOT 写进 diagrams/；--check 只核对是否过时"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")
    parser.add_argument("--out", type=Path, default=Path("diagrams"), metavar="DIR", help="DOT 目录（默认 diagrams）")
    parser.add_argument("--check", action="store_true", help="不写文件，过时则退出码为 1")


def run(args: argparse.Namespace) -> int:
    wanted = {f"{id}.dot": dot(chart) for id, chart in charts(sound(args.data)).items()}
    there = {path.name: path.read_text(encoding="utf-8") for path in args.out.glob("*.dot")}
    stale = sorted(name for name in wanted if there.get(name) != wanted[name])
    gone = sorted(there.keys() - wanted.keys())
    if args.check:
        for name in stale + gone:
            print(f"{args.out / name}: 与数据不符；请运行 procguide draw", file=sys.stderr)
        return 1 if stale or gone else 0
    args.out.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (args.out / name).write_text(wanted[name], encoding="utf-8")
    for name in gone:
        (args.out / name).unlink()
    print(f"{len(wanted)} 张图：更新 {len(stale)}，删除 {len(gone)}")
    return 0
