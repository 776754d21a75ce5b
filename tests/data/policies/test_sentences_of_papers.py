"""What papers about policies say first: right of one, of several, of all and of none."""

from __future__ import annotations

import pytest

from data.policies.lists import LISTS
from data.policies.papers import of_them_must, sources_of, without_meeting
from data.policies.standing import board
from data.store.store import Store


@pytest.mark.parametrize(
    ("must", "count", "said", "published"),
    [
        (1, 1, "the school must have it.", "it must be on the website."),
        (0, 1, "the school need not have it.", "it need not be on the website."),
        (2, 3, "2 of them the school must have.", "2 of them must be on the website."),
        (3, 3, "the school must have all of them.", "all of them must be on the website."),
        (0, 3, "the school must have none of them.", "none of them need be on the website."),
    ],
)
def test_how_many_of_them_the_law_asks_for(
    must: int, count: int, said: str, published: str
) -> None:
    assert of_them_must(must, count) == said
    assert of_them_must(must, count, publish=True) == published


@pytest.mark.parametrize(
    ("without", "count", "of"),
    [(1, 1, "it"), (3, 3, "any of them"), (2, 3, "2 of them")],
)
def test_of_how_many_no_meeting_ahead_is_recorded(without: int, count: int, of: str) -> None:
    assert without_meeting(0, count) == []
    assert without_meeting(without, count) == [f"No governors’ meeting ahead is recorded for {of}."]


@pytest.mark.parametrize("name", list(LISTS))
def test_each_list_says_in_a_sentence_what_it_lists(name: str, store: Store) -> None:
    standing = board(store)
    one, several = (LISTS[name].said_of(count, " in 1 school", standing) for count in (1, 1200))
    assert one.split(" in 1 school ")[0] in ("1 policy", "1 live document")
    assert several.split(" in 1 school ")[0] in ("1,200 policies", "1,200 live documents")
    verbs = [said.split(" in 1 school ")[1].split()[0] for said in (one, several)]
    assert verbs in (["is", "are"], ["was", "were"], ["falls", "fall"])
    assert "{" not in one + several


def test_what_stands_in_brackets_in_a_source_is_no_source_of_its_own() -> None:
    policy = {
        "source": "gov.uk (2024 guide; read to item 13); devon.gov.uk; gov.uk (2024 guide; read "
        "to item 13)",
        "source_read": None,
        "catalogue": "dfe",
    }
    assert [each.text for each in sources_of([policy])] == [
        "gov.uk (2024 guide; read to item 13).",
        "devon.gov.uk.",
    ]
