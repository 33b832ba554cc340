"""Archives of documents: names, limits, passwords, and what is refused by name."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from extract import archive
from extract.source import Source
from jixiao.forms import limits
from jixiao.forms.errors import DamagedFile, EncryptedFile, JixiaoError, TooLarge


def zipped(*files: tuple[str, bytes]) -> bytes:
    """A zip of (name, bytes), names as a modern archiver writes them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(name, data)
    return buffer.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a member's name, of equal length, replaced in its headers."""
    assert len(old) == len(new)
    return data.replace(old, new)


def given(data: bytes, *, password: str | None = None) -> dict[str, object]:
    """{name: bytes of the member, or the class of its error} of an archive named a.zip."""
    pairs = archive.members(Source("a.zip", data, password=password))
    return {name: type(found) if isinstance(found, JixiaoError) else found.data for name, found in pairs}


def test_members_are_named_by_archive_and_path_and_folders_are_left_out() -> None:
    data = zipped(("乙局/", b""), ("乙局/表.docx", b"1"), ("甲.txt", b"2"), ("~$表.docx", b"3"))
    assert given(data) == {"a.zip!/乙局/表.docx": b"1", "a.zip!/甲.txt": b"2", "a.zip!/~$表.docx": b"3"}


def test_a_nested_archive_is_opened_under_its_own_name() -> None:
    inner = zipped(("b.docx", b"1"))
    assert given(zipped(("dir/inner.zip", inner))) == {"a.zip!/dir/inner.zip!/b.docx": b"1"}


def test_an_archive_nested_too_deep_is_refused_and_its_neighbour_is_given() -> None:
    data = zipped(("deep.docx", b"1"))
    for _ in range(limits.LIMITS.archive_depth):
        data = zipped(("n.zip", data), ("beside.docx", b"2"))
    found = given(data)
    assert TooLarge in found.values()
    assert found["a.zip!/beside.docx"] == b"2"
    assert b"1" not in found.values()


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("绩效目标表".encode("gb18030"), "绩效目标表"),
        ("绩效表".encode(), "绩效表"),
        ("誠信中心".encode("gb18030"), "誠信中心"),  # the second byte of the first character is a backslash
        (b"r\x82sum\x82", "résumé"),  # code page 437: no Chinese code has such bytes
    ],
)
def test_names_without_the_flag_for_utf8_are_decoded(raw: bytes, name: str) -> None:
    plain = zipped(("x" * len(raw) + ".doc", b"1"))
    assert given(renamed(plain, b"x" * len(raw), raw)) == {f"a.zip!/{name}.doc": b"1"}


def test_names_in_gbk_under_the_flag_for_utf8_are_decoded() -> None:
    name = "绩效目标表".encode("gb18030")
    inner = zipped(("x.doc", b"1"))
    data = bytearray(renamed(zipped(("x" * len(name), b"1"), ("in.zip", inner)), b"x" * len(name), name))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags + 1] |= 0x08
    assert archive.is_archive(Source("a.zip", bytes(data)))
    assert given(bytes(data)) == {"a.zip!/绩效目标表": b"1", "a.zip!/in.zip!/x.doc": b"1"}


def test_the_name_in_the_unicode_extra_field_wins() -> None:
    info = zipfile.ZipInfo("xxxx.doc")
    name = "绩效.doc".encode()
    info.extra = struct.pack("<HHBL", 0x7075, len(name) + 5, 1, 0) + name
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(info, b"1")
    assert given(buffer.getvalue()) == {"a.zip!/绩效.doc": b"1"}


def test_backslashes_of_windows_archivers_part_folders() -> None:
    assert given(renamed(zipped(("dir_a.doc", b"1")), b"dir_a", b"dir\\a")) == {"a.zip!/dir/a.doc": b"1"}


@pytest.mark.parametrize("name", ["../../x.doc", "/etc/x.doc", "a/../../x.doc", "C:\\x.doc", "C:/x.doc"])
def test_a_name_that_leaves_the_archive_is_refused_and_its_neighbour_is_given(name: str) -> None:
    found = given(zipped((name, b"1"), ("good.doc", b"2")))
    assert sorted(map(str, found.values())) == sorted(map(str, [DamagedFile, b"2"]))


def test_a_member_without_a_name_is_refused() -> None:
    data = zipped(("x", b"1"), ("good.doc", b"2"))
    assert given(renamed(data, b"x", b"\x00")) == {"a.zip!/": DamagedFile, "a.zip!/good.doc": b"2"}


def test_a_link_is_refused() -> None:
    info = zipfile.ZipInfo("link.doc")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(info, b"/etc/passwd")
    assert given(buffer.getvalue()) == {"a.zip!/link.doc": DamagedFile}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_of_two_members_of_one_name_is_refused() -> None:
    pairs = list(archive.members(Source("a.zip", zipped(("x.doc", b"1"), ("x.doc", b"2")))))
    assert [getattr(found, "data", type(found)) for _, found in pairs] == [b"1", DamagedFile]


def test_a_bomb_is_counted_and_its_neighbours_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LIMITS", limits.Limits(file_size=1000))
    data = zipped(("a.doc", b"1"), ("bomb.doc", bytes(1001)), ("b.doc", b"2"))
    assert given(data) == {"a.zip!/a.doc": b"1", "a.zip!/bomb.doc": TooLarge, "a.zip!/b.doc": b"2"}


def test_a_bomb_whose_header_lies_gives_no_more_than_it_says() -> None:
    data = zipped(("bomb.doc", bytes(100_000)))
    lying = data.replace(struct.pack("<L", 100_000), struct.pack("<L", 10))
    assert given(lying) == {"a.zip!/bomb.doc": DamagedFile}


def test_the_bytes_of_all_members_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LIMITS", limits.Limits(archive_inflated=1500))
    data = zipped(("a.doc", bytes(1000)), ("b.doc", bytes(1000)), ("c.doc", b"3"))
    assert [type(found) for found in given(data).values()] == [bytes, type, bytes]


def test_more_members_than_the_limit_are_refused_before_any_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LIMITS", limits.Limits(archive_members=2))
    with pytest.raises(TooLarge, match="2 个"):
        next(archive.members(Source("a.zip", zipped(("a", b""), ("b", b""), ("c", b"")))))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_inflate_uncounted_are_refused(method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        package.writestr("a.doc", b"1")
    assert given(buffer.getvalue()) == {"a.zip!/a.doc": DamagedFile}


@pytest.mark.skipif(shutil.which("zip") is None, reason="needs the zip program to encrypt")
@pytest.mark.parametrize(
    ("password", "found"), [(None, EncryptedFile), ("falsch", EncryptedFile), ("geheim", b"secret")]
)
def test_a_member_with_a_password(tmp_path: Path, password: str | None, found: object) -> None:
    (tmp_path / "a.doc").write_bytes(b"secret")
    subprocess.run(["zip", "-q", "-P", "geheim", "a.zip", "a.doc"], cwd=tmp_path, check=True)
    assert given((tmp_path / "a.zip").read_bytes(), password=password) == {"a.zip!/a.doc": found}


def test_an_encrypted_member_without_password_is_refused() -> None:
    data = bytearray(zipped(("a.doc", b"1")))
    data[6] |= 1  # the flag in the local header, then in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert given(bytes(data)) == {"a.zip!/a.doc": EncryptedFile}


def test_damage_to_one_member_leaves_the_others() -> None:
    data = bytearray(zipped(("a.doc", b"first" * 50), ("b.doc", b"2")))
    data[40] ^= 0xFF
    assert given(bytes(data)) == {"a.zip!/a.doc": DamagedFile, "a.zip!/b.doc": b"2"}


def test_a_truncated_archive_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        list(archive.members(Source("a.zip", zipped(("a.doc", b"1"))[:-30])))


@pytest.mark.parametrize(
    ("name", "is_archive"),
    [("表.docx", True), ("[Content_Types].xml", False), ("mimetype", False), ("OFD.xml", False)],
)
def test_packages_are_no_archives(name: str, is_archive: bool) -> None:
    assert archive.is_archive(Source("a", zipped((name, b"1")))) is is_archive


def test_what_is_no_zip_is_no_archive() -> None:
    assert not archive.is_archive(Source("a.zip", b"Rar!\x1a\x07\x00"))
