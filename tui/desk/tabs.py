"""The tabs of the desk, and the subjects whose sections each has."""

from __future__ import annotations

from functools import cache, partial
from typing import NamedTuple, Protocol

from tui.desk.trail import Trail
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


def _view(tab: str) -> Section:
    from tui.sections.view import first_view_of, view_class_of

    maker = first_view_of(next(each.subjects for each in TABS if each.key == tab))
    return view_class_of(maker)(maker, tab)


_VIEWS = {tab: Place("View", None, partial(_view, tab)) for tab in "234"}
"""Where the answers to questions about the subjects of a tab are shown."""

TABS = (
    Tab(
        "Today", "0", "Today: what needs attention now",
        own=(Place("Today", None, TodaySection),),
    ),
    Tab("Schools", "1", "Schools and people", ("schools", "calendar", "people")),
    Tab(
        "Alliances", "2", "Alliances and their members",
        ("alliances", "memberships", "meetings", "sharing"),
        own=(_VIEWS["2"],),
    ),
    Tab(
        "Workstreams", "3", "Workstreams and who does what",
        (
            *("workstreams", "events", "programmes", "support", "charges", "services"),
            "indicators",
        ),
        own=(_VIEWS["3"],),
    ),
    Tab(
        "Policies", "4", "Policies and where each school stands", ("policies",),
        own=(_VIEWS["4"],),
    ),
)  # fmt: skip


@cache
def places_of_tab(tab: int) -> tuple[Place, ...]:
    """The sections of a tab, those of its subjects first."""
    subjects, own = TABS[tab].subjects, TABS[tab].own
    return (*places_of(subjects), *own) if subjects else own


def places() -> tuple[tuple[Place, ...], ...]:
    """The sections of each tab."""
    return tuple(places_of_tab(tab) for tab in range(len(TABS)))


def is_view(place: Place) -> bool:
    """Whether the answers to questions are shown there."""
    return place in _VIEWS.values()


def place_of_view(subject: str) -> tuple[int, int]:
    """The tab and the place in it where a question about this subject is answered."""
    found = [(tab, len(of_tab) - 1) for tab, of_tab in enumerate(places()) if is_view(of_tab[-1])]
    of_subject = (place for place in found if subject in TABS[place[0]].subjects)
    return next(of_subject, found[-1])


class _Tabbed(Protocol):
    trail: Trail

    async def show_tab(self, tab: int) -> object: ...


async def _to_tab(tab: int, desk: _Tabbed) -> None:
    desk.trail.forget()
    await desk.show_tab(tab)


COMMANDS_OF_TABS = tuple(
    Command(f"tab.{tab.label.lower()}", (tab.key,), "", tab.help, "anywhere", partial(_to_tab, at))
    for at, tab in enumerate(TABS)
)
"""The commands that go to the tabs."""
