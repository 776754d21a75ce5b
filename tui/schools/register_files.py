"""Reading the department's files into the register, at the desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.files.places import register_file
from data.files.typed_paths import kind_at, typed_path
from data.problems import Problem
from data.schools.register.choosing import holds_many_schools
from data.schools.register.register import Register
from data.schools.register.update import Options, Update, UpdateRefused, update
from data.store.store import Store
from models.fields.dates import show_date
from models.fields.text import one_line
from models.fields.text_fields import TextField
from tui.dialogs.ask import Confirm, Show
from tui.dialogs.choose import Choose
from tui.dialogs.progress import Progress, Tick
from tui.forms.path_pane import completions_of_last
from tui.forms.questions import FieldsScreen
from tui.workbench.workbench import Workbench

_HELP = (
    "A ZIP of GIAS (Downloads) as it is, or its CSV files with commas between, for example "
    "edubasealldata20261112.csv"
)
_NEXT = "a on Schools (tab 1) finds them as you type."


async def read_files(bench: Workbench) -> None:
    """Ask for files of the register, and make it anew from them."""
    field = TextField("Files", _HELP, required=True, longest=2000)

    def check(texts: dict[str, str]) -> dict[str, str]:
        missing = [path for path in _paths(texts["files"]) if kind_at(path) != "file"]
        return {"files": f"There is no file {missing[0]}."} if missing else {}

    title = "Read the national register"
    completes = {"files": completions_of_last}
    screen = FieldsScreen(title, [("files", field)], {}, bench.today, check, completes=completes)
    answer = await bench.ask(screen)
    if answer is not None:
        await _read(bench, _paths(answer["files"]))


async def rather_as_register(bench: Workbench, path: Path, folder: Path | None) -> bool:
    """Ask of an extract of very many schools whether it is not rather the register to choose from.

    Says whether it was read as that, or left.
    """
    if not await bench.books.read(lambda books: holds_many_schools(path)):
        return False
    choices = [
        ("register", "r", "Read it as the national register", "a then finds schools to add"),
        ("rows", "i", "Import all schools in it", "into your books, thousands at once"),
    ]
    chosen = await bench.ask(Choose(f"{one_line(path.name)} holds very many schools", choices))
    if chosen == "register":
        await _read(bench, [path])
    elif chosen is None:
        bench.say("Nothing was imported.", "info")
    return chosen != "rows"


async def _read(bench: Workbench, files: list[Path]) -> None:
    """Make the register anew from these files, and say what came of it."""
    done = await _make(bench, files, Options(columns=bench.configuration.register_columns))
    if done is None:
        bench.say("The register is as it was before.", "info")
        return
    bench.changed(frozenset())
    day = await bench.books.read(lambda books: _day_of(register_file(books.path)))
    bench.say(f"The register of {show_date(day)} holds {done.schools:,} schools. {_NEXT}", "good")
    if done.remarks:
        words = [[(f" {line}", "")] for line in [*done.lines(), "", _NEXT]]
        await bench.ask(Show("The register was read", words))


async def _make(bench: Workbench, files: list[Path], options: Options) -> Update | None:
    """Make the register anew; files that are older or smaller only after a question."""
    today = bench.today

    def work(store: Store, tick: Tick) -> Update:
        if store.read_only:
            raise Problem("The desk was opened to look only, so the register stays as it is.")
        path = register_file(store.path)
        return update(path, files, options, today=today, progress=tick)

    try:
        return await Progress.during(bench, "Reading the register", work)
    except UpdateRefused as refused:
        if options.older and options.smaller:
            raise
        if not await bench.ask(Confirm("Read it all the same?", [str(refused)], "read it")):
            return None
        return await _make(bench, files, Options(older=True, smaller=True, columns=options.columns))


def _day_of(path: Path) -> date:
    with Register.open(path) as register:
        return register.day


def _paths(typed: str) -> list[Path]:
    return [typed_path(each.strip()) for each in typed.split(",") if each.strip()]
