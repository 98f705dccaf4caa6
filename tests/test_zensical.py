"""The same project under the successor of its engine, where that is installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from procguide import load
from procguide.export import export
from tests.test_site import laboratory_project

if importlib.util.find_spec("zensical") is None:
    pytest.skip("Zensical is not installed; it is an optional second engine", allow_module_level=True)


def test_the_small_guide_builds_unchanged(tmp_path: Path) -> None:
    project = laboratory_project(tmp_path)
    export(load.guide(project.data), project.docs)
    command = [sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (tmp_path / "site/stages/apply/index.html").read_text(encoding="utf-8")
    assert text.count('class="step"') == 2
    assert '<figure class="chart"' in text
