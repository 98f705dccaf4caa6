"""The records of a guide.  One word a concept: YAML key = field = template variable = JSON key.

Every record is frozen and carries ``mark``, the place it was written at.  A field's type says how it is read (see
:mod:`procguide.load`) and the first argument of :func:`doc` is what an author's editor shows.
A field without a default must be written.  The large records are compared by identity, so that looking one up does not
mean hashing all it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from procguide.source import NOWHERE, Mark
from procguide.values import Citation, Date, Period, doc

__all__ = ["Citation", "Date", "Period", "doc"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One thing said, with the articles that say so."""

    text: str = doc("一句话")
    cites: tuple[Citation, ...] = doc("依据的法条", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispute:
    """Law on which courts or scholars differ: every position, and which to follow to be safe."""

    question: str = doc("争议是什么")
    positions: tuple[Point, ...] = doc("各种观点及各自依据")
    safe: str = doc("在有定论之前怎样做最稳妥")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """Something to have in hand at a stage: evidence, a form, a receipt."""

    title: str = doc("材料名称")
    why: str = doc("证明什么、怎样取得", default="")
    cites: tuple[Citation, ...] = doc("要求该材料的法条", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """A common mistake and what to do instead."""

    text: str = doc("常见的错误做法")
    instead: str = doc("应当怎样做")
    cites: tuple[Citation, ...] = doc("依据的法条", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing done inside a stage: who does what, and what comes out."""

    id: str = doc("阶段内唯一的标识，kebab-case")
    title: str = doc("做什么，动词开头")
    who: str = doc("谁做：债权人、人民法院、债务人……")
    text: str = doc("怎样做")
    output: str = doc("做完得到什么")
    required: Literal["law", "practice", "house"] = doc(
        "law 条件、方式或期限由法律规定（必须引用法条）、practice 通行做法、house 机构自定"
    )
    cites: tuple[Citation, ...] = doc("依据的法条", default=())
    deadlines: tuple[str, ...] = doc("这一步涉及的期限", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """From this stage to another, and when."""

    to: str = doc("下一阶段的标识")
    when: str = doc("什么情况下走这条路")
    deadlines: tuple[str, ...] = doc("走这条路要遵守的期限", default=())
    usual: bool = doc("是否画在全程图上；少见的去向只列在阶段页", default=True)
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One stage of the procedure."""

    id: str = doc("标识，kebab-case，永久不变")
    title: str = doc("阶段名称")
    short: str = doc("流程图上的短名，八个字以内")
    headline: tuple[str, ...] = doc("流程图上写出的一两个最要紧的期限", default=())
    purpose: str = doc("这一阶段做什么、为什么")
    entry: tuple[Point, ...] = doc("什么情况适用本阶段")
    unfit: tuple[Point, ...] = doc("什么情况不适用", default=())
    steps: tuple[Step, ...] = doc("步骤，按先后")
    deadlines: tuple[str, ...] = doc("本阶段的期限（步骤里写过的不必重复）", default=())
    documents: tuple[Document, ...] = doc("材料与证据", default=())
    costs: tuple[Point, ...] = doc("费用提示", default=())
    prohibitions: tuple[str, ...] = doc("本阶段最要防的禁止行为", default=())
    mistakes: tuple[Mistake, ...] = doc("常见错误", default=())
    mirror: tuple[Point, ...] = doc("对方的权利：债务人一侧的说明", default=())
    disputes: tuple[Dispute, ...] = doc("有争议的法律问题", default=())
    next: tuple[Transition, ...] = doc("接下来去哪里；没有的是终点", default=())
    cites: tuple[Citation, ...] = doc("本阶段的法律依据", default=())
    resources: tuple[str, ...] = doc("官方资源", default=())
    local: tuple[Point, ...] = doc("地方说明", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """A group of stages, in order."""

    id: str = doc("标识，kebab-case")
    title: str = doc("阶段组名称")
    summary: str = doc("一句话说明")
    stages: tuple[str, ...] = doc("阶段标识，按先后")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Regime:
    """How a period is counted, stopped and rolled."""

    id: str = doc("标识，kebab-case")
    title: str = doc("期间性质的名称")
    summary: str = doc("怎样计算")
    direction: Literal["forward", "backward"] = doc("向后数还是向前倒数", default="forward")
    rolls: bool = doc("末日遇休息日是否顺延", default=False)
    suspends: bool = doc("可否中止", default=False)
    interrupts: bool = doc("可否中断", default=False)
    extends: bool = doc("可否延长或申请顺延", default=False)
    cites: tuple[Citation, ...] = doc("规则出自哪些法条")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """A time limit: who must do what, from which event, how long, and what happens when it is missed."""

    id: str = doc("标识，kebab-case")
    title: str = doc("期限名称")
    period: Period = doc("长度：P15D、P6M、P2Y、PT48H 或 “15 working days”")
    bound: Literal["within", "at-least", "lasts"] = doc(
        "within 之内完成、at-least 不得短于、lasts 持续这么久", default="within"
    )
    starts: str = doc("从什么事件起算")
    who: str = doc("谁受约束")
    does: str = doc("要做什么")
    regime: str = doc("期间性质的标识")
    missed: str = doc("逾期的后果")
    extends: str = doc("可否延长、怎样延长", default="")
    applies: str = doc("适用的前提", default="")
    cites: tuple[Citation, ...] = doc("规定该期限的法条")
    checked: Date = doc("核对法条原文的日期")
    disputes: tuple[Dispute, ...] = doc("有争议的地方", default=())
    tip: str = doc("实务提示", default="")
    replaced_by: str = doc("停用后由哪一条接替", default="")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Sanction:
    """What follows from prohibited conduct, in one branch of the law."""

    kind: Literal["criminal", "administrative", "civil", "regulatory"] = doc("刑事、行政、民事、监管")
    text: str = doc("后果")
    cites: tuple[Citation, ...] = doc("规定该后果的法条")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifestation:
    """How prohibited conduct shows up on one channel."""

    channel: Literal["phone", "sms", "wechat", "visit", "letter", "ai-voice", "data", "court"] = doc("渠道")
    text: str = doc("表现")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Prohibition:
    """What must not be done, what follows, and what to do instead."""

    id: str = doc("标识，kebab-case")
    title: str = doc("禁止行为的名称")
    kind: Literal["criminal", "administrative", "civil", "regulatory"] = doc("最重的一类责任")
    reach: str = doc("规则约束谁，例如“任何人”“仅金融机构”")
    force: Literal["law", "standard", "guideline"] = doc(
        "law 有约束力的法律、standard 推荐性标准、guideline 行业自律", default="law"
    )
    conduct: str = doc("什么行为，白话")
    elements: str = doc("构成要件或界限", default="")
    shows: tuple[Manifestation, ...] = doc("在各渠道怎样表现", default=())
    sanctions: tuple[Sanction, ...] = doc("后果，由重到轻")
    example: str = doc("自拟的真实感例子")
    instead: str = doc("合法的替代做法")
    proof: str = doc("怎样证明自己没有越线", default="")
    cites: tuple[Citation, ...] = doc("禁止该行为的法条")
    checked: Date = doc("核对法条原文的日期")
    mark: Mark = NOWHERE


ResourceKind = Literal["flowchart", "form", "video", "case", "register", "hotline", "statute", "service"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """An official place outside the guide."""

    id: str = doc("标识，kebab-case")
    title: str = doc("名称")
    kind: ResourceKind = doc("流程图解、文书样式、视频、案例、查询登记、热线、法规、办事平台")
    url: str = doc("https 地址")
    issuer: str = doc("主办单位")
    text: str = doc("能用来做什么")
    phone: str = doc("电话", default="")
    access: str = doc("地址怎样确认、有何限制", default="")
    checked: Date = doc("核对日期")
    cites: tuple[Citation, ...] = doc("相关法条", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A term of the field in plain words."""

    id: str = doc("标识，kebab-case")
    title: str = doc("术语")
    aliases: tuple[str, ...] = doc("俗称、别名、常见错写", default=())
    text: str = doc("白话解释")
    cites: tuple[Citation, ...] = doc("相关法条", default=())
    see: tuple[str, ...] = doc("相关术语的标识", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A way out of a decision's node."""

    when: str = doc("什么情况")
    to: str = doc("去哪个节点")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A question, an act or an outcome in a decision."""

    id: str = doc("决策内唯一的标识")
    kind: Literal["question", "act", "outcome"] = doc("判断、动作、结果")
    text: str = doc("文字，短")
    cites: tuple[Citation, ...] = doc("依据的法条", default=())
    deadline: str = doc("这里的期限", default="")
    stage: str = doc("通向的阶段", default="")
    answers: tuple[Answer, ...] = doc("出口", default=())
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A decision inside the procedure, drawn as a chart of its own; the first node is where it begins."""

    id: str = doc("标识，kebab-case")
    title: str = doc("决策名称")
    summary: str = doc("解决什么问题")
    stages: tuple[str, ...] = doc("在哪些阶段页上展示")
    nodes: tuple[Node, ...] = doc("节点，第一个是起点")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An article of a version, said in the guide's own words."""

    number: str = doc("条号：126、293-1；没有条号的部分用英文词")
    title: str = doc("这一条管什么，十个字左右")
    gist: str = doc("要旨，用自己的话")
    asks: tuple[str, ...] = doc("人们怎样问到它，供搜索：用平常的话，不重复要旨", default=())
    mark: Mark = NOWHERE


Status = Literal["in-force", "amended", "repealed", "not-yet", "draft"]


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Version:
    """A version of a statute."""

    passed: Date = doc("通过或公布日期")
    effective: Date | None = doc("施行日期", default=None)
    ended: Date | None = doc("失效或被新版本取代的日期", default=None)
    status: Status = doc("现行、已修改、已废止、尚未施行、草案")
    number: str = doc("发文字号，确认过才写", default="")
    url: str = doc("官方链接", default="")
    text: str = doc("官方文本的文件名，供核对", default="")
    checked: Date = doc("核对日期")
    source: str = doc("怎样核对的", default="")
    articles: tuple[Article, ...] = doc("各条要旨", default=())
    mark: Mark = NOWHERE


StatuteKind = Literal[
    "law", "interpretation", "regulation", "local", "rule", "document", "standard", "guideline", "treaty"
]


@dataclass(frozen=True, kw_only=True, eq=False)
class Statute:
    """A law, interpretation, regulation, standard or guideline, with its versions."""

    id: str = doc("标识，kebab-case")
    title: str = doc("官方名称")
    short: str = doc("简称，引用时用")
    aliases: tuple[str, ...] = doc("其他叫法", default=())
    kind: StatuteKind = doc("法律、司法解释、行政法规、地方性法规、规章、规范性文件、标准、行业规范、安排")
    issuer: str = doc("制定机关")
    confirmed: bool = doc("文本是否核对过；否则标“待核”", default=True)
    tip: str = doc("使用提示", default="")
    versions: tuple[Version, ...] = doc("版本，从新到旧")
    mark: Mark = NOWHERE

    def version_on(self, day: Date) -> Version | None:
        """The version in force on a day, or None."""
        for version in self.versions:
            if version.status == "draft" or version.effective is None or version.effective > day:
                continue
            if version.ended is None or day < version.ended:
                return version
        return None

    @cached_property
    def numbers(self) -> dict[Version, dict[str, Article]]:
        """The articles of each version by number."""
        return {version: {article.number: article for article in version.articles} for version in self.versions}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change of the law or of the guide that readers should know of."""

    id: str = doc("标识，kebab-case")
    day: Date = doc("施行或公布日期")
    kind: Literal["law", "draft", "guide"] = doc("法律变化、草案动态、本指南的变化")
    title: str = doc("变化是什么")
    text: str = doc("影响什么、该怎么办")
    cites: tuple[Citation, ...] = doc("相关法条", default=())
    confirmed: bool = doc("是否核对过", default=True)
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Milestone:
    """A stop on a reader's path: a stage or a page, and why to read it."""

    stage: str = doc("阶段标识", default="")
    page: str = doc("页面，相对 docs/ 的路径", default="")
    title: str = doc("页面的名称；阶段可省略", default="")
    why: str = doc("为什么读它")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """A kind of reader and an ordered path through the pages."""

    id: str = doc("标识，kebab-case")
    title: str = doc("读者：我是……")
    summary: str = doc("这条路线解决什么")
    path: tuple[Milestone, ...] = doc("按顺序读什么")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """A group of questions, a page of its own."""

    id: str = doc("标识，kebab-case")
    title: str = doc("主题")
    summary: str = doc("一句话说明")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as ordinary people ask it, answered first and explained after."""

    id: str = doc("标识，kebab-case")
    theme: str = doc("主题的标识")
    title: str = doc("问题，按普通人的说法")
    asks: tuple[str, ...] = doc("同一问题的另外两三种问法")
    answer: str = doc("直接的回答，两三句")
    more: tuple[Point, ...] = doc("条件、例外与做法", default=())
    disputes: tuple[Dispute, ...] = doc("有争议的地方", default=())
    cites: tuple[Citation, ...] = doc("依据的法条")
    stages: tuple[str, ...] = doc("相关阶段", default=())
    checked: Date = doc("核对法条原文的日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A statement that circulates, judged in the open."""

    id: str = doc("标识，kebab-case")
    title: str = doc("流传的说法，概括而不照抄")
    verdict: Literal["true", "partly", "false", "unverifiable"] = doc("属实、部分属实、不实、无法核实")
    reason: str = doc("为什么这样判断")
    practice: Literal["lawful", "conditional", "unlawful", "none"] = doc(
        "所说的做法：合法、有条件合法、违法、不涉及做法"
    )
    instead: str = doc("本指南怎样处理")
    wide: bool = doc("是否流传很广，列入“别信这些”", default=False)
    cites: tuple[Citation, ...] = doc("依据的法条", default=())
    stages: tuple[str, ...] = doc("相关阶段", default=())
    checked: Date = doc("核对日期")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A line of a form to fill in by hand."""

    label: str = doc("填什么")
    hint: str = doc("怎样填", default="")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice:
    """A house procedure: what an organisation sets itself to do; never law."""

    id: str = doc("标识，kebab-case")
    title: str = doc("机构自定程序的名称")
    summary: str = doc("解决什么问题")
    decision: str = doc("流程图：决策的标识", default="")
    timers: tuple[Point, ...] = doc("自定的时限及理由", default=())
    checklist: tuple[Point, ...] = doc("核对清单")
    form: tuple[Entry, ...] = doc("可打印的表", default=())
    basis: tuple[Point, ...] = doc("背后的法律要求", default=())
    stages: tuple[str, ...] = doc("用在哪些阶段")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """A run of articles that the guide undertakes to cover."""

    id: str = doc("标识，kebab-case")
    title: str = doc("范围的名称")
    statute: str = doc("法律的简称")
    first: int = doc("第一条")
    last: int = doc("最后一条")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Omission:
    """An article of a scope that the guide leaves out, and why."""

    statute: str = doc("法律的简称")
    articles: tuple[str, ...] = doc("条号")
    reason: str = doc("为什么不写")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A question as somebody would put it, and the articles that answer it; readers do not see it, the search lives on it."""

    q: str = doc("问题，像普通人那样说")
    articles: tuple[str, ...] = doc("回答它的法条，写作 “简称/条”")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Annex:
    """Something beside the guide that rests on articles: a rate, a sentence of a working, a rule for messages."""

    id: str = doc("标识")
    title: str = doc("名称")
    cites: tuple[Citation, ...] = doc("依据的法条")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """A rule that one entity is excused from, and why."""

    rule: str = doc("规则的函数名")
    id: str = doc("被豁免的标识")
    reason: str = doc("理由")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, eq=False)
class Guide:
    """A whole guide: everything the pages, charts and exports are projections of."""

    id: str = doc("标识，kebab-case")
    title: str = doc("书名")
    summary: str = doc("一段话的介绍")
    language: str = doc("语言，如 zh")
    jurisdiction: str = doc("适用地域")
    as_of: Date = doc("法律核对到哪一天")
    disclaimer: str = doc("免责声明")
    license: str = doc("内容的许可", default="")
    readers: tuple[Reader, ...] = doc("读者与路线", default=())
    phases: tuple[Phase, ...] = doc("阶段组，按先后", default=())
    stages: tuple[Stage, ...] = doc("阶段", default=())
    decisions: tuple[Decision, ...] = doc("决策图", default=())
    deadlines: tuple[Deadline, ...] = doc("期限", default=())
    regimes: tuple[Regime, ...] = doc("期间性质", default=())
    prohibitions: tuple[Prohibition, ...] = doc("禁止行为", default=())
    resources: tuple[Resource, ...] = doc("资源", default=())
    statutes: tuple[Statute, ...] = doc("法律", default=())
    glossary: tuple[Term, ...] = doc("术语", default=())
    themes: tuple[Theme, ...] = doc("问答的主题，按先后", default=())
    questions: tuple[Question, ...] = doc("问答", default=())
    claims: tuple[Claim, ...] = doc("说法核查", default=())
    practices: tuple[Practice, ...] = doc("机构自定程序", default=())
    scopes: tuple[Scope, ...] = doc("承诺覆盖的条文范围", default=())
    omissions: tuple[Omission, ...] = doc("范围内不写的条文及理由", default=())
    heard: tuple[Heard, ...] = doc("人们怎样问、由哪些法条回答，供搜索", default=())
    changes: tuple[Change, ...] = doc("变化", default=())
    waivers: tuple[Waiver, ...] = doc("规则的豁免", default=())
    annexes: tuple[Annex, ...] = doc("旁边的费率、计算说明等文件里的引用；由程序收集，不必手写", default=())
    mark: Mark = NOWHERE
