"""The shape of a text: is it like a value, a comparator, a unit, a name? Evidence only; reading is normalize's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jixiao.forms.text import squeeze
from jixiao.forms.words import load, raw

_CHINESE_NUMBER = "一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = re.compile(r"\d")
_POINTS = re.compile(r"^\(?\d+(?:\.\d+)?分?\)?$")
_DATE = re.compile(r"^(?:20\d\d[年./-]|\d{1,2}月|每?(?:年|月|季))")
_AMOUNT = re.compile(r"^[¥约]?-?\d[\d,]*(?:\.\d+)?(?:千万|百万|万|亿)?(?:元|美元)?(?:整)?$")
_LIST_MARK = re.compile(
    r"^(?:[★*]|\(?[0-9一二三四五六七八九十]{1,2}[)、.](?!\d)|[①-⑳]|(?:指标|目标)[0-9一二三四五六七八九十]*[::、.])"
)


_SHORT_WORD = 0.3  # likeness to a value that a word may have which is none


@cache
def _words(section: str, key: str) -> tuple[str, ...]:
    return tuple(squeeze(word) for word in raw("shapes")[section][key])


@lru_cache(maxsize=1)
def _comparators() -> tuple[str, ...]:
    words = _words("comparator", "symbol") + _words("comparator", "word")
    return tuple(sorted(words, key=len, reverse=True))


@lru_cache(maxsize=65536)
def is_blank(text: str) -> bool:
    """Nothing, or a placeholder: `……`, `/`, `（分级填报）`; an unfilled `指标1：` too.

    >>> is_blank("……　"), is_blank("指标1："), is_blank("无"), is_blank("0")
    (True, True, False, False)
    """
    key = squeeze(text)
    return not key or key in load("shapes", "blank") or not _without_mark(key)


def _without_mark(key: str) -> str:
    return _LIST_MARK.sub("", key).strip(":…") if len(key) <= 6 else key


@lru_cache(maxsize=65536)
def is_comparator(text: str) -> bool:
    """A comparator and nothing else: `≥`, `大于等于`, `定性`."""
    return squeeze(text) in _comparators()


def ends_with_sign(text: str) -> bool:
    """A sign of comparison at the end: that of the next column.

    >>> ends_with_sign("清淤渠道 ≥"), ends_with_sign("清淤渠道")
    (True, False)
    """
    return squeeze(text).endswith(_words("comparator", "symbol"))


@lru_cache(maxsize=65536)
def is_direction(text: str) -> bool:
    """A word that says the class of an indicator: 正向, 反向, 定量, 定性."""
    return squeeze(text) in load("shapes", "direction")


@lru_cache(maxsize=65536)
def is_points(text: str) -> bool:
    """A bare number, as weights and scores are: `10`, `7.5`, `20分`."""
    return bool(_POINTS.match(squeeze(text)))


@lru_cache(maxsize=65536)
def is_amount(text: str) -> bool:
    """A bare amount of money: `110.19`, `1,030,700.00`, `250万`, `854万元`."""
    return bool(_AMOUNT.match(squeeze(text)))


@lru_cache(maxsize=65536)
def is_numeric(text: str) -> bool:
    """Begins as a number does, comparator and all: `≥95%`, `2024年底前`, `不少于12次`, `三分之二以上`.

    >>> [is_numeric(t) for t in ("≥95%", "不少于十二次", "2024年12月", "95%以上", "一季度一次", "清扫12条道路")]
    [True, True, True, True, True, False]
    """
    key = squeeze(text)
    for word in _comparators():
        if key.startswith(word):
            key = key[len(word) :]
            break
    key = key.lstrip("约近(每达到全年:")
    if not key or len(key) > 40:
        return False
    return key[0].isdigit() or (key[0] in _CHINESE_NUMBER and len(key) <= 12) or bool(_DATE.match(key))


@lru_cache(maxsize=65536)
def is_pure_value(text: str) -> bool:
    """Numbers, units, comparators and words of time, and nothing else.

    >>> [is_pure_value(t) for t in ("≥95%", "2024年12月底前", "300-500元/人次", "2024年教师培训", "(1)成本")]
    [True, True, True, False, False]
    """
    key = _LIST_MARK.sub("", squeeze(text))
    return len(key) <= 40 and has_quantity(key) and bool(_value_words().fullmatch(key))


def has_quantity(text: str) -> bool:
    """Holds a digit or a Chinese numeral."""
    return bool(_NUMBER.search(text)) or any(character in _CHINESE_NUMBER for character in text)


@lru_cache(maxsize=1)
def _value_words() -> re.Pattern[str]:
    """What a value in numbers is made of: numbers, units, comparators, words of time and bound.

    Each is taken as it comes, the longest first, and not tried anew: a text of many characters costs no more.
    """
    words = {*_units(), *_comparators(), *_words("value", "word")} - {"无"}
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    return re.compile(rf"(?>{alternatives}|[\d{_CHINESE_NUMBER},.:;、~+()/·Xx%-])*+")


@lru_cache(maxsize=65536)
def value_likeness(text: str) -> float:
    """How much the text looks like a target value, from -1 (a name) to 1 (a number with a comparator)."""
    key = squeeze(text)
    if not key:
        return 0.0
    if is_pure_value(text):
        return 1.0
    if is_numeric(text):
        return 0.5
    if key in _words("quality", "whole"):
        return 0.9
    if key.startswith(_words("quality", "start")) or key.endswith(_words("quality", "end")):
        return 0.4 if not key.endswith(_words("name", "end")) else 0.0
    if key.endswith(_words("name", "end")):
        return -0.7
    return -0.2 if len(key) > 3 else 0.1


def is_like_value(text: str) -> bool:
    """More like a target value than any short word is.

    >>> [is_like_value(text) for text in ("≥95%", "逐步提高", "东山镇", "培训人数")]
    [True, True, False, False]
    """
    return value_likeness(text) > _SHORT_WORD


@lru_cache(maxsize=65536)
def is_rule(text: str) -> bool:
    """A rule by which points are given, or the kind of standard: `完成得满分，未完成按比例扣分`, `计划标准`."""
    key = squeeze(text)
    return any(part in key for part in _words("rule", "part"))


def has_number(text: str) -> bool:
    """Holds a digit."""
    return bool(_NUMBER.search(squeeze(text)))


def list_marked(text: str) -> bool:
    """Begins with a list mark: `1.`, `①`, `指标2：`, `（1）`."""
    return bool(_LIST_MARK.match(squeeze(text)))


@lru_cache(maxsize=65536)
def is_note(text: str) -> bool:
    """A note below or beside the form: `注：…`, `填表说明…`."""
    return squeeze(text).startswith(tuple(squeeze(word) for word in raw("labels")["furniture"]["note"]))


@lru_cache(maxsize=65536)
def is_unit(text: str) -> bool:
    """A unit and nothing else: `%`, `人次`, `元/亩`, `万元`, `元/人·月`."""
    parts = _UNIT_SEPARATOR.split(squeeze(text))
    return all(part in _units() for part in parts) and bool(parts[0])


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    """Every spelling of every unit that the value reader knows, with the scales that stand before one."""
    units = raw("units")
    words = [*units["count"]["words"], "无", "百分比", "分"]
    for canonical, spellings in units["count_spellings"].items():
        words += [canonical, *spellings]
    for section in ("physical", "duration", "money", "percent"):
        for canonical, entry in units[section].items():
            words += [canonical, *entry["spellings"]]
    scaled = [
        scale + word for scale in ("万", "亿", "千", "百万", "千万") for word in words if len(word) <= 3
    ]
    return frozenset(squeeze(word) for word in words + scaled)


_UNIT_SEPARATOR = re.compile(r"[/·.]|每")
