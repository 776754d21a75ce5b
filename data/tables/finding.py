"""Finding: which record a name means, and what a few typed letters could mean."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, cast
from weakref import WeakKeyDictionary

from data.problems import WrongCall
from data.store import history
from data.store.books import Books
from data.store.namesakes import name_of_period
from models.fields.code_fields import CodeField
from models.fields.field import DeskField
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded, nearest, one_line
from models.fields.values import Value
from models.kinds import telling_former
from models.records.record import Record, Values
from models.subjects import load

MOST_CANDIDATES = 8
"""How many records a message lists when a name could mean several."""

_KEY = re.compile(r"[0-9a-f]{32}")
_CODE = "([0-9][0-9/]{4,8})"
_NAME_WITH_CODE = re.compile(rf".+(?:\((?:[a-z]+ )?{_CODE}\)|, [a-z]+ {_CODE})", re.I)
_MOST_COMPARED = 3000

TellApart = Callable[[Books, str], str]
"""What tells the record of a key from others of its name; empty when nothing is known."""

_TELLING_APART: dict[type[Record], TellApart] = {}


def tells_apart(record: type[Record]) -> Callable[[TellApart], TellApart]:
    """Declare what tells such a record from its namesakes better than its own fields do."""

    def declare(tell: TellApart) -> TellApart:
        _TELLING_APART[record] = tell
        return tell

    return declare


def find_one(books: Books, record: type[Record], name: str) -> str:
    """The key of the one record that this name means.

    A code, such as a school's URN, by its count of digits; otherwise the whole name, its beginning,
    or words that it contains, whatever the case, accents and stops; its short name does
    as well. A name may be followed by a code, in brackets or as namesakes are told apart, and a
    key is taken for what it is. Raises WrongCall with the nearest name when there is none, or
    with the candidates when there are several.
    """
    typed = one_line(name)
    if not typed:
        raise WrongCall(f"Which {record.singular} is meant? Give its name, or the beginning of it.")
    if _KEY.fullmatch(typed) and books.get(record, typed) is not None:
        return typed
    found = _by_code(books, record, typed)
    if found is None:
        found = _by_name(books, record, typed)
    if len(found) > 1 and record.period:
        standing = books.get_many(record, found)
        found = [key for key in found if standing[key][record.period[1]] is None] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(books, record, typed, found)
    raise _none(books, record, typed)


def suggestions(
    books: Books, record: type[Record], words: str, limit: int = 8
) -> list[tuple[str, str, str]]:
    """The key, name and a distinguishing detail of the records that the words could mean.

    The best come first: those whose code begins so, then names that begin so, then names with
    words that begin so, then names that contain all the words.
    """
    typed = one_line(words)
    keys = _codes_that_begin(books, record, typed, limit)
    if len(keys) < limit:
        keys += _names_that_begin(books, record, typed, limit)
    if len(set(keys)) < limit:
        names = _names(books, record)
        keys += names.best(alike(typed), limit)
    keys = list(dict.fromkeys(keys))[:limit]
    return [
        (str(values["key"]), books.name_from(record, values), detail(books, record, values))
        for values in _read(books, record, keys)
    ]


def words_of_names(books: Books, record: type[Record]) -> set[str]:
    """All words of the names of a kind, folded."""
    return _names(books, record).words


def _told(books: Books, record: type[Record], attribute: str, value: Value) -> str:
    """The value in words; a bare number says of what it is."""
    shown = books.show(record, attribute, value)
    return f"{record.field(attribute).label} {shown}" if shown.isdigit() else shown


def detail(books: Books, record: type[Record], values: Values) -> str:
    """What tells a record from others of the same name: its code, and what lists show first."""
    shared = record.beside_namesakes and values["key"] in books.names_of_namesakes(record)
    said = record.telling_namesakes() if shared else ()
    codes = [
        f"{record.field(name).label} {books.show(record, name, values[name])}"
        for name in record.found_by
        if values.get(name) and not shared
    ]
    others = [
        _told(books, record, name, values[name])
        for name in record.listed
        if name not in (*record.named_by, *record.found_by, record.own_name, *said)
        and values.get(name) not in (None, False)
    ]
    load("data", "telling_apart")
    tell = _TELLING_APART.get(record)
    if tell is not None and (told := tell(books, str(values["key"]))):
        others = [told, *others]
    return " · ".join([*codes[:1], *others[:2]])


def _several(books: Books, record: type[Record], typed: str, keys: list[str]) -> WrongCall:
    shown = _read(books, record, keys[:MOST_CANDIDATES])
    names = [books.name_from(record, values) for values in shown]
    parts = []
    for name, values in zip(names, shown, strict=True):
        told = detail(books, record, values)
        if names.count(name) > 1 and not any(values.get(code) for code in record.found_by):
            told = f"{told} · {values['key']}".removeprefix(" · ")
        parts.append(f"{name} ({told})" if told else name)
    more = len(keys) - len(shown)
    if more:
        parts.append(f"and {more:,} more")
    codes = [f"its {record.field(name).label}" for name in record.found_by[:1]]
    way = codes[0] if codes else "what stands last in the brackets"
    return WrongCall(
        f"“{typed}” could be several {_plural(record)}: {'; '.join(parts)}. "
        f"Give more of the name, or {way}."
    )


def _none(books: Books, record: type[Record], typed: str) -> WrongCall:
    digits = _digits(typed)
    field = _code_field(record, digits)
    if field is not None:
        return WrongCall(f"There is no {record.singular} with the {field.label} {typed}.")
    names = _names(books, record)
    if not names.keys:
        return WrongCall(
            f"There is no {record.singular} called “{typed}”: there are no {_plural(record)} yet."
        )
    near = names.nearest(alike(typed))
    meant = f"Did you mean {near}?" if near else "Any part of its name would do."
    return WrongCall(f"There is no {record.singular} called “{typed}”. {meant}")


def _plural(record: type[Record]) -> str:
    return record.plural()


def _read(books: Books, record: type[Record], keys: list[str]) -> list[Values]:
    """The values of these records, in this order."""
    if not keys:
        return []
    found = books.select(record.select().where(cast(Any, record.key).in_(keys)))
    return sorted(found, key=lambda values: keys.index(str(values["key"])))


def _digits(typed: str) -> str:
    digits = re.sub(r"[ /\-]", "", typed)
    return digits if digits.isascii() and digits.isdigit() else ""


def _code_field(record: type[Record], digits: str) -> CodeField | None:
    """The field whose codes name such records and have so many digits; None when there is none."""
    fields = (record.field(name) for name in record.found_by)
    codes = (field for field in fields if isinstance(field, CodeField))
    return next((field for field in codes if len(digits) in field.lengths), None)


def _by_code(books: Books, record: type[Record], typed: str) -> list[str] | None:
    """The records that this code names; None when it is no code of such a record."""
    bracketed = _NAME_WITH_CODE.fullmatch(typed)
    digits = _digits((bracketed[1] or bracketed[2]) if bracketed else typed)
    code = _code_field(record, digits)
    if code is not None:
        found = [str(values["key"]) for values in books.find(record, **{code.attribute: digits})]
        found = found or _by_former_code(books, record, code.attribute, digits)
        return None if bracketed and not found else found
    first = record.field(record.named_by[0])
    if isinstance(first, ReferenceField) and _code_field(first.to, digits) is not None:
        named = _by_code(books, first.to, typed) or []
        return [
            str(values["key"])
            for key in named
            for values in books.find(record, **{first.attribute: key})
        ] or None
    return None


def _by_former_code(books: Books, record: type[Record], code: str, digits: str) -> list[str]:
    """The records that had this code before."""
    found: dict[str, None] = {}
    for other in telling_former(record):
        whose, _, codes = other.tells_former or ("", "", ())
        if code in codes:
            found |= {row[0]: None for row in books.kept(other, (whose,), among=(code, [digits]))}
    return list(found)


def _by_name(books: Books, record: type[Record], typed: str) -> list[str]:
    if _has_ordered_name(record):
        exact = [str(values["key"]) for values in books.find(record, **{record.named_by[0]: typed})]
        if len(exact) == 1:
            return exact
    names = _names(books, record)
    wanted = alike(typed)
    whole = list(names.lines_with(f"\n {wanted}\n"))
    # What one is called goes before what another is called for short.
    whole = [line for line in whole if line not in names.second] or whole
    # Where namesakes are told apart, none of them is meant by its capitals alone.
    as_typed = [line for line in whole if names.names[line] == typed]
    for same in (
        as_typed if not record.beside_namesakes else [],
        [line for line in whole if folded(names.names[line]) == folded(typed)],
        whole,
        list(names.lines_with(f"\n {wanted}")),
        list(names.lines_containing(wanted.split())),
    ):
        if same:
            return list(dict.fromkeys(names.keys[line] for line in same))
    return []


def _codes_that_begin(books: Books, record: type[Record], typed: str, limit: int) -> list[str]:
    digits = _digits(typed)
    if len(digits) < 2:
        return []
    found: list[str] = []
    for name in record.found_by:
        found += books.keys_between(record, name, digits, digits + ":", limit)
        for other in telling_former(record) if len(found) < limit else ():
            whose, _, codes = other.tells_former or ("", "", ())
            if name in codes:
                keys = books.keys_between(other, name, digits, digits + ":", limit)
                found += [row[0] for row in books.kept(other, (whose,), among=("key", keys))]
    return found


def _names_that_begin(books: Books, record: type[Record], typed: str, limit: int) -> list[str]:
    """Names that begin exactly so, where the file has an index that knows without reading all."""
    if not _has_ordered_name(record):
        return []
    return books.keys_between(record, record.named_by[0], typed, typed + "\U0010ffff", limit)


def _has_ordered_name(record: type[Record]) -> bool:
    field = cast(Any, record.field(record.named_by[0]))
    return len(record.named_by) == 1 and field.index and field.collation == "NOCASE"


def alike(name: str) -> str:
    """The name as it is compared: no case, accents, apostrophes or stops; single spaces."""
    return _without_stops(folded(name).replace("\n", " ")).strip()


def _without_stops(text: str) -> str:
    for sign in "'’.,":
        text = text.replace(sign, "")
    for sign in "·–—-/&":
        text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


class _Names:
    """All names of a kind, to be searched at once.

    They are one text with a line for each, because one search through two megabytes takes less
    time than a look at each of 52,000 names. A line begins with a space, as every word does.
    What is known by a second name as well has a second line.
    """

    def __init__(self, named: dict[str, str], also: Sequence[tuple[str, str]] = ()) -> None:
        if len(named) <= _MOST_COMPARED:
            pairs = sorted((*named.items(), *also), key=lambda it: folded(it[1]))
            self.keys, self.names = [key for key, _ in pairs], [name for _, name in pairs]
        else:
            self.keys = [*named, *(key for key, _ in also)]
            self.names = [*named.values(), *(name for _, name in also)]
        seconds = set(also)
        pairs_there = enumerate(zip(self.keys, self.names, strict=True)) if seconds else ()
        self.second = {line for line, pair in pairs_there if pair in seconds}
        # A plain name is made lower with all others at once: that takes a tenth of the time.
        lines = [
            name if name.isascii() and "\n" not in name else folded(name).replace("\n", " ")
            for name in self.names
        ]
        text = _without_stops("\n " + "\n ".join(lines) + "\n")
        self._text = text.replace(" \n", "\n").lower()
        lengths = (len(line) + 1 for line in self._text[1:].split("\n"))
        self._starts = list(accumulate(lengths, initial=1))

    def lines_with(self, needle: str) -> Iterator[int]:
        """The lines where this stands, each once."""
        at = self._text.find(needle)
        while at >= 0:
            line = bisect_right(self._starts, at + needle.startswith("\n")) - 1
            yield line
            at = self._text.find(needle, self._starts[line + 1] - 1)

    def lines_containing(self, words: list[str], before: str = "") -> Iterator[int]:
        """The lines with all the words; `before` " " asks for words that begin so."""
        needles = [before + word for word in words]
        if not needles:
            yield from range(len(self.keys))
            return
        if any(needle not in self._text for needle in needles):
            return
        # The rarest word leaves the fewest lines to look at.
        rarest = min(needles, key=self._text.count) if len(needles) > 1 else needles[0]
        for line in self.lines_with(rarest):
            text = self.line(line)
            if all(needle in text for needle in needles):
                yield line

    @cached_property
    def words(self) -> set[str]:
        """All words that stand in the names."""
        return set(self._text.split())

    def line(self, number: int) -> str:
        """The text of a line."""
        return self._text[self._starts[number] : self._starts[number + 1] - 1]

    def best(self, typed: str, limit: int) -> list[str]:
        """The keys that fit best: they begin so, have words that begin so, contain the words."""
        found: dict[str, None] = {}
        words = typed.split()
        if any(word not in self._text for word in words):
            return []
        for lines in (
            self.lines_with(f"\n {typed}"),
            self.lines_containing(words, " "),
            self.lines_containing(words),
        ):
            for line in lines:
                found.setdefault(self.keys[line])
                if len(found) >= limit:
                    return list(found)
        return list(found)

    def nearest(self, typed: str) -> str:
        """The name that was probably meant; empty when none is near."""
        lines: Iterable[int] = range(len(self.keys))
        if len(self.keys) > _MOST_COMPARED:
            first_letters = [f" {word[:3]}" for word in typed.split()]
            lines = sorted({line for part in first_letters for line in self.lines_with(part)})
        candidates: dict[str, int] = {}
        for line in list(lines)[:_MOST_COMPARED]:
            whole = self.line(line).strip()
            candidates.setdefault(whole, line)
            candidates.setdefault(whole[: len(typed) + 1], line)
        near = nearest(typed, list(candidates))
        return self.names[candidates[near]] if near else ""


_kept: WeakKeyDictionary[Books, dict[str, tuple[int, int, int, _Names]]] = WeakKeyDictionary()


def _names(books: Books, record: type[Record]) -> _Names:
    """The names of a kind, kept until an operation touches one that they are made of."""
    moment = history.moment(books)
    if moment is None:
        return _names_now(books, record)
    kept = _kept.setdefault(books, {})
    held = kept.get(record.kind)
    if held is not None:
        changes, version, operation, names = held
        if (changes, version) == moment:
            return names
    newest = history.newest_operation(books)
    if held is None or history.touched_since(books, _kinds_in_name(record), operation):
        names = _names_now(books, record)
    kept[record.kind] = (*moment, newest, names)
    return names


def _kinds_in_name(record: type[Record]) -> list[str]:
    """The kinds whose names are part of this kind's names, itself included."""
    kinds = [record.kind, *(other.kind for other in telling_former(record))]
    for name in record.named_by:
        field = record.field(name)
        if isinstance(field, ReferenceField):
            kinds += _kinds_in_name(field.to)
    return kinds


def _names_now(books: Books, record: type[Record]) -> _Names:
    """The names of all records of a kind; those with a name of their own by the usual one too,
    and those with a short name by that.
    """
    named = _named(books, record)
    also: list[tuple[str, str]] = []
    if record.own_name:
        usual = _named(books, record, usual=True)
        also += [(key, name) for key, name in usual.items() if name != named[key]]
    # By the bare name too, so that it means those that have it and no longer ones.
    also += books.bare_names_of_namesakes(record)
    if record.short_named_by:
        rows = books.kept(record, ("key", record.short_named_by))
        also += [(key, short) for key, short in rows if short not in (None, named[key])]
    for other in telling_former(record):
        whose, called, _ = other.tells_former or ("", "", ())
        rows = books.kept(other, (whose, called))
        also += [(key, name) for key, name in rows if name and name != named.get(key, name)]
    if any(each.to.short_named_by for each in record.references() if _names_it(record, each)):
        shorter = _named(books, record, short=True)
        also += [(key, name) for key, name in shorter.items() if name != named[key]]
    return _Names(named, also)


def _names_it(record: type[Record], field: DeskField) -> bool:
    return field.attribute in record.named_by


def _short_names(books: Books, record: type[Record]) -> dict[str, str]:
    """The short names of those records of a kind that have one, by key."""
    if not record.short_named_by:
        return {}
    return {
        key: short for key, short in books.kept(record, ("key", record.short_named_by)) if short
    }


def _named(
    books: Books, record: type[Record], usual: bool = False, short: bool = False
) -> dict[str, str]:
    """The names of all records of a kind by key, read with one query for each kind in them.

    With `usual` no record is called by a name of its own; with `short` those that it is named
    after are called by their short names.
    """
    fields = [record.field(name) for name in record.named_by]
    own = [] if usual or not record.own_name else [record.field(record.own_name)]
    rows = books.kept(record, ["key", *(field.attribute for field in (*own, *fields))])
    if len(fields) == 1 and not isinstance(fields[0], ReferenceField):
        named = {key: fields[0].show(fields[0].decode(value)) for key, value in rows}
        return named | books.names_of_namesakes(record)
    known = {
        field.attribute: _named(books, field.to) | (_short_names(books, field.to) if short else {})
        for field in fields
        if isinstance(field, ReferenceField)
    }

    def parts(values: list[Any]) -> Iterator[str]:
        called = values.pop(0) if own else None
        for place, (field, value) in enumerate(zip(fields, values, strict=True)):
            if place == 0 and called:
                yield str(called)
            elif field.attribute in known:
                yield known[field.attribute].get(value, "")
            else:
                yield field.show(field.decode(value))

    named = {key: " · ".join(filter(None, parts(values))) for key, *values in rows}
    if record.period:
        ends = record.field(record.period[1])
        for key, day in books.kept(record, ("key", ends.attribute)):
            named[key] = name_of_period(record, named[key], ends.decode(day) if day else None)
    return named
