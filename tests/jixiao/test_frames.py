"""The tables as pandas frames."""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from jixiao import export
from jixiao.forms.document import Place
from jixiao.forms.errors import UnreadableFile
from jixiao.forms.raw import Certainty
from jixiao.forms.record import Amount, Field, FileRecord, Form, Indicator, Level, Result, Value
from jixiao.forms.tables import TABLES
from jixiao.frames import load

PLACE = Place(table=1)
VALUES = (
    Value("-5%", "percent", lower=Decimal("-5"), upper=Decimal("0.1"), upper_inclusive=True, unit="%"),
    Value("长期", "text"),
)
FORM = Form(
    "0123456789abcdef-1",
    "a.docx",
    1,
    "project_target",
    "=1+1",
    PLACE,
    fiscal_year=2024,
    total_yuan=Decimal("69999999999999.99"),
    amounts=(Amount(1, "total", "总额", "-", None, PLACE),),
    fields=(Field(1, "other", "备\r注", "NA", PLACE), Field(2, "other", "'=甲", "a\x00\nb", PLACE)),
    indicators=tuple(
        Indicator(n, Level(), Level(), Level("修渠"), "other", value, PLACE, Certainty.EXACT)
        for n, value in enumerate(VALUES, start=1)
    ),
)
RESULT = Result(FileRecord("a.docx", sha256="0" * 64, format="docx"), (FORM,)).settled()


@pytest.fixture(params=[True, False], ids=["guarded", "unguarded"])
def out(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    export.write([RESULT], tmp_path / "out", formats=(), formula_guard=request.param)
    return tmp_path / "out"


def test_every_table_is_a_frame_with_its_columns(out: Path) -> None:
    frames = load(out)
    assert {name: tuple(frame.columns) for name, frame in frames.items()} == {
        table.name: table.names for table in TABLES
    }


def test_columns_have_the_types_that_they_hold(out: Path) -> None:
    types = {column: str(dtype) for column, dtype in load(out)["indicators"].dtypes.items()}
    assert [types[name] for name in ("level3", "issues", "parts")] == ["string"] * 3
    assert [types[name] for name in ("indicator_no", "fiscal_year", "scale")] == ["Int64"] * 3
    assert [types[name] for name in ("lower", "weight")] == ["float64"] * 2
    assert [types[name] for name in ("upper_inclusive", "attained")] == ["boolean"] * 2
    assert types["start"] == "datetime64[s]"


def test_texts_are_those_of_the_form(out: Path) -> None:
    frames = load(out)
    assert frames["forms"]["title"].tolist() == ["=1+1"]
    assert frames["fields"]["label_raw"].tolist() == ["备\r注", "'=甲"]
    assert frames["fields"]["value"].tolist() == ["NA", "a\x00\nb"]
    assert frames["indicators"]["value_raw"].tolist() == ["-5%", "长期"]


def test_blank_is_missing_and_never_nought(out: Path) -> None:
    frames = load(out)
    assert frames["indicators"]["lower"].isna().tolist() == [False, True]
    assert frames["indicators"]["upper_inclusive"].isna().tolist() == [False, True]
    assert frames["indicators"]["start"].isna().all()
    assert frames["forms"]["department"].isna().all()
    assert frames["amounts"]["yuan"].isna().all()


def test_money_keeps_its_fen(out: Path) -> None:
    [total] = load(out)["forms"]["total_yuan"]
    assert round(Decimal(total), 2) == Decimal("69999999999999.99")
    assert load(out)["indicators"]["upper"].sum() == 0.1


def test_exact_numbers_are_decimals(out: Path) -> None:
    frames = load(out, exact=True)
    assert frames["forms"]["total_yuan"].tolist() == [Decimal("69999999999999.99")]
    assert frames["amounts"]["yuan"].tolist() == [None]


def test_a_run_without_rows_has_the_same_types(tmp_path: Path, out: Path) -> None:
    export.write([], tmp_path / "empty", formats=())
    for name, frame in load(tmp_path / "empty").items():
        pd.testing.assert_series_equal(frame.dtypes, load(out)[name].dtypes)


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="不是 jixiao 的输出文件夹"):
        load(tmp_path)


def test_a_table_that_was_taken_away_is_named(out: Path) -> None:
    (out / "goals.csv").unlink()
    with pytest.raises(UnreadableFile, match=r"goals\.csv"):
        load(str(out))
