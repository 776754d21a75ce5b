"""Where the `alliance` command begins: under a name of its own, to see that all else is ours."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

_HOME = Path(__file__).resolve().parent
_PARTS = ("models", "data", "tui")


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
    for part in _PARTS:
        found = find_spec(part)
        places = [*(found.submodule_search_locations or ())] if found else []
        if found is not None and not any(Path(each).resolve().parent == _HOME for each in places):
            return str(found.origin or next(iter(places), part))
    return ""
