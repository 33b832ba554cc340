"""Pins, in constraints.txt, the installed version of everything that jixiao and its tests pull in."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEAD = """\
# What `make` and CI install: the versions that the tests passed with. Made anew by `make constraints`.
"""


def closure(name: str, extras: frozenset[str], pins: dict[str, str]) -> None:
    """Add what `name` with these extras needs, and what that needs in turn."""
    for text in distribution(name).requires or ():
        needed = Requirement(text)
        wanted = needed.marker is None or any(
            needed.marker.evaluate({"extra": extra}) for extra in extras | {""}
        )
        key = canonicalize_name(needed.name)
        if wanted and (key not in pins or needed.extras):
            pins[key] = distribution(key).version
            closure(key, frozenset(needed.extras), pins)


def main() -> None:
    """Write constraints.txt."""
    pins: dict[str, str] = {}
    closure("jixiao", frozenset({"dev", "ocr"}), pins)
    lines = [f"{name}=={version}\n" for name, version in sorted(pins.items())]
    Path("constraints.txt").write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
