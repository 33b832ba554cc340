"""Common columns of rows whose edges were measured apart, a little inexactly."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

Edges = tuple[int, ...]  # positions of the edges of one row, left to right

_NEAR = 3  # characters within which two edges are one


def common_columns(rows: Iterable[Edges]) -> dict[Edges, Edges]:
    """For each row's edges the numbers of the common edges that they are, from 0.

    The row with the most edges is the measure; an edge of another row is the nearest one of these, or a new one.

    >>> common_columns([(0, 10, 20, 30), (0, 21, 30), (0, 15, 30)])
    {(0, 10, 20, 30): (0, 1, 3, 4), (0, 15, 30): (0, 2, 4), (0, 21, 30): (0, 3, 4)}
    """
    common: list[int] = []
    found: dict[Edges, list[int]] = {}
    for edges in sorted(set(rows), key=lambda edges: (-len(edges), edges)):
        found[edges] = []
        for edge in edges:
            free = [known for known in common if not found[edges] or known > found[edges][-1]]
            nearest = min(free, key=lambda known: abs(known - edge), default=None)
            if nearest is None or abs(nearest - edge) > _NEAR:
                nearest = edge
                insort(common, edge)
            found[edges].append(nearest)
    return {
        edges: tuple(common.index(known) for known in known_edges) for edges, known_edges in found.items()
    }
