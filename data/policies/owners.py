"""Who answers for each school's policy: in the school, or else for the policy, with their email."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.people.posts import emails_at
from data.policies.standing import Standing
from data.policies.watched import kept_of_pairs, policies_by_key
from data.store.books import Books
from models.fields.text import folded
from models.policies.agreements import ServiceAgreement
from models.policies.policy import OWNER_KINDS

if TYPE_CHECKING:
    from models.records.record import Values

NOBODY = "Nobody is named"


class Owner(NamedTuple):
    """An owner's name, kind in words, and email."""

    name: str
    kind: str
    email: str | None


class Owners:
    """Who answers for each school's policy, read once from the books."""

    def __init__(self, books: Books) -> None:
        self._in_schools = [kept_of_pairs(books, name) for name in ("owner", "second_owner")]
        self._policies = policies_by_key(books)
        self._agreements = {str(values["key"]): values for values in books.find(ServiceAgreement)}
        self._services = {folded(str(each["name"])): each for each in self._agreements.values()}
        self._people: dict[tuple[str | None, str], str] = {}
        for school, name, email in emails_at(books):
            self._people[school, folded(name)] = email

    def of(self, standing: Standing) -> list[Owner]:
        """The owners of a school's policy, or else of the policy; one without a name is nobody."""
        in_school = [name for each in self._in_schools if (name := each.get(standing.key))]
        if in_school:
            return [
                Owner(name, "In the school", self._people.get((standing.school, folded(name))))
                for name in in_school
            ]
        return [self._of_policy(standing)]

    def _of_policy(self, standing: Standing) -> Owner:
        values = self._policies[standing.policy]
        name, kind = values["owner"], values["owner_kind"]
        if name is None:
            return Owner("", "", None)
        email: str | None
        if values["owner_email"] is not None:
            email = str(values["owner_email"])
        elif kind == "service":
            email = self._email_of_service(values)
        else:
            email = self._people.get((None, folded(str(name))))
        return Owner(str(name), OWNER_KINDS.get(str(kind), ""), email)

    def _email_of_service(self, policy: Values) -> str | None:
        service = self._services.get(folded(str(policy["owner"])))
        service = service or self._agreements.get(str(policy["agreement"]))
        return str(service["email"]) if service and service["email"] else None
