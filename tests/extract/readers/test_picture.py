"""A picture is told to need text recognition; what only begins alike is no picture."""

import pytest

from extract import Source, read
from extract.readers import picture
from jixiao.forms.errors import NeedsOcr

PICTURES = [
    b"\x89PNG\r\n\x1a\n" + bytes(20),
    b"\xff\xd8\xff\xe0" + bytes(20),
    b"GIF89a" + bytes(20),
    b"II*\x00" + bytes(20),
    b"MM\x00*" + bytes(20),
    b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00",
]


@pytest.mark.parametrize("data", PICTURES, ids=lambda data: data[:4].hex())
def test_a_picture_needs_text_recognition(data: bytes) -> None:
    with pytest.raises(NeedsOcr, match="图片"):
        read(Source("表.docx", data))


@pytest.mark.parametrize("data", ["BM表单\n".encode(), b"RIFF,1,2\n", b"MM month\n", b"%PDF-1.7"])
def test_what_only_begins_alike_is_no_picture(data: bytes) -> None:
    assert not picture.accepts(Source("a.txt", data))
