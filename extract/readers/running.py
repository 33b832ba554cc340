"""Headers and footers of pages: a form's title or `单位：万元` may stand there alone; most only count the pages."""

from __future__ import annotations

import re

_PAGE_NUMBER = re.compile(r"[\W\d_第页共]|page|of", re.IGNORECASE)


class RunningTexts:
    """Those that were taken so far: each is taken once, one that only counts the pages is not.

    >>> texts = RunningTexts()
    >>> texts.is_new("单位：万元"), texts.is_new("单位：万元"), texts.is_new("第 1 页 共 2 页")
    (True, False, False)
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def is_new(self, text: str) -> bool:
        """Does it say something, and for the first time?"""
        if not _PAGE_NUMBER.sub("", text) or text in self._taken:
            return False
        self._taken.add(text)
        return True
