"""Letters about policies that are overdue: to schools, and to those who answer for the policies."""

from data.letters.declaring import LetterMaker

LETTERS = (
    LetterMaker("policies", "head", "overdue", "policies", "school"),
    LetterMaker("owners", "owner of policies", "overdue", "owners", "owner"),
)
