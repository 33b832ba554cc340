"""Real documents: the test files in the source packages of other projects, fetched when a test asks for them.

They are kept in a cache outside the repository (`$XDG_CACHE_HOME/jixiao-corpora`), not shipped with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

WORD = ("python-docx==1.2.0", "docx2python==2.10.1")  # MIT, MIT
OLD_WORD = ("oletools==0.60.2", "olefile==0.47")  # BSD, BSD: .doc and .rtf that Word wrote
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "jixiao-corpora"
_SECONDS = 180


class UnavailableError(Exception):
    """The package index cannot be reached, or does not have the package."""


def documents(requirement: str, *suffixes: str) -> list[Path]:
    """The files with these suffixes in a source package such as `python-docx==1.2.0`; sorted.

    Raises UnavailableError.
    """
    folder = CACHE / requirement
    if not folder.exists():
        _fetch(requirement, folder)
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in suffixes)


def _fetch(requirement: str, folder: Path) -> None:
    """Download by pip, unpack beside the folder, and put it in place when it is whole."""
    waiting = folder.with_name(f"{folder.name}.{os.getpid()}")
    waiting.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
    try:
        subprocess.run(
            [*command, "--dest", waiting, requirement], check=True, capture_output=True, timeout=_SECONDS
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise UnavailableError(f"{requirement} cannot be downloaded") from error
    for archive in waiting.glob("*.tar.gz"):
        with tarfile.open(archive) as packed:
            packed.extractall(waiting, filter="data")
    for archive in waiting.glob("*.zip"):
        shutil.unpack_archive(archive, waiting)
    waiting.rename(folder)
