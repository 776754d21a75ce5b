"""Bringing in the trusts of schools that are added, as the register has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from data.files.places import register_file
from data.store.change import Change
from data.tables.accompanying import accompanies_adding
from models.records.record import Values
from models.schools.school import School


@accompanies_adding(School)
@contextmanager
def trusts_of_register(change: Change, added: Sequence[Values]) -> Iterator[None]:
    """Number and call their trusts as the register does, and take over since when they belong.

    One whose trust was entered otherwise than the register has it is left to that.
    """
    from data.schools.groups import bring_in_times, bring_in_trusts
    from data.schools.register.differences import same
    from data.schools.register.register import Register

    trust = School.field("trust")
    named = {str(each.get("urn")): each["trust"] for each in added if each.get("trust")}
    with Register.if_there(register_file(change.books.path)) as register:
        theirs = register.schools(list(named)) if register and named else {}
        urns = [urn for urn, said in theirs.items() if same(trust, named[urn], said.get("trust"))]
        if register is None or not urns:
            yield
            return
        trusts = bring_in_trusts(change, register, urns)
        yield
        found = [school for urn in urns for school in change.books.find(School, urn=urn)]
        bring_in_times(change, trusts, found)
