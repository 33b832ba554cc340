"""Python's search for garbage in cycles, paused while a large Document is built or read for its forms.

The search looks at all young objects again and again as their number grows, so that ten times the rows took
thirteen times as long. What is built there are trees, which are freed without it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search within; afterwards as before. Also a decorator: `@paused()`."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
