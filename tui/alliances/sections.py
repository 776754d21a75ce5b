"""The lists of alliances and of the texts that their members sign."""

from __future__ import annotations

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from models.alliances.letter import Letter, LetterText
from tui.alliances.in_front import alliance_in_front
from tui.sections.list import ListSection, Source, first, offers
from tui.sections.places import lists
from tui.workbench.command import Here

offers(Alliance)(alliance_in_front)


@lists(Alliance)
class AlliancesList(ListSection):
    """Alliances, of which all schools may have settled in at once."""

    order = 10
    commands = first(
        "open",
        "add",
        Here(
            "join",
            "settle in",
            runs="tui.policies.settling_in:settle_all_members",
            help="Let all schools of the alliance have settled in",
        ),
    )


@lists(AgreedText)
class TextsList(ListSection):
    """Agreed texts, whose words may come from a file."""

    empty_text = "No text yet. a adds the Statement of Commitment, word for word."
    sources = (
        Source(
            "w", "The words of this text", "from a Markdown file",
            "tui.alliances.texts:read_words_of_text", needs_record=True,
        ),
    )  # fmt: skip


@lists(Letter)
class LettersList(ListSection):
    """Letters that were written, which are kept so that their answers find them."""

    empty_text = "No letters yet. l writes some, and keeps each with its reference."
    commands = first(
        "open",
        Here("join", "answered", runs="tui.alliances.letters:note_answers",
             help="Note that the letter was answered"),
        "letter",
        "import", "filter", "mark", "undo",
    )  # fmt: skip


@lists(LetterText)
class LetterTextsList(ListSection):
    """The words of letters, where they are an alliance's own."""

    form = "tui.alliances.letter_text_form:LetterTextForm"

    empty_text = "Letters use the standard words. l shows them; e there changes them."
