"""A second opinion on pages whose rules leave doubts: the cells that pdfplumber sees, with our text."""

from __future__ import annotations

import io
from functools import cached_property
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psparser import PSException
from pdfplumber.utils.exceptions import PdfminerException

from extract.readers.pdf.grid import NARROW, Grid, Region, nearest
from extract.readers.pdf.layout import Fragment, Sheet, compose
from extract.readers.pdf.objects import Box, Page
from extract.readers.pdf.segments import clusters, ruling

_SETTINGS = {"snap_tolerance": 3, "join_tolerance": 4, "intersection_tolerance": 4}
_MORE = 1.02  # times the text in cells that pdfplumber must find to be believed


class SecondOpinion:
    """pdfplumber on the same bytes, opened only when it is asked."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data = data
        self._password = password

    def improved(self, page: Page, ours: Sheet) -> Sheet:
        """The page with the cells of whoever gets more of its text into cells; else ours."""
        grids = self._grids(page)
        theirs = compose(page, grids, ruling(page)) if grids else ours
        return theirs if _text_in_cells(theirs) > _MORE * _text_in_cells(ours) else ours

    def _grids(self, page: Page) -> list[Grid]:
        try:
            theirs = self._file.pages[page.number - 1]
            if abs(float(theirs.width) - page.width) > 1:
                return []  # held another way round
            tables = theirs.find_tables(_SETTINGS)
            return [_grid([Box(*map(float, cell)) for cell in table.cells]) for table in tables]
        except (PDFException, PSException, PdfminerException, ValueError, TypeError, KeyError, IndexError):
            return []  # what pdfium reads and pdfminer does not stays as pdfium reads it

    @cached_property
    def _file(self) -> Any:
        return pdfplumber.open(io.BytesIO(self._data), password=self._password or "")


def _text_in_cells(sheet: Sheet) -> int:
    fragments = [block for block in sheet.blocks if isinstance(block, Fragment)]
    return sum(len(line.text) for f in fragments for piece in f.pieces for line in piece.printed)


def _grid(cells: list[Box]) -> Grid:
    xs = _edges([x for cell in cells for x in (cell.left, cell.right)])
    ys = _edges([y for cell in cells for y in (cell.top, cell.bottom)])
    regions = {_region(cell, xs, ys) for cell in cells}
    return Grid(xs, ys, tuple(sorted(region for region in regions if region.row_span and region.column_span)))


def _edges(numbers: list[float]) -> tuple[float, ...]:
    return tuple(sum(group) / len(group) for group in clusters(numbers, NARROW))


def _region(cell: Box, xs: tuple[float, ...], ys: tuple[float, ...]) -> Region:
    left, right = (nearest(x, xs) for x in (cell.left, cell.right))
    top, bottom = (nearest(y, ys) for y in (cell.top, cell.bottom))
    return Region(top, left, bottom - top, right - left)
