"""How well and how fast the search finds articles, beside the theme's own search over the same entries in the same run.

usage: search.py [--set dev|held] [--throttle 6]

Every engine runs as its own worker in one headless Chromium.  ``ours`` is the worker that the site ships; ``material`` is
the theme's worker over the same titles and texts, cut by jieba as its plugin cuts them; ``pagefind`` runs too where
``pagefind-bin-extended`` or ``pagefind-bin`` is installed.  Prints recall among the first 1, 5 and 10 articles, mean reciprocal rank, the share of
queries without any result, start-up and latency as they are and with the processor slowed down, and what is transferred.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import html
import importlib.util
import itertools
import json
import re
import subprocess
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import jieba  # noqa: E402
import material  # noqa: E402
import yaml  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from procguide import load, search  # noqa: E402
from tests.conftest import chromium  # noqa: E402

ASK = """async ({url, setup, queries, here}) => {
  const begun = performance.now();
  // Only a page's own thread can be slowed down: there the worker's script runs beside it, as it is.
  if (here) await new Promise((done) => document.head.append(Object.assign(document.createElement("script"), {src: url, onload: done})));
  const worker = here ? window : new Worker(url);
  const next = (type) => new Promise((done) => { worker.onmessage = ({data}) => data.type === type && done(data.data); });
  let waiting = next(1);
  worker.postMessage({type: 0, data: setup});
  await waiting;
  const out = [], times = [];
  let started = 0;
  for (const query of ["合同", ...queries]) {
    const from = performance.now();
    waiting = next(3);
    worker.postMessage({type: 2, data: query});
    const {items} = await waiting;
    if (!started) { started = performance.now() - begun; continue; }
    times.push(performance.now() - from);
    out.push(items.flat().map((item) => item.location).filter(Boolean));
  }
  if (!here) worker.terminate();
  return {started, times, out};
}"""
#: Pagefind's packages; only the first cuts Chinese.
PAGEFINDS = ("pagefind_bin_extended", "pagefind_bin")
PAGEFIND = """async ({queries}) => {
  const begun = performance.now();
  const engine = await import("/pagefind/pagefind.js");
  await engine.init();
  const out = [], times = [];
  let started = 0;
  for (const query of ["合同", ...queries]) {
    const from = performance.now();
    const {results} = await engine.search(query);
    const found = await Promise.all(results.slice(0, 20).map((one) => one.data()));
    if (!started) { started = performance.now() - begun; continue; }
    times.push(performance.now() - from);
    out.push(found.map((one) => one.raw_url ?? one.url));
  }
  return {started, times, out};
}"""


def entries(table: dict[str, Any]) -> list[dict[str, str]]:
    """The index's entries as an ordinary engine takes them: the place, the title and the text."""
    lines = iter(table["text"].split("\n"))
    docs = []
    for page, anchor, _, aliases, passages in table["entries"]:
        place = table["pages"][page][0] + "/" + (f"#{anchor}" if anchor else "")
        title, *rest = itertools.islice(lines, 1 + aliases + passages)
        docs.append({"location": place, "title": title, "text": "\n".join(rest)})
    return docs


def stock(docs: list[dict[str, str]]) -> dict[str, Any]:
    """The theme's index of the entries."""

    def cut(text: str) -> str:
        return re.sub(r"[\u3400-\u9fff]+", lambda run: "\u200b".join(jieba.cut(run[0])), text)

    config = {
        "lang": ["zh"],
        "separator": r"[\s\u200b\u3000\-、。，．？！；]+",
        "pipeline": ["stemmer"],
        "fields": {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    }
    ours = [{**doc, "title": cut(doc["title"]), "text": cut(html.escape(doc["text"]))} for doc in docs]
    return {"config": config, "docs": ours, "options": {"suggest": True}}


def pagefind(docs: list[dict[str, str]], folder: Path) -> bool:
    """Write a page for every entry and let Pagefind index them, where it is installed."""
    module = next((name for name in PAGEFINDS if importlib.util.find_spec(name)), None)
    if not module:
        return False
    for number, doc in enumerate(docs):
        page = folder / "entries" / f"{number}.html"
        page.parent.mkdir(exist_ok=True)
        head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{html.escape(doc["title"])}</title>'
        page.write_text(f"{head}<h1>{html.escape(doc['title'])}</h1><p>{html.escape(doc['text'])}", encoding="utf-8")
    subprocess.run([sys.executable, "-m", module, "--site", str(folder)], check=True, capture_output=True)
    return True


def told(
    name: str, answer: dict[str, Any], gold: list[list[str]], short: dict[str, str], size: int, slow: list[Any]
) -> str:
    """A line of the table."""
    recall = dict.fromkeys((1, 5, 10), 0.0)
    reciprocal = empty = 0.0
    for places, wanted in zip(answer["out"], gold, strict=True):
        split = [place.partition("/#art-") for place in places if "/#art-" in place]
        found = list(dict.fromkeys(f"{short[page]}/{number}" for page, _, number in split))
        for most in recall:
            recall[most] += sum(one in found[:most] for one in wanted) / len(wanted)
        rank = next((place for place, one in enumerate(found, 1) if one in wanted), 0)
        reciprocal += 1 / rank if rank else 0
        empty += not places
    count = len(gold)
    rates = " ".join(f"{one / count:6.3f}" for one in (*recall.values(), reciprocal, empty))

    def speed(one: dict[str, Any]) -> str:
        times = sorted(one["times"])
        return f"{one['started']:7.0f} {times[len(times) // 2]:6.1f} {times[int(len(times) * 0.95)]:6.1f}"

    return f"{name:9} {rates} {size / 1000:7.0f} {speed(answer)} {' '.join(map(speed, slow))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set", default="dev", choices=["dev", "held"])
    parser.add_argument("--throttle", type=float, default=6)
    args = parser.parse_args()
    pairs = yaml.safe_load((ROOT / f"benchmarks/search/{args.set}.yaml").read_text(encoding="utf-8"))["pairs"]
    queries, gold = [pair["q"] for pair in pairs], [pair["gold"] for pair in pairs]
    # Problems of the data elsewhere do not keep the search from being measured.
    guide = load.read(ROOT / "data")[0]
    assert guide
    files = search.files(guide, ROOT / "docs", ROOT / "data")
    table = search.table(guide, ROOT / "docs", ROOT / "data")
    docs = entries(table)
    short = {f"statutes/{statute.id}": statute.short for statute in guide.statutes}
    setup = stock(docs)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)
        theme = Path(str(material.__file__)).parent / "templates/assets/javascripts"
        for path in [*theme.glob("workers/*.js"), *theme.glob("lunr/**/*.js")]:
            target = folder / "theme" / path.relative_to(theme)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        stock_worker = next((folder / "theme/workers").glob("search*.js")).name
        (folder / "page.html").write_text(
            '<!doctype html><meta charset="utf-8"><title>benchmark</title>', encoding="utf-8"
        )
        runs: list[tuple[str, str, dict[str, Any], int]] = [
            ("ours", ASK, {"url": "/worker.js", "setup": {}}, len(gzip.compress(bytes(files["index.txt"]), 9))),
            (
                "material",
                ASK,
                {"url": f"/theme/workers/{stock_worker}", "setup": setup},
                len(gzip.compress(json.dumps(setup).encode(), 9)),
            ),
        ]
        if pagefind(docs, folder):
            size = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*.pf_*"))
            runs.append(("pagefind", PAGEFIND, {}, size))
        handler = functools.partial(_Quiet, directory=name)
        serving = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        text = "\n".join(f"{doc['title']}\n{doc['text']}" for doc in docs)
        packed = len(gzip.compress(text.encode(), 9))
        print(
            f"{len(queries)} queries, {len(docs)} entries, text {packed / 1000:.0f} KB compressed; ×{args.throttle:g} on the right"
        )
        print("engine      R@1    R@5   R@10    MRR   zero  KB gz   start    p50    p95   start    p50    p95")
        for engine, code, given, size in runs:
            answers = []
            for rate in (1.0, args.throttle)[: 1 if engine == "material" else 2]:
                page: Page = browser.new_page()
                page.goto(f"http://127.0.0.1:{serving.server_port}/page.html")
                session = page.context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
                answers.append(
                    page.evaluate(code, {**given, "queries": queries if rate == 1 else queries[:50], "here": rate > 1})
                )
                page.close()
            if engine == "pagefind":
                for answer in answers:
                    places = [[re.search(r"entries/(\d+)", url) for url in found] for found in answer["out"]]
                    answer["out"] = [[docs[int(one[1])]["location"] for one in found if one] for found in places]
            print(told(engine, answers[0], gold, short, size, answers[1:]), flush=True)
        browser.close()
        serving.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


if __name__ == "__main__":
    main()
