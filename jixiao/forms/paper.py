"""The pages of a file as pictures, and where on them its cells stand: for people who check what was read."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.forms.document import Place


@dataclass(frozen=True, slots=True)
class Space:
    """Where a cell stands on a page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    place: Place | None  # of its cell in the Document; None for the header of a table, printed again


@dataclass(frozen=True, slots=True)
class Paper:
    """One page, held as its text is read. A page that was not read has no spaces."""

    number: int  # from 1
    width: float  # points
    height: float
    picture: bytes  # PNG
    spaces: tuple[Space, ...] = ()
