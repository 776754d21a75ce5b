"""All summaries that can be made of the books: those of each subject, and the lines of Today."""

from __future__ import annotations

from importlib.util import find_spec

from data.summaries.declaring import SummaryMaker, of_package
from models.subjects import SUBJECTS

_OF_SUBJECTS = (f"data.summaries.{subject}" for subject in SUBJECTS)
_PACKAGES = ("data.today", *(package for package in _OF_SUBJECTS if find_spec(package)))

SUMMARIES: dict[str, SummaryMaker] = {
    maker.name: maker
    for maker in sorted(
        (maker for package in _PACKAGES for maker in of_package(package)),
        key=lambda maker: maker.place,
    )
}
"""Every summary by its name, in the order in which they are listed."""
