"""The text reader: what is its own, what is too much, what is cleaned."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers import plain_text
from extract.source import Source
from jixiao.forms.document import Table
from jixiao.forms.errors import DamagedFile, EmptyFile, JixiaoError, TooLarge

ACCEPTED = ["2024年项目支出绩效目标表", "\ufeff一级指标\n", "<附件1>\n项目名称", "\t一级指标\n\t指标值\n"]
REFUSED = [
    b"PK\x03\x04" + b"x" * 30,
    b"%PDF-1.7",
    b"{\\rtf1 ...}",
    "<html><table><tr><td>一级指标</td></tr></table></html>".encode(),
    b"<?xml version='1.0'?><a/>",
    "序号,项目名称,指标值\n1,道路清扫,12公里\n2,垃圾清运,30吨\n".encode(),
    bytes(range(256)) * 20,
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_text_is_accepted(text: str) -> None:
    assert plain_text.accepts(Source("a", text.encode()))


@pytest.mark.parametrize("data", REFUSED)
def test_what_is_another_readers_is_not_accepted(data: bytes) -> None:
    assert not plain_text.accepts(Source("a", data))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\n \t\n", EmptyFile),
        (b"a" * 20_000_001, TooLarge),
        (b"a" * 1_000_001, TooLarge),
        (b"\x01\x02\x03" * 99, DamagedFile),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, error: type[JixiaoError]) -> None:
    with pytest.raises(error):
        plain_text.read(Source("a", data))


def test_controls_are_dropped_and_line_breaks_of_all_kinds_kept(blocks) -> None:
    assert blocks("一\0\x01行\r\n二\x85三\r\r\n四\u2028五") == ["一行", "二", "三", "四", "五"]


def test_what_decoding_lost_is_a_finding() -> None:
    document = plain_text.read(Source("a", "绩效目标：清扫道路".encode()[:-1]))
    assert [line.text for line in document.lines] == ["绩效目标：清扫道"]
    assert [finding.rule for finding in document.findings] == ["partly-read"]


def test_a_text_may_change_its_dialect(document) -> None:
    drawn = "+------+------+\n| 产出 | 数量 |\n+------+------+\n"
    tabbed = "项目名称\t道路清扫\n实施单位\t某局\n一级指标\t指标值\n产出指标\t12公里\n"
    assert len(document(drawn + "\n" + tabbed + "\n").tables) == 2


MARKS = [
    "\t",
    "\n",
    "\n\n",
    "|",
    " | ",
    "|||",
    "+---+---+",
    "---|---  ",
    "|---|",
    "  ",
    "    ",
    '"',
    "\f",
    "\0",
    "\a",
]
LINES = ["│", "├───┤", "┌──┬──┐", "----  ----", "-" * 30, "**", "\\|", "<table>", "</table>", "<tr><td>"]
WORDS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "产出指标",
    "数量指标",
    "质量",
    "指标",
    "……",
    "x",
    "1.",
    "2.",
    "（",
    "）",
]
TEXTS = ["清扫道路", "≥12公里", "95%", "2024年项目支出绩效目标表", "注："]
PARTS = [*MARKS, *LINES, *WORDS, *TEXTS]


def mixture(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choices(PARTS, k=chance.randrange(1, 120)))


@pytest.mark.parametrize("block", range(10))
def test_mixtures_of_all_dialects_lose_no_character(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        text = mixture(seed)
        try:
            document = plain_text.read(Source("a", text.encode()))
        except JixiaoError:
            continue
        if document.dialect == "html-tables":
            continue
        shown = "".join(
            "".join(cell.text for cell in item.cells) if isinstance(item, Table) else item.text
            for item in document.blocks
        )
        for word in ("清扫道路", "≥12公里", "95%"):
            assert shown.replace("\n", "").replace(" ", "").count(word) >= text.count(word), (
                seed,
                document.dialect,
            )


@pytest.mark.parametrize("block", range(10))
def test_places_and_grids_are_sound_whatever_the_text(block: int) -> None:
    for seed in range(1000 + block * 40, 1040 + block * 40):
        try:
            document = plain_text.read(Source("a", mixture(seed).encode()))
        except JixiaoError:
            continue
        for table in document.tables:
            spots = [
                (cell.row + down, cell.column + across)
                for cell in table.cells
                for down in range(cell.row_span)
                for across in range(cell.column_span)
            ]
            assert len(spots) == len(set(spots)), (seed, document.dialect)


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused_by_our_errors(data: bytes) -> None:
    with suppress(JixiaoError):
        plain_text.read(Source("a", data))
