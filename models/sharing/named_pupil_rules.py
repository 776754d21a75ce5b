"""The rules that keep names of pupils out of what circles, projects, services and money say."""

from __future__ import annotations

from models.charges.grant import Grant
from models.charges.money_line import MoneyLine
from models.fields.pupil_words import named_pupil
from models.meetings.agenda_item import AgendaItem
from models.records.books import Books
from models.records.record import Record, Values
from models.records.rules import REFUSE, Breach, rule
from models.services.share import Share
from models.services.shared_service import SharedService
from models.workstreams.project import Project


def _no_pupil_is_named(record: type[Record], *names: str) -> None:
    def check(values: Values, books: Books) -> Breach | None:
        """No text has words that name one pupil."""
        for name in names:
            found = named_pupil(str(values.get(name) or ""))
            if found:
                return name, (
                    f"“{found}” names a pupil, and no pupil is named in these books: say it "
                    "without the name, such as “a pupil of Year 4”."
                )
        return None

    rule(record, REFUSE, f"No pupil is named in {record.plural()}.")(check)


_no_pupil_is_named(AgendaItem, "title", "decision", "outcome", "notes")
_no_pupil_is_named(Project, "question", "partners", "method", "finding", "reason", "notes")
_no_pupil_is_named(SharedService, "title", "notes")
_no_pupil_is_named(Share, "reinvested_in", "notes")
_no_pupil_is_named(Grant, "title", "conditions", "notes")
_no_pupil_is_named(MoneyLine, "what", "evidence", "notes")
