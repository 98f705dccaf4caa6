"""Each rule of the guide, broken once on a small guide: the exact sentence, at the exact place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procguide.check import checked
from procguide.rules import RULES

Writer = Callable[..., Path]

#: rule, what is replaced, by what, the text at which the problem stands, the sentence.
BREAKAGES = [
    ("identifiers_are_unique_kebab_case", "{id: deposit,", "{id: Deposit_1,", "{id: Deposit_1", "术语的标识 “Deposit_1” 不是 kebab-case；可写成 “deposit-1”"),
    ("identifiers_are_unique_kebab_case", "- id: collect\n", "- id: apply\n", "id: apply\n  title: 领取", "阶段 “apply” 重复"),
    ("identifiers_are_unique_kebab_case", "- id: wait\n", "- id: write\n", "id: write\n    title: 等候", "阶段 “apply” 的步骤 “write” 重复"),
    ("every_stage_stands_in_one_phase", "stages: [apply, collect]", "stages: [apply]", "id: collect", "阶段 “collect” 不在任何阶段组里；请在 procedures.yaml 的 phases 里排进去"),
    ("every_stage_stands_in_one_phase", "stages: [return]", "stages: [return, apply]", "id: finish", "阶段 “apply” 已经在阶段组 “borrow” 里"),
    ("every_reference_is_known", "prohibitions: [lending-on]", "prohibitions: [lending-in]", "id: apply\n  title", "阶段 “apply” 引用了不存在的禁止行为 “lending-in”；是否想写 “lending-on”？"),
    ("every_reference_is_known", "deadlines: [reply]", "deadlines: [replay]", "id: wait", "阶段 “apply” 的步骤 “wait” 引用了不存在的期限 “replay”；是否想写 “reply”？"),
    ("every_reference_is_known", "regime: office-days", "regime: office-hours", "id: reply", "期限 “reply” 引用了不存在的期间性质 “office-hours”；是否想写 “office-days”？"),
    ("every_reference_is_known", "{to: collect, when: 同意}", "{to: colect, when: 同意}", "{to: colect", "阶段 “apply” 的流转 “同意” 引用了不存在的阶段 “colect”；是否想写 “collect”？"),
    ("every_reference_is_known", "deadlines: [reply]", "deadlines: [reply, reply]", "id: wait", "阶段 “apply” 的步骤 “wait” 重复引用了期限 “reply”"),
    ("every_reference_is_known", "{stage: apply, why: 先申请}", "{why: 先申请}", "{why: 先申请}", "读者 “student” 的路线有一站既没有 stage，也没有 page 和 title"),
    ("transitions_reach_every_stage_and_end", "  - {to: collect, when: 同意}\n", "", "id: collect", "从 “apply” 出发走不到阶段 “collect”；请给它前面的阶段加一条 next"),
    ("transitions_reach_every_stage_and_end", "  cites: [示例规程/5]\ndeadlines", "  cites: [示例规程/5]\n  next:\n  - {to: apply, when: 再借}\ndeadlines", "id: return\n", "从阶段 “return” 出发走不到任何终点；没有 next 的阶段就是终点"),
    ("every_stage_cites_a_statute", "  cites: [示例规程/3, 示例规程/4]\n", "", "id: apply\n  title", "阶段 “apply” 没有引用任何法条；请写 cites"),
    ("every_stage_has_steps", "  - {text: 借用期满}\n", "", "", "entry 应当是列表；每一项前加 “- ”"),
    ("every_step_the_law_requires_cites_it", "    required: law\n    cites: [示例规程/3/1]\n", "    required: law\n", "id: write", "阶段 “apply” 的步骤 “write” 标为法律要求，却没有引用法条；请写 cites，或把 required 改成 practice"),
    ("every_deadline_cites_its_article", "cites: [示例规程/4]\n  checked", "cites: []\n  checked", "id: reply", "期限 “reply” 没有引用规定它的法条；请写 cites"),
    ("every_deadline_says_who_from_when_and_what_if_missed", "missed: 视为同意", 'missed: ""', "id: reply", "期限 “reply” 没有说明逾期的后果；请写 missed"),
    ("every_prohibition_cites_its_article", "cites: [示例规程/7]\n  checked", "cites: []\n  checked", "id: lending-on", "禁止行为 “lending-on” 没有引用禁止它的法条；请写 cites"),
    ("every_prohibition_says_the_sanction_and_the_alternative", "instead: 请乙自己申请。", 'instead: ""', "id: lending-on", "禁止行为 “lending-on” 没有给出合法的替代做法；请写 instead"),
    ("every_prohibition_says_the_sanction_and_the_alternative", "text: 停借一年, cites: [示例规程/7]", "text: 停借一年, cites: []", "{kind: regulatory", "禁止行为 “lending-on” 的一项后果没有引用法条；请写 cites"),
    ("every_resource_has_an_https_address", "url: https://", "url: http://", "id: desk", "资源 “desk” 的地址 “http://lab.example/desk” 不是 https 地址"),
    ("every_resource_has_an_https_address", "  text: 提交申请单。\n  checked: 2026-01-15", "  text: 提交申请单。\n  checked: 2026-02-15", "id: desk", "“desk” 的核对日期 2026-02-15 晚于全书的核对日 2026-01-31"),
    ("citations_exist_and_are_in_force", "cites: [示例规程/4]\n    deadlines", "cites: [示例规程/44]\n    deadlines", "示例规程/44", "法条库里没有 示例规程 第 44 条；是否想写 “4”？"),
    ("citations_exist_and_are_in_force", "cites: [示例规程/4]\n    deadlines", "cites: [示例规定/4]\n    deadlines", "示例规定/4", "法条库里没有 “示例规定” 这部法律；是否想写 “示例规程”？"),
    ("citations_exist_and_are_in_force", "cites: [示例规程/4]\n    deadlines", "cites: [示例实验室规程/4]\n    deadlines", "示例实验室规程/4", "法条库里没有 “示例实验室规程” 这部法律；请用简称 “示例规程”"),
    ("citations_exist_and_are_in_force", "effective: 2025-02-01", "effective: 2026-02-01", "示例规程/3]}", "示例规程 在 2026-01-31 没有有效的版本"),
    ("statutes_and_versions_are_consistent", "{number: '4', title: 答复", "{number: '3', title: 答复", "{number: '3', title: 答复", "法律 “示例规程” 第 3 条重复"),
    ("statutes_and_versions_are_consistent", "    effective: 2025-02-01\n", "", "passed: 2025-01-01", "法律 “示例规程” 的现行版本没有施行日期；请写 effective"),
    ("mentions_in_prose_are_known", "text: 写明仪器编号和用途。", "text: 照《示例规程》第三十三条写明。", "id: write", "“《示例规程》第三十三条”：法条库里没有示例规程第三十三条"),
    ("mentions_in_prose_are_known", "text: 写明仪器编号和用途。", "text: 照《仪器管理法》第3条写明。", "id: write", "“《仪器管理法》第3条”："),
    ("every_question_is_answered_with_its_law", "phases:", "themes: [{id: lost, title: 丢失, summary: 丢了怎么办}]\nphases:", "{id: lost", "主题 “lost” 没有任何问答"),
    ("every_question_is_answered_with_its_law", "phases:", "themes: [{id: lost, title: 丢失, summary: 丢了怎么办}]\nquestions:\n- {id: lost-it, theme: lost, title: 丢了要赔吗, asks: [弄丢了], answer: 要赔。, cites: [], checked: 2026-01-15}\nphases:", "{id: lost-it", "问答 “lost-it” 没有引用法条；请写 cites"),
    ("every_question_is_answered_with_its_law", "phases:", "themes: [{id: lost, title: 丢失, summary: 丢了怎么办}]\nquestions:\n- {id: lost-it, theme: lost, title: 丢了要赔吗, asks: [弄丢了], answer: 要赔。, cites: [示例规程/5], checked: 2026-01-15}\nphases:", "{id: lost-it", "问答 “lost-it” 少于两种另外的问法；请在 asks 里写普通人的说法"),
    ("every_question_is_answered_with_its_law", "phases:", "claims:\n- {id: free, title: 借仪器不用还, verdict: 'false', reason: 要还。, practice: unlawful, instead: 写明归还。, checked: 2026-01-15}\nphases:", "{id: free", "说法 “free” 下了判断，却没有引用法条；请写 cites，或判为 unverifiable"),
    ("every_question_heard_names_its_articles", "phases:", "heard: [{q: 能借多久, articles: [示例规程/33]}]\nphases:", "{q: 能借多久", "法条库里没有 示例规程 第 33 条；是否想写 “3”？"),
    ("every_question_heard_names_its_articles", "phases:", "heard: [{q: 能借多久, articles: [第三条]}]\nphases:", "{q: 能借多久", "“第三条” 不是法条引用，应写作 “简称/条”、“简称/条/款” 或 “简称/条/款/项”"),
    ("every_question_heard_names_its_articles", "phases:", "heard: [{q: 能借多久, articles: []}]\nphases:", "{q: 能借多久", "问法 “能借多久” 没有写由哪些法条回答；请写 articles"),
    ("every_question_heard_names_its_articles", "phases:", "heard:\n- {q: 能借多久, articles: [示例规程/3]}\n- {q: 能借多久, articles: [示例规程/4]}\nphases:", "{q: 能借多久, articles: [示例规程/4]", "问法 “能借多久” 写了两次；请合并成一条"),
    ("every_article_in_scope_is_covered_or_excused", "phases:", "scopes: [{id: all, title: 全部, statute: 示例规程, first: 3, last: 8}]\nphases:", "{id: all", "“全部” 承诺覆盖的 示例规程 第 8 条没有任何内容用到"),
    ("every_article_in_scope_is_covered_or_excused", "phases:", "omissions: [{statute: 示例规程, articles: ['3'], reason: 不写}]\nphases:", "{statute: 示例规程, articles", "示例规程 第 3 条已有引用，不必再列为不写；请从 omissions 删去"),
    ("every_reference_is_known", "  short: 领取\n", "  short: 领取\n  headline: [reply]\n", "id: collect\n  title", "阶段 “collect” 的 headline 写了本阶段没有的期限 “reply”；请先在步骤或 deadlines 里引用"),
    ("nothing_is_an_orphan", "resources: [desk]", "resources: []", "id: desk", "资源 “desk” 没有任何阶段使用"),
    ("nothing_is_an_orphan", "cites: [示例规程/6]}\n- {id: office-days", "cites: [示例规程/5]}\n- {id: office-nights, title: 夜, summary: 夜。, cites: [示例规程/6]}\n- {id: office-days", "{id: office-nights", "期间性质 “office-nights” 没有任何期限使用"),
    ("nothing_is_an_orphan", "    - {number: '7'", "    - {number: '8', title: 多余, gist: 没有人引用。}\n    - {number: '7'", "{number: '8'", "示例规程 第 8 条没有任何引用"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "old", "new", "needle", "message"), BREAKAGES, ids=[f"{b[0]}: {b[4]}" for b in BREAKAGES]
)
def test_a_broken_rule_is_told_at_its_place(
    written: Writer, rule: str, old: str, new: str, needle: str, message: str
) -> None:
    data = written((old, new))
    found = [str(problem) for problem in checked(data)[1]]
    if not needle:
        assert any(message in one for one in found)
        return
    text = (data / "procedures.yaml").read_text(encoding="utf-8")
    before = text[: text.index(needle)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert any(one.startswith(f"data/procedures.yaml:{line}:{column}: {message}") for one in found), found


def test_every_rule_is_broken_by_a_test() -> None:
    """Rules about decisions have their own test below."""
    untested = {rule.__name__ for rule in RULES} - {one[0] for one in BREAKAGES}
    assert untested <= {"decisions_begin_and_end"}


DECISION = """decisions:
- id: broken
  title: 坏了怎么办
  summary: 例子
  stages: [return]
  nodes:
  - {id: ask, kind: question, text: 坏了吗, answers: [{when: 坏了, to: pay}, {when: 没坏, to: done}]}
  - {id: pay, kind: act, text: 赔偿, answers: [{when: 赔了, to: done}]}
  - {id: done, kind: outcome, text: 结束}
phases:"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("", "", ""),
        ("to: pay}, {when: 没坏, to: done}]", "to: pay}]", "决策 “broken” 的判断 “ask” 少于两个出口"),
        ("{when: 赔了, to: done}", "{when: 赔了, to: dune}", "决策 “broken” 的节点 “pay” 指向不存在的节点 “dune”；是否想写 “done”？"),
        (", answers: [{when: 赔了, to: done}]", "", "决策 “broken” 的动作 “pay” 没有出口；请改成 outcome，或写 answers"),
        ("text: 结束}", "text: 结束, answers: [{when: 再来, to: ask}]}", "决策 “broken” 的结果 “done” 不应再有出口；请改成 act 或 question"),
        ("{when: 坏了, to: pay}", "{when: 坏了, to: done}", "决策 “broken” 的节点 “pay” 走不到"),
    ],
    ids=["sound", "one exit", "no such node", "no exit", "an outcome with an exit", "not reached"],
)  # fmt: skip
def test_decisions_begin_and_end(written: Writer, old: str, new: str, message: str) -> None:
    data = written(("phases:", DECISION.replace(old, new) if old else DECISION))
    found = [problem.message + (f"；{problem.fix}" if problem.fix else "") for problem in checked(data)[1]]
    assert found == ([message] if message else [])


def waiver(rule: str, id: str, reason: str = "示例") -> str:
    return f"waivers:\n- {{rule: {rule}, id: {id}, reason: {reason}}}\nphases:"


def test_a_waiver_excuses_one_record_from_one_rule(written: Writer) -> None:
    data = written(("resources: [desk]", "resources: []"), ("phases:", waiver("nothing_is_an_orphan", "desk")))
    assert checked(data)[1] == []


def test_a_waiver_that_is_no_longer_needed_is_a_problem(written: Writer) -> None:
    data = written(("phases:", waiver("nothing_is_an_orphan", "desk")))
    assert [problem.message for problem in checked(data)[1]] == ["豁免已不需要：“desk” 并不违反 nothing_is_an_orphan"]


def test_a_waiver_names_a_rule_and_a_reason(written: Writer) -> None:
    data = written(("phases:", waiver("nothing_is_orphan", "desk", '""')))
    found = checked(data)[1]
    assert [(problem.message, problem.fix) for problem in found] == [
        ("豁免 “desk” 没有写理由", "请写 reason"),
        ("豁免所指的规则 “nothing_is_orphan” 不存在", "是否想写 “nothing_is_an_orphan”？"),
    ]


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_every_rule_tells_readers_what_it_checks(rule: Callable[..., object]) -> None:
    assert (rule.__doc__ or "").strip().endswith("。")
