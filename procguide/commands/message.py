"""``procguide message``: whether messages may be sent as they are; a gate before sending."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from procguide.load import collection
from procguide.message import Checker, Context, Report, ceiling, checker
from procguide.rulebook import FOLDER, Choice
from procguide.source import Mark, Problem, Refused, did_you_mean

HELP = "话术与函件检查：逐条指出催款文字的问题、法条和合规写法；有严重问题时退出码为 1"

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SEVERITY = {"critical": "严重", "serious": "违规", "warning": "提醒", "advice": "建议"}
_CRISIS = "先处理危机：文字里有自伤或者伤人的话。停止催收，转负责人，按危机预案办；情况紧急拨打 110 或 120。"
_UNCHECKED = {"hours": "没有给 --time，发送时段没有查", "rated": "没有给 --lpr 或 --sender，利率是否超过上限没有查"}


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise argparse.ArgumentTypeError(f"“{text}” 不是钟点，请写成 21:30 的样子")
    return text


def _cap(text: str) -> int:
    try:
        return ceiling(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="催款文字，UTF-8；- 读标准输入")
    parser.add_argument("--channel", default="", metavar="ID", help="渠道：letter sms wechat phone ai-voice visit")
    parser.add_argument(
        "--sender", default="", metavar="ID", help="发送人：person company financial agency law-firm assignee"
    )
    parser.add_argument("--relation", default="", metavar="ID", help="收到的人：debtor liable outsider")
    parser.add_argument("--time", type=_clock, metavar="HH:MM", help="打算发送的钟点")
    parser.add_argument("--lpr", type=_cap, metavar="RATE", help="合同成立时一年期 LPR，如 0.03；利率与它的四倍比")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR", help="数据目录（默认 data）")


def _text(path: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError:
        raise Refused([Problem(Mark(str(path)), "读不到这个文件")]) from None
    except UnicodeDecodeError as error:
        raise Refused(
            [Problem(Mark(str(path)), f"不是 UTF-8 编码（第 {error.start + 1} 个字节）", "请存为 UTF-8")]
        ) from None


def _plain(report: Report, checking: Checker) -> dict[str, Any]:
    findings = []
    for finding in report.findings:
        rule = checking.rules[finding.rule]
        more = {
            name: rule[name] for name in ("title", "family", "prohibition", "cites", "force", "whose", "why", "rewrite")
        }
        findings.append(asdict(finding) | more)
    return {
        "blocked": report.blocked, "crisis": report.crisis, "findings": findings,
        "unchecked": list(report.unchecked), "left_out": report.left_out,
    }  # fmt: skip


def _shown(path: Path, report: Report, checking: Checker) -> None:
    if report.crisis:
        print(f"{path}: {_CRISIS}")
    for finding in report.findings:
        rule = checking.rules[finding.rule]
        what = f" “{finding.text[:40]}”" if finding.text else ""
        print(
            f"{path}:{finding.line}:{finding.column}: {_SEVERITY[finding.severity]} {rule['title']}{what} [{finding.rule}]"
        )
        print(f"    {rule['why']}［{'、'.join(rule['cites'])}］" + (f"（{rule['whose']}）" if rule["whose"] else ""))
        print(f"    可改为：{rule['rewrite']}")
    if report.left_out:
        print(f"{path}: 另有 {report.left_out} 处没有列出")
    told = {note for name, note in _UNCHECKED.items() for id in report.unchecked if checking.rules[id][name]}
    for note in sorted(told):
        print(f"{path}: 注意：{note}")
    if not report.findings:
        print(f"{path}: 没有发现问题；机器只能查出写在规则里的问题，发出前仍要有人看")


def run(args: argparse.Namespace) -> int:
    known = collection(args.data / FOLDER / "lexicon.yaml", "choices", Choice)
    for name in ("channel", "sender", "relation"):
        titles = {choice.id: choice.title for choice in known if choice.of == name}
        if (given := getattr(args, name)) and given not in titles:
            fix = did_you_mean(given, titles) or f"可写：{'、'.join(titles)}"
            print(f"--{name} 没有 “{given}”；{fix}", file=sys.stderr)
            return 2
    checking = checker(args.data)
    context = Context(args.channel, args.sender, args.relation, args.time or "", args.lpr)
    reports = {path: checking.check(_text(path), context) for path in args.files}
    if args.json:
        plain = [{"file": str(path)} | _plain(report, checking) for path, report in reports.items()]
        print(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        for path, report in reports.items():
            _shown(path, report, checking)
    return 1 if any(report.blocked for report in reports.values()) else 0
