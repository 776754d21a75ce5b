"""A user's corrections to the headings of trackers, kept beside the store for next time."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from data.policies.tracker.columns import COLUMNS, NOT_USED
from data.schools.spellings import plain_words

_MOST_FILES, _LARGEST = 100, 1 << 20
_OF_VALUE = "\t"
"""Stands between the meaning of a column and a text in it; no heading has one."""
_MEANINGS = (*COLUMNS, NOT_USED)


def file_of(store: Path) -> Path:
    """Where the corrections lie."""
    return store.with_name(f"{store.name}-headings.json")


class Corrections:
    """What was put right, for each set of headings: the meanings of columns, and of texts."""

    def __init__(self, store: Path) -> None:
        self._path = file_of(store)
        everything = _read(self._path)
        self._kept = {
            place: {h: n for h, n in kept.items() if _OF_VALUE not in h and n in _MEANINGS}
            for place, kept in everything.items()
        }
        self._values = {
            place: {_value(h): n for h, n in kept.items() if _OF_VALUE in h}
            for place, kept in everything.items()
        }

    @property
    def of_all(self) -> dict[str, str]:
        """Those of all files together."""
        return {
            heading: name for columns in self._kept.values() for heading, name in columns.items()
        }

    def of_file(self, headings: Sequence[str]) -> dict[str, str]:
        """Those of files with this set of headings."""
        return self._kept.get(_place(headings), {})

    def values_of_file(self, headings: Sequence[str]) -> dict[tuple[str, str], str]:
        """What texts mean in files with this set of headings, by meaning of the column and text."""
        return self._values.get(_place(headings), {})

    def keep(
        self,
        headings: Sequence[str],
        columns: Mapping[str, str],
        values: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> None:
        """Keep what was put right in a file with these headings. A full disk loses only that."""
        from data.files.safe_files import FileProblem, write_bytes

        place = _place(headings)
        self._kept[place] = self._kept.pop(place, {}) | dict(columns)
        self._values[place] = self._values.pop(place, {}) | dict(values)
        newest = {
            place: columns
            | {f"{of}{_OF_VALUE}{text}": means
               for (of, text), means in self._values.get(place, {}).items()}
            for place, columns in list(self._kept.items())[-_MOST_FILES:]
        }  # fmt: skip
        with contextlib.suppress(FileProblem, OSError):
            content = json.dumps(newest, ensure_ascii=False, indent=1)
            write_bytes(self._path, content.encode())


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        content = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(place): {str(h): str(n) for h, n in kept.items()} for place, kept in content.items()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def _value(kept: str) -> tuple[str, str]:
    of, _, text = kept.partition(_OF_VALUE)
    return of, text


def _place(headings: Sequence[str]) -> str:
    """A set of headings as one text; their order does not matter."""
    return " | ".join(sorted({plain_words(each) for each in headings} - {""}))
