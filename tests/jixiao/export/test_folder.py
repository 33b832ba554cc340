"""The output folder: whole or untouched, ours or refused."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao import export
from jixiao.export.folder import OUR_FILES, STAGING
from jixiao.forms.errors import UnreadableFile
from jixiao.forms.record import Result
from jixiao.frames import load


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def broken(results: list[Result], error: BaseException) -> Iterator[Result]:
    yield from results
    raise error


def test_a_run_leaves_the_promised_files_and_no_other(tmp_path: Path, results: list[Result]) -> None:
    export.write(results, tmp_path / "new" / "out")
    assert set(contents(tmp_path / "new" / "out")) == set(OUR_FILES)


def test_two_runs_leave_the_same_bytes(tmp_path: Path, results: list[Result]) -> None:
    export.write(results, tmp_path / "first")
    export.write(iter(results), tmp_path / "second")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_formats_say_what_stands_beside_the_csv_files(tmp_path: Path, results: list[Result]) -> None:
    export.write(results, tmp_path / "out", formats=("csv", "jsonl"))
    assert set(contents(tmp_path / "out")) == set(OUR_FILES) - {"jixiao.xlsx", "report.html"}


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="dta"):
        export.write([], tmp_path / "out", formats=("csv", "dta"))


def test_the_output_of_an_earlier_run_is_replaced_and_what_is_stale_removed(
    tmp_path: Path, results: list[Result]
) -> None:
    export.write(results, tmp_path / "out")
    export.write(results[1:], tmp_path / "out", formats=("csv",))
    export.write(results[1:], tmp_path / "fresh", formats=("csv",))
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_note_that_somebody_left_in_the_output_stays(tmp_path: Path, results: list[Result]) -> None:
    export.write(results, tmp_path / "out")
    (tmp_path / "out" / "核对记录.txt").write_text("已核对", "utf-8")
    export.write(results, tmp_path / "out")
    assert (tmp_path / "out" / "核对记录.txt").read_text("utf-8") == "已核对"


def test_an_empty_folder_is_used(tmp_path: Path, results: list[Result]) -> None:
    (tmp_path / "out").mkdir()
    export.write(results, tmp_path / "out")
    assert export.is_ours(tmp_path / "out")


def test_a_folder_with_other_files_is_refused_and_untouched(tmp_path: Path, results: list[Result]) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "somebody"}', "utf-8")
    (tmp_path / "forms.csv").write_text("甲,乙", "utf-8")
    before = contents(tmp_path)
    with pytest.raises(export.OutputRefused, match="别的文件"):
        export.write(results, tmp_path)
    assert contents(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path, results: list[Result]) -> None:
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(export.OutputRefused, match="是一个文件"):
        export.write(results, tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, results: list[Result]) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(export.OutputRefused, match="不能写入"):
        export.write(results, tmp_path / "file" / "out")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("a bug")], ids=["interrupt", "bug"])
def test_a_run_that_is_cut_short_leaves_nothing(
    tmp_path: Path, results: list[Result], error: BaseException
) -> None:
    with pytest.raises(type(error)):
        export.write(broken(results, error), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_run_that_is_cut_short_leaves_the_output_of_the_run_before(
    tmp_path: Path, results: list[Result]
) -> None:
    export.write(results, tmp_path / "out")
    before = contents(tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        export.write(broken(results[1:], KeyboardInterrupt()), tmp_path / "out")
    assert contents(tmp_path / "out") == before


def test_what_a_killed_run_left_is_ours_and_swept_away(tmp_path: Path, results: list[Result]) -> None:
    (tmp_path / "out" / STAGING).mkdir(parents=True)
    (tmp_path / "out" / STAGING / "forms.csv").write_text("form_i", "utf-8")
    assert export.is_ours(tmp_path / "out")
    export.write(results, tmp_path / "out")
    assert set(contents(tmp_path / "out")) == set(OUR_FILES)


def test_a_run_that_is_cut_short_while_files_are_moved_says_that_it_is_not_complete(
    tmp_path: Path, results: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    export.write(results, tmp_path / "out")
    move, moved = Path.replace, []

    def cut_short(path: Path, target: Path) -> None:
        if len(moved) == 3:
            raise KeyboardInterrupt
        moved.append(move(path, target))

    monkeypatch.setattr(Path, "replace", cut_short)
    with pytest.raises(KeyboardInterrupt):
        export.write(results, tmp_path / "out")
    monkeypatch.undo()
    assert export.is_ours(tmp_path / "out")
    with pytest.raises(UnreadableFile, match="没有完成"):
        load(tmp_path / "out")
    export.write(results, tmp_path / "out")
    assert set(contents(tmp_path / "out")) == set(OUR_FILES)


def test_datapackage_json_is_the_last_to_be_moved_into_place() -> None:
    assert OUR_FILES[-1] == "datapackage.json"


@pytest.mark.parametrize("formats", [(), ("jsonl",), ("xlsx",)], ids=["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize("size", [3_000, 30_000])
def test_a_full_disk_is_a_sentence_and_leaves_the_output_of_the_run_before(
    tmp_path: Path, many: list[Result], size: int, formats: tuple[str, ...]
) -> None:
    resource = pytest.importorskip("resource")  # a limit on the size of a file stands for the full disk
    export.write(many[:1], tmp_path / "out", formats=())
    before = contents(tmp_path / "out")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        with pytest.raises(export.OutputRefused, match="磁盘已满"):
            export.write(many * 40, tmp_path / "out", formats=formats)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(tmp_path / "out") == before


def test_a_full_disk_at_the_very_end_of_the_workbook_is_a_sentence_too(
    tmp_path: Path, many: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.write", full)
    with pytest.raises(export.OutputRefused, match="磁盘已满"):
        export.write(many, tmp_path / "out")
    assert not (tmp_path / "out").exists()


NOT_OURS = ["{}", "", '{"name": "jixiao"}', "[" * 5000, "\ufeff<html>"]


@pytest.mark.parametrize("text", NOT_OURS)
def test_a_data_package_of_others_is_not_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / "datapackage.json").write_text(text, "utf-8")
    assert not export.is_ours(tmp_path)


def test_a_folder_that_is_not_there_is_not_ours(tmp_path: Path) -> None:
    assert not export.is_ours(tmp_path / "nowhere")


def test_a_pipe_in_the_place_of_a_data_package_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "datapackage.json")
    assert not export.is_ours(tmp_path)


def test_a_folder_that_cannot_be_looked_into_is_refused(
    tmp_path: Path, results: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(export.OutputRefused, match="请检查权限"):
        export.write(results, tmp_path)
