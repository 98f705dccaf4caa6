"""Chinese numerals, article numbers, and the figures in a sentence."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide.numerals import Figure, article_key, article_name, article_number, chinese, figures, integer


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("一百零三", 103),
        ("一百一十", 110),
        ("二百九十三", 293),
        ("一千二百六十", 1260),
        ("三万", 30_000),
        ("五百万", 5_000_000),
        ("一亿二千万", 120_000_000),
        ("一万亿", 10**12),
        ("二〇二六", 2026),
        ("48", 48),
    ],
)
def test_a_numeral_states_its_integer(text: str, number: int) -> None:
    assert number == integer(text)


@pytest.mark.parametrize("text", ["", "条", "十几", "1.5"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是数字"):
        integer(text)


@given(st.integers(0, 10**8 - 1))
def test_chinese_is_read_back(number: int) -> None:
    assert number == integer(chinese(number))


def test_numerals_are_written_as_statutes_write_them() -> None:
    written = {10: "十", 19: "十九", 20: "二十", 101: "一百零一", 110: "一百一十", 1005: "一千零五", 20_000: "二万"}
    assert written == {number: chinese(number) for number in written}


def test_article_numbers_are_read_and_written() -> None:
    assert [article_number(text) for text in ("第二百九十三条之一", "第15条", "第一百二十六条")] == [
        "293-1",
        "15",
        "126",
    ]
    assert [article_name(text) for text in ("293-1", "15", "text", "annex-2")] == [
        "第二百九十三条之一",
        "第十五条",
        "全文",
        "附件二",
    ]
    assert sorted(["annex-1", "11", "10-1", "9", "10"], key=article_key) == ["9", "10", "10-1", "11", "annex-1"]


def told(text: str) -> set[str]:
    return {str(figure) for figure in figures(text)}


@pytest.mark.parametrize(
    ("chinese_text", "arabic_text"),
    [
        ("自收到之日起十五日内", "收到后15天内"),
        ("六个月以内", "半年内"),
        ("处五百元以上一千元以下罚款", "罚款500元到1000元"),
        ("百分之五十", "50%"),
        ("四十八小时内", "48小时内"),
        ("三年以下有期徒刑", "3年以下有期徒刑"),
        ("五万元", "50000元"),
        ("万分之一点七五", "1.75/10000"),
        ("三分之二以上", "2/3以上"),
        ("贷款利率四倍", "贷款利率的4倍"),
        ("十个工作日", "10个工作日"),
        ("年满十八周岁", "满18岁"),
        ("两个月", "二个月"),
    ],
)
def test_both_scripts_state_one_figure(chinese_text: str, arabic_text: str) -> None:
    if "/10000" in arabic_text:
        assert figures(chinese_text) == {Figure("", Fraction(175, 1_000_000))}
    else:
        assert figures(chinese_text) == figures(arabic_text) != frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三至五年", {"3年", "5年"}),
        ("3—6个月", {"3个月", "6个月"}),
        ("超过1万元至10万元的部分，按照2.5%交纳", {"10000元", "100000元", "2.5%"}),
        ("2026年3月1日起施行", set()),
        ("二〇二六年三月一日", set()),
        ("依照第三款、第十五条和第一年的规定", set()),
        ("同一日", set()),
        ("作出的那一天起", set()),
        ("从下一小时起算", set()),
        ("三十日与三十个工作日不同", {"30日", "30个工作日"}),
        ("一年零六个月", {"1年", "6个月"}),
    ],
)
def test_figures_of_a_sentence(text: str, expected: set[str]) -> None:
    assert expected == told(text)


def test_units_are_never_converted() -> None:
    assert figures("三个月") != figures("九十日")
    assert figures("一年") != figures("十二个月")
    assert figures("十五日") != figures("十五个工作日")
