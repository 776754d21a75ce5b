"""Going to the next alliance, or the one before, in a section that shows one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from models.alliances.alliance import Alliance
from tui.sections.section import Section
from tui.workbench.command import Here
from tui.workbench.workbench import Workbench

TURNS_ALLIANCE = (
    Here("alliance.next", "", "tui.alliances.turning:show_next"),
    Here("alliance.previous", "", "tui.alliances.turning:show_previous"),
)
"""The commands of such a section."""


class ShowsOneAlliance(Section):
    """A section that shows one alliance: `alliance` is the one chosen, None for the first."""

    alliance: str | None = None
    says_alliance: ClassVar[bool] = True
    """Whether a message says which one is shown, because the bars do not."""

    @property
    def shown_alliance(self) -> str:
        """The key of the alliance that is shown; empty where there is none."""
        raise NotImplementedError

    @property
    def limits(self) -> Mapping[str, Any]:
        """The alliance that is shown."""
        return {"alliance": self.shown_alliance} if self.shown_alliance else {}

    async def turn_alliance(self, steps: int) -> None:
        """Show the alliance so many further on, by name; after the last comes the first."""
        names = await self.bench.books.read(lambda books: books.names(Alliance))
        keys = sorted(names, key=lambda key: names[key].casefold())
        if len(keys) < 2:
            self.bench.say("There is no other alliance in these books.", "info")
            return
        shown = keys.index(self.shown_alliance) if self.shown_alliance in keys else 0
        key = keys[(shown + steps) % len(keys)]
        await self.show_alliance(key)
        if self.says_alliance:
            self.bench.say(names[key], "info")

    async def show_alliance(self, key: str) -> None:
        """Show this alliance."""
        self.alliance = key
        await self.load()
        self.bench.refresh_bars()


async def show_next(bench: Workbench) -> None:
    """Show the next alliance."""
    if isinstance(bench.section, ShowsOneAlliance):
        await bench.section.turn_alliance(1)


async def show_previous(bench: Workbench) -> None:
    """Show the alliance before."""
    if isinstance(bench.section, ShowsOneAlliance):
        await bench.section.turn_alliance(-1)
