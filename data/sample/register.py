"""The sample's register: its own schools as a register would have them, and those of three
authorities.

The schools of Oldham, Rochdale and Northumberland are real: contains public sector information
licensed under the Open Government Licence v3.0. What it says of the sample's schools is invented.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from data.files.places import register_file
from data.schools.register.update import Options, update
from data.store.books import Books
from models.fields.dates import school_year
from models.records.record import Values
from models.schools.gias_codes import LOCAL_AUTHORITIES
from models.schools.school import School

_REAL = Path(__file__).with_name("schools_of_three_authorities.csv")
_AGE = timedelta(days=9)

_CODED = {
    "LA (code)": "local_authority", "TypeOfEstablishment (code)": "type",
    "PhaseOfEducation (code)": "phase", "EstablishmentStatus (code)": "status",
    "StatutoryLowAge": "low_age", "StatutoryHighAge": "high_age", "NumberOfPupils": "pupils",
    "Gender (code)": "gender", "Trusts (name)": "trust", "TelephoneNum": "telephone",
    "Postcode": "postcode", "Town": "town", "Street": "street", "SchoolWebsite": "website",
}  # fmt: skip
_HEADINGS = (
    *("URN", "EstablishmentName", "EstablishmentNumber", *_CODED, "EstablishmentStatus (name)"),
    *("PhaseOfEducation (name)", "LA (name)", "OpenDate", "CloseDate", "LastChangedDate", "UKPRN"),
)
_LINKS = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")

_CONVERTS, _BECOMES = "900002", "900102"
_SAYS_OTHERWISE: dict[str, dict[str, str]] = {
    "900004": {"TypeOfEstablishment (code)": "34", "Trusts (name)": "Weirdale Trust (sample)"},
    "900006": {"NumberOfPupils": "1198"},
    "900010": {"TelephoneNum": "01632 960777"},
}
"""The values that the register has otherwise than the sample, by URN."""


def make_register(books: Books) -> None:
    """Make the register beside the sample, of some days before its today."""
    day = books.today - _AGE
    with TemporaryDirectory(dir=books.path.parent) as folder:
        schools = Path(folder) / f"edubasealldata{day:%Y%m%d}.csv"
        links = Path(folder) / f"links_edubasealldata{day:%Y%m%d}.csv"
        began = date(school_year(day), 9, 1)
        _write(schools, _HEADINGS, [*_of_sample(books, day, began), *_real(day)])
        _write(links, _LINKS, [
            {"URN": _CONVERTS, "LinkURN": _BECOMES, "LinkType": "Successor",
             "LinkEstablishedDate": f"{began:%d-%m-%Y}"}
        ])  # fmt: skip
        update(register_file(books.path), [schools, links], Options(), today=books.today)


def _of_sample(books: Books, day: date, began: date) -> Iterator[dict[str, str]]:
    changed = {"LastChangedDate": f"{day - timedelta(days=8):%d-%m-%Y}"}
    for school in books.find(School):
        urn = str(school["urn"] or "")
        if urn:
            row = _row(school) | changed
            if urn == _CONVERTS:
                yield row | {"EstablishmentStatus (code)": "2",
                             "CloseDate": f"{began - timedelta(days=1):%d-%m-%Y}"}  # fmt: skip
                yield row | {
                    "URN": _BECOMES, "EstablishmentName": "Thistledown CofE Academy (sample)",
                    "TypeOfEstablishment (code)": "34", "Trusts (name)": "Larkrise Trust (sample)",
                    "OpenDate": f"{began:%d-%m-%Y}",
                }  # fmt: skip
            else:
                yield row | _SAYS_OTHERWISE.get(urn, {})


def _row(school: Values) -> dict[str, str]:
    cells = {heading: str(school[name] or "") for heading, name in _CODED.items()}
    number = str(school["laestab"] or "")[3:]
    authority = School.field("local_authority").show(school["local_authority"])
    return cells | {
        "URN": str(school["urn"]), "EstablishmentName": str(school["name"]),
        "LA (name)": authority, "EstablishmentNumber": number,
    }  # fmt: skip


def _real(day: date) -> Iterator[dict[str, str]]:
    changed = f"{day - timedelta(days=40):%d-%m-%Y}"
    with _REAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["URN"] != _HUB:
                row["EstablishmentStatus (name)"] = row["EstablishmentStatus (name)"] or "Open"
                name = LOCAL_AUTHORITIES[row["LA (code)"]]
                yield row | {"LastChangedDate": changed, "LA (name)": name}


_HUB = "137133"
"""Stands among the sample's own schools."""


def _write(path: Path, headings: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)
