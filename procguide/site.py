"""The built site: checked data in, a folder of pages out, whole or not at all.

The engine runs as a process of its own into a folder beside the site, which replaces the old one only when everything
succeeded; a guide with problems or a page that fails leaves the previous site untouched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from procguide.bundle import bundle
from procguide.check import sound
from procguide.export import export

#: Two builds of the same sources give the same bytes.
_EPOCH = "1700000000"
#: The pages' behaviours, and the same in one script for pages opened from a folder.
MODULE, SCRIPT = "assets/js/guide.mjs", "assets/js/guide.js"


class Failed(Exception):
    """The engine refused to build; its own words are in the message."""


@dataclass(frozen=True)
class Project:
    """A project's folder and the places in it."""

    root: Path
    data: Path
    site: Path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def sources(self) -> list[Path]:
        """Every file that the site is made from."""
        folders = (self.data, self.docs, self.root / "macros", self.root / "overrides", self.root / "procguide")
        written = (self.docs / "api", self.docs / "downloads", self.docs / "assets" / "search")
        files = [self.root / "mkdocs.yml"]
        for folder in folders:
            files += [
                path
                for path in folder.rglob("*")
                if path.is_file() and "__pycache__" not in path.parts and not any(map(path.is_relative_to, written))
            ]
        return [path for path in files if path.exists()]


def build(
    project: Project, told: Callable[[str], None] = print, offline: bool = False, texts: Path | None = None
) -> None:
    """Check, export and build; raises Refused with every problem of the data, or Failed with the engine's words.

    ``offline`` gives pages addresses (``filing.html``) and a script that also work from a folder without a server.
    ``texts`` is a folder of official texts that are shown folded under the gists; they are in the built site only.
    """
    begun = time.monotonic()
    told("检查数据……")
    guide = sound(project.data)
    told("导出 JSON 与流程图……")
    export(guide, project.docs)
    told("生成页面……")
    partial = project.site.with_name(project.site.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", _EPOCH),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH")])),
        "PROCGUIDE_DIRECTORY_URLS": "false" if offline else "true",
        "PROCGUIDE_SCRIPT": SCRIPT if offline else MODULE,
        "PROCGUIDE_TEXTS": str(texts.resolve()) if texts else "",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(partial.resolve())]
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(partial, ignore_errors=True)
        raise Failed(_telling(done.stdout + done.stderr))
    if offline and (partial / MODULE).exists():  # browsers load no modules from a folder
        (partial / SCRIPT).write_text(bundle(partial / MODULE), encoding="utf-8")
    previous = project.site.with_name(project.site.name + ".old")
    shutil.rmtree(previous, ignore_errors=True)
    if project.site.exists():
        project.site.rename(previous)
    partial.rename(project.site)
    shutil.rmtree(previous, ignore_errors=True)
    pages = sum(1 for _ in project.site.rglob("*.html"))
    told(f"完成：{pages} 页，{time.monotonic() - begun:.1f} 秒，在 {project.site}")


def _telling(output: str) -> str:
    """The lines of the engine's output that tell what went wrong."""
    noise = ("INFO", "Fontconfig", "Building prefix", "Dumping model", "Loading model", "Prefix dict")
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith(noise)]
    return "\n".join(lines[-30:])
