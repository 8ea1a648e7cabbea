"""How a filing agent's software writes HTML: styled divs and spans, numbers cut into cells.

The filings of the demo world are kept as plain, readable HTML; this makes them as hard to read as true ones.
"""

from __future__ import annotations

import re

FONT = "color:#000000;font-family:'Times New Roman',sans-serif;font-size:10pt;line-height:120%"
CELL = '<td style="padding:2px 1pt;vertical-align:bottom" colspan="3">'
NUMBER = re.compile(r"^(\$?)(\(?)((?:<ix:.*?>)?[\d.,]+(?:</ix:nonFraction>)?)(\)?)(%?)$")


def styled(text: str) -> str:
    """Return plain HTML of headings, paragraphs and tables in the manner of a filing agent."""
    text = re.sub(r"<h([123])( id=[^>]*)?>(.*?)</h\1>", _heading, text)
    text = re.sub(r"<p>(.*?)</p>", _paragraph, text)
    text = text.replace("<hr>", '<hr style="page-break-after:always"/>')
    return re.sub(r'<table class="figures">.*?</table>', lambda t: _figures(t[0]), text, flags=re.S)


def _heading(found: re.Match[str]) -> str:
    level, anchor, words = found.groups()
    look = {
        "1": "text-align:center", "2": "margin-top:14pt", "3": "margin-top:9pt;font-style:italic",
    }[level]  # fmt: skip
    start = f"<div{anchor}></div>" if anchor else ""
    words = words.replace(". ", ".&#160;&#160;&#160;&#160;", 1) if level == "2" else words
    return f'{start}<div style="{look}"><span style="{FONT};font-weight:700">{words}</span></div>'


def _paragraph(found: re.Match[str]) -> str:
    words = re.sub(
        r"<b>(.*?)</b>", rf'<span style="{FONT};font-weight:700;font-style:italic">\1</span>', found[1]
    )
    return f'<div style="margin-top:9pt;text-align:justify"><span style="{FONT}">{words}</span></div>'


def _figures(table: str) -> str:
    rows: list[str] = re.findall(r"<tr>(.*?)</tr>", table, flags=re.S)
    width = max(row.count("<t") for row in rows)
    grid = "<tr>" + '<td style="width:1.0%"></td>' * 3 * width + "</tr>"
    inside = grid + "".join(map(_row, rows))
    return f'<div><table style="border-collapse:collapse;width:100.000%">{inside}</table></div>'


def _row(row: str) -> str:
    cells: list[str] = re.findall(r"<t[hd]>(.*?)</t[hd]>", row, flags=re.S)
    label = f'{CELL}<span style="{FONT}">{cells[0]}</span></td>'
    return f"<tr>{label}{''.join(map(_cell, cells[1:]))}</tr>"


def _cell(words: str) -> str:
    if not (number := NUMBER.match(words)):
        return f'{CELL}<span style="{FONT};font-weight:700">{words}</span></td>'
    dollar, opened, digits, closed, percent = number.groups()
    return (
        f'<td style="padding:2px 1pt"><span style="{FONT}">{dollar}</span></td>'
        f'<td style="padding:2px 0;text-align:right"><span style="{FONT}">{opened}{digits}</span></td>'
        f'<td style="padding:2px 1pt 2px 0"><span style="{FONT}">{closed}{percent}</span></td>'
    )
