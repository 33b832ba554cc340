"""What holds for all readers together: one accepts, it reads, and damage never goes past our own errors."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fuzz import damaged

import extract
from extract.readers import READERS
from extract.source import Source
from jixiao.forms.errors import EmptyFile, JixiaoError, UnknownFormat
from samples import GRID, SAMPLES

SLOWEST = 5  # seconds of processor time for one small damaged file
MOST_MEMORY = 1_000_000_000  # bytes beyond those of the test run


@pytest.mark.parametrize("name", SAMPLES)
def test_exactly_one_reader_accepts_a_file_whatever_it_is_called(name: str) -> None:
    source = Source("无名", SAMPLES[name])
    assert [key for key, reader in READERS.items() if reader.accepts(source)] == [name]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_table_is_read_from_every_format(name: str) -> None:
    document = extract.read(Source("无名", SAMPLES[name]))
    assert document.format == name
    [table] = document.tables
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    expected = {
        (row, column): text for row, cells in enumerate(GRID, 1) for column, text in enumerate(cells, 1)
    }
    merged = {(row, 1) for row in (3, 4, 5)} if name == "xlsx" else set()
    assert texts == {position: text for position, text in expected.items() if position not in merged}


# A damaged .pdf may keep pdfminer busy for 20 s, which only a worker's time limit ends; test_pdf.py has its own.
@pytest.mark.parametrize(
    "seeds", [range(40), pytest.param(range(40, 2_000), marks=pytest.mark.slow)], ids=["few", "many"]
)
@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"pdf"}))
@pytest.mark.usefixtures("_little_memory")
def test_a_damaged_copy_is_read_or_refused_by_our_own_errors(name: str, seeds: range) -> None:
    for seed in seeds:
        begun = time.process_time()
        try:
            with suppress(JixiaoError):
                extract.read(Source("无名", damaged(SAMPLES[name], seed)))
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
        assert time.process_time() - begun < SLOWEST, f"seed {seed}"


@pytest.fixture
def _little_memory() -> Iterator[None]:
    """No more than MOST_MEMORY beyond what the process has now; Linux only."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_MEMORY, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.mark.parametrize("data", [b"", b" \n\t "])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        extract.read(Source("a.docx", data))


@pytest.mark.parametrize(
    "data", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c", b"MZ\x90\x00" + bytes(60), bytes(99)]
)
def test_what_no_reader_knows_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UnknownFormat, match="请"):
        extract.read(Source("a.docx", data))
