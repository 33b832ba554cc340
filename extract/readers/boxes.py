"""Text boxes hang on a paragraph; what stands in them is read after it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree


def lift(root: etree._Element, holders: Sequence[str], paragraphs: Sequence[str]) -> None:
    """Put the content of each of the `holders` behind the innermost of the `paragraphs` around it, in place.

    From the last box to the first, so that several of one paragraph keep their order, and a box in a box is empty
    when its turn comes.
    """
    for element in reversed(list(root.iter(*holders))):
        anchor = next(element.iterancestors(*paragraphs), None)
        if anchor is not None:
            for child in reversed(element):
                anchor.addnext(child)
