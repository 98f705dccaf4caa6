"""``procguide serve``: build, serve on this machine only, and build again when a source changes."""

from __future__ import annotations

import argparse
import functools
import http.server
import sys
import threading
import time

from procguide.commands import build as building
from procguide.site import Failed, Project, build
from procguide.source import Refused

HELP = "建站并在本机提供浏览，源文件改动后自动重建"


def arguments(parser: argparse.ArgumentParser) -> None:
    building.arguments(parser)
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000，被占用时向后找）")
    parser.add_argument("--once", action="store_true", help="不监视改动")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each; module scripts need their type."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        return


def server(site: str, port: int) -> http.server.ThreadingHTTPServer:
    """A server of a folder on the loopback address, at the first free port from ``port``; 0 means any."""
    handler = functools.partial(_Quiet, directory=site)
    for candidate in [port] if port == 0 else range(port, port + 50):
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError:
            continue
    raise OSError(f"端口 {port} 到 {port + 49} 都被占用")


def _state(project: Project) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in project.sources}


def _rebuild(project: Project, offline: bool) -> bool:
    """Build and tell what is wrong; whether it succeeded."""
    try:
        build(project, offline=offline)
    except Refused as refused:
        print(refused, file=sys.stderr)
    except Failed as failed:
        print(failed, file=sys.stderr)
    else:
        return True
    print("有问题，旧站点没有改动", file=sys.stderr)
    return False


def run(args: argparse.Namespace) -> int:
    project = building.project(args)
    state = _state(project)
    if not _rebuild(project, args.offline) and not project.site.exists():
        return 1
    serving = server(str(project.site), args.port)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    print(f"请打开 http://127.0.0.1:{serving.server_port}/ （Ctrl+C 停止）", flush=True)
    try:
        while True:
            time.sleep(1)
            if not args.once and (now := _state(project)) != state:
                state = now
                _rebuild(project, args.offline)
    except KeyboardInterrupt:
        serving.shutdown()
    return 0
