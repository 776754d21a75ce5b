"""Deputies who are recorded by name."""

from __future__ import annotations

from data.meetings.matrix import AttendanceMatrix
from data.problems import WrongCall
from data.store.books import Books
from data.store.store import Store
from data.tables.cells import Outcome
from data.tables.matrix import Cells
from models.meetings.attendance import Attendance
from tui.forms.questions import ask_until_accepted
from tui.sections.lettered import Save
from tui.workbench.workbench import Workbench


async def ask_for_deputy(
    bench: Workbench, matrix: AttendanceMatrix, cells: Cells, save: Save
) -> Outcome | None:
    """Ask for the name of the deputy, and record it; None when the question was left.

    Raises WrongCall when several cells are meant: each school has a deputy of its own.
    """
    if len(cells) > 1:
        raise WrongCall("Each school has a deputy of its own: take the marks away with Esc first.")
    member, meeting = cells[0]

    def read(books: Books) -> tuple[str, str]:
        found = books.find(Attendance, meeting=meeting, membership=member)
        return matrix.name_of(books, cells), str(found[0]["deputy"] or "") if found else ""

    name, deputy = await bench.books.read(read)
    field = Attendance.field("deputy")

    def record(store: Store, typed: dict[str, str]) -> Outcome:
        given = field.read(typed["deputy"], store.today)
        return save(store, deputy=str(given) if given else None)

    title = f"Who came instead? {name}"
    fields = [("deputy", field)]
    return await ask_until_accepted(bench, title, fields, {"deputy": deputy}, record)
