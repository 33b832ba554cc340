"""Folders are walked in a stable order; what is no document is said and left out, and nothing blocks."""

import os
from pathlib import Path

import pytest

from jixiao.inputs import BadCommand, Input, reason_to_skip, shown, walk


def tree(root: Path, *names: str) -> Path:
    """A folder with these files; a name that ends in `/` is an empty folder."""
    root.mkdir(exist_ok=True)
    for name in names:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")
    return root


def names(found: list[Input]) -> list[str]:
    return [item.file for item in found]


def test_files_come_by_path_and_are_named_from_the_input_folder(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "乙/b.docx", "a.docx", "乙/a.docx", "甲.doc")
    assert names(list(walk([root]))) == ["a.docx", "乙/a.docx", "乙/b.docx", "甲.doc"]


def test_a_single_file_has_its_own_name(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a.docx")
    assert names(list(walk([root / "a.docx"]))) == ["a.docx"]


def test_several_inputs_start_with_their_own_names(tmp_path: Path) -> None:
    one, two = tree(tmp_path / "one", "a.docx"), tree(tmp_path / "two", "a.docx")
    assert names(list(walk([two, one, one / "a.docx"]))) == ["a.docx", "one/a.docx", "two/a.docx"]


def test_two_inputs_of_one_name_are_refused(tmp_path: Path) -> None:
    root = tree(tmp_path / "root", "x/in/a.docx", "y/in/a.docx")
    with pytest.raises(BadCommand, match="同名（in）"):
        list(walk([root / "x" / "in", root / "y" / "in"]))


def test_an_input_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCommand, match="找不到输入"):
        list(walk([tmp_path / "nothing"]))


NO_DOCUMENTS = ["~$表.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "._a.docx", ".~lock.a.docx#", ".hidden"]


@pytest.mark.parametrize("name", NO_DOCUMENTS)
def test_what_is_no_document_is_skipped_with_a_reason(tmp_path: Path, name: str) -> None:
    [found] = walk([tree(tmp_path / "in", name)])
    assert found.record is not None
    assert (found.record.status, found.record.message != "") == ("skipped", True)


def test_folders_that_hold_no_documents_are_one_row(tmp_path: Path) -> None:
    found = list(walk([tree(tmp_path / "in", ".git/objects/aa", "__MACOSX/._a.docx", "a.docx")]))
    assert names(found) == [".git/", "__MACOSX/", "a.docx"]
    assert [item.record is None for item in found] == [False, False, True]


def test_links_and_special_files_are_skipped_without_opening(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a.docx")
    (root / "loop").symlink_to(root)
    (root / "link.docx").symlink_to(root / "a.docx")
    os.mkfifo(root / "pipe.docx")
    statuses = {item.file: item.record.status for item in walk([root]) if item.record}
    assert statuses == {"loop": "skipped", "link.docx": "skipped", "pipe.docx": "skipped"}


def test_the_output_folder_inside_the_input_leaves_no_trace(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a.docx", "out/forms.csv")
    assert names(list(walk([root], root / "out"))) == ["a.docx"]


def test_an_earlier_output_of_ours_is_one_skipped_row(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "a.docx", "old/forms.csv")
    (root / "old" / "datapackage.json").write_text('{"generator": "jixiao 0.1.0"}')
    [document, output] = walk([root])
    assert document.record is None
    assert output.record is not None
    assert (output.file, output.record.status) == ("old/", "skipped")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_without_permission_is_a_failed_row(tmp_path: Path) -> None:
    root = tree(tmp_path / "in", "closed/a.docx")
    (root / "closed").chmod(0)
    [found] = walk([root])
    assert found.record is not None
    assert (found.record.status, found.record.error) == ("failed", "unreadable")


def test_names_are_shown_as_valid_text_on_one_line() -> None:
    assert shown("甲\t乙.docx") == "甲\\t乙.docx"
    assert shown(os.fsdecode(b"\xd6\xd0.docx")) == "\\xd6\\xd0.docx"


def test_members_of_an_archive_are_skipped_by_the_same_names() -> None:
    assert reason_to_skip("__MACOSX/表/._a.docx") != ""
    assert reason_to_skip("表/~$a.docx") != ""
    assert reason_to_skip("表/a.docx") == ""
