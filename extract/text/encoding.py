"""From bytes to text, no character lost in silence."""

from __future__ import annotations

import codecs
import re
from functools import cache

from jixiao.forms.finding import About, Finding, Severity

LOST = "\ufffd"  # stands where bytes could not be decoded; `damage` reports it

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")  # a tie goes to the first
_SAMPLE = 100_000  # bytes that are enough to tell an encoding
_CUT = 3  # bytes at an end that may be a character cut in two
_CLEAN = 0.9  # share of familiar characters from which an encoding is believed


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding: by a byte order mark, as strict UTF-8, else as it reads most familiarly.

    Bytes that no encoding explains become U+FFFD, one for each run; `damage` makes them a finding.
    A file whose lines are in two encodings is decoded line by line: `utf-8+gb18030`.

    >>> decode("指标".encode("gb18030"))
    ('指标', 'gb18030')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding), encoding
    utf8 = None if b"\x00" in data else _whole(data, "utf-8")
    if utf8 is not None and (LOST not in utf8 or _familiar(utf8[:_SAMPLE].strip(LOST)) >= _CLEAN):
        return utf8, "utf-8"
    best = max(_possible(data), key=lambda encoding: _familiar(_sample(data, encoding)))
    text = _whole(data, best)
    if text is not None and _familiar(text[:_SAMPLE]) >= _CLEAN:
        return text, best
    return _by_lines(data, best)


def damage(text: str) -> tuple[Finding, ...]:
    """The finding `partly-read` where decoding lost something, with the number of places."""
    lost = text.count(LOST)
    if not lost:
        return ()
    message = f"文字编码有 {lost} 处无法识别（已标为“{LOST}”或截去）；请核对原文件，或另存为 UTF-8 后重试。"
    return (Finding(About.READING, Severity.WARNING, "partly-read", message),)


def readable(text: str) -> bool:
    """Most of the text is characters that people write, none of it the debris of a binary file."""
    return not text or _familiar(text[:_SAMPLE]) >= 0.5


def _possible(data: bytes) -> tuple[str, ...]:
    """The encodings worth trying: with NUL bytes it is UTF-16, or UTF-8 with NULs in it."""
    if b"\x00" in data:
        return ("utf-16-le", "utf-16-be", "utf-8")
    return _CANDIDATES if len(data) % 2 == 0 else _CANDIDATES[:2]


def _sample(data: bytes, encoding: str) -> str:
    return data[:_SAMPLE].decode(encoding, "replace")


def _whole(data: bytes, encoding: str) -> str | None:
    """The text where all of it decodes, but for a character cut in two at either end; else None."""
    start = 0
    if encoding == "utf-8":  # a cut at the front shows as bytes that only continue a character
        start = next((n for n, byte in enumerate(data[: _CUT + 1]) if byte & 0xC0 != 0x80), 0)
    head = LOST if start else ""
    try:
        return head + data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        if start + error.start < len(data) - _CUT:
            return None
        return head + data[start : start + error.start].decode(encoding) + LOST


def _lenient(data: bytes, encoding: str) -> str:
    text = _whole(data, encoding)
    return text if text is not None else re.sub(f"{LOST}+", LOST, data.decode(encoding, "replace"))


def _by_lines(data: bytes, main: str) -> tuple[str, str]:
    """Each line in UTF-8 where that reads familiarly, else in the main encoding."""
    if main.startswith("utf-16"):
        return _lenient(data, main), main
    lines: list[str] = []
    used: set[str] = set()
    for line in data.split(b"\n"):
        encoding = "utf-8" if _is_utf8(line) else main
        lines.append(_lenient(line, encoding))
        if not line.isascii():
            used.add(encoding)
    return "\n".join(lines), "+".join(sorted(used, key=("utf-8", *_CANDIDATES).index)) or "utf-8"


def _is_utf8(line: bytes) -> bool:
    try:
        return _familiar(line.decode("utf-8")) >= _CLEAN
    except UnicodeDecodeError:
        return False


def _familiar(text: str) -> float:
    """Share of familiar characters among those that tell: all but printable ASCII and white space."""
    telling = _PLAIN.sub("", text)
    if not telling:
        return 1.0
    common = _common()
    return sum(character in common for character in telling) / len(telling)


_PLAIN = re.compile(r"[\t\n\f\r -~]+")


@cache
def _common() -> frozenset[str]:
    """Characters that forms are written in: the first levels of GB 2312 and Big5, punctuation, wide Latin."""
    codes = [bytes((lead, trail)) for lead in range(0xA1, 0xD8) for trail in range(0xA1, 0xFF)]
    simplified = b"".join(codes).decode("gb2312", "ignore")
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big = [bytes((lead, trail)) for lead in range(0xA1, 0xC7) for trail in trails]
    traditional = b"".join(big).decode("big5", "ignore")
    others = (*range(0xA0, 0x180), *range(0x2000, 0x2700), *range(0x3000, 0x3040), *range(0xFE30, 0xFFF0))
    return frozenset(simplified) | frozenset(traditional) | frozenset(map(chr, others)) | {"\ufeff"}
