"""The command line: what it prints and how it exits, also on wrong input."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from procguide.cli import COMMANDS, main
from procguide.scaffold import NAV_BEGIN, NAV_END, with_navigation
from tests.conftest import LABORATORY, ROOT

LAB = str(LABORATORY / "data")


def test_check_of_a_sound_guide_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", LAB]) == 0
    assert capsys.readouterr().out.startswith("实验室仪器借用指南（示例）：2 个阶段组、3 个阶段、2 个期限")


def test_check_of_a_broken_guide_lists_every_problem_and_fails(
    written: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data = written(("period: P14D", "period: 两周"), ("url: https://", "url: http://"))
    assert main(["check", "--data", str(data)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("data/procedures.yaml:") == 2
    assert told.err.endswith("共 2 个问题\n")
    assert "Traceback" not in told.err


def test_check_as_of_another_day_finds_what_was_not_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", LAB, "--as-of", "2025-01-15"]) == 1
    assert "示例规程 在 2025-01-15 没有有效的版本" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert "usage: procguide" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["chek"], ["check", "--nonsense"]])
def test_a_wrong_call_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2


def test_draw_writes_checks_and_removes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "diagrams"
    assert main(["draw", "--data", LAB, "--out", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {
        "path.dot", "phase-borrow.dot", "phase-finish.dot", "stage-apply.dot", "stage-collect.dot", "stage-return.dot",
    }  # fmt: skip
    assert main(["draw", "--data", LAB, "--out", str(out), "--check"]) == 0
    (out / "path.dot").write_text("digraph {}", encoding="utf-8")
    (out / "gone.dot").write_text("digraph {}", encoding="utf-8")
    assert main(["draw", "--data", LAB, "--out", str(out), "--check"]) == 1
    told = capsys.readouterr().err
    assert "path.dot: 与数据不符" in told
    assert "gone.dot: 与数据不符" in told
    assert main(["draw", "--data", LAB, "--out", str(out)]) == 0
    assert not (out / "gone.dot").exists()


def test_export_writes_the_api(tmp_path: Path) -> None:
    assert main(["export", "--data", LAB, "--docs", str(tmp_path)]) == 0
    whole = json.loads((tmp_path / "api/v1/guide.json").read_text(encoding="utf-8"))
    assert whole["title"] == "实验室仪器借用指南（示例）"
    assert (tmp_path / "downloads/charts/path.svg").exists()


def test_scaffold_writes_what_is_missing_and_never_overwrites(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"nav:\n- 首页: index.md\n{NAV_BEGIN}\n{NAV_END}\n- 关于: about.md\n", encoding="utf-8")
    words = ["scaffold", "--data", LAB, "--docs", str(tmp_path / "docs"), "--config", str(config)]
    page = tmp_path / "docs/stages/apply.md"
    page.parent.mkdir(parents=True)
    page.write_text("# 我写的\n", encoding="utf-8")
    assert main(words) == 0
    assert page.read_text(encoding="utf-8") == "# 我写的\n"
    assert (tmp_path / "docs/stages/return.md").read_text(encoding="utf-8") == '# 归还仪器\n\n{{ stage("return") }}\n'
    text = config.read_text(encoding="utf-8")
    assert "    - stages/apply.md\n    - stages/collect.md\n" in text
    assert text.endswith(f"{NAV_END}\n- 关于: about.md\n")
    assert main(words) == 0
    assert config.read_text(encoding="utf-8") == text


def test_navigation_needs_its_two_lines(laboratory) -> None:
    with pytest.raises(ValueError, match=r"mkdocs\.yml 里没有"):
        with_navigation("nav: []\n", laboratory)


def test_the_pages_and_the_navigation_of_the_guide_are_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`procguide scaffold` has nothing to do."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("api", "downloads", "assets"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    before = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
    data = str(ROOT / "data")
    assert (
        main(["scaffold", "--data", data, "--docs", str(tmp_path / "docs"), "--config", str(tmp_path / "mkdocs.yml")])
        == 0
    )
    told = capsys.readouterr()
    assert told.out == "新建 0 页\n"
    assert told.err == ""
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == before
