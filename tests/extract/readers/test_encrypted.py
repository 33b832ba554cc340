"""Files that a password closes: they ask for it, open with it, and are read like any other."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import docx
import openpyxl
import pytest
from fuzz import damaged
from msoffcrypto.format.ooxml import OOXMLFile
from word_binary_files import compound_file
from word_files import seen

import extract
from extract.readers import encrypted as reader
from extract.source import Source
from jixiao.forms.errors import DamagedFile, EncryptedFile, JixiaoError

OLD = Path(__file__).with_name("encrypted.doc")
PASSWORD = "口令1"
KNOWN_TO_ALL = "VelvetSweatshop"  # Excel's own, where a workbook is only protected against changes


def closed(data: bytes, password: str) -> bytes:
    """An Office package as Office closes it with a password."""
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "绩效目标"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def document() -> bytes:
    made = docx.Document()  # its template makes it large enough for msoffcrypto, which spoils small packages
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


CLOSED = closed(document(), PASSWORD)


def test_with_the_password_the_document_is_read() -> None:
    document = extract.read(Source("a.docx", CLOSED, password=PASSWORD))
    assert document.format == "docx"
    assert [seen(table) for table in document.tables] == [["1,1 甲", "1,2 乙"]]


def test_without_a_password_it_says_how_to_give_one() -> None:
    with pytest.raises(EncryptedFile, match="--password"):
        extract.read(Source("a.docx", CLOSED))


def test_a_wrong_password_is_called_wrong() -> None:
    with pytest.raises(EncryptedFile, match="密码打不开"):
        extract.read(Source("a.docx", CLOSED, password="别的"))


def test_a_workbook_that_is_only_protected_against_changes_opens() -> None:
    document = extract.read(Source("a.xlsx", closed(workbook(), KNOWN_TO_ALL)))
    assert [cell.text for cell in document.tables[0].cells] == ["绩效目标"]


def test_a_package_without_its_key_is_damaged() -> None:
    data = compound_file({"EncryptedPackage": bytes(100)})
    assert reader.accepts(Source("a.docx", data))
    with pytest.raises(DamagedFile):
        reader.read(Source("a.docx", data, password=PASSWORD))


@pytest.mark.parametrize("at", range(0, len(CLOSED), len(CLOSED) // 12))
def test_damage_never_raises_another_error_than_ours(at: int) -> None:
    data = CLOSED[:at] + bytes(300) + CLOSED[at + 300 :]
    with suppress(JixiaoError):
        extract.read(Source("a.docx", data, password=PASSWORD))


@pytest.mark.parametrize("seed", [84, 98, *range(20)])  # in the first two a chain of sectors is a circle
def test_a_damaged_old_file_never_raises_another_error_than_ours(seed: int) -> None:
    with suppress(JixiaoError):
        extract.read(Source("a.doc", damaged(OLD.read_bytes(), seed), password="口令secret1"))
