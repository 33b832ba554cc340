"""The search for garbage pauses while a Document is built, and not longer."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from extract.collector import paused


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_is_off_within_and_as_before_afterwards(was_on: bool) -> None:
    gc.enable() if was_on else gc.disable()
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled() is was_on


def test_an_error_does_not_leave_the_search_off() -> None:
    with pytest.raises(ValueError, match="damaged"), paused():
        raise ValueError("damaged")
    assert gc.isenabled()
