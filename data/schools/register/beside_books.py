"""The national register that is kept beside the books."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from data.files.places import register_file
from data.store.books import Books

if TYPE_CHECKING:
    # Books without a register need not wait for what reads one.
    from data.schools.register.register import Register


def has_register(books: Books) -> bool:
    """Whether a register lies beside the books."""
    return register_file(books.path).exists()


@contextmanager
def register_beside(books: Books) -> Iterator[Register | None]:
    """The register beside the books while the block lasts; None when there is none to be read."""
    if not has_register(books):
        yield None
        return
    from data.schools.register.register import Register

    with Register.if_there(register_file(books.path)) as register:
        yield register
