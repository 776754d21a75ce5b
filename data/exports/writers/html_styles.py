"""The styles of a page: on the screen as wide as on paper, in print without a line to spare."""

from __future__ import annotations

from data.exports.column_widths import AIR, GAP
from data.exports.layout import WIDTHS
from data.exports.sheets import Sheet
from data.exports.writers.looks import ACCENT, COLOURS_OF, GROUP, HAIRLINE, INK, SECOND

_SCREEN = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; color: {INK}; background: #ffffff;
  font: 10.5pt/1.4 Arial, "Liberation Sans", "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: break-word; hyphens: manual; }}
p, h1, h2, ul, ol, dl, dd, dt, figure {{ margin: 0; padding: 0; }}
header {{ border-top: 3pt solid {ACCENT}; padding-top: 2mm; }}
.whose {{ display: flex; justify-content: space-between; gap: 6mm; font-size: 9pt; }}
.whose strong {{ color: {ACCENT}; }}
h1 {{ font-size: 20pt; line-height: 1.15; margin: 3.5mm 0 1mm; text-wrap: balance; }}
h2 {{ font-size: 14pt; line-height: 1.2; margin: 5mm 0 1mm; break-after: avoid; }}
.day {{ font-size: 9.5pt; color: {SECOND}; }}
.answer {{ border-left: 3pt solid {ACCENT}; padding-left: 4mm; margin: 3.5mm 0 0;
  font-size: 12pt; line-height: 1.4; max-width: 235mm; }}
.told {{ font-size: 10.5pt; margin: 1mm 0; }}
.figures {{ display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 5mm;
  margin: 5mm 0 0; }}
.figures div {{ border-top: 1pt solid {ACCENT}; display: flex; flex-direction: column-reverse;
  justify-content: flex-end; }}
.figures dd {{ font-size: 20pt; font-weight: bold; line-height: 1.3; }}
.figures dt {{ font-size: 9pt; }}
.charts {{ display: flex; gap: 6mm; margin: 5mm 0 0; break-inside: avoid; }}
figcaption {{ font-size: 9.5pt; line-height: 1.3; margin-bottom: 1.5mm; }}
figcaption b {{ font-size: 10.5pt; }}
svg {{ display: block; max-width: 100%; }}
.legend {{ list-style: none; display: flex; flex-wrap: wrap; gap: 1mm 4mm; margin: 3mm 0 0;
  font-size: 8.5pt; line-height: 1.5; }}
.letter {{ display: inline-block; width: 4.2mm; text-align: center; font-weight: bold;
  border: 0.6pt solid; margin-right: .8mm; }}
table {{ table-layout: fixed; width: 100%; border-collapse: collapse; margin: 0;
  font-size: 9pt; line-height: 1.28; }}
table.few {{ font-size: 9pt; }}
caption {{ text-align: left; font-size: 10pt; font-weight: bold; padding: 4mm 0 1mm;
  break-after: avoid; }}
th, td {{ text-align: left; vertical-align: top; padding: .85mm 2.2mm .85mm 0;
  border-bottom: 0.5pt solid {HAIRLINE}; overflow-wrap: normal; white-space: pre-line; }}
th.apart, td.apart {{ padding-right: {GAP + AIR}mm; }}
th:last-child, td:last-child {{ padding-right: 0; }}
thead th {{ vertical-align: bottom; border-bottom: 1.2pt solid {INK}; }}
.right {{ text-align: right; font-variant-numeric: tabular-nums; }}
td.line, th.line:not([scope=col]), td.right {{ white-space: nowrap; }}
.line .second {{ white-space: normal; }}
.long {{ overflow-wrap: anywhere; }}
.second {{ color: {SECOND}; font-weight: normal; }}
tr.group th {{ background: {GROUP}; padding-left: 2mm; }}
.mark {{ display: inline-block; white-space: nowrap; font-size: 8.5pt; font-weight: bold;
  line-height: 1.2; border: 0.6pt solid; border-radius: 1mm; padding: .2mm 1.2mm; }}
.prose {{ margin: 2.5mm 0 0; font-size: 9.5pt; line-height: 1.3; }}
.notes {{ border-top: 0.6pt solid {HAIRLINE}; margin-top: 4mm; padding-top: 1.5mm; columns: 2;
  column-gap: 8mm; font-size: 8.5pt; line-height: 1.3; color: {INK}; break-inside: avoid; }}
.notes h2 {{ font-size: 8.5pt; margin: 0 0 .5mm; }}
.notes ul, .notes ol {{ padding-left: 4.5mm; margin-bottom: 1.5mm; }}
.notes li {{ break-inside: avoid; }}
.notes {{ break-before: avoid; }}
.notes a {{ color: inherit; }}
.unseen {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }}
"""

_GRID = f"""
header {{ display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 6mm; }}
.whose {{ flex-basis: 100%; }}
h1 {{ font-size: 17pt; margin: 2mm 0 0; }}
.answer {{ font-size: 11pt; margin-top: 2mm; line-height: 1.3; max-width: none; }}
.legend {{ font-size: 8pt; gap: .5mm 3mm; margin-top: 2mm; }}
.grid {{ margin-top: 2mm; font-size: 8.5pt; line-height: 1.12; }}
.grid th, .grid td {{ border: 0.5pt solid {HAIRLINE}; padding: .38mm 0; text-align: center;
  vertical-align: middle; white-space: nowrap; position: relative; }}
.grid th[scope=row] {{ text-align: left; padding-left: 1mm; font-size: 8.5pt;
  white-space: normal; }}
.grid td.right, .grid th.right {{ text-align: right; padding-right: 1mm; white-space: normal; }}
.grid td.line {{ white-space: nowrap; }}
.grid thead th {{ vertical-align: bottom; border-bottom: 1.2pt solid {INK};
  padding-bottom: 1mm; }}
.grid thead th:first-child {{ text-align: left; padding-left: 1mm; }}
.turned span {{ writing-mode: vertical-rl; transform: rotate(180deg); display: inline-block;
  font-size: 8pt; line-height: 1.05; white-space: normal; text-align: left; }}
.dense .turned span {{ font-size: 7.5pt; white-space: nowrap; }}
.dense th[scope=row] {{ font-size: 8pt; font-weight: normal; }}
.grid td[class] {{ font-weight: normal; }}
.grid td.act, .grid td.unknown, .grid td.waiting, .grid td.soon {{ font-weight: bold; }}
.grid td.unknown {{ box-shadow: inset 0 0 0 1pt #801650; }}
.total th, .total td {{ font-size: 8pt; }}
.bar {{ display: block; margin: 0 1mm; height: 2.6mm; border: 0.5pt solid {SECOND}; }}
.bar i {{ display: block; height: 100%; background: {ACCENT}; }}
.notes {{ columns: 3; font-size: 8pt; margin-top: 2.5mm; line-height: 1.25; }}
"""

_PRINT = """
@media screen {
  .again { display: none; }
  main { width: %(screen)smm; max-width: 100%%; margin: 8mm auto; padding: 0 4mm; }
  .wide { overflow-x: auto; }
}
@page {
  size: A4 %(orientation)s; margin: 13mm 15mm 15mm 20mm;
  @bottom-left { content: "%(foot)s"; font: 8pt Arial, "Liberation Sans", sans-serif;
    color: %(second)s; vertical-align: top; padding-top: 3mm; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: 8pt Arial, "Liberation Sans", sans-serif; color: %(second)s; vertical-align: top;
    padding-top: 3mm; white-space: nowrap; }
}
@media print {
  .new-page { break-before: page; }
  .new-page h2 { margin-top: 0; font-size: 17pt; }
  .new-page .again + h2 { margin-top: 3.5mm; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr { break-inside: avoid; }
  .group { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


_BOUND = """
nav ol { font-size: 9pt; line-height: 1.4; padding-left: 6mm; }
nav a { color: inherit; font-weight: bold; }
.contents li { margin-bottom: 1mm; break-inside: avoid; }
.many { columns: 2; column-gap: 8mm; }
nav h2, h2:has(+ nav) { font-size: 11pt; }
h2.title { font-size: 17pt; line-height: 1.15; margin: 3.5mm 0 1mm; }
.sheet + .sheet { break-before: page; margin-top: 12mm; }
.sheet.landscape { page: landscape; }
@media print { .sheet + .sheet { margin-top: 0; } }
@page landscape { size: A4 landscape; }
"""
"""How sheets look that are bound together: each begins a page that lies its own way."""


def styles_of(sheet: Sheet, *others: Sheet) -> str:
    """The styles of a sheet, for the screen and for the way in which it is printed.

    Those of `others` are added that are bound together with it.
    """
    looks = "\n".join(
        f".{look} {{ color: {ink}; background: {ground}; border-color: {frame}; }}"
        for look, (ink, ground, frame) in COLOURS_OF.items()
    )
    printed = _PRINT % {
        "screen": f"{max(WIDTHS[each.orientation] for each in (sheet, *others)) + 15:.0f}",
        "orientation": sheet.orientation,
        "foot": _in_quotes(sheet.foot),
        "second": SECOND,
    }
    grid = ""
    if any(each.has_grid for each in (sheet, *others)):
        # Only in its own sheet is everything set smaller.
        grid = f".of-grid {{\n{_GRID.strip()}\n}}"
    bound = _BOUND.strip() if others else ""
    return "\n".join([_SCREEN.strip(), grid, looks, printed.strip(), bound])


def _in_quotes(text: str) -> str:
    """A text as it stands between the quotes of a style sheet, where it can end neither."""
    return "".join(
        each if each.isalnum() or each in " .,:;–-·()’" else f"\\{ord(each):06x} " for each in text
    )
