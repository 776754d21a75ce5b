"""Typing faster than the desk opens its forms: every key reaches the field it was meant for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from data.store.store import Store
from models.alliances.alliance import Alliance
from models.memberships.membership import Membership
from models.records.record import Values
from models.schools.school import School
from tests.terminal.real_terminal import Terminal

ROUNDS = int(os.environ.get("ALLIANCE_TYPING_ROUNDS", "1"))
"""How often a whole record is typed in each way; 50 for a thorough look."""

A_KEY = 0.005
"""Seconds between two keys: twenty times as fast as anybody types."""

Desk = Callable[..., Terminal]
Saved = Callable[..., Values]


def a_record(urn: str) -> list[str]:
    """The keys of a school's whole record, from the one that opens the form to the save."""

    def keys() -> Iterator[str]:
        yield from ["1", "a"]
        yield from "St Marys CofE Primary Schhol"
        yield from ["backspace"] * 4
        yield from "hool"
        yield from ["home", *["right"] * 7, "'", "end", "tab"]
        yield from f"9{urn}"
        yield from ["home", "delete", "enter"]
        yield from ["3", "5", "3", "/", "4", "6", "0", "1", "backspace", "0", "tab"]
        yield from "10033177"
        yield from ["left", "backspace", "7", "tab"]
        yield from "oldh"
        yield "tab"
        yield from "primary"
        yield from ["enter", "tab"]
        yield from "voluntary aided"
        yield "tab"
        yield from "The Northern Trust"
        yield from ["home", "ctrl+k", *"Wren Trust", "tab"]
        yield from ["3", "shift+tab", "end", "!", "tab", "tab"]
        yield from ["1", "2", "backspace", "1", "tab"]
        yield from ["1", ",", "2", "1", "0", "tab"]
        yield from "mixed"
        yield "tab"
        yield from "church of england"
        yield from ["tab", "y", "tab", "n", "tab", "tab", "y", "tab"]
        yield from "1 sep 1998"
        yield from ["tab", "tab"]
        yield from "12 High Streeet"
        yield from ["left", "left", "backspace", "end", "tab"]
        yield from "Oldham"
        yield "tab"
        yield from "ol13sqq"
        yield from ["backspace", "tab"]
        yield from "0161 770 4000 ext 12"
        yield "tab"
        yield from "www.st-marys.example"
        yield from ["tab", "n", "tab", "y", "tab", "1", "4", "backspace", "6", "3", "tab"]
        yield from "Oldham Deanary"
        yield from ["left", "left", "backspace", "e", "tab"]
        yield from ["1", "/", "9", "/", "2", "7", "left", "backspace", "2", "end", "tab"]
        yield from "Asked for [brackets] and ex"
        yield from ["ctrl+o", *"a second line, École", "ctrl+s"]

    return list(keys())


def its_values(urn: str) -> Values:
    return {
        "name": "St Mary's CofE Primary School",
        "urn": urn,
        "laestab": "3534600",
        "ukprn": "10033177",
        "local_authority": "353",
        "phase": "2",
        "type": "02",
        "status": "1",
        "low_age": 3,
        "high_age": 11,
        "pupils": 1210,
        "gender": "3",
        "religious_character": "02",
        "nursery": True,
        "sixth_form": False,
        "boarders": None,
        "own_admission_authority": True,
        "biometrics": False,
        "early_career_teachers": True,
        "staff": 163,
        "local_groups": "Oldham Deanery",
        "trust": "Wren Trust!",
        "street": "12 High Street",
        "town": "Oldham",
        "postcode": "OL1 3SQ",
        "telephone": "0161 770 4000 ext 12",
        "website": "https://www.st-marys.example",
        "opened": date(1998, 9, 1),
        "closed": None,
        "settled_in": date(2027, 9, 1),
        "notes": "Asked for [brackets] and ex\na second line, École",
    }


@pytest.fixture
def saved(open_store: Callable[..., Store]) -> Saved:
    """The one school of a URN as the store's file has it, without its key."""

    def read(path: Path, urn: str) -> Values:
        found = open_store(path, read_only=True).find(School, urn=urn)
        assert len(found) == 1, f"{len(found)} schools have the URN {urn}"
        return {name: value for name, value in found[0].items() if name != "key"}

    return read


@pytest.mark.parametrize("delay", [A_KEY, 0.0], ids=["5 ms a key", "one write"])
@pytest.mark.parametrize("round_of", range(ROUNDS))
def test_a_whole_record_typed_ahead_is_saved_field_by_field(
    desk: Desk, path: Path, saved: Saved, delay: float, round_of: int
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    # The first form is made while the keys come; the second one was made before.
    terminal.press(*a_record("100001"), delay=delay)
    terminal.wait_for("Added St Mary's")
    terminal.press(*a_record("100002"))
    terminal.wait_for("row 2 of 2")
    for urn in ("100001", "100002"):
        assert saved(path, urn) == its_values(urn)


def test_three_records_in_one_write_are_saved_one_by_one(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    names = ["Holy Trinity", "Moor End", "Wagtail Lane"]
    keys = ["1", "a"]
    for number, name in enumerate(names):
        keys += [*name, "tab", *f"10000{number}", "ctrl+n"]
    terminal.press(*keys)
    terminal.wait_for("Added Wagtail Lane.*Now the next one")
    schools = open_store(path, read_only=True).find(School)
    assert {(school["name"], school["urn"]) for school in schools} == {
        (name, f"10000{number}") for number, name in enumerate(names)
    }
    assert terminal.lines()[1].strip() == "›*Name", "the fourth form begins empty"


CHOICES = {
    "Wagtail Lane": [*"lane", "down"],
    "Weir Lane": [*"lane", "down", "down"],
    "Larch Hill": [*"100003", "down"],
    "Moor End": [*"moor"],
}
"""Schools with the keys that choose them: the first and second of two, by URN, and the only one."""


@pytest.mark.parametrize("delay", [A_KEY, 0.0], ids=["5 ms a key", "one write"])
def test_a_school_is_chosen_while_its_name_is_still_being_looked_up(
    desk: Desk, open_store: Callable[..., Store], path: Path, delay: float
) -> None:
    with open_store(path).operation("Schools and an alliance") as change:
        for number, name in enumerate(["Moor End", "Wagtail Lane", "Weir Lane", "Larch Hill"]):
            change.add(School, {"name": name, "urn": f"10000{number}"})
        change.add(Alliance, {"name": "The Northern Alliance"})
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    rest = ["tab", *"in disc", "tab", "tab", *"Mathematics", "tab", *"1/9/26", "ctrl+s"]
    terminal.press("2", "]")
    for chosen, typed in CHOICES.items():
        terminal.press("a", *typed, *rest, delay=delay)
        terminal.wait_for(f"Added {chosen} · The Northern Alliance")
    store = open_store(path, read_only=True)
    members = {store.name_of(School, str(each["school"])): each for each in store.find(Membership)}
    assert members.keys() == CHOICES.keys()
    for each in members.values():
        assert each["stage"] == "in discussion"
        assert each["interests"] == "Mathematics"
        assert each["enquired"] == date(2026, 9, 1)


@pytest.mark.parametrize("way", ["enter", "tab"])
def test_keys_typed_before_the_first_screen_is_up_are_not_lost(
    desk: Desk, path: Path, open_store: Callable[..., Store], way: str
) -> None:
    terminal = desk("--store", str(path))
    terminal.press("1", "a", *"Early Birds", "backspace", way, *"100001", way, way, *"10033177")
    # Before the program begins the terminal itself swallows this key, whatever comes after it.
    terminal.wait_for("New school")
    terminal.press("ctrl+s")
    terminal.wait_for("Added Early Bird")
    (school,) = open_store(path, read_only=True).find(School)
    assert (school["name"], school["urn"], school["ukprn"]) == ("Early Bird", "100001", "10033177")


def test_a_save_typed_while_the_program_is_being_loaded_is_not_lost(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    # The terminal is told so before the screen's program is loaded.
    terminal.until(terminal.keeps_keys)
    terminal.press("1", "a", *"Early Bird", "enter", *"100001", "ctrl+s")
    terminal.wait_for("Added Early Bird")
    (school,) = open_store(path, read_only=True).find(School)
    assert (school["name"], school["urn"]) == ("Early Bird", "100001")


def test_what_is_pasted_between_keys_lands_between_them(
    desk: Desk, path: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk("--store", str(path))
    terminal.wait_for("0 Today")
    pasted = b"\x1b[200~%s\x1b[201~"
    terminal.write(
        b"1aSt "
        + pasted % b"Mary's\rCofE "
        + b"School\t"
        + pasted % b"100001"
        + b"\t\t"
        + pasted % b" 1003 3177"
        + b"\x13"
    )
    terminal.wait_for("Added St Mary's")
    (school,) = open_store(path, read_only=True).find(School)
    assert school["name"] == "St Mary's CofE School"
    assert (school["urn"], school["ukprn"]) == ("100001", "10033177")


def test_keys_that_follow_the_choice_of_the_first_run_reach_the_desk(
    desk: Desk, home: Path, open_store: Callable[..., Store]
) -> None:
    terminal = desk()
    terminal.wait_for("How would you like to begin")
    terminal.press("e", "1", "a", *"Holy Trinity", "ctrl+s")
    terminal.wait_for("Added Holy Trinity", terminal.within(3))
    store = open_store(home / ".local/share/alliance-desk/alliance.db", read_only=True)
    assert [school["name"] for school in store.find(School)] == ["Holy Trinity"]
