"""From bytes to characters: each font of an RTF file has its own code page, and not every file tells it.

Source: Rich Text Format Specification 1.9.1, "Font Table" (\\fcharset) and "Character Set" (\\ansicpg).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extract.readers import symbols

_ANSI, _DEFAULT, _SYMBOL = 0, 1, 2  # character sets that name no code page
_PAGES = {
    **{77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253"},
    **{162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251"},
    **{222: "cp874", 238: "cp1250", 255: "cp437"},
}
_NUMBERED = {936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949", 10000: "mac_roman", 65001: "utf-8"}
_WESTERN = "cp1252"
_OF_TWO_BYTES = frozenset({"gb18030", "cp950", "cp932", "cp949"})
_GBK = re.compile(rb"(?:[\x00-\x7f]|[\x81-\xfe][\x40-\x7e\x80-\xfe])*")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_GB_2312 = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")  # the common characters of GBK


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the font table."""

    name: str = ""
    charset: int = _DEFAULT
    page: str = ""  # named by the font itself


def page(number: int) -> str:
    """Python's name of a Windows code page; Windows 1252 where Python has no such page.

    >>> page(936), page(1251), page(4711)
    ('gb18030', 'cp1251', 'cp1252')
    """
    name = _NUMBERED.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return _WESTERN
    return name


def has_two_bytes(name: str) -> bool:
    """Characters of this code page may take two bytes."""
    return name in _OF_TWO_BYTES


def decode(data: bytes, font: Font, document_page: str) -> str:
    """The characters; U+FFFD for what no page explains.

    A western or unstated font may still hold Chinese: writers of Chinese programs leave the font's character
    set out. So bytes that make common Chinese characters are Chinese, unless the font names another page.

    >>> decode("目标".encode("gbk"), Font(charset=134), "cp1252")
    '目标'
    >>> decode("目标".encode("gbk"), Font(charset=0), "gb18030")
    '目标'
    >>> decode(b"5 \\xb0C", Font(charset=0), "gb18030")
    '5 °C'
    """
    if data.isascii() and font.charset != _SYMBOL:
        return data.decode("ascii")
    if font.charset == _SYMBOL:
        return "".join(symbols.shown(font.name, 0xF000 + byte) for byte in data)
    for name in _candidates(data, font, document_page):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(document_page, "replace")


def _candidates(data: bytes, font: Font, document_page: str) -> tuple[str, ...]:
    """The code pages to try, in order."""
    if own := font.page or _PAGES.get(font.charset, ""):
        return (own, document_page, _WESTERN)
    if _is_chinese(data):
        return (document_page if has_two_bytes(document_page) else "gb18030", _WESTERN)
    if font.charset == _ANSI:
        return (_WESTERN, document_page)
    return (document_page, _WESTERN)


def _is_chinese(data: bytes) -> bool:
    """Its bytes above 127 all stand in pairs of GBK, most of which are in GB 2312: 朱镕基, but not 5 °C."""
    if not _GBK.fullmatch(data):
        return False
    pairs = _PAIR.findall(data)
    return 2 * sum(_GB_2312.fullmatch(pair) is not None for pair in pairs) > len(pairs)
