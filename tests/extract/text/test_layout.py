"""Tables that are only laid out with blanks."""

from jixiao.forms.document import Geometry

TOP = """
                      2024年项目支出绩效目标表
 项目名称    道路清扫            主管部门    某县城市管理局
资金总额（万    156.50            财政拨款    100.00
   元）
绩效指标    一级指标      二级指标        三级指标          指标值
        产出指标      数量指标      清扫道路             ≥12 公里
                          清运生活垃圾           30 吨
                  质量指标      道路机械化清扫合         95%
                          格率
        满意度指标     服务对象      居民满意度            ≥90%
                  满意度
注：指标值不低于上年。
"""
TOP_ROWS = [
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["", "产出指标", "数量指标", "清扫道路", "≥12 公里"],
    ["", "", "", "清运生活垃圾", "30 吨"],
    ["", "", "质量指标", "道路机械化清扫合格率", "95%"],
    ["", "满意度指标", "服务对象满意度", "居民满意度", "≥90%"],
]


def test_gutters_tell_the_columns_under_the_headings(document, blocks) -> None:
    read = document(TOP)
    assert [table.geometry for table in read.tables] == [Geometry.RAGGED, Geometry.EXACT]
    assert blocks(TOP) == [
        "                      2024年项目支出绩效目标表",
        [
            ["项目名称", "道路清扫", "主管部门", "某县城市管理局"],
            ["资金总额（万元）", "156.50", "财政拨款", "100.00"],
        ],
        TOP_ROWS,
        "注：指标值不低于上年。",
    ]
    assert read.findings == ()


def test_a_page_break_says_that_it_was_a_pdf(document) -> None:
    assert document(TOP).dialect == "columns"
    assert document(TOP + "\f").dialect == "pdf-layout"


CENTRED = """
    一级指标     二级指标      三级指标       指标值
                        清扫道路      ≥12公里
            数量指标
                        清运垃圾      30吨
   产出指标
                        管护公厕      5座
            质量指标        合格率       95%
                        完好率       98%
"""


def test_centred_labels_go_to_the_first_row_that_they_cover(document, blocks) -> None:
    assert blocks(CENTRED) == [
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "清扫道路", "≥12公里"],
            ["", "", "清运垃圾", "30吨"],
            ["", "质量指标", "管护公厕", "5座"],
            ["", "", "合格率", "95%"],
            ["", "", "完好率", "98%"],
        ]
    ]
    assert document(CENTRED).findings == ()


def test_a_label_between_rows_that_cannot_be_settled_is_a_finding(document) -> None:
    text = CENTRED.replace("            质量指标        合格率", "                        合格率")
    text = text.rstrip("\n") + "\n            质量指标\n            时效指标\n"
    assert {finding.rule for finding in document(text).findings} == {"join-uncertain"}


def test_two_new_values_in_cells_that_look_full_are_two_rows(blocks) -> None:
    text = """
   一级指标    二级指标    三级指标       指标值
   产出指标    数量指标    单条道路清扫的费用  ≤1740 元/条
                   公用经费的节约     3％
"""
    [rows] = blocks(text)
    assert [row[2:] for row in rows[1:]] == [["单条道路清扫的费用", "≤1740 元/条"], ["公用经费的节约", "3％"]]


def test_a_page_goes_on_where_its_columns_have_shifted(blocks) -> None:
    text = (
        TOP.split("满意度指标")[0].rstrip()
        + "\n\f"
        + (
            "     效益指标    社会效益指标   带动就业人数        ≥20 人\n"
            "            生态效益指标   绿化面积          5 亩\n"
        )
    )
    *_, rows = blocks(text)
    assert rows[-2:] == [
        ["", "效益指标", "社会效益指标", "带动就业人数", "≥20 人"],
        ["", "", "生态效益指标", "绿化面积", "5 亩"],
    ]


def test_lynx_parts_columns_with_one_blank(grid) -> None:
    text = """
   绩效指标 一级指标 二级指标 三级指标   指标值
        产出指标 数量指标 清扫道路   ≥12公里
                  清运生活垃圾
             质量指标 合格率    95%
"""
    assert grid(text)[1:] == [
        ["", "产出指标", "数量指标", "清扫道路", "≥12公里"],
        ["", "", "", "清运生活垃圾", ""],
        ["", "", "质量指标", "合格率", "95%"],
    ]


def test_without_gutters_only_rows_are_told(document) -> None:
    text = "  一级指标  二级指标  指标值\n" + "".join(
        f"{' ' * shift}产出指标{'很' * shift}长  数量  12公里  5\n" for shift in range(2, 12)
    )
    assert {table.geometry for table in document(text).tables} == {Geometry.RAGGED}


def test_rows_parted_by_blank_lines_with_wrapped_classes_and_a_caption_in_their_middle(grid) -> None:
    rows = "\n\n".join(f"                      道路{n}      {n}公里" for n in "二三四五")
    text = f"""
          一级指标   二级指标     三级指标    指标值

          产出指标   数量指标     道路一      1公里

{rows}

绩效指标                         道路六      6公里

                     社会效益    受益人数    12人
                       指标

                     生态效益    绿化率      45%
                       指标
"""
    assert grid(text)[1] == ["绩效指标", "产出指标", "数量指标", "道路一", "1公里"]
    assert grid(text)[-2:] == [
        ["", "", "社会效益指标", "受益人数", "12人"],
        ["", "", "生态效益指标", "绿化率", "45%"],
    ]


def test_a_value_of_two_lines_around_its_name_is_one_row(grid) -> None:
    text = """
    一级指标    二级指标     三级指标            指标值
    产出指标    数量指标     清扫道路            ≥12公里
                                             2024年3月
                时效指标     任务完成时间
                                             31日前
                成本指标     清扫单价            3元
"""
    assert ["", "时效指标", "任务完成时间", "2024年3月31日前"] in grid(text)
