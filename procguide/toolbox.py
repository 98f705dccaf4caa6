"""The tools that a guide's site offers, and what their forms ask for: data, so that another field offers others."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from procguide.load import collection
from procguide.source import NOWHERE, Mark
from procguide.values import doc

FILE = "tools.yaml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tool:
    """A tool as the list shows it; its page is ``tools/<id>``."""

    id: str = doc("标识，也是 docs/tools/ 下的页面名")
    title: str = doc("名称")
    summary: str = doc("一句话说明")
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """A way in which a case begins, and the facts that begin it; the timetable asks for those of the one chosen."""

    id: str = doc("标识")
    title: str = doc("怎样开始的")
    facts: tuple[str, ...] = doc("由哪些事实开始；见 counting.yaml")
    extra: bool = doc("不是单独的一种，而是附加在别的之上", default=False)
    mark: Mark = NOWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A heading under which a form lists what may have happened."""

    id: str = doc("种类；见 counting.yaml 的 causes")
    title: str = doc("标题")
    mark: Mark = NOWHERE


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Everything that the tools' pages ask of the data."""

    tools: tuple[Tool, ...] = ()
    starts: tuple[Start, ...] = ()
    groups: tuple[Group, ...] = ()
    #: Facts that every case may have beside those that begin it, and the heading they all stand under.
    common: tuple[Start, ...] = field(default=())


def toolbox(data: Path) -> Toolbox:
    """The tools of a data folder, none where it has no ``tools.yaml``; raises Refused."""
    path = data / FILE
    if not path.exists():
        return Toolbox()
    return Toolbox(
        tools=collection(path, "tools", Tool),
        starts=collection(path, "starts", Start),
        groups=collection(path, "groups", Group),
        common=collection(path, "common", Start),
    )
