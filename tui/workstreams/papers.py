"""Papers of one workstream, offered where it is in front: its circle, its agenda, its projects."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.exports.exports import file_name, signed
from data.exports.writing import FORMATS, write
from data.files.safe_files import write_bytes
from data.files.typed_paths import typed_path
from data.summaries.declaring import TABLE_FORMATS
from data.summaries.registry import SUMMARIES
from models.workstreams.workstream import Workstream
from tui.commands.replacing import may_replace
from tui.workbench.workbench import Workbench

_ONE = "one-"
"""The beginning of the name of a paper of one workstream, where all have one of that name."""

_OFFERED = {
    "workstream-sheet": "Its circle",
    "circle-agenda": "The agenda of its circle",
    "projects": "Its projects",
    "commitments-moved": "What rose and fell in it",
}


@dataclass(frozen=True, slots=True)
class PapersOfWorkstream:
    """The papers that can be written of one workstream."""

    key: str
    name: str
    formats: Sequence[str] = ("pdf", "docx", "html", "md", "xlsx")
    come_first: bool = True

    @property
    def whats(self) -> Mapping[str, str]:
        """The papers in words, by their names."""
        return {f"{_ONE}{name}": f"{said}: {self.name}" for name, said in _OFFERED.items()}

    def problems(self, what: str, format_label: str, file: str) -> dict[str, str]:
        """Why a paper cannot be written in this format; the file is looked at by its caller."""
        if any(FORMATS[name].label == format_label for name in TABLE_FORMATS):
            return {}
        return {"format": "This has no form as a calendar: choose PDF, Word or a table."}

    async def write(self, bench: Workbench, what: str, format_name: str, file: str) -> None:
        """Write one of the papers."""
        maker = SUMMARIES[what.removeprefix(_ONE)]
        summary = await bench.books.read(lambda books: maker.make(books, workstream=self.key))
        name = file_name(summary, format_name, self.name)
        path = typed_path(file) if file else Path.cwd() / name
        replace_it = await may_replace(bench, path)
        if replace_it is None:
            return

        def write_file() -> None:
            write_bytes(path, write(signed(summary), format_name), replace=replace_it)

        await asyncio.get_running_loop().run_in_executor(None, write_file)
        bench.say(f"Wrote {_OFFERED[maker.name].lower()}. The file is {path.absolute()}", "good")


async def offer_papers(bench: Workbench, workstream: str) -> PapersOfWorkstream:
    """The papers of this workstream."""
    name = await bench.books.read(lambda books: books.name_of(Workstream, workstream))
    return PapersOfWorkstream(workstream, name)
