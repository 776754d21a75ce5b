"""The register made anew: what is refused, what is taken over, and what stays when stopped."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from data.files.places import register_file
from data.imports.plans import Cancelled
from data.problems import Problem
from data.schools.register import replacing
from data.schools.register.register import Register
from data.schools.register.replacing import RegisterProblem, go_back, previous_of
from data.schools.register.update import Options, UpdateRefused, update
from data.store.store import Store
from tests.data.schools.register.conftest import TODAY, Make, Read
from tests.register_extracts import (
    GROUP_HEADINGS,
    LINK_HEADINGS,
    MEMBER_HEADINGS,
    Cells,
    group,
    link,
    member,
    school,
    write,
)

Open = Callable[[], Register]
THIRTY = [school(100_000 + number, f"School {number}") for number in range(30)]


def extract(
    folder: Path, rows: Iterable[Cells] = THIRTY, name: str = "edubasealldata20261112.csv"
) -> Path:
    return write(folder / name, rows)


def test_an_older_file_is_refused_unless_it_is_meant(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    older = extract(tmp_path, name="edubasealldata20250422.csv")
    read_files(extract(tmp_path))
    with pytest.raises(UpdateRefused) as refused:
        read_files(older)
    assert str(refused.value) == (
        "The register is of 12/11/2026, this file of 22/04/2025: use --older to go back."
    )
    assert refused.value.exit_code == 3
    assert open_register().day == date(2026, 11, 12)
    read_files(older, older=True)
    assert open_register().day == date(2025, 4, 22)


def test_links_may_be_older_than_the_schools_and_not_than_the_links_before(
    tmp_path: Path, read_files: Read
) -> None:
    rows = [link(100_000, 100_001)]
    first, second = (
        write(tmp_path / f"links_edubasealldata{day}.csv", rows, LINK_HEADINGS)
        for day in ("20261101", "20261102")
    )
    read_files(extract(tmp_path), second)
    with pytest.raises(UpdateRefused, match="The register for links is of 02/11/2026"):
        read_files(first)


def test_a_file_of_a_day_to_come_is_refused(tmp_path: Path, read_files: Read) -> None:
    with pytest.raises(UpdateRefused, match="12/11/2027, which is still to come"):
        read_files(extract(tmp_path, name="edubasealldata20271112.csv"))


def test_a_file_without_a_day_has_that_of_its_newest_change(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    read_files(extract(tmp_path, name="Schools.csv"))
    assert open_register().day == date(2026, 11, 2)


def test_a_file_that_tells_no_day_at_all_is_asked_for_it(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    rows = [row | {"LastChangedDate": ""} for row in THIRTY]
    path = extract(tmp_path, rows, "Schools.csv")
    with pytest.raises(Problem, match="--as-of 21/11/2026"):
        read_files(path)
    read_files(path, as_of=date(2026, 10, 1))
    assert open_register().day == date(2026, 10, 1)


def test_a_file_that_was_given_a_newer_name_is_doubted(tmp_path: Path, read_files: Read) -> None:
    rows = [row | {"LastChangedDate": "01-05-2026"} for row in THIRTY]
    (file,) = read_files(extract(tmp_path, rows)).files
    assert file.remarks == [
        "Nothing in it changed after 01/05/2026: is it really of 12/11/2026, or was an older file "
        "renamed?"
    ]


def test_two_whole_files_of_schools_are_refused_and_a_part_is_left(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    whole, other = extract(tmp_path), extract(tmp_path, name="edubasealldata20261111.csv")
    part = extract(tmp_path, THIRTY[:20], "edubaseallstatefunded20261112.csv")
    with pytest.raises(Problem, match="Name one of them"):
        read_files(whole, other)
    done = read_files(part, whole)
    assert [file.name for file in done.files] == [whole.name]
    assert f"{part.name} was left: its schools are in {whole.name}." in done.remarks
    assert open_register().counts()[""] == 30


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path, read_files: Read) -> None:
    assert len(read_files(extract(tmp_path), tmp_path / "." / extract(tmp_path).name).files) == 1


def test_a_part_updates_what_it_holds_and_the_rest_stays(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    read_files(extract(tmp_path))
    newer = [school(100_000 + number, f"Academy {number}") for number in range(20)]
    done = read_files(extract(tmp_path, newer, "edubaseallstatefunded20261115.csv"))
    assert "10 schools of the register not in these files, left as before." in done.remarks
    register = open_register()
    assert register.counts()[""] == 30
    assert register.day == date(2026, 11, 15)
    assert [(register.school(urn) or {})["name"] for urn in ("100019", "100020")] == [
        "Academy 19", "School 20",
    ]  # fmt: skip
    assert [match.name for match in register.search("academy 1").matches][:1] == ["Academy 1"]


def test_what_a_call_does_not_bring_is_taken_over(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    links = write(
        tmp_path / "links20261112.csv", [link(100_000, 100_001)], LINK_HEADINGS
    )  # fmt: skip
    groups = write(tmp_path / "allgroups20261112.csv", [group(9, "Trust")], GROUP_HEADINGS)
    members = write(tmp_path / "members20261112.csv", [member(100_000, 9)], MEMBER_HEADINGS)
    read_files(extract(tmp_path), links)
    read_files(groups, members)
    read_files(extract(tmp_path, name="edubasealldata20261113.csv"))
    register = open_register()
    assert register.successors("100000").open == (100_001,)
    assert [(each.name, each.joined) for each in register.groups("100000")] == [
        ("Trust", date(2013, 9, 1))
    ]
    assert [file.kind for file in register.files] == [
        "establishments", "links", "groups", "group members",
    ]  # fmt: skip


def test_links_without_any_schools_are_refused(tmp_path: Path, read_files: Read) -> None:
    links = write(tmp_path / "links20261112.csv", [link(1, 2)], LINK_HEADINGS)
    with pytest.raises(Problem, match="no schools yet"):
        read_files(links)


def test_far_fewer_schools_are_refused_unless_they_are_meant(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    read_files(extract(tmp_path))
    fewer = extract(tmp_path, THIRTY[:23], "edubasealldata20261113.csv")
    with pytest.raises(UpdateRefused, match="only 23 schools, where the register has 30"):
        read_files(fewer)
    assert open_register().counts()[""] == 30
    done = read_files(fewer, smaller=True)
    assert done.schools == 23
    assert "The register is smaller now: 23 schools, where the register has 30." in done.remarks


def test_a_file_whose_schools_have_no_status_is_refused(tmp_path: Path, read_files: Read) -> None:
    rows = [school(100_000 + n, f"School {n}", status="7" if n < 3 else "1") for n in range(30)]
    with pytest.raises(Problem, match="Of 30 schools 3 have no status that is known"):
        read_files(extract(tmp_path, rows))


def test_a_file_of_headings_alone_is_refused(tmp_path: Path, read_files: Read) -> None:
    with pytest.raises(Problem, match="There are no schools in"):
        read_files(extract(tmp_path, []))


@pytest.mark.parametrize("at", [0.0, 0.5, 0.99])
def test_stopping_leaves_the_old_register_and_no_litter(
    tmp_path: Path, read_files: Read, register_path: Path, at: float
) -> None:
    read_files(extract(tmp_path))
    before = register_path.read_bytes()
    many = [school(100_000 + number, f"School {number}") for number in range(3000)]

    def progress(done: int, total: int) -> None:
        if done >= at * total * 0.8:
            raise Cancelled

    path = extract(tmp_path, many, "edubasealldata20261113.csv")
    with pytest.raises(Cancelled):
        update(register_path, [path], Options(), today=TODAY, progress=progress)
    assert register_path.read_bytes() == before
    assert list(register_path.parent.iterdir()) == [register_path]


def test_progress_rises_to_the_end(tmp_path: Path, register_path: Path) -> None:
    told: list[tuple[int, int]] = []
    update(
        register_path, [extract(tmp_path)], Options(), today=TODAY,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_the_register_is_for_its_owner_alone(
    tmp_path: Path, read_files: Read, register_path: Path
) -> None:
    old = os.umask(0)
    try:
        read_files(extract(tmp_path))
        read_files(extract(tmp_path))
    finally:
        os.umask(old)
    for path in (register_path, previous_of(register_path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_can_go_back_and_forth_again(
    tmp_path: Path, read_files: Read, register_path: Path, open_register: Open
) -> None:
    read_files(extract(tmp_path))
    with pytest.raises(RegisterProblem, match="no register before this one"):
        go_back(register_path)
    read_files(extract(tmp_path, name="edubasealldata20261113.csv"))
    assert open_register().previous_day == date(2026, 11, 12)
    go_back(register_path)
    assert open_register().day == date(2026, 11, 12)
    go_back(register_path)
    assert open_register().day == date(2026, 11, 13)
    assert set(register_path.parent.iterdir()) == {register_path, previous_of(register_path)}


def test_where_no_file_may_have_two_names_the_old_one_is_moved(
    tmp_path: Path, read_files: Read, open_register: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object) -> None:
        raise OSError("not here")

    monkeypatch.setattr(replacing.os, "link", no_link)
    read_files(extract(tmp_path))
    read_files(extract(tmp_path, name="edubasealldata20261113.csv"))
    assert open_register().previous_day == date(2026, 11, 12)


def test_a_reader_goes_on_with_the_register_that_it_has_open(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    read_files(extract(tmp_path))
    register = open_register()
    read_files(extract(tmp_path, THIRTY[:2], "edubasealldata20261113.csv"), smaller=True)
    assert register.counts()[""] == 30
    assert register.school("100029")


@pytest.mark.parametrize("content", [b"", b"no register", b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_register_is_told_and_can_be_replaced(
    tmp_path: Path, read_files: Read, register_path: Path, open_register: Open, content: bytes
) -> None:
    register_path.write_bytes(content)
    with pytest.raises(RegisterProblem, match="alliance register update"):
        Register.open(register_path)
    done = read_files(extract(tmp_path))
    assert any("nothing was taken over" in remark for remark in done.remarks)
    assert open_register().counts()[""] == 30


def test_a_register_of_another_version_is_made_anew(
    tmp_path: Path, read_files: Read, register_path: Path
) -> None:
    read_files(extract(tmp_path))
    content = bytearray(register_path.read_bytes())
    content[63] = 99
    register_path.write_bytes(content)
    with pytest.raises(RegisterProblem, match="another version"):
        Register.open(register_path)


def test_names_of_heads_are_kept_only_when_asked_for(
    tmp_path: Path, read_files: Read, register_path: Path, open_register: Open
) -> None:
    rows = [
        school(100_000, "Moor", HeadTitle__name__="Dr", HeadFirstName="Nemo",
               HeadLastName="Nobody-of-that-name", HeadPreferredJobTitle="Principal")
    ]  # fmt: skip
    read_files(extract(tmp_path, rows))
    assert open_register().heads(["100000"]) == {}
    assert b"Nobody-of-that-name" not in register_path.read_bytes()
    read_files(extract(tmp_path, rows), heads=True)
    assert open_register().heads(["100000"]) == {
        "100000": ("Dr Nemo Nobody-of-that-name", "Principal")
    }
    other = extract(tmp_path, [school(100_001, "Dale")], "edubaseallstatefunded20261113.csv")
    remarks = read_files(other).remarks
    assert "The names of heads in the register before were left out: --heads keeps them." in remarks
    assert b"Nobody-of-that-name" not in register_path.read_bytes()


def test_updating_the_register_never_changes_the_store(
    tmp_path: Path, path: Path, store: Store
) -> None:
    before = path.read_bytes()
    update(register_file(path), [extract(tmp_path)], Options(), today=TODAY)
    assert path.read_bytes() == before


# Anomalies


def kinds(register: Register) -> dict[str, int]:
    return register.anomalies()


def test_anomalies_are_counted_and_listed_and_nothing_is_mended(make_register: Make) -> None:
    schools = [
        *THIRTY,
        *(school(120_000 + number, f"Good {number}") for number in range(30)),
        school("12345x", "Without a URN"),
        school(110_000, ""),
        school(100_000, "The same again"),
        school(110_001, "Elsewhere", la="599"),
        school(110_002, "New type", type="58"),
        school(110_003, "New phase", phase="8"),
        school(110_004, "New status", status="5"),
        school(110_005, "Closed", status="2") | {"CloseDate": ""},
        school(110_006, "Open still", CloseDate="31-08-2020"),
        school(110_007, "To close", status="3", CloseDate="31-08-2027"),
        school(110_008, "Bad day", OpenDate="31-02-2020", NumberOfPupils="many"),
        school(400_001, "Ysgol", la="660", type="30"),
    ]
    register = make_register(
        schools,
        [
            link(100_000, 100_001), link(100_001, 100_000, "Predecessor"),
            link(100_002, 999_999), link(100_003, 100_004),
            link(100_005, 100_006), link(100_006, 100_005),
        ],
        [group(1, "With a school"), group(2, "Empty"), group(3, "Closed", status="CLOSED"),
         group(4, "Of another kind", "08")],
        [member(100_000, 1), member(100_001, 77)],
    )  # fmt: skip
    assert register.anomalies() == {
        "bad-urn": 2,
        "doubled-urn": 1,
        "unknown-authority": 1,
        "unknown-type": 1,
        "unknown-phase": 1,
        "unknown-status": 1,
        "closed-without-day": 1,
        "open-but-closed": 1,
        "unreadable": 2,
        "link-to-unknown": 1,
        "one-way-link": 4,
        "circle-of-links": 1,
        "group-without-members": 1,
        "unknown-member": 1,
    }
    assert (register.school("100000") or {})["name"] == "School 0"
    assert (register.school("110002") or {})["type"] == "58"
    assert [row[1:] for row in register.anomaly_rows("unreadable")] == [
        ("110008", "Bad day", "Pupils “many” cannot be read and was left empty"),
        ("110008", "Bad day", "Opened “31-02-2020” cannot be read and was left empty"),
    ]
    (row,) = register.anomaly_rows("open-but-closed")
    assert row[1:3] == ("110006", "Open still")
    assert row[3] == "It is open on 12/11/2026, and closed on 31/08/2020"


def test_anomalies_of_a_file_stay_while_its_rows_do(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    rows = [*THIRTY, school(110_000, "Bad day", OpenDate="31-02-2020"),
            school(110_001, "Worse day", OpenDate="32-02-2020")]  # fmt: skip
    read_files(extract(tmp_path, rows))
    part = [school(110_000, "Mended day", OpenDate="28-02-2020")]
    read_files(extract(tmp_path, part, "edubaseallstatefunded20261113.csv"))
    assert [row[1] for row in open_register().anomaly_rows("unreadable")] == ["110001"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("01-09-2010", date(2010, 9, 1)),
        ("01/09/2010", date(2010, 9, 1)),
        ("2010-09-01", date(2010, 9, 1)),
        ("2010-09-01 00:00:00", date(2010, 9, 1)),
        ("01-01-1900", None),
        ("", None),
    ],
)
def test_days_as_the_department_and_spreadsheets_write_them(
    make_register: Make, cell: str, day: date | None
) -> None:
    register = make_register([school(100_000, "Moor", OpenDate=cell)])
    assert (register.school("100000") or {}).get("opened") == day
    assert register.anomalies() == {}


def test_zeros_that_a_spreadsheet_took_are_put_back(make_register: Make) -> None:
    register = make_register(
        [
            school(100_000, "Moor", type="1", TelephoneNum="1632960001", EstablishmentNumber="12",
                   ReligiousCharacter__code__="2")
        ],
        groups=[group(5, "Trust")],
        members=[member(100_000, 5)],
    )  # fmt: skip
    values = register.school("100000")
    assert values
    assert (values["type"], values["telephone"], values["laestab"]) == (
        "01", "01632960001", "3530012",
    )  # fmt: skip
    assert values["religious_character"] == "02"
    (house,) = register.database.execute("SELECT companies_house FROM groups").fetchone() or ("",)
    assert house == "01234567"


def test_whole_numbers_with_a_point_and_failed_formulas(make_register: Make) -> None:
    row = school("100000.0", "Moor", la="353.0", type="1.0", NumberOfPupils="204.0",
                 UKPRN="10078058.0", TelephoneNum="2074857435.0", Street="#N/A",
                 EstablishmentNumber="2002.0")  # fmt: skip
    register = make_register([row, school(100_001, "#REF!")])
    values = register.school("100000")
    assert values
    assert values == {
        "name": "Moor", "urn": "100000", "laestab": "3532002", "local_authority": "353",
        "type": "01", "status": "1", "phase": "2", "pupils": 204, "ukprn": "10078058",
        "telephone": "02074857435", "town": "Oldham",
    }  # fmt: skip
    assert register.anomalies() == {"bad-urn": 1}


def test_a_school_is_not_said_to_close_before_it_opens(make_register: Make) -> None:
    register = make_register(
        [school(100_000, "Moor", OpenDate="01-09-2010", CloseDate="01-09-2009",
                StatutoryLowAge="11", StatutoryHighAge="4")]
    )  # fmt: skip
    values = register.school("100000")
    assert values
    assert "closed" not in values
    assert "high_age" not in values
