"""What leaves the guide: the JSON API and the schema that editors use."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from procguide.export import documents, export
from procguide.index import index
from procguide.model import Guide
from procguide.schema import schema
from tests.conftest import LABORATORY, ROOT

LISTS = ("stages", "deadlines", "prohibitions", "resources", "statutes", "glossary", "decisions", "phases")


@pytest.fixture(scope="module")
def api(guide: Guide) -> dict[str, Any]:
    return json.loads(json.dumps(documents(guide), ensure_ascii=False))  # what a reader of the files sees


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_identified_titled_cited_objects(api: dict[str, Any], guide: Guide, name: str) -> None:
    objects = api[f"{name}.json"]
    assert [one["id"] for one in objects]
    assert len(objects) == len(getattr(guide, name))
    for one in objects:
        assert one["title"]
        assert isinstance(one["cites"], list)


def test_the_whole_is_the_sum_of_its_lists(api: dict[str, Any]) -> None:
    assert api["guide.json"]["version"] == "v1"
    for name in LISTS:
        assert api["guide.json"][name] == api[f"{name}.json"]


def test_a_deadline_keeps_the_law_s_own_unit(api: dict[str, Any], guide: Guide) -> None:
    periods = {one["id"]: one["period"] for one in api["deadlines.json"]}
    assert periods == {one.id: str(one.period) for one in guide.deadlines}


def test_an_article_tells_who_uses_it(api: dict[str, Any], guide: Guide) -> None:
    found = index(guide)
    for statute in api["statutes.json"]:
        for article in statute["versions"][0]["articles"]:
            uses = found.uses.get((statute["short"], article["number"]), ())
            assert [use["id"] for use in article["used_by"]] == [use.id for use in uses]


def test_stages_come_in_the_order_of_a_case(api: dict[str, Any], guide: Guide) -> None:
    assert [one["id"] for one in api["stages.json"]] == [id for phase in guide.phases for id in phase.stages]


def test_exporting_again_changes_no_file(laboratory: Guide, tmp_path: Path) -> None:
    first = {path: path.stat().st_mtime_ns for path in export(laboratory, tmp_path)}
    assert {path: path.stat().st_mtime_ns for path in export(laboratory, tmp_path)} == first
    assert not list(tmp_path.rglob("*.part"))


def test_the_committed_schema_is_the_records_own() -> None:
    committed = json.loads((ROOT / "data" / "guide.schema.json").read_text(encoding="utf-8"))
    assert committed == schema(), "run `procguide schema --out data/guide.schema.json`"


def as_written(path: Path) -> Any:
    """A YAML file as an editor's schema checker sees it: days are texts."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_the_schema_accepts_the_small_guide_and_names_what_is_wrong() -> None:
    checker = jsonschema.Draft202012Validator(schema())
    data = as_written(LABORATORY / "data" / "procedures.yaml")
    assert list(checker.iter_errors(data)) == []
    for change in (
        lambda one: one.update(titel="x"),
        lambda one: one["deadlines"][0].update(period="14天"),
        lambda one: one["deadlines"][0].pop("missed"),
        lambda one: one["stages"][0]["steps"][0].update(required="maybe"),
        lambda one: one["stages"][0].update(cites=["示例规程第三条"]),
    ):
        broken = copy.deepcopy(data)
        change(broken)
        assert list(checker.iter_errors(broken))


def test_every_data_file_names_the_schema_for_editors() -> None:
    for path in sorted((ROOT / "data").glob("stages/*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../guide.schema.json", path
