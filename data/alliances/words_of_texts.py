"""The words of agreed texts, read from files."""

from __future__ import annotations

from pathlib import Path

from data.problems import Problem
from data.store.store import Store
from data.tables.cells import Outcome, outcome_of
from models.alliances.agreed_text import AgreedText
from models.fields.text import LONGEST_NOTE, several_lines


def read_words(store: Store, key: str, path: Path) -> Outcome:
    """Put the words of a file into an agreed text.

    Raises Problem when the file has no words that would do, Refused when a rule forbids them.
    """
    words = words_of_file(path)
    label = f"Words of {store.name_of(AgreedText, key)} from {path.name}"
    with store.operation(label) as change:
        change.set(AgreedText, key, {"text": words})
    return outcome_of(change, label)


def words_of_file(path: Path) -> str:
    """The words of a Markdown or text file as an agreed text keeps them.

    Raises Problem when there is no such file, it is no text, or it is too long.
    """
    try:
        with path.open("rb") as file:
            content = file.read(4 * LONGEST_NOTE + 1)
        words = several_lines(content.decode("utf-8-sig"))
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise Problem(
            f"{path.name} is no text in UTF-8. Save it as plain text or Markdown, for example "
            "statement.md."
        ) from None
    if not words:
        raise Problem(f"There are no words in {path.name}.")
    if len(words) > LONGEST_NOTE:
        raise Problem(
            f"{path.name} has {len(words):,} characters; a text has at most {LONGEST_NOTE:,}."
        )
    return words
