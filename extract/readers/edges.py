"""From the edges of a table's cells to the numbers of its grid lines.

Word processors leave cells a hair's breadth apart: two rows that a person sees aligned differ by 5 to 30
twips (1 twip is 1/1440 inch). The rule was measured on some 400 tables of real .doc files.
"""

from __future__ import annotations

from collections.abc import Iterable

SLIVER = 60  # twips, about 1 mm: edges nearer than this are one edge


def grid_lines(edges: Iterable[int], kept: Iterable[tuple[int, int]] = ()) -> dict[int, int]:
    """{edge: its grid line, from 1}; a cell from edge a to edge b covers columns lines[a] … lines[b] - 1.

    `edges` are the left and right edges of all cells of a table, in twips. Edges nearer than SLIVER to the
    first of their line are one line, unless one of the `kept` cells, those with text, would lose its width.

    >>> grid_lines([0, 2000, 2020, 3500])
    {0: 1, 2000: 2, 2020: 2, 3500: 3}
    >>> grid_lines([0, 2000, 2020, 3500], kept=[(2000, 2020)])
    {0: 1, 2000: 2, 2020: 3, 3500: 4}
    """
    starts: dict[int, int] = {}  # right edge of a kept cell: the nearest left edge
    for left, right in kept:
        starts[right] = max(left, starts.get(right, left))
    lines: dict[int, int] = {}
    number, first = 0, None
    for edge in sorted(set(edges)):
        if first is None or edge - first >= SLIVER or starts.get(edge, first - 1) >= first:
            number, first = number + 1, edge
        lines[edge] = number
    return lines
