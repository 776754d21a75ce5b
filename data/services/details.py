"""The details of shared services: what is saved, how much of a post is left, the day of notice."""

from __future__ import annotations

from datetime import date

from data.store.books import Books
from data.tables.details import Line, details
from models.fields.dates import show_date
from models.fields.text import count_of
from models.fields.values import show_value
from models.records.record import Values
from models.services.rules import WHOLE_POST
from models.services.share import Share, holds_on, is_estimated, saving_of, takes_part
from models.services.shared_service import POST, SharedService


@details(SharedService)
def lines_of_service(books: Books, service: Values) -> list[Line]:
    """What it saves in a year and of whom, the parts of a post, and the day of notice."""
    shares = [
        each
        for each in books.find(Share, service=service["key"])
        if holds_on(each, books.today) and takes_part(each)
    ]
    lines = []
    known = [(each, saving) for each in shares if (saving := saving_of(each)) is not None]
    if known:
        estimated = sum(is_estimated(each, books.today) for each, _ in known)
        of = count_of(len(known), "school")
        total = show_value(sum(saving for _, saving in known), "money")
        said = f"{total} a year, {of}" + (f", {estimated} estimated" if estimated else "")
        lines.append(("Saving", said))
    hours = sum(each["hours_saved"] for each in shares if isinstance(each["hours_saved"], int))
    if hours:
        lines.append(("Hours saved", f"{hours} a year"))
    if service["kind_of_service"] == POST:
        taken = sum(each["fte"] for each in shares if isinstance(each["fte"], int))
        left = show_value(WHOLE_POST - taken, "hundredths")
        lines.append(("Post", f"{show_value(taken, 'hundredths')} FTE taken, {left} left"))
    notice = service["notice_by"]
    if isinstance(notice, date) and service["status"] != "ended":
        days = (notice - books.today).days
        late = f"{count_of(-days, 'day')} ago" if days < 0 else f"in {count_of(days, 'day')}"
        lines.append(("Notice", f"by {show_date(notice)}, {late}"))
    return lines
