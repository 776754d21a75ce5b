"""The house: which part may know which, and what happens when a module is merely imported."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.kinds import RECORDS
from models.subjects import SUBJECTS

HOUSE = Path(__file__).resolve().parents[1]
PARTS = ("models", "data", "tui")
MODULES = sorted(path for part in PARTS for path in (HOUSE / part).rglob("*.py"))
ALLOWED = {"models": {"models"}, "data": {"models", "data"}, "tui": {"models", "data", "tui"}}
SCREEN = {"textual"}


def module_name(path: Path) -> str:
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def source(path: Path) -> str:
    """The text of a module."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(source(path))


def found_in_modules(look: Callable[[Path], object]) -> dict[str, object]:
    """What is found in the modules, by their names; those in which nothing is are left out."""
    return {module_name(path): found for path in MODULES if (found := look(path))}


def imports(path: Path) -> set[str]:
    """The first words of all that a module imports anywhere in it."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots: name the package"
            found.add(str(node.module).split(".")[0])
    return found


def test_arrows_run_from_the_screen_to_the_data_to_the_models() -> None:
    def known_against_the_rule(path: Path) -> set[str]:
        part = path.relative_to(HOUSE).parts[0]
        refused = set(PARTS) - ALLOWED[part] | {"tests"} | (set() if part == "tui" else SCREEN)
        return imports(path) & refused

    assert found_in_modules(known_against_the_rule) == {}


ORDERS = {
    "models": ("subjects", "fields", "records", *SUBJECTS, "kinds"),
    "data": (
        *("problems", "files", "store", "tables", "exports", "imports"),
        *SUBJECTS,
        *("summaries", "letters", "today", "catalogues", "sample"),
    ),
    "tui": (
        *("terminal", "grid", "widgets", "workbench", "dialogs", "forms", "sections", "commands"),
        "command_line",
        *SUBJECTS,
        *("desk", "__main__"),
    ),
}
"""The folders of each floor, each after those that it may know."""

MACHINERY = {part: frozenset(order) - {*SUBJECTS, "kinds"} for part, order in ORDERS.items()}
ALSO_KNOW_SUBJECTS = {("data", "sample"), ("data", "today")}
"""The sample holds records of every kind, and Today tells how far the half-term has gone."""

NAMES = frozenset(map(module_name, MODULES))


@cache
def known_by(path: Path) -> frozenset[str]:
    """The modules of ours that a module imports anywhere, inside functions and for types too."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in PARTS:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in NAMES else str(node.module))
    return frozenset(found)


def place(name: str) -> tuple[str, str]:
    part, folder, *_ = [*name.split("."), ""]
    return part, folder


def test_arrows_run_along_the_one_order_of_machinery_and_subjects() -> None:
    def later(path: Path) -> list[str]:
        part, folder = place(module_name(path))
        if not folder:
            return []
        assert folder in ORDERS[part], f"state the place of {folder} in the order"
        here = ORDERS[part].index(folder)
        others = [place(name) for name in known_by(path)]
        found = [to for of, to in others if of == part and to and ORDERS[part].index(to) > here]
        if (part, folder) == ("data", "summaries") and len(path.parts) > len(HOUSE.parts) + 3:
            # A summary stands with its subject.
            found = [to for to in found if to != "today"]
        return found

    assert found_in_modules(later) == {}


def is_machinery(path: Path) -> bool:
    part, folder = place(module_name(path))
    is_subjects = set(path.parts) & set(SUBJECTS)
    return (
        folder in MACHINERY[part] and not is_subjects and (part, folder) not in ALSO_KNOW_SUBJECTS
    )


def test_machinery_branches_on_no_kind() -> None:
    kinds = "|".join(record.__name__ for record in RECORDS)
    branch = re.compile(rf"\b\w+ is (?:not )?(?:{kinds})\b")
    assert found_in_modules(lambda p: is_machinery(p) and branch.findall(source(p))) == {}


def test_machinery_knows_no_subject() -> None:
    def known_subjects(path: Path) -> set[str]:
        if not is_machinery(path):
            return set()
        return {name for name in known_by(path) if place(name)[1] in SUBJECTS}

    assert found_in_modules(known_subjects) == {}


ALSO_OTHER_WORDS = frozenset(
    {
        *("action", "actions", "calendar", "group", "groups", "letter", "letters", "project"),
        *("share", "shares", "step", "steps", "support", "texts"),
    }
)
"""Names of kinds and subjects that the machinery has a use of its own for."""

NAMED_BY_MACHINERY = {
    "data.tables.limits": {"alliance", "alliances", "school", "schools"},
    "data.files.configuration": {"alliance", "school"},
    "data.exports.writers.ical_file": {"school"},
    "data.summaries.declaring": {"alliance", "school", "schools", "workstream"},
    "tui.workbench.command": {"alliances"},
    "tui.desk.tabs": set(SUBJECTS),
}
"""What papers may be limited to, said once, and the words of the configuration's file for it; the
column that a calendar puts beside what is due; what those who read papers are called, under whom
they are offered; where the key for letters leads from everywhere; and which tab is whose."""


def test_machinery_names_no_kind_and_no_subject_in_a_text_either() -> None:
    kinds = {
        name
        for record in RECORDS
        for name in (record.kind, record.singular, record.plural(), record.__name__)
    }
    words = {name.lower() for name in kinds} | set(SUBJECTS)
    program = {"alliance"}

    def named(path: Path) -> set[str]:
        name = module_name(path)
        if not is_machinery(path) or name == "models.subjects":
            return set()
        told = [
            node.value.lower()
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        paths = {word for text in told for word in SUBJECTS if f"tui.{word}." in text}
        said = {text for text in told if text in words} | paths
        also = ALSO_OTHER_WORDS | NAMED_BY_MACHINERY.get(name, set())
        return said - also - (program if "command" in name else set())

    assert found_in_modules(named) == {}


def test_no_file_knows_itself_by_a_roundabout_way() -> None:
    waiting = {module_name(path): known_by(path) - {module_name(path)} for path in MODULES}
    free = {name for name, knows in waiting.items() if not knows}
    while free:
        waiting = {n: knows - free for n, knows in waiting.items() if n not in free}
        free = {name for name, knows in waiting.items() if not knows}
    # What is left is in a circle, or knows somebody who is.
    assert sorted(waiting) == []


def test_no_file_is_longer_than_a_reader_keeps_in_mind() -> None:
    def lines_too_many(path: Path) -> int:
        return max(0, len(source(path).splitlines()) - 500)

    assert found_in_modules(lines_too_many) == {}


def test_sql_stands_in_the_store_and_in_the_queries_of_subjects() -> None:
    def sql(path: Path) -> list[str]:
        if place(module_name(path)) == ("data", "store") or path.name == "queries.py":
            return []
        return re.findall(r"\.database\.(?:rows|value|many)\(", source(path))

    assert found_in_modules(sql) == {}


def test_every_module_says_what_it_is_for() -> None:
    assert found_in_modules(lambda path: not ast.get_docstring(tree(path))) == {}


_WATCH = """
import importlib, json, sys, threading
allowed = tuple(json.loads(sys.argv[1]))
seen, writes = [], set("wax+")
def watch(event, arguments):
    if event == "open":
        path, mode = str(arguments[0]), arguments[1] or ""
        if not path.startswith(allowed) or writes & set(mode):
            if not path.endswith((".pyc", "__pycache__")) and not path.startswith("/proc/self"):
                seen.append([event, path, mode])
    elif event.startswith(("sqlite3.connect", "socket.", "subprocess", "os.system", "os.mkdir",
                           "os.remove", "os.rename", "_thread.start_new_thread")):
        if event != "socket.gethostname":
            seen.append([event, str(arguments)])
sys.path.insert(0, sys.argv[2])
import encodings.idna, apsw
apsw.connection_hooks.append(lambda connection: seen.append(["apsw", connection.filename]))
sys.addaudithook(watch)
late = ("textual", "openpyxl", "xlsxwriter", "argcomplete", "docx", "typst")
for name in sys.argv[3:]:
    seen.clear()
    importlib.import_module(name)
    loaded = [each for each in late if each in sys.modules]
    print(json.dumps([name, {"seen": seen, "threads": threading.active_count(), "loaded": loaded}]))
"""


def what_importing_does(
    names: Sequence[str], home: Path = HOUSE, allowed: Sequence[str] = ()
) -> dict[str, dict[str, Any]]:
    """What happened while these modules were imported, one after the other, in one process."""
    homes = {sys.prefix, sys.base_prefix, os.path.realpath(sys.prefix), sys.exec_prefix}
    homes |= {os.path.realpath(each) for each in sys.path if "site-packages" in each}
    places = [*homes, *allowed]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/nonexistent"}
    ran = subprocess.run(
        [sys.executable, "-c", _WATCH, json.dumps(places), str(home), *names],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(line) for line in ran.stdout.splitlines())


def test_importing_a_module_touches_nothing() -> None:
    not_imported = {"__main__"} | ({"linux_driver"} if sys.platform == "win32" else set())
    names = [
        module_name(path)
        for part in PARTS
        for path in sorted((HOUSE / part).rglob("*.py"))
        if path.stem not in not_imported
    ]
    found = what_importing_does(names, allowed=[str(HOUSE / part) for part in PARTS])
    assert found.keys() == set(names)
    assert {name: each["seen"] for name, each in found.items() if each["seen"]} == {}
    assert {each["threads"] for each in found.values()} == {1}
    # Modules were imported floor by floor: what the lower ones had loaded is seen at the last.
    below = [name for name in names if not name.startswith("tui")]
    assert found[below[-1]]["loaded"] == []
    assert set(found[names[-1]]["loaded"]) == {"textual"}


@pytest.mark.parametrize(
    "verb",
    [
        "list schools",
        "show schools Blue",
        "export policies-overdue",
        "history",
        "add schools --help",
    ],
)
def test_the_command_line_answers_without_textual_and_the_verbs_of_subjects(verb: str) -> None:
    call = (
        "import sys; from tui.command_line.main import main\n"
        "sys.argv[1:] = ['--sample', '--today', '2026-11-21', *sys.argv[1:]]\n"
        "try: code = main()\n"
        "except SystemExit as ended: code = ended.code\n"
        "ours = [name for name in sys.modules if name.startswith('tui.') and name.count('.') > 1]\n"
        "of_subjects = [name for name in ours if '.command_line.' not in name]\n"
        "print(code or 0, 'textual' in sys.modules, *of_subjects, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", call, *verb.split()],
        capture_output=True, text=True, check=False, cwd=HOUSE,
    )  # fmt: skip
    assert ran.stdout
    code, textual, *of_subjects = ran.stderr.splitlines()[-1].split()
    assert (code, textual) == ("0", "False")
    # What they declare is all that is loaded of the subjects, and that only where it is needed.
    assert {name.rpartition(".")[2] for name in of_subjects} <= {"verbs"}
    assert not of_subjects or verb.startswith("export")


def test_the_watch_sees_what_it_looks_for(tmp_path: Path) -> None:
    """The test above proves nothing when its watch is blind."""
    (tmp_path / "rude.py").write_text(
        "import sqlite3, threading, apsw, socket, pathlib\n"
        "open(__file__ + '.log', 'w').close(); sqlite3.connect(':memory:')\n"
        "apsw.Connection(':memory:')\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "socket.socket().close(); pathlib.Path('/etc/passwd').read_text()\n",
        encoding="utf-8",
    )
    done = what_importing_does(["rude"], home=tmp_path)["rude"]
    events = {each[0] for each in done["seen"]}
    assert {"open", "sqlite3.connect", "apsw", "socket.__new__"} <= events
    assert {"/etc/passwd", f"{tmp_path / 'rude.py'}.log"} <= {each[1] for each in done["seen"]}
    assert done["threads"] == 2
