"""A ZIP of all wheels and a script that installs them, for machines with Python but no internet.

`python -m tools.build_wheelhouse` makes it in `dist/`, for the system and the Python that it runs
on.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tools.build_bundle import HOUSE, name_of_bundle

_INSTALL_SH = """#!/bin/sh
# Installs Alliance Desk into a folder of its own, without the internet.
set -e
cd "$(dirname "$0")"
to="${1:-$HOME/alliance-desk}"
python3 -m venv "$to"
"$to/bin/pip" install --quiet --no-index --find-links wheels alliance-desk
echo "Installed. To look at it: $to/bin/alliance --sample"
"""

_INSTALL_CMD = """@echo off
rem Installs Alliance Desk into a folder of its own, without the internet.
cd /d "%~dp0"
set "to=%~1"
if "%to%"=="" set "to=%LOCALAPPDATA%\\alliance-desk-program"
py -3 -m venv "%to%" || exit /b 1
"%to%\\Scripts\\pip" install --quiet --no-index --find-links wheels alliance-desk || exit /b 1
echo Installed. To look at it: "%to%\\Scripts\\alliance" --sample
"""


def build(folder: Path) -> Path:
    """Make the wheelhouse in a folder, and give its ZIP. Raises CalledProcessError."""
    python = "".join(platform.python_version_tuple()[:2])
    place = folder / f"{name_of_bundle()}-wheels-python{python}"
    shutil.rmtree(place, ignore_errors=True)
    wheels = place / "wheels"
    wheels.mkdir(parents=True)
    call = [sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(wheels), str(HOUSE)]
    subprocess.run(call, check=True)
    script = place / "install.sh"
    script.write_text(_INSTALL_SH, encoding="utf-8", newline="\n")
    script.chmod(0o755)
    (place / "install.cmd").write_text(_INSTALL_CMD, encoding="utf-8", newline="\r\n")
    return Path(shutil.make_archive(str(place), "zip", folder, place.name))


def main() -> int:
    """Make the wheelhouse and say where it lies."""
    made = build(HOUSE / "dist")
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
