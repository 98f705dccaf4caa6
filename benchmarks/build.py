"""How fast the guide builds, as ratios against plain Material on the same pages in the same run.

usage: build.py [--sizes 1,10,40] [--rounds N]

For each size the guide's stages are multiplied (ids renamed), built by us, and the Markdown that our macros rendered is
built by plain Material with jieba and nothing else.  Prints wall time, CPU time and peak memory of both, their ratios,
the growth exponent of each, and a rebuild after one edited YAML line against a clean build of the same size.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from macros.pages import Pages  # noqa: E402
from procguide import load  # noqa: E402
from procguide.scaffold import missing, with_navigation  # noqa: E402

PLAIN = """site_name: plain
theme: {name: material, language: zh, font: false, features: [navigation.tabs, navigation.indexes, navigation.prune]}
plugins: [search: {lang: zh}]
markdown_extensions: [attr_list, admonition, md_in_html, tables, toc: {permalink: true, toc_depth: 3}]
"""


def multiplied(folder: Path, times: int) -> None:
    """A project whose stages, phases and pages stand ``times`` over."""
    for name in ("docs", "macros", "overrides", "data", "procguide"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "api", "downloads"))
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    main = (folder / "data/procedures.yaml").read_text(encoding="utf-8")
    phases = main[main.index("phases:\n") : main.index("readers:\n")]
    stages = [path.read_text(encoding="utf-8") for path in sorted((folder / "data/stages").glob("*.yaml"))]
    ids = [found for text in stages for found in re.findall(r"^ {0,2}- id: (\S+)", text, re.MULTILINE)]
    pattern = re.compile(r"\b(" + "|".join(sorted(ids, key=len, reverse=True)) + r")\b(?=\s*$|[,\]}])", re.MULTILINE)
    more = ""
    for copy in range(2, times + 1):
        renamed = pattern.sub(lambda found: f"{found[1]}-{copy}", phases.removeprefix("phases:\n"))  # noqa: B023
        more += re.sub(r"^(- id: \S+)", rf"\1-{copy}", renamed, flags=re.MULTILINE)
        for number, text in enumerate(stages):
            text = re.sub(r"^( {0,2}- id: \S+)", rf"\1-{copy}", text, flags=re.MULTILINE)
            text = re.sub(r"(\bto: )(\S+?)(?=[,}\s])", rf"\1\2-{copy}", text)
            (folder / f"data/stages/copy-{copy}-{number}.yaml").write_text(text, encoding="utf-8")
    first = folder / "data/stages/intake.yaml"
    ways = "".join(f"      - {{to: intake-{copy}, when: 另一份}}\n" for copy in range(2, times + 1))
    first.write_text(
        first.read_text(encoding="utf-8").replace("    next:\n", f"    next:\n{ways}", 1), encoding="utf-8"
    )
    (folder / "data/procedures.yaml").write_text(main.replace("readers:\n", more + "readers:\n"), encoding="utf-8")
    guide = load.guide(folder / "data")
    for path, text in missing(guide, folder / "docs"):
        path.write_text(text, encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(with_navigation(config.read_text(encoding="utf-8"), guide), encoding="utf-8")


def plain(ours: Path, folder: Path) -> None:
    """The same pages as finished Markdown, for an engine without macros."""
    shutil.copytree(ours / "docs", folder / "docs", ignore=shutil.ignore_patterns("api", "downloads"))
    place = ""
    pages = Pages(ours / "data", lambda: place, directory_urls=True)
    macros = {macro.__name__: macro for macro in pages.macros()}
    for path in (folder / "docs").rglob("*.md"):
        place = path.relative_to(folder / "docs").as_posix()
        text = path.read_text(encoding="utf-8")
        text = re.sub(
            r"\{\{ (\w+)\((?:\"([^\"]*)\")?\) \}\}", lambda call: macros[call[1]](*filter(None, [call[2]])), text
        )
        path.write_text(text, encoding="utf-8")
    config = (ours / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN + config[config.index("nav:\n") :], encoding="utf-8")


def timed(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MiB of a command."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    wrapped = ["/usr/bin/env", "python3", "-c", _PEAK, *command]
    done = subprocess.run(wrapped, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, int(re.findall(r"peak (\d+)", done.stderr)[-1]) / 1024


_PEAK = (
    "import resource,subprocess,sys;code=subprocess.run(sys.argv[1:]).returncode;"
    "print('peak',resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,file=sys.stderr);sys.exit(code)"
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1,10,40")
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    ours = [sys.executable, "-m", "procguide", "build"]
    theirs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    points: dict[str, list[tuple[int, float]]] = {"ours": [], "plain": []}
    print("size pages | ours wall cpu MiB | plain wall cpu MiB | wall ratio cpu ratio memory ratio | rebuild/clean")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder, other = Path(name, "ours"), Path(name, "plain")
            folder.mkdir()
            other.mkdir()
            multiplied(folder, size)
            plain(folder, other)
            rounds = []
            for _ in range(args.rounds):
                shutil.rmtree(folder / ".cache", ignore_errors=True)
                first = timed(ours, folder)
                second = timed(theirs, other)
                edited = folder / "data/stages/intake.yaml"
                edited.write_text(
                    edited.read_text(encoding="utf-8").replace("purpose: ", "purpose:  ", 1), encoding="utf-8"
                )
                rounds.append((*first, *second, timed(ours, folder)[0]))
            a, b, c, d, e, f, again = (median(column) for column in zip(*rounds, strict=True))
            pages = sum(1 for _ in (folder / "site").rglob("*.html"))
            points["ours"].append((pages, a))
            points["plain"].append((pages, d))
            print(
                f"x{size} {pages} | {a:.1f} {b:.1f} {c:.0f} | {d:.1f} {e:.1f} {f:.0f}"
                f" | {a / d:.2f} {b / e:.2f} {c / f:.2f} | {again / a:.2f}",
                flush=True,
            )
    for name, found in points.items():
        if len(found) > 1:
            (n0, t0), (n1, t1) = found[0], found[-1]
            print(f"growth exponent of {name}: {math.log(t1 / t0) / math.log(n1 / n0):.2f}")


if __name__ == "__main__":
    main()
