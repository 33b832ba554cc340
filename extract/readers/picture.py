"""Pictures: a photograph or a scan may show a form. With the extra `[ocr]` it is read as a page of a PDF is."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

from PIL import Image, ImageOps, ImageSequence

from extract.readers import pdf, scan
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, NeedsOcr, TooLarge
from jixiao.forms.limits import LIMITS

# PNG, JPEG, GIF and TIFF (two byte orders).
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_PAGE = 11.7  # inches: a picture is taken for a sheet of A4, its longer side


def accepts(source: Source) -> bool:
    """By the first bytes; BMP also by its reserved bytes."""
    head = source.head
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    is_bmp = head.startswith(b"BM") and head[6:10] == bytes(4)
    return head.startswith(_HEADS) or is_webp or is_bmp


def read(source: Source) -> Document:
    """The tables and lines that text recognition finds. Raises NeedsOcr, DamagedFile, TooLarge."""
    if not scan.is_installed():
        raise NeedsOcr("这是图片；如果上面是表单，请先安装文字识别组件：pip install 'jixiao[ocr]'，再重试。")
    return replace(pdf.read(as_pdf(source)), format="picture")


def as_pdf(source: Source) -> Source:
    """The picture, each frame of it upright on a page of its own. Raises DamagedFile, TooLarge."""
    pages = io.BytesIO()
    try:
        with Image.open(io.BytesIO(source.data)) as picture:
            if getattr(picture, "n_frames", 1) > LIMITS.pages:
                raise TooLarge(f"图片有超过 {LIMITS.pages} 页；请拆分后再试。")
            first, *others = (
                ImageOps.exif_transpose(frame).convert("RGB") for frame in ImageSequence.Iterator(picture)
            )
        dots = max(first.size) / _PAGE
        first.save(pages, "PDF", save_all=True, append_images=others, resolution=dots)
    except Image.DecompressionBombError as error:
        raise TooLarge("图片的点数过多；请缩小后再试。") from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise DamagedFile("图片已损坏，无法打开；请向填报单位重新索取。") from error
    return Source(source.name, pages.getvalue())
