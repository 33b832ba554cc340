"""Old Excel workbooks made record by record: no library of ours writes them."""

from __future__ import annotations

import struct

# Records of [MS-XLS] 2.3.
BOF, EOF, BOUND, FORMAT, XF, FONT = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x0031
LABEL, RICH, NUMBER, BOOLEAN_OR_ERROR, MERGES = 0x0204, 0x00D6, 0x0203, 0x0205, 0x00E5
ROW, COLUMNS, WINDOW, DATES, PASSWORD = 0x0208, 0x007D, 0x023E, 0x0022, 0x002F
FORMULA = 0x0006


def record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def wide(text: str, lengths: str) -> bytes:
    """A string of UTF-16 with its length before it."""
    return struct.pack(f"<{lengths}B", len(text), 1) + text.encode("utf-16-le")


def label(row: int, column: int, text: str, style: int = 0) -> bytes:
    return record(LABEL, struct.pack("<HHH", row, column, style) + wide(text, "H"))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(NUMBER, struct.pack("<HHHd", row, column, style, value))


def merge(top: int, bottom: int, left: int, right: int) -> bytes:
    return record(MERGES, struct.pack("<HHHHH", 1, top, bottom, left, right))


def book(
    *sheets: bytes,
    codes: tuple[str, ...] = (),
    builtins: tuple[int, ...] = (),
    extra: bytes = b"",
    state: int = 0,
) -> bytes:
    """A workbook of bare records; style 0 is General, the next ones `builtins`, the next ones `codes`."""
    styles = [0, *builtins, *range(164, 164 + len(codes))]
    begin = record(BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6)) + extra
    begin += record(FONT, struct.pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0) + wide("宋体", "B"))
    begin += b"".join(
        record(FORMAT, struct.pack("<H", 164 + at) + wide(code, "H")) for at, code in enumerate(codes)
    )
    begin += b"".join(record(XF, struct.pack("<HHH14x", 0, style, 1)) for style in styles)
    names = [wide(f"表{at}", "B") for at in range(len(sheets))]
    size = len(begin) + sum(4 + 6 + len(name) for name in names) + 4
    bodies = [
        record(BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6)) + s + record(EOF) for s in sheets
    ]
    bounds = b""
    for name, body in zip(names, bodies, strict=True):
        bounds += record(BOUND, struct.pack("<IBB", size, state, 0) + name)
        size += len(body)
    return begin + bounds + record(EOF) + b"".join(bodies)


def formula(row: int, column: int, value: float, options: int) -> bytes:
    return record(FORMULA, struct.pack("<HHHdHIH", row, column, 0, value, options, 0, 3) + b"\x1e\x01\x00")
