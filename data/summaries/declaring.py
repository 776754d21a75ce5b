"""How a subject declares the summaries of its folder, as SUMMARIES; each is one module.

A function makes the `Content` of each from the books and what it is limited to. With name, title
and day that is a `Summary`: the screen shows and every format writes the same object.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import NamedTuple, cast

from data.problems import WrongCall
from data.store.books import Books
from data.tables.limits import Limits
from data.tables.table import Content, Summary
from models.fields.dates import show_date

TABLE_FORMATS = ("csv", "xlsx", "pdf", "docx", "md", "html", "json", "text")
"""The formats in which every table can be written."""

USUAL_PLACE = 50


_READERS = {
    "Governors": ("govern", "clerk"),
    "Schools": ("head", "school", "business manager"),
    "Alliance": ("steering", "hub", "member", "board of", "alliance", "chair"),
    "Authority": ("authority", "owner", "department for education", "dfe"),
    "Circles": ("circle", "workstream", "lead"),
}
"""Under whom papers are offered, by words that their readers are called; the first word counts."""

GROUPS_OF_READERS = (*_READERS, "Office")
"""Those under whom papers are offered, in the order in which they are."""


class SummaryMaker(NamedTuple):
    """A summary that can be made: its name for scripts, its title, whom it is for, its formats.

    `module` has the function `make(books, limits)`, and is loaded when that is needed. `rows` says
    what a row's key names: the kind of a record, a word of its subject's own, or nothing. One that
    answers a `question` is a view: the desk offers it, once it has asked for the limit that is
    named in `asks_for`, and under the letter `key` where it has one, which no other view of its tab
    has. One that is `of_a_time` may be limited to days; one that is `of_one` may be limited to one
    record of that kind. One that is not for circulation says `why_not_circulated`, as its title
    goes on.
    The annual pack holds those that have a place `in_pack`, in the order of that; its front shows
    the first chart of one that `lends_chart`, and one that is not `is_bound` is there for that
    only. One that is `counted_in_pack` stands there as it may be circulated, unless it is of one
    school: the pack has more readers than the paper. Summaries are listed by their `place`, and
    then in the order of the subjects.
    """

    name: str
    title: str
    for_whom: str
    module: str = ""
    variant: str = ""
    formats: tuple[str, ...] = TABLE_FORMATS
    rows: str = ""
    question: str = ""
    key: str = ""
    asks_for: str = ""
    of_a_time: bool = False
    why_not_circulated: str = ""
    in_pack: int = 0
    is_bound: bool = True
    lends_chart: bool = False
    counted_in_pack: bool = False
    of_one: str = ""
    place: int = USUAL_PLACE

    @property
    def readers(self) -> str:
        """Whom it is for in a word, under which it is offered among others."""
        first = self.for_whom.lower()
        found = [
            (first.index(word), group)
            for group, words in _READERS.items()
            for word in words
            if word in first
        ]
        return min(found)[1] if found else GROUPS_OF_READERS[-1]

    @property
    def words_of_columns(self) -> list[str]:
        """The heads of its columns, where its module declares them."""
        columns = getattr(import_module(self.module), "COLUMNS", ())
        return [each.label for each in columns]

    @property
    def subject(self) -> str:
        """The subject whose folder it stands in."""
        return self.module.split(".")[-2]

    @property
    def heading(self) -> str:
        """Under which its question is offered among those of other subjects."""
        package, _, _ = self.module.rpartition(".")
        return getattr(import_module(package), "HEADING", self.subject.capitalize())

    def make(
        self,
        books: Books,
        *,
        alliance: str | None = None,
        school: str | None = None,
        for_circulation: bool = False,
        first: date | None = None,
        last: date | None = None,
        one: str | None = None,
    ) -> Summary:
        """Make the summary; `alliance`, `school` and `one` are keys.

        For circulation every text of it is searched for names that may not stand there. Raises
        WrongCall when it is given days or a single record and is not about such.
        """
        if (first or last) and not self.of_a_time:
            raise WrongCall(
                f"{self.name} is about one day, {show_date(books.today)}: leave the days out. "
                "For another day: alliance --today DATE."
            )
        if one and not self.of_one:
            raise WrongCall(f"{self.name} is not about single records: leave that out.")
        make = cast("Callable[[Books, Limits], Content]", import_module(self.module).make)
        limits = Limits(alliance, school, self.variant, for_circulation, first, last, one)
        with books.one_moment():
            columns, rows, notes, paper, chapters = make(books, limits)
            made = Summary(
                self.name, self.title, books.today, columns, rows, notes, paper, chapters=chapters
            )
            if for_circulation:
                # Loaded when it is used: the start needs none of it.
                from data.tables.circulation import names_kept_back, without_names

                made = without_names(made, names_kept_back(books, limits))
        # What was declared is nobody's name, whatever words are in it.
        return made._replace(name=self.name, title=self.title)


def of_package(package: str) -> list[SummaryMaker]:
    """The summaries that a package declares as SUMMARIES, with their modules in it.

    Without a `module` it is called as the summary, with `_` for `-`.
    """
    return [
        maker._replace(module=f"{package}.{maker.module or maker.name.replace('-', '_')}")
        for maker in import_module(package).SUMMARIES
    ]
