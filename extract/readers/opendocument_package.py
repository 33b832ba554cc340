"""OpenDocument packages (.odt, .ods): what all of them have."""

from __future__ import annotations

from extract.readers.package import Package
from jixiao.forms.errors import EncryptedFile

_MANIFEST = "META-INF/manifest.xml"


def content(package: Package) -> bytes:
    """The part that holds the document. Raises DamagedFile, EncryptedFile."""
    if _MANIFEST in package and b"encryption-data" in package.part(_MANIFEST):
        raise EncryptedFile("文件已加密；请用原软件去掉密码后另存，再重试。")
    return package.part("content.xml")
