"""The summaries that can be made of the books; each is one module with one function.

A summary is a function of the store, its day and what it is limited to, and gives a `Summary`:
the screen shows and every format writes the same object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from data.tables import Summary

if TYPE_CHECKING:
    from data.store import Store

TABLE_FORMATS = ("csv", "xlsx", "md", "html", "json", "text")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a summary is limited to: an alliance, a school, what may leave the house."""

    alliance: str | None = None
    school: str | None = None
    for_circulation: bool = False


@dataclass(frozen=True, slots=True)
class SummaryMaker:
    """A summary that can be made: its name for scripts, its title, its formats, its module."""

    name: str
    title: str
    for_whom: str
    module: str
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
        return make(store, Limits(alliance, school, for_circulation))


SUMMARIES: dict[str, SummaryMaker] = {
    maker.name: maker
    for maker in (
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
    )
}
