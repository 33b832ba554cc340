"""jixiao.xlsx as openpyxl, standing in for Excel and WPS, reads it."""

import re
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.export import workbook as module
from jixiao.export.workbook import CUT, excel_keeps, excel_text, workbook_writer
from jixiao.forms.document import Place
from jixiao.forms.record import FileRecord, Form, Goal, Result
from jixiao.forms.tables import TABLES


def written(path: Path, results: list[Result]) -> Workbook:
    with workbook_writer(path) as add:
        for result in results:
            add(result)
    return openpyxl.load_workbook(path)


@pytest.fixture
def book(tmp_path: Path, results: list[Result]) -> Workbook:
    return written(tmp_path / "jixiao.xlsx", results)


def column(sheet: Worksheet, title: str) -> list[object]:
    titles = [cell.value for cell in sheet[1]]
    return [row[titles.index(title)] for row in sheet.iter_rows(min_row=2)]


def values(sheet: Worksheet, title: str) -> list[object]:
    return [cell.value for cell in column(sheet, title)]


def test_the_first_sheet_explains_and_each_table_has_a_sheet(book: Workbook) -> None:
    assert book.sheetnames == ["说明", *(table.title for table in TABLES)]
    explained = {row[2] for row in book["说明"].iter_rows(values_only=True)}
    assert explained >= {name for table in TABLES for name in (table.name, *table.names)}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sheet_has_a_frozen_bold_chinese_header_and_a_filter(book: Workbook, table) -> None:
    sheet = book[table.title]
    assert all(cell.font.b for cell in sheet[1])
    assert [str(cell.value).split("（")[0] for cell in sheet[1]] == [each.title for each in table.columns]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_money_is_a_number_with_two_decimals_and_its_unit_in_the_header(book: Workbook) -> None:
    [total] = column(book["表单"], "资金总额（元）")
    assert (total.value, total.number_format, total.data_type) == (7915000, "#,##0.00", "n")


def test_dates_are_dates_numbers_numbers_and_booleans_booleans(book: Workbook) -> None:
    assert values(book["表单"], "开始日期") == [datetime(2024, 1, 1)]
    assert values(book["指标"], "下限") == [95, None, None]
    assert values(book["指标"], "含下限") == [True, None, None]
    assert values(book["指标"], "权重（分）") == [10.5, None, None]


def test_text_stays_text_and_no_formula_is_run(book: Workbook) -> None:
    [title] = column(book["表单"], "标题")
    assert (title.data_type, title.number_format) == ("s", "@")
    assert title.value == '=HYPERLINK("http://example.invalid","项目支出绩效目标表")'
    assert values(book["指标"], "三级指标") == ["3-5", "'=1+1", "完工"]
    assert book["表单"]._hyperlinks == []


def test_a_text_that_looks_like_markup_of_the_sheet_is_no_markup(book: Workbook) -> None:
    assert values(book["目标"], "正文") == ["<script>alert(1)</script>", "<r>修渠</r> "]


def test_findings_are_coloured_by_severity(book: Workbook) -> None:
    fills = [cell.fill.fgColor.rgb for cell in column(book["疑点"], "规则")]
    assert fills == ["FFE7F0FA", "FFFFEB9C", "FFFFC7CE"]


def test_widths_fit_the_texts(book: Workbook) -> None:
    widths = {letter: dimension.width for letter, dimension in book["文件"].column_dimensions.items()}
    assert 18 < widths["A"] < 30  # 云岭县/水务局.docx is 18 wide
    assert max(widths.values()) < 52


def test_two_runs_give_the_same_bytes_and_bear_no_clock(
    tmp_path: Path, results: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        written(tmp_path / name / "jixiao.xlsx", results)
    first, second = ((tmp_path / name / "jixiao.xlsx").read_bytes() for name in ("first", "second"))
    assert first == second
    core = zipfile.ZipFile(tmp_path / "first" / "jixiao.xlsx").read("docProps/core.xml").decode()
    assert set(re.findall(r"(\d{4}-\d\d-\d\dT[\d:]+Z)<", core)) == {"2024-01-01T00:00:00Z"}


def test_the_creation_time_comes_from_source_date_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert module.created() == datetime(1970, 1, 2, tzinfo=UTC)


def test_more_rows_than_a_sheet_holds_go_on_in_a_numbered_sheet(
    tmp_path: Path, many: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHEET_ROWS", 3)
    book = written(tmp_path / "jixiao.xlsx", many)
    assert values(book["表单"], "文件") == ["0.docx", "1.docx", "2.docx"]
    assert values(book["表单2"], "文件") == ["3.docx"]
    assert [name for name in book.sheetnames if name.startswith("指标")] == [
        "指标",
        "指标2",
        "指标3",
        "指标4",
    ]


EXACT = [("110.19", True), ("0", True), ("-3.5", True), ("999999999999999", True)]
TOO_LONG = [("12345678901234567.89", False), ("0.1234567890123456789", False)]


@pytest.mark.parametrize(("number", "kept"), EXACT + TOO_LONG)
def test_a_number_that_excel_would_round_is_known(number: str, kept: bool) -> None:
    assert excel_keeps(Decimal(number)) is kept


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert excel_text("数" * 32_767) == "数" * 32_767
    assert excel_text("数" * 32_768).endswith(CUT)
    assert excel_text("𠮷" * 16_384).endswith(CUT)  # two units each


def test_characters_that_xml_forbids_are_written_out(book: Workbook) -> None:
    assert values(book["栏目"], "值")[0] == "-_x0001_说明\\ufffe"
    assert excel_text("空\udc80") == "空\\udc80"


@given(st.lists(st.text(st.characters()), max_size=5))
@settings(max_examples=25, deadline=None)
def test_any_text_leaves_a_workbook_that_can_be_read(texts: list[str]) -> None:
    goals = tuple(Goal(n, "annual", f"一{text}", Place()) for n, text in enumerate(texts, start=1))
    form = Form("0123456789abcdef-1", "a.docx", 1, "unknown", "", Place(), goals=goals)
    with TemporaryDirectory() as folder:
        book = written(Path(folder) / "jixiao.xlsx", [Result(FileRecord("a.docx"), (form,))])
    assert [excel_unescaped(str(text)) for text in values(book["目标"], "正文")] == [
        excel_text(goal.text) for goal in goals
    ]


def excel_unescaped(text: str) -> str:
    """As Excel shows what the file escapes: `_x0001_` is a control character."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
