"""What Markdown adds to a text: bold, escapes, entities."""

from __future__ import annotations

import html
import re

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!|~])")
_HEADING = re.compile(r"^#{1,6} +")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


def plain(text: str) -> str:
    r"""The text less marks; stars within it are hints of the template (`≥**%`) and stay.

    >>> plain("**（****2024****年度）**"), plain(r"1\. 完成率(≥**%)"), plain("道路&nbsp;清扫")
    ('（2024年度）', '1. 完成率(≥**%)', '道路\xa0清扫')
    """
    bare = _HEADING.sub("", text.strip())
    if len(bare) > 4 and bare.startswith("**") and bare.endswith("**"):
        text = bare.replace("**", "")
    return html.unescape(_ESCAPE.sub(r"\1", _BREAK.sub("\n", text)))
