"""The CSV files as programs and spreadsheets read them."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.export.cells import unguarded
from jixiao.export.csv_tables import csv_line, csv_writer
from jixiao.forms.record import Result
from jixiao.forms.tables import GOALS, TABLES


@pytest.fixture
def folder(tmp_path: Path, results: list[Result]) -> Path:
    with csv_writer(tmp_path) as add:
        for result in results:
            add(result)
    return tmp_path


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_file_begins_with_a_bom_and_the_header_and_ends_its_lines_with_a_line_feed(folder, table) -> None:
    data = (folder / f"{table.name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(table.names).encode() + b"\n")
    assert data.endswith(b"\n")
    assert b"\r\n" not in data


def test_a_table_without_rows_still_has_its_header(tmp_path: Path) -> None:
    with csv_writer(tmp_path):
        pass
    assert {path.name for path in tmp_path.iterdir()} == {f"{table.name}.csv" for table in TABLES}
    assert rows(tmp_path, "goals") == []
    assert (tmp_path / "goals.csv").read_text("utf-8-sig").startswith("form_id,goal_no,")


def test_quotes_commas_and_lone_carriage_returns_come_back(folder: Path) -> None:
    [form] = rows(folder, "forms")
    assert form["department"] == '云岭县水务局, "水利"股'
    assert rows(folder, "fields")[0]["label_raw"] == "备\r注"
    assert rows(folder, "indicators")[0]["level1_raw"] == "产 出\n指 标"


def test_formulas_are_guarded_in_text_columns(folder: Path) -> None:
    [form] = rows(folder, "forms")
    assert form["title"].startswith("'=HYPERLINK(")
    assert form["project"] == "'@河道"
    assert rows(folder, "indicators")[2]["iso"] == "'---10"


def test_the_guard_can_be_left_out(tmp_path: Path, results: list[Result]) -> None:
    with csv_writer(tmp_path, formula_guard=False) as add:
        add(results[0])
    assert rows(tmp_path, "forms")[0]["title"].startswith("=HYPERLINK(")


def test_a_level_text_that_looks_like_a_date_or_a_tag_stays_what_it_is(folder: Path) -> None:
    assert rows(folder, "indicators")[0]["level3"] == "3-5"
    assert rows(folder, "goals")[0]["text"] == "<script>alert(1)</script>"


def test_numbers_lists_and_blanks_are_written_as_promised(folder: Path) -> None:
    [form], [first, second, third] = rows(folder, "forms"), rows(folder, "indicators")
    assert (form["total_yuan"], form["period_end"], form["findings"]) == ("7915000", "2024-12-31", "2")
    assert (first["lower"], first["upper"], first["weight"], first["score"]) == ("95", "", "10.5", "10")
    assert (first["lower_inclusive"], first["upper_inclusive"], first["approximate"]) == ("true", "", "false")
    assert (first["actual_kind"], second["actual_kind"]) == ("multi", "")
    assert second["issues"] == "unit_from_name|suspicious"
    assert second["parts"].startswith(
        '[{"raw":"450件","kind":"count","status":"ok","comparator":null,"lower":"450"'
    )
    assert (third["end"], third["period"]) == ("2024-12-31", "P1M")
    assert rows(folder, "amounts")[1]["yuan"] == ""


def test_findings_count_within_the_file_and_those_of_no_form_have_no_form_id(folder: Path) -> None:
    findings = rows(folder, "findings")
    assert [(row["finding_no"], row["form_id"]) for row in findings] == [
        ("1", ""),
        ("2", "0123456789abcdef-1"),
        ("3", "0123456789abcdef-1"),
    ]
    assert findings[1]["related"] == "0123456789abcdef-1 t1 r1 c1|0123456789abcdef-1 t1 r2 c2"


def test_a_failed_file_has_its_row_and_a_name_that_is_not_utf8_is_shown_escaped(folder: Path) -> None:
    assert [(row["file"], row["status"], row["error"]) for row in rows(folder, "files")] == [
        ("云岭县/水务局.docx", "review", ""),
        ("空\\udc80.docx", "failed", "empty"),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("\"',\r\n=\t|甲"))
def test_any_text_comes_back_from_a_line(anything: str, troublesome: str) -> None:
    row = dict.fromkeys(GOALS.names) | {"text": anything, "file": troublesome}
    line = csv_line(GOALS, row, formula_guard=True)
    [cells] = csv.reader(io.StringIO(line, newline=""))
    assert unguarded(cells[GOALS.names.index("text")]) == anything
    assert unguarded(cells[GOALS.names.index("file")]) == troublesome
