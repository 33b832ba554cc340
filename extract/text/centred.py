"""Labels of merged cells that are printed in the middle of the rows they cover, moved to the first of these rows.

A label over rows of 1, 2, 3 lines stands in the middle of six; where the next one begins follows from that, and so on
down the column. Only where the last label too stands in the middle of what is left, this is how the table is set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.text.layout_rows import OpenCell

_OFF = 1.0  # lines by which a label may stand off the middle
_LARGEST = 150  # rows of a page; more of them are no printed page
_MARGIN = 0.1  # of squares, by which the best way must beat the next


@dataclass(frozen=True, slots=True)
class _Band:
    """A row of names and values, and the lines that it takes up."""

    row: list[OpenCell]
    first: int
    last: int


def is_centred(rows: Sequence[list[OpenCell]], is_merged: Callable[[int], bool]) -> bool:
    """Does a label of the first page of a table stand elsewhere than on top of its rows?"""
    bands, labels = _bands(rows, is_merged), _labels(rows, is_merged)
    return bool(bands) and not all(_on_top(column, bands) for column in labels.values())


def settle(rows: list[list[OpenCell]], is_merged: Callable[[int], bool]) -> list[OpenCell]:
    """Move the labels of one page, in place; returns those that stand between rows and could not be moved."""
    bands, labels = _bands(rows, is_merged), _labels(rows, is_merged)
    allowed = set(range(len(bands)))
    for _, column in sorted(
        labels.items(), reverse=True
    ):  # a block of the first level begins with one of the second
        if 0 < len(bands) <= _LARGEST and not _on_top(column, bands):
            _move(rows, column, _starts(column, bands, allowed), bands)
        moved = set(column)
        beside = {number for number, band in enumerate(bands) if not moved.isdisjoint(band.row)}
        allowed = allowed & beside or allowed
    rows[:] = [row for row in rows if row]
    return [row[0] for row in rows if all(is_merged(cell.first) for cell in row)]


def settle_around(rows: list[list[OpenCell]], is_merged: Callable[[int], bool]) -> None:
    """Move the labels, in place, that are wrapped around the one row they cover: it begins before they end."""
    bands = _bands(rows, is_merged)
    for row in rows:
        if all(is_merged(cell.first) for cell in row):
            ends = max(cell.seen for cell in row)
            around = next((band for band in bands if row[0].began < band.first <= ends), None)
            if around:
                around.row.extend(row)
                row.clear()
    rows[:] = [row for row in rows if row]


def _bands(rows: Sequence[list[OpenCell]], is_merged: Callable[[int], bool]) -> list[_Band]:
    """The rows with names and values."""
    return [
        _Band(row, min(cell.began for cell in own), max(cell.seen for cell in own))
        for row in rows
        if (own := [cell for cell in row if not is_merged(cell.first)])
    ]


def _labels(
    rows: Sequence[Sequence[OpenCell]], is_merged: Callable[[int], bool]
) -> dict[int, list[OpenCell]]:
    """The merged cells by column, from top to bottom."""
    labels: dict[int, list[OpenCell]] = {}
    for cell in (cell for row in rows for cell in row if is_merged(cell.first)):
        labels.setdefault(cell.first, []).append(cell)
    return labels


def _on_top(labels: Sequence[OpenCell], bands: Sequence[_Band]) -> bool:
    """Does the first label stand on the first line of the first row, and do most others on that of some row?

    Those that do not are classes without a name: they stand alone.
    """
    tops = {band.first for band in bands}
    return labels[0].began == bands[0].first and 2 * sum(label.began in tops for label in labels) > len(
        labels
    )


def _starts(labels: Sequence[OpenCell], bands: Sequence[_Band], allowed: set[int]) -> list[int]:
    """The row with which each label begins; none where they do not stand in the middle of their rows.

    Of all ways to part the rows, the one with the least squares; none where another is as good.
    """
    best: dict[tuple[int, int], list[tuple[float, tuple[int, ...]]]] = {
        (len(labels), len(bands)): [(0.0, ())]
    }
    for number in range(len(labels) - 1, -1, -1):
        for start in sorted(allowed):
            ways = [
                (off * off + cost, (start, *starts))
                for end in range(start, len(bands))
                for cost, starts in best.get((number + 1, end + 1), [])
                if (off := _off(labels[number], bands[start], bands[end])) <= _OFF
            ]
            best[number, start] = sorted(ways)[:2]
    for first in range(len(bands)):  # rows before the first label go on with one of the page before
        if ways := best.get((0, first), []):
            clear = len(ways) == 1 or ways[1][0] > ways[0][0] + _MARGIN
            return list(ways[0][1]) if clear else []
    return []


def _off(label: OpenCell, first: _Band, last: _Band) -> float:
    return abs(label.began + label.seen - first.first - last.last) / 2


def _move(
    rows: Sequence[list[OpenCell]], labels: Sequence[OpenCell], starts: Sequence[int], bands: Sequence[_Band]
) -> None:
    for label, start in zip(labels, starts, strict=False):
        for row in rows:
            if label in row:
                row.remove(label)
        bands[start].row.append(label)
