"""Faults in the register's files: counted, and listed row by row; nothing is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import apsw

from data.schools.register.successors import Link, circles
from models.fields.dates import show_date
from models.schools.gias_codes import LOCAL_AUTHORITIES, PHASES, SCHOOL_STATUSES, SCHOOL_TYPES

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "bad-row": "rows that do not fit their headings",
        "bad-urn": "rows without a usable URN or name",
        "doubled-urn": "rows with the URN of another, which was kept",
        "unreadable": "values that cannot be read, such as a day that does not exist",
        "unknown-authority": "schools of an authority that is not known",
        "unknown-type": "schools of a type that is not known",
        "unknown-phase": "schools of a phase that is not known",
        "unknown-status": "schools of a status that is not known",
        "closed-without-day": "closed schools without the day",
        "open-but-closed": "open schools with a closing day that is past",
        "link-to-unknown": "links with a URN that the register does not have",
        "one-way-link": "links that stand at only one of their two schools",
        "circle-of-links": "circles of schools that follow one another",
        "group-without-members": "open groups without a school",
        "unknown-member": "members of a group, of which the register has only one of the two",
    }
)
"""What each kind of anomaly is, in words."""

_SHOWN_IN_CIRCLE = 8


def find_anomalies(database: apsw.Connection, day: date) -> None:
    """Put into the table of anomalies what comparing the tables with each other brings to light."""
    _unknown_codes(database)
    for kind, rows in _QUERIES.items():
        database.execute(
            "INSERT INTO anomalies (kind, file, urn, message) "
            f"SELECT ?, '', urn, message FROM ({rows})",
            (kind, *([day.isoformat(), f" on {show_date(day)}"] if "?" in rows else [])),
        )
    links = (Link(*row) for row in database.execute("SELECT urn, to_urn FROM succession"))
    database.executemany(
        "INSERT INTO anomalies VALUES ('circle-of-links', '', ?, ?)",
        [(str(circle[0]), _circle_in_words(circle)) for circle in circles(links)],
    )


def _circle_in_words(circle: list[int]) -> str:
    shown = " and ".join(map(str, circle[:_SHOWN_IN_CIRCLE]))
    more = len(circle) - _SHOWN_IN_CIRCLE
    return f"{shown}{f' and {more} more' if more > 0 else ''} follow one another"


def _unknown_codes(database: apsw.Connection) -> None:
    for kind, column, label, known in (
        ("unknown-authority", "local_authority", "Authority", LOCAL_AUTHORITIES),
        ("unknown-type", "type", "Type", SCHOOL_TYPES),
        ("unknown-phase", "phase", "Phase", PHASES),
        ("unknown-status", "status", "Status", SCHOOL_STATUSES),
    ):
        codes = ", ".join(f"'{code}'" for code in known)
        # Wales and the armed forces abroad have authorities of their own.
        but = "AND local_authority NOT BETWEEN '600' AND '799'" if column.startswith("l") else ""
        database.execute(
            "INSERT INTO anomalies (kind, file, urn, message) "
            f"SELECT ?, '', urn, ? || {column} || ' is not known' FROM establishments "
            f"WHERE {column} NOT IN ({codes}) {but}",
            (kind, f"{label} "),
        )


_IS_SUCCESSOR = "type LIKE 'Successor%'"
_IS_PREDECESSOR = "(type LIKE 'Predecessor%' OR type LIKE 'Result of Amalgamation%')"

_QUERIES = {
    "closed-without-day": """
        SELECT urn, 'It is closed, and the day is not there' AS message FROM establishments
        WHERE status = '2' AND closed IS NULL""",
    "open-but-closed": """
        SELECT urn, 'It is open' || ?3 || ', and closed on ' || strftime('%d/%m/%Y', closed)
            AS message FROM establishments
        WHERE status IN ('1', '3') AND closed < ?2""",
    "link-to-unknown": """
        SELECT urn, type || ' ' || link_urn || ': one of the two is not in the register' AS message
        FROM links WHERE link_urn NOT IN (SELECT urn FROM establishments)
        OR urn NOT IN (SELECT urn FROM establishments)""",
    "one-way-link": f"""
        SELECT urn, type || ' ' || link_urn || ' stands only here' AS message
        FROM links AS one WHERE
        ({_IS_SUCCESSOR} AND NOT EXISTS (SELECT 1 FROM links AS other WHERE other.urn = one.link_urn
            AND other.link_urn = one.urn AND {_IS_PREDECESSOR.replace("type", "other.type")}))
        OR ({_IS_PREDECESSOR} AND NOT EXISTS (SELECT 1 FROM links AS other
            WHERE other.urn = one.link_urn AND other.link_urn = one.urn
            AND {_IS_SUCCESSOR.replace("type", "other.type")}))""",
    # Of kinds of group whose members no file has message, nothing can be said.
    "group-without-members": """
        SELECT NULL AS urn, name || ' (' || uid || ') has no school' AS message FROM groups
        WHERE coalesce(status, 'OPEN') = 'OPEN' AND uid NOT IN (SELECT uid FROM group_members)
        AND type IN (SELECT type FROM groups JOIN group_members USING (uid))""",
    "unknown-member": """
        SELECT urn, 'Group ' || uid || ' or this school is not in the register' AS message
        FROM group_members WHERE urn NOT IN (SELECT urn FROM establishments)
        OR (uid NOT IN (SELECT uid FROM groups) AND EXISTS (SELECT 1 FROM groups))""",
}
