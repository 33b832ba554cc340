"""Why one file could not be processed. Each class has the stable code that files.csv shows."""

from __future__ import annotations

from typing import ClassVar


class JixiaoError(Exception):
    """A trouble of the input or the surroundings, with one sentence that says what to do."""

    code: ClassVar[str] = "failed"


class UnreadableFile(JixiaoError):
    """The file cannot be opened: no permission, it vanished, the share dropped."""

    code = "unreadable"


class EmptyFile(JixiaoError):
    """The file has no bytes, or nothing but white space."""

    code = "empty"


class DamagedFile(JixiaoError, ValueError):
    """The file is not what its first bytes promise: cut, overwritten, inconsistent."""

    code = "damaged"


class EncryptedFile(JixiaoError):
    """A password is needed to open the file."""

    code = "encrypted"


class TooLarge(JixiaoError):
    """The file passes one of the limits (limits.py); the message names the limit and the number."""

    code = "too_large"


class UnknownFormat(JixiaoError, ValueError):
    """No reader accepts the file."""

    code = "unknown_format"


class NeedsOcr(JixiaoError):
    """Scanned pages, and the extra that recognises text is not installed."""

    code = "needs_ocr"


class NeedsLibreOffice(JixiaoError):
    """An old format that only LibreOffice reads, and it is not installed."""

    code = "needs_libreoffice"


class TookTooLong(JixiaoError):
    """The file used up its time."""

    code = "timeout"


class OutOfMemory(JixiaoError):
    """The file used up its memory."""

    code = "memory"


class Crashed(JixiaoError):
    """A fault of ours, or of a library, contained to this file. Please report it."""

    code = "crashed"
