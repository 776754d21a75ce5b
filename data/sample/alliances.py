"""The parts of the sample that are no tables: the members' paths, and attendance."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from data.catalogues.files import CatalogueError, Document, RecordReader, key_of, read_texts
from models.meetings.attendance import ATTENDED, Attendance
from models.meetings.meeting import Meeting
from models.memberships.membership import STAGES_THAT_ENDED, Membership, Step
from models.memberships.path import day_of_arrival, path_from_days, reason_for
from models.people.post import HEADS, Post, held_on
from models.records.record import Values
from models.schools.organisation import Organisation
from models.schools.school import School

SAMPLE = "sample"
_STATE_OF = {state.letter: attended for attended, state in ATTENDED.items()}


def add_paths(reader: RecordReader) -> None:
    """Add the steps that the dates of each membership tell of, and the day of its stage."""
    steps: dict[str, set[tuple[object, object]]] = {}
    for step in reader.gathered(Step).values():
        steps.setdefault(str(step["membership"]), set()).add((step["stage"], step["since"]))
    for key, membership in reader.gathered(Membership).items():
        arrived = day_of_arrival(membership, reader.today)
        membership["since"] = arrived
        for number, (stage, since, _) in enumerate(path_from_days(membership, arrived), 1):
            if (stage, since) in steps.get(key, ()):
                continue
            reader.add(
                Step,
                key_of(Step.kind, SAMPLE, f"{key}, {number}"),
                {
                    "membership": key,
                    "stage": stage,
                    "since": since,
                    "reason": reason_for(membership, stage),
                },
            )


class _Attended(NamedTuple):
    """A meeting, with a letter for each school and organisation, and the deputies in their order.

    The deputies' names stand apart by semicolons.
    """

    meeting: str
    letters: str
    deputies: str = ""


def add_attendance(reader: RecordReader, document: Document) -> None:
    """Add how each member was represented. Raises CatalogueError."""
    places = [*reader.gathered(School), *list(reader.gathered(Organisation))[:1]]
    posts: dict[str, list[Values]] = {}
    for post in reader.gathered(Post).values():
        posts.setdefault(str(post["school"]), []).append(post)
    for number, table in enumerate(document.tables["attended"], 1):
        place = f"{document.file}, attended {number}"
        row = read_texts(place, _Attended, table)
        key = reader.find(Meeting, row.meeting, place)
        letters = row.letters.replace(" ", "")
        if len(letters) != len(places) or set(letters) - {*_STATE_OF, "-"}:
            why = f"there must be {len(places)} letters, out of - {' '.join(_STATE_OF)}"
            raise CatalogueError(f"{place}, letters: {why}")
        deputies = [name.strip() for name in row.deputies.split(";") if name.strip()]
        if len(deputies) != letters.count("D"):
            raise CatalogueError(f"{place}, deputies: a name is needed for each D in the letters")
        meeting = reader.gathered(Meeting)[key]
        for who, letter in zip(places, letters, strict=True):
            if letter != "-":
                deputy = deputies.pop(0) if letter == "D" else None
                _add_one(reader, place, (key, meeting), who, letter, deputy, posts.get(who, []))


def _add_one(
    reader: RecordReader,
    place: str,
    meeting: tuple[str, Values],
    who: str,
    letter: str,
    deputy: str | None,
    posts: list[Values],
) -> None:
    held = meeting[1]["held"]
    assert isinstance(held, date)
    membership = _member_on(reader, str(meeting[1]["alliance"]), who, held)
    if membership is None:
        why = f"a {letter} stands for a school that was no member then; a dash would do"
        raise CatalogueError(f"{place}, letters: {why}")
    reader.add(
        Attendance,
        key_of(Attendance.kind, SAMPLE, f"{meeting[0]}, {who}"),
        {
            "meeting": meeting[0],
            "membership": membership,
            "attended": _STATE_OF[letter],
            "person": _head(posts, held),
            "deputy": deputy,
        },
    )


def _member_on(reader: RecordReader, alliance: str, who: str, day: date) -> str | None:
    """The key of the membership that had signed by that day and had not ended."""
    for key, membership in reader.gathered(Membership).items():
        signed, left = membership["statement_signed"], membership["left"]
        if (
            membership["alliance"] == alliance
            and who in (membership["school"], membership["organisation"])
            and isinstance(signed, date)
            and signed <= day
            and not (isinstance(left, date) and left < day)
            and (left is not None or membership["stage"] not in STAGES_THAT_ENDED)
        ):
            return key
    return None


def _head(posts: list[Values], day: date) -> str | None:
    """Who led the school on a day, day by day; an organisation has no head."""
    heads = [post for post in posts if post["role"] in HEADS and held_on(post, day)]
    heads.sort(key=lambda post: HEADS.index(str(post["role"])))
    return str(heads[0]["person"]) if heads else None
