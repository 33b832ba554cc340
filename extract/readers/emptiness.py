"""A file without text or without tables: told, never an empty success, which would hide a form."""

from __future__ import annotations

from dataclasses import replace

from extract.readers import doubts
from jixiao.forms.document import Document
from jixiao.forms.errors import EmptyFile, NeedsOcr


def judge(document: Document, pictures: int) -> Document:
    """The document; with a finding where it has pictures and no table: the form may be one of them.

    `pictures` is how many it holds. Raises NeedsOcr where there is nothing but pictures, EmptyFile where there
    is nothing at all and no finding says why.
    """
    if not document.blocks and pictures:
        raise NeedsOcr(
            "文件里只有图片，没有文字；请另存为 PDF，安装文字识别组件（pip install 'jixiao[ocr]'）后重试。"
        )
    if not document.blocks and not document.findings:
        raise EmptyFile("文件里没有文字；请向填报单位重新索取。")
    if pictures and not document.tables:
        return replace(document, findings=(*document.findings, doubts.pictures(pictures)))
    return document
