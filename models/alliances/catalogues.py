"""TODO"""

from __future__ import annotations

CATALOGUES = {
    "northumberland": "Northumberland",
    "dfe": "Department for Education",
    "own": "Our own",
}
