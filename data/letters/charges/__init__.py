"""Letters about money: the reminder of invoices that are overdue."""

from data.letters.declaring import LetterMaker

LETTERS = (LetterMaker("invoices", "head", "overdue", noun="payer"),)
