"""`jixiao.load(OUT)`: the tables of a run as pandas frames with the right types."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from jixiao.export.cells import unguarded
from jixiao.export.package import guards_formulas, has_mark
from jixiao.forms.errors import UnreadableFile
from jixiao.forms.tables import TABLES, Column, Kind, Table

_BOOLEANS = {"true": True, "false": False}


def load(folder: str | Path, *, exact: bool = False) -> dict[str, pd.DataFrame]:
    """The tables that a run left in `folder`: {"forms": frame, "indicators": frame, …}.

    Texts are `string`, counts `Int64`, booleans `boolean`, dates `datetime64[s]`; blank is missing in all.
    Lists stay joined by `|`, and `parts` is JSON text. Numbers and money (yuan) are `float64`, which keeps
    a fen exactly up to 70 万亿元; with `exact` they are Decimal, None where blank. The apostrophes of the
    formula guard are taken away. Raises UnreadableFile where `folder` holds no complete output.
    """
    folder = Path(folder)
    if not has_mark(folder):
        raise UnreadableFile(f"“{folder}”不是 jixiao 的输出文件夹，或者那次运行没有完成，请重新运行。")
    guarded = guards_formulas(folder)
    return {table.name: _frame(folder, table, guarded=guarded, exact=exact) for table in TABLES}


def _frame(folder: Path, table: Table, *, guarded: bool, exact: bool) -> pd.DataFrame:
    path = folder / f"{table.name}.csv"
    try:
        texts = pd.read_csv(path, dtype=str, na_filter=False, encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"打不开“{path}”：{error.strerror}。") from error
    return pd.DataFrame(
        {
            column.name: _series(texts[column.name].tolist(), column, guarded=guarded, exact=exact)
            for column in table.columns
        }
    )


def _series(texts: Sequence[str], column: Column, *, guarded: bool, exact: bool) -> pd.Series[Any]:
    if column.is_text:
        plain = map(unguarded, texts) if guarded else texts
        return pd.Series([text or None for text in plain], dtype="string")
    if column.kind is Kind.DATE:
        return pd.Series(np.array([text or "NaT" for text in texts], dtype="datetime64[s]"))
    if column.kind is Kind.BOOLEAN:
        return pd.Series([_BOOLEANS.get(text) for text in texts], dtype="boolean")
    if column.kind is Kind.INTEGER:
        return pd.Series([int(text) if text else None for text in texts], dtype="Int64")
    if exact:
        return pd.Series([Decimal(text) if text else None for text in texts], dtype=object)
    return pd.Series([float(text) if text else np.nan for text in texts], dtype="float64")
