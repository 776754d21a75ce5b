"""Loading Textual without the parts of it that the desk has its own of, or never needs.

A third of the time until the first screen goes into loading Textual. What is kept out here takes
a quarter of that.
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
    """Load Textual in here without its palette, Python's typing extensions and encryption.

    Its palette brings eight widgets; the desk has one of its own and opens no other. All that
    Textual takes of the extensions is in the typing of Python 3.11. Whoever asks for one of these
    later gets it whole. Nothing is kept out that is loaded already.
    """
    with ExitStack() as left_out:
        # It takes as long to load as all else of asyncio, which goes without it where there is
        # none; the desk speaks to nobody but the terminal.
        left_out.enter_context(_instead_of("ssl", None))
        left_out.enter_context(_instead_of("typing_extensions", _Typing("typing_extensions")))
        left_out.enter_context(_instead_of("textual.command", _NoPalette("textual.command")))
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


class _Typing(ModuleType):
    """Python's own typing; what that does not have comes of the extensions."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if hasattr(typing, name):
            return getattr(typing, name)
        sys.modules.pop(self.__name__, None)
        return getattr(import_module(self.__name__), name)


class _NoPalette(ModuleType):
    """Empty classes by whatever name Textual takes from the module of its palette."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = type(name, (), {"__doc__": "Not loaded: the desk has a palette of its own."})
        setattr(self, name, made)
        return made
