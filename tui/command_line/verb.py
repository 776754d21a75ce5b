"""What a verb of the `alliance` command is; subjects declare theirs in `tui/<subject>/verbs.py`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Literal, NamedTuple

from models.subjects import load


class Option(NamedTuple):
    """An option of a verb, and what argparse is told of it.

    Where its value is the name of a record, `kind` says of which kind.
    """

    name: str
    settings: dict[str, Any]
    kind: str = ""

    @property
    def attribute(self) -> str:
        """Where its value stands among the options of a call."""
        return str(self.settings.get("dest") or self.name.strip("-").replace("-", "_"))


def flag(name: str, help: str) -> Option:
    """An option that is given or not."""
    return Option(name, {"action": "store_true", "help": help})


def value(name: str, metavar: str, help: str, *, kind: str = "", **settings: Any) -> Option:
    """An option with a value that is typed; of a record of this kind it is the name."""
    return Option(name, {"metavar": metavar, "help": help, **settings}, kind)


def one_of(name: str, *choices: str) -> Option:
    """An option with one of these values; the first of them where it is not given."""
    return Option(name, {"choices": choices, "default": choices[0]})


DRY_RUN = flag("--dry-run", "only say what would be done")


class Verb(NamedTuple):
    """A verb: its name, the words that follow it, what it does, and the function that does it.

    `does` names the function as `module:function`; it is loaded when it is called. `takes` says
    what the first word is, so that a shell can offer it; `changes`, that it may change something.
    One that is `open_to_subjects` has options that they declare. A verb with `verbs` is only the
    first word of those.
    """

    name: str
    words: str
    help: str
    does: str = ""
    options: tuple[Option, ...] = ()
    takes: Literal["", "kind", "record", "file"] = ""
    changes: bool = False
    open_to_subjects: bool = False
    verbs: tuple[Verb, ...] = ()

    @property
    def leaves(self) -> tuple[Verb, ...]:
        """The verbs that do something: those that it is the first word of, or itself."""
        return self.verbs or (self,)


class Source(NamedTuple):
    """A source that `import` takes beside records of a kind: its name stands for KIND.

    `knows` tells of the books and a path whether a file given for one of the `kinds` is rather it.
    """

    name: str
    does: str
    options: tuple[Option, ...] = ()
    kinds: tuple[str, ...] = ()
    knows: str = ""


class Place(NamedTuple):
    """A file beside the store that `where` mentions, by a function of the store's path.

    It gives the path first, then what there is to be told of it.
    """

    name: str
    tells: str


_VERBS: list[Verb] = []
_OPTIONS: dict[str, list[Option]] = {}
_SOURCES: list[Source] = []
_PLACES: list[Place] = []


def declare_verb(verb: Verb) -> None:
    """Declare a verb of a subject."""
    _VERBS.append(verb)


def declare_option(verb: str, option: Option) -> None:
    """Declare an option of a subject for a verb that is open to subjects."""
    _OPTIONS.setdefault(verb, []).append(option)


def declare_source(source: Source) -> None:
    """Declare a source of a subject for `import` that is not a table of one kind of record."""
    _SOURCES.append(source)


def declare_place(place: Place) -> None:
    """Declare a file that a subject keeps beside the store, for `where`."""
    _PLACES.append(place)


@cache
def verbs_of_subjects() -> tuple[Verb, ...]:
    """The verbs that subjects have declared."""
    load("tui", "verbs")
    return tuple(_VERBS)


@cache
def options_of_subjects(verb: str) -> tuple[Option, ...]:
    """The options that subjects have declared for a verb."""
    load("tui", "verbs")
    return tuple(_OPTIONS.get(verb, ()))


@cache
def sources_of_subjects() -> tuple[Source, ...]:
    """The sources that subjects have declared for `import`."""
    load("tui", "verbs")
    return tuple(_SOURCES)


@cache
def places_of_subjects() -> tuple[Place, ...]:
    """The files that subjects keep beside the store."""
    load("tui", "verbs")
    return tuple(_PLACES)


def function_named(named: str) -> Any:
    """The function that is named as `module:function`, loaded now."""
    module, _, function = named.partition(":")
    return getattr(import_module(module), function)
