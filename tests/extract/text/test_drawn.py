"""Tables with drawn lines."""


def test_a_grid_of_pandoc(grid, document) -> None:
    text = """
+----------+----------+----------------+
| 绩效指标 | 一级指标 | 指标值         |
+==========+==========+================+
|          | 产出     | 2024年12月底前 |
|          |          | 完成           |
|          | 指标     |                |
+----------+----------+----------------+
"""
    assert grid(text) == [["绩效指标", "一级指标", "指标值"], ["", "产出\n指标", "2024年12月底前完成"]]
    assert document(text).dialect == "pandoc-grid"


def test_a_box_shows_true_spans(grid, document) -> None:
    text = """
┌───────────┬─────────┐
│项目名称   │道路清扫 │
├─────┬─────┼─────────┤
│     │一级 │指标值   │
│绩效 │指标 │         │
│指标 ├─────┼─────────┤
│     │产出 │≥12公里  │
└─────┴─────┴─────────┘
"""
    assert grid(text) == [
        ["项目名称<2>", "道路清扫"],
        ["绩效指标^2^", "一级指标", "指标值"],
        ["产出", "≥12公里"],
    ]
    assert document(text).dialect == "box-grid"


def test_a_box_on_a_terminal_where_ambiguous_characters_are_wide(grid) -> None:
    text = """
+----------+----------+
| ≥12公里 | ……     |
| 每日     | 合格率   |
+----------+----------+
"""
    assert grid(text) == [["≥12公里每日", "……合格率"]]


def test_a_character_wider_than_its_column_pushes_the_bars(grid) -> None:
    text = """
+---+------+
| 单 | 值  |
| 位 | 12  |
+---+------+
|   | 30   |
+---+------+
"""
    assert grid(text) == [["单位", "值12"], ["", "30"]]


def test_marks_of_markdown_are_taken_off(grid) -> None:
    assert grid("+---------+------+\n| **一级  | 1500 |\n| 指标**  | 0    |\n+---------+------+") == [
        ["一级指标", "15000"]
    ]


def test_a_cell_stands_at_its_first_text(document) -> None:
    [table] = document("标题\n+------+------+\n| 产出 | 数量 |\n+------+------+").tables
    assert [str(cell.place) for cell in table.cells] == ["l3 t1 r1 c1", "l3 t1 r1 c2"]


def test_lines_around_a_drawing_stay_lines(blocks) -> None:
    text = "2024年项目支出绩效目标表\n\n+------+------+\n| 产出 | 数量 |\n+------+------+\n\n注：无"
    assert blocks(text) == ["2024年项目支出绩效目标表", [["产出", "数量"]], "注：无"]
