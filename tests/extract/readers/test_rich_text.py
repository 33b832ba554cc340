"""Rich Text Format: what a person sees is what is read, whoever wrote the file."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import office
import pytest
from fuzz import damaged
from word_files import seen

from extract.readers import rich_text as reader
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EmptyFile, JixiaoError, NeedsOcr, TooLarge

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f2\fnil\fcharset2 Wingdings;}{\f3\fnil\fcharset136 PMingLiU;}{\f4\fnil Arial{\*\falt Helvetica};}"
    r"{\f5\fnil Wingdings 2;}}"
)


def rtf(body: str, page: str = r"\ansicpg936") -> bytes:
    return (r"{\rtf1\ansi" + page + r"\deff0" + FONTS + "\n" + body + "}").encode("latin-1")


def read(data: bytes) -> Document:
    source = Source("a.rtf", data)
    assert reader.accepts(source)
    return reader.read(source)


def lines(body: str) -> list[str]:
    return [line.text for line in read(rtf(body)).lines]


def tables(body: str) -> list[list[str]]:
    return [seen(table) for table in read(rtf(body + r"\pard after\par")).tables]


def rules(data: bytes) -> list[str]:
    return [finding.rule for finding in read(data).findings]


def row(edges: str, *cells: str) -> str:
    """`edges` is what stands between \\trowd and the cells."""
    return r"\trowd" + edges + r"\pard\intbl " + r"\cell ".join(cells) + r"\cell\row" + "\n"


# --- grids

GRIDS = {
    "edges tell which columns a cell spans": (
        row(r"\cellx1000\cellx3000", "a", "b") + row(r"\cellx1000\cellx2000\cellx3000", "c", "d", "e"),
        ["1,1 a", "1,2 b [1x2]", "2,1 c", "2,2 d", "2,3 e"],
    ),
    "a vertical merge is one cell": (
        row(r"\clvmgf\cellx1000\cellx2000", "a", "b") + row(r"\clvmrg\cellx1000\cellx2000", "", "c"),
        ["1,1 a [2x1]", "1,2 b", "2,2 c"],
    ),
    "a horizontal merge is one cell": (
        row(r"\clmgf\cellx1000\clmrg\cellx2000\cellx3000", "a", "", "b")
        + row(r"\cellx1000\cellx2000\cellx3000", "c", "d", "e"),
        ["1,1 a [1x2]", "1,3 b", "2,1 c", "2,2 d", "2,3 e"],
    ),
    "edges a hair's breadth apart are one edge": (
        row(r"\trleft-108\cellx1000\cellx2000", "a", "b") + row(r"\trleft-100\cellx1012\cellx1990", "c", "d"),
        ["1,1 a", "1,2 b", "2,1 c", "2,2 d"],
    ),
    "a row without a definition has that of the row before": (
        row(r"\cellx1000\cellx2000", "a", "b") + r"\pard\intbl c\cell d\cell\row ",
        ["1,1 a", "1,2 b", "2,1 c", "2,2 d"],
    ),
    "Word repeats the definition before the end of the row": (
        r"\trowd\cellx1000\cellx2000\pard\intbl{a\cell b\cell}\pard{\trowd\cellx1000\cellx2000\row}",
        ["1,1 a", "1,2 b"],
    ),
    "a narrower row that is centred stands in the middle": (
        row(r"\trqc\cellx1000\cellx2000\cellx3000\cellx4000", "a", "b", "c", "d")
        + row(r"\trqc\cellx2000", "e"),
        ["1,1 a", "1,2 b", "1,3 c", "1,4 d", "2,2 e [1x2]"],
    ),
    "paragraphs of a cell are lines": (row(r"\cellx1000", r"a\par\par b"), ["1,1 a\n\nb"]),
    "a blank cell that the row does not define is none": (row(r"\cellx1000", "a", ""), ["1,1 a"]),
}


@pytest.mark.parametrize(("body", "expected"), GRIDS.values(), ids=GRIDS.keys())
def test_grid(body: str, expected: list[str]) -> None:
    assert tables(body) == [expected]


def test_a_nested_table_is_a_table_of_its_own_right_after() -> None:
    inner = (
        r"\pard\intbl\itap2 i\nestcell j\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx1000\nestrow}{\nonesttables\par}\pard\intbl "
    )
    assert tables(row(r"\cellx1000\cellx2000", inner, "b") + row(r"\cellx2000", "c")) == [
        ["1,1 ", "1,2 b", "2,1 c [1x2]"],
        ["1,1 i", "1,2 j"],
    ]


def test_tables_are_two_where_a_paragraph_or_another_position_parts_them() -> None:
    one, floating = row(r"\cellx1000", "a"), row(r"\tposx100\cellx1000", "b")
    assert tables(one + r"\pard between\par " + one) == [["1,1 a"], ["1,1 a"]]
    assert tables(one + floating) == [["1,1 a"], ["1,1 b"]]


def test_more_cells_than_the_row_defines_are_kept_and_reported() -> None:
    document = read(rtf(row(r"\cellx1000", "a", "b")))
    assert seen(document.tables[0]) == ["1,1 a", "1,2 b"]
    assert [(finding.rule, finding.place) for finding in document.findings] == [("partly-read", "t1 r1")]


def test_a_row_of_thousands_of_cells_is_refused() -> None:
    with pytest.raises(TooLarge, match="1024"):
        read(rtf(r"\trowd" + r"\cellx100" * 2000))


# --- text


def field(code: str) -> str:
    """A field without a result."""
    return r"{\field{\*\fldinst " + code + r"}{\fldrslt }}"


TEXTS = {
    "Unicode, with a character for others": (r"\u32489\'bc\u25928\'d0", "绩效"),
    "Unicode, with two bytes for others": (r"\uc2\u32489\'bc\'a8\u25928\'d0\'a7\uc0\u30446 x", "绩效目x"),
    "Unicode above 32767 is written negative": (r"\u-23671?", "ꎉ"),
    "two halves of a character": (r"\u-10174?\u-8265?", "𠮷"),
    "Chinese in a Chinese font": (r"\f1\'bc\'a8\'d0\'a7", "绩效"),
    "Chinese in a western font": (r"\f0\'bc\'a8\'d0\'a7\'c4\'bf\'b1\'ea", "绩效目标"),
    "Chinese in a font of no stated character set": (r"\f4\'d6\'ec\'e9F\'bb\'f9", "朱镕基"),
    "characters of control": (r"a\u5\'05\u13\'0db", "ab"),
    "letters in a font of symbols": (r"{\f5 R\tab }R", "☑\tR"),
    "traditional Chinese in its font": (r"\f3\'c1Z\'ae\'c4", "績效"),
    "a western sign in a western font": (r"\f0 5\'b0C", "5°C"),
    "a symbol": (r"\f2\'fe\f1\'d0\'c2{\f2\u-3928 ?}", "☑新□"),
    "signs that have words": (r"\ldblquote a\rdblquote\emdash b\tab c\line d\_e\-f", "“a”—b\tc\nd-ef"),
    "braces and backslashes": (r"\{a\\b\}", r"{a\b}"),
    "deleted text is out": (r"a{\deleted b}c", "ac"),
    "inserted text is in": (r"a{\revised b}c", "abc"),
    "raised digits": (r"10{\super 4}m", "10⁴m"),
    "pictures are no text": (r"a{\*\shppict{\pict 0102ff}}{\nonshppict{\pict\bin3 }}}}}bc", "abc"),
    "unknown groups that may be left out are": (r"a{\*\newthing b}c", "ac"),
    "unknown words are not text": (r"a\newword7 b", "ab"),
    "of a field only the result": (r"{\field{\*\fldinst PAGE }{\fldrslt 3}}", "3"),
    "a field without a result shows what its code draws": (field(r"EQ \\o\\ac(\f1\'a1\'f0,2)"), "②"),
    "a ticked box": (field(r"FORMCHECKBOX{\*\formfield{\fftype1\ffres1}}"), "☑"),
    "a box as its default says": (field(r"FORMCHECKBOX{\*\formfield{\fftype1\ffres25\ffdefres0}}"), "□"),
    "a choice": (field(r"FORMDROPDOWN{\*\formfield{\fftype2\ffres1{\*\ffl a}{\*\ffl b}}}"), "b"),
    "the number of a list": (r"{\listtext\pard\plain 1.\tab}a", "1.\ta"),
    "a bullet is decoration": (r"{\listtext\pard\plain\f2\'a7\tab}a", "a"),
    "of two versions the Unicode one": (r"{\upr{ANSI}{\*\ud{\u32489?}}}", "绩"),
    "a line may end anywhere": ("a\r\nb\nc", "abc"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_text(body: str, expected: str) -> None:
    assert lines(rf"\pard {body}\par") == [expected]
    assert tables(row(r"\cellx1000", "{" + body + "}")) == [[f"1,1 {expected}"]]


def test_chinese_written_raw_may_hold_backslashes() -> None:
    raw = "许誠".encode("gbk") + "誠\\".encode("gbk")  # 誠 is D5 5C: its second byte is a backslash
    assert b"\\" in "誠".encode("gbk")
    data = rtf(r"\pard\f1 TEXT\par").replace(b"TEXT", raw[:-1])
    assert [line.text for line in read(data).lines] == ["许誠誠"]


def test_a_file_that_names_no_code_page_is_chinese() -> None:
    assert [line.text for line in read(rtf(r"\pard\f4\'bc\'a8\'d0\'a7\par", page="")).lines] == ["绩效"]


def test_text_boxes_and_notes_are_lines_of_their_own() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard box\par}}{\shprslt old}}"
    note = r"{\footnote\pard\chftn  note}"
    assert lines(rf"\pard anchor{box}{note}\par last\par") == ["anchor", "box", "last", " note"]


def test_a_text_box_in_a_cell_stays_in_the_cell() -> None:
    box = r"{\shp{\*\shpinst{\shptxt\pard box\par}}}"
    assert tables(row(r"\cellx1000\cellx2000", "a" + box, "b")) == [["1,1 box\na", "1,2 b"]]


def test_hidden_text_beside_text_is_left_out_and_reported() -> None:
    document = read(rtf(r"\pard 95{\v 8}\par{\v draft}\par"))
    assert [(line.text, line.hidden) for line in document.lines] == [("95", False), ("draft", True)]
    assert [(finding.rule, finding.place) for finding in document.findings] == [("hidden-text", "b1")]


@pytest.mark.parametrize("struck", [r"{\strike 80%}", r"\striked1 80%\striked0 ", r"{\strike 80%\plain }"])
def test_text_with_a_line_through_it_is_read_and_doubted(struck: str) -> None:
    document = read(rtf(rf"\pard {struck}95%\par"))
    assert [line.text for line in document.lines] == ["80%95%"]
    [finding] = document.findings
    assert (finding.rule, "“80%”" in finding.message) == ("struck-text", True)


def test_styles_and_comments_are_no_text() -> None:
    assert lines(r"{\stylesheet{\s0 Normal;}}{\info{\title t}}\pard a{\*\annotation c}\par") == ["a"]


PAGES = {
    r"\sectd{\header\pard h\par}{\footer\pard f\par}\pard a\par": ["h", "a", "f"],
    r"\pard a\par\sect\sectd{\header\pard h\par}\pard b\par\sect\sectd\pard c\par": ["a", "h", "b", "c"],
    r"\sectd{\headerf\pard h\par}\pard a\par": ["a"],
    r"\sectd{\headerf\pard h\par}\pard a\par\sect\sectd\titlepg\pard b\par": ["a", "h", "b"],
    r"\sectd{\headerl\pard h\par}\pard a\par": ["a"],
    r"\facingp\sectd{\headerl\pard h\par}{\headerr\pard i\par}\pard a\par": ["i", "h", "a"],
    r"\sectd{\footer\pard - {\field{\*\fldinst PAGE}{\fldrslt 1}} -\par}\pard a\par": ["a"],
    r"\sectd{\header\pard h\par}\pard a\par\sect\sectd{\header\pard h\par}\pard b\par": ["h", "a", "b"],
}


@pytest.mark.parametrize("body", PAGES)
def test_headers_and_footers_of_pages_stand_around_their_section(body: str) -> None:
    assert lines(body) == PAGES[body]


def test_a_table_in_a_header_is_a_table_of_its_own() -> None:
    header = row(r"\cellx1000\cellx2000", "h", "i")
    text = row(r"\cellx1000\cellx2000", "a", "b")
    document = read(rtf(r"\sectd{\header " + header + r"\pard\par}" + text + r"\pard\par"))
    assert [seen(table) for table in document.tables] == [["1,1 h", "1,2 i"], ["1,1 a", "1,2 b"]]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    assert lines(r"\pard a{\deleted\par}b\par") == ["ab"]


# --- files

SOUND = rtf(
    r"\pard title\par "
    + "".join(row(r"\cellx900\cellx2000", str(n), r"\u32489?") for n in range(30))
    + r"\pard end\par"
)


def test_a_sound_file_has_no_findings() -> None:
    assert rules(SOUND) == []


@pytest.mark.parametrize("kept", range(300, len(SOUND) - 1, 97))
def test_a_cut_file_is_reported(kept: int) -> None:
    assert "partly-read" in rules(SOUND[:kept])


def test_a_file_cut_in_a_word_shows_no_piece_of_it() -> None:
    document = read(rtf(r"\pard text\par\somewor")[:-1])
    assert [line.text for line in document.lines] == ["text"]
    assert [finding.rule for finding in document.findings] == ["partly-read"]


def test_what_stands_after_a_false_end_is_reported() -> None:
    assert "partly-read" in rules(SOUND.replace(b"title", b"ti}tle"))


def test_a_block_of_zeros_is_reported() -> None:
    assert "partly-read" in rules(SOUND.replace(b"title", bytes(40)))


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(DamagedFile, match="256"):
        read(rtf("{" * 5000))


@pytest.mark.parametrize("seed", range(80))
def test_a_damaged_copy_is_read_or_refused_within_a_second(seed: int) -> None:
    begun = time.process_time()
    with suppress(JixiaoError):
        reader.read(Source("a.rtf", damaged(SOUND, seed)))
    assert time.process_time() - begun < 1


def test_a_file_of_pictures_alone_needs_text_recognition() -> None:
    picture = r"{\*\shppict{\pict 01}}{\nonshppict{\pict 01}}"
    with pytest.raises(NeedsOcr, match="图片"):
        read(rtf(picture))
    assert rules(rtf(rf"\pard a{picture}\par")) == ["pictures"]


def test_a_file_without_text_is_empty() -> None:
    with pytest.raises(EmptyFile, match="没有文字"):
        read(rtf(r"\pard\par"))


# --- LibreOffice's files


def test_tables_with_random_merges_come_back_as_they_were(tmp_path: Path) -> None:
    if office.PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    truth = office.random_files(tmp_path, 8)
    office.convert(sorted(tmp_path.glob("*.docx")), "rtf", tmp_path)
    documents = {stem: read((tmp_path / f"{stem}.rtf").read_bytes()) for stem in truth}
    assert {stem: [*map(office.spans, document.tables)] for stem, document in documents.items()} == truth
    assert [document.findings for document in documents.values()] == [()] * len(truth)
