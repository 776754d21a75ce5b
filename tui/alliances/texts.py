"""Reading the words of an agreed text from a file."""

from __future__ import annotations

from data.alliances.words_of_texts import read_words
from data.files.typed_paths import completions, typed_path
from data.store.store import Store
from data.tables.cells import Outcome
from models.alliances.agreed_text import AgreedText
from models.fields.text_fields import TextField
from tui.commands.outcome import say_done
from tui.forms.questions import ask_until_accepted
from tui.workbench.workbench import Workbench


async def read_words_of_text(bench: Workbench) -> None:
    """Ask for a Markdown file and put it into the words of the text under the cursor."""
    key = str(bench.section.grid.cursor_key)
    name = await bench.books.read(lambda books: books.name_of(AgreedText, key))
    file = TextField("File", "A Markdown or text file, for example statement.md.", required=True,
                     longest=1000)  # fmt: skip

    def save(store: Store, typed: dict[str, str]) -> Outcome:
        return read_words(store, key, typed_path(typed["file"]))

    done = await ask_until_accepted(
        bench, f"Words of {name}", [("file", file)], {}, save, completes={"file": completions}
    )
    if done is not None:
        say_done(bench, done)
