"""Letters about policies that are overdue: to schools, and to those who answer for the policies."""

from data.letters.declaring import LetterMaker

LETTERS = (
    LetterMaker("policies", "Policies to bring to the governors", "head", "overdue", "policies"),
    LetterMaker("owners", "Overdue policies, by owner", "owner of policies", "overdue", "owners",
                "owner"),
)  # fmt: skip
