"""Files of summaries and lists: what they are called, and what they hold."""

from __future__ import annotations

import json

import pytest

from data.exports.exports import file_name, list_content
from data.exports.writing import FORMATS
from data.problems import Problem
from data.store.store import Store
from data.tables.listing import table_of
from data.tables.table import Summary
from models.schools.school import School

NAME = "Bede [First] School"


@pytest.fixture
def schools(store: Store) -> Summary:
    with store.operation("Add a school") as change:
        change.add(School, {"name": NAME, "urn": "122345", "town": "Hexham"})
    return table_of(store, School)


@pytest.mark.parametrize("name", FORMATS)
def test_an_exported_file_says_in_its_name_what_it_is_and_of_which_day(
    schools: Summary, name: str
) -> None:
    assert file_name(schools, name) == f"{schools.name}-2026-11-21{FORMATS[name].suffix}"


def test_a_list_as_csv_has_every_field_and_to_read_only_what_is_shown(schools: Summary) -> None:
    labels = [field.label for field in School.fields()]
    heading = list_content(School, schools, "csv").decode("utf-8-sig").split("\r\n")[0]
    assert set(labels) <= set(heading.split(","))
    assert "Postcode" in labels
    page = list_content(School, schools, "html").decode()
    assert NAME in page
    assert "Religious character" in labels
    assert "Religious character" not in page


def test_a_list_as_json_has_the_key_of_every_record(schools: Summary) -> None:
    (school,) = json.loads(list_content(School, schools, "json"))
    assert (school["key"], school["name"]) == (schools.rows[0].key, NAME)


def test_a_list_in_an_unknown_format_is_refused_with_what_there_is(schools: Summary) -> None:
    with pytest.raises(Problem, match=r"“odt” is not a format.*csv, xlsx"):
        list_content(School, schools, "odt")
