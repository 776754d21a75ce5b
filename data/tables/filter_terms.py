"""The parts of a filter: words, and terms for one column such as `phase:primary`.

A term names its column by the beginning of its label or by the initials of the label's words
(`la:oldham` is Local authority), then a colon and what the column is to hold. Days and numbers may
be compared: `due:<31/12/2026`, `pupils:>=400`. Words with spaces stand in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from data.problems import WrongCall
from data.tables.rows import Column
from models.fields.dates import UnreadableDateError, read_date
from models.fields.text import enumerated, folded, one_line
from models.fields.values import Value, show_value

_TERM = r'([^\s:"]+):([<>]=?|=)?("[^"]*"?|\S*)|(\S+)'
_NUMBERS = ("number", "money")
_CONDITION = r"(?s)([^<>=]*)(?:=([<>]=?|=)|([<>]=?)|=)(.*)"
_MOST_NEAR = 3


class Term(NamedTuple):
    """A text that a row must contain: in the column of that index, or anywhere where it is None."""

    column: int | None
    sign: str
    text: str


def terms_of(words: str, columns: Sequence[Column]) -> list[Term]:
    """The terms that were typed; one that is not finished asks for nothing yet."""
    found: list[Term] = []
    if not words:
        return found
    for match in re.finditer(_TERM, words):
        name, sign, text = match[1], match[2] or "", (match[3] or "").strip('"')
        at = column_named(name, columns) if name else None
        if at is None:
            # A word, a time of day, or the address of a page.
            found.append(Term(None, "", folded(match[0])))
        elif text or sign == "=":
            found.append(Term(at, sign, folded(text)))
    return found


def term_of_condition(condition: str, columns: Sequence[Column], today: date) -> Term:
    """The term of a FIELD=VALUE: what a filter finds with `field:value`; no value finds empty ones.

    The value may be compared, as in `due=<31/12/2026`. Raises WrongCall, naming the near columns,
    when the field does not exist or could be several, and when there is nothing to compare with.
    """
    match = re.fullmatch(_CONDITION, condition)
    if match is None or not match[1].strip():
        raise WrongCall(
            f"“{one_line(condition)}” is not FIELD=VALUE. For example: {columns[0].name}=ash"
        )
    at = _only_column_named(match[1], columns)
    sign, text = match[2] or match[3] or "", folded(one_line(match[4]).strip())
    term = Term(at, sign or ("" if text else "="), text)
    if sign[:1] in ("<", ">") and _comparable(text, columns[at], today) is None:
        what = "number" if columns[at].kind in _NUMBERS else "day"
        example = "400" if what == "number" else "31/12/2026"
        raise WrongCall(
            f"{columns[at].name}: “{one_line(match[4])}” is no {what} to compare with. "
            f"For example: {columns[at].name}={sign}{example}"
        )
    return term


def _only_column_named(name: str, columns: Sequence[Column]) -> int:
    """The index of the one column that is meant. Raises WrongCall, naming those that it may be."""
    from difflib import get_close_matches

    found = columns_named(name, columns)
    if len(found) == 1:
        return found[0]
    shown = one_line(name).strip()
    if found:
        several = enumerated([columns[at].name for at in found], "or")
        raise WrongCall(f"“{shown}” could be several fields: {several}. Give more of the name.")
    names = {_plain(column.label): column.name for column in columns}
    names |= {_plain(column.name): column.name for column in columns}
    close = get_close_matches(_plain(name), list(names), n=_MOST_NEAR * 2, cutoff=0.6)
    near = list(dict.fromkeys(names[each] for each in close))[:_MOST_NEAR]
    meant = (
        f"Did you mean {enumerated(near, 'or')}?"
        if near
        else f"There are: {', '.join(column.name for column in columns)}."
    )
    raise WrongCall(f"There is no field “{shown}” here. {meant}")


def column_named(name: str, columns: Sequence[Column]) -> int | None:
    """The index of the column that is meant, the first of several; None when there is none."""
    return next(iter(columns_named(name, columns)), None)


def columns_named(name: str, columns: Sequence[Column]) -> list[int]:
    """The indices of the columns that a name could mean: one alone where it is the whole name."""
    wanted = _plain(name)
    if not wanted:
        return []
    labels = [_plain(column.label) for column in columns]
    scripts = [_plain(column.name) for column in columns]
    initials = ["".join(word[:1] for word in folded(column.label).split()) for column in columns]
    for names in (labels, scripts):
        if wanted in names:
            return [names.index(wanted)]
    if len(wanted) > 1 and wanted in initials:
        return [initials.index(wanted)]
    begin = [at for at, label in enumerate(labels) if label.startswith(wanted)]
    return begin or [at for at, label in enumerate(scripts) if label.startswith(wanted)]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(text))


def plain_words(terms: Sequence[Term]) -> list[str]:
    """The words that may stand anywhere."""
    return [term.text for term in terms if term.column is None]


def test_of(term: Term, column: Column, today: date) -> Callable[[Value], bool]:
    """Tells of a value of the column whether it is what the term asks for."""
    if term.sign in ("<", "<=", ">", ">="):
        compared = _comparable(term.text, column, today)
        if compared is None:
            # What is still being typed narrows nothing.
            return lambda _: True
        return lambda value: value is not None and _compare(value, term.sign, compared)
    if term.sign == "=":
        return lambda value: folded(show_value(value, column.kind)) == term.text
    return lambda value: term.text in folded(show_value(value, column.kind))


def _comparable(text: str, column: Column, today: date) -> float | date | None:
    if column.kind in _NUMBERS:
        try:
            number = float(text.replace(",", "").lstrip("£"))
        except ValueError:
            return None
        # Money is kept in pence.
        return number * 100 if column.kind == "money" else number
    try:
        return read_date(text, today)
    except UnreadableDateError:
        return None


def _compare(value: Value, sign: str, compared: float | date) -> bool:
    try:
        below = value < compared  # type: ignore[operator]
        same = value == compared
    except TypeError:
        return False
    return (
        (sign[0] == "<" and below)
        or (sign[0] == ">" and not (below or same))
        or (same and sign.endswith("="))
    )


def unfinished_term(words: str, columns: Sequence[Column]) -> tuple[int | None, str]:
    """The column of the term that is being typed at the end, and where in the words it begins.

    None where the end names no column.
    """
    last = ""
    for match in re.finditer(_TERM, words):
        if match[0].strip() and match.end() == len(words):
            last = match[0]
    name, sign, _ = last.partition(":")
    return (column_named(name, columns) if sign else None), words[: len(words) - len(last)]


def quoted(text: str) -> str:
    """A value as it stands in a term."""
    return f'"{text}"' if " " in text else text
