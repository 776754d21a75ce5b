"""Letters to members: who gets which, what they sign, and what has not come back."""

from data.letters.declaring import LetterMaker

LETTERS = (
    LetterMaker("statement", "head", "to_sign", "statement", "school"),
    LetterMaker("memorandum", "head", "to_sign", "memorandum", "strategic partner"),
    LetterMaker("reminder", "head", noun="school"),
)
