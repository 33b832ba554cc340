"""One spelling for one character: vocabularies and texts are folded by the same functions, and meet."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

# Characters that are not seen: zero width, bidi marks, soft hyphen, variation selectors, other controls.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
# What NFKC leaves alone, or folds to something else than people mean.
_SAME = str.maketrans({
    "═": "=", "∶": ":", "﹪": "%", "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "￥": "¥",
    "—": "-", "–": "-", "－": "-", "─": "-", "―": "-", "‐": "-", "‑": "-", "−": "-",
    "〜": "~", "～": "~", "∼": "~", "·": "·", "•": "·", "・": "·", "‧": "·",
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "…", "、": "、", "。": "。",
})  # fmt: skip
_BLANKS = re.compile(r"\s+")


@cache
def _folding() -> dict[int, str]:
    """What is folded character by character: other forms of signs, and traditional characters."""
    text = (files("jixiao.forms") / "vocab" / "traditional.toml").read_text("utf-8")
    pairs = tomllib.loads(text)
    return _SAME | {
        ord(old): new
        for old, new in zip(pairs["traditional"], pairs["simplified"], strict=True)
        if old != new
    }


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in one spelling: half width, one dash, one tilde, ≥ and ≤, nothing unseen; white space kept.

    Traditional characters become simplified ones. `……` stays (NFKC would write dots), and so do line breaks:
    they may separate values.

    >>> fold("≧５００件　")
    '≥500件 '
    >>> fold("2024.1—2024.12；…"), fold("績效指標")
    ('2024.1-2024.12;…', '绩效指标')
    """
    if text.isascii():
        return _UNSEEN.sub("", text)
    pieces = unicodedata.normalize("NFKC", text.replace("…", "\ue000")).replace("\ue000", "…")
    return _UNSEEN.sub("", pieces.translate(_folding()))


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """The text folded and without any white space, as labels and vocabularies are compared.

    >>> squeeze("产 出\\n指 标（50分）")
    '产出指标(50分)'
    """
    return _BLANKS.sub("", fold(text))


def one_line(text: str) -> str:
    """The text as written, each run of white space one blank, none at the ends.

    >>> one_line(" 2024年\\n 项目  ")
    '2024年 项目'
    """
    return _BLANKS.sub(" ", text).strip()


_BLANKS_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u9fff\uff00-\uffef])")


def unbroken(text: str) -> str:
    """The text as one line, without the white space that layout puts between Chinese characters.

    >>> unbroken("某某县水 务\\n局 GPS 站")
    '某某县水务局 GPS 站'
    """
    return _BLANKS_IN_CHINESE.sub("", one_line(text))
