"""Pictures: a photograph or a scan may show a form, and nobody has read it yet. Told, never an empty success."""

from __future__ import annotations

from typing import NoReturn

from extract.source import Source
from jixiao.forms.errors import NeedsOcr

# PNG, JPEG, GIF, TIFF (two byte orders), and BMP with its reserved bytes.
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")


def accepts(source: Source) -> bool:
    """By the first bytes."""
    head = source.head
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    is_bmp = head.startswith(b"BM") and head[6:10] == bytes(4)
    return head.startswith(_HEADS) or is_webp or is_bmp


def read(source: Source) -> NoReturn:
    """Raises NeedsOcr."""
    raise NeedsOcr("这是图片；如果上面是表单，请先用文字识别软件转成 .docx 或有文字层的 .pdf，再重试。")
