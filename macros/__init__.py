"""The face of the guide towards MkDocs: macros that pages call, each a line or two over :mod:`macros.pages`.

Some engines run this file again for every page and outside ``sys.modules``: it holds nothing but ``define_env``.
"""

import sys
from pathlib import Path
from typing import Any

_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)


def define_env(env: Any) -> None:
    """Called by mkdocs-macros: offer the macros to pages."""
    from macros.pages import Pages
    from macros.stash import Stash

    pages = Pages.of(env)
    for macro in pages.macros():
        env.macro(macro)
    extensions = env.conf.get("markdown_extensions")
    if isinstance(extensions, list) and not any(isinstance(one, Stash) for one in extensions):
        extensions.append(Stash(pages.linked))
