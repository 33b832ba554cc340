"""Tables under rules of dashes."""


def test_a_simple_table_under_its_head(grid) -> None:
    text = """
  绩效指标   一级指标   指标值
  ---------- ---------- --------
             产出指标   12公里
             质量指标
"""
    assert grid(text) == [
        ["绩效指标", "一级指标", "指标值"],
        ["", "产出指标", "12公里"],
        ["", "质量指标", ""],
    ]


def test_a_table_between_two_rules(blocks, document) -> None:
    text = "标题\n\n  ---------- --------\n  产出指标   12公里\n  质量指标   95%\n  ---------- --------\n\n注：无"
    assert blocks(text) == ["标题", [["产出指标", "12公里"], ["质量指标", "95%"]], "注：无"]
    assert document(text).dialect == "pandoc-simple"


def test_rows_of_several_lines_between_blank_lines(grid) -> None:
    text = """
  ----------------------
  一级指标     指标值
  ------------ ---------
  社会公众或服 95%
  务对象满意度

  产出指标     12公里
  ----------------------
"""
    assert grid(text) == [["一级指标", "指标值"], ["社会公众或服务对象满意度", "95%"], ["产出指标", "12公里"]]
