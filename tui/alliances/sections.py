"""The lists of alliances and of the texts that their members sign."""

from __future__ import annotations

from models.alliances.agreed_text import AgreedText
from models.alliances.alliance import Alliance
from tui.alliances.in_front import alliance_in_front
from tui.sections.list import ListSection, Source, offers
from tui.sections.places import lists

offers(Alliance)(alliance_in_front)


@lists(Alliance)
class AlliancesList(ListSection):
    """Alliances."""

    order = 10


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
