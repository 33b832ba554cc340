"""datapackage.json: the Data Package (v2, datapackage.org) of the CSV files, and our mark."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from jixiao import __version__
from jixiao.forms.tables import TABLES, Column, Kind, Table

FILE_NAME = "datapackage.json"
SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.MONEY: "number",
    Kind.DATE: "date",
    Kind.BOOLEAN: "boolean",
    Kind.LIST: "list",
    Kind.JSON: "array",
}
_MORE: dict[Kind, dict[str, Any]] = {
    Kind.BOOLEAN: {"trueValues": ["true"], "falseValues": ["false"]},
    Kind.LIST: {"delimiter": "|", "itemType": "string"},
}
_GUARDED = (
    "文字列中以 = + - @、制表符或回车开头的文字前加了一个撇号（'），以免电子表格当作公式；"
    "jixiao.load 读取时去掉。"
)
_PLAIN = "文字列一律照原文，没有公式防护。"
# The mark of a folder of ours stands at the top of the file, so that a look at its head is enough.
_MARK = re.compile(rb'"generator":\s*"jixiao ')
_HEAD = 1_000


def write_package(folder: Path, *, formula_guard: bool) -> None:
    """Describe the CSV files that stand in `folder`, with the size and SHA-256 of each."""
    package = {
        "$schema": SCHEMA,
        "generator": f"jixiao {__version__}",
        "formulaGuard": formula_guard,
        "name": "jixiao",
        "title": "绩效目标表",
        "description": "由绩效目标表提取的表格。空单元格表示没有写明，从不表示 0。"
        + (_GUARDED if formula_guard else _PLAIN),
        "resources": [_resource(table, folder / f"{table.name}.csv") for table in TABLES],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / FILE_NAME).write_text(f"{text}\n", "utf-8", newline="")


def has_mark(folder: Path) -> bool:
    """Whether `folder` holds a datapackage.json that a run of ours left there."""
    path = folder / FILE_NAME
    try:
        if not path.is_file():  # a pipe of that name would block
            return False
        with path.open("rb") as file:
            return _MARK.search(file.read(_HEAD)) is not None
    except OSError:  # not ours to read
        return False


def guards_formulas(folder: Path) -> bool:
    """Whether the CSV files of a folder of ours were written with the formula guard."""
    package = json.loads((folder / FILE_NAME).read_text("utf-8"))
    return bool(package["formulaGuard"])


def _resource(table: Table, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest.hexdigest()}",
        "dialect": {
            "header": True,
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(reference.keys)},
            }
            for reference in table.references
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.title,
        "description": column.explanation,
        **_MORE.get(column.kind, {}),
    }
    if column.unit:
        field["unit"] = column.unit
    constraints = {
        "required": column.required,
        "enum": list(column.codes),
        "pattern": column.pattern,
    }
    if stated := {name: constraint for name, constraint in constraints.items() if constraint}:
        field["constraints"] = stated
    return field
