"""Two versions of a law, article by article."""

import os
from pathlib import Path

import pytest

from procguide.alignment import aligned
from procguide.texts import Library, Text, read

HERE = Path(__file__).parent / "texts"
OFFICIAL = os.environ.get("PROCGUIDE_STATUTES", "")


def pair_of(tmp_path: Path, old: str, new: str) -> list[tuple[str, str, str]]:
    texts: list[Text] = []
    for name, body in (("old", old), ("new", new)):
        (tmp_path / f"{name}.md").write_text(f"# x\n\n{body}\n", encoding="utf-8")
        texts.append(read(tmp_path / f"{name}.md"))
    return [(pair.old, pair.new, pair.kind) for pair in aligned(*texts)]


def test_what_stayed_moved_changed_went_and_came() -> None:
    library, other = Library(HERE / "old"), Library(HERE / "new")
    old, new = library.newest("借书法"), other.newest("借书法")
    assert old is not None
    assert new is not None
    assert [(pair.old, pair.new, pair.kind) for pair in aligned(old, new)] == [
        ("1", "1", "same"),
        ("2", "3", "substance"),  # five books became ten
        ("3", "5", "wording"),  # a comma, and the reference follows the renumbering
        ("4", "", "gone"),
        ("5", "6", "same"),
        ("6", "4", "same"),  # moved across others
        ("7", "7", "substance"),  # another day
        ("", "2", "new"),
    ]


RULE = "出借人应当把约定的金额足额交给借款人，不得预先在本金里扣除利息，扣除的按照实际出借的金额计算。"


def test_punctuation_is_wording_and_a_figure_is_substance(tmp_path: Path) -> None:
    changed = RULE.replace("，扣除", "；扣除")
    assert pair_of(tmp_path, f"第一条 {RULE}", f"第一条 {changed}") == [("1", "1", "wording")]
    fine = "违反规定的，由主管机关责令改正，并可以处五百元以下的罚款，情节严重的处一千元以下罚款。"
    assert pair_of(tmp_path, f"第一条 {fine}", f"第一条 {fine.replace('五百', '六百')}") == [("1", "1", "substance")]


def test_a_reference_that_means_another_article_now_is_substance(tmp_path: Path) -> None:
    other = "借款人应当在约定的期限届满以前归还全部借款，没有约定的由双方协商确定合理的期限。"
    old = (
        f"第一条 {RULE}\n\n第二条 {other}\n\n第三条 违反本法第一条规定的，借款人可以请求返还多付的部分并请求赔偿损失。"
    )
    new = old.replace("本法第一条", "本法第二条")
    assert ("3", "3", "substance") in pair_of(tmp_path, old, new)


def test_a_paragraph_that_was_added_is_substance(tmp_path: Path) -> None:
    assert pair_of(tmp_path, f"第一条 {RULE}", f"第一条 {RULE}\n\n双方可以另行约定。") == [("1", "1", "substance")]


def test_articles_that_were_merged_and_split_keep_their_partner(tmp_path: Path) -> None:
    first = "出借人应当把约定的金额足额交给借款人，不得预先在本金里扣除利息。"
    second = "双方没有约定利息的，视为不支付利息，自然人之间约定不明的也是这样。"
    apart, joined = f"第一条 {first}\n\n第二条 {second}", f"第一条 {first}{second}"
    assert {(old, new) for old, new, _ in pair_of(tmp_path, apart, joined)} == {("1", "1"), ("2", "1")}
    assert {(old, new) for old, new, _ in pair_of(tmp_path, joined, apart)} == {("1", "1"), ("1", "2")}


#: Old and new numbers as the amendments published them: the subject is in the comment.
KNOWN = {
    ("民事诉讼法(2017-06-27)", "民事诉讼法(2023-09-01)"): {
        "239": "250",  # 申请执行的期间
        "253": "264",  # 加倍支付迟延履行期间的债务利息
        "194": "205",  # 申请司法确认
        "214": "225",  # 申请支付令
        "225": "236",  # 执行行为异议
        "227": "238",  # 案外人执行异议
    },
    ("民事诉讼法(2021-12-24)", "民事诉讼法(2023-09-01)"): {
        "246": "250",
        "260": "264",
        "201": "205",
        "221": "225",
        "126": "126",
    },
    ("民事诉讼法(2017-06-27)", "民事诉讼法(2021-12-24)"): {"239": "246", "253": "260", "194": "201", "214": "221"},
    ("治安管理处罚法(2012-10-26)", "治安管理处罚法(2025-06-27)"): {"26": "30", "42": "50", "40": "47"},
    ("仲裁法(2017-09-01)", "仲裁法(2025-09-12)"): {"58": "71", "59": "72"},
    ("公司法(2018-10-26)", "公司法(2023-12-29)"): {"28": "49", "151": "189", "180": "229"},
}


@pytest.mark.texts
@pytest.mark.skipif(not OFFICIAL, reason="PROCGUIDE_STATUTES 没有给出官方文本的目录")
@pytest.mark.parametrize("names", KNOWN)
def test_known_moves_are_found(names: tuple[str, str]) -> None:
    library = Library(Path(OFFICIAL))
    old, new = library.text(names[0]), library.text(names[1])
    assert old is not None
    assert new is not None
    found = {pair.old: pair.new for pair in reversed(aligned(old, new)) if pair.old}
    assert KNOWN[names] == {number: found[number] for number in KNOWN[names]}
    assert {pair.old for pair in aligned(old, new) if pair.old} == {n for n in old.articles if n[0] != "a"}
    assert {pair.new for pair in aligned(old, new) if pair.new} == {n for n in new.articles if n[0] != "a"}
