"""Letters as a web page to print: each on a sheet of its own, with its address in the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from data.exports.markdown_blocks import reader
from data.exports.writers.cells import clean, clean_line
from data.exports.writers.html_page import page
from data.exports.writers.looks import ACCENT, HAIRLINE, INK
from data.letters.letter import DOTS, Letter

_STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; max-width: 175mm; color: {INK}; background: #ffffff;
  font: 10.5pt/1.4 Arial, "Liberation Sans", "Noto Sans", "DejaVu Sans", sans-serif; }}
p, ul, ol, h1, h2, h3, table {{ margin: 0 0 2.6mm; }}
.letter {{ break-after: page; padding: 8mm 0; }}
.letter:last-child {{ break-after: auto; }}
.sender {{ display: flex; justify-content: space-between; min-height: 29mm;
  border-top: 3pt solid {ACCENT}; padding-top: 2mm; font-size: 9pt; line-height: 1.3; }}
.sender strong {{ font-size: 11pt; color: {ACCENT}; }}
.sender span:last-child {{ text-align: right; }}
.head {{ display: flex; justify-content: space-between; gap: 6mm; min-height: 33mm; }}
.facts {{ text-align: right; font-size: 9.5pt; }}
h1 {{ font-size: 13pt; line-height: 1.2; }}
h2 {{ font-size: 12pt; }} h3 {{ font-size: 11pt; }}
ul, ol {{ padding-left: 6mm; }}
table {{ width: 100%; border-collapse: collapse; font-size: 9.5pt; line-height: 1.3; }}
th, td {{ text-align: left; vertical-align: top; padding: 1mm 2.2mm 1mm 0;
  border-bottom: .5pt solid {HAIRLINE}; }}
th {{ border-bottom: 1.2pt solid {INK}; vertical-align: bottom; }}
.close {{ break-inside: avoid; }}
.hand {{ height: 15mm; }}
.slip p {{ white-space: pre-wrap; }}
.slip {{ border-top: 1pt dashed {INK}; margin-top: 5mm; padding-top: 3mm; break-inside: avoid; }}
.enclosed {{ break-before: page; padding-top: 8mm; }}
.enclosed h1 {{ font-size: 15pt; }}
.enclosed table {{ break-inside: avoid; }}
@page {{ size: A4; margin: 13mm 15mm 15mm 20mm; }}
@media print {{ .letter, .enclosed {{ padding-top: 0; padding-bottom: 0; }} }}
"""


def write(letters: Sequence[Letter], format_name: str) -> bytes:
    """These letters as one page of HTML, which fetches and runs nothing."""
    title = clean_line(f"{letters[0].title} – {letters[0].sender.name}")
    lines = [line for letter in letters for line in _letter(letter)]
    return page(escape(title), _STYLE.strip(), lines).encode()


def _letter(letter: Letter) -> list[str]:
    sender = letter.sender
    signed = _lines([sender.signed_by or DOTS, sender.signed_as])
    lines = [
        '<article class="letter">',
        f'<p class="sender"><span><strong>{_line(sender.name)}</strong></span>'
        f"<span>{_lines(sender.lines)}</span></p>",
        f'<div class="head"><p>{_lines(letter.address)}</p>'
        f'<p class="facts">{_lines(letter.facts)}</p></div>',
        f"<p>{_line(letter.salutation)}</p>",
        f"<h1>{_line(letter.subject)}</h1>",
        _markdown(letter.body),
        f'<div class="close"><p>{_line(letter.close)},</p><div class="hand"></div>'
        f"<p>{signed}</p></div>",
    ]
    if letter.enclosures:
        titles = "; ".join(_line(each.title) for each in letter.enclosures)
        lines.append(f"<p>Enclosed: {titles}</p>")
    if letter.slip:
        lines.append(f'<div class="slip">{_markdown(letter.slip)}</div>')
    for each in letter.enclosures:
        lines.append(f'<section class="enclosed">{_markdown(each.words)}</section>')
    return [*lines, "</article>"]


def _markdown(words: str) -> str:
    return str(reader().render(clean(words)))


def _line(text: str) -> str:
    return escape(clean_line(text))


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(_line(each) for each in texts if each)
