"""Headers and footers of pages: the same lines out of every format that a word processor writes."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import docx
import office
import openpyxl
import pytest
from docx.document import Document as WordDocument

import extract
from extract.readers.biff import page_texts
from extract.source import Source
from jixiao.forms.document import Line

KINDS = ("doc", "rtf", "odt")


def unit_in_the_header(document: WordDocument) -> None:
    [section] = document.sections
    section.header.paragraphs[0].text = "单位：万元"
    section.footer.paragraphs[0].text = "某县财政局制"
    document.add_paragraph("甲")


def the_second_section_has_a_first_page_of_its_own(document: WordDocument) -> None:
    first = document.sections[0]
    first.header.paragraphs[0].text = "单位：万元"
    first.footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("甲")
    second = document.add_section()
    second.different_first_page_header_footer = True
    second.first_page_header.paragraphs[
        0
    ].text = "绩效目标表"  # stated by the first section, which does not show it
    second.footer.is_linked_to_previous = False
    second.footer.paragraphs[0].text = "某县财政局制"
    document.add_paragraph("乙")


def even_pages_of_their_own(document: WordDocument) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    [section] = document.sections
    section.header.paragraphs[0].text = "单位：万元"
    section.even_page_header.paragraphs[0].text = "绩效目标表"
    document.add_paragraph("甲")


FORMS: dict[Callable[[WordDocument], None], list[str]] = {
    unit_in_the_header: ["单位：万元", "甲", "某县财政局制"],
    the_second_section_has_a_first_page_of_its_own: ["单位：万元", "甲", "绩效目标表", "乙", "某县财政局制"],
    even_pages_of_their_own: ["单位：万元", "绩效目标表", "甲"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each form as .docx, and in the formats that LibreOffice makes of it where it is installed."""
    made = tmp_path_factory.mktemp("pages")
    for form in FORMS:
        document = docx.Document()
        form(document)
        document.save(str(made / f"{form.__name__}.docx"))
    for kind in KINDS if office.PROGRAM else ():
        office.convert(sorted(made.glob("*.docx")), kind, made)
    return made


CASES = {(form, kind) for form in FORMS for kind in ("docx", *KINDS)}
CASES -= {(even_pages_of_their_own, "rtf")}  # LibreOffice writes no such headers


@pytest.mark.parametrize(("form", "kind"), sorted(CASES, key=lambda case: (case[0].__name__, case[1])))
def test_headers_stand_before_and_footers_behind_the_text_that_first_shows_them(
    folder: Path, form: Callable[[WordDocument], None], kind: str
) -> None:
    if kind in KINDS and office.PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    document = extract.read(Source.from_path(folder / f"{form.__name__}.{kind}"))
    assert [line.text for line in document.lines] == FORMS[form]
    assert document.findings == ()


# --- spreadsheets


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sheets as .xlsx, and as what LibreOffice makes of it where it is installed."""
    path = tmp_path_factory.mktemp("sheets") / "book.xlsx"
    book = openpyxl.Workbook()
    first, blank, third = book.active, book.create_sheet("空"), book.create_sheet("三")
    first["A1"], third["A1"] = "甲", "乙"
    first.oddHeader.left.text, first.oddHeader.center.text = "附件2", "绩效目标表"
    first.oddHeader.center.font, first.oddHeader.center.size = "宋体,加粗", 16
    first.oddHeader.right.text = third.oddHeader.right.text = "单位：万元"
    first.oddFooter.center.text, first.oddFooter.right.text = "第 &P 页，共 &N 页", "某县财政局制"
    first.firstHeader.center.text = "旧表名"  # no page shows it
    blank.oddHeader.center.text = "空表"  # it is not printed
    third.oddFooter.center.text = "Page &P of &N"
    book.save(path)
    if office.PROGRAM:
        for kind in ("xls", "ods"):
            office.convert([path], kind, path.parent)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_headers_stand_before_the_table_of_their_sheet_and_footers_behind(workbook: Path, kind: str) -> None:
    if kind != "xlsx" and office.PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    document = extract.read(Source.from_path(workbook.with_suffix(f".{kind}")))
    blocks = [block.text if isinstance(block, Line) else block.cells[0].text for block in document.blocks]
    assert blocks == ["附件2", "绩效目标表", "单位：万元", "甲", "某县财政局制", "乙"]
    assert [str(line.place) for line in document.lines] == ["s1 b1", "s1 b2", "s1 b3", "s1 b4"]


def test_headers_of_excel_95_are_in_the_code_page_of_the_book() -> None:
    header = "&C单位：万元".encode("gb18030")
    sheet = [
        (0x0809, b"\x00\x05\x10\x00"),
        (0x0014, bytes([len(header)]) + header),
        (0x0015, b""),
        (0x000A, b""),
    ]
    start = 4 + 4 + 4 + 7 + 4  # what stands before the sheet: the three records below
    book = [(0x0809, b"\x00\x05\x05\x00"), (0x0085, struct.pack("<IBB", start, 0, 0) + b"\0"), (0x000A, b"")]
    data = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in [*book, *sheet])
    assert page_texts(data, "gb18030") == [("&C单位：万元", "")]
