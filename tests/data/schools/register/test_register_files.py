"""Which file is which, whatever it is called, and what happens to files that are not whole."""

from __future__ import annotations

import csv
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import Problem
from data.schools.register.columns import Columns, FileKind
from data.schools.register.extract import SchoolReader
from data.schools.register.register import Register
from data.schools.register.rows import Rows
from data.schools.register.sources import MOST_MEMBERS, sources_of
from tests.data.schools.register.conftest import TODAY, Read
from tests.register_extracts import (
    DAY,
    GOVERNANCE_HEADINGS,
    GROUP_HEADINGS,
    HEADINGS,
    LINK_HEADINGS,
    MEMBER_HEADINGS,
    group,
    link,
    member,
    school,
    write,
)

REAL = Path(__file__).parents[2] / "imports" / "files"
SCHOOLS = [school(100_000 + number, f"School {number}") for number in range(30)]
Open = Callable[[], Register]


def zipped(path: Path, **files: Path) -> Path:
    """The files in a ZIP, under a folder as in the department's own."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, file in files.items():
            packed.write(file, f"extract/{name}.csv")
    return path


def four_files(folder: Path) -> dict[str, Path]:
    links, groups = [link(100_000, 100_001)], [group(1, "A Trust")]
    members = [member(100_000, 1)]
    return {
        "edubasealldata20261112": write(folder / "a.csv", SCHOOLS),
        "links_edubasealldata20261112": write(folder / "b.csv", links, LINK_HEADINGS),
        "allgroupsdata20261112": write(folder / "c.csv", groups, GROUP_HEADINGS),
        "allgroupslinksdata20261112": write(folder / "d.csv", members, MEMBER_HEADINGS),
    }


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (HEADINGS, FileKind.ESTABLISHMENTS),
        (LINK_HEADINGS, FileKind.LINKS),
        (GROUP_HEADINGS, FileKind.GROUPS),
        (MEMBER_HEADINGS, FileKind.GROUP_MEMBERS),
        (GOVERNANCE_HEADINGS, FileKind.GOVERNANCE),
        (["URN", "NumberOnRoll", "DeprivationPPPupils"], FileKind.FIGURES),
        (["URN", "LA (name)", "EstablishmentName", "DeprivationPPPupils"], FileKind.FIGURES),
        ([*HEADINGS, "DeprivationPPPupils"], FileKind.ESTABLISHMENTS),
        (["URN", "Additional address", "Postcode"], FileKind.OTHER),
        (["urn ", "LA(Name)", "establishmentname"], FileKind.ESTABLISHMENTS),
    ],
)
def test_a_file_is_known_by_its_columns(headings: list[str], kind: FileKind) -> None:
    assert Columns.shipped().kind_of(headings) is kind


def test_names_lie_and_columns_decide(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    groups = write(tmp_path / "edubasealldata20261112.csv", [group(7, "Trust")], GROUP_HEADINGS)
    schools = write(tmp_path / "allgroupsdata20261112.csv", SCHOOLS)
    read_files(groups, schools)
    register = open_register()
    assert register.counts()[""] == 30
    assert [file.kind for file in register.files] == ["establishments", "groups"]


def test_the_zip_of_a_download_is_read_as_it_is(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    governors = write(
        tmp_path / "g.csv", [{"GID": "1", "Surname": "Somebody-private"}], GOVERNANCE_HEADINGS
    )
    files = four_files(tmp_path) | {"governancealldata20261112": governors}
    done = read_files(zipped(tmp_path / "Results.zip", **files))
    assert "1 file of governors was not read: names of people are personal data." in done.remarks
    register = open_register()
    assert [(file.kind, file.rows) for file in register.files] == [
        ("establishments", 30), ("links", 1), ("groups", 1), ("group members", 1),
    ]  # fmt: skip
    assert b"Somebody-private" not in register.path.read_bytes()


def test_files_that_the_register_keeps_nothing_of_are_named(
    tmp_path: Path, read_files: Read
) -> None:
    schools = write(tmp_path / "edubasealldata20261112.csv", SCHOOLS)
    other = tmp_path / "other.csv"
    other.write_text("URN,Additional street\n100000,A Lane\n")
    premium = tmp_path / "premium 2026.csv"
    premium.write_text("URN,DeprivationPPPupils\n100000,12\n")
    remarks = read_files(schools, other, premium).remarks
    assert any("other.csv was left" in remark for remark in remarks)
    assert any("alliance register figures" in remark for remark in remarks)


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (lambda names: [*names, "Star sign"],
         "1 column is new to this desk and not kept: Star sign."),
        (lambda names: [n for n in names if n != "Diocese (name)"],
         "1 column is not there, so empty: Diocese (name)."),
        (lambda names: random.Random(1).sample(names, len(names)), ""),
    ],
)  # fmt: skip
def test_a_column_more_or_less_or_elsewhere_costs_nothing_else(
    tmp_path: Path,
    read_files: Read,
    open_register: Open,
    change: Callable[[list[str]], list[str]],
    remark: str,
) -> None:
    path = write(tmp_path / "edubasealldata20261112.csv", SCHOOLS, change(list(HEADINGS)))
    (file,) = read_files(path).files
    assert file.remarks == ([remark] if remark else [])
    assert open_register().school("100007") == {
        "name": "School 7", "urn": "100007", "laestab": "3536019", "local_authority": "353",
        "phase": "2", "type": "01", "status": "1", "town": "Oldham",
    }  # fmt: skip


def test_a_needed_column_under_another_name_is_asked_for_and_can_be_set(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    renamed = ["Name of Establishment" if n == "EstablishmentName" else n for n in HEADINGS]
    rows = [row | {"Name of Establishment": row["EstablishmentName"]} for row in SCHOOLS]
    path = write(tmp_path / "edubasealldata20261112.csv", rows, renamed)
    with pytest.raises(Problem, match=r'name = "Name of Establishment"'):
        read_files(path)
    read_files(path, columns={"name": ("Name of Establishment",)})
    assert open_register().counts()[""] == 30


def test_a_setting_of_a_field_that_there_is_not_is_told(tmp_path: Path, read_files: Read) -> None:
    path = write(tmp_path / "edubasealldata20261112.csv", SCHOOLS)
    remarks = read_files(path, columns={"nane": ("Name",)}).remarks
    assert remarks == ("The register keeps no field “nane”. Did you mean name?",)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_alphabets_and_delimiters_of_spreadsheets(
    tmp_path: Path, read_files: Read, open_register: Open, encoding: str, delimiter: str
) -> None:
    rows = [*SCHOOLS, school(110_000, "École “Ste, Anne”; Höhe")]
    path = tmp_path / "edubasealldata20261112.csv"
    write(path, rows, encoding=encoding, delimiter=delimiter)
    read_files(path)
    values = open_register().school("110000")
    assert values
    assert values["name"] == "École “Ste, Anne”; Höhe"


def test_one_bad_byte_costs_one_line(tmp_path: Path, read_files: Read, open_register: Open) -> None:
    rows = [school(110_000 + n, f"École {n}") for n in range(5)]
    path = write(tmp_path / "edubasealldata20261112.csv", rows, encoding="utf-8")
    path.write_bytes(path.read_bytes().replace("École 3".encode(), b"\xc9cole 3"))
    read_files(path)
    register = open_register()
    names = [(register.school(str(110_000 + n)) or {})["name"] for n in range(5)]
    assert names == [f"École {n}" for n in range(5)]


def test_what_a_terminal_would_obey_is_taken_out(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    path = tmp_path / "edubasealldata20261112.csv"
    write(path, [school(110_000, "Moor\x1b]52;c;x\x07 \u202eSchool\u2028of")], encoding="utf-8")
    read_files(path)
    register = open_register()
    (found,) = register.search("moor").matches
    for name in (found.name, str((register.school("110000") or {})["name"])):
        assert name == "Moor School of"


@pytest.mark.parametrize("cut", [0.5, 0.9])
def test_half_a_file_is_refused(
    tmp_path: Path, read_files: Read, register_path: Path, cut: float
) -> None:
    path = write(tmp_path / "edubasealldata20261112.csv", SCHOOLS)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    with pytest.raises(Problem, match="cut off in its last line"):
        read_files(path)
    assert not register_path.exists()


def test_half_a_zip_is_refused(tmp_path: Path, read_files: Read) -> None:
    path = zipped(tmp_path / "Results.zip", **four_files(tmp_path))
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(Problem, match="damaged or cut off"):
        read_files(path)


@pytest.mark.parametrize("column", ["EstablishmentName", "LSOA (code)", HEADINGS[-1]])
def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line(
    tmp_path: Path, read_files: Read, column: str
) -> None:
    rows = [dict(row) for row in SCHOOLS]
    rows[10][column] = "A ~beginning"
    rows[20][column] = "~"
    path = write(tmp_path / "edubasealldata20261112.csv", rows)
    path.write_text(path.read_text().replace("A ~", '"A ').replace("~", '"'))
    with pytest.raises(Problem, match="opens in line 12 is never closed"):
        read_files(path)


def test_a_few_rows_that_do_not_fit_are_left_out_and_listed(
    tmp_path: Path, read_files: Read, open_register: Open
) -> None:
    path = write(tmp_path / "edubasealldata20261112.csv", SCHOOLS)
    lines = path.read_text().splitlines()
    lines[4] += ",one cell too many"
    path.write_text("\n".join(lines) + "\n")
    read_files(path)
    register = open_register()
    assert register.counts()[""] == 29
    ((_, _, _, message),) = register.anomaly_rows("bad-row")
    assert "line 5: there are 136 cells under 135 headings" in message


def test_a_file_of_which_many_rows_do_not_fit_is_refused(tmp_path: Path, read_files: Read) -> None:
    path = write(tmp_path / "edubasealldata20261112.csv", SCHOOLS)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], *(f"{line},x" for line in lines[1:])]) + "\n")
    with pytest.raises(Problem, match="30 rows do not fit"):
        read_files(path)


def test_a_zip_that_leads_astray_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "Results.zip"
    inside = write(tmp_path / "a.csv", SCHOOLS).read_text()
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("../../edubasealldata20261112.csv", inside)
        packed.writestr("deep/er/edubasealldata20261112.csv", inside)
        packed.writestr("readme.pdf", "x")
    sources, remarks = sources_of([path])
    assert [source.member for source in sources] == ["deep/er/edubasealldata20261112.csv"]
    assert len(remarks) == 2
    assert "leads astray" in remarks[0]


def test_a_zip_of_too_many_files_or_with_a_password_is_refused(tmp_path: Path) -> None:
    many, locked = tmp_path / "many.zip", tmp_path / "locked.zip"
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(MOST_MEMBERS + 1):
            packed.writestr(f"{number}.csv", "URN\n")
    with pytest.raises(Problem, match="at most 200"):
        sources_of([many])
    with zipfile.ZipFile(locked, "w") as packed:
        packed.writestr("a.csv", "URN\n")
    content = bytearray(locked.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(content)
    with pytest.raises(Problem, match="has a password"):
        sources_of([locked])


def test_a_zip_that_would_be_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", "URN\n")
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = (2_000_000_000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(Problem, match="2,000 MB unpacked, and at most 400 MB"):
        sources_of([path])


def test_a_line_without_an_end_is_not_held_in_memory(tmp_path: Path, read_files: Read) -> None:
    path = tmp_path / "edubasealldata20261112.csv"
    headings = b"URN,EstablishmentName,LA (code),EstablishmentStatus (code)\n"
    path.write_bytes(headings + b"x" * 3_000_000)
    with pytest.raises(Problem, match="more than a megabyte"):
        read_files(path)


@pytest.mark.parametrize("name", ["", "nowhere.csv"])
def test_a_missing_file_and_a_folder_are_told(tmp_path: Path, read_files: Read, name: str) -> None:
    with pytest.raises(Problem, match="is a folder" if not name else "There is no file"):
        read_files(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "schools", "urn", "expected"),
    [
        ("extract_2026.csv", 40, "137133", {"type": "34", "postcode": "OL1 3SQ", "pupils": 1702}),
        ("extract_full_header_2023.csv", 22, "100000",
         {"type": "02", "religious_character": "02", "telephone": "02072831147",
          "laestab": "2013614", "boarders": False}),
    ],
)  # fmt: skip
def test_real_files_of_several_years_are_read(
    read_files: Read, open_register: Open, name: str, schools: int, urn: str,
    expected: dict[str, object],
) -> None:  # fmt: skip
    read_files(REAL / name, as_of=None if "2023" in name else DAY)
    register = open_register()
    assert register.counts()[""] == schools
    values = register.school(urn)
    assert values
    assert {key: values[key] for key in expected} == expected


def test_the_register_and_an_import_read_a_row_alike(read_files: Read, open_register: Open) -> None:
    path = REAL / "extract_full_header_2023.csv"
    read_files(path)
    register = open_register()
    with path.open(encoding="cp1252", newline="") as file:
        headings, *rows = csv.reader(file)
    reader = SchoolReader(headings, TODAY)
    for row in rows:
        imported = reader.read(row)
        assert register.school(str(imported["urn"])) == imported


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=12), min_size=3, max_size=3)
)
def test_any_text_comes_through_a_file_of_rows_in_its_own_cell(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["A", "B", "C", "D"])
        writer.writerow([*cells, "end"])
        writer.writerow(["1", "2", "3", "4"])
    with path.open("rb") as opened:
        rows = list(Rows(opened, "rows.csv"))
    assert len(rows) == 2
    assert rows[0][3] == "end"
    assert rows[1] == ["1", "2", "3", "4"]
    for typed, read in zip(cells, rows[0], strict=False):
        if typed.isascii() and typed.isprintable():
            assert read == typed
