"""Vocabularies: words are data (vocab/*.toml), loaded once, or refused."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from jixiao.forms.text import squeeze


class BadVocabulary(ValueError):
    """A vocabulary that says two things about one word."""


@cache
def raw(name: str) -> MappingProxyType[str, Any]:
    """The file vocab/<name>.toml as it is written."""
    text = (files("jixiao.forms") / "vocab" / f"{name}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


@cache
def load(name: str, section: str) -> MappingProxyType[str, str]:
    """{spelling, squeezed: our name} of one section of vocab/<name>.toml.

    A section is `our_name = ["spelling", …]`. Raises BadVocabulary where one spelling has two names.

    >>> load("classes", "level1")["产出"]
    '产出指标'
    """
    ours: dict[str, str] = {}
    for key, spellings in raw(name)[section].items():
        for word in map(squeeze, spellings):
            if ours.setdefault(word, key) != key:
                raise BadVocabulary(f"{name}.toml [{section}]: {word!r} is both {ours[word]} and {key}")
    return MappingProxyType(ours)
