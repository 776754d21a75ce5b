"""Where the `alliance` command begins: under a name of its own, to see that all else is ours."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

_HOME = Path(__file__).resolve().parent
_PARTS = {"models": b"What things are", "data": b"Where things live", "tui": b"What people see"}
"""The packages of the program, with the words that each begins with."""


def main() -> int:
    """Do what the command line asks for; gives the exit code."""
    if stranger := _in_the_way():
        print(
            f"alliance: {stranger} stands where the program looks for a part of its own. Start it "
            "from another folder or without PYTHONPATH, or install it in an environment of its "
            "own, for example with pipx.",
            file=sys.stderr,
        )
        return 1
    from tui.__main__ import main as answer

    return answer()


def _in_the_way() -> str:
    """A file or folder of somebody else's that would be loaded instead of a part of the program."""
    for part, words in _PARTS.items():
        found = find_spec(part)
        places = [*(found.submodule_search_locations or ())] if found else []
        if found is None:
            continue
        if not any(Path(each).resolve().parent == _HOME for each in places):
            return str(found.origin or next(iter(places), part))
        # A package of the same name that was installed later lays its files over ours, and takes
        # them along when it goes; without that file the program runs as well.
        file = _HOME / part / "__init__.py"
        begins = file.read_bytes() if file.exists() else b""
        if begins.strip() and not begins.startswith(b'"""' + words):
            return str(found.origin)
    return ""


if __name__ == "__main__":
    sys.exit(main())
