"""Makes the sample documents again: invented forms of invented places, in the shapes that real ones have.

    python bench/make_samples.py        needs LibreOffice (soffice) for .doc, .pdf and .rtf

The samples are in git; the golden tests read those, not what this makes today.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.table import Table as WordTable
from openpyxl import Workbook

HERE = Path(__file__).parents[1] / "samples"
Row = Sequence[str]


def word_table(document: docx.document.Document, rows: Sequence[Row], merges: Sequence[str]) -> WordTable:
    """A table with these texts; a merge `r1c1:r2c1` joins cells, rows and columns from 1."""
    table = document.add_table(len(rows), max(map(len, rows)))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                table.cell(r, c).text = text
    for merge in merges:
        (r1, c1), (r2, c2) = (
            (int(row), int(column))
            for row, column in (corner.strip("r").split("c") for corner in merge.split(":"))
        )
        joined = table.cell(r1 - 1, c1 - 1).merge(table.cell(r2 - 1, c2 - 1))
        joined.text = joined.text.strip()
    return table


def department(path: Path) -> None:
    """部门整体支出绩效目标表: income beside spending, vertical merges, a class left blank, `……`."""
    document = docx.Document()
    document.add_paragraph("2024年部门整体支出绩效目标表")
    document.add_paragraph("填报单位：（盖章）")
    rows = [
        ("部门名称", "青山县法律服务中心　", "", "", ""),
        ("年度预算申请\n（万元）", "资金总额：126.40", "", "", ""),
        ("", "按收入性质分：126.40", "", "按支出性质分：126.40", ""),
        ("", "其中：  一般公共预算：120.00", "", "其中： 基本支出：88.15", ""),
        ("", "       其他资金：6.40", "", "       项目支出：38.25", ""),
        ("部门职能\n职责概述", "为困难群众提供法律服务，受理、审查援助申请。", "", "", ""),
        (
            "整体绩效目标",
            "目标1：按时发放人员工资，维持正常运转。\n目标2：办理援助案件，发放办案补贴1.5万元以上。",
            "",
            "",
            "",
        ),
        ("部门整体支出\n年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值及单位"),
        ("", "产出指标", "数量指标", "值班咨询", "≧600件"),
        ("", "", "", "宣传资料发放", "不少于4000份"),
        ("", "", "质量指标", "承办案件合格率", "100%"),
        ("", "", "时效指标", "案件审批时限", "3-5天"),
        ("", "", "", "办案补贴发放", "一季度发放一次"),
        ("", "", "成本指标", "", ""),
        ("", "", "", "……", ""),
        ("", "效益指标", "社会效益指标", "法律服务知晓率", "较上年提高5%"),
        ("", "", "服务对象满意度指标", "受援人满意度", "≥95%"),
    ]
    merges = ["r1c2:r1c5", "r2c1:r5c1", "r2c2:r2c5", "r6c2:r6c5", "r7c2:r7c5", "r8c1:r17c1", "r9c2:r15c2"]
    merges += [f"r{row}c{column}:r{row}c{column + 1}" for row in (3, 4, 5) for column in (2, 4)]
    merges += ["r9c3:r10c3", "r12c3:r13c3", "r14c3:r15c3", "r16c2:r17c2"]
    word_table(document, rows, merges)
    document.save(str(path))


def project(path: Path) -> None:
    """项目支出绩效自评表: budget columns, points before the value, an actual beside each target."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    document.add_paragraph("（2023年度）")
    rows = [
        ("项目名称", "[3307]农村公路养护", "", "", "", "", "", ""),
        ("主管部门", "青山县交通运输局", "", "", "实施单位", "青山县公路养护中心", "", ""),
        ("项目资金\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("", "年度资金总额", "85.00", "92.50", "92.50", "10", "100%", "10"),
        ("", "其中：财政拨款", "85.00", "92.50", "92.50", "-", "", "-"),
        ("年度总体目标", "预期目标", "", "", "实际完成情况", "", "", ""),
        ("", "养护农村公路42公里，保障出行。", "", "", "养护农村公路43.6公里。", "", "", ""),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "分值", "年度指标值", "实际完成值", "得分"),
        ("", "产出指标", "数量指标", "养护里程", "20", "≥42公里", "43.6公里", "20"),
        ("", "", "质量指标", "路面完好率", "15", "≥90%", "91.2%", "15"),
        ("", "", "时效指标", "完成时间", "15", "2023年11月底前", "2023年10月", "15"),
        ("", "成本指标", "经济成本指标", "每公里养护成本", "20", "≤2.2万元/公里", "2.12万元/公里", "20"),
        ("", "效益指标", "社会效益指标", "沿线群众出行条件", "10", "有效改善", "达成预期指标", "10"),
        ("", "满意度指标", "服务对象满意度指标", "群众满意度", "10", "≥90%", "88%", "8.5"),
        ("总分", "", "", "", "", "", "", "98.5"),
    ]
    merges = ["r1c2:r1c8", "r2c2:r2c4", "r2c6:r2c8", "r3c1:r5c1", "r6c1:r7c1", "r6c2:r6c4", "r6c5:r6c8"]
    merges += ["r7c2:r7c4", "r7c5:r7c8", "r8c1:r14c1", "r9c2:r11c2", "r15c1:r15c7"]
    word_table(document, rows, merges)
    document.save(str(path))


def application(path: Path) -> None:
    """项目支出绩效目标申报表: amounts in 元; comparator, value and unit in columns of their own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [
        ("项目支出绩效目标申报表", *[""] * 6),
        ("（2025年度）", *[""] * 6),
        ("项目名称", "水源地保护", "", "", "项目期", "2025年1月-2027年12月", ""),
        ("主管部门及代码", "131-青山县水利局", "", "", "实施单位", "青山县水源管理站", ""),
        ("项目资金（元）", "年度资金总额", "1,250,000.00", "", "", "", ""),
        ("", "其中：财政拨款", "1,000,000.00", "", "", "", ""),
        ("", "其他资金", "250,000.00", "", "", "", ""),
        ("年度目标", "完成保护区围网和监测，水质达标。", "", "", "", "", ""),
        ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"),
        ("产出指标", "数量指标", "安装围网", "≥", "12.5", "公里", "20"),
        ("", "", "水质监测", "≥", "1", "次/月", "15"),
        ("", "质量指标", "监测数据有效率", "＝", "100", "%", "15"),
        ("成本指标", "经济成本指标", "围网单价", "≤", "80", "元/米", "20"),
        ("效益指标", "生态效益指标", "水质类别", "定性", "稳定达标", "", "10"),
        ("满意度指标", "服务对象满意度指标", "用水群众满意度", "≥", "90", "%", "10"),
    ]
    for row in rows:
        sheet.append([text or None for text in row])
    for merge in (
        "A1:G1",
        "A2:G2",
        "B3:D3",
        "F3:G3",
        "B4:D4",
        "F4:G4",
        "A5:A7",
        "B8:G8",
        "A10:A12",
        "B10:B11",
    ):
        sheet.merge_cells(merge)
    for row_number in (5, 6, 7):
        sheet.merge_cells(start_row=row_number, end_row=row_number, start_column=3, end_column=7)
    book.save(path)


DUMP = """
         2024年项目支出绩效目标表

 单位：万元


\t项目名称
\t图书购置

\t实施单位
\t青山县图书馆

\t年度资金总额
\t12.50

\t年度目标
\t目标1：购置图书，丰富馆藏。
目标2：举办读书活动。

\t一级指标
\t二级指标
\t三级指标
\t指标值及单位

\t产出指标
\t数量指标
\t购置图书
\t≥5000册

\t
\t
\t举办读书活动
\t12场次

\t
\t质量指标
\t图书验收合格率
\t100%

\t效益指标
\t社会效益指标
\t……
\t

\t满意度指标
\t服务对象满意度指标
\t读者满意度
\t≥90%
"""


def converted(source: Path, kind: str) -> Path:
    """What LibreOffice makes of a document, in the samples' folder."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        made = Path(folder, f"{source.stem}.{kind}")
        return Path(shutil.move(made, HERE / made.name))


def main() -> None:
    """Write all samples."""
    department(HERE / "department.docx")
    project(HERE / "self-evaluation.docx")
    application(HERE / "application.xlsx")
    (HERE / "dump.txt").write_text(DUMP, "utf-8")
    converted(HERE / "self-evaluation.docx", "pdf")
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder, "department-2023.docx")
        department(other)
        text = docx.Document(str(other))
        text.paragraphs[0].text = "2023年部门整体支出绩效目标表"
        text.save(str(other))
        old = converted(other, "doc")
    with zipfile.ZipFile(HERE / "submission.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(old, "青山县/department-2023.doc")
        archive.write(HERE / "dump.txt", "青山县/图书馆.txt")
    old.unlink()


if __name__ == "__main__":
    main()
