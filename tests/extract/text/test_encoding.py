import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text.encoding import LOST, damage, decode

FORM = "2024年项目支出绩效目标表\n\t一级指标\n\t产出指标\n\t清扫道路\n\t≥12公里，合格率100%\n"
TRADITIONAL = "項目支出績效目標表\n產出指標\t數量指標\t清掃道路\t十二公里\n"

READ = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8"),
    ("gb18030", "gb18030"),
    ("utf-16", "utf-16-le"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
    ("utf-32", "utf-32-le"),
]


@pytest.mark.parametrize(("encoding", "name"), READ)
def test_text_comes_back_from_each_encoding(encoding: str, name: str) -> None:
    assert decode(FORM.encode(encoding)) == (FORM, name)


def test_traditional_characters_in_big5() -> None:
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, "big5hkscs")


def test_four_byte_characters_of_gb18030() -> None:
    text = FORM + "项目负责人：㐂某，㙓某\n"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_cut_at_the_end_is_marked_and_found(cut: int) -> None:
    text, encoding = decode(FORM.strip().encode()[:-1] + "里".encode()[:cut])
    assert encoding == "utf-8"
    assert text.endswith(LOST)
    assert [finding.rule for finding in damage(text)] == ["partly-read"]


def test_a_character_cut_at_the_front_is_marked() -> None:
    assert decode("表".encode()[1:] + FORM.encode()) == (LOST + FORM, "utf-8")


def test_lines_in_two_encodings_are_both_read() -> None:
    data = "项目名称：道路清扫\n".encode() + "实施单位：某某县环卫所\n".encode("gb18030")
    assert decode(data) == ("项目名称：道路清扫\n实施单位：某某县环卫所\n", "utf-8+gb18030")


def test_bytes_that_are_no_character_are_marked_once_a_run_and_counted() -> None:
    data = "产出指标\n数量".encode("gb18030") + b"\xff\xff" + "指标，清扫道路\n质量指标".encode("gb18030")
    text, _ = decode(data)
    assert text.startswith("产出指标\n数量")
    assert text.endswith("清扫道路\n质量指标")
    assert "1 处" in damage(text)[0].message


def test_whole_text_has_no_finding() -> None:
    assert damage(decode(FORM.encode())[0]) == ()


def test_nul_bytes_in_utf8_do_not_make_it_utf16() -> None:
    assert decode("指标\x00值\n清扫道路".encode()) == ("指标\x00值\n清扫道路", "utf-8")


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_decode_to_valid_text(data: bytes) -> None:
    decode(data)[0].encode("utf-8")
