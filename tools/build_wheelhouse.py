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
# Installs Alliance Desk into a folder of its own, without the internet: sh install.sh [FOLDER]
set -e
to="${1:-$HOME/alliance-desk}"
wheels="$(cd "$(dirname "$0")" && pwd)/wheels"
for python in python@PYTHON@ python3 python; do
  if "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' 2>/dev/null
  then
    "$python" -m venv "$to"
    "$to/bin/python" -m pip install --quiet --upgrade \\
      --no-index --find-links "$wheels" alliance-desk
    echo "Installed. To look at it: $to/bin/alliance --sample"
    exit
  fi
done
echo "These files are for Python @PYTHON@, and no python@PYTHON@ was found here." >&2
exit 1
"""

_INSTALL_CMD = """@echo off
rem Installs Alliance Desk into a folder of its own, without the internet: install.cmd [FOLDER]
set "to=%~1"
if "%to%"=="" set "to=%LOCALAPPDATA%\\alliance-desk-program"
set "python=py -@PYTHON@"
%python% --version >nul 2>nul || set "python=python"
set "same=import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@PYTHON@')"
%python% -c "%same%" 2>nul || goto none
%python% -m venv "%to%" || exit /b 1
"%to%\\Scripts\\python" -m pip install --quiet --upgrade --no-index ^
  --find-links "%~dp0wheels" alliance-desk || exit /b 1
echo Installed. To look at it: "%to%\\Scripts\\alliance" --sample
exit /b 0
:none
echo These files are for Python @PYTHON@, and no Python @PYTHON@ was found here.
exit /b 1
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
    ours = ".".join(platform.python_version_tuple()[:2])
    for_unix, for_windows = (text.replace("@PYTHON@", ours) for text in (_INSTALL_SH, _INSTALL_CMD))
    script.write_text(for_unix, encoding="utf-8", newline="\n")
    script.chmod(0o755)
    (place / "install.cmd").write_text(for_windows, encoding="utf-8", newline="\r\n")
    return Path(shutil.make_archive(str(place), "zip", folder, place.name))


def main() -> int:
    """Make the wheelhouse and say where it lies."""
    made = build(HOUSE / "dist")
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
