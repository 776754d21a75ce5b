"""Stores and files of made-up schools, as many as wanted, the same in every run."""

from __future__ import annotations

import csv
import json
import random
from datetime import date, timedelta
from pathlib import Path

from data.catalogues.loading import bring_in
from data.store.store import Store
from data.tables.listing import Listing
from models.alliances.alliance import Alliance
from models.fields.values import show_value
from models.memberships.membership import Membership
from models.policies.policy import Policy
from models.policies.review import Review
from models.policies.school_policy import SchoolPolicy
from models.records.record import Values
from models.schools.school import School

TODAY = date(2026, 11, 21)

_SAINTS = ("St Mary's", "St John's", "St Bede's", "All Saints", "Holy Trinity", "St Anne's")
_PLACES = (
    "Ashford", "Beverley", "Corbridge", "Durham", "Easington", "Ford", "Glossop", "Hexham",
    "Ilkley", "Jarrow", "Keswick", "Longtown", "Morpeth", "Newbiggin", "Oldham", "Ponteland",
    "Rothbury", "Seahouses", "Todmorden", "Ulverston", "Wooler", "Yarm",
)  # fmt: skip
_SORTS = ("Primary School", "First School", "High School", "Academy", "Nursery School")


def school_values(count: int) -> list[Values]:
    """The values of so many schools, each with a key and every field."""
    chance = random.Random(count)
    empty = School.starting_values()
    found = []
    for number in range(count):
        place = chance.choice(_PLACES)
        saint = f"{chance.choice(_SAINTS)} " if chance.random() < 0.4 else ""
        authority = chance.choice(("929", "353", "354", "355", "840", "390"))
        found.append(
            empty
            | {
                "key": f"{chance.getrandbits(128):032x}",
                "name": f"{place} {saint}{chance.choice(_SORTS)} {number}",
                "urn": str(100_000 + number),
                "laestab": f"{authority}{1000 + number % 8999}",
                "ukprn": str(10_000_000 + number),
                "local_authority": authority,
                "phase": chance.choice(("2", "4", "3", "1")),
                "type": chance.choice(("01", "02", "28", "33", "34")),
                "pupils": chance.randrange(30, 1800),
                "low_age": 3,
                "high_age": 11,
                "street": f"{chance.randrange(1, 200)} High Street",
                "town": place,
                "postcode": f"NE{chance.randrange(1, 70)} {chance.randrange(1, 9)}AB",
                "telephone": f"01670 {chance.randrange(100_000, 999_999)}",
                "website": f"https://www.school{number}.example",
                "opened": date(1950 + number % 70, 9, 1),
            }
        )
    return found


def make_store(path: Path, count: int) -> Path:
    """A store of so many schools and nothing else."""
    with Store.open(path, today=TODAY, create=True) as store:
        with store.operation("Fill the store for the benchmark") as change:
            # The rules are not what is measured, and 52,000 schools would wait for them.
            change._insert(School, school_values(count))
    return path


def make_policy_store(path: Path, count: int) -> Path:
    """A store of so many schools of one alliance, each with the policies of the DfE's catalogue.

    Nine in ten are in force and were approved twice, most of them in time, at one of the eight
    meetings that each school's governors had.
    """
    chance = random.Random(count)
    with Store.open(path, today=TODAY, create=True, throw_away=True) as store:
        bring_in(store, "dfe")
        policies = [str(each["key"]) for each in store.find(Policy)]
        schools = [
            values | {"settled_in": date(2024, 9, 1), "high_age": 18, "nursery": True}
            for values in school_values(count)
        ]
        memberships, held, reviews = [], [], []
        for values in schools:
            school = values["key"]
            memberships.append(
                Membership.starting_values()
                | {"key": _key(chance), "school": school, "alliance": "a" * 32, "stage": "member"}
                | {"statement_signed": date(2024, 9, 1)}
            )
            meetings = [TODAY - timedelta(days=chance.randrange(400)) for _ in range(8)]
            for policy in policies:
                if chance.random() < 0.1:
                    continue
                last = chance.choice(meetings)
                first = last - timedelta(weeks=chance.choice((50, 52, 52, 53, 58)))
                key = _key(chance)
                held.append(
                    SchoolPolicy.starting_values()
                    | {"key": key, "school": school, "policy": policy, "stage": "in force"}
                    | {"published": last if chance.random() < 0.7 else None}
                )
                reviews += [
                    Review.starting_values()
                    | {"key": _key(chance), "school_policy": key, "reviewed": day}
                    for day in (first, last)
                ]
        with store.operation("Fill the store for the benchmark") as change:
            change._insert(School, schools)
            change.add(Alliance, {"name": "The Alliance of the Benchmark"}, "a" * 32)
            change._insert(Membership, memberships)
            change._insert(SchoolPolicy, held)
            change._insert(Review, reviews)
    return path


def make_watched_store(path: Path, count: int) -> Path:
    """A store of so many schools in no alliance, with the DfE's catalogue to watch them by."""
    with Store.open(make_store(path, count), today=TODAY) as store:
        bring_in(store, "dfe")
    return path


def _key(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def make_table(store: Path, path: Path, count: int) -> Path:
    """What the list of schools shows of a store's first schools, as a file for the stock table."""
    with Store.open(store, today=TODAY, read_only=True) as books:
        listing = Listing(books, School)
        rows = [
            [
                show_value(cell, column.kind)
                for cell, column in zip(row.cells, listing.columns, strict=True)
            ]
            for row in listing.rows(listing.keys()[:count])
        ]
        headings = [column.label for column in listing.columns]
    path.write_text(json.dumps({"headings": headings, "rows": rows}), encoding="utf-8")
    return path


def make_extract(path: Path, count: int) -> Path:
    """A file with the headings of the national register's extract."""
    columns = {
        "URN": "urn", "LA (code)": "local_authority", "EstablishmentName": "name",
        "TypeOfEstablishment (code)": "type", "PhaseOfEducation (code)": "phase",
        "EstablishmentStatus (code)": "status", "StatutoryLowAge": "low_age",
        "StatutoryHighAge": "high_age", "UKPRN": "ukprn", "Street": "street", "Town": "town",
        "Postcode": "postcode", "TelephoneNum": "telephone", "SchoolWebsite": "website",
        "NumberOfPupils": "pupils",
    }  # fmt: skip
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*columns, "EstablishmentNumber", "OpenDate"])
        for values in school_values(count):
            day = values["opened"]
            assert isinstance(day, date)
            row = ["" if values[name] is None else values[name] for name in columns.values()]
            writer.writerow([*row, str(values["laestab"])[3:], day.strftime("%d-%m-%Y")])
    return path
