"""Runs the `alliance` command, also as `python -m tui`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Do what the command line asks for; gives the exit code."""
    # What is loaded now stays: to look through it for garbage costs a tenth of the start.
    gc.disable()
    from tui.command_line.main import main as answer

    return answer()


if __name__ == "__main__":
    sys.exit(main())
