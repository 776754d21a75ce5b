"""The tabs of the desk: the subjects of each, and so the sections that it has."""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple, Protocol

from tui.sections.places import Place, places_of
from tui.sections.section import Section
from tui.sections.today import TodaySection
from tui.workbench.command import Command


class Tab(NamedTuple):
    """A tab: what it is called, its key, what help says of it, and the subjects that it shows.

    `own` are sections that are of no subject.
    """

    label: str
    key: str
    help: str
    subjects: tuple[str, ...] = ()
    own: tuple[Place, ...] = ()


def _view() -> Section:
    from tui.sections.view import VIEWS, view_class_of

    return view_class_of(next(iter(VIEWS.values())))()


VIEW = Place("View", None, _view)
"""Where the answers to questions are shown."""

TABS = (
    Tab(
        "Today", "0", "Today: what needs attention now",
        own=(Place("Today", None, TodaySection),),
    ),
    Tab("Schools", "1", "Schools and people", ("schools", "calendar", "people")),
    Tab(
        "Alliances", "2", "Alliances and their members",
        ("alliances", "memberships", "meetings", "sharing"),
    ),
    Tab(
        "Workstreams", "3", "Workstreams and who does what",
        (
            *("workstreams", "events", "programmes", "support", "charges", "services"),
            "indicators",
        ),
    ),
    Tab("Policies", "4", "Policies and where each school stands", ("policies",), own=(VIEW,)),
)  # fmt: skip


@cache
def places_of_tab(tab: int) -> tuple[Place, ...]:
    """The sections of a tab, those of its subjects first."""
    subjects, own = TABS[tab].subjects, TABS[tab].own
    return (*places_of(subjects), *own) if subjects else own


def places() -> tuple[tuple[Place, ...], ...]:
    """The sections of each tab."""
    return tuple(places_of_tab(tab) for tab in range(len(TABS)))


class _Tabbed(Protocol):
    async def show_tab(self, tab: int) -> object: ...


async def _to_tab(tab: int, desk: _Tabbed) -> None:
    await desk.show_tab(tab)


COMMANDS_OF_TABS = tuple(
    Command(f"tab.{tab.label.lower()}", (tab.key,), "", tab.help, "anywhere", partial(_to_tab, at))
    for at, tab in enumerate(TABS)
)
"""The commands that go to the tabs."""
