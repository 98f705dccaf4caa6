"""Plain citations in prose become citations; unknown and ambiguous ones are problems."""

import pytest

from procguide.model import Article, Date, Statute, Version
from procguide.prose import linked, problems, spans
from procguide.source import Mark

DAY = Date(2026, 11, 23)
PASSED = Date(2020, 5, 28)


def statute(id: str, title: str, short: str, *aliases: str, passed: Date = PASSED) -> Statute:
    articles = tuple(Article(number=str(number), title="条", gist="要旨") for number in (15, 126, 188, 195, 196, 235))
    version = Version(passed=passed, effective=passed, status="in-force", checked=DAY, articles=articles)
    return Statute(id=id, title=title, short=short, aliases=aliases, kind="law", issuer="示例", versions=(version,))


STATUTES = (
    statute("civil-code", "中华人民共和国民法典", "民法典"),
    statute("civil-procedure", "中华人民共和国民事诉讼法", "民诉法", passed=Date(2023, 9, 1)),
    statute(
        "interpretation", "最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释", "民诉法解释", "民事诉讼法司法解释"
    ),
    statute("criminal", "中华人民共和国刑法", "刑法"),
    statute("guarantee", "最高人民法院关于适用〈中华人民共和国民法典〉有关担保制度的解释", "担保解释", "某解释"),
    statute("other", "关于另一件事的解释", "另一解释", "某解释"),
)


def cited(text: str, own: str = "") -> list[tuple[str, str]]:
    """(Words, citation) of each mention; a fault or a former version has no citation."""
    return [(span.text, str(span.citation or "")) for span in spans(text, STATUTES, own)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《民法典》第188条规定三年", [("《民法典》第188条", "民法典/188")]),
        (
            "按《中华人民共和国民法典》第一百八十八条第一款",
            [("《中华人民共和国民法典》第一百八十八条第一款", "民法典/188/1")],
        ),
        ("依民诉法第235条办", [("民诉法第235条", "民诉法/235")]),
        ("依民事诉讼法第 235 条", [("民事诉讼法第 235 条", "民诉法/235")]),
        ("民诉法解释第15条", [("民诉法解释第15条", "民诉法解释/15")]),
        ("民事诉讼法司法解释第十五条", [("民事诉讼法司法解释第十五条", "民诉法解释/15")]),
        ("刑法第二百九十三条之一", [("刑法第二百九十三条之一", "刑法/293-1")]),
        ("刑法第293条第一款第（四）项", [("刑法第293条第一款第（四）项", "刑法/293/1/4")]),
        ("刑法第293条第四项", [("刑法第293条第四项", "刑法/293/1/4")]),
        (
            "《最高人民法院关于适用〈中华人民共和国民法典〉有关担保制度的解释》第15条",
            [("《最高人民法院关于适用〈中华人民共和国民法典〉有关担保制度的解释》第15条", "担保解释/15")],
        ),
        (
            "民法典第188条、第195条和第一百九十六条",
            [("民法典第188条", "民法典/188"), ("第195条", "民法典/195"), ("第一百九十六条", "民法典/196")],
        ),
        (
            "民法典第188条第一款和第二款第（三）项",
            [("民法典第188条第一款", "民法典/188/1"), ("第二款第（三）项", "民法典/188/2/3")],
        ),
        (
            "刑法第293条第一款第一项、第三项",
            [("刑法第293条第一款第一项", "刑法/293/1/1"), ("第三项", "刑法/293/1/3")],
        ),
        (
            "《民法典》第188条说时效，该法第195条说中断",
            [("《民法典》第188条", "民法典/188"), ("该法第195条", "民法典/195")],
        ),
        ("合同第5条约定了利息", []),
        ("本合同第三条、第四条", []),
        ("第一条建议是先看证据", []),
        ("民诉法（2023年修正）第235条", [("民诉法（2023年修正）第235条", "民诉法/235")]),
    ],
)
def test_mentions_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == cited(text)


@pytest.mark.parametrize(
    "text",
    [
        "原民诉法第229条",
        "2012年《民事诉讼法》第二百五十三条",
        "《民事诉讼法》（2017年修正）第253条",
        "修正前的民诉法第253条",
    ],
)
def test_former_versions_are_left_alone(text: str) -> None:
    assert [citation for _, citation in cited(text)] == [""]
    assert problems(text, STATUTES, day=DAY) == []


def test_this_law_is_the_one_the_text_belongs_to() -> None:
    assert cited("依照本法第126条", own="民诉法") == [("本法第126条", "民诉法/126")]
    assert cited("依照本法第126条") == []


def test_unknown_and_ambiguous_names_are_located_problems() -> None:
    mark = Mark("docs/x.md", 3, 1)
    [unknown] = problems("《民法典编》第188条", STATUTES, mark)
    assert (mark, "“《民法典编》第188条”：法条库里没有《民法典编》", "是否想写 “民法典”？") == (
        unknown.mark,
        unknown.message,
        unknown.fix,
    )
    [ambiguous] = problems("某解释第3条", STATUTES, mark)
    assert "“某解释” 有歧义：担保解释、另一解释" in ambiguous.message
    [bare] = problems("依照海商法第3条", STATUTES, mark)
    assert "不是法条库里的法律" in bare.message


def test_an_article_without_a_gist_is_a_problem_on_a_day() -> None:
    [problem] = problems("《民法典》第189条", STATUTES, day=DAY)
    assert (
        problem.message,
        problem.fix,
    ) == ("“《民法典》第189条”：法条库里没有民法典第一百八十九条", "最近的是第一百八十八条")
    assert problems("《民法典》第188条", STATUTES, day=DAY) == []


def test_links_leave_code_links_and_calls_alone() -> None:
    text = "见《民法典》第188条、第195条；`民法典第188条`；[民法典第188条](x)；{{ law('民法典第188条') }}。"
    expected = (
        "见[《民法典》第188条](/民法典/188)、[第195条](/民法典/195)；"
        "`民法典第188条`；[民法典第188条](x)；{{ law('民法典第188条') }}。"
    )
    assert expected == linked(text, STATUTES, lambda citation: f"/{citation}")
