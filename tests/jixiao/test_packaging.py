"""What is installed is what stands here: every package, every vocabulary, one version."""

import tomllib
from pathlib import Path

import jixiao

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_package_is_listed() -> None:
    found = {
        ".".join(init.parent.relative_to(ROOT).parts)
        for room in ("extract", "normalize", "jixiao")
        for init in (ROOT / room).rglob("__init__.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == found


def test_every_folder_with_modules_is_a_package() -> None:
    for room in ("extract", "normalize", "jixiao"):
        for module in (ROOT / room).rglob("*.py"):
            assert (module.parent / "__init__.py").exists(), module


def test_the_version_stands_in_one_way_everywhere() -> None:
    assert PROJECT["project"]["version"] == jixiao.__version__
    assert f"## {jixiao.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_dependency_is_pinned_for_ci() -> None:
    pins = {line.split("==")[0] for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    needed = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]]
    names = {name.split(">")[0].split("[")[0].lower().replace("_", "-").replace(".", "-") for name in needed}
    assert names - pins == set()
