"""Every input comes to one row, in a stable order; none stops the others, nothing counts twice."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import faults
import pytest
from practice_forms import form

from jixiao import batch
from jixiao.export import OutputRefused
from jixiao.inputs import BadCommand, Input
from jixiao.supervisor import Bounds


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def run(given: Path, **options: object) -> tuple[batch.Summary, dict[str, dict[str, str]]]:
    """The summary, and files.csv by name, of a run with two workers over a folder."""
    out = given.parent / "out"
    summary = batch.run([given], out, workers=2, **options)  # type: ignore[arg-type]
    return summary, {row["file"]: row for row in rows(out, "files")}


def test_a_form_goes_through_every_stage(given: Path) -> None:
    (given / "甲.txt").write_bytes(form())
    summary, files = run(given)
    assert (summary.exit_code, summary.forms) == (0, 1)
    assert files["甲.txt"]["forms"] == "1"
    [found] = rows(given.parent / "out", "forms")
    assert (found["project"], found["department"], found["total_yuan"]) == (
        "图书购置",
        "青山县图书馆",
        "125000",
    )
    names = [row["level3"] for row in rows(given.parent / "out", "indicators")]
    assert names == ["购置图书", "图书验收合格率", "读者满意度"]


def test_every_text_is_accounted_for(given: Path) -> None:
    (given / "甲.txt").write_bytes(form())
    (given / "乙.txt").write_text("没有表的一封信。\n")
    _, files = run(given)
    for row in files.values():
        parts = [int(row[f"cells_{role}"]) for role in ("read", "furniture", "blank", "unread", "outside")]
        assert int(row["cells"]) == sum(parts) > 0


def test_a_bad_file_is_a_failed_row_and_its_neighbours_are_read(given: Path) -> None:
    (given / "a.docx").write_bytes(b"")
    (given / "b.docx").write_bytes(b"PK\x03\x04 cut in half")
    (given / "c.bin").write_bytes(bytes(range(256)) * 8)
    (given / "d.txt").write_bytes(form())
    summary, files = run(given)
    assert [files[name]["error"] for name in ("a.docx", "b.docx", "c.bin", "d.txt")] == [
        "empty",
        "damaged",
        "unknown_format",
        "",
    ]
    assert summary.exit_code == 3
    assert [record.file for record in summary.failed] == ["a.docx", "b.docx", "c.bin"]
    assert all(files[name]["message"] for name in ("a.docx", "b.docx", "c.bin"))


def test_a_file_without_a_form_says_so_in_a_sentence(given: Path) -> None:
    (given / "letter.txt").write_text("各科室：请于周五前报送材料。\n", "utf-8")
    _, files = run(given)
    assert files["letter.txt"]["status"] == "no_form"
    assert files["letter.txt"]["message"] == "没有找到绩效目标表或自评表，文件中的文字没有读入。"


def test_the_same_bytes_count_once_whatever_their_name(given: Path) -> None:
    (given / "a.txt").write_bytes(form())
    (given / "b").mkdir()
    (given / "b" / "copy.txt").write_bytes(form())
    (given / "c.zip").write_bytes(zipped({"dir/again.txt": form()}))
    summary, files = run(given)
    assert {
        name: (row["status"], row["duplicate_of"]) for name, row in files.items() if row["duplicate_of"]
    } == {
        "b/copy.txt": ("duplicate", "a.txt"),
        "c.zip!/dir/again.txt": ("duplicate", "a.txt"),
    }
    assert files["b/copy.txt"]["message"] == "内容与“a.txt”完全相同，没有重复读入。"
    assert (summary.forms, len(rows(given.parent / "out", "forms"))) == (1, 1)


def test_an_archive_has_a_row_of_its_own_before_its_members(given: Path) -> None:
    archive = zipped({"表/甲.txt": form("甲"), "__MACOSX/._甲.txt": b"x", "空.docx": b""})
    (given / "a.zip").write_bytes(archive)
    _, files = run(given)
    assert [(name, row["status"], row["error"]) for name, row in files.items()] == [
        ("a.zip", "ok", ""),
        ("a.zip!/表/甲.txt", files["a.zip!/表/甲.txt"]["status"], ""),
        ("a.zip!/__MACOSX/._甲.txt", "skipped", ""),
        ("a.zip!/空.docx", "failed", "empty"),
    ]
    assert files["a.zip"]["forms"] == "0"


def test_a_member_that_climbs_out_is_failed_and_its_neighbours_are_read(given: Path) -> None:
    (given / "a.zip").write_bytes(
        zipped({"../up.txt": form("上"), "/top.txt": form("顶"), "甲.txt": form("甲")})
    )
    _, files = run(given)
    assert {name: row["error"] for name, row in files.items()} == {
        "a.zip": "",
        "a.zip!/../up.txt": "damaged",
        "a.zip!//top.txt": "damaged",
        "a.zip!/甲.txt": "",
    }


def test_hostile_names_and_values_are_read_and_run_nothing(given: Path) -> None:
    hostile = "<script>alert(1)</script>';DROP TABLE forms;--"
    (given / "=cmd().txt").write_bytes(form("=cmd()"))
    (given / "-甲.txt").write_bytes(form(hostile))
    _, files = run(given)
    assert set(files) == {"'=cmd().txt", "'-甲.txt"}  # guarded for spreadsheets
    projects = {row["project"] for row in rows(given.parent / "out", "forms")}
    assert projects == {"'=cmd()", hostile}


def test_a_damaged_archive_is_a_failed_row(given: Path) -> None:
    (given / "a.zip").write_bytes(zipped({"甲.txt": form()})[:-40])
    _, files = run(given)
    assert (files["a.zip"]["status"], files["a.zip"]["error"]) == ("failed", "damaged")


def test_programs_are_skipped_unless_their_name_is_a_documents(given: Path) -> None:
    (given / "setup.exe").write_bytes(b"MZ\x90\x00" + bytes(range(256)))
    (given / "表.docx").write_bytes(b"MZ\x90\x00" + bytes(range(255)))
    _, files = run(given)
    assert files["setup.exe"]["status"] == "skipped"
    assert (files["表.docx"]["status"], files["表.docx"]["error"]) == ("failed", "unknown_format")


def test_a_file_that_is_too_large_is_not_read(given: Path) -> None:
    with (given / "a.txt").open("wb") as file:
        file.truncate(100_000_001)
    _, files = run(given)
    assert files["a.txt"]["error"] == "too_large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_without_permission_is_unreadable(given: Path) -> None:
    (given / "a.txt").write_bytes(form())
    (given / "a.txt").chmod(0)
    _, files = run(given)
    assert files["a.txt"]["error"] == "unreadable"


def test_a_file_that_vanishes_is_unreadable(given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (given / "a.txt").write_bytes(form())
    gone = [*batch.walk([given]), Input("gone.txt", given / "gone.txt")]
    monkeypatch.setattr(batch, "walk", lambda *_: iter(gone))
    summary, files = run(given)
    assert (files["a.txt"]["status"], files["gone.txt"]["error"]) == ("ok", "unreadable")
    assert summary.exit_code == 3


def test_a_fault_of_ours_is_contained_with_a_finding_and_its_traceback_in_the_log(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jixiao.intake.process", faults.crash)
    (given / "a.txt").write_bytes(form())
    (given / "b.txt").write_bytes(form("乙"))
    log = given.parent / "log.jsonl"
    summary, files = run(given, log=log)
    assert {row["error"] for row in files.values()} == {"crashed"}
    assert summary.exit_code == 3
    assert [row["rule"] for row in rows(given.parent / "out", "findings")] == ["crashed", "crashed"]
    traces = [line["trace"] for line in map(json.loads, log.read_text().splitlines()) if "trace" in line]
    assert all("ZeroDivisionError" in trace for trace in traces)
    assert len(traces) == 2


def test_two_runs_give_the_same_bytes_whatever_the_number_of_workers(given: Path, tmp_path: Path) -> None:
    for number in range(6):
        (given / f"{number}.txt").write_bytes(form(f"项目{number}"))
    outs = [tmp_path / "one", tmp_path / "two"]
    for workers, out in enumerate(outs, start=1):
        batch.run([given], out, workers=workers)
    names = sorted(path.name for path in outs[0].iterdir())
    assert "forms.csv" in names
    for name in names:
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes(), name


def test_an_output_folder_with_other_files_is_refused_before_anything_is_read(given: Path) -> None:
    out = given.parent / "out"
    out.mkdir()
    (out / "diary.txt").write_text("mine")
    with pytest.raises(OutputRefused):
        batch.run([given], out)


def test_a_second_run_into_the_same_folder_is_refused(given: Path) -> None:
    from jixiao import session

    out = given.parent / "out"
    with session.alone(out), pytest.raises(BadCommand, match="另一次运行"):
        batch.run([given], out)


def test_an_empty_folder_gives_tables_with_headers_only(given: Path) -> None:
    summary, files = run(given)
    assert (summary.exit_code, files) == (0, {})
    assert (given.parent / "out" / "indicators.csv").exists()


def test_progress_tells_each_file_and_the_total(given: Path) -> None:
    (given / "a.txt").write_bytes(form())
    (given / "~$a.docx").write_bytes(b"x")
    seen: list[tuple[int, int, str]] = []
    run(given, progress=lambda number, total, result: seen.append((number, total, result.record.file)))
    assert seen == [(1, 2, "a.txt"), (2, 2, "~$a.docx")]


def test_ctrl_c_ends_in_order_and_leaves_what_was_finished(given: Path) -> None:
    for number in range(400):
        (given / f"{number:03}.txt").write_bytes(form(f"项目{number}"))
    out = given.parent / "out"
    command = [sys.executable, "-m", "jixiao", "run", str(given), "-o", str(out), "--workers", "1"]
    log = given.parent / "log"
    process = subprocess.Popen(
        [*command, "--log", str(log)], stderr=subprocess.DEVNULL, stdout=subprocess.PIPE
    )
    while not (log.exists() and log.stat().st_size):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "已中断" in printed.decode()
    finished = [row["file"] for row in rows(out, "files")]
    assert finished == [f"{number:03}.txt" for number in range(len(finished))]
    assert 0 < len(finished) < 400


def test_bounds_are_kept(given: Path) -> None:
    (given / "a.txt").write_bytes(form())
    _, files = run(given, bounds=Bounds(result=10))
    assert files["a.txt"]["error"] == "memory"


def folder_bytes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_resumed_run_gives_the_bytes_of_a_whole_one_and_reads_only_what_is_new(
    given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    (given / "a.txt").write_bytes(form("=甲"))  # guarded in the CSV
    (given / "b.zip").write_bytes(zipped({"乙.txt": form("乙"), "~$乙.docx": b"x"}))
    (given / "c.txt").write_bytes(form("丙"))
    (given / "d.docx").write_bytes(b"")
    batch.run([given], out)
    (given / "c.txt").write_bytes(form("丁"))  # changed since
    (given / "e.txt").write_bytes(form("戊"))  # new
    (given / "f.txt").write_bytes(form("=甲"))  # a duplicate
    batch.run([given], whole)
    jobs: list[str] = []
    supervised = batch.supervisor.run
    monkeypatch.setattr(
        "jixiao.supervisor.run",
        lambda given_jobs, *words, **options: (
            jobs.extend(job.file for job in given_jobs) or supervised(given_jobs, *words, **options)
        ),
    )
    batch.run([given], out, resume=True)
    assert jobs == ["c.txt", "d.docx", "e.txt", "f.txt"]
    assert folder_bytes(out) == folder_bytes(whole)


def test_resuming_without_an_earlier_run_is_a_run(given: Path) -> None:
    (given / "a.txt").write_bytes(form())
    summary, files = run(given, resume=True)
    assert (summary.forms, files["a.txt"]["forms"]) == (1, "1")


def test_another_version_knows_nothing(given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jixiao import resume

    (given / "a.txt").write_bytes(form())
    run(given)
    files = tuple(batch.walk([given]))
    assert list(resume.known(given.parent / "out", files)) == ["a.txt"]
    monkeypatch.setattr("jixiao.resume.__version__", "0.0.0")
    assert resume.known(given.parent / "out", files) == {}
