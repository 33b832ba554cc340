"""Rows that only Word's marks tell: catdoc, and antiword's long lines."""

from jixiao.forms.document import Geometry

FORM = (
    "2024年项目支出绩效目标表\n"
    "项目名称→道路清扫\n"
    "绩效指标→一级指标→二级指标→三级指标→指标值\n"
    "→产出指标→数量指标→清扫道路→12公里\n"
    "\n→清运垃圾→30吨\n"
    "\n质量指标→合格率→95%\n"
    "\n时效指标\n\n\n成本指标→单价→≤5元\n"
    "→效益指标→社会效益指标→就业→20人\n"
    "注：无\n"
)
ROWS = [
    ["项目名称", "道路清扫"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["", "产出指标", "数量指标", "清扫道路", "12公里"],
    ["", "", "", "清运垃圾", "30吨"],
    ["", "", "质量指标", "合格率", "95%"],
    ["", "", "时效指标", "", ""],
    ["", "", "成本指标", "单价", "≤5元"],
    ["", "效益指标", "社会效益指标", "就业", "20人"],
]


def test_catdoc_rows_are_put_together_again_from_tabs_and_line_breaks(blocks, document) -> None:
    assert blocks(FORM) == ["2024年项目支出绩效目标表", ROWS, "注：无"]
    assert document(FORM).dialect == "catdoc"
    assert document(FORM).tables[0].geometry is Geometry.RAGGED


def test_catdoc_parts_tables_at_titles(blocks) -> None:
    title, first, note, again, second, last = blocks(FORM + FORM)
    assert (title, note) == (again, last) == ("2024年项目支出绩效目标表", "注：无")
    assert first == second == ROWS


def test_a_long_line_of_antiword_is_cut_into_rows(blocks, document) -> None:
    line = " |".join(" |".join([*row, ""]) for row in ROWS[1:])
    text = f"2024年项目支出绩效目标表\n|项目名称   |道路清扫   |\n\n{line} |注：无\n"
    assert blocks(text) == ["2024年项目支出绩效目标表", ROWS, "注：无"]
    assert document(text).dialect == "antiword"


def test_words_own_marks_are_read_as_bars(blocks) -> None:
    text = "\a".join("\a".join([*row, ""]) for row in ROWS)
    assert blocks(text.replace("\a", " \a"))[-1] == ROWS
