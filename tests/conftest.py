"""What tests share: the real guide, the small one, a site built once, a browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from procguide import load
from procguide.commands.serve import server
from procguide.model import Guide
from procguide.site import Project, build

ROOT = Path(__file__).resolve().parent.parent
LABORATORY = Path(__file__).parent / "guides" / "laboratory"
CI = os.environ.get("CI") == "true"


def unavailable(reason: str) -> None:
    """Skip with the reason, or fail where everything must be there."""
    if CI:
        pytest.fail(f"{reason} (CI=true turns this skip into a failure)")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The real guide."""
    return load.guide(ROOT / "data")


@pytest.fixture(scope="session")
def laboratory() -> Guide:
    """A tiny guide from another field."""
    return load.guide(LABORATORY / "data")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a data folder from the laboratory's file with some words replaced; gives the folder."""

    def write(*changes: tuple[str, str]) -> Path:
        text = (LABORATORY / "data" / "procedures.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) >= 1, f"the laboratory guide does not say {old!r}"
            text = text.replace(old, new, 1)
        data = tmp_path / "data"
        data.mkdir(exist_ok=True)
        (data / "procedures.yaml").write_text(text, encoding="utf-8")
        return data

    return write


def project_of(folder: Path, data: Path) -> Project:
    """A project in a folder of its own with the real pages, theme and macros over other data."""
    for name in ("docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "api", "downloads"))
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    shutil.copytree(data, folder / "data")
    return Project(folder, folder / "data", folder / "site")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide's site, built strict once a session."""
    folder = tmp_path_factory.mktemp("site")
    project = project_of(folder, ROOT / "data")
    build(project, told=lambda _: None)
    return project.site


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the site is served."""
    serving = server(str(site), 0)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    assert isinstance(serving, http.server.ThreadingHTTPServer)


@functools.cache
def chromium() -> str:
    """The path of a Chromium, or an empty string."""
    names = ("chromium", "chromium-browser", "google-chrome")
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return next((found for name in names if (found := shutil.which(name))), mac if os.path.exists(mac) else "")
