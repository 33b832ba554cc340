"""Small forms as text files: invented places, enough to go through every stage."""

FORM = """2024年项目支出绩效目标表
（2024年度）
单位：万元
项目名称\t图书购置
实施单位\t青山县图书馆
年度资金总额\t12.5
年度目标\t购置图书，丰富馆藏。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t购置图书\t≥5000册
\t质量指标\t图书验收合格率\t100%
满意度指标\t服务对象满意度指标\t读者满意度\t≥90%
"""


def form(name: str = "图书购置") -> bytes:
    """The bytes of a form whose project has this name, so that two differ."""
    return FORM.replace("图书购置", name).encode()
