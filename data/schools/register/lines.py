"""The register's facts about a school beside its fields, as lines of label and text."""

from __future__ import annotations

from data.schools.register.register import Register
from data.schools.register.successors import Ending, Succession
from models.fields.dates import show_date
from models.fields.values import Value


def lines_of_school(register: Register, urn: str) -> list[tuple[str, str]]:
    """District, pupils, groups, figures and successors of a school; none for one it has not."""
    kept = register.particulars(urn)
    if not kept:
        return []
    lines: list[tuple[str, str]] = []

    def tell(label: str, *parts: Value) -> None:
        said = " · ".join(str(part) for part in parts if part)
        if said:
            lines.append((label, said))

    tell("District", kept["district"], kept["ward"] and f"{kept['ward']} ward", kept["region"])
    tell("Constituency", kept["constituency"])
    capacity, percent = kept["capacity"], kept["fsm_percent"]
    census = _day(kept["census_date"])
    tell(
        "Pupils",
        kept["pupils"] is not None and f"{kept['pupils']} on roll",
        capacity and f"{capacity} places",
        percent and f"{percent}% with free school meals",
        census and f"census {census}",
    )
    for figures in register.figures(urn):
        of = f" of {figures.roll}" if figures.roll else ""
        amount = figures.allocation and f"£{figures.allocation}"
        tell("Pupil premium", f"{figures.pupils or '?'}{of} ({figures.year})", amount)
    tell("Admissions", kept["admissions_policy"])
    tell("Diocese", kept["diocese"])
    for group in register.groups(urn):
        since = group.joined and f"since {show_date(group.joined)}"
        ended = group.status == "CLOSED" and "closed"
        named = f"{group.name} ({group.uid})" if group.uid else group.name
        tell("Group", named, group.type_name, since, ended)
    succession = succession_in_words(register, register.successors(urn))
    tell("Goes on as", succession)
    tell("Last changed", _day(kept["last_changed"]))
    return lines


def succession_in_words(register: Register, succession: Succession) -> str:
    """Where a school goes on, in words; empty where the links say nothing of it."""
    if succession.ending is Ending.NOTHING:
        return ""
    if succession.ending is Ending.CONTRADICTORY:
        return "the register’s links contradict each other"
    if succession.ending is Ending.CLOSED:
        return "what followed it has closed too"
    found = []
    for path in succession.paths:
        kept = register.particulars(str(path[-1].to))
        day = _day(path[0].day)
        found.append(f"{path[-1].to} {kept.get('name', '')}{f', from {day}' if day else ''}")
    return "; ".join(found)


def _day(kept: Value) -> str:
    if not isinstance(kept, str):
        return ""
    year, month, day = kept.split("-")
    return f"{day}/{month}/{year}"
