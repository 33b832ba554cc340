"""OpenDocument files (.odt, .ods, flat XML): what all of them have."""

from __future__ import annotations

from extract.readers.package import Package
from extract.source import Source
from jixiao.forms.errors import EncryptedFile, JixiaoError

_MANIFEST = "META-INF/manifest.xml"


def is_kind(source: Source, kind: bytes) -> bool:
    """Is it an OpenDocument file of this media type?

    A package should say so in its first bytes; one that somebody packed anew says so in a part.
    """
    if not source.is_zip:
        return kind in source.head and b"<office:document" in source.head
    return kind in source.head or ("mimetype" in source.members and _stated(source).startswith(kind))


def _stated(source: Source) -> bytes:
    try:
        return Package(source.data).part("mimetype")
    except JixiaoError:
        return b""


def content(package: Package) -> bytes:
    """The part that holds the document. Raises DamagedFile, EncryptedFile."""
    if _MANIFEST in package and b"encryption-data" in package.part(_MANIFEST):
        raise EncryptedFile("文件已加密；请用原软件去掉密码后另存，再重试。")
    return package.part("content.xml")
