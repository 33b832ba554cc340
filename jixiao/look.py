"""What was seen, and what it was read as: each table with its merges, each line, for a person.

One view of the document (`seen`) is under the terminal, the page and the JSON: they cannot differ.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from msgspec.structs import replace
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from jixiao.forms.document import Cell, Document, Line, Place, Table
from jixiao.forms.finding import Finding
from jixiao.forms.paper import Paper, Space
from jixiao.forms.raw import Extraction, Role, Use
from jixiao.forms.words import raw

_STYLES = {
    Role.READ: "green",
    Role.FURNITURE: "cyan",
    Role.BLANK: "dim",
    Role.UNREAD: "bold white on red",
    Role.OUTSIDE: "dim",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # a terminal would obey them
_ENLARGED = 1.5  # pixels to a point of paper: as many as its picture has
_LETTERS = 5.0  # points: the size of what is written over a picture
_LEFT, _UP = "←", "↑"  # this position belongs to the cell on the left, or above


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell, and what became of it."""

    cell: Cell
    use: Use


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table with all its cells in reading order."""

    table: Table
    cells: tuple[SeenCell, ...]

    @property
    def place(self) -> str:
        """Where the table stands: the place of its first cell, less row and column."""
        if not self.cells:
            return str(Place(table=self.table.number))
        return str(replace(self.cells[0].cell.place, row=None, column=None))


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line outside tables, and what became of it."""

    line: Line
    use: Use


def seen(document: Document, extraction: Extraction) -> Iterator[SeenTable | SeenLine]:
    """The blocks of the document in order, each cell and line with its use.

    Raises ValueError where the account of uses does not cover the document exactly.
    """
    uses = iter(extraction.uses)
    for block in document.blocks:
        if isinstance(block, Line):
            yield SeenLine(block, _next_use(uses, block.place))
        else:
            yield SeenTable(block, tuple(SeenCell(cell, _next_use(uses, cell.place)) for cell in block.cells))


def _next_use(uses: Iterator[Use], place: Place) -> Use:
    use = next(uses, None)
    if use is None or use.place != place:
        raise ValueError(f"no account of {place}")
    return use


def caption(use: Use, *, hidden: bool = False) -> str:
    """What a cell was read as, in Chinese: a column, else what became of it; and whether it is hidden.

    >>> caption(Use(Place(line=1), Role.READ, "level1+score"))
    '一级指标+得分'
    >>> caption(Use(Place(line=2), Role.UNREAD, ""), hidden=True)
    '未读懂，隐藏'
    """
    roles: dict[str, str] = raw("captions")["role"]
    words = "+".join(map(_word, filter(None, use.read_as.split("+")))) or roles[use.role]
    return f"{words}，隐藏" if hidden else words


def _word(code: str) -> str:
    words: dict[str, str] = raw("captions")["read_as"]
    labels: dict[str, list[str]] = raw("labels")["field"]
    return words.get(code) or labels.get(code, [code])[0]


def as_json(document: Document, extraction: Extraction) -> str:
    """The document as JSON: tables with their cells, then the lines; rows and columns from 1."""
    blocks = list(seen(document, extraction))
    view = {
        "tables": [_table_json(block) for block in blocks if isinstance(block, SeenTable)],
        "lines": [
            {
                "text": block.line.text,
                "place": str(block.line.place),
                "read_as": block.use.read_as or str(block.use.role),
            }
            for block in blocks
            if isinstance(block, SeenLine)
        ],
    }
    return json.dumps(view, ensure_ascii=False, indent=1)


def _table_json(block: SeenTable) -> dict[str, Any]:
    return {
        "geometry": str(block.table.geometry),
        "place": block.place,
        "cells": [
            {
                "row": seen.cell.row,
                "column": seen.cell.column,
                "row_span": seen.cell.row_span,
                "column_span": seen.cell.column_span,
                "text": seen.cell.text,
                "place": str(seen.cell.place),
                "read_as": seen.use.read_as or str(seen.use.role),
            }
            for seen in block.cells
        ],
    }


def terminal(document: Document, extraction: Extraction) -> RenderableType:
    """The document for a terminal: each table as a grid, below each text what it was read as."""
    blocks = (
        _table_grid(block) if isinstance(block, SeenTable) else _line_text(block)
        for block in seen(document, extraction)
    )
    return Group(_legend(), *blocks, *map(_doubt_text, doubts(document, extraction)))


def doubts(document: Document, extraction: Extraction) -> tuple[Finding, ...]:
    """What the readers and the extraction were not sure of, in the order of the document's forms."""
    of_forms = (finding for form in extraction.forms for finding in form.findings)
    return (*document.findings, *of_forms)


def _doubt_text(finding: Finding) -> Text:
    return Text.assemble((f"{finding.place} ", "dim"), (_visible(finding.message), "yellow"))


def _legend() -> Text:
    roles = raw("captions")["role"]
    words = (piece for role, style in _STYLES.items() for piece in ((roles[role], style), "  "))
    return Text.assemble(*words, f"{_LEFT} 同左格  {_UP} 同上格")


def _line_text(block: SeenLine) -> Text:
    place, text = str(block.line.place), _visible(block.line.text)
    return Text.assemble(
        (f"{place} ", "dim"),
        (text, _STYLES[block.use.role]),
        f" 〔{caption(block.use, hidden=block.line.hidden)}〕",
    )


def _table_grid(block: SeenTable) -> Grid:
    positions = _positions(block)
    grid = Grid(title=Text(_title(block)), box=box.SQUARE, show_lines=True, title_justify="left")
    columns = sorted({column for _, column in positions})
    for heading in ("行", *map(str, columns)):
        grid.add_column(heading, overflow="fold")
    for row in sorted({row for row, _ in positions}):
        texts = (_grid_text(positions.get((row, column)), row, column) for column in columns)
        grid.add_row(str(row), *texts)
    return grid


def _grid_text(seen: SeenCell | None, row: int, column: int) -> Text:
    if seen is None:
        return Text("")
    if (seen.cell.row, seen.cell.column) != (row, column):
        return Text(_LEFT if seen.cell.row == row else _UP, "dim")
    text, style = _visible(seen.cell.text), _STYLES[seen.use.role]
    return Text.assemble(
        (text, style), "\n" if text else "", (f"〔{caption(seen.use, hidden=seen.cell.hidden)}〕", "dim")
    )


def _visible(text: str) -> str:
    """The text, its control characters written out: a terminal would obey them."""
    return _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", text.replace("\r\n", "\n")).strip()


def _title(block: SeenTable) -> str:
    geometry = raw("captions")["geometry"][block.table.geometry]
    name = f" {_visible(block.table.name)}" if block.table.name else ""
    size = f"{block.table.rows} 行 {block.table.columns} 列"
    return f"表格 {block.table.number}{name}：{size}，{geometry}，{block.place}"


def _positions(block: SeenTable) -> dict[tuple[int, int], SeenCell]:
    """{(row, column): the cell that covers it}; where cells overlap, each keeps its own first position."""
    covered: dict[tuple[int, int], SeenCell] = {}
    for seen in block.cells:
        cell = seen.cell
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                covered.setdefault((row, column), seen)
    return covered | {(seen.cell.row, seen.cell.column): seen for seen in block.cells}


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; margin: 1.5em; }}
table {{ border-collapse: collapse; margin: .5em 0 1.5em; }}
td, th {{ border: 1px solid #999; padding: .25em .5em; vertical-align: top; white-space: pre-wrap; }}
th {{ background: #f4f4f4; color: #777; font-weight: normal; font-size: 80%; }}
small {{ display: block; color: #555; font-size: 75%; }}
p {{ margin: .25em 0; padding: .1em .5em; white-space: pre-wrap; }}
p small {{ display: inline; }}
.read {{ background: #e2f3e2; }} .furniture {{ background: #e3eefb; }} .unread {{ background: #ffc9c9; }}
.blank {{ background: #fff; }} .outside {{ background: #eee; color: #666; }}
.gap {{ background: repeating-linear-gradient(45deg, #fff 0 4px, #eee 4px 8px); }}
.doubt {{ background: #ffeb9c; }}
figure {{ margin: 1em 0 2em; }} svg {{ max-width: 100%; height: auto; border: 1px solid #ccc; }}
svg g {{ --ink: #777; }} svg g.read {{ --ink: #087a2c; }} svg g.furniture {{ --ink: #06c; }}
svg g.unread {{ --ink: #d00000; }}
svg rect {{ fill: var(--ink); fill-opacity: .08; stroke: var(--ink); stroke-width: .8; }}
svg g:hover rect {{ fill-opacity: .25; }}
svg text {{ fill: var(--ink); font-size: 5px; text-anchor: end; }}
svg text {{ paint-order: stroke; stroke: #fff; stroke-width: 1.2px; }}
.legend span {{ padding: .1em .6em; border: 1px solid #ccc; margin-right: .5em; }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def html(
    document: Document, extraction: Extraction, papers: Iterable[Paper] = (), *, title: str = "jixiao look"
) -> str:
    """One page that needs nothing else: merges drawn as merges, cells coloured by what became of them.

    Every text of the document is escaped; the page forbids scripts and requests. `title`: the file's name.
    `papers`: the pages that the document was read from; they stand first, as pictures under their cells.
    """
    cells = {each.cell.place: each for each in _cells(document, extraction)}
    pictures = (_paper_html(paper, cells) for paper in papers)
    blocks = (
        _table_html(block) if isinstance(block, SeenTable) else _line_html(block)
        for block in seen(document, extraction)
    )
    notes = map(_doubt_html, doubts(document, extraction))
    return _PAGE.format(title=_escaped(title), body="\n".join([_legend_html(), *pictures, *blocks, *notes]))


def _cells(document: Document, extraction: Extraction) -> Iterator[SeenCell]:
    for block in seen(document, extraction):
        if isinstance(block, SeenTable):
            yield from block.cells


def _paper_html(paper: Paper, cells: Mapping[Place, SeenCell]) -> str:
    spaces = "".join(
        _space_html(space, cells[space.place] if space.place else None) for space in paper.spaces
    )
    size = f'width="{paper.width:.0f}" height="{paper.height:.0f}"'
    picture = f'<image {size} href="data:image/png;base64,{b64encode(paper.picture).decode("ascii")}"/>'
    box = f'viewBox="0 0 {paper.width:.0f} {paper.height:.0f}" width="{paper.width * _ENLARGED:.0f}"'
    title = f"<figcaption>第 {paper.number} 页（指向一格，看读出的文字）</figcaption>"
    return f"<figure>{title}<svg {box}>{picture}{spaces}</svg></figure>"


def _space_html(space: Space, seen: SeenCell | None) -> str:
    """The outline of a cell and what it was read as; its text, as it was read, on pointing at it."""
    width, height = space.right - space.left, space.bottom - space.top
    if seen is None:
        role, read_as, text = str(Role.FURNITURE), raw("captions")["paper"]["repeated"], ""
    else:
        role, read_as = seen.use.role, caption(seen.use, hidden=seen.cell.hidden)
        text = f"{seen.cell.text}\n〔{read_as}〕{seen.cell.place}"
    rectangle = f'x="{space.left:.1f}" y="{space.top:.1f}" width="{width:.1f}" height="{height:.1f}"'
    written = _escaped(read_as[: int(width / _LETTERS)]) if role != Role.BLANK else ""
    return (
        f'<g class="{role}"><title>{_escaped(text or read_as)}</title><rect {rectangle}/>'
        f'<text x="{space.right - 1:.1f}" y="{space.bottom - 1.5:.1f}">{written}</text></g>'
    )


def _doubt_html(finding: Finding) -> str:
    return f'<p class="doubt">{_escaped(finding.place)} {_escaped(finding.message)}</p>'


def _legend_html() -> str:
    roles = raw("captions")["role"]
    spans = "".join(f'<span class="{role}">{roles[role]}</span>' for role in Role)
    return f'<p class="legend">{spans}</p>'


def _line_html(block: SeenLine) -> str:
    text = f"{_escaped(block.line.text)} {_caption_html(block.use, hidden=block.line.hidden)}"
    return f'<p class="{block.use.role}" title="{block.line.place}">{text}</p>'


def _caption_html(use: Use, *, hidden: bool) -> str:
    return f"<small>{_escaped(caption(use, hidden=hidden))}</small>"


def _table_html(block: SeenTable) -> str:
    positions = _positions(block)
    columns = sorted({column for _, column in positions})
    head = "".join(f"<th>{column}</th>" for column in columns)
    rows = [f"<tr><th></th>{head}</tr>"]
    for row in sorted({row for row, _ in positions}):
        cells = "".join(_position_html(positions.get((row, column)), row, column) for column in columns)
        rows.append(f"<tr><th>{row}</th>{cells}</tr>")
    return f"<h2>{_escaped(_title(block))}</h2>\n<table>\n" + "\n".join(rows) + "\n</table>"


def _position_html(seen: SeenCell | None, row: int, column: int) -> str:
    """The <td> that begins at a position; nothing where a merge covers it."""
    if seen is None:
        return '<td class="gap"></td>'
    cell = seen.cell
    if (cell.row, cell.column) != (row, column):
        return ""
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    text = _escaped(cell.text) + _caption_html(seen.use, hidden=cell.hidden)
    return f'<td class="{seen.use.role}"{spans} title="{cell.place}">{text}</td>'


def _escaped(text: str) -> str:
    return escape(_visible(text))
