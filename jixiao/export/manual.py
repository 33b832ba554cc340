"""docs/tables.md, written from the columns themselves: `python -m jixiao.export.manual > docs/tables.md`."""

from __future__ import annotations

import sys

from jixiao.forms.tables import TABLES, Column, Kind, Table

_KINDS = {
    Kind.TEXT: "文字",
    Kind.INTEGER: "整数",
    Kind.NUMBER: "小数",
    Kind.MONEY: "金额",
    Kind.DATE: "日期",
    Kind.BOOLEAN: "是否",
    Kind.LIST: "列表",
    Kind.JSON: "JSON",
}
_INTRODUCTION = """# 输出的表

本页由 `python -m jixiao.export.manual > docs/tables.md` 从 `jixiao/forms/tables.py` 生成，请勿手改。

一次运行在输出文件夹里留下下列 CSV 表，以及 `forms.jsonl`（一行一张表单，各表的行都在其中）、
`jixiao.xlsx`（同样的表，中文表头）、`report.html`（整批一览，离线可看）
和 `datapackage.json`（Data Package v2：类型、约束、主键与外键）。

* CSV 为 UTF-8（带 BOM）、逗号分隔、`\\n` 换行；表头总在；行按文件、表单、行的次序。
* 空单元格表示没有写明，从不表示 0。小数不带千分位、指数和末尾的零；
  日期为 `2024-12-31`；是否为 `true`、`false`；列表以 `|` 相连。
* 以 `=`、`+`、`-`、`@`、制表符或回车开头的文字，前面加一个撇号 `'`，以免电子表格当作公式；
  这样的文字前面原有的撇号同样再加一个，所以总能还原（`jixiao.load` 会还原）。`--no-formula-guard` 关闭此项。
* 同样的输入得到逐字节相同的输出：其中没有时钟。
"""


def tables_markdown() -> str:
    """The page: an introduction, then every table with its columns."""
    return "\n".join([_INTRODUCTION, *map(_table, TABLES)])


def _table(table: Table) -> str:
    references = "".join(
        f"；`{', '.join(reference.columns)}` 指向 {reference.table}" for reference in table.references
    )
    lines = [
        f"## {table.name}.csv {table.title}",
        "",
        f"{table.description}。主键 `{', '.join(table.key)}`{references}。",
        "",
        "| 列 | 中文名 | 类型 | 单位 | 必有 | 说明 |",
        "|---|---|---|---|---|---|",
        *map(_column, table.columns),
        "",
    ]
    return "\n".join(lines)


def _column(column: Column) -> str:
    required = "是" if column.required else ""
    description = column.explanation.replace("|", "\\|")
    kind = _KINDS[column.kind]
    return f"| `{column.name}` | {column.title} | {kind} | {column.unit} | {required} | {description} |"


if __name__ == "__main__":
    sys.stdout.write(tables_markdown())
