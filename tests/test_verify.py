"""A guide held against official texts: the mini law of tests/texts, and the lock that remembers."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from procguide import cli, digests, load
from procguide.digests import Lock
from procguide.model import Date, Guide
from procguide.source import Problem
from procguide.texts import Library
from procguide.verify import known, locked, problems, standing, summary

HERE = Path(__file__).parent / "texts"
DAY = Date(2024, 12, 1)


@pytest.fixture
def texts(tmp_path: Path) -> Library:
    folder = tmp_path / "laws"
    folder.mkdir()
    for name in ("old", "new"):
        for path in (HERE / name).iterdir():
            shutil.copy(path, folder)
    return Library(folder)


def guide(tmp_path: Path, *changes: tuple[str, str]) -> Guide:
    """The mini guide, with changes to its YAML; each must stand in it."""
    text = (HERE / "procedures.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    (folder / "procedures.yaml").write_text(text, encoding="utf-8")
    return load.guide(folder)


def told(found: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.mark.line, problem.message) for problem in found]


def test_a_sound_guide_has_no_problems(tmp_path: Path, texts: Library) -> None:
    assert problems(guide(tmp_path), texts) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("cites: [借书法/5]\n  prohibitions", "cites: [借书法/5/2]\n  prohibitions", 26, "借书法第五条没有第二款"),
        ("cites: [借书法/3]}\n  steps", "cites: [借书法/3/1/1]}\n  steps", 16, "借书法第三条第一款没有第一项"),
        ("cites: [借书法/3]}\n  steps", "cites: [借书法/8]}\n  steps", 16, "法条库里没有 借书法 第 8 条"),
        ("cites: [借书法/3]}\n  steps", "cites: [还书法/3]}\n  steps", 16, "法条库里没有 “还书法” 这部法律"),
        ("最多10本，借期30天", "最多10本，借期31天", 78, "借书法第三条的要旨写了 31日，原文没有"),
        ("定价的50%", "定价的60%", 81, "借书法第六条的要旨写了 60%，原文没有"),
        ("定价的3倍", "定价的2倍", 79, "借书法第四条的要旨写了 2倍，原文没有"),
        ('number: "6"', 'number: "8"', 81, "借书法(2024-05-01).md 里没有第八条"),
        ("period: P30D", "period: P31D", 29, "期限 “loan” 的长度 31日 不在所引法条里"),
        ("as_of: 2024-12-01", "as_of: 2019-05-01", 16, "借书法 在 2019-05-01 没有有效的版本"),
    ],
)
def test_a_planted_error_is_found_where_it_stands(
    tmp_path: Path, texts: Library, old: str, new: str, line: int, message: str
) -> None:
    found = told(problems(guide(tmp_path, (old, new)), texts))
    assert (line, message) in found


def test_a_number_of_the_superseded_version_is_found(tmp_path: Path, texts: Library) -> None:
    # The old version's article 2 is article 3 now; on the as-of day it has no gist here.
    found = told(problems(guide(tmp_path, ("cites: [借书法/3]}\n  steps", "cites: [借书法/2]}\n  steps")), texts))
    assert found == [(16, "法条库里没有 借书法 第 2 条")]


def test_an_older_version_is_held_against_its_own_text(tmp_path: Path, texts: Library) -> None:
    found = told(problems(guide(tmp_path, ("最多5本", "最多5本、罚10元")), texts))
    assert found == [(90, "借书法第二条的要旨写了 10元，原文没有")]


def test_a_waiver_excuses_a_period(tmp_path: Path, texts: Library) -> None:
    waiver = "waivers:\n- {rule: periods_stand_in_a_cited_article, id: loan, reason: 示例}\nstatutes:\n"
    assert problems(guide(tmp_path, ("period: P30D", "period: P31D"), ("statutes:\n", waiver)), texts) == []


def test_the_lock_is_read_back_as_written(tmp_path: Path, texts: Library) -> None:
    sound = guide(tmp_path)
    lock = locked(sound, texts, Lock(), DAY, [])
    digests.write(lock, tmp_path / "digests.yaml")
    read = digests.read(tmp_path / "digests.yaml")
    assert {(entry.article, entry.passed.year) for entry in read.digests} == {
        ("2", 2019),
        ("3", 2024),
        ("4", 2024),
        ("5", 2024),
        ("6", 2024),
    }
    assert problems(sound, texts, read) == []
    text = (tmp_path / "digests.yaml").read_text(encoding="utf-8")
    digests.write(read, tmp_path / "digests.yaml")
    assert text == (tmp_path / "digests.yaml").read_text(encoding="utf-8")
    assert Lock() == digests.read(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("续一次、15天", "续借一次、15天", 78, "借书法第三条的要旨在核对之后修改过"),
        (
            "cites: [借书法/5]\n  prohibitions",
            "cites: [借书法/6]\n  prohibitions",
            26,
            "stages/borrow 引用的 借书法/6 还没有核对过",
        ),
        (
            "cites: [借书法/3/1]\n    deadlines",
            "cites: [借书法/3]\n    deadlines",
            24,
            "stages/borrow/steps/take 引用的 借书法/3 还没有核对过",
        ),
        ("period: P30D", "period: P15D", 29, "期限 “loan” 的长度 P15D 还没有核对过（核对时为 P30D）"),
    ],
)
def test_what_changed_after_verifying_is_unverified(
    tmp_path: Path, texts: Library, old: str, new: str, line: int, message: str
) -> None:
    lock = locked(guide(tmp_path), texts, Lock(), DAY, [])
    assert [(line, message)] == told(problems(guide(tmp_path, (old, new)), texts, lock))


def test_a_text_that_changed_after_verifying_is_found(tmp_path: Path, texts: Library) -> None:
    sound = guide(tmp_path)
    lock = locked(sound, texts, Lock(), DAY, [])
    path = texts.files["借书法(2024-05-01)"]
    path.write_text(path.read_text(encoding="utf-8").replace("图书丢失的", "图书遗失的"), encoding="utf-8")
    assert told(problems(sound, Library(texts.folder), lock)) == [(79, "借书法第四条的原文与核对时不同")]


def test_without_texts_the_lock_still_knows_paragraphs_and_items(tmp_path: Path, texts: Library) -> None:
    lock = locked(guide(tmp_path), texts, Lock(), DAY, [])
    assert known(guide(tmp_path), lock) == []
    wrong = guide(tmp_path, ("cites: [借书法/5]\n  prohibitions", "cites: [借书法/5/2]\n  prohibitions"))
    assert told(known(wrong, lock)) == [(26, "借书法第五条没有第二款")]
    assert known(wrong, Lock()) == []


def test_standing_says_when_or_why_not(tmp_path: Path, texts: Library) -> None:
    sound = guide(tmp_path)
    lock = locked(sound, texts, Lock(), DAY, [])
    [statute] = sound.statutes
    version = statute.versions[0]
    article = version.articles[0]
    assert standing(statute, version, article, lock).label == "已核对原文（2024-12-01）"
    assert standing(statute, version, article, Lock()).label == "待核：还没有与官方文本核对"
    assert standing(statute, replace(version, text=""), article, Lock()).label == "待核：没有取得官方文本"
    edited = replace(article, gist="改过")
    assert standing(statute, version, edited, lock).label == "待核：要旨在核对之后修改过"


def test_what_has_a_problem_is_not_remembered(tmp_path: Path, texts: Library) -> None:
    wrong = guide(tmp_path, ("定价的50%", "定价的60%"))
    lock = locked(wrong, texts, Lock(), DAY, problems(wrong, texts))
    assert sorted(entry.article for entry in lock.digests if entry.passed.year == 2024) == ["3", "4", "5"]


def test_entries_stay_when_their_text_is_not_at_hand(tmp_path: Path, texts: Library) -> None:
    sound = guide(tmp_path)
    lock = locked(sound, texts, Lock(), DAY, [])
    texts.files.pop("借书法(2019-03-01)")
    again = locked(sound, unread(texts), lock, Date(2025, 1, 1), [])
    days = {(entry.passed.year, entry.checked.isoformat()) for entry in again.digests}
    assert {(2019, "2024-12-01"), (2024, "2025-01-01")} == days


def unread(texts: Library) -> Library:
    """The library as it stands, with nothing read yet."""
    library = Library(texts.folder)
    library.files = dict(texts.files)
    return library


def test_the_summary_counts_by_version(tmp_path: Path, texts: Library) -> None:
    sound = guide(tmp_path)
    assert [str(row) for row in summary(sound, texts, [])] == [
        "借书法（2019-03-01）：要旨 1 条，引用 0 处，已核对",
        "借书法（2024-05-01）：要旨 4 条，引用 8 处，已核对",
    ]


def test_the_command_writes_and_refuses(
    tmp_path: Path, texts: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROCGUIDE_STATUTES", raising=False)
    guide(tmp_path)
    data = str(tmp_path / "data")
    assert cli.main(["verify", "--data", data, "--texts", str(texts.folder)]) == 1  # nothing was verified yet
    assert "还没有核对过" in capsys.readouterr().err
    assert cli.main(["verify", "--data", data, "--texts", str(texts.folder), "--write"]) == 0
    assert cli.main(["verify", "--data", data, "--texts", str(texts.folder)]) == 0
    assert cli.main(["verify", "--data", data]) == 0
    assert "5 条已核对" in capsys.readouterr().out
    assert cli.main(["verify", "--data", data, "--write"]) == 2
    assert cli.main(["verify", "--data", data, "--texts", str(tmp_path / "none")]) == 2
    guide(tmp_path, ("定价的50%", "定价的60%"))
    assert cli.main(["verify", "--data", data, "--texts", str(texts.folder)]) == 1
    assert "data/procedures.yaml:81:7: 借书法第六条的要旨写了 60%" in capsys.readouterr().err
