"""Names of schools that have not signed, which no text of a circulated paper may mention."""

from __future__ import annotations

from data.memberships.as_of import memberships
from data.memberships.circulation import schools_that_signed, signature_stands
from data.problems import WrongCall
from data.schools.named_in_texts import NamesInTexts
from data.store.books import Books
from data.tables.circulation import KeptBack, keeps_back
from data.tables.limits import Limits
from models.schools.organisation import Organisation
from models.schools.school import School
from models.schools.urn_period import UrnPeriod


@keeps_back
def unsigned_schools(books: Books, limits: Limits) -> KeptBack:
    """Tells whether a text names a school of the books that has not signed, by any of its names.

    Raises WrongCall where the paper would be about such a school.
    """
    signed = schools_that_signed(books, limits.alliance)
    if limits.school and limits.school not in signed:
        raise WrongCall(
            f"{books.name_of(School, limits.school)} has not signed the Statement of Commitment, "
            "so no paper about it is for circulation."
        )
    # The bare name, however it is told from others: a text has it so.
    bare = dict(books.kept(School, ("key", "name")))
    former = books.kept(UrnPeriod, ("school", "former_name"))
    names = [name for key, name in [*bare.items(), *former] if name and key not in signed]
    told = books.names(School)
    others = [name for key in signed for name in (told.get(key), bare.get(key)) if name]
    for membership in memberships(books):
        if membership["organisation"] and signature_stands(books, membership):
            others.append(books.name_of(Organisation, str(membership["organisation"])))
    return NamesInTexts(names, others)
