"""PDF with a text layer: an own grid over what pdfium says a page draws.

In: a Source. Out: a Document whose tables are joined over pages. A page without text is told of, never
passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extract.collector import paused
from extract.readers import scan
from extract.readers.pdf.document import document
from extract.readers.pdf.fallback import SecondOpinion
from extract.readers.pdf.layout import Sheet, sheet
from extract.readers.pdf.objects import Page
from extract.readers.pdf.pages import State, pages, picture_of
from extract.readers.pdf.streams import is_damaged
from extract.source import Source
from jixiao.forms.document import Document, Place
from jixiao.forms.errors import DamagedFile, EncryptedFile, JixiaoError, NeedsOcr, TooLarge
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.limits import LIMITS

__all__ = ["accepts", "laid_out", "opened", "read"]

_INSTALL = "pip install 'jixiao[ocr]'"
# What is said of pages that were not read, or not surely; the error where no page of the file was read.
_TROUBLES: dict[State, tuple[Severity, str, type[JixiaoError] | None]] = {
    State.SCANNED: (
        Severity.ERROR,
        f"是扫描图像或没有可用的文字层，未能读出；请先安装文字识别组件：{_INSTALL}，再重试。",
        NeedsOcr,
    ),
    State.STAMPED: (
        Severity.WARNING,
        f"主要是图像，只读出了其上的少量文字；如有表格，请先安装文字识别组件：{_INSTALL}，再重试。",
        NeedsOcr,
    ),
    State.DAMAGED: (Severity.ERROR, "已损坏，未能读出；请向填报单位重新索取。", DamagedFile),
    State.OVERFULL: (
        Severity.ERROR,
        f"文字超过 {LIMITS.page_glyphs} 个或图形超过 {LIMITS.page_paths} 个，未读；请删去该页后再试。",
        TooLarge,
    ),
    State.RECOGNISED: (Severity.WARNING, "是扫描件，文字由软件识别，可能有错；请与原件核对。", None),
    State.DOUBTFUL: (Severity.ERROR, "的部分字体没有文字编码，读出的文字可能有错；请与原件核对。", None),
}
_REPAIRED = Finding(
    About.READING,
    Severity.ERROR,
    "partly-read",
    "文件有损坏，已尽量修复，仍可能缺少部分内容；请与原件核对，或重新索取。",
)


_READ = {State.READ, State.DOUBTFUL, State.RECOGNISED}
_PICTURES = (State.SCANNED, State.STAMPED, State.RECOGNISED)


def accepts(source: Source) -> bool:
    """Say whether the file is a PDF; some begin with a few bytes of something else."""
    return b"%PDF-" in source.head[:1024]


@paused()
def read(source: Source) -> Document:
    """Every table and line of the file.

    Raises DamagedFile, EncryptedFile, TooLarge, NeedsOcr.
    """
    damaged = is_damaged(source.data)
    states: dict[State, list[int]] = {}
    sheets: list[Sheet] = []
    with opened(source) as file:
        for page in laid_out(file, source):
            states.setdefault(page.state, []).append(page.number)
            if page.sheet:
                sheets.append(page.sheet)
    if not states.keys() & _READ:
        raise _error(states)
    return document(sheets, (*_findings(states), *([_REPAIRED] if damaged else [])))


class LaidOut(NamedTuple):
    """A page, and what it holds; None where it was not read."""

    number: int  # from 1
    state: State
    turn: int  # as in objects.Page
    sheet: Sheet | None


def laid_out(file: Any, source: Source) -> Iterator[LaidOut]:
    """Each page of the open file."""
    second_opinion = SecondOpinion(source.data, source.password)
    for number, state, page in _with_scans(file):
        if page and state is not State.SCANNED:
            ours = sheet(page)
            best = second_opinion.improved(page, ours) if ours.doubtful else ours
            yield LaidOut(number, state, page.turn, best)
        else:
            yield LaidOut(number, state, page.turn if page else 0, None)


def _with_scans(file: Any) -> Iterator[tuple[int, State, Page | None]]:
    """The pages, those without a text of their own as the extra reads their pictures, where it is there."""
    for number, state, page in pages(file):
        if state in _PICTURES and scan.is_installed():
            from extract.readers.scan.page import read_picture  # noqa: PLC0415 - needs the extra's libraries

            yield number, State.RECOGNISED, read_picture(*picture_of(file, number), number)
        else:
            yield number, state, page


@contextmanager
def opened(source: Source) -> Iterator[Any]:
    """The open file, closed at the end. Raises DamagedFile, EncryptedFile, TooLarge."""
    try:
        file = pypdfium2.PdfDocument(source.data, password=source.password)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedFile("PDF 有打开密码；请用 --password 给出密码，或取消密码后再试。") from error
        raise DamagedFile("PDF 已损坏，无法打开；请向填报单位重新索取。") from error
    try:
        count = pdfium.FPDF_GetPageCount(file.raw)
        if count > LIMITS.pages:
            raise TooLarge(f"共 {count} 页，超过上限 {LIMITS.pages} 页；请拆分后再试。")
        yield file.raw
    finally:
        file.close()


def _error(states: dict[State, list[int]]) -> JixiaoError:
    """Why no page could be read: the trouble of most pages."""
    state = max(states, key=lambda state: len(states[state]), default=State.DAMAGED)
    _, message, error = _TROUBLES[state]
    return (error or DamagedFile)(f"全部 {sum(map(len, states.values()))} 页{message}")


def _findings(states: dict[State, list[int]]) -> Iterator[Finding]:
    for state, (severity, message, _) in _TROUBLES.items():
        if numbers := states.get(state):
            text = f"第 {'、'.join(map(str, numbers))} 页{message}"
            yield Finding(About.READING, severity, "partly-read", text, str(Place(page=numbers[0])))
