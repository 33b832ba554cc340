"""Headers and footers of a spreadsheet's pages: texts with codes for fonts, page numbers and the like.

Source: ECMA-376 part 1, 18.3.1.46 (oddHeader); [MS-XLS] 2.4.136 (Header).
"""

from __future__ import annotations

import re

# A code is `&` and: a font, a size, a colour, a page number more or less, another sign.
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|[PN][+-]\d+|.)', re.DOTALL)
_MEANT = {"&L": "\0", "&C": "\0", "&R": "\0", "&&": "&"}


def texts(coded: str) -> list[str]:
    """What stands at the left, in the middle and at the right, less numbers of pages, dates and names of files.

    >>> texts('&L附件2&C&"宋体,加粗"&16绩效目标表&R单位：万元')
    ['附件2', '绩效目标表', '单位：万元']
    >>> texts("&C第 &P 页，共 &N 页"), texts("&A")
    (['第  页，共  页'], [])
    """
    parts = _CODE.sub(lambda code: _MEANT.get(code[0].upper(), ""), coded).split("\0")
    return [text for part in parts if (text := part.strip())]
