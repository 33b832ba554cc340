"""The command line: words, exit codes, and one sentence where something is wrong."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from practice_forms import form
from typer.main import get_command

from jixiao.cli import app, main

SAMPLES = Path(__file__).parents[2] / "samples"


def jixiao(*words: object) -> int:
    """The exit status of a command."""
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "甲.txt").write_bytes(form())
    return folder


def test_run_writes_the_tables_and_says_what_it_came_to(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jixiao("run", given, "-o", tmp_path / "out") == 0
    said = capsys.readouterr().out
    assert "完成 1 个文件" in said
    assert "表单 1 张，指标 3 条" in said
    assert (tmp_path / "out" / "forms.csv").exists()


def test_run_with_a_failed_file_ends_with_3_and_names_it(
    given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (given / "空.docx").write_bytes(b"")
    assert jixiao("run", given, "-o", tmp_path / "out") == 3
    said = capsys.readouterr().out
    assert "空.docx" in said
    assert "empty：文件是空的" in said


def test_run_over_an_empty_folder_says_that_there_was_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    assert jixiao("run", tmp_path / "in", "-o", tmp_path / "out") == 0
    assert "没有找到文件" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["run", "value", "look"])
@pytest.mark.parametrize("columns", [40, 80])
def test_help_is_whole_in_a_narrow_terminal(
    command: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert jixiao(command, "--help") == 0
    said = "".join(capsys.readouterr().out.split())
    helps = [parameter.help for parameter in get_command(app).commands[command].params]  # type: ignore[attr-defined]
    assert [text for text in filter(None, helps) if "".join(text.split()) not in said] == []


WRONG = [
    ["run", "nothing-here", "-o", "out"],
    ["run", "-o", "out"],
    ["run", "IN"],
    ["run", "IN", "-o", "out", "--workers", "0"],
    ["run", "IN", "-o", "out", "--format", "pdf"],
    ["value"],
    ["value", "--csv", "a.csv"],
    ["value", "5", "--category", "output"],
    ["look", "nothing-here.docx"],
    ["look", "IN"],
    ["look", "in/甲.txt", "--html", "--json"],
    ["look", "in/甲.txt", "-o", "nothing-here/x.txt"],
    ["look", "in/甲.txt", "--html", "-o", "nothing-here/x.html"],
    ["fly"],
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_command_ends_with_2(words: list[str], given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(given.parent)
    assert jixiao(*("in" if word == "IN" else word for word in words)) == 2


def test_a_folder_that_is_not_ours_ends_with_2(given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jixiao("run", given, "-o", given) == 2
    assert "别的文件" in capsys.readouterr().err


def test_value_prints_one_typed_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert jixiao("value", "≥95", "--unit", "%", "--year", "2024") == 0
    read = json.loads(capsys.readouterr().out)
    assert {name: read[name] for name in ("raw", "kind", "comparator", "lower", "upper", "unit")} == {
        "raw": "≥95",
        "kind": "percent",
        "comparator": "ge",
        "lower": "95",
        "upper": None,
        "unit": "%",
    }


def test_value_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert jixiao("value", "≥95%", "--why") == 0
    assert "95" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_value_reads_a_column_of_a_csv(tmp_path: Path, encoding: str) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text('名称,目标,单位\n培训,"1,200",人次\n时间,按时,\n', encoding=encoding)
    words = ("value", "--csv", given, "-o", out, "--column", "目标", "--unit-column", "单位")
    assert jixiao(*words) == 0
    header, first, second = out.read_text("utf-8-sig").splitlines()
    assert header.startswith("名称,目标,单位,kind,status,comparator,lower,upper")
    assert first.startswith('培训,"1,200",人次,count,ok,eq,1200,1200')
    assert second.startswith("时间,按时,,")


def test_value_of_a_column_that_is_not_there_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_text("a,b\n1,2\n")
    assert jixiao("value", "--csv", tmp_path / "in.csv", "-o", tmp_path / "o.csv", "--column", "c") == 2
    assert "没有这些列：c" in capsys.readouterr().err


@pytest.mark.parametrize("way", [[], ["--html"], ["--json"]], ids=["terminal", "html", "json"])
def test_look_shows_a_file(given: Path, way: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert jixiao("look", given / "甲.txt", *way) == 0
    assert "购置图书" in capsys.readouterr().out


def test_look_at_a_pdf_draws_the_cells_over_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert jixiao("look", SAMPLES / "self-evaluation.pdf", "--html") == 0
    page = capsys.readouterr().out
    assert page.count("<image ") == 1
    assert "农村公路养护\n〔项目名称〕p1 t1 r1 c2</title>" in page


def test_look_at_a_bad_file_is_one_sentence_and_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    assert jixiao("look", tmp_path / "空.docx") == 3
    assert capsys.readouterr().err == "文件是空的；请向填报单位重新索取。\n"


def test_the_stages_one_by_one_give_the_bytes_of_a_run(given: Path, tmp_path: Path) -> None:
    (given / "空.docx").write_bytes(b"")
    (given / "再.txt").write_bytes(form())
    assert jixiao("run", given, "-o", tmp_path / "whole") == 3
    assert jixiao("extract", given, "-o", tmp_path / "raw.jsonl") == 0
    assert jixiao("normalize", tmp_path / "raw.jsonl", "-o", tmp_path / "typed.jsonl") == 0
    assert jixiao("check", tmp_path / "typed.jsonl", "-o", tmp_path / "checked.jsonl") == 0
    assert jixiao("export", tmp_path / "checked.jsonl", "-o", tmp_path / "staged") == 0
    for path in (tmp_path / "whole").iterdir():
        assert (tmp_path / "staged" / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_stage_on_the_wrong_file_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "raw.jsonl").write_text("{}\n")
    assert jixiao("normalize", tmp_path / "raw.jsonl", "-o", tmp_path / "typed.jsonl") == 3
    assert "第 1 行不是前一步骤写出的内容" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["extract", "normalize"])
def test_another_package_of_our_name_is_told_by_its_path(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text("")
    command = [sys.executable, "-c", "from jixiao.cli import main; main(['version'])"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert str(tmp_path / f"{name}.py") in done.stderr


def test_a_light_command_loads_no_heavy_library() -> None:
    code = """
import sys
from jixiao.cli import main
try:
    main(["version"])
except SystemExit:
    print([name for name in ("pandas", "lxml", "pdfplumber", "pypdfium2", "docx") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


REFUSED_TABLES = {
    "a column named as one of ours": ("目标,unit\n≥5件,件\n", "重名：unit"),
    "two columns of one name": ("目标,备注,备注\n≥5件,a,b\n", "重名的列：备注"),
    "a cell beyond the head": ("目标,备注\n≥5件,a,b\n", "第 2 行的格比表头多"),
}


@pytest.mark.parametrize("name", REFUSED_TABLES)
def test_value_refuses_a_table_that_it_would_not_copy_whole(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, reason = REFUSED_TABLES[name]
    given, out = tmp_path / "in.csv", tmp_path / "o.csv"
    given.write_text(text, "utf-8")
    assert jixiao("value", "--csv", given, "-o", out, "--column", "目标") == 2
    assert reason in capsys.readouterr().err
    assert not out.exists()


def test_value_says_in_a_sentence_what_the_csv_library_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "in.csv"
    given.write_text(f"目标,备注\n≥5件,{'a' * 2000}\n", "utf-8")
    before = csv.field_size_limit(1000)
    try:
        assert jixiao("value", "--csv", given, "-o", tmp_path / "o.csv", "--column", "目标") == 2
    finally:
        csv.field_size_limit(before)
    assert "不是正确的 CSV" in capsys.readouterr().err


def test_value_ends_a_row_only_where_csv_does(tmp_path: Path) -> None:
    given, out = tmp_path / "in.csv", tmp_path / "o.csv"
    given.write_text("目标,备注\n≥5件,甲\u2028乙\x0b丙\n3%\n", "utf-8")
    assert jixiao("value", "--csv", given, "-o", out, "--column", "目标") == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [(row["目标"], row["备注"]) for row in csv.DictReader(file)] == [
            ("≥5件", "甲\u2028乙\x0b丙"),
            ("3%", ""),
        ]


def test_an_output_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "in.csv"
    given.write_text("目标\n≥5件\n", "utf-8")
    assert jixiao("value", "--csv", given, "-o", tmp_path / "nowhere/o.csv", "--column", "目标") == 2
    assert "不能写入" in capsys.readouterr().err
