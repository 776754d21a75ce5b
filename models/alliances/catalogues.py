"""The catalogues of policies that an alliance may hold its schools to."""

from __future__ import annotations

CATALOGUES = {
    "northumberland": "Northumberland",
    "dfe": "Department for Education",
    "own": "Our own",
}
