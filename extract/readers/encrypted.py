"""Office files that a password closes: opened with `Source.password`, then read like any other.

A workbook that Excel only protects against changes has a password that every program knows; it opens.
"""

from __future__ import annotations

import io
import struct
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

import extract.readers
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile

_KNOWN_TO_ALL = "VelvetSweatshop"  # [MS-XLS] 2.4.191, [MS-OFFCRYPTO] 2.3.7.1: write protection of workbooks

# What msoffcrypto raises on damaged files, its own and its libraries'.
_TROUBLES = (
    FileFormatError,
    ParseError,
    ExpatError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    struct.error,
)


def accepts(source: Source) -> bool:
    """A .docx or .xlsx inside a compound file, as Office closes it. Old .doc and .xls see `decrypted`."""
    return "EncryptedPackage" in source.streams


def read(source: Source) -> Document:
    """The document inside. Raises EncryptedFile, DamagedFile and what its reader raises."""
    return extract.readers.read(decrypted(source))


def decrypted(source: Source) -> Source:
    """The same document without its password; also for .doc and .xls that say they are encrypted.

    Raises EncryptedFile where no password is given or it does not fit, DamagedFile.
    """
    for password in filter(None, (source.password, _KNOWN_TO_ALL)):
        try:
            return Source(source.name, _decrypt(source.data, password))
        except InvalidKeyError:
            continue
    if source.password:
        raise EncryptedFile("给出的密码打不开这个文件；请用 --password 给出正确的密码，或解除密码后重试。")
    raise EncryptedFile("文件已加密；请用 --password 给出密码，或用 Word、WPS 解除密码后重试。")


def _decrypt(data: bytes, password: str) -> bytes:
    """The plain bytes. Raises InvalidKeyError, EncryptedFile, DamagedFile."""
    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password)  # verifying the key here fails for sound files of Office 2010
        file.decrypt(plain)
    except InvalidKeyError:
        raise
    except DecryptionError as error:
        raise EncryptedFile("文件的加密方式无法识别；请用 Word、WPS 解除密码后重试。") from error
    except _TROUBLES as error:
        raise DamagedFile("加密的文件已损坏，无法打开；请向填报单位重新索取。") from error
    return plain.getvalue()
