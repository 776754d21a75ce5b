"""Letters to members: what they sign, and what has not come back."""

from data.letters.declaring import LetterMaker

LETTERS = (
    LetterMaker("statement", "head", "to_sign", "statement"),
    LetterMaker("memorandum", "head", "to_sign", "memorandum", "strategic partner"),
    LetterMaker("reminder", "head"),
)
