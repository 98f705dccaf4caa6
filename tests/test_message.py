"""The message checker: every rule's own examples, the labelled messages, bad input, and the browser's module."""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from procguide.commands import message as command
from procguide.load import collection
from procguide.message import Checker, Context, ceiling, table
from procguide.model import Prohibition
from procguide.normal import Normaliser
from procguide.phrases import Unreadable, atoms, value
from procguide.rulebook import Rule, rules
from procguide.source import Refused

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
TABLE = table(DATA)
CHECKER = Checker(TABLE)
RULES = {rule.id: rule for rule in rules(DATA)}
CAP = 120_000  # 4 × 3%


def labelled(name: str) -> list[dict[str, Any]]:
    text = (ROOT / "tests" / "messages" / f"{name}.yaml").read_text(encoding="utf-8")
    messages: list[dict[str, Any]] = yaml.safe_load(text)["messages"]
    return messages


DEV, TEST = labelled("dev"), labelled("test")


def context_of(message: dict[str, Any]) -> Context:
    cap = round(float(message["cap"]) * 1_000_000) if "cap" in message else None
    return Context(*(message.get(name, "") for name in ("channel", "sender", "relation", "time")), cap)


NOWHERE = Context()


def met(text: str, context: Context = NOWHERE) -> set[str]:
    return {finding.rule for finding in CHECKER.check(text, context).findings}


def example_context(rule: Rule) -> Context:
    """Where a rule's examples are used: the first of everything it applies to."""
    applies = rule.applies
    chosen = [names[0] if names else "" for names in (applies.channels, applies.senders, applies.relations)]
    return Context(*chosen, "", CAP)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_finds_its_positive_examples_and_leaves_its_negative_ones(rule: Rule) -> None:
    assert rule.hours or (len(rule.positive) >= 1 and len(rule.negative) >= 1), "a rule has examples of both kinds"
    for text in rule.positive:
        assert rule.id in met(text, example_context(rule)), text
    for text in rule.negative:
        assert rule.id not in met(text, example_context(rule)), text


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rewrite_passes_the_check_itself(rule: Rule) -> None:
    gate = [one.rule for one in CHECKER.check(rule.rewrite).findings if one.severity in ("critical", "serious")]
    assert gate == []


def test_every_rule_names_a_prohibition_that_exists_or_is_none() -> None:
    known = {
        one.id
        for path in sorted((DATA / "prohibitions").glob("*.yaml"))
        for one in collection(path, "prohibitions", Prohibition)
    }
    assert set() == {rule.prohibition for rule in RULES.values() if rule.prohibition} - known
    assert {"crisis", "elements"} == {rule.family for rule in RULES.values() if not rule.prohibition}


def test_every_rule_has_labelled_messages_in_both_files_and_ids_are_unique() -> None:
    assert len(DEV) + len(TEST) >= 400
    ids = [message["id"] for message in DEV + TEST]
    assert len(ids) == len(set(ids))
    used = [{rule for message in messages for rule in message["rules"]} for messages in (DEV, TEST)]
    assert set() == (used[0] | used[1]) - set(RULES)
    assert set() == set(RULES) - (used[0] & used[1])


@pytest.mark.parametrize("message", DEV, ids=lambda message: message["id"])
def test_the_development_messages_are_read_as_labelled(message: dict[str, Any]) -> None:
    assert set(message["rules"]) == met(message["text"], context_of(message))


def test_precision_and_recall_hold_on_the_test_messages() -> None:
    right = wrong = missed = 0
    for message in TEST:
        found, wanted = met(message["text"], context_of(message)), set(message["rules"])
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.90


def test_a_finding_points_at_its_words_in_the_original() -> None:
    text = "您好，\n再拖就要 坐\u200b 牢 了"
    (finding,) = CHECKER.check(text).findings
    assert (finding.rule, finding.line, finding.column, finding.text) == ("false-jail", 2, 6, "坐\u200b 牢")
    assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    "text",
    ["坐 牢", "坐*牢", "ZUOLAO", "ｚｕｏｌａｏ", "zuò láo", "坐\ufeff牢", "做牢", "坐·牢", "zuo lao"],
)
def test_evasions_are_read_as_what_they_stand_for(text: str) -> None:
    assert {"false-jail"} == met(f"你会{text}的")


def test_a_spelling_inside_a_longer_latin_word_is_none() -> None:
    assert Normaliser(TABLE["reading"]).normal("abzuolaoc").text == "abzuolaoc"


def test_crisis_comes_first_and_blocks() -> None:
    report = CHECKER.check("你这个老赖，再不还就打断你的腿。我不想活了。")
    assert report.crisis
    assert report.blocked
    assert report.findings[0].rule == "crisis-self-harm"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "😀" * 50, "……", "“", "”“", "\ud83d"[:0], "。" * 100])
def test_what_says_nothing_meets_nothing(text: str) -> None:
    assert set() == met(text, Context("letter", "agency", "outsider", "09:00", CAP))


def test_what_the_context_does_not_say_is_told_as_unchecked() -> None:
    assert {"night-financial", "night-private", "rate-above-cap"} == set(CHECKER.check("您好").unchecked)
    assert set() == set(CHECKER.check("您好", Context(sender="person", time="10:00", cap=CAP)).unchecked)


@pytest.mark.parametrize(
    ("time", "found"), [("21:59", False), ("22:00", True), ("00:00", True), ("07:59", True), ("08:00", False)]
)
def test_the_night_begins_at_ten_and_ends_at_eight(time: str, found: bool) -> None:
    assert found is ("night-financial" in met("您好", Context(sender="financial", time=time)))


@pytest.mark.parametrize(
    ("text", "found"), [("月息1分", False), ("月息1.01分", True), ("年利率12%", False), ("年利率十三%", True)]
)
def test_only_a_rate_above_the_ceiling_is_met(text: str, found: bool) -> None:
    assert found is ("rate-above-cap" in met(text, Context(sender="person", cap=CAP)))


@pytest.mark.parametrize(
    ("text", "millionths"),
    [
        ("36", 36_000_000),
        ("0.5", 500_000),
        ("三十六", 36_000_000),
        ("十五", 15_000_000),
        ("一二", None),
        ("半", 500_000),
    ],
)
def test_numbers_are_read_in_either_script(text: str, millionths: int | None) -> None:
    assert millionths == value(text)


def test_the_ceiling_is_four_times_the_rate() -> None:
    assert ceiling("0.03") == 120_000
    for wrong in ("3%", "", "-1", "abc", "0.0x"):
        with pytest.raises(ValueError, match="不是利率"):
            ceiling(wrong)


@pytest.mark.parametrize("phrase", ["{甲|", "<nowhere>", "{}", "甲…", "", "{甲||乙}"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(Unreadable):
        atoms(phrase, {}, str)


def test_rules_with_faults_are_all_told(tmp_path: Path) -> None:
    folder = tmp_path / "messages"
    shutil.copytree(DATA / "messages", folder)
    (folder / "rules" / "zz.yaml").write_text(
        "rules:\n  - {id: insult, title: 甲, family: nowhere, severity: advice, cites: [], force: house, why: 甲, rewrite: 甲,"
        " positive: [], negative: [], keeps: [nothing]}\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        rules(tmp_path)
    assert len(refused.value.problems) == 5


def hostile(size: int) -> list[str]:
    """Texts that make a backtracking matcher slow."""
    return [
        ("你" * size)[:size],
        ("打断" * size)[:size],
        ("你的孩子学校老师" * size)[:size],
        ("不会" * size)[:size] + "坐牢",
        ("“您说不会坐牢" * size)[:size],
        ("坐牢，不会" * size)[:size],
        ("1.2.3一二三" * size)[:size],
        ("坐 . 牢 " * size)[:size],
    ]


def test_steps_grow_with_the_length_of_the_message() -> None:
    """Counted, not timed: twice the text takes twice the steps."""
    for short, long in zip(hostile(2000), hostile(4000), strict=True):
        one, two = CHECKER.check(short).steps, CHECKER.check(long).steps
        assert two <= 2.1 * one + 200, long[:20]
        assert two <= 120 * len(long)


def test_a_megabyte_is_read() -> None:
    text = "您好，请按约还款。" * 38_000 + "再不还就坐牢。"
    report = CHECKER.check(text)
    assert [finding.rule for finding in report.findings] == ["false-jail"]


def test_very_many_findings_are_cut_and_counted() -> None:
    report = CHECKER.check("你会坐牢。" * 1500)
    assert (len(report.findings), report.left_out) == (1000, 500)


def arguments(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return parser.parse_args([*words, "--data", str(DATA)])


def test_the_command_is_a_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_text("您好，\n不还就坐牢。", encoding="utf-8")
    good.write_text("【某某贸易】货款5000元已到期，请于本周五前付款。", encoding="utf-8")
    assert command.run(arguments(str(bad))) == 1
    assert f"{bad}:2:4: 违规 以坐牢、拘留吓人 “坐牢” [false-jail]" in capsys.readouterr().out
    assert command.run(arguments(str(good), "--channel", "sms", "--time", "10:00")) == 0
    capsys.readouterr()
    assert command.run(arguments(str(bad), str(good), "--json")) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["blocked"] for one in told] == [True, False]
    assert told[0]["findings"][0]["cites"]
    assert command.run(arguments(str(good), "--sender", "agancy")) == 2
    assert "agency" in capsys.readouterr().err


def test_the_command_tells_what_it_cannot_read(tmp_path: Path) -> None:
    wrong = tmp_path / "gbk.txt"
    wrong.write_bytes("还钱".encode("gbk"))
    for path in (wrong, tmp_path / "nowhere.txt"):
        with pytest.raises(Refused):
            command.run(arguments(str(path)))


def mixes(count: int) -> list[dict[str, Any]]:
    """Random messages out of pieces of real ones, signs and evasions, in random contexts; the same every time."""
    chance = random.Random(6)
    pieces = [
        piece
        for one in DEV + TEST
        for piece in one["text"].replace("。", "。|").replace("，", "，|").split("|")
        if piece
    ]
    odd = [
        "“",
        "”",
        '"',
        " ",
        "  ",
        "\n",
        "😀",
        "\u200b",
        "，",
        "。",
        "不会",
        "您说",
        "否则",
        "zuolao",
        "微❤",
        "３６％",
        "月息",
        "不是真的",
        "严禁",
        "İ",
        "ﬁ",
        "½",
        "…",
        "\U00020000",
    ]
    choices = {
        name: ["", *(one["id"] for one in TABLE["choices"] if one["of"] == name)]
        for name in ("channel", "sender", "relation")
    }
    made = []
    for _ in range(count):
        text = "".join(chance.choice(odd if chance.random() < 0.35 else pieces) for _ in range(chance.randint(1, 9)))
        made.append(
            {name: chance.choice(some) for name, some in choices.items()}
            | {
                "text": text,
                "time": chance.choice(["", "07:59", "12:00", "22:00"]),
                "cap": chance.choice([None, CAP, 154_000]),
            }
        )
    return made


@pytest.mark.skipif(shutil.which("node") is None, reason="没有 node")
def test_the_browsers_module_gives_the_same_answers() -> None:
    given = [
        {
            "text": one["text"],
            **{name: getattr(context_of(one), name) for name in ("channel", "sender", "relation", "time", "cap")},
        }
        for one in DEV + TEST
    ]
    given += mixes(5500)
    given += [
        {"text": text, "channel": "", "sender": "", "relation": "", "time": "", "cap": None} for text in hostile(1500)
    ]
    script = """
    import { Checker } from "MODULE";
    let text = ""; for await (const part of process.stdin) text += part;
    const { table, messages } = JSON.parse(text);
    const checker = new Checker(table);
    const answers = messages.map((one) => {
      const { findings, crisis, unchecked, left_out, steps } = checker.check(one.text, one);
      return [findings.map((f) => [f.rule, f.severity, f.start, f.end, f.line, f.column, f.text]), crisis, unchecked, left_out, steps];
    });
    process.stdout.write(JSON.stringify(answers));
    """.replace("MODULE", (ROOT / "docs" / "assets" / "js" / "message.mjs").as_uri())
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps({"table": TABLE, "messages": given}), capture_output=True, text=True, check=True,
    )  # fmt: skip
    answers = json.loads(done.stdout)
    assert len(given) == len(answers) >= 5000
    for one, answer in zip(given, answers, strict=True):
        report = CHECKER.check(
            one["text"], Context(*(one[name] for name in ("channel", "sender", "relation", "time", "cap")))
        )
        findings = [[f.rule, f.severity, f.start, f.end, f.line, f.column, f.text] for f in report.findings]
        assert [findings, report.crisis, list(report.unchecked), report.left_out, report.steps] == answer, one["text"]
