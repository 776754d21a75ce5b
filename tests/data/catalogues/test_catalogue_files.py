from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.catalogues.files import (
    FILES,
    FOLDER,
    CatalogueError,
    RecordReader,
    catalogues,
    read_document,
    records_of,
)
from data.store.store import Store
from models.alliances.alliance import Alliance
from models.kinds import RECORDS
from models.policies.agreements import ServiceAgreement
from models.policies.duties import duty_for
from models.policies.policy import Policy
from models.records.record import Record, Values
from models.schools.school import School
from models.workstreams.workstream import Workstream

TODAY = date(2026, 11, 21)


def policies_of(name: str, today: date) -> list[tuple[str, Values]]:
    return [(key, values) for record, key, values in records_of(name, today) if record is Policy]


LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."

BESPOKE = (
    "No model policy available due to the bespoke culture and ethos in each school "
    "which informs the document."
)
NINE = [
    (
        "Admission arrangements",
        "Jill Atkinson",
        "Person",
        "Northumberland County Council - School admissions, places & appeals",
        "Annual renewal",
        "School admissions code - GOV.UK (www.gov.uk)",
        "https://www.gov.uk/government/publications/school-admissions-code--2",
    ),
    (
        "Behaviour and written statement of principles",
        "Jill Atkinson",
        "Person",
        BESPOKE,
        "Annual renewal",
        "Behaviour and discipline in schools guidance for governing bodies - GOV.UK",
        "https://www.gov.uk/government/publications/behaviour-and-discipline-in-schools-guidance-for-governing-bodies",
    ),
    (
        "School exclusions",
        "Jill Atkinson",
        "Person",
        BESPOKE,
        "Annual renewal",
        "School exclusion GOV.UK",
        "https://www.gov.uk/government/publications/school-exclusion",
    ),
    (
        "Careers guidance",
        "Paul Tallent",
        "Person",
        "Please email Paul Tallent (Primary Facilitator at North East Combined Authority) "
        "for further support.",
        "Annual renewal",
        "Careers guidance provision for young people in schools GOV.UK",
        "https://www.gov.uk/government/publications/careers-guidance-provision-for-young-people-in-schools",
    ),
    (
        "Charging and remissions",
        "School Governance & Data Protection Team NCC",
        "Team",
        "Recommended to follow gov.uk advice.",
        "Annual renewal",
        "Charging for school activities GOV.UK",
        "https://www.gov.uk/government/publications/charging-for-school-activities",
    ),
    (
        "Data protection privacy notice",
        "School Governance & Data Protection Team NCC",
        "Team",
        "Live document available to schools that buy in to the GDPR SLA.",
        "Annual renewal",
        "Data protection and privacy notices GOV.UK",
        "https://www.gov.uk/government/publications/data-protection-and-privacy-privacy-notices",
    ),
    (
        "Equality objectives",
        "Gill Finch",
        "Person",
        "Part of the School Improvement SLA",
        "Every 4 years",
        "Equality act 2010 advice for schools GOV.UK",
        "https://www.gov.uk/government/publications/equality-act-2010-advice-for-schools",
    ),
    (
        "Governors' allowances (part 6)",
        "School Governance & Data Protection Team NCC",
        "Team",
        "Draft document available upon request for schools that buy in to the SLA.",
        "Annual renewal",
        "School governance regulations 2013 GOV.UK",
        "https://www.gov.uk/government/publications/school-governance-regulations-2013",
    ),
    (
        "Health & safety",
        "Health & Safety SLA",
        "Service agreement",
        "School Policies (H&S Sharepoint)",
        "Annual renewal",
        "Health and safety advice for schools GOV.UK",
        "https://www.gov.uk/government/publications/health-and-safety-advice-for-schools",
    ),
]


NORTHUMBERLANDS_AGREEMENTS = [
    "GDPR SLA",
    "School Improvement SLA",
    "Governance SLA",
    "Health & Safety SLA",
]


OF_COMPULSORY_AGE = {
    *("Attendance", "Uniform", "Medical", "Health needs", "Pupil premium", "Music plan"),
}
UP_TO_SIXTEEN = {"Exclusions", "School food", "Registers", "Mobile phones"}
"""What the department's lists ask of pupils of these ages, as is generally known."""


def nine() -> list[tuple[str, Values]]:
    """The nine policies of Northumberland's page, without the parts of the second."""
    found = policies_of("northumberland", TODAY)
    return [(key, values) for key, values in found if values["part_of"] is None]


def of_the_department() -> dict[str, Values]:
    """The department's documents by their short titles."""
    return {str(values["short_title"]): values for _, values in policies_of("dfe", TODAY)}


def with_field(attribute: str) -> dict[str, str]:
    """Those of the department's documents that have something in this field, as it is shown."""
    found = of_the_department().items()
    return {name: shown(values, attribute) for name, values in found if values[attribute]}


def shown(values: Values, attribute: str, record: type[Record] = Policy) -> str:
    return record.field(attribute).show(values[attribute])


def read(folder: Path, text: str) -> list[tuple[type[Record], str, Values]]:
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    reader = RecordReader(TODAY)
    reader.add_document(read_document(path), "ours")
    return list(reader.records())


def test_northumberlands_nine_policies_are_those_of_the_page_in_its_order() -> None:
    attributes = (
        "title",
        "owner",
        "owner_kind",
        "model_policy",
        "renewal",
        "guidance",
        "guidance_address",
    )
    found = [values for _, values in nine()]
    assert [tuple(shown(values, name) for name in attributes) for values in found] == NINE
    assert [values["row"] for values in found] == list(range(1, 10))


def test_northumberlands_models_say_how_to_come_by_them() -> None:
    found = [shown(values, "model_availability") for _, values in nine()]
    assert found == [
        "Link",
        "None: bespoke to each school",
        "None: bespoke to each school",
        "Ask by email",
        "Follow gov.uk",
        *["Only under a service agreement"] * 4,
    ]


def test_northumberlands_policies_say_which_cycles_the_law_sets() -> None:
    forces = {values["short_title"]: values["force"] for _, values in nine()}
    assert [name for name, force in forces.items() if force == "statutory"] == [
        "Admissions",
        "Equality",
    ]
    assert set(forces.values()) == {"statutory", "recommended"}


def test_four_of_northumberlands_models_come_with_an_agreement_of_the_county_council() -> None:
    records = records_of("northumberland", TODAY)
    agreements = {key: v for record, key, v in records if record is ServiceAgreement}
    assert [values["name"] for values in agreements.values()] == NORTHUMBERLANDS_AGREEMENTS
    assert {v["provider"] for v in agreements.values()} == {"Northumberland County Council"}
    named = [values["agreement"] for _, values in nine()]
    assert named == [None] * 5 + list(agreements)


def test_the_second_row_of_northumberland_may_be_held_in_two_parts_with_two_approvers() -> None:
    whole_key, whole = nine()[1]
    parts = [v for _, v in policies_of("northumberland", TODAY) if v["part_of"] is not None]
    assert {each["part_of"] for each in parts} == {whole_key}
    assert [(each["title"], each["approval_level"]) for each in parts] == [
        ("Behaviour policy", "Headteacher"),
        ("Written statement of behaviour principles", "Full governing body"),
    ]
    assert [each["duty_academies"] for each in parts] == ["must", "no"]
    for each in parts:
        for attribute in ("renewal", "owner", "model_policy", "guidance", "row"):
            assert each[attribute] == whole[attribute], attribute


def test_northumberlands_conditions_and_days_are_those_of_the_department() -> None:
    of_row = {values["row"]: values for _, values in nine()}
    attributes = ("reckoning", "half_term", "due_days", "pupils", "condition", "only_types")
    department = of_the_department()
    for row, name in ((1, "Admissions"), (3, "Exclusions"), (4, "Careers")):
        assert [of_row[row][a] for a in attributes] == [department[name][a] for a in attributes]
        assert any(of_row[row][a] for a in attributes)
    for row in (2, 5, 6, 7, 8, 9):
        assert not any(of_row[row][a] for a in attributes)


def test_the_departments_53_documents_each_have_a_source_and_a_caution() -> None:
    found = [values for _, values in policies_of("dfe", TODAY)]
    assert [values["row"] for values in found] == list(range(1, 54))
    assert len({values["title"] for values in found}) == 53
    for values in found:
        assert values["source"], values["title"]
        assert str(values["caution"]).startswith("Confidence: "), values["title"]
        assert values["source_read"] == date(2026, 11, 28)


def test_the_departments_cycles_and_forces_are_those_of_its_lists() -> None:
    found = {values["short_title"]: values for _, values in policies_of("dfe", TODAY)}
    renewals = [values["renewal"] for values in found.values()]
    counts = {renewal: renewals.count(renewal) for renewal in set(renewals)}
    assert counts == {"annual": 41, "live": 7, "free": 2, "4 years": 1, "3 years": 1, "none": 1}
    assert found["Accessibility"]["renewal"] == "3 years"
    assert found["Equality aims"]["renewal"] == "4 years"
    assert found["Safeguarding"]["force"] == "statutory guidance"
    assert found["Home-school"]["duty_maintained"] == found["Home-school"]["duty_academies"] == "no"
    assert "Repealed" in str(found["Home-school"]["force_note"])
    assert "grant" in str(found["PE premium"]["force_note"])
    assert found["Whistleblowing"]["duty_maintained"] == "should"
    assert found["Whistleblowing"]["duty_academies"] == "must"


def test_the_departments_live_documents_and_free_cycles_have_that_force_and_say_what_binds() -> (
    None
):
    found = of_the_department()
    live = {name for name, values in found.items() if values["renewal"] == "live"}
    assert {n for n, values in found.items() if values["force"] == "live document"} == live
    assert {"Central record", "Registers", "Website info", "Interests", "Governance"} <= live
    free = {name for name, values in found.items() if values["force"] == "free to determine"}
    assert free == {"EYFS", "FOI scheme"}
    assert {found[name]["renewal"] for name in free} == {"free"}
    assert all(found[name]["force_note"] for name in live | free)


def test_the_departments_documents_name_the_pupils_and_circumstances_they_are_for() -> None:
    of_the_source = {
        "Careers": "Secondary, Sixth form, Years 7 and 8",
        "RSHE": "Primary, Secondary",
        "EYFS": "Early years",
        "PE premium": "Primary",
    }
    assert with_field("pupils") == {
        **of_the_source,
        **dict.fromkeys(OF_COMPULSORY_AGE, "Primary, Secondary"),
        **dict.fromkeys(UP_TO_SIXTEEN, "Early years, Primary, Secondary"),
    }
    for name in OF_COMPULSORY_AGE | UP_TO_SIXTEEN:
        assert "Pupils: general knowledge" in with_field("caution")[name]
        assert "General knowledge, not a source" in with_field("source")[name]
    assert with_field("condition") == {
        "Admissions": "It is its own admission authority",
        "ECTs": "It employs early career teachers",
        "Biometrics": "It uses biometric data",
        "Boarding": "Pupils board",
        "Pay gap": "It employs 250 people or more",
        "Equality plan": "It employs 250 people or more",
    }
    assert with_field("only_types") == {"Nursery report": "Local authority nursery school"}
    assert list(with_field("except_types")) == ["Music plan"]
    assert "Community special school" in with_field("except_types")["Music plan"]


def test_the_departments_fixed_days_make_the_cycle_and_the_first_one_counts() -> None:
    assert with_field("due_days") == {
        "Admissions": "28 February, 15 March, 31 August",
        "Pupil premium": "31 December",
        "PE premium": "31 July",
        "Pay gap": "30 March",
    }
    assert with_field("reckoning") == {
        **dict.fromkeys(with_field("due_days"), "A fixed day of the year"),
        "Safeguarding": "School year, from 1 September",
        "Pay": "A named half-term",
    }
    assert with_field("half_term") == {"Pay": "Autumn 2"}
    for name, days in with_field("due_days").items():
        told = with_field("fixed_date")[name]
        assert all(day in told for day in days.split(", ")), name


def test_a_day_of_guidance_that_was_not_verified_is_called_so() -> None:
    assert with_field("guidance_of") == {
        "RSHE": "01/09/2026",
        "Safeguarding": "01/09/2026",
        "Attendance": "19/08/2024",
        "Restraint": "01/04/2026",
    }
    assert with_field("guidance_issued") == {"RSHE": "15/07/2025"}
    cautions = with_field("caution")
    assert "its final text was not seen" in cautions["Safeguarding"]
    assert "Safeguarding" in with_field("unverified")
    assert "Day of the guidance" in cautions["Attendance"]


@pytest.mark.parametrize(
    ("school", "no", "must"),
    [
        (
            {"type": "01", "phase": "2", "low_age": 4, "high_age": 11, "staff": 30},
            {"Admissions", "Careers", "Pay gap", "Nursery report", "Home-school"},
            {"EYFS", "PE premium", "RSHE", "Principles", "Allowances"},
        ),
        (
            {"type": "34", "phase": "4", "low_age": 11, "high_age": 16, "staff": 260},
            {"EYFS", "PE premium", "Principles", "Allowances", "Instrument", "Home-school"},
            {"Admissions", "Careers", "Pay gap", "Whistleblowing"},
        ),
        (
            {"type": "15", "phase": "1", "low_age": 3, "high_age": 5, "nursery": True},
            {"Careers", "RSHE", "PE premium", *OF_COMPULSORY_AGE},
            {"EYFS", "Nursery report", "SEND", "Complaints", *UP_TO_SIXTEEN},
        ),
        (
            {"type": "45", "phase": "6", "low_age": 16, "high_age": 19},
            {"EYFS", "RSHE", "PE premium", *OF_COMPULSORY_AGE, *UP_TO_SIXTEEN},
            {"Careers", "SEND", "Complaints", "Safeguarding", "Health&safety"},
        ),
        (
            {"type": "07", "phase": "0", "low_age": 4, "high_age": 19, "biometrics": False},
            {"Admissions", "Music plan", "Biometrics"},
            {"Careers", "PE premium", "SEND"},
        ),
    ],
    ids=[
        *("community primary", "large secondary academy", "nursery school", "16 to 19 academy"),
        "special school",
    ],
)
def test_each_sort_of_school_is_given_the_list_of_its_sector_and_pupils(
    school: Values, no: set[str], must: set[str]
) -> None:
    levels = {name: duty_for(school, values) for name, values in of_the_department().items()}
    assert no <= {name for name, duty in levels.items() if duty.level == "no"}
    assert must <= {name for name, duty in levels.items() if duty.level == "must"}
    assert all(duty.why for duty in levels.values() if duty.level in ("no", "varies"))


def test_the_department_has_two_lists_in_one_and_says_so() -> None:
    (department,) = [each for each in catalogues() if each.name == "dfe"]
    for words in ("two lists in one", "Duty maintained", "Duty academies", "trusts"):
        assert words in department.about


@pytest.mark.parametrize("name", ["northumberland", "dfe"])
def test_no_row_of_a_catalogue_breaks_a_rule(name: str, store: Store) -> None:
    with store.operation("Load") as change:
        for record, key, values in records_of(name, TODAY):
            change.add(record, values, key)
    assert change.warnings == []


def test_what_was_uncertain_in_the_departments_lists_is_still_called_uncertain() -> None:
    cautions = {v["short_title"]: str(v["caution"]) for _, v in policies_of("dfe", TODAY)}
    assert "general knowledge" in cautions["Boarding"]
    assert "not known" in cautions["Biometrics"]
    assert "likely" in cautions["Complaints"]
    assert "read in part" in cautions["EYFS"]
    assert "Duty of academies: not known" in cautions["Health needs"]


def test_the_alliance_has_its_hub_and_its_six_areas_of_work() -> None:
    found = records_of("northern-alliance", TODAY)
    (hub_key, hub), *no_more = [(key, values) for record, key, values in found if record is School]
    (alliance,) = [values for record, _, values in found if record is Alliance]
    works = [values for record, _, values in found if record is Workstream]
    assert (hub["urn"], hub["laestab"], hub["postcode"]) == ("137133", "3534600", "OL1 3SQ")
    assert not no_more
    assert (alliance["name"], alliance["hub"]) == ("The Northern Alliance", hub_key)
    assert [work["short_name"] for work in works] == [
        "ITE",
        "CPD",
        "R&D",
        "SLE",
        "Leadership",
        "Extension",
    ]
    assert all("circle" in str(work["notes"]) for work in works)


@pytest.mark.parametrize("name", FILES)
def test_every_record_of_a_catalogue_is_complete_and_after_those_it_refers_to(name: str) -> None:
    known: set[str] = set()
    for record, key, values in records_of(name, TODAY):
        assert list(values) == [field.attribute for field in record.fields()]
        assert all(values[f.attribute] is not None for f in record.fields() if f.required)
        for field in record.references():
            assert values[field.attribute] in {None, *known}
        assert len(key) == 32
        assert key not in known
        known.add(key)
    assert known


@pytest.mark.parametrize("name", ["northumberland", "dfe"])
def test_short_titles_tell_the_policies_of_a_catalogue_apart(name: str) -> None:
    policies = [values for _, values in policies_of(name, TODAY)]
    titles = [values["short_title"] for values in policies]
    assert len(set(titles)) == len(titles)
    assert all(title and len(str(title)) <= 14 for title in titles)
    headings = [
        values["heading"] or values["short_title"] for _, values in policies_of(name, TODAY)
    ]
    assert len(set(headings)) == len(headings), "told apart over their columns as well"
    assert all(len(part) <= 5 for each in headings for part in str(each).split("/")), headings


def test_a_policy_has_the_same_key_in_every_store_and_on_every_day() -> None:
    on_one_day = [key for key, _ in policies_of("northumberland", TODAY)]
    assert on_one_day == [key for key, _ in policies_of("northumberland", date(2031, 2, 1))]
    assert on_one_day[0] == "3eb24b4e10c2573aa547e3f987fe2916"


def test_each_catalogue_says_what_it_is_where_it_comes_from_and_its_licence() -> None:
    found = catalogues()
    assert [catalogue.name for catalogue in found] == list(FILES)
    for catalogue in found:
        assert catalogue.label
        assert catalogue.about
        assert catalogue.source
        assert catalogue.licence in (LICENCE, "Facts only; the wording is our own.")
        assert catalogue.licence in (FOLDER / FILES[catalogue.name]).read_text(encoding="utf-8")


def test_only_northumberlands_own_contacts_are_named() -> None:
    for file in FILES.values():
        text = (FOLDER / file).read_text(encoding="utf-8")
        for name in ("Jill Atkinson", "Paul Tallent", "Gill Finch"):
            assert (name in text) == (file == "northumberland.toml")
    people = [r for name in FILES for r, _, _ in records_of(name, TODAY) if r.kind == "people"]
    assert people == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            '[[policies]]\ntitle = "Lost property"\nrenewal = "Yearly-ish"',
            ["ours.toml, policies 1 (Lost property), renewal", "Yearly-ish", "Annual renewal"],
        ),
        (
            '[[policies]]\ntitle = "Lost property"\nrenewl = "Annual renewal"',
            ["ours.toml, policies 1 (Lost property), renewl", "Perhaps renewal"],
        ),
        (
            "[[policies]]\ntitle = 7",
            ["ours.toml, policies 1 (7), title", "text in quotes", "title ="],
        ),
        ('[[policies]]\nrow = "1"', ["ours.toml, policies 1 (), title", "must not be empty"]),
        (
            '[[policies]]\ntitle = "A"\nsource = ["page"]\n[sources]\npages = "Somewhere"',
            ["ours.toml, policies 1 (A), source", "page", "Perhaps pages"],
        ),
        (
            '[[schools]]\nname = "Hill"\n[[alliances]]\nname = "Ours"\nhub = "Hull"',
            ["ours.toml, alliances 1 (Ours), hub", "Hull", "no such school", "Perhaps hill"],
        ),
        ('[[polices]]\ntitle = "A"', ["ours.toml, polices", "Perhaps policies"]),
        ("[[policies]]\ntitle = A", ["ours.toml", "not TOML", "line 2"]),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place_and_what_would_do(
    tmp_path: Path, text: str, parts: list[str]
) -> None:
    with pytest.raises(CatalogueError) as error:
        read(tmp_path, text)
    for part in parts:
        assert part in str(error.value)


def test_an_unknown_catalogue_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(CatalogueError, match="northumberland, dfe, northern-alliance"):
        policies_of("durham", TODAY)


def test_records_come_in_an_order_in_which_references_exist_whatever_the_files_order(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, '[[alliances]]\nname = "Ours"\nhub = "hill"\n[[schools]]\nname = "Hill"')
    kinds = [record for record, _, _ in found]
    assert kinds == sorted(kinds, key=RECORDS.index)
    assert found[1][2]["hub"] == found[0][1]


def test_dates_in_a_file_count_from_today(tmp_path: Path) -> None:
    ((_, _, values),) = read(tmp_path, '[[schools]]\nname = "Hill"\nopened = "-1m"')
    assert values["opened"] == date(2026, 10, 21)


def test_a_title_that_stands_in_two_catalogues_stays_two_policies() -> None:
    reader = RecordReader(TODAY)
    reader.add_catalogue("northumberland")
    reader.add_catalogue("dfe")
    policies = [values for record, _, values in reader.records() if record is Policy]
    both = [values for values in policies if values["title"] == "Charging and remissions"]
    assert [values["catalogue"] for values in both] == ["northumberland", "dfe"]
    assert len(policies) == 9 + 2 + 53
