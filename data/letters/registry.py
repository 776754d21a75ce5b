"""All letters that can be written, those of each subject."""

from __future__ import annotations

from importlib.util import find_spec

from data.letters.declaring import LetterMaker, of_package
from models.subjects import SUBJECTS

_PACKAGES = [f"data.letters.{subject}" for subject in SUBJECTS]

LETTERS: dict[str, LetterMaker] = {
    maker.name: maker
    for package in _PACKAGES
    if find_spec(package)
    for maker in of_package(package)
}
"""Every letter by its name, in the order of the subjects."""
