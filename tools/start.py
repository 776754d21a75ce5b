"""Where the program begins in a folder that brings its own Python."""

from __future__ import annotations

import sys

from tui.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
