"""The parts of a zip package (.docx, .odt …): each inflated when asked, all within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter

from lxml import etree

from jixiao.forms.errors import DamagedFile, EncryptedFile, TooLarge
from jixiao.forms.limits import LIMITS, MEGABYTE

_ENCRYPTED = 0x1  # bit of a member's flags


class Package:
    """A zip package in memory.

    Raises DamagedFile (no directory, two parts of one name), TooLarge by the sizes in the directory. A
    directory that lies does no harm: never more is inflated than it says, and a difference is an error.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise DamagedFile("文件已损坏，压缩目录读不出；请向填报单位重新索取。") from error
        members = self._zip.infolist()
        _refuse_bombs(members)
        names = Counter(member.filename for member in members)
        if twice := [name for name, count in names.items() if count > 1]:
            raise DamagedFile(f"文件内有两个同名部件 {twice[0]}，无法确定哪个为准；请重新另存后再试。")
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Of all parts, in the order of the directory."""
        return tuple(self._members)

    def part(self, name: str) -> bytes:
        """The bytes of one part. Raises DamagedFile, EncryptedFile."""
        member = self._members.get(name)
        if member is None:
            raise DamagedFile(f"文件内缺少部件 {name}；请用 Word 或 WPS 打开修复后另存。")
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedFile("文件已加密；请用 --password 给出密码，或解除密码后重试。")
        try:
            return self._zip.read(member)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError) as error:
            raise DamagedFile(f"文件已损坏，部件 {name} 读不出；请向填报单位重新索取。") from error

    def xml(self, name: str) -> etree._Element:
        """The root of one XML part. Raises DamagedFile, EncryptedFile."""
        return parse_xml(self.part(name), name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML text; entities are not resolved, nothing is fetched, a DOCTYPE is refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(f"文件已损坏，部件 {name} 不是完整的 XML；请向填报单位重新索取。") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedFile(f"部件 {name} 含有 DOCTYPE 声明，可能有害，不予读取；请重新另存后再试。")
    return root


def number(text: str | None, default: int) -> int:
    """The whole number of an attribute; `default` where it is missing or is none.

    >>> number("3", 1), number("", 1), number("2.6", 1), number("x", 1)
    (3, 1, 2, 1)
    """
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    """Raise TooLarge by the number of parts and their sizes after inflation."""
    if len(members) > LIMITS.archive_members:
        raise TooLarge(f"文件内有 {len(members)} 个部件，超过上限 {LIMITS.archive_members}。")
    largest = max((member.file_size for member in members), default=0)
    total = sum(member.file_size for member in members)
    for size, limit in ((largest, LIMITS.part_inflated), (total, LIMITS.archive_inflated)):
        if size > limit:
            raise TooLarge(f"文件解压后有 {size // MEGABYTE} MB，超过上限 {limit // MEGABYTE} MB。")
