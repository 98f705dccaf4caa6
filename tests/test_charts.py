"""Flowcharts: committed DOT is up to date, every word is drawn, every box leads where it says."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide import charts, drawing
from procguide.index import index
from procguide.model import Guide
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"


def test_the_committed_dot_is_what_the_data_says(guide: Guide) -> None:
    wanted = {f"{id}.dot": charts.dot(chart) for id, chart in charts.charts(guide).items()}
    there = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "diagrams").glob("*.dot")}
    assert there == wanted, "run `procguide draw`"


def test_every_stage_phase_and_decision_has_a_chart(guide: Guide) -> None:
    ids = set(charts.charts(guide))
    assert ids == (
        {"path"}
        | {f"phase-{phase.id}" for phase in guide.phases}
        | {f"stage-{stage.id}" for stage in guide.stages}
        | {f"decision-{decision.id}" for decision in guide.decisions}
    )


def test_the_whole_path_shows_every_stage_and_every_usual_way(guide: Guide) -> None:
    chart = charts.charts(guide)["path"]
    assert {box.id for box in chart.boxes} == {stage.id for stage in guide.stages}
    assert {(arrow.source, arrow.to) for arrow in chart.arrows} == {
        (stage.id, transition.to) for stage in guide.stages for transition in stage.next if transition.usual
    }


def test_a_box_carries_its_time_limits(laboratory: Guide) -> None:
    limits = {box.id: box.limits for box in charts.charts(laboratory)["path"].boxes}
    assert limits == {"apply": ("3个工作日",), "collect": ("14日",), "return": ()}


@pytest.fixture(scope="module")
def drawn(guide: Guide) -> dict[str, ElementTree.Element]:
    return {id: ElementTree.fromstring(drawing.svg(chart)) for id, chart in charts.charts(guide).items()}


def test_every_text_is_drawn(guide: Guide, drawn: dict[str, ElementTree.Element]) -> None:
    """An engine that garbles a label does so silently."""
    for id, chart in charts.charts(guide).items():
        words = "".join("".join(element.itertext()) for element in drawn[id].iter(f"{SVG}text"))
        squeezed = re.sub(r"\s", "", words)
        for text in [box.text for box in chart.boxes] + [arrow.text for arrow in chart.arrows]:
            assert re.sub(r"\s", "", text) in squeezed, (id, text)


def test_ids_are_unique_on_a_page(drawn: dict[str, ElementTree.Element]) -> None:
    ids = [element.attrib["id"] for root in drawn.values() for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))


def test_every_link_has_a_label_and_no_tooltip_of_identifiers(drawn: dict[str, ElementTree.Element]) -> None:
    for root in drawn.values():
        assert not list(root.iter(f"{SVG}title"))
        for link in root.iter(f"{SVG}a"):
            assert link.attrib["aria-label"]
            assert link.attrib["href"].startswith(drawing.ROOT)
            assert not any("xlink" in name for name in link.attrib)


def test_links_of_the_whole_path_lead_to_the_stages(guide: Guide, drawn: dict[str, ElementTree.Element]) -> None:
    targets = {link.attrib["href"].removeprefix(drawing.ROOT) for link in drawn["path"].iter(f"{SVG}a")}
    assert targets == {f"stages/{stage.id}" for stage in guide.stages}


def test_no_text_is_wider_than_its_box(guide: Guide) -> None:
    for chart in charts.charts(guide).values():
        for line in charts.dot(chart).splitlines():
            if found := re.search(r'\[label="?(.*?)"? (?:URL=.*)?class=\w+ .*shape=(\w+).* width=([\d.]+)', line):
                label = found[1].strip('"').replace('\\"', '"')
                widest = max(charts.width(part) for part in label.split("\\n"))
                assert widest * charts.FONT_SIZE / 72 < float(found[3]), line


def test_drawing_twice_gives_the_same_bytes(laboratory: Guide) -> None:
    chart = charts.charts(laboratory)["path"]
    assert drawing.svg(chart) == drawing.svg(chart)


def test_a_file_of_its_own_has_its_colours_and_no_dead_links(laboratory: Guide) -> None:
    text = drawing.standalone(charts.charts(laboratory)["path"])
    ElementTree.fromstring(text)
    assert "<style>" in text
    assert drawing.ROOT not in text
    assert 'href="https://guide.example/stages/apply"' in drawing.standalone(
        charts.charts(laboratory)["path"], "https://guide.example/"
    )


def test_quotes_and_backslashes_in_a_title_do_not_break_the_drawing() -> None:
    box = charts.Box("a", 'say "no" \\ & <b>', "stage", "stages/a")
    text = drawing.svg(charts.Chart("odd", "odd", (box,), ()))
    words = "".join(ElementTree.fromstring(text).itertext())
    assert 'say "no" \\ & <b>'.replace(" ", "") in words.replace(" ", "").replace("\n", "")


@given(st.text(alphabet="债权人申请执行，。（）abc123 ", max_size=60), st.integers(4, 14))
def test_wrapping_loses_nothing_and_keeps_lines_short(text: str, limit: int) -> None:
    lines = charts.wrapped(text, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        words = [token for token in charts._tokens(line) if charts.width(token) > limit]
        assert words or charts.width(line.rstrip("，。）")) <= limit + 1


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("申请支付令，等候审查", 5, ["申请支付令，", "等候审查"]),
        ("提交（证据）材料", 3, ["提交", "（证据）", "材料"]),
        ("依 LPR 计算", 4, ["依 LPR", "计算"]),
        ("短", 5, ["短"]),
        ("", 5, []),
    ],
)
def test_wrapping_follows_chinese_typesetting(text: str, limit: int, lines: list[str]) -> None:
    assert [line.strip() for line in charts.wrapped(text, limit)] == lines


def test_each_stage_chart_names_where_it_comes_from(guide: Guide) -> None:
    seen = index(guide)
    for stage in guide.stages:
        boxes = {box.id for box in charts.charts(guide)[f"stage-{stage.id}"].boxes}
        assert {before.id for before in seen.previous.get(stage.id, ())} <= boxes


def test_a_rounded_box_is_one_short_path_and_other_paths_stay() -> None:
    curves = "M68,-90C68,-90 11,-90 11,-90 5,-90 0,-85 0,-79 0,-79 0,-71 0,-71 0,-65 5,-60 11,-60 11,-60 68,-60 68,-60 74,-60 79,-65 79,-71 79,-71 79,-79 79,-79 79,-85 74,-90 68,-90"
    assert drawing._box(curves) == "M5,-90H74q5,0 5,5V-65q0,5 -5,5H5q-5,0 -5,-5V-85q0,-5 5,-5z"
    line = "M10,20C10,30 10,40 10,50"
    assert drawing._box(line) == line
