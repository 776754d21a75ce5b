"""Loading libraries without the parts that the desk replaces or never needs.

Two thirds of the time until the first screen go into loading. What is kept out of Textual here
takes a sixth of its part.
"""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def textual_alone() -> Iterator[None]:
    """Load Textual in here without its palette, tables, Python's typing extensions and encryption.

    Its palette brings eight widgets; the desk has one of its own and opens no other. Tables only
    show what colours a theme has. All that Textual takes of the extensions is in the typing of
    Python 3.11. Whoever asks for one of these later gets it whole. Nothing is kept out that is
    loaded already.
    """
    with ExitStack() as left_out:
        # It takes as long to load as all else of asyncio, which goes without it where there is
        # none; the desk speaks to nobody but the terminal.
        left_out.enter_context(_instead_of("ssl", None))
        left_out.enter_context(_instead_of("typing_extensions", _Typing("typing_extensions")))
        for name in ("textual.command", "rich.table"):
            left_out.enter_context(_instead_of(name, _EmptyClasses(name)))
        yield


@contextmanager
def peewee_alone() -> Iterator[None]:
    """Load Peewee in here without Python's own driver of SQLite and without OpenSSL.

    The books go through another driver, and Peewee is told of the SQLite that this one brings.
    Hashes are those that Python brings itself. Whoever asks for the driver later gets it whole.
    """
    with ExitStack() as left_out:
        left_out.enter_context(_instead_of("_hashlib", None))
        left_out.enter_context(_instead_of("sqlite3", _Sqlite("sqlite3")))
        yield


@contextmanager
def _instead_of(name: str, module: ModuleType | None) -> Iterator[None]:
    """Have another module, or none, stand for one that is not loaded yet."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = module  # type: ignore[assignment]
    try:
        yield
    finally:
        if sys.modules.get(name) is module:
            del sys.modules[name]


class _Sqlite(ModuleType):
    """The attributes that Peewee needs of its usual driver while it is being loaded."""

    @property
    def sqlite_version_info(self) -> tuple[int, ...]:
        """The version of the SQLite that the books are kept with."""
        import apsw

        return tuple(map(int, apsw.sqlite_lib_version().split(".")))

    def register_adapter(self, of: type, adapter: object) -> None:
        """Do nothing: the fields convert their own values."""

    def register_converter(self, name: str, converter: object) -> None:
        """Do nothing: the fields convert their own values."""


class _Typing(ModuleType):
    """Python's own typing; what that does not have comes of the extensions."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if hasattr(typing, name):
            return getattr(typing, name)
        sys.modules.pop(self.__name__, None)
        return getattr(import_module(self.__name__), name)


class _EmptyClasses(ModuleType):
    """Empty classes by whatever name Textual takes from a module that it has no use for here."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {"__doc__": "Not loaded: the desk has no use for it."})
        setattr(self, name, made)
        return made
