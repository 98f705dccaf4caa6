"""What codes in the data are called on pages, and where each kind of record has its place on the site."""

from __future__ import annotations

from procguide.index import NOUNS, Use
from procguide.model import Article, Citation
from procguide.numerals import article_label

SANCTION = {"criminal": "刑事责任", "administrative": "行政处罚", "civil": "民事责任", "regulatory": "监管后果"}
FORCE = {"law": "有约束力的法律", "standard": "推荐性国家标准", "guideline": "行业自律规范"}
REQUIRED = {"law": "法律规定", "practice": "通行做法", "house": "机构自定"}
BOUND = {"within": "以内", "at-least": "不少于", "lasts": "持续"}
CHANNEL = {
    "phone": "电话",
    "sms": "短信",
    "wechat": "微信",
    "visit": "上门",
    "letter": "信函",
    "ai-voice": "自动外呼",
    "data": "数据",
    "court": "法庭",
}
RESOURCE = {
    "service": "办事平台",
    "register": "查询与登记",
    "form": "文书样式",
    "flowchart": "流程图解",
    "video": "视频",
    "case": "案例",
    "statute": "法规",
    "hotline": "热线",
}
STATUTE = {
    "law": "法律",
    "interpretation": "司法解释",
    "regulation": "行政法规",
    "local": "地方性法规",
    "rule": "部门规章",
    "document": "规范性文件",
    "standard": "标准",
    "guideline": "行业规范",
    "treaty": "司法协助安排",
}
STATUS = {"in-force": "现行有效", "amended": "已被修改", "repealed": "已废止", "not-yet": "尚未施行", "draft": "草案"}
CHANGE = {"law": "法律变化", "draft": "草案动态", "guide": "本指南"}
VERDICT = {"true": "属实", "partly": "部分属实", "false": "不实", "unverifiable": "无法核实"}
PRACTICE = {"lawful": "合法", "conditional": "有条件合法", "unlawful": "违法", "none": "不涉及做法"}
MOVE = {"same": "内容未变", "wording": "仅文字调整", "substance": "内容有修改", "gone": "已删去", "new": "新增"}
NODE = {"question": "判断", "act": "动作", "outcome": "结果"}


def bound(code: str, label: str) -> str:
    """A period with its bound: 15日以内, 不少于15日, 持续2年."""
    return f"{label}以内" if code == "within" else f"{BOUND[code]}{label}"


def citation(citation: Citation, article: Article | None) -> str:
    """A citation as a reader says it: 《民诉法》第227条第2款."""
    text = f"《{citation.statute}》{article_label(citation.article) or (article.title if article else '')}"
    text += f"第{citation.paragraph}款" if citation.paragraph else ""
    return text + (f"第{citation.item}项" if citation.item else "")


def kind(collection: str) -> str:
    """What a record of a collection is called."""
    return NOUNS.get(collection, collection)


_PLACES = {
    "stages": "stages/{}",
    "decisions": "decisions/{}",
    "deadlines": "deadlines#deadline-{}",
    "regimes": "deadlines#regime-{}",
    "prohibitions": "prohibitions#prohibition-{}",
    "resources": "resources#resource-{}",
    "glossary": "glossary#term-{}",
    "changes": "changes#change-{}",
    "claims": "claims#claim-{}",
    "practices": "practices#practice-{}",
    "annexes": "tools/index",
}


def place(use: Use) -> str:
    """The page and anchor of a record."""
    return _PLACES.get(use.kind, "index").format(use.id)
