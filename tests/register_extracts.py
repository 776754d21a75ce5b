"""Files of the national register as the department lays them out, full of invented schools.

Nothing in them is copied from the register but the headings and the code lists: names are put
together from words, and where a head's name would stand there is one that nobody has.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from models.schools.gias_codes import (
    LOCAL_AUTHORITIES,
    PHASES,
    SCHOOL_STATUSES,
    SCHOOL_TYPES,
    TYPE_GROUP_OF,
)

FOLDER = Path(__file__).parent / "data" / "schools" / "register"
HEADINGS = (FOLDER / "headings_2025.txt").read_text(encoding="utf-8").split("\n")[:-1]
"""The 135 columns of an extract since March 2025."""

LINK_HEADINGS = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
GROUP_HEADINGS = (
    *("Group UID", "Group ID", "Group Name", "Companies House Number", "Group Type (code)"),
    *("Group Type", "Closed Date", "Group Status (code)", "Group Status", "Group Contact Street"),
    *("Group Contact Locality", "Group Contact Address 3", "Group Contact Town"),
    *("Group Contact County", "Group Contact Postcode", "Head of Group Title"),
    *("Head of Group First Name", "Head of Group Last Name", "UKPRN", "Open date"),
)
MEMBER_HEADINGS = (
    *("URN", "Group UID", "Group ID", "Group Name", "Companies House Number"),
    *("Group Type (code)", "Group Type", "Closed Date", "Group Status (code)", "Group Status"),
    *("Joined date", "EstablishmentName", "TypeOfEstablishment (code)"),
    *("TypeOfEstablishment (name)", "PhaseOfEducation (code)", "PhaseOfEducation (name)"),
    *("LA (code)", "LA (name)", "Incorporated on (open date)", "Open date", "URN_GroupUID"),
)
GOVERNANCE_HEADINGS = (
    *("GID", "URN", "UID", "Companies House Number", "Role", "Title", "Forename 1"),
    *("Forename 2", "Surname", "Date of appointment", "Date term of office ends/ended"),
    "Appointing body",
)

DAY = date(2026, 11, 12)
"""The day of the files, unless a call names another."""

Cells = Mapping[str, str]
"""A row's cells by their headings; what is not named is empty."""

_TYPES_BY_PHASE = {
    "1": ("15",), "2": ("01", "02", "03", "34", "28", "01", "34"), "4": ("34", "28", "35", "05"),
    "0": ("07", "33", "44", "11", "14", "10"), "6": ("18", "45", "39"), "7": ("34", "11"),
}  # fmt: skip
_BEGINNINGS = (
    *("St Mary's", "St John's", "Holy Trinity", "All Saints", "St Bede's", "St Anne's", "The"),
    *("Our Lady of Lourdes", "Christ Church", "Saint Æthelwold's", "", "", "", "", "", "", ""),
)
_SOUNDS = (
    *("Alder", "Bram", "Cold", "Dun", "Elm", "Fox", "Gars", "Hol", "Ingle", "Kirk", "Lan", "Mos"),
    *("Nettle", "Otter", "Penny", "Quern", "Raven", "Scar", "Thistle", "Under", "Wag", "Yar"),
)
_ENDINGS = (
    *("bridge", "combe", "dale", "field", "ford", "gate", "ham", "hurst", "ley", "mere", "moor"),
    *("ridge", "stead", "thorpe", "ton", "wick", "wood", "worth", "by", "den"),
)
_SORTS = {
    "1": ("Nursery School",),
    "2": ("Primary School", "Community Primary School", "Church of England Primary School",
          "Catholic Primary School", "Infant School", "Junior School", "Primary Academy"),
    "4": ("High School", "Academy", "School", "Secondary School", "Grammar School"),
    "0": ("School", "Special School", "Pupil Referral Unit"),
    "6": ("Sixth Form College", "College"),
    "7": ("School", "All-Through Academy"),
}  # fmt: skip
_DISTRICTS_OF = {"353": ("Oldham",), "354": ("Rochdale",), "929": ("Northumberland",)}


def school(urn: int | str, name: str, **cells: str) -> dict[str, str]:
    """An open community primary school of Oldham with these cells.

    `la`, `type`, `phase` and `status` are codes, `district` and `trust` names; they fill every
    column that says the same. Other keywords are headings, `__` for the brackets of a heading.
    """
    code = cells.pop("la", "353")
    sort, phase = cells.pop("type", "01"), cells.pop("phase", "2")
    status, trust = cells.pop("status", "1"), cells.pop("trust", "")
    district = cells.pop("district", "Oldham")
    row = {
        "URN": str(urn),
        "EstablishmentName": name,
        "LA (code)": code,
        "LA (name)": LOCAL_AUTHORITIES.get(code, "Elsewhere"),
        "EstablishmentNumber": f"{int(urn) % 7999 + 2000}" if str(urn).isdigit() else "2000",
        "TypeOfEstablishment (code)": sort,
        "TypeOfEstablishment (name)": SCHOOL_TYPES.get(sort, "A new type"),
        "EstablishmentTypeGroup (code)": TYPE_GROUP_OF.get(sort, "9"),
        "EstablishmentStatus (code)": status,
        "EstablishmentStatus (name)": SCHOOL_STATUSES.get(status, "Unheard of"),
        "PhaseOfEducation (code)": phase,
        "PhaseOfEducation (name)": PHASES.get(phase, "A new phase"),
        "Trusts (code)": str(1000 + sum(map(ord, trust))) if trust else "",
        "Trusts (name)": trust,
        "DistrictAdministrative (code)": f"E0{7_000_000 + sum(map(ord, district))}",
        "DistrictAdministrative (name)": district,
        "Town": district,
        "OpenDate": "",
        "CloseDate": "31-08-2024" if status == "2" else "",
        "LastChangedDate": "02-11-2026",
    }
    return row | {
        heading.replace("__", " (", 1).replace("__", ")"): cell for heading, cell in cells.items()
    }


def write(
    path: Path,
    rows: Iterable[Cells],
    headings: Sequence[str] = HEADINGS,
    *,
    encoding: str = "cp1252",
    delimiter: str = ",",
) -> Path:
    """Write the rows below their headings. Returns the path."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(headings)
        writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return path


def link(urn: int | str, to: int | str, kind: str = "Successor", day: str = "") -> dict[str, str]:
    """A row of a file of links."""
    return {"URN": str(urn), "LinkURN": str(to), "LinkName": "", "LinkType": kind,
            "LinkEstablishedDate": day}  # fmt: skip


def group(uid: int | str, name: str, kind: str = "06", status: str = "OPEN") -> dict[str, str]:
    """A row of a file of groups."""
    return {
        "Group UID": str(uid), "Group ID": f"TR{int(uid):05}", "Group Name": name,
        "Companies House Number": "1234567", "Group Type (code)": kind, "Group Type": "A kind",
        "Group Status (code)": status, "Group Status": status.capitalize(),
        "Open date": "01/09/2012", "Head of Group Last Name": "Nobody-of-that-name",
    }  # fmt: skip


def member(urn: int | str, uid: int | str, joined: str = "01/09/2013") -> dict[str, str]:
    """A row of a file of the groups' schools."""
    return {"URN": str(urn), "Group UID": str(uid), "Joined date": joined,
            "EstablishmentName": "As it is called there", "LA (code)": "353"}  # fmt: skip


def many_schools(count: int, day: date = DAY) -> Iterator[dict[str, str]]:
    """So many invented schools with every usual column filled, the same in every run.

    About half are closed, as in the register.
    """
    chance = random.Random(count)
    codes = list(LOCAL_AUTHORITIES)
    for number in range(count):
        code = chance.choice(codes)
        phase = chance.choices(("2", "4", "0", "1", "6", "7"), (60, 18, 14, 3, 3, 2))[0]
        place = chance.choice(_SOUNDS) + chance.choice(_ENDINGS)
        name = f"{chance.choice(_BEGINNINGS)} {place} {chance.choice(_SORTS[phase])}".strip()
        closed = chance.random() < 0.48
        opened = date(1950, 9, 1) + timedelta(days=chance.randrange(20_000))
        district = chance.choice(
            _DISTRICTS_OF.get(code, (LOCAL_AUTHORITIES[code], f"{chance.choice(_SOUNDS)} Vale"))
        )
        trust = f"The {chance.choice(_SOUNDS)}{chance.choice(_ENDINGS)} Trust"
        sort = chance.choice(_TYPES_BY_PHASE[phase])
        pupils = chance.randrange(40, 1900)
        changed = day - timedelta(days=chance.randrange(900))
        yield school(
            100_000 + number, name, la=code, type=sort, phase=phase, district=district,
            status="2" if closed else "1", trust=trust if TYPE_GROUP_OF[sort] == "10" else "",
        ) | {
            "OpenDate": f"{opened:%d-%m-%Y}",
            "CloseDate": f"{opened + timedelta(days=4000):%d-%m-%Y}" if closed else "",
            "ReasonEstablishmentOpened (code)": "00",
            "ReasonEstablishmentOpened (name)": "Not applicable",
            "ReasonEstablishmentClosed (code)": "02" if closed else "00",
            "ReasonEstablishmentClosed (name)": "Closure" if closed else "Not applicable",
            "StatutoryLowAge": "4" if phase == "2" else "11",
            "StatutoryHighAge": "11" if phase == "2" else "18",
            "Boarders (code)": "1", "Boarders (name)": "No boarders",
            "NurseryProvision (name)": "No Nursery Classes",
            "OfficialSixthForm (code)": "2",
            "OfficialSixthForm (name)": "Does not have a sixth form",
            "Gender (code)": "3", "Gender (name)": "Mixed",
            "ReligiousCharacter (code)": "00", "ReligiousCharacter (name)": "Does not apply",
            "ReligiousEthos (name)": "Does not apply",
            "Diocese (code)": "0000", "Diocese (name)": "Not applicable",
            "AdmissionsPolicy (code)": "0", "AdmissionsPolicy (name)": "Not applicable",
            "SchoolCapacity": str(pupils + 50),
            "SpecialClasses (code)": "2", "SpecialClasses (name)": "No Special Classes",
            "CensusDate": "15-01-2026", "NumberOfPupils": str(pupils),
            "NumberOfBoys": str(pupils // 2), "NumberOfGirls": str(pupils - pupils // 2),
            "PercentageFSM": f"{chance.randrange(0, 600) / 10}",
            "TrustSchoolFlag (name)": "Supported by a trust",
            "FederationFlag (name)": "Not under a federation",
            "UKPRN": str(10_000_000 + number), "LastChangedDate": f"{changed:%d-%m-%Y}",
            "Street": f"{chance.randrange(1, 300)} {chance.choice(_SOUNDS)} Lane",
            "Locality": place, "Town": district, "County (name)": "Inventedshire",
            "Postcode": f"{chance.choice(('OL', 'NE', 'BD', 'W'))}{chance.randrange(1, 40)} "
                        f"{chance.randrange(1, 10)}{chance.choice('ABDEF')}{chance.choice('GHJL')}",
            "SchoolWebsite": f"https://www.school-{number}.example/home",
            "TelephoneNum": f"01632{960_000 + number % 1000}",
            "HeadTitle (name)": "Dr", "HeadFirstName": "Nemo", "HeadLastName": f"Nobody-{number}",
            "HeadPreferredJobTitle": "Headteacher",
            "Section41Approved (name)": "Not applicable",
            "GOR (code)": "B", "GOR (name)": "North West",
            "AdministrativeWard (code)": f"E0{5_000_000 + number % 9000}",
            "AdministrativeWard (name)": f"{place} South",
            "ParliamentaryConstituency (code)": f"E1{4_000_000 + number % 543}",
            "ParliamentaryConstituency (name)": f"{place} East and {district}",
            "UrbanRural (code)": "UN1",
            "UrbanRural (name)": "Urban: Nearer to a major town or city",
            "GSSLACode (name)": f"E0{8_000_000 + int(code)}",
            "Easting": str(300_000 + number), "Northing": str(400_000 + number),
            "MSOA (name)": f"{district} 0{number % 90:02}",
            "LSOA (name)": f"{district} 0{number % 90:02}C",
            "InspectorateName (name)": "", "PreviousLA (code)": "999",
            "Country (name)": "United Kingdom", "UPRN": str(10_000_000_000 + number),
            "QABName (code)": "0", "QABName (name)": "Not applicable",
            "EstablishmentAccredited (code)": "0",
            "EstablishmentAccredited (name)": "Not applicable",
            "MSOA (code)": f"E0{2_000_000 + number % 9000}",
            "LSOA (code)": f"E0{1_000_000 + number % 9000}", "FSM": str(pupils // 5),
        }  # fmt: skip


def many_links(count: int) -> Iterator[dict[str, str]]:
    """Links for the first schools of `many_schools`: one in two goes on in the next one."""
    for number in range(count):
        urn = 100_000 + 2 * number
        yield link(urn, urn + 1, "Successor", "01-09-2020")
        yield link(urn + 1, urn, "Predecessor", "01-09-2020")


def make_extract(path: Path, count: int, day: date = DAY) -> Path:
    """A whole extract of so many schools, about 1.2 kB each. Returns the path."""
    return write(path, many_schools(count, day))
