"""The summaries that can be made of the books; each is one module with one function.

A summary is a function of the store, its day and what it is limited to, and gives a `Summary`:
the screen shows and every format writes the same object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from data.tables import Summary
from models.policies import CATALOGUES

if TYPE_CHECKING:
    from data.store import Store

TABLE_FORMATS = ("csv", "xlsx", "md", "html", "json", "text")


class Limits(NamedTuple):
    """What a summary is limited to: an alliance, a school, a catalogue, what may leave the house.

    `alliance` and `school` are keys, `catalogue` is one of `models.policies.CATALOGUES`.
    """

    alliance: str | None = None
    school: str | None = None
    catalogue: str = ""
    for_circulation: bool = False


class SummaryMaker(NamedTuple):
    """A summary that can be made: its name for scripts, its title, its module, its formats."""

    name: str
    title: str
    for_whom: str
    module: str
    catalogue: str = ""
    formats: tuple[str, ...] = TABLE_FORMATS

    def make(
        self,
        store: Store,
        *,
        alliance: str | None = None,
        school: str | None = None,
        for_circulation: bool = False,
    ) -> Summary:
        """Make the summary; `alliance` and `school` are keys."""
        make = cast(
            "Callable[[Store, Limits], Summary]",
            import_module(f"data.summaries.{self.module}").make,
        )
        limits = Limits(alliance, school, self.catalogue, for_circulation)
        return replace(make(store, limits), name=self.name, title=self.title)


def _policies_of(catalogue: str) -> SummaryMaker:
    return SummaryMaker(
        f"policies-{catalogue}",
        f"Where each school stands: {CATALOGUES[catalogue]}",
        "Whoever watches the policies of this catalogue",
        "policy_matrix",
        catalogue,
    )


SUMMARIES: dict[str, SummaryMaker] = {
    maker.name: maker
    for maker in (
        SummaryMaker("today", "What needs attention", "Whoever keeps the books", "today"),
        SummaryMaker(
            "policy-compliance",
            "Policy compliance matrix",
            "Heads, authority officers, the board of the alliance",
            "policy_compliance",
        ),
        SummaryMaker(
            "membership-register",
            "Membership register",
            "The steering group; the Department for Education on request",
            "membership_register",
        ),
        SummaryMaker(
            "who-does-what",
            "Who does what: schools and workstreams",
            "The steering group, circle leads",
            "who_does_what",
        ),
        *(_policies_of(catalogue) for catalogue in CATALOGUES),
    )
}
"""Every summary by its name."""
