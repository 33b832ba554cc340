"""A picture is told to need text recognition, or read by it; what only begins alike is no picture."""

import io

import pytest
from PIL import Image

from extract import Source, read
from extract.papers import papers
from extract.readers import picture, scan
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, NeedsOcr

PICTURES = [
    b"\x89PNG\r\n\x1a\n" + bytes(20),
    b"\xff\xd8\xff\xe0" + bytes(20),
    b"GIF89a" + bytes(20),
    b"II*\x00" + bytes(20),
    b"MM\x00*" + bytes(20),
    b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00",
]


def drawn(kind: str, frames: int = 1) -> bytes:
    """A white picture of a page's shape."""
    pages = [Image.new("RGB", (300, 420), "white") for _ in range(frames)]
    data = io.BytesIO()
    pages[0].save(data, kind, **({"save_all": True, "append_images": pages[1:]} if frames > 1 else {}))
    return data.getvalue()


@pytest.mark.parametrize("data", PICTURES, ids=lambda data: data[:4].hex())
def test_a_picture_needs_text_recognition(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(NeedsOcr, match="图片"):
        read(Source("表.docx", data))


@pytest.mark.parametrize("data", PICTURES, ids=lambda data: data[:4].hex())
def test_a_cut_picture_is_damaged(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    with pytest.raises(DamagedFile):
        read(Source("表.png", data))


@pytest.mark.parametrize(("kind", "frames"), [("PNG", 1), ("JPEG", 1), ("TIFF", 3)])
def test_each_frame_becomes_a_page_the_size_of_a_sheet(
    kind: str, frames: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Source] = []
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(picture.pdf, "read", lambda source: given.append(source) or Document("pdf", "x", ()))
    assert read(Source("表.png", drawn(kind, frames))).format == "picture"
    [pages] = given
    assert pages.data.startswith(b"%PDF-")
    assert pages.data.count(b"/MediaBox") == frames


def test_each_frame_is_a_page_to_look_at_though_it_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    pages = list(papers(Source("表.tif", drawn("TIFF", 3))))
    assert [(page.number, page.spaces) for page in pages] == [(1, ()), (2, ()), (3, ())]
    assert [round(page.height) for page in pages] == [842] * 3  # A4


def test_a_text_has_no_pages_to_look_at() -> None:
    assert list(papers(Source("表.txt", "项目支出绩效目标表\n".encode()))) == []


@pytest.mark.parametrize("data", ["BM表单\n".encode(), b"RIFF,1,2\n", b"MM month\n", b"%PDF-1.7"])
def test_what_only_begins_alike_is_no_picture(data: bytes) -> None:
    assert not picture.accepts(Source("a.txt", data))
