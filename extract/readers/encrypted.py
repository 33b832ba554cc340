"""Office files that a password closes: opened with `Source.password`, then read like any other.

A workbook that Excel only protects against changes has a password that every program knows; it opens.
"""

from __future__ import annotations

import io
import struct
from xml.parsers.expat import ExpatError

import msoffcrypto
import olefile
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

import extract.readers
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile

_KNOWN_TO_ALL = "VelvetSweatshop"  # [MS-XLS] 2.4.191, [MS-OFFCRYPTO] 2.3.7.1: write protection of workbooks

_DAMAGED = "加密的文件已损坏，无法打开；请向填报单位重新索取。"
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
        _refuse_loops(data)
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password)  # verifying the key here fails for sound files of Office 2010
        file.decrypt(plain)
    except InvalidKeyError:
        raise
    except DecryptionError as error:
        raise EncryptedFile("文件的加密方式无法识别；请用 Word、WPS 解除密码后重试。") from error
    except _TROUBLES as error:
        raise DamagedFile(_DAMAGED) from error
    return plain.getvalue()


def _refuse_loops(data: bytes) -> None:
    """Raise DamagedFile where a stream's chain of sectors comes back to itself: olefile would follow it for ever."""
    if not data.startswith(olefile.MAGIC):
        return
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        container.loadminifat()
        for entry in filter(None, container.direntries):
            is_small = entry.size < container.minisectorcutoff and entry is not container.root
            sectors = container.minifat if is_small else container.fat
            following = entry.isectStart
            for _ in range(len(sectors) + 1):
                if not 0 <= following < len(sectors):
                    break
                following = sectors[following]
            else:
                raise DamagedFile(_DAMAGED)
