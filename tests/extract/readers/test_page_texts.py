"""Headers and footers of pages: the same lines out of every format that a word processor writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import office
import pytest
from docx.document import Document as WordDocument

import extract
from extract.source import Source

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
