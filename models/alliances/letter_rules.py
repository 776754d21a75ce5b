"""The rules about letters: their words, their references, their days."""

from __future__ import annotations

from datetime import date

from models.alliances.letter import Letter, LetterText, fields_of
from models.fields.dates import show_date
from models.fields.placeholders import PLACEHOLDER, in_braces, placeholder_name
from models.fields.text import nearest
from models.records.books import Books
from models.records.letters import title_of_letter
from models.records.record import Values
from models.records.rules import REFUSE, REPORT, WARN, Breach, another, days_in_order, rule


@rule(LetterText, REFUSE, "An alliance has its own words for each letter once.", lasting=True)
def one_text_for_each_letter(values: Values, books: Books) -> Breach | None:
    """No second record of the same alliance and letter."""
    same = {name: values.get(name) for name in ("alliance", "letter")}
    if not all(same.values()) or another(LetterText, values, books, **same) is None:
        return None
    name = title_of_letter(str(values["letter"]))
    return "letter", f"{name}: this alliance has its own words already. Change those."


@rule(LetterText, WARN, "What the words of a letter have in braces is something it can fill in.")
def letter_can_fill_it_in(values: Values, books: Books) -> Breach | None:
    """No unknown name in braces."""
    known = fields_of(str(values.get("letter")))
    words = f"{values.get('subject') or ''} {values.get('text') or ''}"
    named = dict.fromkeys(PLACEHOLDER.findall(words))
    unknown = [each for each in named if placeholder_name(each) not in known]
    if not unknown:
        return None
    near = nearest(placeholder_name(unknown[0]), list(known))
    meant = f" Perhaps {{{near}}}?" if near else ""
    return "text", (
        f"This letter cannot fill in {in_braces(unknown)}: a dotted line will stand there.{meant} "
        f"It fills in {in_braces(known)}."
    )


@rule(Letter, REFUSE, "A reference stands for one letter.", lasting=True)
def one_letter_for_each_reference(values: Values, books: Books) -> Breach | None:
    """No second letter of the same reference."""
    reference = values.get("reference")
    if not reference or another(Letter, values, books, reference=reference) is None:
        return None
    return "reference", f"There is a letter {reference} already: give this one the next number."


@rule(Letter, REFUSE, "A letter is answered after it was written.")
def answered_after_written(values: Values, books: Books) -> Breach | None:
    """Written ≤ answered."""
    return days_in_order(values, "written", "answered", Letter)


@rule(Letter, REPORT, "A letter that asks for an answer is answered by its day.")
def letter_is_answered(values: Values, books: Books) -> Breach | None:
    """Answered, or the day by which an answer was asked for is still to come."""
    by = values.get("answer_by")
    if not isinstance(by, date) or by >= books.today or values.get("answered"):
        return None
    name = title_of_letter(str(values["letter"]))
    return "answered", f"{name} to {values['addressed_to']}: to be answered by {show_date(by)}."
