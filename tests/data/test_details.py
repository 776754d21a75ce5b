"""The details of a record: all that belongs to it, in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.details import details_of, lines_of
from data.sample_store import open_sample
from data.store import Store
from models.kinds import RECORDS, referring_to
from models.records import Record
from models.schools import School
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def sample() -> Iterator[Store]:
    with open_sample(TODAY) as store:
        yield store


@pytest.mark.parametrize("record", RECORDS)
def test_details_tell_every_filled_field_and_all_that_refers_to_the_record(
    record: type[Record], sample: Store
) -> None:
    for values in sample.find(record)[:4]:
        key = str(values["key"])
        details = details_of(sample, record, key)
        assert details is not None
        told = dict(details.fields)
        for field in record.fields():
            shown = sample.show(record, field.attribute, values[field.attribute])
            assert told.get(field.label, "") == shown
        related = [each.key for group in details.related.values() for each in group]
        hanging = [
            str(other["key"])
            for kind, attribute in referring_to(record)
            for other in sample.find(kind, **{attribute: key})
        ]
        assert sorted(related) == sorted(hanging)
        assert all(isinstance(part, str) for line in lines_of(details) for part in line)


def test_related_records_are_not_called_by_the_record_itself_and_say_where_they_stand(
    sample: Store,
) -> None:
    (school,) = sample.find(School, urn="137133")
    details = details_of(sample, School, str(school["key"]))
    assert details is not None
    lines = lines_of(details)
    assert details.name == "The Blue Coat CofE School"
    members = lines.index(("Members (1)", ""))
    assert lines[members + 1] == ("", "The Northern Alliance: Strategic partner")
    policies = [text for label, text in lines if text.startswith("Careers guidance")]
    assert len(policies) == 1
    assert ": " in policies[0]
    assert "Blue Coat" not in policies[0]


def test_a_record_that_is_gone_has_no_details(store: Store) -> None:
    assert details_of(store, School, "f" * 32) is None
