"""Options of the tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regenerate` rewrites tests/golden; CI never gives it."""
    parser.addoption("--regenerate", action="store_true", help="rewrite tests/golden from today's output")
