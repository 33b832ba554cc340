"""What a person saw in a cell: numbers under formats that Chinese budget forms use, as Excel shows them."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.numberformat import builtin, shown, shown_text

NUMBERS = [
    # General: 15 digits are stored, 11 characters are shown, whole numbers whole
    (0.1 + 0.2, "General", "0.3"),
    (110.19, "General", "110.19"),
    (1 / 3, "General", "0.333333333"),
    (1234.56789012, "General", "1234.56789"),
    (-17.920000000000002, "General", "-17.92"),
    (1e-05, "General", "0.00001"),
    (123456789012.0, "General", "123456789012"),
    (440106198001011234.0, "General", "440106198001011000"),
    (1e300, "General", "1.00000E+300"),
    (0.0, "General", "0"),
    (12, "", "12"),
    # fixed places, grouping, percent
    (0.95, "0%", "95%"),
    (0.955, "0%", "96%"),
    (1, "0%", "100%"),
    (0.9525, "0.00%", "95.25%"),
    (1234567.5, "#,##0.00", "1,234,567.50"),
    (-1234.5, "#,##0.00", "-1,234.50"),
    (12, "#,##0", "12"),
    (0, "#,##0.00", "0.00"),
    (5, "0.##", "5"),
    (5.5, "0.##", "5.5"),
    (0.5, "#.00", ".50"),
    (2.345, "0.00", "2.35"),
    (7, "000", "007"),
    (12345678, "0,", "12346"),
    (1234567, '0.0,,"百万"', "1.2百万"),
    (12345, '0\\.0,"万"', "1.2万"),  # the point is a letter, the comma divides by a thousand
    (12345, '0!.0,"万"', "1.2万"),
    (12, "0!%", "12%"),
    (5, '0"级"!', "5级!"),
    (1234, "0,000", "1,234"),
    (1, '"是";;"否"', "是"),
    (13800001111, "000-0000-0000", "138-0000-1111"),
    # units and comparators in the format
    (12, '0"件"', "12件"),
    (3.5, '0.0"万元"', "3.5万元"),
    (95, '"≥"0"%"', "≥95%"),
    (12, 'General"元"', "12元"),
    (5, "\\≥0", "≥5"),
    (8, "0 \\次", "8 次"),
    # sections and conditions
    (-3, "0;(0)", "(3)"),
    (0, '0;-0;"无"', "无"),
    (-0.001, "0.00", "0.00"),
    (-0.001, '0"件"', "0件"),
    (150, '[>=100]"超过"0;0', "超过150"),
    (50, '[>=100]"超过"0;0', "50"),
    (-5, '[<0]"减少"0;"增加"0', "减少5"),
    (-5, "[Red]-0.0;0.0", "5.0"),
    (5, "[红色]0.0", "5.0"),
    (12, "[>100]0", "12"),
    # accounting, currency
    (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
    (12, '"¥"#,##0;"¥"-#,##0', "¥12"),
    (-12, '"¥"#,##0;"¥"-#,##0', "¥-12"),
    # exponents, fractions
    (12345, "0.00E+00", "1.23E+04"),
    (0.00012, "0.0E+0", "1.2E-4"),
    (12345, "##0.0E+0", "12.3E+3"),
    (9.996, "0.00E+00", "1.00E+01"),
    (0, "0.0E+0", "0.0E+0"),
    (0.5, "# ?/?", "1/2"),
    (1.25, "# ?/?", "1 1/4"),
    (3, "# ?/?", "3"),
    (0.6666666666, "?/?", "2/3"),
    (1.25, "?/?", "5/4"),
    (2.1, "# ??/16", "2 2/16"),
    # Chinese numerals
    (1234, "[DBNum1][$-804]General", "一千二百三十四"),
    (10, "[DBNum1]General", "一十"),
    (100200, "[DBNum1]General", "一十万〇二百"),
    (1234, "[DBNum2][$-804]General", "壹仟贰佰叁拾肆"),
    (1234, "[DBNum1]0", "一二三四"),
    (12, "[DBNum3]0", "１２"),
    # nothing shown
    (5, ";;;", ""),
    (0, "0;-0;", ""),
    (0, "#", ""),
    # what is no format of Excel is no format
    (5, "0" * 256, "5"),
]

DATES = [
    (44561, "yyyy/m/d", "2021/12/31"),
    (44561, 'yyyy"年"m"月"d"日"', "2021年12月31日"),
    (45292, 'yyyy"年"m"月"', "2024年1月"),
    (45292, "yyyy\\.mm\\.dd", "2024.01.01"),
    (45292, "yy-m", "24-1"),
    (45366, 'm"月"d"日"', "3月15日"),
    (45366.75, "yyyy-mm-dd hh:mm:ss", "2024-03-15 18:00:00"),
    (45366.999999, "yyyy/m/d h:mm", "2024/3/16 0:00"),
    (0.5, "h:mm", "12:00"),
    (0.75, "h:mm AM/PM", "6:00 PM"),
    (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
    (0.0, "[$-804]AM/PM h:mm", "上午 12:00"),
    (1.5, "[h]:mm", "36:00"),
    (0.0625, "[mm]:ss", "90:00"),
    (0.0000115741, "ss.00", "01.00"),
    (45366, "aaaa", "星期五"),
    (45366, "[$-804]ddd", "周五"),
    (45366, "d-mmm-yy", "15-Mar-24"),
    (45366, "[$-804]mmm", "3月"),
    (45366, "[DBNum1][$-804]yyyy年m月d日", "二〇二四年三月十五日"),
    (45407, "[DBNum1][$-804]m月d日", "四月二十五日"),
    (45366, "[$-F800]dddd\\, mmmm dd\\, yyyy", "2024年3月15日"),
    (45366, "[$-x-sysdate]dddd, mmmm dd, yyyy", "2024年3月15日"),
    (45366, 'yyyy"年"m"月"d"日";@', "2024年3月15日"),
    (45366, "yyyy\\-mm\\-dd;@", "2024-03-15"),
    (45366, "[$-zh-CN]dddd", "星期五"),
    (45366, "[$-409]dddd", "Friday"),
    (45366, "[$-1000804]aaa", "五"),
    (60, "yyyy/m/d", "1900/2/29"),  # a day that Excel has and the calendar has not
    (1, "yyyy/m/d", "1900/1/1"),
    (-1, "yyyy/m/d", "-1"),  # no date: Excel fills the cell with #
    (3000000, "yyyy/m/d", "3000000"),
]


@pytest.mark.parametrize(("value", "code", "text"), NUMBERS + DATES)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_dates_may_count_from_1904() -> None:
    assert shown(43099, "yyyy-mm-dd", date1904=True) == "2021-12-31"


@pytest.mark.parametrize(
    ("number", "code"), [(9, "0%"), (14, "yyyy/m/d"), (31, 'yyyy"年"m"月"d"日"'), (49, "@"), (163, "General")]
)
def test_formats_named_by_number_are_those_of_a_chinese_surface(number: int, code: str) -> None:
    assert builtin(number) == code


@pytest.mark.parametrize(
    ("text", "code", "seen"),
    [
        ("≥95%", "General", "≥95%"),
        (" 0012 ", "@", " 0012 "),
        ("12", '@"件"', "12件"),
        ("无", "0.00", "无"),
        ("无", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "无"),
        ("张三", '0;0;0;"负责人："@', "负责人：张三"),
        ("密", ";;;", ""),
    ],
)
def test_a_text_is_left_as_it_is_but_for_the_words_of_its_format(text: str, code: str, seen: str) -> None:
    assert shown_text(text, code) == seen


@settings(max_examples=300, deadline=None)
@given(
    st.floats(),
    st.text(st.sampled_from('0#?.,%/E+-@;"\\_*[]$<>=ymdhsaAMP:DBNum1Geral件 '), max_size=30),
    st.booleans(),
)
def test_no_format_code_is_too_odd(value: float, code: str, date1904: bool) -> None:
    assert isinstance(shown(value, code, date1904=date1904), str)
    assert isinstance(shown_text("x", code), str)


# LibreOffice agrees on these; it differs on General (more digits), on the days of 1900 and on [DBNum1]0.
_AGREED = [
    "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.##", "000", "0.00E+00", '0"件"', '"≥"0.0',
    '0;-0;"无"', "0.0;(0.0)", "[Red][<0]-0;[Blue]0", '#,##0.0,"千"', "¥#,##0.00",
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
]  # fmt: skip
_AGREED_DATES = [
    "yyyy/m/d",
    'yyyy"年"m"月"d"日"',
    "yy.m.d",
    "yyyy-mm-dd hh:mm",
    "h:mm:ss",
    "[h]:mm",
    "d-mmm-yy",
]
_VALUES = (0, 1, -1, 0.95, 0.954, 12, 12.345, -12.345, 1234.5, 1234567.891, -1234567.891, 99.995)
_DAYS = (61, 44561, 44561.75, 45351.5, 45292.0104166667)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is the second opinion")
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    cases = [(v, c) for c in _AGREED for v in _VALUES] + [(v, c) for c in _AGREED_DATES for v in _DAYS]
    book = openpyxl.Workbook()
    for row, (value, code) in enumerate(cases, start=1):
        cell = book.worksheets[0].cell(row, 1, value)
        cell.number_format = code
    book.save(tmp_path / "a.xlsx")
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2052,false,true"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        as_shown,
        "--outdir",
        str(tmp_path),
        "a.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        seen = [row[0].strip() for row in csv.reader(file)]
    assert [(*case, shown(*case)) for case in cases] == [
        (*case, s) for case, s in zip(cases, seen, strict=True)
    ]
