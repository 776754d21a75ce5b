"""`alliance register …`, as a person or a script calls it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.files.places import register_file
from data.schools.register.register import Register
from data.store.store import Store
from models.schools.school import School
from tests.conftest import TODAY
from tests.register_extracts import LINK_HEADINGS, link, make_extract, school, write
from tests.tui.command_line.answers import Alliance, Answer
from tui.command_line.main import main
from tui.command_line.verbs import all_verbs

HOUSE = Path(__file__).resolve().parents[2]
ROWS = [
    school(137_133, "The Blue Coat CofE School", phase="4", type="34", NumberOfPupils="1702",
           TelephoneNum="0161 624 1484", trust="Cranmer Education Trust"),
    school(105_691, "Holy Trinity CofE Dobcross Primary School"),
    school(105_701, "Holy Family RC Primary School", status="2"),
    school(149_454, "Holy Family Academy", type="34"),
    school(120_001, "Holy Trinity School", la="357", district="Tameside"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALLIANCE_STORE", "ALLIANCE_TODAY", "_ARGCOMPLETE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))


@pytest.fixture
def alliance(capsys: pytest.CaptureFixture[str]) -> Alliance:
    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = main(["--today", TODAY.isoformat(), *arguments])
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write(tmp_path / "edubasealldata20261112.csv", ROWS)


@pytest.fixture
def books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alliance: Alliance, extract: Path
) -> Path:
    """A store of two schools with a register beside it."""
    path = tmp_path / "alliance.db"
    monkeypatch.setenv("ALLIANCE_STORE", str(path))
    links = write(
        tmp_path / "links20261112.csv", [link(105_701, 149_454, day="01-09-2024")], LINK_HEADINGS
    )
    for call in (
        ["add", "schools", "name=Blue Coat", "urn=137133", "pupils=1650", "local-authority=353"],
        ["add", "schools", "name=Holy Family RC Primary School", "urn=105701", "status=open"],
        ["add", "alliances", "name=Northern", "hub=blue"],
        ["register", "update", str(extract), str(links)],
    ):
        answer = alliance(*call)
        assert answer.code == 0, answer.err
    return path


def test_an_update_says_what_was_read_and_where_what_is_wrong_is_listed(
    alliance: Alliance, extract: Path, tmp_path: Path
) -> None:
    answer = alliance("register", "update", str(extract))
    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0] == "Read edubasealldata20261112.csv: 5 schools of 12/11/2026."
    assert answer.lines[-1] == "The register of 12/11/2026 holds 5 schools."
    assert "  of 12/11/2026" in alliance("where").lines
    spoilt = write(extract.with_name("edubasealldata20261113.csv"), [*ROWS, ROWS[0]])
    assert alliance("register", "update", str(spoilt)).lines[-1] == (
        "1 anomaly in the files. List them: alliance register status --anomalies"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["update"], 2, "FILE is missing"),
        (["update", "nowhere.csv"], 1, "There is no file “nowhere.csv”"),
        (["update", "{older}"], 3, "use --older to go back"),
        (["update", "{older}", "--as-of", "32/13/2026"], 2, "For example --as-of"),
        (["updat"], 2, "Did you mean update?"),
        ([], 2, "See: alliance register --help"),
        (["search"], 2, "WORDS is missing"),
        (["search", "la:zzz"], 2, "Nothing in the register fits la:zzz"),
        (["search", "--older", "x"], 2, "There is no option --older"),
        (["count"], 2, "Give one of"),
        (["count", "--hub", "XX9"], 2, "no teaching school hub area"),
        (["count", "--district", "Oldhan"], 2, "There is: Oldham"),
        (["count", "--hub", "NW10", "--district", "Oldham"], 2, "Give one of"),
        (["accept"], 2, "--school NAME, --field FIELD or --all"),
        (["differences", "--field", "pupls"], 2, "Did you mean pupils?"),
        (["differences", "--school", "nobody"], 2, "nobody"),
        (["status", "--anomalies", "bad"], 2, "Did you mean bad-"),
        (["figures"], 2, "FILE is missing"),
        (["status", "more"], 2, "one word too many"),
    ],
)
def test_a_call_that_cannot_be_followed_says_why_in_a_line(
    alliance: Alliance, books: Path, tmp_path: Path, arguments: list[str], code: int, why: str
) -> None:
    older = write(tmp_path / "edubasealldata20250422.csv", ROWS)
    answer = alliance("register", *(word.format(older=older) for word in arguments))
    assert answer.code == code, answer.err
    assert len(answer.complaints) == 1
    assert why in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("verb", ["status", "search x", "count --hub NW10", "differences", "back"])
def test_without_a_register_it_is_said_how_to_get_one(alliance: Alliance, verb: str) -> None:
    answer = alliance("register", *verb.split())
    assert answer.code == 1
    assert len(answer.complaints) == 1
    if verb != "back":
        assert "alliance register update FILE" in answer.err


def test_every_verb_of_the_register_has_help(alliance: Alliance) -> None:
    (register,) = (verb for verb in all_verbs() if verb.name == "register")
    overview = alliance("register", "--help").out
    for verb in register.verbs:
        name = verb.name.split()[1]
        assert f"\n    {name}" in overview
        answer = alliance("register", name, "--help")
        assert answer.code == 0
        assert answer.out.startswith(f"usage: alliance {verb.name}")


def test_status_tells_the_day_the_files_and_the_anomalies(alliance: Alliance, books: Path) -> None:
    lines = alliance("register", "status").lines
    assert lines[0].startswith("Register of 12/11/2026, 9 days old: ")
    assert lines[1] == "5 schools: 4 open, 1 closed"
    assert any(line.startswith("links: links20261112.csv of 12/11/2026, 1 rows") for line in lines)
    assert any("1  one-way-link" in line for line in lines)
    status = json.loads(alliance("register", "status", "--format", "json").out)
    assert (status["day"], status["days_old"], status["schools"]) == ("2026-11-12", 9, 5)
    assert status["anomalies"] == {"one-way-link": 1}
    rows = json.loads(alliance("register", "status", "--anomalies", "--format", "json").out)
    assert rows == [
        {"kind": "one-way-link", "urn": "105701", "school": "Holy Family RC Primary School",
         "anomaly": "Successor 149454 stands only here"}
    ]  # fmt: skip


def test_an_old_register_says_so(alliance: Alliance, books: Path) -> None:
    assert alliance("register", "status").err == ""
    answer = alliance("--today", "2027-06-01", "register", "status")
    assert "more than half a year old" in answer.err


def test_a_search_shows_ones_own_first_and_what_is_in_the_books(
    alliance: Alliance, books: Path
) -> None:
    answer = alliance("register", "search", "holy", "--format", "json")
    rows = json.loads(answer.out)
    assert [row["urn"] for row in rows] == ["149454", "105691", "120001", "105701"]
    assert rows[-1]["status"] == "Closed → 149454"
    assert [row["in_books"] for row in rows] == [False, False, False, True]
    assert answer.err == "alliance: 3 open · 1 closed\n"
    text = alliance("register", "search", "blue", "cranmer").lines
    assert text[2].split()[:9] == [
        "●", "The", "Blue", "Coat", "CofE", "School", "137133", "Oldham", "Secondary",
    ]  # fmt: skip
    table = alliance("register", "search", "holy", "--format", "csv").out.removeprefix("\ufeff")
    assert next(csv.DictReader(io.StringIO(table)))["URN"] == "149454"


def test_a_search_that_finds_nothing_offers_what_is_near(alliance: Alliance, books: Path) -> None:
    answer = alliance("register", "search", "dobcros", "trinitty")
    assert (answer.code, answer.out) == (0, "")
    assert "Near: Holy Trinity CofE Dobcross Primary School" in answer.err
    assert json.loads(alliance("register", "search", "xyzzy", "--format", "json").out) == []


def test_a_search_needs_no_store(alliance: Alliance, extract: Path, tmp_path: Path) -> None:
    assert alliance("register", "update", str(extract)).code == 0
    assert len(alliance("register", "search", "holy").lines) == 6
    assert not list((tmp_path / "XDG_DATA_HOME").rglob("alliance.db"))


@pytest.mark.parametrize(
    "area", [["--alliance", "northern"], ["--hub", "nw10"],
             ["--district", "oldham", "--district", "Tameside"]]
)  # fmt: skip
def test_the_schools_of_an_area_are_counted_with_definition_and_day(
    alliance: Alliance, books: Path, area: list[str]
) -> None:
    answer = alliance("register", "count", *area)
    assert "Register of 12/11/2026." in answer.out
    assert "Districts: Oldham; Tameside." in answer.lines
    rows = json.loads(alliance("register", "count", *area, "--format", "json").out)
    assert [(row["authority"], row["primary"], row["secondary"], row["total"]) for row in rows] == [
        ("Oldham", 2, 1, 3), ("Tameside", 1, 0, 1), ("All", 3, 1, 4),
    ]  # fmt: skip


def test_differences_are_listed_and_a_school_that_closed_says_where_it_goes_on(
    alliance: Alliance, books: Path
) -> None:
    answer = alliance("register", "differences", "--field", "status")
    assert answer.lines[2].split()[-4:] == ["Open", "Closed", "02/11/2026", "105701"]
    assert "it goes on as 149454 Holy Family Academy, from 01/09/2024" in answer.err
    rows = json.loads(
        alliance("register", "differences", "--school", "blue", "--format", "json").out
    )
    pupils = next(row for row in rows if row["field"] == "Pupils")
    assert pupils == {"school": "Blue Coat", "urn": "137133", "field": "Pupils", "ours": "1650",
                      "register": "1702", "changed": "2026-11-02"}  # fmt: skip


def test_what_is_accepted_is_set_and_can_be_taken_back(alliance: Alliance, books: Path) -> None:
    shown = alliance("register", "accept", "--field", "pupils", "--dry-run")
    assert shown.lines == ["Blue Coat: Pupils: 1650 → 1702"]
    assert of_blue_coat(books)["pupils"] == 1650
    done = alliance("register", "accept", "--field", "pupils")
    assert (done.code, done.lines) == (0, shown.lines)
    assert of_blue_coat(books)["pupils"] == 1702
    said = "Took Pupils of Blue Coat from the register of 12/11/2026"
    assert alliance("history").lines[0].endswith(said)
    assert alliance("history", "--undo", "1").code == 0
    assert of_blue_coat(books)["pupils"] == 1650
    assert alliance("register", "accept", "--all").code == 0
    assert "agree" in alliance("register", "differences").err
    assert "nothing to take" in alliance("register", "accept", "--all").err


def test_what_is_kept_is_not_offered_again(alliance: Alliance, books: Path) -> None:
    kept = alliance("register", "keep", "--field", "pupils")
    assert kept.lines == ["Blue Coat: Pupils: 1650 → 1702"]
    assert "1 value is kept as ours." in kept.err
    assert alliance("register", "differences", "--field", "pupils").out == ""
    assert of_blue_coat(books)["pupils"] == 1650
    assert alliance("history", "--undo", "1").code == 0
    assert "1702" in alliance("register", "differences", "--field", "pupils").out


def of_blue_coat(path: Path) -> dict[str, object]:
    with Store.open(path, today=TODAY, read_only=True) as store:
        (found,) = store.find(School, urn="137133")
    return dict(found)


def test_a_head_of_another_name_is_listed_and_never_accepted(
    alliance: Alliance, books: Path, tmp_path: Path
) -> None:
    rows = [row | {"HeadFirstName": "Nemo", "HeadLastName": "Nobody"} for row in ROWS]
    path = write(tmp_path / "edubasealldata20261113.csv", rows)
    assert alliance("register", "update", str(path), "--heads").code == 0
    answer = alliance("register", "differences", "--field", "head", "--format", "json")
    assert {(row["urn"], row["register"]) for row in json.loads(answer.out)} == {
        ("137133", "Nemo Nobody"), ("105701", "Nemo Nobody"),
    }  # fmt: skip
    assert "nothing to take" in alliance("register", "accept", "--field", "head").err


def test_a_urn_is_enough_to_add_a_school(alliance: Alliance, books: Path) -> None:
    answer = alliance("add", "schools", "urn=105691", "telephone=01632 960001")
    assert answer.code == 0
    assert answer.out.startswith("Holy Trinity CofE Dobcross Primary School\t")
    assert "1 school was filled in from the register of 12/11/2026." in answer.err
    (row,) = json.loads(alliance("list", "schools", "dobcross", "--format", "json").out)
    assert (row["type"], row["telephone"]) == ("Community school", "01632 960001")


def test_a_urn_that_the_register_lacks_is_said_and_the_name_asked_for(
    alliance: Alliance, books: Path
) -> None:
    answer = alliance("add", "schools", "urn=999999")
    assert answer.code == 3
    assert answer.complaints[0] == "alliance: Not in the register of 12/11/2026: 999999."
    assert alliance("add", "schools", "urn=999999", "name=By hand").code == 0


def test_a_school_is_shown_with_what_the_register_says_beside_its_fields(
    alliance: Alliance, books: Path, tmp_path: Path
) -> None:
    figures = tmp_path / "premium 2021-22.csv"
    figures.write_text("URN,NumberOnRoll,DeprivationPPPupils\n137133,1650,200\n")
    answer = alliance("register", "figures", str(figures))
    assert answer.lines == ["Read the figures of 2021/22 of 1 school."]
    lines = alliance("show", "schools", "137133").lines
    at = lines.index("In the register of 12/11/2026")
    said = [line.split(maxsplit=1) for line in lines[at + 1 :]]
    assert ["District", "Oldham"] in said
    assert "  Pupil premium  200 of 1650 (2021/22)" in lines
    assert "agrees" not in alliance("show", "schools", "137133", "--format", "json").out


def test_back_and_forth(alliance: Alliance, books: Path, tmp_path: Path) -> None:
    newer = write(tmp_path / "edubasealldata20261120.csv", ROWS)
    assert alliance("register", "update", str(newer)).code == 0
    answer = alliance("register", "back")
    assert answer.lines == [
        "The register is that of 12/11/2026 again.",
        "The one of 20/11/2026 is kept: alliance register back brings it back.",
    ]
    where = alliance("where").lines
    assert f"  {tmp_path / 'register-previous.db'}" in where


@pytest.mark.parametrize("verb", [["update", "x.csv"], ["back"], ["figures", "x.csv"]])
def test_the_register_stays_where_nothing_may_be_changed(
    alliance: Alliance, books: Path, verb: list[str]
) -> None:
    before = register_file(books).read_bytes()
    assert alliance("--read-only", "register", *verb).code == 1
    assert alliance("--sample", "register", *verb).code == 2
    assert register_file(books).read_bytes() == before


def test_the_sample_looks_at_the_register_that_there_is(alliance: Alliance, extract: Path) -> None:
    assert alliance("register", "update", str(extract)).code == 0
    assert alliance("--sample", "register", "search", "holy").code == 0
    assert "Oldham" in alliance("--sample", "register", "count", "--alliance", "north").out


def test_the_sample_has_a_register_of_its_own_where_there_is_none(
    alliance: Alliance, books: Path
) -> None:
    register_file(books).unlink()
    assert "The Blue Coat" in alliance("--sample", "register", "search", "blue", "coat").out
    assert "Pupils" in alliance("--sample", "register", "differences").out
    assert not register_file(books).exists()


def test_a_setting_lets_a_renamed_column_be_read(
    alliance: Alliance, tmp_path: Path, books: Path
) -> None:
    rows = [row | {"Called": row["EstablishmentName"]} for row in ROWS]
    headings = ["Called" if n == "EstablishmentName" else n for n in rows[0]]
    path = write(tmp_path / "edubasealldata20261113.csv", rows, headings[:-1])
    assert "register.columns" in alliance("register", "update", str(path)).err
    config = Path(alliance("where").lines[-1].removeprefix("configuration: "))
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[register.columns]\nname = "Called"\nsize = "Large"\n')
    answer = alliance("register", "update", str(path))
    assert answer.code == 0
    assert any("keeps no field “size”" in line for line in answer.lines)


INTERRUPTED = """
import signal, sys
from pathlib import Path
from data.schools.register import update

def interrupt(_database):
    print(len([*Path(sys.argv[-1]).parent.glob(".alliance-register-*.part")]), flush=True)
    signal.raise_signal(signal.SIGINT)

update._finish = interrupt
# Whatever runs these tests in the background may have it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
from tui.command_line.main import main
sys.exit(main())
"""
"""The command, interrupted when it has read all files and not yet finished the new register."""


def test_ctrl_c_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    extract = make_extract(tmp_path / "edubasealldata20261112.csv", 300)
    store = tmp_path / "alliance.db"
    told = ["--today", TODAY.isoformat(), "--store", str(store), "register", "update"]
    environment = os.environ | {"PYTHONPATH": str(HOUSE)}
    first = write(tmp_path / "edubasealldata20261101.csv", ROWS)
    subprocess.run([sys.executable, "-m", "tui", *told, str(first)], cwd=HOUSE, env=environment,
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    before = register_file(store).read_bytes()
    ran = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *told, str(extract)], cwd=HOUSE, env=environment,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (ran.stdout, ran.returncode) == ("1\n", 130)
    assert "The register is as it was before." in ran.stderr
    assert register_file(store).read_bytes() == before
    assert not list(tmp_path.glob(".alliance-register-*"))
    with Register.open(register_file(store)) as register:
        assert register.counts()[""] == len(ROWS)
