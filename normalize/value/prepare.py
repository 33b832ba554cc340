"""The text of a cell made ready to be tokenised: folded, without blanks that mean nothing, list marks as separators."""

from __future__ import annotations

import re

from jixiao.forms.text import fold

# A cell longer than this is prose: it is not read as a value.
LONGEST = 300

# ①, ⑴, ❶ fold to plain digits and would join the number beside them; they begin an item of a list.
_LIST_SIGNS = re.compile("[\u2460-\u249b\u24f5-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]")
# 10², 3½, 5₂ fold to other numbers: such a text is not read.
_RAISED = re.compile(
    "[0-9０-９][\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u00bc-\u00be\u2150-\u215f]|[\u00bc-\u00be\u2150-\u215f]"
)
# 1. 1、 (1) 一、 at the start of an item; 1.5, 1、2月 and 一、二季度 are none.
_LIST_MARK = re.compile(
    r"\((\d{1,2}|[一二三四五六七八九十])\)(?=[^\s])"
    r"|(?:^|(?<=[;。\n]))(?:(\d{1,2})[、.](?!\d)|([一二三四五六七八九十])、)(?![\d\s一二三四五六七八九十]|$)"
)
_ORDER = "一二三四五六七八九十"
# A dash in front of a number is no minus: what stood before it is lost. The minus signs are - and −.
_DASHED_NUMBER = re.compile(r"(?<![^\s≥≤≧≦<>=])[—–─―]+(?=[0-9０-９])")
# Only a text with one of these needs the three above.
_ODD = re.compile(
    "[\u2460-\u249b\u24f5-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289\u00b2\u00b3\u00b9\u2070-\u2079"
    "\u2080-\u2089\u00bc-\u00be\u2150-\u215f—–─―]"
)
# A line that goes on with these belongs to the one above; one that ends with these goes on below.
_GOES_ON = re.compile(
    r"\n(?=[%‰)前底末内年月日元万亿]|以|及以|或以|之|左右|上下|个|件|人|次|完成)|(?<=[第每/(不约超近≥≤<>=])\n"
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_SPACED_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?![\d ])")
_SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?: [\d.])+(?![\d])")
_ITEM = re.compile(r" (?=\d{1,2}[、.][^\d\s])")
_SPLIT_NUMBER = re.compile(r"(?<=[\d.])[ \n]+(?=[\d.])")
# Digits that blanks or line breaks hold apart, and that no habit joins.
APART = "\ue001"


def prepare(raw: str) -> str:
    """The text in one spelling, without blanks. Line breaks stay where they may part values.

    >>> prepare("≧５００ 件　")
    '≥500件'
    >>> prepare("1 0 0 %"), prepare("12 000人")
    ('100%', '12000人')
    """
    text = raw
    if _ODD.search(text):
        text = _DASHED_NUMBER.sub(APART, text)
        if _RAISED.search(text):
            text = _RAISED.sub(lambda match: match[0] + APART, text)
        text = _LIST_SIGNS.sub("\n", text)
    text = fold(text).replace("二○", "二〇")
    if text[:1] == text[-1:] == '"' and text.count('"') == 2:
        text = text[1:-1]
    if (
        not text.isascii()
        or text.strip() != text
        or " " in text
        or "\n" in text
        or "\t" in text
        or "\r" in text
    ):
        text = _without_blanks(text)
    if "1" in text or "一" in text:
        text = _without_list_marks(text)
    return text


def _without_list_marks(text: str) -> str:
    """Without marks that count from one; a lone one is a mark only before a word (`1、≥95%` may be two values)."""
    marks: list[re.Match[str]] = []
    for match in _LIST_MARK.finditer(text):
        number = match[1] or match[2] or match[3]
        if number not in (str(len(marks) + 1), _ORDER[len(marks) : len(marks) + 1]):
            return text
        marks.append(match)
    if (
        not marks
        or marks[0].start()
        or (len(marks) == 1 and not "\u4e00" <= text[marks[0].end()] <= "\u9fff")
    ):
        return text
    for match in reversed(marks):
        text = f"{text[: match.start()]}\n{text[match.end() :]}".lstrip("\n")
    return text


def _without_blanks(text: str) -> str:
    if not _ANY_BLANK.search(text):
        return text
    text = _BLANKS.sub(" ", text.strip())
    text = _SPACED_THOUSANDS.sub(_joined, text)
    text = _SPACED_DIGITS.sub(_joined, text)
    text = _ITEM.sub("\n", text)
    text = _SPLIT_NUMBER.sub(APART, text)
    return _GOES_ON.sub("", _LINES.sub("\n", text).replace(" ", ""))


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


_ANY_BLANK = re.compile(r"\s")
