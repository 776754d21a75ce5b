"""Imports of charges: other headings that their columns may have."""

from __future__ import annotations

from data.imports.usual_headings import also_headed
from models.charges.charge import Charge

also_headed(
    Charge,
    {
        "cause": ("Description", "For what", "Item", "Details", "Reason", "What for"),
        "net": ("Amount", "Net amount", "Cost", "Net cost", "Charge", "Amount net"),
        "vat": ("VAT amount",),
        "made": ("Date", "Date made", "Charge date"),
    },
)
