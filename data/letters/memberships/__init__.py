"""Letters to members: what they sign, and what has not come back."""

from data.letters.declaring import LetterMaker

LETTERS = (
    LetterMaker("statement", "Statement to sign", "head", "to_sign", "statement"),
    LetterMaker(
        "memorandum", "Memorandum to sign", "head", "to_sign", "memorandum", "strategic partner"
    ),
    LetterMaker("reminder", "Reminder: statement not signed", "head"),
)
