"""Finding: which record a name means, and what a few typed letters could mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from data.problems import WrongCall
from data.store.books import Books
from data.tables.name_index import as_compared, name_index
from models.fields.code_fields import CodeField
from models.fields.reference_fields import ReferenceField
from models.fields.text import folded, one_line
from models.fields.values import Value
from models.kinds import telling_former
from models.records.record import Record, Values
from models.subjects import load

MOST_CANDIDATES = 8
"""How many records a message lists when a name could mean several."""

_FEW_LETTERS = 2
"""So few must begin a word of a name; more may stand within one."""

_KEY = re.compile(r"[0-9a-f]{32}")
_CODE = "([0-9][0-9/]{4,8})"
_NAME_WITH_CODE = re.compile(rf".+(?:\((?:[a-z]+ )?{_CODE}\)|, [a-z]+ {_CODE})", re.I)

TellApart = Callable[[Books, str], str]
"""A detail that tells a record from others of its name; empty when nothing is known."""

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
        names = name_index(books, record)
        keys += names.best(as_compared(typed), limit)
    keys = list(dict.fromkeys(keys))[:limit]
    return [
        (str(values["key"]), books.name_from(record, values), detail(books, record, values))
        for values in _read(books, record, keys)
    ]


def words_of_names(books: Books, record: type[Record]) -> set[str]:
    """All words of the names of a kind, folded."""
    return name_index(books, record).words


def _told(books: Books, record: type[Record], attribute: str, value: Value) -> str:
    """The value in words; a bare number says of what it is."""
    shown = books.show(record, attribute, value)
    return f"{record.field(attribute).label} {shown}" if shown.isdigit() else shown


def detail(books: Books, record: type[Record], values: Values) -> str:
    """A detail that tells a record from others of its name: its code, and what lists show first."""
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
        f"“{typed}” could be several {record.plural()}: {'; '.join(parts)}. "
        f"Give more of the name, or {way}."
    )


def _none(books: Books, record: type[Record], typed: str) -> WrongCall:
    digits = _digits(typed)
    field = _code_field(record, digits)
    if field is not None:
        return WrongCall(f"There is no {record.singular} with the {field.label} {typed}.")
    names = name_index(books, record)
    if not names.keys:
        return WrongCall(
            f"There is no {record.singular} called “{typed}”: there are no {record.plural()} yet."
        )
    near = names.nearest(as_compared(typed))
    meant = f"Did you mean {near}?" if near else "Any part of its name would do."
    return WrongCall(f"There is no {record.singular} called “{typed}”. {meant}")


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
    names = name_index(books, record)
    wanted = as_compared(typed)
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
        [
            line
            for line in names.lines_containing(wanted.split())
            if _letters_begin_words(wanted, names.names[line])
        ],
    ):
        if same:
            return list(dict.fromkeys(names.keys[line] for line in same))
    return []


def _letters_begin_words(wanted: str, name: str) -> bool:
    """Whether words of a letter or two begin words of a name: R&D is not within Leadership."""
    words = as_compared(name).split()
    return all(
        len(word) > _FEW_LETTERS or any(each.startswith(word) for each in words)
        for word in wanted.split()
    )


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
