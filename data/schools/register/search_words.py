"""The words that somebody typed into a search of the register, taken apart."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field

import apsw

from data.schools.register.asking import rows_of
from data.schools.register.hubs import hub_area
from data.schools.register.index import CLOSED, OPEN, PROPOSED, mark
from data.schools.register.names import words_of
from models.fields.text import nearest, one_line
from models.schools.gias_codes import PHASES, SCHOOL_TYPES

FILTERS = ("la", "phase", "type", "trust", "district", "hub", "status", "all")
"""The filters that may stand in a search, each before a colon."""

STATUSES = {"open": OPEN, "proposed": PROPOSED, "closed": CLOSED}
"""The words of the filter `status:`, each with the segment of the index that it means."""

_LISTED = {"phase": PHASES, "type": SCHOOL_TYPES}
_MOST_CHOICES = 100
"""So many names a filter's value may mean at once."""

_WHOLE_POSTCODE = re.compile(r"([a-z]{1,2}[0-9][a-z0-9]?)([0-9][a-z]{2})")
_OUTWARD = re.compile(r"[a-z]{1,2}[0-9][a-z0-9]?")
_LAESTAB = re.compile(r"(?<![0-9])([0-9]{3})/([0-9]{4})(?![0-9])")


@dataclass
class Query:
    """A search: beginnings of words, the beginning of a code, marks of which one must be there
    each, statuses, and whether Wales and others are meant as well. `problem` says what is wrong.
    """

    words: list[str] = field(default_factory=list)
    number: str = ""
    narrowed: list[list[str]] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    everywhere: bool = False
    problem: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not (self.words or self.number or self.narrowed or self.statuses)

    def expression(self) -> str:
        """The query as full-text search reads it, the number left out."""
        parts = [f'"{word}" *' for word in self.words]
        parts += ["(" + " OR ".join(f'"{each}"' for each in marks) + ")" for marks in self.narrowed]
        return " AND ".join(parts)


def read_query(database: apsw.Connection, typed: str) -> Query:
    """What was meant; names are looked up among those of the register."""
    query = Query()
    for part in _parts(_LAESTAB.sub(r"\1\2", one_line(typed))):
        name, colon, value = part.partition(":")
        if colon and (name.lower() in FILTERS or name.isalpha()):
            _narrow(database, query, name.lower(), value)
        else:
            _add_words(database, query, part)
    if len(query.words) > 1:
        query.words = [word for word in query.words if word != "the"] or query.words
    return query


def _parts(typed: str) -> list[str]:
    """The words, those in quotation marks together: `la:"north yorkshire"`."""
    lexer = shlex.shlex(typed, posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.quotes, lexer.escape = True, "", '"', ""
    try:
        return list(lexer)
    except ValueError:
        # A quotation mark that is not closed yet: somebody is still typing.
        return typed.replace('"', " ").split()


def _add_words(database: apsw.Connection, query: Query, part: str) -> None:
    plain = part.replace(" ", "").lower()
    if match := _WHOLE_POSTCODE.fullmatch(plain):
        query.narrowed.append([mark("out", match[1])])
        query.words.append(match[2])
        return
    if plain.isascii() and plain.isdigit() and len(plain) >= 3:
        if len(plain) == 3 and _is_authority(database, plain):
            query.narrowed.append([mark("la", plain)])
        else:
            query.number = plain
        return
    words = words_of(part)
    if len(words) == 1 and _OUTWARD.fullmatch(words[0]) and _any(database, mark("out", words[0])):
        query.narrowed.append([mark("out", words[0])])
        return
    query.words += words


def _is_authority(database: apsw.Connection, code: str) -> bool:
    sql = "SELECT 1 FROM choices WHERE filter = 'la' AND value = ?"
    return bool(rows_of(database, sql, code))


def _any(database: apsw.Connection, word: str) -> bool:
    return bool(rows_of(database, "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", f'"{word}"'))


def _narrow(database: apsw.Connection, query: Query, name: str, value: str) -> None:
    """Take in a filter; one without a value narrows nothing, for it is still being typed."""
    if name not in FILTERS:
        near = nearest(name, list(FILTERS))
        known = f"{near}:" if near else ", ".join(f"{each}:" for each in FILTERS)
        query.problem = f"There is no filter {name}: · there is {known}"
    elif name == "all":
        query.everywhere = True
        _add_words(database, query, value)
    elif not value:
        return
    elif name == "status":
        chosen = {at for word, at in STATUSES.items() if word.startswith(value.lower())}
        query.statuses |= chosen
        if not chosen:
            query.problem = "A status is open, closed or proposed, such as status:closed"
    else:
        marks = _marks(database, name, value)
        if not marks:
            query.problem = f"Nothing in the register fits {name}:{value}"
        elif len(marks) > _MOST_CHOICES:
            query.problem = f"{len(marks):,} names fit {name}:{value} · give more of it"
        else:
            query.narrowed.append(marks)


def _marks(database: apsw.Connection, name: str, value: str) -> list[str]:
    """The marks of all that a filter's value may mean."""
    words = words_of(value)
    if name == "hub":
        area = hub_area(value)
        if area is None:
            return []
        wanted = {" ".join(words_of(district)) for district in area.every_district}
        rows = rows_of(database, "SELECT value, folded FROM choices WHERE filter = 'district'")
        return [mark("district", code) for code, folded in rows if folded in wanted]
    if name in _LISTED:
        rows = [(code, " ".join(words_of(word))) for code, word in _LISTED[name].items()]
    else:
        rows = rows_of(database, "SELECT value, folded FROM choices WHERE filter = ?", name)
    fitting = [mark(name, code) for code, folded in rows if _fits(words, code, folded)]
    if name == "phase" and not fitting:
        # Special schools have no phase; people ask for them by one all the same.
        return _marks(database, "type", value)
    return fitting


def _fits(words: Sequence[str], code: str, folded: str) -> bool:
    if [code.lower()] == list(words):
        return True
    names = folded.split()
    return bool(words) and all(any(name.startswith(word) for name in names) for word in words)
