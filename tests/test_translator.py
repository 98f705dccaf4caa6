"""Old article numbers and today's: one table of cases binds Python and the browser's module."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from procguide import cli
from procguide.model import Date
from procguide.source import Refused
from procguide.translator import Renumbering, Translation, asked, exported, former, tables, translated

ROOT = Path(__file__).parents[1]
TABLES = tables(ROOT / "data" / "renumbering")
with (ROOT / "tests" / "cases" / "translator.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def today(found: tuple[Translation, ...]) -> str:
    """The numbers of today in a translation: - for an article that went, empty when nothing was found."""
    if not found:
        return ""
    assert len(found) == 1
    return found[0].number if found[0].current else " ".join(move.new or "-" for move in found[0].moves)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['question']}@{case['day']}")
def test_an_old_number_on_its_day_gives_todays(case: dict[str, str]) -> None:
    question = asked(case["question"])
    assert question is not None
    assert case["today"] == today(translated(TABLES, (), *question, Date.fromisoformat(case["day"])))


def test_without_a_day_every_numbering_is_told_newest_first() -> None:
    found = translated(TABLES, (), "民诉法", "253")
    assert [translation.label for translation in found] == ["现行", "2021年修正", "2012年、2017年修正"]
    assert [move.new for move in found[-1].moves] == ["264"]


def test_todays_article_knows_its_former_numbers() -> None:
    assert former(TABLES, "民诉法", "264") == (("2021年修正", "260"), ("2012年、2017年修正", "253"))
    assert former(TABLES, "治安管理处罚法", "30") == (("2012年修正", "26"),)


def test_a_translation_says_whether_the_rule_changed() -> None:
    # The time to ask for setting an award aside was cut from six months to three.
    [found] = translated(TABLES, (), "仲裁法", "59", Date(2020, 1, 1))
    assert found.moves[0].kind == "substance"
    assert "请核对" in found.text


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_every_table_is_whole(table: Renumbering) -> None:
    """Every old number up to the highest has a line, and so has every new one."""
    old = {int(move.old) for move in table.moves if move.old}
    new = {int(move.new) for move in table.moves if move.new}
    assert set(range(1, max(old) + 1)) == old
    assert set(range(1, max(new) + 1)) == new


@pytest.mark.parametrize("text", ["", "你好", "第三条", "民诉法"])
def test_what_is_no_question_is_none(text: str) -> None:
    assert asked(text) is None


def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "renumbering:\n"
        "- id: x\n  statute: 甲法\n  label: 旧\n  passed: 2000-01-01\n  since: 2001-01-01\n  until: 2000-01-01\n"
        "  to: 2020-01-01\n  checked: 2026-01-01\n  source: 自拟\n  moves:\n"
        '  - {old: "1", kind: same}\n  - {old: "2", new: "2", kind: same}\n  - {old: "2", new: "2", kind: same}\n',
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        tables(tmp_path)
    assert [problem.mark.line for problem in refused.value.problems] == [2, 12, 14]


def test_the_command_answers_and_says_what_it_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "tests" / "texts" / "procedures.yaml", tmp_path)
    shutil.copytree(ROOT / "data" / "renumbering", tmp_path / "renumbering")
    data = ["--data", str(tmp_path)]
    assert cli.main(["translate", "民诉法", "253", "--day", "2018-05-01", *data]) == 0
    expected = "按2012年、2017年修正文本，民诉法第二百五十三条现为第二百六十四条（内容未变）\n"
    assert capsys.readouterr().out == expected
    assert cli.main(["translate", "民诉法 264", *data]) == 0
    assert "  2021年修正文本为第 260 条\n" in capsys.readouterr().out
    assert cli.main(["translate", "民诉发 253", *data]) == 1
    assert "民诉发第 253 条；是否想写 “民诉法”？" in capsys.readouterr().err
    assert cli.main(["translate", "你好", *data]) == 2


@pytest.mark.skipif(shutil.which("node") is None, reason="没有 node")
def test_the_browsers_module_gives_the_same_answers() -> None:
    script = """
    import { asked, translated } from "MODULE";
    let text = ""; for await (const part of process.stdin) text += part;
    const { tables, cases } = JSON.parse(text);
    const answers = cases.map(({ question, day }) => {
      const read = asked(question);
      const found = read ? translated(tables, read.name, read.number, day) : [];
      if (!found.length) return "";
      return found[0].until === null ? found[0].number : found[0].moves.map((move) => move.new || "-").join(" ");
    });
    process.stdout.write(JSON.stringify(answers));
    """.replace("MODULE", (ROOT / "docs" / "assets" / "js" / "translator.mjs").as_uri())
    given = json.dumps({"tables": exported(TABLES, ()), "cases": CASES})
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], input=given, capture_output=True, text=True, check=True
    )
    assert [case["today"] for case in CASES] == json.loads(done.stdout)
