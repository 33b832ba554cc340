"""One input: its name and bytes, and what the readers ask of them, each looked up once."""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cached_property
from pathlib import Path

import olefile

from jixiao.forms.errors import UnreadableFile

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Source:
    """The bytes of one document and the questions that tell its format; `name` is for messages only."""

    def __init__(self, name: str, data: bytes, *, password: str | None = None) -> None:
        self.name = name
        self.data = data
        self.password = password

    @classmethod
    def from_path(cls, path: Path, *, name: str | None = None, password: str | None = None) -> Source:
        """The file at `path`, read whole. Raises UnreadableFile."""
        try:
            return cls(name or path.name, path.read_bytes(), password=password)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UnreadableFile(f"打不开文件（{reason}）；请检查权限，或复制到本机后再试。") from error

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def head(self) -> bytes:
        """The first 4,096 bytes."""
        return self.data[:4096]

    @cached_property
    def members(self) -> frozenset[str]:
        """Names inside a zip package; empty for all else, a damaged package included."""
        if not self.data.startswith(_ZIP):
            return frozenset()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as package:
                return frozenset(package.namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            return frozenset()

    @property
    def is_zip(self) -> bool:
        """Starts as a zip package, sound or not."""
        return self.data.startswith(_ZIP)

    @cached_property
    def streams(self) -> frozenset[str]:
        """Names of the OLE streams, parts joined by `/`; empty for all else, a damaged container included."""
        if not self.is_ole:
            return frozenset()
        try:
            with olefile.OleFileIO(self.data) as container:
                return frozenset("/".join(parts) for parts in container.listdir())
        except (OSError, ValueError, IndexError, TypeError, RecursionError):  # a directory in a circle recurs
            return frozenset()

    @property
    def is_ole(self) -> bool:
        """Starts as an OLE compound file, sound or not."""
        return self.data.startswith(_OLE)
