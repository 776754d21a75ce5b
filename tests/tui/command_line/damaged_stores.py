"""`python -m tests.tui.command_line.damaged_stores`: damaged books are known as such, and kept.

Each copy of the sample is damaged in a way of its own: bytes of a page changed, pieces put to
nothing or exchanged, the file cut short, its header spoiled. Whatever is asked of it then, it is
answered in a line that says what to do; and nothing is written into what `check` calls damaged.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from tests.terminal.home import write_sample
from tui.command_line.main import main as alliance

TODAY = date(2026, 11, 21)
_PAGE = 4096
_CALLS = (
    ("list", "schools"),
    ("export", "policies-overdue", "--format", "csv"),
    ("history",),
    ("add", "people", "name=Somebody Else (sample)"),
    ("set", "schools", "Ashenfold", "town=Elsewhere"),
    ("undo",),
)
_CHANGES = {"add", "set", "undo"}
_SOUND, _DAMAGED = 0, 4


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The file with damage of some kind in it."""
    at = chance.randrange(100, len(whole) - _PAGE)
    page = at // _PAGE * _PAGE
    spoiled = bytearray(whole)
    match chance.randrange(6):
        case 0:
            spoiled[at : at + 64] = chance.randbytes(64)
        case 1:
            spoiled[page : page + _PAGE] = bytes(_PAGE)
        case 2:
            other = chance.randrange(1, len(whole) // _PAGE) * _PAGE
            spoiled[page : page + _PAGE] = whole[other : other + _PAGE]
        case 3:
            del spoiled[at:]
        case 4:
            spoiled[chance.randrange(16, 96)] ^= 1 << chance.randrange(8)
        case _:
            for _ in range(20):
                spoiled[chance.randrange(100, len(whole))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def answer(store: Path, *words: str) -> tuple[int, str]:
    """The exit code of a call, and all that it wrote."""
    told = io.StringIO()
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(told):
        code = alliance(["--today", TODAY.isoformat(), "--store", str(store), *words])
        output.flush()
    return code, told.getvalue()


def faults_of(store: Path, spoiled: bytes) -> tuple[bool, list[str]]:
    """Whether `check` finds a store sound, and what went wrong in what was asked of it."""
    store.write_bytes(spoiled)
    code, told = answer(store, "check")
    faults = [] if code in (_SOUND, _DAMAGED) else [f"check ended with {code}: {told}"]
    for words in _CALLS:
        store.write_bytes(spoiled)
        found, said = answer(store, *words)
        name = " ".join(words[:2])
        if "Traceback" in said or "Please report" in said:
            faults.append(f"{name} blames the program: {said}")
        if found != _SOUND and not said.strip():
            faults.append(f"{name} ended with {found} without a word")
        if code == _DAMAGED and words[0] in _CHANGES:
            if found == _SOUND:
                faults.append(f"{name} wrote into damaged books")
            elif store.read_bytes() != spoiled:
                faults.append(f"{name} was refused and changed the file all the same")
    return code == _SOUND, faults


def try_damage(folder: Path, stores: int, seed: int) -> tuple[Counter[bool], list[str]]:
    """How many stores were sound and not after all, and what went wrong with any of them."""
    chance = random.Random(seed)
    books = folder / "books" / "alliance.db"
    books.parent.mkdir()
    write_sample(books, TODAY)
    whole = books.read_bytes()
    counted: Counter[bool] = Counter()
    faults: list[str] = []
    for number in range(stores):
        is_sound, found = faults_of(books, damaged(whole, chance))
        counted[is_sound] += 1
        faults += [f"store {number}: {each}" for each in found]
    return counted, faults


def main() -> int:
    """Damage as many stores as asked for, and tell what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--stores", type=int, default=200, help="how many to damage (200)")
    parser.add_argument("--seed", type=int, default=1, help="the same one damages the same (1)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counted, faults = try_damage(Path(folder), options.stores, options.seed)
    print("\n".join(faults[:50]))
    print(
        f"{options.stores} stores: {counted[False]} damaged for check, {counted[True]} sound; "
        f"{len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
