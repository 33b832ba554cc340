"""`python -m jixiao.export`: the stage gives what the direct way gives."""

from pathlib import Path

import msgspec
import pytest

from jixiao import export
from jixiao.export.__main__ import main
from jixiao.forms.record import Form, Result
from jixiao.forms.stages import write_lines


def test_the_stage_leaves_the_same_bytes_as_the_direct_way(many: list[Result], tmp_path: Path) -> None:
    write_lines(many, tmp_path / "checked.jsonl")
    assert main([str(tmp_path / "checked.jsonl"), "-o", str(tmp_path / "stage")]) == 0
    export.write(many, tmp_path / "direct")
    for path in sorted((tmp_path / "direct").iterdir()):
        assert (tmp_path / "stage" / path.name).read_bytes() == path.read_bytes()


def test_a_line_of_a_stage_comes_back_equal(form: Form, results: list[Result], tmp_path: Path) -> None:
    write_lines(results[:1], tmp_path / "checked.jsonl")
    [line] = (tmp_path / "checked.jsonl").read_bytes().splitlines()
    assert msgspec.json.decode(line, type=Result) == results[0]


def test_a_missing_file_is_a_sentence_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "checked.jsonl"), "-o", str(tmp_path / "out")]) == 2
    assert "打不开" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_damaged_line_leaves_no_output(
    many: list[Result], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(many, tmp_path / "checked.jsonl")
    with (tmp_path / "checked.jsonl").open("ab") as file:
        file.write(b'{"record": 1}\n')
    assert main([str(tmp_path / "checked.jsonl"), "-o", str(tmp_path / "out")]) == 2
    assert "第 5 行" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_others_is_a_sentence_and_exit_2(
    many: list[Result], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(many, tmp_path / "checked.jsonl")
    assert main([str(tmp_path / "checked.jsonl"), "-o", str(tmp_path)]) == 2
    assert "别的文件" in capsys.readouterr().err
