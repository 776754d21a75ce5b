"""Which file of the register is which, and where its columns are, by its headings alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from data.imports.cell_reading import heading_name
from data.problems import Problem
from data.schools.register.extract import columns as columns_of_schools
from models.fields.text import nearest, one_line

_FILE = Path(__file__).with_name("columns.toml")
_NOT_KEPT = "not_kept"
_ENOUGH = 10
"""With so many known columns a file is one of establishments, even if a needed one is renamed."""

_SHOWN = 12
_LIKELY = 60


class FileKind(StrEnum):
    """What a file holds."""

    ESTABLISHMENTS = "establishments"
    LINKS = "links"
    GROUPS = "groups"
    GROUP_MEMBERS = "group members"
    GOVERNANCE = "governance"
    FIGURES = "figures"
    OTHER = "other"


_HEADS = ("head_title", "head_first_name", "head_last_name", "head_job")

FIELDS: Mapping[FileKind, tuple[str, ...]] = {
    FileKind.ESTABLISHMENTS: (
        *("urn", "name", "la_code", "la_name", "number", "ukprn", "status_code", "status_name"),
        *("type_code", "type_name", "type_group", "phase_code", "phase_name", "low_age"),
        *("high_age", "gender_code", "gender_name", "religious_character_code"),
        *("religious_character_name", "diocese", "admissions_policy", "boarders_code"),
        *("boarders_name", "boarding", "nursery", "sixth_form_code", "sixth_form_name"),
        *("resourced_provision", "last_changed", "capacity", "roll", "roll_fsm_percent"),
        *("census_date", "trust_code", "trust", "federation_code", "federation", "street"),
        *("locality", "address3", "town", "county", "postcode", "website", "telephone"),
        *("region", "district_code", "district", "ward", "constituency", "gss_la"),
        *("urban_rural", "easting", "northing", "opened", "open_reason", "closed"),
        *("close_reason", "previous_la", "previous_number", *_HEADS),
    ),
    FileKind.LINKS: ("urn", "link_urn", "link_type", "link_date"),
    FileKind.GROUPS: (
        *("group_uid", "group_id", "group_name", "group_type_code", "group_type"),
        *("group_status_code", "group_status", "group_opened", "group_closed"),
        *("companies_house", "ukprn", "group_street", "group_town", "group_postcode"),
    ),
    FileKind.GROUP_MEMBERS: ("group_uid", "urn", "joined"),
    FileKind.FIGURES: ("urn", "figures_roll", "figures_pupils", "figures_allocation"),
}
"""The fields of `columns.toml` that each kind of file may have."""

_NEEDED: Mapping[FileKind, tuple[tuple[str, ...], ...]] = {
    FileKind.ESTABLISHMENTS: (("urn",), ("name",), ("status_code", "status_name")),
    FileKind.GROUPS: (("group_uid",), ("group_name",)),
}
"""Of each of these fields one must be there."""


@dataclass(frozen=True)
class Columns:
    """The headings that are known for each field, the newest first."""

    known: Mapping[str, Sequence[str]]
    not_kept: Sequence[str] = ()

    @classmethod
    def shipped(cls) -> Columns:
        """The columns as they come with the desk."""
        import tomli

        table = tomli.loads(_FILE.read_text(encoding="utf-8"))
        not_kept = table.pop(_NOT_KEPT)
        return cls(table, not_kept)

    def extended(self, more: Mapping[str, Sequence[str]]) -> tuple[Columns, dict[str, str]]:
        """These columns with the user's headings before them.

        The second part says by field what is wrong with those that do not exist.
        """
        problems = {}
        known = dict(self.known)
        for name, headings in more.items():
            if name in known:
                known[name] = [*headings, *known[name]]
            else:
                near = nearest(name, list(known))
                meant = f" Did you mean {near}?" if near else ""
                problems[name] = f"The register keeps no field “{one_line(name)}”.{meant}"
        return Columns(known, self.not_kept), problems

    def kind_of(self, headings: Sequence[str]) -> FileKind:
        """What a file with these headings holds."""
        has = set(self._fields_among(headings))
        if "governor" in has:
            return FileKind.GOVERNANCE
        if {"urn", "link_urn", "link_type"} <= has:
            return FileKind.LINKS
        if {"group_uid", "urn"} <= has:
            return FileKind.GROUP_MEMBERS
        if {"group_uid", "group_name"} <= has and has & {"group_type", "group_type_code"}:
            return FileKind.GROUPS
        has_figures = "urn" in has and bool(has & {"figures_pupils", "figures_allocation"})
        if {"urn", "name"} <= has and has & {"la_code", "la_name"}:
            # Files of figures may name the schools too, but not say which of them are open.
            has_status = has & {"status_code", "status_name"}
            return FileKind.ESTABLISHMENTS if has_status or not has_figures else FileKind.FIGURES
        if has_figures:
            return FileKind.FIGURES
        own = has & set(FIELDS[FileKind.ESTABLISHMENTS])
        return FileKind.ESTABLISHMENTS if len(own) >= _ENOUGH else FileKind.OTHER

    def layout(self, kind: FileKind, headings: Sequence[str]) -> Layout:
        """Where the columns of a file stand. Raises Problem when a needed one is missing."""
        places: dict[str, int] = {}
        for name in FIELDS[kind]:
            place = next((p for h in self._names[name] if (p := _place(headings, h)) >= 0), -1)
            if place >= 0:
                places[name] = place
        for needed in _NEEDED.get(kind, ()):
            if not places.keys() & set(needed):
                raise self._missing(needed, headings)
        return Layout(kind, tuple(headings), places, self)

    def _missing(self, needed: Sequence[str], headings: Sequence[str]) -> Problem:
        from rapidfuzz import process

        name, wanted = needed[0], self.known[needed[0]][0]
        best = process.extractOne(wanted, self.unknown(headings), score_cutoff=_LIKELY)
        likeliest = one_line(best[0]) if best else ""
        hint = f"The likeliest is “{likeliest}”. If that is it" if best else "If it is there"
        return Problem(
            f"There is no column “{wanted}”, without which a school cannot be told. {hint} under "
            "another heading, write that into the settings (config.toml), below "
            f'[register.columns]: {name} = "{likeliest or "ItsNewHeading"}"'
        )

    def unknown(self, headings: Sequence[str]) -> list[str]:
        """Those of the headings that no field has, and that are not known to be left either."""
        known = {name for names in self._names.values() for name in names}
        known |= {heading_name(heading) for heading in self.not_kept}
        return [heading for heading in headings if heading_name(heading) not in known]

    def _fields_among(self, headings: Iterable[str]) -> list[str]:
        names = {heading_name(heading) for heading in headings}
        return [name for name, known in self._names.items() if names & set(known)]

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        return {name: [heading_name(h) for h in headings] for name, headings in self.known.items()}

    @cached_property
    def _canonical(self) -> dict[str, str]:
        """The heading that the reading of schools knows, for each heading of the same field."""
        read = {heading_name(each): each for each in columns_of_schools()}
        found: dict[str, str] = {}
        for names in self._names.values():
            known = next((read[name] for name in names if name in read), None)
            if known is not None:
                found |= dict.fromkeys(names, known)
        return found

    def as_schools_are_read(self, headings: Sequence[str]) -> list[str]:
        """The headings under the names by which an import of schools knows them."""
        return [self._canonical.get(heading_name(heading), heading) for heading in headings]


@dataclass(frozen=True)
class Layout:
    """Where the fields of a file stand: the place of each from 0."""

    kind: FileKind
    headings: tuple[str, ...]
    places: Mapping[str, int]
    columns: Columns = field(repr=False)

    def remarks(self) -> list[str]:
        """Which columns are missing and which are new, in words."""
        if self.kind is not FileKind.ESTABLISHMENTS:
            return []
        columns = self.columns
        missing = [
            columns.known[name][0]
            for name in FIELDS[self.kind]
            if name not in self.places and name not in _HEADS
        ]
        return [
            *_listing("not there, so empty", missing),
            *_listing("new to this desk and not kept", columns.unknown(self.headings)),
        ]


def _place(headings: Sequence[str], name: str) -> int:
    return next((at for at, each in enumerate(headings) if heading_name(each) == name), -1)


def _listing(what: str, headings: Sequence[str]) -> list[str]:
    if not headings:
        return []
    shown = [one_line(heading) or "(no heading)" for heading in headings[:_SHOWN]]
    more = len(headings) - len(shown)
    listed = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
    are = "1 column is" if len(headings) == 1 else f"{len(headings)} columns are"
    return [f"{are} {what}: {listed}."]
