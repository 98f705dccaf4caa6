"""How well the message checker finds what it should, beside a plain list of keywords, and how long a message takes.

Run: python benchmarks/message.py [--dev]   The test file is measured, never tuned on.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from procguide.message import Checker, Context, table  # noqa: E402

#: What people do instead: a word means its rule, wherever it stands.
KEYWORDS = {
    "threat-violence": ("打断", "弄死", "砍", "打死", "收拾", "揍", "见血"), "family-harm": ("全家",),
    "threat-hint": ("不客气", "走着瞧", "小心", "花圈", "不得安宁", "好自为之"), "threat-gang": ("道上", "社会上", "黑社会"),
    "threat-property": ("油漆", "砸", "烧"), "self-help-seizure": ("搬走", "拉走", "开走", "搬空", "锁"),
    "unlawful-detention": ("别想走", "放人", "领人", "扣"), "home-intrusion": ("撬锁", "住你家", "闯"),
    "stalking": ("蹲", "跟踪", "守在", "跟着"), "extortion": ("封口费", "裸照", "私密照", "出轨"),
    "no-complaint": ("敢报警", "投诉"), "forged-evidence": ("倒签", "补签"), "degrading-means": ("卖肾", "卖身", "下跪"),
    "insult": ("老赖", "骗子", "不要脸", "人渣", "畜生", "傻逼"),
    "public-shaming": ("横幅", "朋友圈", "业主群", "抖音", "喇叭", "曝光"), "public-disclosure": ("身份证", "住址", "照片"),
    "blacklist-sharing": ("黑名单",), "third-party-threat": ("通讯录", "同事", "父母", "领导", "家人"),
    "third-party-disclosure": (), "third-party-demand": ("父债子偿", "替他", "替你"), "child-school": ("学校", "班主任"),
    "family-consequence": ("子女", "政审"), "false-jail": ("坐牢", "判刑", "拘留", "刑事责任"),
    "false-crime": ("诈骗", "立案", "经侦", "通缉"), "false-court-action": ("查封", "冻结", "强制执行", "拍卖"),
    "false-dishonest": ("失信", "限制高消费"), "false-credit": ("征信",), "false-restriction": ("高铁", "停机", "社保", "微信支付宝"),
    "vague-consequence": ("后果", "一切必要"), "sham-urgency": ("最后通牒", "小时内"),
    "impersonating-court": ("法院", "检察院"), "impersonating-police": ("公安", "派出所", "经侦", "警官"),
    "forged-lawyer-letter": ("律师函",), "unlicensed-lawyer-title": ("律师",), "forged-document": ("催收令", "传票", "告知书"),
    "sham-mediation": ("调解",), "debt-company": ("讨债", "牌照", "持牌"), "rate-above-cap": ("月息", "36%", "分利"),
    "compound-interest": ("利滚利", "砍头息", "展期费"), "fee-padding": ("上门费", "催收费", "保证金"),
    "private-account": ("个人账户", "个人微信", "收款码"), "false-discount": ("内部减免", "名额"), "credit-repair": ("修复", "洗白"),
    "borrow-to-repay": ("网贷", "套现"), "illegal-lookup": ("流水", "开房"), "location-tracking": ("定位", "GPS"),
    "contacts-harvest": ("通讯录",), "face-matching": ("人脸",), "account-intrusion": ("密码", "登录"),
    "call-bombing": ("呼死你", "轰炸", "不停"), "night-announce": ("凌晨", "半夜", "深夜"), "dispute-ignored": ("异议",),
    "crisis-self-harm": ("自杀", "轻生", "跳楼", "不想活"), "crisis-revenge": ("报复", "同归于尽"),
}  # fmt: skip

Message = dict[str, Any]


def context(message: Message) -> Context:
    cap = round(float(message["cap"]) * 1_000_000) if "cap" in message else None
    return Context(*(message.get(name, "") for name in ("channel", "sender", "relation", "time")), cap)


def measured(
    messages: list[Message], told: Callable[[Message], set[str]]
) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """True and false positives and misses, in all and by family."""
    whole, families = Counter[str](), dict[str, Counter[str]]()
    for message in messages:
        found, wanted = told(message), set(message["rules"])
        counts = Counter(right=len(found & wanted), wrong=len(found - wanted), missed=len(wanted - found))
        whole += counts
        families[message["family"]] = families.get(message["family"], Counter()) + counts
    return whole, families


def ratio(part: int, rest: int) -> str:
    return f"{part / (part + rest):.3f}" if part + rest else "    –"


def line(name: str, counts: Counter[str]) -> str:
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    return f"{name:<20} {ratio(right, wrong):>9} {ratio(right, missed):>7} {right:>6} {wrong:>6} {missed:>7}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="measure the development file instead")
    name = "dev" if parser.parse_args().dev else "test"
    messages: list[Message] = yaml.safe_load(
        (ROOT / "tests" / "messages" / f"{name}.yaml").read_text(encoding="utf-8")
    )["messages"]
    compiled = table(ROOT / "data")
    checker = Checker(compiled)
    rules = {rule["id"]: rule for rule in compiled["rules"]}
    print(f"{name}.yaml: {len(messages)} messages, {len(rules)} rules")
    print(f"{'':<20} {'precision':>9} {'recall':>7} {'right':>6} {'wrong':>6} {'missed':>7}")
    whole, families = measured(
        messages, lambda one: {found.rule for found in checker.check(one["text"], context(one)).findings}
    )
    keywords = {id: words for id, words in KEYWORDS.items() if words}
    plain, _ = measured(
        messages, lambda one: {id for id, words in keywords.items() if any(word in one["text"] for word in words)}
    )
    print(line("this checker", whole))
    print(line("plain keywords", plain))
    for family, counts in sorted(families.items()):
        print(line(f"  {family}", counts))
    start = time.perf_counter()
    for message in messages:
        checker.check(message["text"], context(message))
    print(f"Python      {(time.perf_counter() - start) / len(messages) * 1000:.3f} ms a message")
    if shutil.which("node"):
        script = """
        import { Checker } from "MODULE";
        let text = ""; for await (const part of process.stdin) text += part;
        const { table, messages } = JSON.parse(text);
        const begun = performance.now(); const checker = new Checker(table); const ready = performance.now();
        for (let turn = 0; turn < 5; turn += 1) for (const one of messages) checker.check(one.text, one);
        const done = performance.now();
        console.log(`JavaScript  ${((done - ready) / messages.length / 5).toFixed(3)} ms a message, ${(ready - begun).toFixed(0)} ms to start`);
        """.replace("MODULE", (ROOT / "docs" / "assets" / "js" / "message.mjs").as_uri())
        given = json.dumps({"table": compiled, "messages": [{"text": one["text"]} for one in messages]})
        subprocess.run(["node", "--input-type=module", "-e", script], input=given, text=True, check=True)


if __name__ == "__main__":
    main()
