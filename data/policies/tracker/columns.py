"""What each column of a tracker means, by the words of its heading or by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.schools.spellings import plain_words

COLUMNS: dict[str, tuple[str, ...]] = {
    "school": (
        "School", "School name", "Name of school", "Name of the school", "Establishment",
        "Establishment name", "Academy", "Academy name", "Setting", "Member school",
    ),
    "urn": ("URN", "School URN", "Unique reference number"),
    "laestab": (
        "LAESTAB", "LA estab", "DfE number", "DfE no", "DfES number", "DfE code", "LAESTAB number",
    ),
    "policy": (
        "Policy", "Policy title", "Policy name", "Name of policy", "Title", "Title of policy",
        "Document", "Document title", "Policy or document", "Policy document", "Statutory policy",
    ),
    "catalogue": ("Catalogue", "List", "Policy list"),
    "approved": (
        "Approved", "Date approved", "Approved on", "Approval date", "Date of approval",
        "Last approved", "Ratified", "Date ratified", "Ratified on", "Ratification date",
        "Adopted", "Date adopted", "Adopted on", "Agreed", "Date agreed", "Signed off",
        "Governors approved", "Gov approved", "Approved by governors on", "FGB date",
        "Last reviewed", "Last review", "Date last reviewed", "Date of last review",
        "Last review date", "Reviewed", "Date reviewed", "Reviewed on", "Date", "Day",
    ),
    "checked": ("Checked", "Last checked", "Date checked"),
    "next_review": (
        "Next review", "Next review date", "Date of next review", "Next review due", "Review date",
        "Review due", "Due", "Due date", "Next due", "Date due", "Review by", "Renewal date",
        "Renewal due", "Renew by", "Expiry", "Expiry date", "Expires", "To be reviewed", "Next rev",
    ),
    "approved_by": (
        "Approved by", "Ratified by", "Adopted by", "Agreed by", "Committee", "Approving body",
        "Approving committee", "Approver", "Governing body", "By", "By whom", "Body", "Gov body",
    ),
    "minute": (
        "Minute", "Minute no", "Min no", "Minute number", "Minute ref", "Minute reference",
        "Minutes", "Min ref", "Minutes ref",
    ),
    "evidence": ("Evidence", "Proof"),
    "published": (
        "Published", "Published on", "Date published", "On website", "On the website",
        "On school website", "Website", "Website date", "Date on website", "Uploaded",
        "On website y n", "Online", "Web", "On web", "On the web", "On site",
    ),
    "published_at": (
        "URL", "Published at", "Link", "Web link", "Web address", "Website link",
        "Website address", "Hyperlink", "Address on website",
    ),
    "owner": (
        "Owner", "Policy owner", "Responsible", "Responsible person", "Person responsible",
        "Responsibility", "Lead", "Policy lead", "Lead person", "Staff lead", "Staff responsible",
        "Who", "Author",
    ),
    "stage": ("Stage", "Status"),
    "reason": ("Reason",),
    "notes": ("Notes", "Comments", "Comment", "Remarks"),
}  # fmt: skip
"""The meanings a column may have, each with its headings; the first is our own label.

Where two columns of a file mean the same, the one whose heading stands further in front is read.
"""

_OTHERS = (
    "Checked on", "Approves", "Approval level", "Note", "Remark", "Review cycle", "Review period",
    "Review frequency", "Frequency", "Cycle",
)  # fmt: skip
"""Headings that are like one of those above, and mean something else."""

NOT_USED = ""
"""The meaning of a heading that was corrected to be ignored."""

_NEAR = 84.0
"""From this likeness on (0 to 100) a heading is taken for another one, and the plan says so."""

_WORDS_OF_NOTHING = {"nothing", "none", "not used", ""}


def label_of(name: str) -> str:
    """The name of a column with this meaning."""
    return COLUMNS[name][0]


def meaning_named(typed: str) -> str | None:
    """The meaning that somebody named, NOT_USED for "nothing"; None when there is no such one."""
    wanted = plain_words(typed)
    if wanted in _WORDS_OF_NOTHING:
        return NOT_USED
    return next((n for n in COLUMNS if wanted in (plain_words(n), plain_words(label_of(n)))), None)


@dataclass
class Meant:
    """The places (from 0) of the columns by their meaning; how sure each of them is (0 to 100)."""

    places: dict[str, int] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)

    def meaning(self, place: int) -> str | None:
        """The meaning of the column at this place; None when it is not read."""
        return next((name for name, at in self.places.items() if at == place), None)

    def take(self, name: str, place: int, sure: float) -> None:
        """Read this column so."""
        self.places[name], self.sure[place] = place, sure


class Headings:
    """Tells what headings mean. `corrected` has meanings by headings that somebody put right."""

    def __init__(self, corrected: Mapping[str, str]) -> None:
        self._corrected = {plain_words(heading): name for heading, name in corrected.items()}
        self._exact = {
            plain_words(heading): (name, place)
            for name, headings in COLUMNS.items()
            for place, heading in enumerate(headings)
        }
        self._near: dict[str, tuple[str, float]] = {
            plain_words(heading): ("", 0.0) for heading in _OTHERS
        }

    def is_known(self, heading: str) -> bool:
        """Whether it says what its column means, or nearly so."""
        word = plain_words(heading)
        return bool(word) and (
            bool(self._corrected.get(word)) or word in self._exact or bool(self._nearest(word)[0])
        )

    def match(self, headings: Sequence[str]) -> Meant:
        """The meanings of the columns below these headings, each at most once."""
        words = [plain_words(heading) for heading in headings]
        found = Meant()
        settled = {at for at, word in enumerate(words) if word in self._corrected}
        for at in sorted(settled):
            if name := self._corrected[words[at]]:
                found.take(name, at, 100.0)
        others = [at for at, word in enumerate(words) if word and at not in settled]
        self._take(found, ((*self._exact[words[at]], at) for at in others if words[at] in
                           self._exact), 100.0)  # fmt: skip
        for at in sorted(others, key=lambda at: -self._nearest(words[at])[1]):
            name, likeness = self._nearest(words[at])
            if name and name not in found.places and words[at] not in self._exact:
                found.take(name, at, likeness)
        return found

    @staticmethod
    def _take(found: Meant, candidates: Iterable[tuple[str, int, int]], sure: float) -> None:
        for name, _, at in sorted(candidates, key=lambda each: (each[1], each[2])):
            if name not in found.places:
                found.take(name, at, sure)

    def _nearest(self, word: str) -> tuple[str, float]:
        """The meaning of the heading that is most like a word, and the likeness."""
        if word not in self._near:
            self._near[word] = self._search(word)
        return self._near[word]

    def _search(self, word: str) -> tuple[str, float]:
        if len(word) < 4 or len(word) > 60:
            return "", 0.0
        # Loaded when it is used: most files have headings that are known.
        from rapidfuzz import fuzz, process

        best = process.extractOne(
            word, list(self._exact), scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR
        )
        return (self._exact[best[0]][0], float(best[1])) if best else ("", 0.0)
