"""Money in its tab: grants, lines of money, and recovery by strand."""

from __future__ import annotations

from models.charges.grant import Grant
from models.charges.grant_return import GrantReturn
from models.charges.money_line import MoneyLine
from tui.charges.recovery import RecoverySection
from tui.sections.list import ListSection
from tui.sections.places import Place, declare_places, lists


@lists(MoneyLine)
class MoneyLinesList(ListSection):
    """Income and cost that no charge makes."""

    order = 48
    empty_text = "No line of money yet. a adds the first; charges count by themselves."


@lists(Grant)
class GrantsList(ListSection):
    """Grants, with what is spent and left."""

    order = 49
    empty_text = "No grant yet. a adds the first; its money lines say what is spent."


@lists(GrantReturn)
class GrantReturnsList(ListSection):
    """Returns that are due to funders."""

    order = 49
    empty_text = "No return yet. a adds one: the grant, what is sent, and by when."


declare_places("charges", Place("Recovery", None, RecoverySection, order=47))
