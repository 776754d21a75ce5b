"""Letters about meetings: the invitation, and what was agreed."""

from data.letters.declaring import LetterMaker

LETTERS = (
    LetterMaker(
        "invitation", "Invitation to the annual meeting", "head", noun="member",
    ),
    LetterMaker(
        "minutes", "Minutes and actions", "who owes one", noun="person", nouns="people",
    ),
)  # fmt: skip
