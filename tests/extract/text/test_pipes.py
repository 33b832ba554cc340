"""Tables of web pages between bars."""

from jixiao.forms.document import Geometry

ROWS = [
    ["项目名称", "道路清扫"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "清扫道路", "12公里"],
    ["清运垃圾", "30吨"],
    ["质量指标", "合格率", ""],
]
BY_LINE = (
    "项目名称 | 道路清扫 | |||\n"
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
    "产出指标 | 数量指标 | 清扫道路 | 12公里 | |\n"
    "清运垃圾 | 30吨 | |||\n"
    "质量指标 | 合格率 | | ||\n"
)
BY_CELL = (
    "项目名称 |\n道路清扫 |\n|||\n"
    "绩效指标 |\n一级指标 |\n二级指标 |\n三级指标 |\n指标值 |\n"
    "产出指标 |\n数量指标 |\n清扫道路 |\n12公里 |\n|\n"
    "清运垃圾 |\n30吨 |\n|||\n"
    "质量指标 |\n合格率 |\n|\n||\n"
)


def test_a_row_on_a_line_less_its_fill(blocks, document) -> None:
    assert blocks(BY_LINE) == [ROWS]
    assert document(BY_LINE).dialect == "web-pipes"
    assert document(BY_LINE).tables[0].geometry is Geometry.RAGGED


def test_a_cell_on_a_line_and_fill_that_tells_the_rows(blocks, document) -> None:
    assert blocks(BY_CELL) == [ROWS]
    assert document(BY_CELL).dialect == "web-cells"
    assert document(BY_CELL).tables[0].geometry is Geometry.RAGGED


def test_a_bar_in_front_of_every_row_is_no_cell(blocks, document) -> None:
    led = "".join(f"| {line}\n" for line in BY_LINE.splitlines())
    assert blocks(led) == [ROWS]
    assert document(led).dialect == "leading-pipes"


def test_a_lone_bar_that_opens_every_row_is_no_cell(blocks) -> None:
    rows = (
        BY_CELL.replace("|||\n", "|||\n|\n")
        .replace("12公里 |\n|\n", "12公里 |\n|\n|\n")
        .replace("指标值 |\n", "指标值 |\n|\n")
    )
    assert blocks("|\n" + rows) == [ROWS]


def test_a_wrapped_cell_is_one_cell(blocks) -> None:
    text = "填报单位：\n" + BY_CELL.split("\n", 3)[3].replace("绩效指标 |", "绩\n效\n指\n标 |").replace(
        "清扫道路", "清扫\n道路"
    )
    head, first = [*ROWS[1]], [*ROWS[2]]
    head[0], first[2] = "绩\n效\n指\n标", "清扫\n道路"
    assert blocks(text) == ["填报单位：", [head, first, *ROWS[3:]]]


def test_without_fill_only_the_order_is_known(blocks, document) -> None:
    text = "2024年项目支出绩效目标表\n填报单位：\n一级指标 |\n指标值 |\n产出指标 |\n|\n质量指标 |\n95% |\n注：无\n"
    assert blocks(text) == [
        "2024年项目支出绩效目标表",
        "填报单位：",
        [["一级指标"], ["指标值"], ["产出指标"], [""], ["质量指标"], ["95%"]],
        "注：无",
    ]
    assert document(text).tables[0].geometry is Geometry.STREAM


def test_a_title_between_cells_parts_the_tables(blocks) -> None:
    half = "一级指标 |\n指标值 |\n产出指标 |\n12公里 |\n"
    cells = [["一级指标"], ["指标值"], ["产出指标"], ["12公里"]]
    assert blocks(f"{half}2024年项目支出绩效目标表\n（2024年度）\n{half}") == [
        cells,
        "2024年项目支出绩效目标表",
        "（2024年度）",
        cells,
    ]


def test_headings_and_classes_on_one_line_are_no_row(document) -> None:
    text = "一级指标 | 二级指标 | 指标值 | 产出指标 | 数量指标 | 12 |\n| 质量指标 | 95% |\n"
    assert document(text).tables[0].geometry is Geometry.STREAM
