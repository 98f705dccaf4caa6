"""``procguide verify``: the guide held against official texts."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from procguide import digests, load
from procguide.source import Refused
from procguide.texts import Library
from procguide.verify import known, locked, problems, summary

HELP = "对照官方文本核对全部法条引用与要旨；没有文本时对照上次核对的记录"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")
    parser.add_argument(
        "--texts", type=Path, metavar="DIR", help="官方文本目录（.md 或 .docx；默认取 PROCGUIDE_STATUTES）"
    )
    parser.add_argument("--write", action="store_true", help="把核对结果写入 digests.yaml；有问题的要旨不写")
    parser.add_argument("--day", type=date.fromisoformat, metavar="DAY", help="核对日期（默认取全书的核对日）")
    parser.add_argument("--quiet", action="store_true", help="不印各部法律的汇总")


def run(args: argparse.Namespace) -> int:
    folder = args.texts or (Path(os.environ["PROCGUIDE_STATUTES"]) if os.environ.get("PROCGUIDE_STATUTES") else None)
    guide = load.guide(args.data)
    path = args.data / digests.FILE
    lock = digests.read(path)
    if folder is None:
        if args.write:
            print("--write 需要官方文本：请给出 --texts", file=sys.stderr)
            return 2
        if found := known(guide, lock):
            raise Refused(found)
        print(f"没有给出官方文本；与记录中 {len(lock.digests)} 条已核对的条文没有矛盾")
        return 0
    if not folder.is_dir():
        print(f"没有这个目录：{folder}", file=sys.stderr)
        return 2
    texts = Library(folder)
    found = problems(guide, texts, None if args.write else lock)
    rows = summary(guide, texts, found)
    if not args.quiet:
        for row in rows:
            if row.gists or row.citations:
                print(row)
    if args.write:
        lock = locked(guide, texts, lock, args.day or guide.as_of, found)
        digests.write(lock, path)
    if found:
        raise Refused(found)
    without = sum(not row.found for row in rows)
    if without:
        print(f"{without} 个版本没有文本，未能核对")
    print(f"核对了 {len(lock.digests)} 条条文、{sum(row.citations for row in rows)} 处引用，没有问题")
    return 0
