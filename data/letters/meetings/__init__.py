"""Letters about meetings: the invitation, and what was agreed."""

from data.letters.declaring import LetterMaker

LETTERS = (
    LetterMaker(
        "invitation", "head", noun="member",
    ),
    LetterMaker(
        "minutes", "who owes one", noun="person", nouns="people",
    ),
)  # fmt: skip
