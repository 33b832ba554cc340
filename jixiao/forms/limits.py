"""How large an input may be before it is refused. Numbers from trials with hostile files (docs/limits.md)."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; sizes in bytes."""

    file_size: int = 100 * MEGABYTE
    text_size: int = 20 * MEGABYTE
    line_length: int = 1 * MEGABYTE  # characters
    archive_members: int = 2_000
    archive_inflated: int = 400 * MEGABYTE
    archive_depth: int = 3
    part_inflated: int = 200 * MEGABYTE  # one part of a package
    xml_depth: int = 256
    cells: int = 200_000  # a document
    rows: int = 200_000
    columns: int = 1_024
    span: int = 512
    pages: int = 500
    page_content: int = 20 * MEGABYTE  # after inflation
    page_glyphs: int = 100_000
    page_paths: int = 100_000  # lines, boxes and curves of a page


LIMITS = Limits()
