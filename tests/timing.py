"""What the tests of time share: the law of counting, the regimes, and a small guide of the real deadlines."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from functools import cache
from pathlib import Path

from procguide import counting as law_of
from procguide.counting import Counting
from procguide.load import collection
from procguide.model import Deadline, Guide, Regime

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
CASES = Path(__file__).parent / "cases"
MODULES = ROOT / "docs" / "assets" / "js"


@cache
def law() -> Counting:
    return law_of.counting(DATA)


@cache
def regimes() -> dict[str, Regime]:
    return {regime.id: regime for regime in collection(DATA / "regimes.yaml", "regimes", Regime)}


@cache
def guide() -> Guide:
    """The deadlines and regimes of the guide without the rest of it."""
    deadlines = [
        deadline
        for path in sorted((DATA / "deadlines").glob("*.yaml"))
        for deadline in collection(path, "deadlines", Deadline)
    ]
    return Guide(
        id="test-guide", title="测试", summary="", language="zh", jurisdiction="中国内地", as_of=date(2026, 11, 23),
        disclaimer="", deadlines=tuple(deadlines), regimes=tuple(regimes().values()),
    )  # fmt: skip


def data_folder(folder: Path) -> Path:
    """A data folder for the command line: the real deadlines and regimes under a guide without stages."""
    shutil.copytree(DATA / "deadlines", folder / "deadlines")
    for name in ("regimes.yaml", "calendar.yaml", "counting.yaml"):
        shutil.copy(DATA / name, folder / name)
    (folder / "procedures.yaml").write_text(
        "id: test-guide\ntitle: 测试\nsummary: 测试\nlanguage: zh\njurisdiction: 中国内地\nas_of: 2026-11-23\n"
        "disclaimer: 测试\nstages: []\nphases: []\ninclude: [deadlines/*.yaml, regimes.yaml]\n",
        encoding="utf-8",
    )
    return folder


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
