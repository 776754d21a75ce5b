"""The configuration: what the user has set in config.toml, and what is wrong with it.

```toml
store = "~/books/alliance.db"    # the store to open when none is named

[desk]
mouse = false                    # leave the mouse to the terminal
slow_line = false                # as ever also where the line is slow; true: always spare it
ascii = true                     # signs of ASCII alone; false: also where the locale has no others
theme = "light"                  # dark, light, contrast, or terminal: the terminal's own colours
density = "roomy"                # two spaces between columns; compact: one
bars = "blocks"                  # bars of whole blocks, for a font without their eighths

[keys]                           # the key of a command
undo = ["u", "ctrl+z"]           # or several
tab.today = "f5"

[[exports]]                      # papers that are made with one key, or by alliance export --all
papers = ["policies-overdue", "membership-register"]
formats = ["pdf", "xlsx"]
folder = "~/papers"
circulation = true               # only schools that have signed
replace = false                  # a second one of the day has a number; true: replaces the first

[register.columns]               # a column of the national register that is called otherwise now
name = "SchoolName"
```

The file is only read. What is wrong in it is told with its line and left out; the rest holds.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from data.files.typed_paths import typed_path
from models.fields.text import nearest, one_line

_NONE: Mapping[str, Any] = MappingProxyType({})

ANYWHERE = "anywhere"
"""The place of commands that work everywhere."""

_LARGEST = 100_000
_LONGEST_LINE = 2_000
_SECTIONS = ("desk", "exports", "keys", "register")
_OF_EXPORTS = ("papers", "formats", "folder", "alliance", "school", "circulation", "replace")
_MEANT_BY_EXPORTS = {
    "papers": 'which papers, such as papers = ["policies-overdue"]',
    "formats": 'what they are written as, such as formats = ["pdf"]',
    "folder": 'where they go, such as folder = "~/papers"',
}
"""The settings that a standing export needs, and what each is."""
_SWITCHES = ("mouse", "slow_line", "ascii")
_CHOICES = {
    "theme": ("dark", "light", "contrast", "terminal"),
    "density": ("compact", "roomy"),
    "bars": ("eighths", "blocks"),
}
"""Settings of [desk] that are one of a few words, the usual one first."""
_NAMED_KEYS = (
    *("backspace", "delete", "down", "end", "enter", "escape", "home", "insert", "left"),
    *("pagedown", "pageup", "right", "space", "tab", "up", "question_mark", "slash", "comma"),
    *("equals_sign", "full_stop", "left_square_bracket", "right_square_bracket", "minus", "plus"),
    *("asterisk", "colon", "semicolon", "number_sign", "exclamation_mark", "apostrophe"),
)
_SIGNS = {
    "solidus": "slash",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_KEY = rf"(?:(?:ctrl|alt|shift)\+)*(?:[^\s,]|f(?:[1-9]|1[0-9]|2[0-4])|{'|'.join(_NAMED_KEYS)})"
_NEVER_SENT = {
    "ctrl+m": "Enter",
    "ctrl+i": "Tab",
    "ctrl+h": "Backspace",
    "ctrl+j": "Enter",
    "ctrl+[": "Esc",
}
"""Keys that reach no program as themselves, and the key that arrives instead."""


Keys = str | tuple[str, ...]
"""The key of a command, or several."""


class Command(NamedTuple):
    """A command whose key may be set: its identifier, its own keys, and where it works.

    Commands of different places may have the same key; what works anywhere shares its key with
    none.
    """

    identifier: str
    keys: tuple[str, ...]
    place: str = ANYWHERE


class StandingExport(NamedTuple):
    """Papers that are made again and again: which, in which formats, and into which folder.

    `place` is where it stands in the file, by which its line is found.
    """

    place: str
    papers: tuple[str, ...]
    formats: tuple[str, ...]
    folder: Path
    alliance: str = ""
    school: str = ""
    circulation: bool = False
    replace: bool = False


class Configuration(NamedTuple):
    """The user's settings. `problems` say in a line each what could not be used."""

    path: Path
    store: Path | None = None
    mouse: bool = True
    slow_line: bool | None = None
    ascii: bool | None = None
    theme: str = ""
    density: str = ""
    bars: str = ""
    keys: Mapping[str, Keys] = _NONE
    register_columns: Mapping[str, tuple[str, ...]] = _NONE
    exports: tuple[StandingExport, ...] = ()
    problems: tuple[str, ...] = ()
    lines: Mapping[str, int] = _NONE

    def key_map(self, commands: Iterable[Command]) -> tuple[dict[str, Keys], list[str]]:
        """The keys to set, by command, and a line for each that cannot be followed.

        `commands` are all that there are. Of two that clash the later one is left out, so that
        each command keeps a key that works.
        """
        known = {command.identifier: command for command in commands}
        wanted: dict[str, tuple[str, ...]] = {}
        problems: list[str] = []
        for name, keys in self.keys.items():
            if name in known:
                wanted[name] = (keys,) if isinstance(keys, str) else keys
            else:
                problems.append(self._said(name, unknown("command", name, list(known))))
        while clash := _clash(wanted, known):
            name, other, key = clash
            if other in wanted and self._line(other) > self._line(name):
                name, other = other, name
            left = tuple(each for each in wanted.pop(name) if each != key)
            if left:
                wanted[name] = left
            problems.append(self._said(name, f"{key} is the key of {other}. Choose another."))
        return {name: _as_set(keys) for name, keys in wanted.items()}, problems

    def fault(self, setting: str, what: str) -> str:
        """The fault of a setting, with the file and the line where it is."""
        return _said(self.path, self.lines.get(setting, 0), what)

    def _line(self, command: str) -> int:
        return self.lines.get(f"keys.{command}", 0)

    def _said(self, command: str, what: str) -> str:
        return self.fault(f"keys.{command}", what)


def read(path: Path) -> Configuration:
    """The settings of the file; the defaults when there is no such file.

    Never raises and never writes.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            # Whoever reads a pipe waits until somebody writes into it.
            why = "it is a device or a pipe, so it was not read."
            return Configuration(path, problems=(_said(path, 0, why),))
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return Configuration(path)
    except OSError as error:
        why = f"it cannot be read: {error.strerror}. The desk goes on without it."
        return Configuration(path, problems=(_said(path, 0, why),))
    if len(content) > _LARGEST:
        why = "it is larger than 100 kB, so it was not read. A few lines are enough."
        return Configuration(path, problems=(_said(path, 0, why),))
    return _Reader(path, content).read()


class _Reader:
    """Reads the content of one file."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path, self.content = path, content
        self.problems: list[str] = []
        self.lines: dict[str, int] = {}

    def read(self) -> Configuration:
        """The settings that hold."""
        found = self._parsed()
        settings: dict[str, Any] = {}
        for name, value in found.items():
            if name == "store":
                settings["store"] = self._store(value)
            elif name not in _SECTIONS:
                known = ["store", *(f"[{section}]" for section in _SECTIONS)]
                of_desk = name in _SWITCHES or name in _CHOICES
                told = f"{name} is a setting of the desk: write it below a line with [desk]."
                self._tell(name, told if of_desk else unknown("setting", name, known))
            elif name == "exports":
                settings["exports"] = self._exports(value)
            elif not isinstance(value, dict):
                self._tell(name, f"{name} must be a section: write [{name}] on its own line.")
            elif name == "desk":
                settings |= self._desk(value)
            elif name == "register":
                settings["register_columns"] = self._register(value)
            else:
                settings["keys"] = self._keys(value)
        return Configuration(self.path, **settings, problems=tuple(self.problems), lines=self.lines)

    def _parsed(self) -> dict[str, Any]:
        import tomli

        try:
            text = self.content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = self.content[: error.start].count(b"\n") + 1
            self._tell_line(line, "it is not UTF-8 text. Save it as UTF-8; nothing of it holds.")
            return {}
        for number, written in enumerate(text.split("\n"), 1):
            # To read a line may take the square of its length.
            if len(written) > _LONGEST_LINE:
                self._tell_line(number, "it is longer than 2,000 characters; nothing of it holds.")
                return {}
        self.lines = _lines_of(text)
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            why = error.msg[:1].lower() + error.msg[1:]
            self._tell_line(
                error.lineno, f'{why}, so nothing of it holds. A setting looks so: undo = "ctrl+z"'
            )
        except RecursionError:
            self._tell_line(0, "brackets are nested too deep, so nothing of it holds.")
        return {}

    def _store(self, value: object) -> Path | None:
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            self._tell("store", 'store must be a file, such as "~/books/alliance.db".')
            return None
        return (self.path.parent / typed_path(value)).absolute()

    def _register(self, table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
        columns = table.get("columns", {})
        for name in table.keys() - {"columns"}:
            known = ["columns"]
            self._tell(f"register.{name}", unknown("setting of [register]", name, known))
        if not isinstance(columns, dict):
            told = "columns must be a section: write [register.columns] on its own line."
            self._tell("register.columns", told)
            return {}
        found = {}
        for name, value in columns.items():
            headings = [value] if isinstance(value, str) else value
            if isinstance(headings, list) and all(isinstance(h, str) and h for h in headings):
                found[name] = tuple(headings)
            else:
                told = f'{name} must be the heading of a column, such as {name} = "SchoolName".'
                self._tell(f"register.columns.{name}", told)
        return found

    def _exports(self, value: object) -> tuple[StandingExport, ...]:
        tables = value if isinstance(value, list) else []
        if not tables or not all(isinstance(each, dict) for each in tables):
            self._tell("exports", "write each as [[exports]], with two brackets, on its own line.")
            return ()
        found = (self._export(f"exports.{at}", each) for at, each in enumerate(tables))
        return tuple(each for each in found if each is not None)

    def _export(self, place: str, table: dict[str, Any]) -> StandingExport | None:
        given: dict[str, Any] = {}
        for name, value in table.items():
            where = f"{place}.{name}"
            if name not in _OF_EXPORTS:
                self._tell(where, unknown("setting of [[exports]]", name, list(_OF_EXPORTS)))
            elif name in ("papers", "formats"):
                names = [value] if isinstance(value, str) else value
                if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
                    example = '["policies-overdue"]' if name == "papers" else '["pdf", "xlsx"]'
                    self._tell(where, f"{name} must be a list of names: {name} = {example}")
                elif names:
                    given[name] = tuple(names)
            elif name in ("circulation", "replace"):
                if isinstance(value, bool):
                    given[name] = value
                else:
                    self._tell(where, f"{name} must be true or false, without quotation marks.")
            elif not isinstance(value, str) or not value.strip() or "\0" in value:
                self._tell(where, f'{name} must be text, such as {name} = "…".')
            elif name == "folder":
                folder = self.path.parent / typed_path(value)
                given[name] = Path(os.path.normpath(folder.absolute()))
            else:
                given[name] = value
        lacking = [name for name in _MEANT_BY_EXPORTS if name not in given]
        for name in lacking:
            if name not in table or table[name] == []:
                self._tell(place, f"{name} is missing: it says {_MEANT_BY_EXPORTS[name]}.")
        return None if lacking else StandingExport(place, **given)

    def _desk(self, table: dict[str, Any]) -> dict[str, Any]:
        settings = {}
        for name, value in table.items():
            if name in _CHOICES:
                words = _CHOICES[name]
                if value in words:
                    settings[name] = value
                else:
                    known = ", ".join(f'"{word}"' for word in words)
                    self._tell(f"desk.{name}", f"{name} must be one of {known}.")
            elif name not in _SWITCHES:
                known_names = [*_SWITCHES, *_CHOICES]
                self._tell(f"desk.{name}", unknown("setting of [desk]", name, known_names))
            elif not isinstance(value, bool):
                self._tell(
                    f"desk.{name}", f"{name} must be true or false, without quotation marks."
                )
            else:
                settings[name] = value
        return settings

    def _keys(self, table: dict[str, Any], before: str = "") -> dict[str, str | tuple[str, ...]]:
        keys: dict[str, str | tuple[str, ...]] = {}
        for name, value in table.items():
            command = before + name
            if isinstance(value, dict):
                keys |= self._keys(value, f"{command}.")
                continue
            right = []
            for each in value if isinstance(value, list) and value else [value]:
                if wrong := _wrong_key(each):
                    self._tell(f"keys.{command}", f"{command}: {wrong}")
                else:
                    right.append(each.strip())
            if right:
                keys[command] = _as_set(tuple(dict.fromkeys(right)))
        return keys

    def _tell(self, setting: str, what: str) -> None:
        self._tell_line(self.lines.get(setting, 0), what)

    def _tell_line(self, line: int, what: str) -> None:
        self.problems.append(_said(self.path, line, what))


def _said(path: Path, line: int, what: str) -> str:
    place = f"{path}, line {line}" if line else f"{path}"
    return one_line(f"{place}: {what}")


def unknown(noun: str, name: str, known: list[str]) -> str:
    """The message for a name that does not exist, with the nearest that does."""
    near = nearest(name, known) or nearest(f"[{name}]", known)
    meant = f"Did you mean {near}?" if near else f"There are: {', '.join(known[:12])}."
    return f"there is no {noun} “{name}”. {meant}"


def _name_of_key(key: str) -> str:
    """The key by the name that the screen's library gives it: ? is question_mark."""
    if len(key) > 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _SIGNS.get(name, name)


def _wrong_key(value: object) -> str:
    """The fault of a command's key; empty when there is none."""
    if not isinstance(value, str) or not value.strip():
        return 'its key must be text, such as "ctrl+z" or "f5", or several: ["u", "ctrl+z"].'
    key = value.strip()
    if instead := _NEVER_SENT.get(key.lower()):
        return f"a terminal sends {instead} for {key}, so it cannot be a key of its own."
    if not re.fullmatch(_KEY, key):
        near = nearest(key.lower(), [*_NAMED_KEYS, "ctrl+z", "alt+z", "shift+tab"])
        return f"there is no key “{key}”. For example: {near or 'ctrl+z, f5, z'}."
    return ""


def _as_set(keys: tuple[str, ...]) -> Keys:
    return keys if len(keys) > 1 else keys[0]


def _clash(
    wanted: Mapping[str, tuple[str, ...]], known: Mapping[str, Command]
) -> tuple[str, str, str] | None:
    """A command of which a set key is another's, that other, and the key; None without one."""
    for name, keys in wanted.items():
        for other, command in known.items():
            places = {known[name].place, command.place}
            if other == name or (len(places) > 1 and ANYWHERE not in places):
                continue
            held = {_name_of_key(key) for key in wanted.get(other, command.keys)}
            for key in keys:
                if _name_of_key(key) in held:
                    return name, other, key
    return None


def _lines_of(text: str) -> dict[str, int]:
    """The line on which each setting stands, by its whole name, as far as one can tell."""
    lines: dict[str, int] = {}
    several: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if match := re.match(r"\s*(\[+)([^\]]+)\]", line):
            section = _plain(match[2])
            lines.setdefault(section, number)
            if match[1] == "[[":
                # Of tables of one name each is known by its number, from 0 on.
                several[section] = several.get(section, -1) + 1
                section += f".{several[section]}"
                lines[section] = number
            section += "."
        elif match := re.match(r"""\s*((?:[\w\-. ]|"[^"]*"|'[^']*')+?)\s*=""", line):
            name = section + _plain(match[1])
            for end in (at for at, sign in enumerate(name + ".") if sign == "."):
                lines.setdefault(name[:end], number)
    return lines


def _plain(name: str) -> str:
    """A dotted name of TOML without quotation marks and spaces around its parts."""
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
