"""Small Word 97 files, made byte by byte, so that a test can show each trap of the format.

Source: [MS-DOC] 2.5 (Fib), 2.8.35 (PlcPcd), 2.9.175 (PapxFkp), 2.9.33 (ChpxFkp); [MS-CFB] for the container.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SECTOR = 512
TEXT_AT = 2048  # where the text begins in the WordDocument stream
IN_TABLE = b"\x16\x24\x01"  # sprmPFInTable
ROW_END = b"\x17\x24\x01"  # sprmPFTtp
DELETED = b"\x00\x08\x01"  # sprmCFRMarkDel
HIDDEN = b"\x3c\x08\x01"  # sprmCFVanish


@dataclass(frozen=True)
class Run:
    """Characters with the properties laid on them."""

    text: str
    properties: bytes = b""


@dataclass(frozen=True)
class Paragraph:
    """Runs, the mark that ends them, the properties of the paragraph and of its mark."""

    runs: tuple[Run, ...]
    mark: str = "\r"
    properties: bytes = b""
    mark_properties: bytes = b""


def line(*runs: str | Run) -> Paragraph:
    """A paragraph outside tables."""
    return Paragraph(tuple(run if isinstance(run, Run) else Run(run) for run in runs))


def row(
    edges: Sequence[int],
    cells: Iterable[str | Run | Sequence[Paragraph]],
    *,
    vertical: Sequence[int] = (),
    horizontal: Sequence[int] = (),
    more: bytes = b"",
    depth: int = 1,
    definition: bytes | None = None,
) -> list[Paragraph]:
    """A row of a table; a cell may be a text, a run, or paragraphs (a table in the cell).

    `vertical` and `horizontal` are the merge flags of the cells, `more` further properties of the row,
    `definition` stands in place of the row's edges.
    """
    inner = depth > 1
    inside = IN_TABLE + (b"\x49\x66" + struct.pack("<i", depth) if inner else b"")
    end_of_cell = inside + (b"\x4b\x24\x01" if inner else b"")
    paragraphs: list[Paragraph] = []
    for cell in cells:
        if isinstance(cell, str | Run):
            lines = [Run(text) for text in cell.split("\n")] if isinstance(cell, str) else [cell]
        else:
            paragraphs += cell
            lines = [Run("")]
        paragraphs += [Paragraph((run,), "\r", inside) for run in lines[:-1]]
        paragraphs.append(Paragraph((lines[-1],), "\r" if inner else "\x07", end_of_cell))
    stated = row_definition(edges, vertical, horizontal) if definition is None else definition
    end_of_row = inside + (b"\x4c\x24\x01" if inner else ROW_END) + stated + more
    return [*paragraphs, Paragraph((), "\r" if inner else "\x07", end_of_row)]


def row_definition(
    edges: Sequence[int], vertical: Sequence[int] = (), horizontal: Sequence[int] = ()
) -> bytes:
    """sprmTDefTable."""
    count = len(edges) - 1
    cells = b""
    for n in range(count):
        flags = (horizontal[n] if horizontal else 0) | (vertical[n] << 5 if vertical else 0)
        cells += struct.pack("<HH16x", flags, edges[n + 1] - edges[n])
    body = struct.pack(f"<B{count + 1}h", count, *edges) + cells
    return b"\x08\xd6" + struct.pack("<H", len(body) + 1) + body


def word_97(
    paragraphs: Iterable[Paragraph],
    *,
    encoding: str = "utf-16-le",
    data: bytes = b"",
    version: int = 0xC1,
    laid_over: bytes = b"",
    fonts: Sequence[str] = (),
    more: dict[str, bytes] | None = None,
) -> bytes:
    """The file. `encoding` "cp1252" makes an 8-bit piece; `laid_over`: what a quick save puts on all text.

    `more` are further streams; a name with `/` stands for one in a folder.
    """
    paragraphs = list(paragraphs)
    text = "".join(run.text for paragraph in paragraphs for run in (*paragraph.runs, Run(paragraph.mark)))
    encoded = text.encode(encoding, "surrogatepass" if encoding == "utf-16-le" else "strict")
    width = 1 if encoding == "cp1252" else 2
    characters, marked = _runs(paragraphs, width)
    main = bytearray(TEXT_AT) + encoded
    main += bytes(-len(main) % SECTOR)
    table = bytearray()
    parts: dict[int, bytes] = {33: _clx(len(encoded) // width, width, laid_over), 15: _fonts(fonts)}
    for number, runs, first_size in ((12, characters, 1), (13, marked, 13)):
        parts[number] = _bins(main, runs, first_size)
    pairs = [(0, 0)] * 93
    for number, part in parts.items():
        pairs[number] = (len(table), len(part))
        table += part
    header = _header(version, len(encoded) // width, pairs)
    main[: len(header)] = header
    main += bytes(100)  # so that the last sector is not full, as WPS leaves it
    return compound_file({"WordDocument": bytes(main), "1Table": bytes(table), "Data": data, **(more or {})})


def _runs(paragraphs: list[Paragraph], width: int) -> tuple[list[tuple[int, bytes]], list[tuple[int, bytes]]]:
    """(offset of the end, properties) of each run of characters, and of each paragraph (style 0 first)."""
    at = TEXT_AT
    characters, marked = [], []
    for paragraph in paragraphs:
        for run in (*paragraph.runs, Run(paragraph.mark, paragraph.mark_properties)):
            at += len(run.text.encode("utf-16-le", "surrogatepass")) // 2 * width
            if run.text:
                characters.append((at, run.properties))
        marked.append((at, b"\0\0" + paragraph.properties))
    return characters, marked


def _fonts(names: Sequence[str]) -> bytes:
    """SttbfFfn."""
    entries = (bytes(39) + (name + "\0").encode("utf-16-le") for name in names)
    return struct.pack("<HH", len(names), 0) + b"".join(bytes([len(entry)]) + entry for entry in entries)


def _clx(length: int, width: int, laid_over: bytes) -> bytes:
    """One piece, and the properties laid over it."""
    offset = TEXT_AT if width == 2 else TEXT_AT * 2 | 0x4000_0000
    changes = b"\x01" + struct.pack("<H", len(laid_over)) + laid_over if laid_over else b""
    entry = struct.pack("<iiHIH", 0, length, 0, offset, 1 if laid_over else 0)
    return changes + b"\x02" + struct.pack("<I", len(entry)) + entry


def _bins(main: bytearray, runs: list[tuple[int, bytes]], entry: int) -> bytes:
    """Write a page for each few runs; the bin table of the pages. `entry`: bytes of a run's entry in one."""
    start, pages, firsts = TEXT_AT, [], []
    for n in range(0, len(runs), 2):
        group = runs[n : n + 2]
        page = bytearray(SECTOR)
        struct.pack_into(f"<{len(group) + 1}I", page, 0, start, *(end for end, _ in group))
        top = SECTOR - 2
        for k, (_, properties) in enumerate(group):
            if entry == 1 and not properties:
                continue
            stored = _stored(properties, is_paragraph=entry == 13)
            top = (top - len(stored)) & ~1
            page[top : top + len(stored)] = stored
            page[4 * (len(group) + 1) + entry * k] = top // 2
        page[-1] = len(group)
        firsts.append(start)
        pages.append(len(main) // SECTOR)
        main += page
        start = group[-1][0]
    return struct.pack(f"<{len(pages) * 2 + 1}I", *firsts, start, *pages)


def _stored(properties: bytes, *, is_paragraph: bool) -> bytes:
    """Properties with their size before them: in bytes, or in words for a paragraph."""
    if not is_paragraph:
        return bytes([len(properties)]) + properties
    if len(properties) % 2:
        return bytes([(len(properties) + 1) // 2]) + properties
    return bytes([0, len(properties) // 2]) + properties


def _header(version: int, length: int, pairs: list[tuple[int, int]]) -> bytes:
    base = struct.pack("<HH6xH20x", 0xA5EC, version, 0x0200)
    longs = [0, 0, 0, length] + [0] * 18
    numbers = [number for pair in pairs for number in pair]
    return (
        base
        + struct.pack("<H28x", 14)
        + struct.pack("<H22i", 22, *longs)
        + struct.pack(f"<H{len(numbers)}I", len(pairs), *numbers)
    )


def compound_file(streams: dict[str, bytes]) -> bytes:
    """An OLE container with these streams, the first one last; each too long for the small sectors."""
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in streams.items() if data}
    directory = bytes(-(-(len(padded) + 1) // 4) * SECTOR)
    sizes = [len(directory), *(len(data) for data in padded.values())]
    counts = [-(-size // SECTOR) for size in sizes]
    tables = -(-(sum(counts) + 1) // (SECTOR // 4 - 1))
    order = [0, *range(len(padded), 0, -1)]
    starts, at = {}, tables
    for number in order:
        starts[number] = at
        at += counts[number]
    allocation = _allocation(tables, [(starts[number], counts[number]) for number in order])
    directory = _directory(padded, [starts[number] for number in range(1, len(padded) + 1)])
    bodies = [directory, *padded.values()]
    file = _container_header(tables, starts[0]) + allocation
    return file + b"".join(bodies[number] + bytes(-len(bodies[number]) % SECTOR) for number in order)


def _container_header(tables: int, directory: int) -> bytes:
    numbers = (0, tables, directory, 0, 4096, _END, 0, _END, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, *numbers)
    return header + struct.pack(f"<{tables}I", *range(tables)) + b"\xff" * 4 * (109 - tables)


_END, _FREE, _IS_ALLOCATION = 0xFFFF_FFFE, 0xFFFF_FFFF, 0xFFFF_FFFD


def _directory(streams: dict[str, bytes], starts: list[int]) -> bytes:
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        following = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, starts[number - 1], len(data), right=following))
    return b"".join(entries) + bytes(-len(entries) % 4 * 128)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, _FREE, right, child, start, size)


def _allocation(tables: int, chains: list[tuple[int, int]]) -> bytes:
    """Which sector follows which."""
    table = [_FREE] * (tables * SECTOR // 4)
    table[:tables] = [_IS_ALLOCATION] * tables
    for start, length in chains:
        table[start : start + length] = [*range(start + 1, start + length), _END]
    return struct.pack(f"<{len(table)}I", *table)
