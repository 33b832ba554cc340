"""The three levels over an indicator: the classes in standard words, and the name less its list marks."""

from __future__ import annotations

import re

from jixiao.forms.text import squeeze
from jixiao.forms.words import load

SATISFACTION = "满意度指标"
_BLANKS = re.compile(r"\s+")
_STARS = "★☆*＊※▲"
_DIGITS = r"[0-9０-９]{1,2}"
_CHINESE = r"[一二三四五六七八九十]{1,3}"
# One list mark in front. A dot before a digit is a decimal point (1.5米道路), a long number a year (2024年…).
_LIST_MARK = re.compile(
    rf"""
      指标\s*(?:{_DIGITS}|{_CHINESE})\s*[:：.．、)）]         # 指标1：
    | [①-⑳⑴-⒇⒈-⒛㈠-㈩]                                      # ①
    | [(（]\s*(?:{_DIGITS}|{_CHINESE})\s*[)）]\s*[、.．:：]?  # （1）
    | {_DIGITS}\s*(?:[、)）]|[.．](?![0-9０-９]))              # 1.
    | {_CHINESE}\s*[、.．]                                   # 一、
    """,
    re.VERBOSE,
)
# An unfilled mark with nothing behind it: 指标2, 指标2：
_LONE_MARK = re.compile(rf"指标\s*(?:{_DIGITS}|{_CHINESE})?\s*[:：]?")
# Points and remarks behind a class: (50分), (40-50)分, （必填）, (权重50%)
_REMARK = re.compile(r"(?:[(（][^()（）]*[)）]\s*分?|[:：])\s*$")


def name(text: str) -> str:
    """The level-3 name as written, less white space, numbering and marks; blank where nothing else is there.

    A number that belongs to the name stays.

    >>> name("指标1：举办 培训班★"), name("1.5米道路"), name("2024年招生"), name("指标2：")
    ('举办培训班', '1.5米道路', '2024年招生', '')
    """
    text = text.strip().strip(_STARS).strip()
    while mark := _LIST_MARK.match(text):
        text = text[mark.end() :].strip().strip(_STARS).strip()
    return "" if _LONE_MARK.fullmatch(text) else _BLANKS.sub("", text)


def level1(text: str) -> str:
    """The first-level class in the standard words; one that the vocabulary does not know as written.

    >>> level1("产 出 指 标 (50分)"), level1("满意度"), level1("制度指标")
    ('产出指标', '满意度指标', '制度指标')
    """
    written = _class_as_written(text)
    word = squeeze(written)
    known = load("classes", "level1").get(word) or load("classes", "level1_other").get(word)
    return known or (SATISFACTION if _category_of(word) == "satisfaction" else written)


def level2(text: str) -> str:
    """The second-level class in the standard words; one that the vocabulary does not know as written.

    >>> level2("社会效益指标（必填）"), level2("环境效益"), level2("具体指标")
    ('社会效益指标', '生态效益指标', '具体指标')
    """
    written = _class_as_written(text)
    return load("classes", "level2").get(squeeze(written), written)


def category(level1_name: str, level2_name: str) -> str:
    """The notion behind the classes, the same in every generation of forms, whatever branch it hangs on.

    By the second level; by the first where the second says nothing and the first is not divided further.

    >>> category("效益指标", "服务对象满意度指标"), category("成本指标", ""), category("产出指标", "")
    ('satisfaction', 'cost', 'other')
    """
    undivided = load("classes", "category_of_level1")
    return _category_of(level2_name) or undivided.get(squeeze(level1_name), "other")


def _category_of(class_name: str) -> str | None:
    """The category of a class; any class of satisfaction is satisfaction; None for one that says nothing."""
    word = squeeze(class_name)
    standard = squeeze(load("classes", "level2").get(word, word))
    by_word = load("classes", "category_by_word").items()
    hinted = next((category for hint, category in by_word if hint in standard), None)
    return hinted or load("classes", "category").get(standard)


def _class_as_written(text: str) -> str:
    """Less white space, list marks, stars, points and remarks in brackets."""
    text = name(text)
    while (shorter := _REMARK.sub("", text)) != text and shorter:
        text = shorter
    return text
