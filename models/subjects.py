"""The subjects of the books, in the one order in which they may know of each other."""

from __future__ import annotations

import os
import pkgutil
from functools import cache
from importlib import import_module
from importlib.util import find_spec

SUBJECTS = (
    "schools",
    "calendar",
    "people",
    "alliances",
    "memberships",
    "workstreams",
    "meetings",
    "events",
    "programmes",
    "support",
    "charges",
    "services",
    "sharing",
    "policies",
    "indicators",
)
"""The folders that stand under these names in models, data and tui, each after those it knows."""


def place_of(declared: object) -> int:
    """The place among the subjects of the one whose module declares this function or class.

    What is declared elsewhere comes after all of them.
    """
    _, _, path = declared.__module__.partition(".")
    subject = path.partition(".")[0]
    return SUBJECTS.index(subject) if subject in SUBJECTS else len(SUBJECTS)


@cache
def load(package: str, name: str, subjects: tuple[str, ...] = SUBJECTS) -> None:
    """Import the modules of these subjects in `package` that are called `name` or end in `_name`.

    So do modules declare what they hold (rules, columns, details) where machinery asks for it:
    `load("models", "rules")` imports `models.schools.rules`, `models.alliances.text_rules`, ….
    """
    for subject in subjects:
        folder = f"{package}.{subject}"
        for found in _modules_in(folder):
            if found == name or found.endswith(f"_{name}"):
                import_module(f"{folder}.{found}")


@cache
def _modules_in(folder: str) -> tuple[str, ...]:
    spec = find_spec(folder)
    if spec is None or spec.submodule_search_locations is None:
        return ()
    places = spec.submodule_search_locations
    try:
        # This is waited for at the start, and takes a third of the time that `pkgutil` takes.
        entries = [each.name.partition(".") for place in places for each in os.scandir(place)]
    except OSError:
        # All is in one file, as in a program that brings its own Python.
        return tuple(each.name for each in pkgutil.iter_modules(places))
    return tuple(sorted(name for name, _, suffix in entries if suffix in ("", "py")))


def load_own(package: str, name: str, declared: object) -> None:
    """Import the modules of that name of the one subject in which a class or function stands."""
    found = place_of(declared)
    load(package, name, SUBJECTS[found : found + 1])
