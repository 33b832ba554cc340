"""Zip archives of documents: each member a Source, or the error that keeps it from being one.

Nothing is ever written to disk. Sizes are counted while inflating; names of a Chinese Windows are decoded.
"""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from extract.source import Source, open_zip
from jixiao.forms.errors import DamagedFile, EncryptedFile, JixiaoError, TooLarge
from jixiao.forms.limits import LIMITS, MEGABYTE

Member = tuple[str, Source | JixiaoError]

_ENCRYPTED, _UTF8 = 0x1, 0x800  # general purpose bits of a member
_UNICODE_PATH = 0x7075  # extra field with the name in UTF-8, APPNOTE 4.6.9
_AES = 99  # compression method of a member under WinZip's encryption, which zipfile does not open
# Of other methods zipfile inflates a member whole before it can be counted; no archiver takes one by default.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, _AES)
# Only a document that is itself a zip has a member of such a name: Office Open XML, OpenDocument, OFD.
_PACKAGE_NAMES = frozenset({
    "[Content_Types].xml", "META-INF/manifest.xml", "mimetype", "word/document.xml", "xl/workbook.xml",
    "ppt/presentation.xml", "content.xml", "OFD.xml",
})  # fmt: skip

# What zipfile lets through on a damaged archive or member.
_TROUBLES = (
    zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, LookupError,
    OSError, EOFError, struct.error, zlib.error, lzma.LZMAError,
)  # fmt: skip


def is_archive(source: Source) -> bool:
    """A zip that is no document itself: docx, xlsx, odt and their like are packages, not archives."""
    names = source.members
    return bool(names) and not names & _PACKAGE_NAMES


def members(source: Source) -> Iterator[Member]:
    """Every file in the archive, those of nested archives too, as (`a.zip!/dir/b.docx`, Source or error).

    The name begins with the source's own. A member that cannot be had (a password, a link, a name that climbs
    out, damage, too many bytes) is its error, and the others are still given; folders are left out.
    Raises DamagedFile where the archive's directory cannot be read, TooLarge past the number of members.
    """
    yield from _members(source, _Room(), depth=1)


class _Room:
    """What is left of the limits, for an archive and all that is nested in it."""

    def __init__(self) -> None:
        self.bytes = LIMITS.archive_inflated
        self.members = LIMITS.archive_members


def _members(source: Source, room: _Room, *, depth: int) -> Iterator[Member]:
    try:
        archive = open_zip(source.data)
    except _TROUBLES as error:
        raise DamagedFile("压缩包已损坏，打不开；请重新压缩，或向填报单位重新索取。") from error
    named = [(_name(info), info) for info in archive.infolist()]
    files = [(name, info) for name, info in named if not name.endswith("/")]
    room.members -= len(files)
    if room.members < 0:
        raise TooLarge(f"压缩包里的文件超过 {LIMITS.archive_members} 个的上限；请分成几个压缩包。")
    seen: set[str] = set()
    for name, info in files:
        path = f"{source.name}!/{name}"
        try:
            _check(info, name, seen)
            data = _inflate(archive, info, room, source.password)
            yield from _member(Source(path, data, password=source.password), room, depth=depth)
        except JixiaoError as error:
            yield path, error


def _member(member: Source, room: _Room, *, depth: int) -> Iterator[Member]:
    if not is_archive(member):
        yield member.name, member
    elif depth < LIMITS.archive_depth:
        yield from _members(member, room, depth=depth + 1)
    else:
        raise TooLarge(f"压缩包套了超过 {LIMITS.archive_depth} 层；请先解压里层的压缩包。")


def _check(info: zipfile.ZipInfo, name: str, seen: set[str]) -> None:
    """Raise DamagedFile for a member whose name or kind is not to be trusted."""
    if _climbs(name):
        raise DamagedFile("压缩包里的这个文件名指向压缩包之外，可能是恶意文件，未读取。")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DamagedFile("压缩包里的这一项是链接，不是文件，未读取；请放入文件本身后重新压缩。")
    if info.compress_type not in _METHODS:
        raise DamagedFile("压缩包里的这个文件用了少见的压缩方法，无法解压；请用普通方法重新压缩。")
    if name in seen:
        raise DamagedFile("压缩包里有两个同名文件，这是后一个，未读取；请改名后重新压缩。")
    seen.add(name)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name, `/` between its parts. Without the flag for UTF-8 it may be in any code."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        name = _unicode_path(info.extra) or _decoded(name.encode("cp437"))
    return name.partition("\0")[0].replace("\\", "/")


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")


def _unicode_path(extra: bytes) -> str:
    """The name in the extra field that some archivers add; blank without one."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")  # behind a version and a checksum
        at += 4 + size
    return ""


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: _Room, password: str | None) -> bytes:
    """The bytes of one member. Raises EncryptedFile, TooLarge, DamagedFile."""
    limit = min(LIMITS.file_size, room.bytes)
    trouble: Exception | None = None
    for key in _keys(info, password):
        try:
            with archive.open(info, pwd=key) as stream:
                data = stream.read(limit + 1)
        except (RuntimeError, *_TROUBLES) as error:  # RuntimeError is zipfile's word for a wrong password
            trouble = error
            continue
        if len(data) > limit:
            raise TooLarge(f"这个文件解压后超过 {limit // MEGABYTE} MB 的上限；请解压后单独处理。")
        room.bytes -= len(data)
        return data
    if info.flag_bits & _ENCRYPTED:
        raise EncryptedFile("压缩包里的这个文件有密码；请用 --password 给出密码，或解压后重试。") from trouble
    raise DamagedFile("压缩包里的这个文件已损坏，无法解压；请重新压缩，或重新索取。") from trouble


def _keys(info: zipfile.ZipInfo, password: str | None) -> list[bytes | None]:
    """What to try as the password: nothing where none is needed; its spelling in UTF-8 and in GBK."""
    if not info.flag_bits & _ENCRYPTED:
        return [None]
    if not password or info.compress_type == _AES:
        return []
    return [password.encode("utf-8"), password.encode("gb18030")]


def _climbs(name: str) -> bool:
    """Whether a name is absolute or climbs out of its archive.

    >>> [_climbs(name) for name in ("a/b.docx", "/etc/x", "../x", "a/../../x", "C:/x")]
    [False, True, True, True, True]
    """
    parts = name.split("/")
    return ".." in parts or not parts[0] or parts[0].endswith(":")
