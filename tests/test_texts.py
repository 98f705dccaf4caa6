"""Official texts: every shape of head, paragraph and item, in Markdown and .docx; and every real file when given."""

import os
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from procguide.model import Date
from procguide.texts import Library, Text, TextArticle, read

HERE = Path(__file__).parent / "texts" / "shapes"
OFFICIAL = os.environ.get("PROCGUIDE_STATUTES", "")
#: An article as [[lines of a paragraph, {item: number of its lines}], …].
Shape = list[tuple[int, int, dict[int, int]]]


def text(name: str) -> Text:
    return read(next(path for path in HERE.iterdir() if path.name.startswith(name)))


def shape(article: TextArticle) -> Shape:
    """(Paragraph number, its own lines, item → lines) of each paragraph."""
    return [
        (paragraph.number, len(paragraph.lines), {item.number: len(item.lines) for item in paragraph.items})
        for paragraph in article.paragraphs
    ]


def test_bold_heads_chapters_and_annexes() -> None:
    found = text("bold-heads")
    assert list(found.articles) == ["1", "2", "3", "3-1", "4", "10", "annex-1", "annex-2"]
    assert (10, Date(2024, 5, 1), "图书借阅示例法") == (found.highest, found.passed, found.title)
    assert found.articles["10"].text == "本法自2024年6月1日起施行。"


def test_items_hang_on_the_paragraph_above_and_a_paragraph_after_them_is_new() -> None:
    article = text("bold-heads").articles["2"]
    assert shape(article) == [(1, 1, {1: 1, 2: 3, 3: 1}), (2, 1, {}), (3, 1, {1: 1, 2: 1})]


def test_a_paragraph_between_two_items_goes_on_with_the_first() -> None:
    assert shape(text("bold-heads").articles["3"]) == [(1, 1, {1: 2, 2: 1})]


def test_a_head_that_lost_its_space_is_a_head_only_as_the_next_number() -> None:
    found = text("bold-heads")
    assert shape(found.articles["3-1"]) == [(1, 1, {})]
    assert found.articles["4"].text == "每次借阅不超过十五日。"


def test_gaps_are_reported() -> None:
    messages = [problem.message for problem in text("bold-heads").problems]
    assert sorted(messages) == ["缺第七条", "缺第九条", "缺第五条", "缺第八条", "缺第六条"]


def test_heads_without_mark_up_and_titles_of_sections() -> None:
    found = text("plain-heads")
    assert list(found.articles) == ["1", "2", "3"]
    assert shape(found.articles["1"]) == [(1, 1, {1: 1, 2: 1})]
    assert shape(found.articles["2"]) == [(1, 1, {}), (2, 1, {})]
    assert shape(found.articles["3"]) == [(1, 1, {})]
    assert found.problems == ()


def test_rules_numbered_in_arabic() -> None:
    found = text("rules")
    assert list(found.articles) == ["1", "2", "3", "4", "5", "6"]
    assert shape(found.articles["2"]) == [(1, 1, {1: 1, 2: 2, 3: 1}), (2, 1, {})]


def test_a_reply_in_numbered_parts() -> None:
    found = text("reply-in-parts")
    assert list(found.articles) == ["1", "2", "annex-1"]
    assert shape(found.articles["1"]) == [(1, 1, {}), (2, 1, {})]
    assert shape(found.articles["2"]) == [(1, 1, {1: 1, 2: 1})]


def test_an_unnumbered_reply_begins_after_its_addressee() -> None:
    found = text("reply(")
    assert list(found.articles) == ["text"]
    assert len(found.articles["text"].paragraphs) == 3


def test_of_a_decision_and_the_amended_text_the_text_counts() -> None:
    found = text("decision-then-text")
    assert list(found.articles) == ["1", "2", "3"]
    assert shape(found.articles["1"]) == [(1, 1, {}), (2, 1, {})]
    assert found.problems == ()


def test_an_extract_keeps_the_numbers_it_states() -> None:
    found = text("摘录")
    assert found.excerpt
    assert found.problems == ()
    assert shape(found.articles["6"]) == [(2, 1, {})]
    assert shape(found.articles["19"]) == [(1, 0, {6: 1})]


def test_digests_ignore_white_space_mark_up_and_width_but_no_letter_and_no_paragraph(tmp_path: Path) -> None:
    def digest(body: str) -> str:
        (tmp_path / "x.md").write_text(f"# x\n\n{body}\n", encoding="utf-8")
        return read(tmp_path / "x.md").articles["1"].digest

    first = digest("- **第一条**　　甲，乙：十五日。\n\n  第二段。")
    assert first == digest("第一条 甲, 乙:  十五日。\n\n第二段。")
    assert first != digest("第一条 甲，乙：十六日。\n\n第二段。")
    assert first != digest("第一条 甲，乙：十五日。第二段。")
    assert first != digest("第一条 第二段。\n\n甲，乙：十五日。")


def docx(path: Path, paragraphs: list[str]) -> None:
    body = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{escape(part[:3])}</w:t></w:r><w:r><w:t>{escape(part[3:])}</w:t></w:r></w:p>"
        for part in paragraphs
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>")


def test_a_docx_of_the_national_database_reads_as_its_markdown(tmp_path: Path) -> None:
    parts = ["图书借阅示例法", "目　　录", "第一章　总　　则", "第二章　借　　阅", "第一章　总　　则"]
    parts += ["第一条　为了让测试看得懂，写下这部示例。", "第二条　读者可以借书，但有下列情形之一的除外："]
    parts += ["（一）没有读者证的；", "（二）欠着下列东西的：", "1．十元以上的罚款；", "2．三本以上的书。"]
    parts += ["（三）馆长不答应的。", "前款第三项的理由应当写下来。", "有下列情形之一的，不得续借："]
    parts += ["（一）书已经被预约的；", "（二）已经续借两次的。", "第二章　借　　阅"]
    path = tmp_path / "图书借阅示例法_20240501.docx"
    docx(path, parts)
    found, markdown = read(path), text("bold-heads")
    assert (Date(2024, 5, 1), "图书借阅示例法") == (found.passed, found.title)
    assert list(found.articles) == ["1", "2"]
    assert markdown.articles["1"].digest == found.articles["1"].digest
    assert markdown.articles["2"].digest == found.articles["2"].digest


def test_a_library_finds_a_text_in_either_format_and_the_newest_version(tmp_path: Path) -> None:
    docx(tmp_path / "示例法(2020-01-01).docx", ["第一条　旧。"])
    docx(tmp_path / "中华人民共和国示例法_20240101.docx", ["第一条　新。"])
    library = Library(tmp_path)
    old = library.text("示例法(2020-01-01).md")
    new = library.newest("中华人民共和国示例法")
    assert old is not None
    assert old.articles["1"].text == "旧。"
    assert new is not None
    assert new.articles["1"].text == "新。"
    assert library.text("没有.md") is None
    assert library.newest("没有") is None


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.doc").write_bytes(b"")
    with pytest.raises(ValueError, match=r"不是 \.md 或 \.docx"):
        read(tmp_path / "x.doc")


@pytest.mark.texts
@pytest.mark.skipif(not OFFICIAL, reason="PROCGUIDE_STATUTES 没有给出官方文本的目录")
def test_every_official_file_has_all_its_articles() -> None:
    library = Library(Path(OFFICIAL))
    for stem in library.files:
        found = library.text(stem)
        assert found is not None
        assert found.articles, stem
        assert found.problems == (), stem
        whole = [number for number in found.articles if number.isdigit()]
        assert found.excerpt or len(whole) == found.highest, stem
        assert all(article.paragraphs for article in found.articles.values() if article.number[0] != "a"), stem


@pytest.mark.texts
@pytest.mark.skipif(not OFFICIAL, reason="PROCGUIDE_STATUTES 没有给出官方文本的目录")
def test_known_counts_of_articles() -> None:
    """The last article of each, as the laws themselves number it."""
    expected = {
        "民法典(2020-05-28)": 1260,
        "民事诉讼法(2023-09-01)": 306,
        "民事诉讼法(2021-12-24)": 291,
        "民事诉讼法(2017-06-27)": 284,
        "公司法(2023-12-29)": 266,
        "公司法(2018-10-26)": 218,
        "刑法(2020-12-26)": 452,
        "仲裁法(2025-09-12)": 96,
        "仲裁法(2017-09-01)": 80,
        "治安管理处罚法(2025-06-27)": 144,
        "治安管理处罚法(2012-10-26)": 119,
    }
    library = Library(Path(OFFICIAL))
    found = {stem: (text.highest if (text := library.text(stem)) else None) for stem in expected}
    assert expected == found
