"""Word .doc: the traps of the format, each in a file made for it, and tables that LibreOffice wrote."""

from __future__ import annotations

import struct
import time
from contextlib import suppress
from pathlib import Path

import office
import pytest
from fuzz import damaged
from merged_tables import Span
from word_binary_files import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    Paragraph,
    Run,
    line,
    row,
    row_definition,
    word_97,
)
from word_files import p, r, seen, tbl, tc, tr, word

from extract.readers import libreoffice
from extract.readers import word_binary as reader
from extract.readers.word_binary.rows import read_row
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    JixiaoError,
    NeedsLibreOffice,
    NeedsOcr,
    TooLarge,
)

STARTS, CONTINUES = 3, 1
CENTRED, RIGHT = b"\x8a\x54\x01\x00", b"\x8a\x54\x02\x00"  # sprmTJc
STRUCK, STRUCK_TWICE = b"\x37\x08\x01", b"\x53\x2a\x01"  # sprmCFStrike, sprmCFDStrike
RAISED = b"\x48\x2a\x01"  # sprmCIss
ENCRYPTED = Path(__file__).with_name("encrypted.doc")  # made with LibreOffice; its password is below
PASSWORD = "口令secret1"


def read(data: bytes, password: str | None = None) -> Document:
    source = Source("a.doc", data, password=password)
    assert reader.accepts(source)
    return reader.read(source)


def tables(*paragraphs: list[Paragraph]) -> list[list[str]]:
    """What the reader sees of rows between two lines."""
    rows = [paragraph for part in paragraphs for paragraph in part]
    return [seen(table) for table in read(word_97([line("前"), *rows, line("后")])).tables]


def lines(*paragraphs: Paragraph, **how: bytes) -> list[str]:
    return [line.text for line in read(word_97(paragraphs, **how)).lines]


def rules(document: Document) -> list[str]:
    return [finding.rule for finding in document.findings]


# --- grids

GRIDS = {
    "edges tell which columns a cell spans": (
        [row((0, 1000, 3000), "甲乙"), row((0, 1000, 2000, 3000), "丙丁戊")],
        ["1,1 甲", "1,2 乙 [1x2]", "2,1 丙", "2,2 丁", "2,3 戊"],
    ),
    "a vertical merge is one cell": (
        [
            row((0, 1000, 2000), "甲乙", vertical=(STARTS, 0)),
            row((0, 1000, 2000), ("", "丙"), vertical=(CONTINUES, 0)),
            row((0, 1000, 2000), ("", "丁"), vertical=(CONTINUES, 0)),
        ],
        ["1,1 甲 [3x1]", "1,2 乙", "2,2 丙", "3,2 丁"],
    ),
    "two merges that follow each other in a column stay two": (
        [
            row((0, 1000, 2000), "甲乙", vertical=(STARTS, 0)),
            row((0, 1000, 2000), ("", "丙"), vertical=(CONTINUES, 0)),
            row((0, 1000, 2000), "丁戊", vertical=(STARTS, 0)),
            row((0, 1000, 2000), ("", "己"), vertical=(CONTINUES, 0)),
        ],
        ["1,1 甲 [2x1]", "1,2 乙", "2,2 丙", "3,1 丁 [2x1]", "3,2 戊", "4,2 己"],
    ),
    "a row that begins with a continuing cell and nothing above is read": (
        [row((0, 1000, 2000), "甲乙", vertical=(CONTINUES, 0))],
        ["1,1 甲", "1,2 乙"],
    ),
    "edges a hair's breadth apart are one edge": (
        [row((0, 1000, 2000), "甲乙"), row((0, 1010, 2000), "丙丁"), row((-30, 990, 2005), "戊己")],
        ["1,1 甲", "1,2 乙", "2,1 丙", "2,2 丁", "3,1 戊", "3,2 己"],
    ),
    "a sliver without text is no column": (
        [row((0, 1000, 1010, 2000), ("甲", "", "乙")), row((0, 1000, 2000), "丙丁")],
        ["1,1 甲", "1,2 乙", "2,1 丙", "2,2 丁"],
    ),
    "a narrower row that is centred stands in the middle": (
        [
            row((0, 1000, 2000, 3000, 4000), "甲乙丙丁", more=CENTRED),
            row((0, 1000, 2000), "戊己", more=CENTRED),
        ],
        ["1,1 甲", "1,2 乙", "1,3 丙", "1,4 丁", "2,2 戊", "2,3 己"],
    ),
    "a narrower row on the right stands on the right": (
        [row((0, 1000, 2000, 3000), "甲乙丙", more=RIGHT), row((0, 1000), "丁", more=RIGHT)],
        ["1,1 甲", "1,2 乙", "1,3 丙", "2,3 丁"],
    ),
    "a narrower row that begins farther in stays where it is": (
        [row((0, 1000, 2000, 3000), "甲乙丙", more=CENTRED), row((1000, 3000), "丁", more=CENTRED)],
        ["1,1 甲", "1,2 乙", "1,3 丙", "2,2 丁 [1x2]"],
    ),
    "centred rows of one width stand one under the other": (
        [row((108, 1108, 3108), "甲乙", more=CENTRED), row((0, 3000), "丙", more=CENTRED)],
        ["1,1 甲", "1,2 乙", "2,1 丙 [1x2]"],
    ),
    "horizontal flags as Word 97 writes them: 1 first, 2 continues": (
        [
            row((0, 1000, 2000, 3000), ("甲", "", ""), horizontal=(1, 2, 2)),
            row((0, 1000, 2000, 3000), "乙丙丁"),
        ],
        ["1,1 甲 [1x3]", "2,1 乙", "2,2 丙", "2,3 丁"],
    ),
    "horizontal flags as the specification has them: 2 first, 1 continues": (
        [
            row((0, 1000, 2000, 3000), ("甲", "", "乙"), horizontal=(2, 1, 0)),
            row((0, 1000, 2000, 3000), "丙丁戊"),
        ],
        ["1,1 甲 [1x2]", "1,3 乙", "2,1 丙", "2,2 丁", "2,3 戊"],
    ),
    "two horizontal merges side by side": (
        [
            row((0, 1000, 2000, 3000, 4000), ("甲", "", "乙", ""), horizontal=(1, 2, 1, 2)),
            row((0, 1000, 2000, 3000, 4000), "丙丁戊己"),
        ],
        ["1,1 甲 [1x2]", "1,3 乙 [1x2]", "2,1 丙", "2,2 丁", "2,3 戊", "2,4 己"],
    ),
    "paragraphs of a cell are lines": ([row((0, 1000), ["第一行\n\n第三行"])], ["1,1 第一行\n\n第三行"]),
}


@pytest.mark.parametrize(("rows", "expected"), GRIDS.values(), ids=GRIDS.keys())
def test_grid(rows: list[list[Paragraph]], expected: list[str]) -> None:
    assert tables(*rows) == [expected]


def test_a_nested_table_is_a_table_of_its_own_right_after() -> None:
    inner = [*row((0, 500, 1000), "内外", depth=2), *row((0, 1000), ["下"], depth=2)]
    assert tables(row((0, 1000, 2000), (inner, "右")), row((0, 2000), ["末"])) == [
        ["1,1 ", "1,2 右", "2,1 末 [1x2]"],
        ["1,1 内", "1,2 外", "2,1 下 [1x2]"],
    ]


def test_tables_are_two_where_a_paragraph_or_another_position_parts_them() -> None:
    floating = b"\x0e\x94\x64\x00"  # sprmTDxaAbs
    assert tables(row((0, 1000), ["甲"]), [line("中")], row((0, 1000), ["乙"])) == [["1,1 甲"], ["1,1 乙"]]
    assert tables(row((0, 1000), ["甲"]), row((0, 1000), ["乙"], more=floating)) == [["1,1 甲"], ["1,1 乙"]]
    assert tables(row((0, 1000), ["甲"]), row((0, 1000), ["乙"])) == [["1,1 甲", "2,1 乙"]]


def test_a_table_at_the_end_of_the_document_is_whole() -> None:
    [table] = read(word_97([line("前"), *row((0, 1000, 2000), "甲乙")])).tables
    assert seen(table) == ["1,1 甲", "1,2 乙"]


def test_a_row_definition_may_stand_in_the_data_stream() -> None:
    definition = row_definition((0, 1000, 3000))
    data = bytes(100) + struct.pack("<H", len(definition)) + definition
    there = b"\x46\x66" + struct.pack("<I", 100)  # sprmPHugePapx
    rows = [*row((0, 1000, 2000, 3000), "甲乙丙"), *row((), "丁戊", definition=there)]
    [table] = read(word_97([*rows, line("后")], data=data)).tables
    assert seen(table) == ["1,1 甲", "1,2 乙", "1,3 丙", "2,1 丁", "2,2 戊 [1x2]"]


def test_properties_in_the_data_stream_that_point_to_themselves_end() -> None:
    there = b"\x46\x66" + struct.pack("<I", 0)
    document = read(word_97(row((0, 1000), ["甲"], more=there), data=struct.pack("<H", len(there)) + there))
    assert [seen(table) for table in document.tables] == [["1,1 甲"]]


CHANGES = {
    "cells inserted": ([(0x7621, struct.pack("<BBh", 1, 2, 300))], [0, 1000, 1300, 1600, 2600]),
    "cells inserted beyond the end": (
        [(0x7621, struct.pack("<BBh", 3, 1, 300))],
        [0, 1000, 2000, 2300, 2600],
    ),
    "cells deleted": ([(0x5622, b"\x00\x01")], [0, 1000]),
    "a width changed": ([(0x7623, struct.pack("<BBh", 0, 1, 400))], [0, 400, 1400]),
    "a width of cells that are not there": ([(0x7623, struct.pack("<BBh", 5, 9, 400))], [0, 1000, 2000]),
}


@pytest.mark.parametrize(("changes", "edges"), CHANGES.values(), ids=CHANGES.keys())
def test_changes_to_a_row(changes: list[tuple[int, bytes]], edges: list[int]) -> None:
    definition = (0xD608, row_definition((0, 1000, 2000))[2:])
    row = read_row([definition, *changes])
    assert row.edges == edges
    assert len(row.cells) == len(edges) - 1


def test_merges_that_are_laid_on_a_row_later() -> None:
    definition = (0xD608, row_definition((0, 1000, 2000, 3000))[2:])
    merged = read_row([definition, (0x5624, b"\x00\x02"), (0xD62B, b"\x02\x02\x01")])
    assert [merged.continues_left(n) for n in range(3)] == [False, True, False]
    assert [merged.continues_above(n) for n in range(3)] == [False, False, True]
    split = read_row([definition, (0x5624, b"\x00\x02"), (0x5625, b"\x00\x02")])
    assert not any(split.continues_left(n) for n in range(3))


def test_a_row_as_word_6_defined_it() -> None:
    edges = struct.pack("<B3h", 2, 0, 1000, 3000)
    cells = struct.pack("<H8xH8x", 0, CONTINUES << 5)
    row = read_row([(0xD606, struct.pack("<H", len(edges + cells) + 1) + edges + cells)])
    assert row.edges == [0, 1000, 3000]
    assert [row.continues_above(n) for n in range(2)] == [False, True]


def test_a_row_of_thousands_of_cells_is_refused() -> None:
    with pytest.raises(TooLarge, match="1024"):
        read_row([(0x7621, struct.pack("<BBh", 255, 255, 1))] * 4)


# --- text

TEXTS = {
    "deleted text is out": ([Run("保留"), Run("删除", DELETED)], "保留"),
    "deleted text is out, written as the opposite of the style": (
        [Run("甲"), Run("乙", b"\x00\x08\x81")],
        "甲",
    ),
    "not deleted, written as in the style": ([Run("甲"), Run("乙", b"\x00\x08\x80")], "甲乙"),
    "of a field only the result": (["第\x13 PAGE \x143\x15页"], "第3页"),
    "of a field in a field only the outer result": (["\x13 IF \x13 A \x141\x15 = 1 \x14是\x15"], "是"),
    "a field without a result shows what its code draws": (
        ["目标\x13 EQ \\o\\ac(○,2) \x15：完成"],
        "目标②：完成",
    ),
    "a field that does not end is text": (["\x13 开头"], " 开头"),
    "breaks, tabs, hyphens": (["上\x0b下\t右\x1e左\x1f末"], "上\n下\t右-左末"),
    "pictures and marks of notes are no text": (["图\x01注\x02"], "图注"),
    "raised digits": ([Run("10"), Run("4", RAISED), Run("平方米")], "10⁴平方米"),
    "a character outside the basic plane": (["𠮷野家"], "𠮷野家"),
    "what follows such a character has its own properties": (
        [Run("𠮷𡈽"), Run("删", DELETED), Run("留")],
        "𠮷𡈽留",
    ),
    "half of such a character": (["甲\ud842乙"], "甲\ufffd乙"),
}


@pytest.mark.parametrize(("runs", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_text(runs: list[str | Run], expected: str) -> None:
    assert lines(line(*runs)) == [expected]
    assert tables(row((0, 1000), [[Paragraph(line(*runs).runs, "\r", IN_TABLE)]])) == [[f"1,1 {expected}\n"]]


def test_symbols_are_what_their_font_draws() -> None:
    symbol = b"\x09\x6a" + struct.pack("<HH", 1, 0xF0FE)  # sprmCSymbol: font 1
    font = b"\x4f\x4a" + struct.pack("<H", 1)  # sprmCRgFtc0
    paragraph = line(Run("(", symbol), "新增", Run("\uf0a8", font), "延续", Run("þ\t", font), "o")
    [shown] = read(word_97([paragraph], fonts=("宋体", "Wingdings"))).lines
    assert shown.text == "☑新增□延续☑\to"


@pytest.mark.parametrize("property_", [STRUCK, STRUCK_TWICE])
def test_text_with_a_line_through_it_is_read_and_doubted(property_: bytes) -> None:
    document = read(word_97([line(Run("80%", property_), "95%")]))
    assert [line.text for line in document.lines] == ["80%95%"]
    [finding] = document.findings
    assert (finding.rule, "“80%”" in finding.message) == ("struck-text", True)


def test_hidden_text_beside_text_is_left_out_and_reported() -> None:
    document = read(word_97([line("95", Run("8", HIDDEN)), *row((0, 1000), ["95"]), line("后")]))
    assert [line.text for line in document.lines] == ["95", "后"]
    assert [(finding.rule, finding.place) for finding in document.findings] == [("hidden-text", "b1")]


def test_hidden_text_alone_is_read_and_marked() -> None:
    document = read(
        word_97([line(Run("草稿", HIDDEN)), *row((0, 1000, 2000), (Run("8", HIDDEN), "9")), line("后")])
    )
    assert [(line.text, line.hidden) for line in document.lines] == [("草稿", True), ("后", False)]
    assert [(cell.text, cell.hidden) for cell in document.tables[0].cells] == [("8", True), ("9", False)]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    assert lines(Paragraph((Run("一段"),), mark_properties=DELETED), line("接上"), line("后")) == [
        "一段接上",
        "后",
    ]


def test_a_deleted_row_is_out() -> None:
    cell = Paragraph((Run("删", DELETED),), "\x07", IN_TABLE, DELETED)
    end = Paragraph((), "\x07", IN_TABLE + ROW_END + row_definition((0, 1000)), DELETED)
    assert tables(row((0, 1000), ["甲"]), [cell, end], row((0, 1000), ["乙"])) == [["1,1 甲", "2,1 乙"]]


def test_recorded_changes_are_reported() -> None:
    assert rules(read(word_97([line("甲", Run("乙", DELETED))]))) == ["tracked-changes"]


def test_text_of_eight_bits_is_windows_1252() -> None:
    assert [
        line.text for line in read(word_97([line("≤ 95 %".replace("≤", "“5”"))], encoding="cp1252")).lines
    ] == ["“5” 95 %"]


def test_properties_of_a_quick_save_hold_for_the_whole_piece() -> None:
    document = read(word_97([line("甲")], laid_over=DELETED))
    assert document.lines == ()


# --- files


def test_a_short_last_sector_is_no_damage() -> None:
    whole = word_97([line("标题"), *row((0, 1000, 2000), "甲乙"), line("后")])
    cut = whole[:-300]
    assert len(cut) % 512
    assert read(cut).blocks == read(whole).blocks
    assert not read(cut).findings


def test_an_encrypted_file_asks_for_its_password() -> None:
    with pytest.raises(EncryptedFile, match="--password"):
        read(ENCRYPTED.read_bytes())
    with pytest.raises(EncryptedFile, match="密码打不开"):
        read(ENCRYPTED.read_bytes(), password="别的")


def test_an_encrypted_file_opens_with_its_password() -> None:
    document = read(ENCRYPTED.read_bytes(), PASSWORD)
    assert [seen(table) for table in document.tables] == [
        ["1,1 三级指标", "1,2 指标值", "2,1 培训人次", "2,2 ≥500人次"]
    ]


def test_a_file_of_word_95_needs_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda _: None)
    with pytest.raises(NeedsLibreOffice, match="libreoffice-writer"):
        read(word_97([line("甲")], version=0x65))


SOUND = word_97(
    [
        line("标题"),
        *(paragraph for n in range(20) for paragraph in row((0, 900, 2000, 3100), (str(n), "乙", "丙"))),
        line("后"),
    ]
)


def test_a_file_without_its_paragraph_properties_says_so() -> None:
    zeroed = SOUND.replace(
        row_definition((0, 900, 2000, 3100)), bytes(len(row_definition((0, 900, 2000, 3100))))
    )
    assert "partly-read" in rules(read(zeroed))
    assert not read(SOUND).findings


def test_more_cells_than_the_row_defines_are_kept_and_reported() -> None:
    document = read(word_97([*row((), "甲乙丙", definition=row_definition((0, 1000, 2000))), line("后")]))
    assert seen(document.tables[0]) == ["1,1 甲", "1,2 乙", "1,3 丙"]
    assert [(finding.rule, finding.place) for finding in document.findings] == [("partly-read", "t1 r1")]


def test_a_row_that_does_not_end_is_kept_and_reported() -> None:
    document = read(word_97([*row((0, 1000, 2000), "甲乙"), *row((0, 1000, 2000), "丙丁")[:-1], line("后")]))
    assert seen(document.tables[0]) == ["1,1 甲", "1,2 乙", "2,1 丙", "2,2 丁"]
    assert [(finding.rule, finding.place) for finding in document.findings] == [("partly-read", "t1 r2")]


@pytest.mark.parametrize("kept", range(512, len(SOUND) - 512, 1024))
def test_a_cut_file_is_refused_or_reported(kept: int) -> None:
    try:
        document = reader.read(Source("a.doc", SOUND[:kept]))
    except DamagedFile:
        return
    assert "partly-read" in rules(document)


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_copy_is_read_or_refused_within_a_second(seed: int) -> None:
    begun = time.process_time()
    with suppress(JixiaoError):
        reader.read(Source("a.doc", damaged(SOUND, seed)))
    assert time.process_time() - begun < 1


def test_a_file_of_pictures_alone_needs_text_recognition() -> None:
    with pytest.raises(NeedsOcr, match="图片"):
        read(word_97([line("\x01"), line()]))
    assert rules(read(word_97([line("扫描件"), line("\x01")]))) == ["pictures"]


def test_a_document_in_the_document_is_reported() -> None:
    file = word_97(
        [line("\x01")], more={"ObjectPool/_1234/Workbook": bytes(4096), "Macros/VBA/dir": bytes(4096)}
    )
    assert rules(read(file)) == ["macros", "embedded-file"]


def test_a_file_without_text_is_empty() -> None:
    with pytest.raises(EmptyFile, match="没有文字"):
        read(word_97([line(" ")]))


# --- LibreOffice's files


LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="{follow}"/>'
    f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    for depth, (kind, text, follow) in enumerate(
        [
            ("chineseCountingThousand", "（%1）", "nothing"),
            ("decimal", "%2.", "tab"),
            ("decimalEnclosedCircle", "%3", "space"),
        ]
    )
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
UNSEEN = '<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>'
FOOTNOTES = '<w:footnote w:id="2">' + p("注文") + "</w:footnote>"
BOX = (
    '<w:r><w:pict><v:shape id="_x0000_s1026" style="position:absolute;width:200pt;height:50pt"><v:textbox>'
    f"<w:txbxContent>{p('框内标题')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
TICKED_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="a"/><w:enabled/><w:checkBox><w:sizeAuto/>'
    '<w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'


def listed(text: str, depth: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


FEATURES = word(
    "".join(
        listed(text, depth)
        for text, depth in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1))
    )
    + listed("庚", 0, 2)
    + p(r("锚") + BOX)
    + p(r("注") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    + p(r("95") + r("8", '<w:rStyle w:val="Unseen"/>'))
    + p(TICKED_FIELD + r("新增") + SYMBOL + r("延续"))
    + tbl(
        tr(tc(p("外") + tbl(tr("内", "里"), widths=(900, 900)) + p("外后")), "右"),
        tr(tc(listed("辛", 1) + listed("壬", 1)), ""),
        widths=(3000, 3000),
    )
    + p("完"),
    numbering=NUMBERING,
    styles=UNSEEN,
    footnotes=FOOTNOTES,
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[list[Span]]]]:
    """A folder with the .doc that LibreOffice makes of .docx with random merges, and their truth."""
    if office.PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("written")
    truth = office.random_files(folder, 14)
    (folder / "features.docx").write_bytes(FEATURES)
    office.convert(sorted(folder.glob("*.docx")), "doc", folder)
    return folder, truth


def test_tables_with_random_merges_come_back_as_they_were(
    written: tuple[Path, dict[str, list[list[Span]]]],
) -> None:
    folder, truth = written
    documents = {stem: read((folder / f"{stem}.doc").read_bytes()) for stem in truth}
    assert {stem: [*map(office.spans, document.tables)] for stem, document in documents.items()} == truth
    assert {line.text for document in documents.values() for line in document.lines} == {
        "表1",
        "表2",
        "表3",
        "完",
    }
    assert [document.findings for document in documents.values()] == [()] * len(truth)


def test_numbers_boxes_notes_and_fields_are_read_as_in_the_docx(
    written: tuple[Path, dict[str, list[list[Span]]]],
) -> None:
    document = read((written[0] / "features.doc").read_bytes())
    assert [line.text for line in document.lines] == [
        *("（一）甲", "1.\t乙", "2.\t丙", "① 丁", "（二）戊", "1.\t己", "（一）庚"),
        *("锚", "框内标题", "注", "95", "☑新增□延续", "完", "注文"),
    ]
    assert [seen(table) for table in document.tables] == [
        ["1,1 外\n外后", "1,2 右", "2,1 2.\t辛\n3.\t壬", "2,2 "],
        ["1,1 内", "1,2 里"],
    ]
