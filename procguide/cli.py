"""The command line: a table of commands, each a module of :mod:`procguide.commands`.

A command module has ``HELP`` (a line), ``arguments(parser)`` and ``run(args) -> int``.  Exit status 0 is success, 1 is
a problem in the input (told with file:line:column), 2 is a wrong call.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from procguide.source import Refused

#: In the order in which help lists them.
COMMANDS = (
    "check",
    "draw",
    "export",
    "build",
    "serve",
    "schema",
    "scaffold",
    "count",
    "deadline",
    "plan",
    "ledger",
    "fee",
    "interest",
    "lpr",
    "capital",
    "verify",
    "impact",
    "translate",
    "message",
)


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"procguide.commands.{name}")


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser; only the chosen command's module is imported, all of them for a general help."""
    parser = argparse.ArgumentParser(prog="procguide", description="法律程序指南：检查、绘图、导出、建站、计算。")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in (chosen,) if chosen else COMMANDS:
        module = _module(name)
        module.arguments(commands.add_parser(name, help=module.HELP, description=module.HELP))
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = next((word for word in words if not word.startswith("-")), None)
    args = _parser(chosen if chosen in COMMANDS else None).parse_args(words)
    try:
        return int(_module(args.command).run(args))
    except Refused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
        print(f"共 {len(refused.problems)} 个问题", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of a pipe went away; Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
