"""One input: its name and bytes, and what the readers ask of them, each looked up once."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from functools import cached_property
from pathlib import Path

import olefile

from jixiao.forms.errors import UnreadableFile

_ENTRY, _END_OF_DIRECTORY = b"PK\x01\x02", b"PK\x05\x06"
_UTF8 = 0x08  # in the second byte of a member's flags
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
            with open_zip(self.data) as package:
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


def open_zip(data: bytes) -> zipfile.ZipFile:
    """A zip package in memory, names in GBK that pass themselves off as UTF-8 included.

    Raises what zipfile raises on a damaged one. Such names come out in code page 437, as names without the flag do.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        pass
    try:
        return zipfile.ZipFile(io.BytesIO(_without_flag(data)))
    except (IndexError, struct.error) as error:
        raise zipfile.BadZipFile("directory of nonsense") from error


def _without_flag(data: bytes) -> bytes:
    """The package with the flag "name is UTF-8" taken from each member, in the directory and before its bytes.

    Source: APPNOTE 4.3.7, 4.3.12, 4.3.16.
    """
    changed = bytearray(data)
    end = data.rfind(_END_OF_DIRECTORY)
    size, start = struct.unpack_from("<II", data, end + 12)
    at = end - size
    shift = at - start  # bytes before the package
    while data[at : at + 4] == _ENTRY:
        [header] = struct.unpack_from("<I", data, at + 42)
        changed[at + 9] &= ~_UTF8
        changed[header + shift + 7] &= ~_UTF8
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))  # name, extra field, comment
    return bytes(changed)
