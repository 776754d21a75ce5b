"""The school and the policy that names in a tracker mean, and names that are only near."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from data.policies.standing_inputs import watched_catalogues
from data.schools.spellings import plain_words, spelt_out
from data.store.books import Books
from data.store.history import former_values
from models.alliances.catalogues import CATALOGUES
from models.policies.policy import Policy
from models.records.record import Values, new_key
from models.schools.school import School

_NEAR, _CLEARLY = 78.0, 4.0
"""From this likeness on (0 to 100) a name is near, when the next best one is so much less."""

_ALL = frozenset(CATALOGUES)

_PLAIN_WORDS = frozenset({"policy", "policies", "the", "and", "a", "of", "school", "schools"})
"""Words that people put into the title of a policy or leave out of it."""

_ARTICLE = frozenset({"the"})
_SCHOOL_WORDS = frozenset({"the", "school"})
"""Words without which names of schools are compared, when none is called so exactly."""


class Named(NamedTuple):
    """The meaning of a name: the keys it may stand for, whether it is only near, and why none.

    `called` is what is meant as it is called in the books; `formerly` says that it had the name
    of the file before.
    """

    keys: tuple[str, ...] = ()
    near: bool = False
    called: str = ""
    why: str = ""
    formerly: bool = False


class Schools:
    """Finds schools by URN, LAESTAB, present, former and near names."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._names: dict[str, str] = {}
        self._by_plain: dict[str, list[str]] = {}
        self._by_words: dict[str, list[str]] = {}
        self._by_spelling: dict[str, list[str]] = {}
        self._by_code: dict[str, dict[str, str]] = {"urn": {}, "laestab": {}}
        rows = books.kept(School, ("key", "name", "urn", "laestab"))
        for key, name, urn, laestab in rows:
            self._names[key] = name
            self._by_plain.setdefault(plain_words(name), []).append(key)
            self._by_words.setdefault(_bare(name, _SCHOOL_WORDS), []).append(key)
            self._by_spelling.setdefault(_spelt_out(name), []).append(key)
            for code, value in (("urn", urn), ("laestab", laestab)):
                if value is not None:
                    self._by_code[code][value] = key
        self._told = books.names_of_namesakes(School)
        for key, name in self._told.items():
            self._by_plain.setdefault(plain_words(name), []).append(key)
        self._former: dict[str, list[str]] = {}
        for key, name in former_values(books, School, "name"):
            if key in self._names and plain_words(name) not in self._by_plain:
                self._former.setdefault(plain_words(name), []).append(key)
        for key, urn in former_values(books, School, "urn"):
            if key in self._names:
                self._by_code["urn"].setdefault(str(urn), key)
        self._found: dict[tuple[str, str, str], Named] = {}

    def find(self, name: str, urn: str = "", laestab: str = "") -> Named:
        """The school of a row; each of its texts may be empty."""
        asked = name, urn, laestab
        if asked not in self._found:
            self._found[asked] = self._search(*asked)
        return self._found[asked]

    def is_called(self, name: str) -> bool:
        """Whether some school is called just so."""
        return plain_words(name) in self._by_plain

    def is_known(self, name: str) -> bool:
        """Whether some school is called so, or nearly."""
        return bool(self.find(name).keys)

    def _search(self, name: str, urn: str, laestab: str) -> Named:
        given, code = self._by_codes(name, urn, laestab)
        by_name = self._named(name)
        if given:
            is_another = len(by_name.keys) == 1 and not by_name.near and by_name.keys[0] != given
            if is_another:
                called = self._called(given)
                return Named(why=f"{code} is {called}, and the row names “{name}”")
            # The code of one school beside the name of none may be a slip in either.
            stranger = bool(re.search("[A-Za-z]", name)) and not by_name.keys
            return Named((given,), stranger, self._called(given))
        if code and not by_name.keys:
            return Named(why=f"there is no school with the {code}")
        if code and by_name.keys:
            return by_name._replace(near=True, formerly=False)
        return by_name

    def _by_codes(self, name: str, urn: str, laestab: str) -> tuple[str, str]:
        """The school of the row's first known code, and the code in words."""
        said = ""
        digits = "".join(re.findall(r"\d", name)) if not re.search("[^0-9/ -]", name) else ""
        behind = re.search(r"(?:\((\d{6,7})\)|, URN (\d{6}))\s*$", name)
        typed = digits or (behind[1] or behind[2] if behind else "")
        codes = [("urn", urn), ("laestab", laestab)]
        codes += [("urn", typed)] if len(typed) == 6 else []
        codes += [("laestab", typed)] if len(typed) == 7 else []
        for kind, text in codes:
            bare = re.sub(r"[^0-9]", "", re.sub(r"\.0+$", "", text.strip()))
            if bare:
                said = said or f"{School.field(kind).label} {bare}"
                if found := self._by_code[kind].get(bare):
                    return found, f"{School.field(kind).label} {bare}"
        return "", said

    def _named(self, name: str) -> Named:
        word = plain_words(re.sub(r"\(\d{6,7}\)\s*$", "", name))
        if not word:
            return Named(why="it names no school")
        exact = self._by_plain.get(word, [])
        # Two that differ by a sign only are told apart by it.
        same = [key for key in exact if self._names[key] == name] or exact
        former = self._former.get(word, [])
        for keys in (same, former):
            if len(keys) == 1:
                return Named((keys[0],), called=self._called(keys[0]), formerly=keys is former)
            if keys:
                codes = " or ".join(self._told_apart(key) for key in keys[:3])
                return Named(why=f"{len(keys)} schools are called “{name}” ({codes}): "
                             "give the URN in a column of its own")  # fmt: skip
        article = [key for key in self._by_words.get(_bare(word, _SCHOOL_WORDS), ())
                   if _bare(self._names[key], _ARTICLE) == _bare(word, _ARTICLE)]  # fmt: skip
        if len(article) == 1:
            return Named((article[0],), called=self._called(article[0]))
        spelt = self._by_spelling.get(_spelt_out(name), [])
        if len(spelt) == 1:
            return Named((spelt[0],), called=self._called(spelt[0]))
        near, others = _nearest(_bare(word, _SCHOOL_WORDS), self._by_words)
        if near and len(self._by_words[near]) == 1:
            key = self._by_words[near][0]
            return Named((key,), True, self._called(key))
        could_be = [key for each in others or [near] for key in self._by_words.get(each, [])]
        if could_be:
            could = " or ".join(self._called(key) for key in could_be[:3])
            return Named(why=f"there is no school called “{name}”: it could be {could}")
        return Named(why=f"there is no school called “{name}”")

    def _called(self, key: str) -> str:
        return self._told.get(key) or self._names[key]

    def _told_apart(self, key: str) -> str:
        codes = [code for code, held in self._by_code["urn"].items() if held == key]
        return f"URN {codes[0]}" if codes else "one without a URN"


class Policies:
    """Finds policies by title, short title and near title, told apart by their catalogue."""

    def __init__(self, books: Books) -> None:
        self._by_title: dict[str, list[Values]] = {}
        self._by_short: dict[str, list[Values]] = {}
        self._by_words: dict[str, list[Values]] = {}
        self.by_key: dict[str, Values] = {}
        for values in books.find(Policy):
            self.by_key[str(values["key"])] = values
            self._put(self._by_title, plain_words(str(values["title"])), values)
            self._put(self._by_words, _bare(str(values["title"])), values)
            if values["short_title"]:
                self._put(self._by_short, plain_words(str(values["short_title"])), values)
        self._today = books.today
        self._watched, _ = watched_catalogues(books)
        self._found: dict[tuple[str, frozenset[str]], tuple[list[Values], bool, str]] = {}

    def add_own(self, title: str) -> Values:
        """Take in a policy of this title that is to come into our own list; gives its values."""
        values: Values = Policy.starting_values() | {
            "title": title, "catalogue": "own", "key": new_key(),
        }  # fmt: skip
        self.by_key[str(values["key"])] = values
        self._put(self._by_title, plain_words(title), values)
        self._found.clear()
        return values

    @staticmethod
    def _put(index: dict[str, list[Values]], word: str, values: Values) -> None:
        if word:
            index.setdefault(word, []).append(values)

    def is_known(self, title: str) -> bool:
        """Whether some policy has this title, but for signs and words such as “policy”."""
        word, bare = plain_words(title), _bare(title)
        return word in self._by_title or word in self._by_short or bare in self._by_words

    def may_be(self, title: str) -> bool:
        """Whether it is the title of a policy, is near one, or could be one of several."""
        if self.find(title, None, "", "").keys:
            return True
        near, others = _nearest(_bare(title) or plain_words(title), self._by_words)
        return bool(near or others)

    def find(self, title: str, catalogue: str | None, school: str, chosen: str) -> Named:
        """The policy that a school's row names.

        `catalogue` is that of the row, `chosen` the one that was named for the whole file; where
        there is neither, the catalogues count that the alliances of the school chose.
        """
        named = catalogue or chosen
        within = frozenset([named]) if named else self._watched.get(school, _ALL)
        asked = title, within
        if asked not in self._found:
            self._found[asked] = self._search(title, within)
        found, near, why = self._found[asked]
        if not found:
            return Named(why=why)
        in_force = [each for each in found if not self._has_ended(each)] or found
        left = self._of_catalogue(in_force, catalogue, school, chosen)
        keys = tuple(str(each["key"]) for each in left)
        if not left:
            word = CATALOGUES.get(catalogue or "", "")
            return Named(why=f"“{title}” does not stand in the catalogue {word}")
        if len(left) > 1:
            words = " and ".join(CATALOGUES[each] for each in catalogues_of(left))
            return Named(keys, near, why=f"“{title}” stands in several catalogues ({words}): "
                         "give the catalogue")  # fmt: skip
        return Named(keys, near, str(left[0]["title"]))

    def _of_catalogue(
        self, found: list[Values], catalogue: str | None, school: str, chosen: str
    ) -> list[Values]:
        if catalogue:
            return [each for each in found if each["catalogue"] == catalogue]
        if len(found) < 2:
            return found
        of_chosen = [each for each in found if each["catalogue"] == chosen]
        held = self._watched.get(school, frozenset())
        of_school = [each for each in found if each["catalogue"] in held]
        return of_chosen or (of_school if len(of_school) == 1 else found)

    def _search(self, title: str, within: frozenset[str]) -> tuple[list[Values], bool, str]:
        """The policies of a title; near titles are looked for in these catalogues."""
        word, bare = plain_words(title), _bare(title)
        if not word:
            return [], False, "it names no policy"
        for found in (
            self._by_title.get(word), self._by_short.get(word), self._by_words.get(bare),
        ):  # fmt: skip
            if found:
                return found, False, ""
        candidates = {
            words: of_catalogues
            for words, policies in self._by_words.items()
            if (of_catalogues := [each for each in policies if each["catalogue"] in within])
        }
        near, others = _nearest(bare or word, candidates)
        if near:
            return candidates[near], True, ""
        if not self.by_key:
            return [], False, "there are no policies yet: load a catalogue first"
        why = f"there is no policy called “{title}”"
        if others:
            titles = " or ".join(str(candidates[each][0]["title"]) for each in others[:3])
            why = f"{why}: it could be {titles}"
        return [], False, why

    def _has_ended(self, policy: Values) -> bool:
        ended = policy["ended"]
        return isinstance(ended, date) and ended <= self._today


def catalogues_of(policies: Iterable[Values]) -> list[str]:
    """The catalogues in which these policies stand, in their usual order."""
    found = {each["catalogue"] for each in policies}
    return [name for name in CATALOGUES if name in found]


def _spelt_out(name: str) -> str:
    """A school's name as it is compared once what people shorten is written one way."""
    return _bare(spelt_out(name), _ARTICLE)


def _bare(name: str, words: Collection[str] = _PLAIN_WORDS) -> str:
    """A name or title without the words that people put in or leave out."""
    return " ".join(word for word in plain_words(name).split() if word not in words)


def _nearest(word: str, known: Collection[str]) -> tuple[str, list[str]]:
    """The known name that is near this one, and no other is; those that are about as near."""
    # Loaded when it is used: most names are known as they are.
    from rapidfuzz import fuzz, process

    def likeness(one: str, other: str, **_: Any) -> float:
        whole: float = fuzz.token_sort_ratio(one, other)
        # One that only has more words is near: "Ashenfold High" of "Ashenfold High School".
        part: float = fuzz.token_set_ratio(one, other) * 0.92 if " " in one else 0.0
        return max(whole, part)

    found = process.extract(word, list(known), scorer=likeness, score_cutoff=_NEAR, limit=4)
    if not found:
        return "", []
    names = [str(name) for name, score, _ in found if found[0][1] - score < _CLEARLY]
    return (names[0], []) if len(names) == 1 else ("", names)
