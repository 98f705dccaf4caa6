"""Wrong YAML gives a place, a Chinese sentence and one fix; never a traceback, never a silent guess."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procguide import load
from procguide.check import checked
from procguide.model import Guide, Period
from procguide.source import Mark, Refused

Writer = Callable[..., Path]


def told(data: Path) -> list[str]:
    return [str(problem) for problem in checked(data)[1]]


def place(data: Path, needle: str) -> str:
    """file:line:column of a text in the data file."""
    text = (data / "procedures.yaml").read_text(encoding="utf-8")
    before = text[: text.index(needle)]
    return f"data/procedures.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_the_small_guide_has_no_problem(written: Writer) -> None:
    assert told(written()) == []


@pytest.mark.parametrize(
    ("old", "new", "needle", "message"),
    [
        pytest.param("period: P14D", "period: 14天", "14天", "period：“14天” 不是期间，应写作 P15D、P6M、P2Y、PT48H 或 “15 working days”", id="period"),
        pytest.param("period: P14D", "period: P0D", "P0D", "period：“P0D” 的长度是零", id="period of nothing"),
        pytest.param("period: P14D", "period: 14", "14\n  starts: 领取", "period 应当是文字，YAML 会把 “14”读成数字；请加引号：'14'", id="period without a unit"),
        pytest.param("cites: [示例规程/7]\n  checked", "cites: [示例规程第七条]\n  checked", "示例规程第七条", "cites 第 1 项：“示例规程第七条” 不是法条引用，应写作 “简称/条”、“简称/条/款” 或 “简称/条/款/项”", id="citation"),
        pytest.param("checked: 2026-01-15", "checked: 2026-02-30", "2026-02-30", "checked 应当是日期，这里是 “2026-02-30”；请写成 2026-01-31 的样子", id="impossible day"),
        pytest.param("checked: 2026-01-15", "checked: 上周", "上周", "checked 应当是日期，这里是 “上周”；请写成 2026-01-31 的样子", id="not a day"),
        pytest.param("required: house", "required: hous", "hous\n", "required 不能是 “hous”；是否想写 “house”？", id="a word outside the list"),
        pytest.param("required: house", "required: 自愿", "自愿", "required 不能是 “自愿”；可写：law、practice、house", id="a word like none"),
        pytest.param("  missed: 视为同意", "  mised: 视为同意", "mised", "deadlines 第 1 项 里没有 “mised” 这个键；是否想写 “missed”？", id="unknown key"),
        pytest.param("title: 转借", "title: no", "no\n", "title 应当是文字，YAML 会把 “no”读成布尔值；请加引号：'no'", id="no is not a boolean"),
        pytest.param("title: 转借", "title: 12:30", "12:30", "title 应当是文字，YAML 会把 “12:30”读成数字；请加引号：'12:30'", id="sexagesimal"),
        pytest.param("title: 转借", "title: 2026-01-31", "2026-01-31\n  kind", "title 应当是文字，YAML 会把 “2026-01-31”读成日期；请加引号：'2026-01-31'", id="a bare date in a text"),
        pytest.param("title: 转借", "title:", None, "title 应当是文字，YAML 会把这里读成空值；请写上内容，或删去这一行", id="nothing written"),
        pytest.param("title: 转借", "title: [转, 借]", "[转, 借]", "title 应当是单个值，这里却是列表", id="a list for a value"),
        pytest.param("cites: [示例规程/5]\ndeadlines", "cites: 示例规程/5\ndeadlines", "示例规程/5\ndeadlines", "cites 应当是列表；每一项前加 “- ”", id="a value for a list"),
        pytest.param("- {id: deposit, title", "- {id: deposit, id: again, title", "id: again", "重复的键 “id”（首次出现在第 {line} 行）", id="duplicate key"),
        pytest.param("  summary: 申请与领取。", "   summary: 申请与领取。", None, "YAML 语法错误：", id="indentation"),
        pytest.param("text: 写明仪器编号和用途。", "text: \"写明", None, "YAML 语法错误：", id="open quote"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_located_and_explained(
    written: Writer, old: str, new: str, needle: str | None, message: str
) -> None:
    data = written((old, new))
    found = told(data)
    if needle:
        line = place(data, needle).split(":")[1]
        assert f"{place(data, needle)}: {message.replace('{line}', line)}" in found
    else:
        assert any(message in one for one in found)
        assert all(one.startswith("data/procedures.yaml:") for one in found)


def test_a_missing_key_names_what_it_is_for(written: Writer) -> None:
    data = written(("  missed: 每逾期一日停借七日\n", ""))
    assert told(data) == [f"{place(data, 'id: return-limit')}: deadlines 第 2 项 缺少 “missed”（逾期的后果）"]


def test_one_mistake_gives_one_problem_and_no_echo(written: Writer) -> None:
    """The unreadable prohibition is still referred to by a stage; that reference is not called unknown."""
    data = written(("kind: regulatory\n  reach", "kind: regulatry\n  reach"))
    assert len(told(data)) == 1


def test_all_problems_are_told_at_once_in_order(written: Writer) -> None:
    data = written(("who: 管理员\n  does", "does"), ("url: https://", "url: http://"), ("period: P14D", "period: 两周"))
    found = told(data)
    assert len(found) == 3
    assert found == sorted(found, key=lambda one: int(one.split(":")[1]))


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert told(tmp_path) == [f"{tmp_path.name}/procedures.yaml:1:1: 读不到这个文件"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的"),
        (b"- a\n- b\n", "指南 应当是一组 “键: 值”"),
        (b"\xff\xfe", "不是 UTF-8 编码（第 1 个字节）；请存为 UTF-8"),
        (b"a: 1\n---\nb: 2\n", "YAML 语法错误："),
        (b"a: \tb: c\n", "YAML 语法错误："),
        (b"a: *nothing\n", "YAML 语法错误："),
    ],
)
def test_a_file_that_is_no_guide_is_a_problem(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "procedures.yaml").write_bytes(content)
    found = told(tmp_path)
    assert found
    assert message in found[0]


def test_included_files_hold_collections(written: Writer) -> None:
    data = written(("phases:", "include: [more/*.yaml]\nphases:"))
    (data / "more").mkdir()
    (data / "more" / "terms.yaml").write_text(
        "glossary:\n- {id: scope, title: 示波器, text: 看波形的仪器。}\n", encoding="utf-8"
    )
    assert [term.id for term in load.guide(data).glossary] == ["deposit", "scope"]
    assert load.guide(data).glossary[1].mark == Mark("data/more/terms.yaml", 2, 3)


def test_an_unknown_collection_gets_the_nearest_name(written: Writer) -> None:
    data = written(("phases:", "include: [more.yaml]\nphases:"))
    (data / "more.yaml").write_text("glosary: []\n", encoding="utf-8")
    assert told(data) == ["data/more.yaml:1:1: 没有 “glosary” 这个集合；是否想写 “glossary”？"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("absent/*.yaml", "include 的 “absent/*.yaml” 没有对应任何文件"),
        ("../x.yaml", "include 只能指向数据目录之内：“../x.yaml”"),
    ],
)
def test_an_include_that_finds_nothing_is_a_problem(written: Writer, pattern: str, message: str) -> None:
    data = written(("phases:", f"include: ['{pattern}']\nphases:"))
    assert told(data) == [f"{place(data, repr(pattern))}: {message}"]


def test_loading_again_gives_the_same_guide_until_a_file_changes(written: Writer) -> None:
    data = written()
    first = load.guide(data)
    assert load.guide(data) is first
    (data / "procedures.yaml").write_text(
        (data / "procedures.yaml").read_text(encoding="utf-8").replace("title: 转借", "title: 转借他人"),
        encoding="utf-8",
    )
    assert load.guide(data).prohibitions[0].title == "转借他人"


def test_a_guide_with_problems_is_refused_whole(written: Writer) -> None:
    with pytest.raises(Refused) as refused:
        load.guide(written(("period: P14D", "period: 两周")))
    assert len(refused.value.problems) == 1


def test_every_record_knows_its_place(guide: Guide) -> None:
    for collection in load.collections():
        for item in getattr(guide, collection):
            assert item.mark.file.startswith("data/"), item
            assert item.mark.line > 0


@pytest.mark.parametrize("text", ["P15D", "P6M", "P2Y", "P1Y6M", "PT48H", "P2W", "15 working days"])
def test_a_period_reads_back_as_it_was_written(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize("text", ["", "P", "PT", "15", "15D", "P-3D", "P1.5D", "p15d", "P15DT", "15 workdays", "PT48"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是期间"):
        Period.parse(text)
