"""The columns of the tables: promises to other people's notebooks."""

from dataclasses import fields
from pathlib import Path

import pytest

from jixiao.export.manual import tables_markdown
from jixiao.forms.record import FileRecord, Value
from jixiao.forms.tables import TABLES, VALUE_COLUMNS, Kind

DOCS = Path(__file__).parents[3] / "docs"

PROMISED = {
    "forms": """form_id, file, form_no, kind, title, fiscal_year, department, reporting_unit,
        competent_department, implementing_unit, project, project_code, period_start, period_end, money_unit,
        total_yuan, goals, indicators, findings, status, place""",
    "indicators": """form_id, indicator_no, file, form_kind, fiscal_year, department, project, horizon,
        value_column, level1, level2, level3, category, parent, level1_raw, level2_raw, level3_raw,
        value_raw, comparator_raw, unit_raw,
        kind, status, comparator, lower, upper, lower_inclusive, upper_inclusive, start, end, unit, unit_code,
        scale, scale_source, per, period, iso, approximate, change, change_basis, grade, grade_scale, trend,
        label, exact, nominal, tolerance, date_precision, parts, issues, rule,
        standard, explanation, note, weight,
        actual_raw, actual_kind, actual_status, actual_comparator, actual_lower, actual_upper, actual_start,
        actual_end, actual_unit, attained, score, deviation, certainty, place""",
    "amounts": """form_id, amount_no, file, fiscal_year, department, project, item, item_raw, column,
        column_raw, raw, unit, unit_source, yuan, place""",
    "goals": "form_id, goal_no, file, scope, number, text, place",
    "fields": "form_id, field_no, file, field, label_raw, value, place",
    "findings": """finding_no, form_id, file, indicator_no, about, severity, rule, message, basis, related,
        place""",
    "files": """file, sha256, bytes, format, dialect, reader, tables, cells, cells_read, cells_furniture,
        cells_blank, cells_unread, cells_outside, forms, indicators, findings, status, error, message,
        duplicate_of""",
}


def test_the_tables_are_the_promised_ones() -> None:
    assert [table.name for table in TABLES] == list(PROMISED)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_of_a_table_are_the_promised_ones_in_order(table) -> None:
    assert ", ".join(table.names) == " ".join(PROMISED[table.name].split())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_chinese_title_names_one_column_of_its_table(table) -> None:
    titles = [column.title for column in table.columns]
    assert len(set(titles)) == len(titles)
    assert all(column.description for column in table.columns)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_references_name_columns_that_exist(table) -> None:
    columns_of = {each.name: each.names for each in TABLES}
    assert set(table.key) <= set(table.names)
    for reference in table.references:
        assert set(reference.columns) <= set(table.names)
        assert set(reference.keys) <= set(columns_of[reference.table])


def test_the_value_columns_are_the_fields_of_a_value_less_its_raw_text() -> None:
    assert {column.name for column in VALUE_COLUMNS} == {field.name for field in fields(Value)} - {"raw"}


def test_files_has_a_column_for_each_field_of_the_record() -> None:
    assert [table.names for table in TABLES if table.name == "files"] == [
        tuple(field.name for field in fields(FileRecord))
    ]


def test_money_is_in_yuan() -> None:
    money = [column for table in TABLES for column in table.columns if column.kind is Kind.MONEY]
    assert [column.name for column in money] == ["total_yuan", "yuan"]
    assert {column.unit for column in money} == {"元"}


def test_the_page_of_tables_is_up_to_date() -> None:
    assert (DOCS / "tables.md").read_text("utf-8") == tables_markdown(), (
        "run: python -m jixiao.export.manual > docs/tables.md"
    )
