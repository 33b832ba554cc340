"""The tables that a run hands over: each column once.

CSV, XLSX, Data Package and docs/tables.md are made from it.

Names and order are promises to other people's notebooks: a new column goes to the end of its table, none is
renamed. Blank means "not stated" in every column, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"  # decimal, exact
    MONEY = "money"  # decimal, exact, in yuan
    DATE = "date"  # ISO 8601
    BOOLEAN = "boolean"  # true, false
    LIST = "list"  # texts joined by `|`
    JSON = "json"  # an array of objects


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its machine name, what it holds, and how it is explained to people (in Chinese)."""

    name: str
    kind: Kind
    title: str
    description: str
    unit: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)  # the only texts it holds, and what each means
    pattern: str = ""  # a regular expression that covers the whole text
    required: bool = False

    @property
    def explanation(self) -> str:
        """The description with the meaning of every code."""
        meanings = "；".join(f"{code} {meaning}" for code, meaning in self.codes.items())
        return f"{self.description}：{meanings}" if meanings else self.description

    @property
    def is_text(self) -> bool:
        """Whether a spreadsheet could take a cell of it for a formula: the formula guard stands on these."""
        return self.kind in {Kind.TEXT, Kind.LIST, Kind.JSON}


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: these columns name a row of another table by its own key."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row of it is, its key, its references, its columns in order."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


FORM_KINDS = {
    "department_target": "部门整体支出绩效目标表",
    "project_target": "项目支出绩效目标（申报）表",
    "transfer_target": "区域、转移支付或专项资金绩效目标表",
    "project_evaluation": "项目支出绩效自评表",
    "department_evaluation": "部门整体支出绩效自评表",
    "transfer_evaluation": "转移支付绩效自评表",
    "monitoring": "绩效运行监控表",
    "scoring": "没有目标值的评价指标表",
    "unknown": "种类不明",
}
CATEGORIES = {
    "output.quantity": "数量",
    "output.quality": "质量",
    "output.timeliness": "时效",
    "cost.economic": "经济成本",
    "cost.social": "社会成本",
    "cost.environment": "生态环境成本",
    "cost": "成本（未细分）",
    "benefit.economic": "经济效益",
    "benefit.social": "社会效益",
    "benefit.ecological": "生态效益",
    "benefit.sustainable": "可持续影响",
    "satisfaction": "满意度",
    "other": "其他",
}
VALUE_KINDS = {
    "count": "计数",
    "number": "无单位的数",
    "percent": "百分比",
    "money": "金额",
    "quantity": "物理量",
    "ratio": "比例",
    "duration": "时长",
    "date": "日期或期限",
    "interval": "起止时间",
    "frequency": "频次",
    "score": "分数",
    "rank": "名次",
    "grade": "等级",
    "scale": "等级序列",
    "trend": "趋势",
    "boolean": "是否",
    "text": "文字",
    "none": "没有值",
    "multi": "一格多个值（见 parts）",
}
VALUE_STATUS = {
    "ok": "读懂了（包括没有可计算内容的文字）",
    "partial": "带着 issues 所列的假设读懂",
    "unparsed": "像数而没有规则能读",
}
COMPARATORS = {
    "eq": "等于",
    "ge": "不低于",
    "gt": "高于",
    "le": "不超过",
    "lt": "低于",
    "range": "区间",
    "approx": "约",
}
CERTAINTIES = {
    "exact": "各级、名称和值都在覆盖本行的格中",
    "inherited": "某一级由上方沿用下来，没有反证",
    "inferred": "某列、格界或级别由内容推出",
    "ambiguous": "另有一种读法同样成立（另有疑点说明）",
}
AMOUNT_ITEMS = {
    "total": "总额",
    "own_level": "本级",
    "by_income": "按收入性质分",
    "by_expenditure": "按支出性质分",
    "fiscal_appropriation": "财政拨款",
    "general_public_budget": "一般公共预算",
    "government_fund": "政府性基金",
    "state_capital": "国有资本经营",
    "special_account": "财政专户",
    "superior": "上级",
    "central": "中央",
    "provincial": "省级",
    "municipal": "市级",
    "county": "县级",
    "local": "地方",
    "carry_over": "上年结转",
    "own_funds": "单位资金",
    "other": "其他",
    "basic_expenditure": "基本支出",
    "project_expenditure": "项目支出",
    "personnel_expenditure": "人员支出",
    "operating_expenditure": "公用支出",
    "task": "年度主要任务",
    "unknown": "词表不识",
}
FILE_STATUS = {
    "ok": "正常",
    "review": "有表单须核对",
    "no_form": "已读而没有此类表单",
    "duplicate": "内容与先前的文件相同",
    "failed": "未能读取",
    "skipped": "不是文档",
}
AMOUNT_COLUMNS = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "执行数",
    "expected": "全年预计执行数",
    "whole_project": "中期或实施期",
    "annual": "与之并列的年度",
}
ERRORS = {
    "empty": "空文件",
    "encrypted": "有密码",
    "damaged": "已损坏",
    "too_large": "超过限额",
    "memory": "内存不足",
    "timeout": "超时",
    "crashed": "程序出错",
    "unreadable": "打不开",
    "unknown_format": "不认识的格式",
    "needs_ocr": "扫描件需文字识别",
    "needs_libreoffice": "需要 LibreOffice",
}

FORM_ID_PATTERN = r"[0-9a-f]{16}-[1-9][0-9]*"
PLACE_PATTERN = r"(([pslbtrc][0-9]+)( |$))*"

_FORM_ID = Column(
    "form_id",
    Kind.TEXT,
    "表单编号",
    "文件内容 SHA-256 的前 16 位十六进制数，加“-”和该表单在文件中的序号（从 1 起）",
    pattern=FORM_ID_PATTERN,
    required=True,
)
_FILE = Column(
    "file",
    Kind.TEXT,
    "文件",
    "相对于输入文件夹的路径；压缩包内的文件写作 a.zip!/目录/文件名",
    required=True,
)
_PLACE = Column(
    "place",
    Kind.TEXT,
    "位置",
    "文字在原文件中的位置：p 页、s 工作表、l 行（文本文件）、b 段、t 表格、r 表格行、c 网格列，均从 1 起；"
    "如 t2 r14 c4 是第 2 个表格第 14 行第 4 列",
    pattern=PLACE_PATTERN,
)
_FISCAL_YEAR = Column(
    "fiscal_year", Kind.INTEGER, "年度", "表单所属年度，取自标题、标题下的一行或起止时间", unit="年"
)
_DEPARTMENT = Column(
    "department",
    Kind.TEXT,
    "部门",
    "表单所说的部门或单位：依次取部门名称、单位名称、预算部门、项目单位、实施单位、填报单位、主管部门中第一个已填的",
)
_PROJECT = Column("project", Kind.TEXT, "项目名称", "项目或资金的名称，不含项目编码")

_OF_FORM = Reference(("form_id",), "forms", ("form_id",))
_OF_FILE = Reference(("file",), "files", ("file",))


def _number_within(name: str, title: str, of: str) -> Column:
    return Column(name, Kind.INTEGER, title, f"{of}内的序号，从 1 起", required=True)


def _count(name: str, title: str, description: str) -> Column:
    return Column(name, Kind.INTEGER, title, description, unit="个", required=True)


FORMS = Table(
    "forms",
    "表单",
    "一行是一张表单：谁、做什么、哪一年、多少钱",
    ("form_id",),
    (
        _FORM_ID,
        _FILE,
        _number_within("form_no", "表单序号", "文件"),
        Column("kind", Kind.TEXT, "表单种类", "表单的种类", codes=FORM_KINDS, required=True),
        Column("title", Kind.TEXT, "标题", "标题原文，连续空白并为一个空格"),
        _FISCAL_YEAR,
        _DEPARTMENT,
        Column("reporting_unit", Kind.TEXT, "填报单位", "表单写明的填报单位"),
        Column("competent_department", Kind.TEXT, "主管部门", "表单写明的主管部门"),
        Column("implementing_unit", Kind.TEXT, "实施单位", "表单写明的实施单位"),
        _PROJECT,
        Column("project_code", Kind.TEXT, "项目编码", "表单写明的项目编码，或粘在项目名称前后的编码"),
        Column("period_start", Kind.DATE, "开始日期", "实施期的第一天；2024.1 是 2024-01-01"),
        Column("period_end", Kind.DATE, "结束日期", "实施期的最后一天；2024.12 是 2024-12-31"),
        Column("money_unit", Kind.TEXT, "金额单位", "表单声明的金额单位（元、万元、亿元）；未声明则为空"),
        Column(
            "total_yuan",
            Kind.MONEY,
            "资金总额",
            "表单自己写的年度资金总额（依次取全年预算数、年初预算数、年度或唯一一列的总额，从不取执行数）；"
            "没有总额时取本级金额",
            unit="元",
        ),
        _count("goals", "目标数", "goals 表中该表单的行数"),
        _count("indicators", "指标数", "indicators 表中该表单的行数"),
        _count("findings", "疑点数", "findings 表中该表单的行数"),
        Column(
            "status",
            Kind.TEXT,
            "状态",
            "能否直接使用",
            codes={"ok": "可直接使用", "review": "有关于读取的错误或警告，须人工核对"},
            required=True,
        ),
        _PLACE,
    ),
    (_OF_FILE,),
)

VALUE_COLUMNS = (
    Column("kind", Kind.TEXT, "值的种类", "目标值是什么", codes=VALUE_KINDS, required=True),
    Column("status", Kind.TEXT, "解析状态", "目标值读懂了没有", codes=VALUE_STATUS, required=True),
    Column("comparator", Kind.TEXT, "比较关系", "目标值与数的关系", codes=COMPARATORS),
    Column(
        "lower",
        Kind.NUMBER,
        "下限",
        "数值下限；空为无下限。百分比为百分点，金额为元，比例为商（6 位小数）",
    ),
    Column("upper", Kind.NUMBER, "上限", "数值上限；空为无上限。eq 时与下限相等"),
    Column("lower_inclusive", Kind.BOOLEAN, "含下限", "下限本身是否算达到"),
    Column("upper_inclusive", Kind.BOOLEAN, "含上限", "上限本身是否算达到"),
    Column("start", Kind.DATE, "起始日", "日期或起止时间的第一天（含）"),
    Column("end", Kind.DATE, "截止日", "日期或起止时间的最后一天（含）"),
    Column("unit", Kind.TEXT, "单位", "规范后的中文单位；百分比为 %，金额为 元"),
    Column(
        "unit_code",
        Kind.TEXT,
        "单位代码",
        "UCUM 代码（km、mg/L、%、d）；金额为 CNY；量词为 1；亩、工作日等没有代码",
    ),
    Column("scale", Kind.INTEGER, "已乘的幂", "数值已乘以 10 的几次幂（万为 4）"),
    Column(
        "scale_source",
        Kind.TEXT,
        "幂的来源",
        "幂写在何处",
        codes={"inline": "写在格内", "header": "表单的金额单位", "column": "单位列"},
    ),
    Column("per", Kind.LIST, "每", "时间以外的分母，如 人、户、平方米"),
    Column("period", Kind.TEXT, "周期", "时间分母或重复周期，ISO 8601 时长（每月 P1M）"),
    Column("iso", Kind.TEXT, "标准写法", "有国际标准写法者的写法，如 R/P3M、../2024-12-31"),
    Column("approximate", Kind.BOOLEAN, "约数", "是否带有 约、左右、余、近 一类的字", required=True),
    Column("change", Kind.TEXT, "变动", "比原来增加还是减少", codes={"increase": "增加", "decrease": "减少"}),
    Column(
        "change_basis",
        Kind.TEXT,
        "变动基准",
        "与什么相比",
        codes={"year_on_year": "同比", "period_on_period": "环比"},
    ),
    Column("grade", Kind.TEXT, "等级", "定性值的等级，如 合格、优"),
    Column("grade_scale", Kind.LIST, "等级序列", "等级所在的序列，从高到低"),
    Column(
        "trend",
        Kind.TEXT,
        "趋势",
        "只说方向而没有数",
        codes={"up": "提高", "up_gradual": "逐步提高", "maintain": "保持", "down": "下降", "improve": "改善"},
    ),
    Column("label", Kind.TEXT, "余下的字", "数与单位以外的字，如 覆盖…乡镇"),
    Column("exact", Kind.TEXT, "精确写法", "小数有舍入时的分数（2/3）；比例的原样（1:13.5）"),
    Column("nominal", Kind.NUMBER, "名义值", "30±2 中的 30"),
    Column("tolerance", Kind.NUMBER, "允差", "30±2 中的 2"),
    Column(
        "date_precision",
        Kind.TEXT,
        "日期精度",
        "日期精确到",
        codes={"day": "日", "month": "月", "quarter": "季", "half": "半年", "year": "年"},
    ),
    Column("parts", Kind.JSON, "各部分", "一格多个值时的各个值：JSON 数组，每个元素有本表值的各列"),
    Column("issues", Kind.LIST, "问题", "读取时的假设与疑问的代码，每个代码在 findings 中另有一行"),
    Column("rule", Kind.TEXT, "规则", "读出此值的规则名"),
)

INDICATORS = Table(
    "indicators",
    "指标",
    "一行是一张表单的一个指标：三级名称、目标值及其解析、实际值",
    ("form_id", "indicator_no"),
    (
        _FORM_ID,
        _number_within("indicator_no", "指标序号", "表单"),
        _FILE,
        Column("form_kind", Kind.TEXT, "表单种类", "所在表单的种类", codes=FORM_KINDS, required=True),
        _FISCAL_YEAR,
        _DEPARTMENT,
        _PROJECT,
        Column(
            "horizon",
            Kind.TEXT,
            "时段",
            "指标针对哪一时段",
            codes={"annual": "年度", "medium_term": "中期、长期或实施期"},
            required=True,
        ),
        Column("value_column", Kind.TEXT, "值列", "有多个值列时该列的表头，如各乡镇的名称"),
        Column(
            "level1",
            Kind.TEXT,
            "一级指标",
            "规范后的一级指标：产出指标、效益指标、满意度指标、成本指标；词表不识的照原文",
        ),
        Column("level2", Kind.TEXT, "二级指标", "规范后的二级指标；词表不识的照原文"),
        Column("level3", Kind.TEXT, "三级指标", "三级指标名称，去掉空白、编号和标记"),
        Column("category", Kind.TEXT, "类别", "跨年代统一的类别", codes=CATEGORIES, required=True),
        Column("parent", Kind.TEXT, "上级指标", "只带分值、下有子项的上级指标名称"),
        Column("level1_raw", Kind.TEXT, "一级指标原文", "覆盖本行的一级指标格的原文"),
        Column("level2_raw", Kind.TEXT, "二级指标原文", "覆盖本行的二级指标格的原文"),
        Column("level3_raw", Kind.TEXT, "三级指标原文", "三级指标格的原文"),
        Column("value_raw", Kind.TEXT, "目标值原文", "目标值格的原文，一字不改"),
        Column("comparator_raw", Kind.TEXT, "比较关系原文", "单列的计算符号、指标性质或指标方向"),
        Column("unit_raw", Kind.TEXT, "单位原文", "单列的度量单位"),
        *VALUE_COLUMNS,
        Column("standard", Kind.TEXT, "标准", "绩效标准、评（扣）分标准"),
        Column("explanation", Kind.TEXT, "解释", "指标解释或说明"),
        Column("note", Kind.TEXT, "备注", "备注列"),
        Column("weight", Kind.NUMBER, "权重", "权重或分值", unit="分"),
        Column("actual_raw", Kind.TEXT, "实际值原文", "实际完成值格的原文，一字不改"),
        Column(
            "actual_kind",
            Kind.TEXT,
            "实际值的种类",
            "实际值是什么；表单没有实际值列则为空",
            codes=VALUE_KINDS,
        ),
        Column("actual_status", Kind.TEXT, "实际值解析状态", "实际值读懂了没有", codes=VALUE_STATUS),
        Column("actual_comparator", Kind.TEXT, "实际值比较关系", "实际值与数的关系", codes=COMPARATORS),
        Column("actual_lower", Kind.NUMBER, "实际值下限", "同“下限”"),
        Column("actual_upper", Kind.NUMBER, "实际值上限", "同“上限”"),
        Column("actual_start", Kind.DATE, "实际值起始日", "同“起始日”"),
        Column("actual_end", Kind.DATE, "实际值截止日", "同“截止日”"),
        Column("actual_unit", Kind.TEXT, "实际值单位", "同“单位”"),
        Column("attained", Kind.BOOLEAN, "是否达到", "实际值是否达到目标；无法判断则为空"),
        Column("score", Kind.NUMBER, "得分", "自评得分", unit="分"),
        Column("deviation", Kind.TEXT, "偏差原因", "偏差或未完成原因分析及改进措施"),
        Column(
            "certainty",
            Kind.TEXT,
            "把握",
            "各级、名称和值有几分把握，以最弱的为准",
            codes=CERTAINTIES,
            required=True,
        ),
        _PLACE,
    ),
    (_OF_FORM, _OF_FILE),
)

AMOUNTS = Table(
    "amounts",
    "资金",
    "一行是表单写明的一笔金额；未填、“/”和“—”不是金额（见 fields）",
    ("form_id", "amount_no"),
    (
        _FORM_ID,
        _number_within("amount_no", "资金序号", "表单"),
        _FILE,
        _FISCAL_YEAR,
        _DEPARTMENT,
        _PROJECT,
        Column("item", Kind.TEXT, "资金项目", "哪一项资金", codes=AMOUNT_ITEMS, required=True),
        Column("item_raw", Kind.TEXT, "资金项目原文", "金额标签的原文"),
        Column("column", Kind.TEXT, "金额列", "金额在哪一列；只有一列则为空", codes=AMOUNT_COLUMNS),
        Column("column_raw", Kind.TEXT, "金额列原文", "金额列表头的原文"),
        Column("raw", Kind.TEXT, "金额原文", "金额格的原文，一字不改"),
        Column("unit", Kind.TEXT, "采用的单位", "换算时采用的金额单位：元、万元、亿元等"),
        Column(
            "unit_source",
            Kind.TEXT,
            "单位的来源",
            "单位写在何处",
            codes={"cell": "数字旁", "row": "行标签", "column": "列表头", "form": "表单声明"},
        ),
        Column("yuan", Kind.MONEY, "金额", "精确金额；处处都没有声明单位则为空，从不猜测", unit="元"),
        _PLACE,
    ),
    (_OF_FORM, _OF_FILE),
)

GOALS = Table(
    "goals",
    "目标",
    "一行是一条目标陈述",
    ("form_id", "goal_no"),
    (
        _FORM_ID,
        _number_within("goal_no", "目标序号", "表单"),
        _FILE,
        Column(
            "scope",
            Kind.TEXT,
            "范围",
            "目标的范围",
            codes={
                "annual": "年度",
                "implementation": "实施期",
                "medium_term": "中期",
                "overall": "总体",
                "achieved": "实际完成情况",
            },
            required=True,
        ),
        Column("number", Kind.INTEGER, "编号", "行首标记所印的编号，如“目标2：”的 2；没有标记则为空"),
        Column("text", Kind.TEXT, "正文", "目标正文，去掉行首的编号"),
        _PLACE,
    ),
    (_OF_FORM, _OF_FILE),
)

FIELDS = Table(
    "fields",
    "栏目",
    "一行是表单的一个标签及其值，金额和目标也各有一行：什么都不丢",
    ("form_id", "field_no"),
    (
        _FORM_ID,
        _number_within("field_no", "栏目序号", "表单"),
        _FILE,
        Column("field", Kind.TEXT, "栏目代码", "稳定的代码，other 词表不识", required=True),
        Column("label_raw", Kind.TEXT, "标签原文", "标签的原文"),
        Column("value", Kind.TEXT, "值", "值的原文"),
        _PLACE,
    ),
    (_OF_FORM, _OF_FILE),
)

FINDINGS = Table(
    "findings",
    "疑点",
    "一行是一个疑点：哪条规则、多严重、在哪里、凭什么",
    ("file", "finding_no"),
    (
        _number_within("finding_no", "疑点序号", "文件"),
        Column(
            "form_id",
            Kind.TEXT,
            "表单编号",
            "所在表单；关于整个文件的疑点为空",
            pattern=FORM_ID_PATTERN,
        ),
        _FILE,
        Column("indicator_no", Kind.INTEGER, "指标序号", "所说指标在表单内的序号；不关指标则为空"),
        Column(
            "about",
            Kind.TEXT,
            "关于",
            "疑点说的是什么",
            codes={"reading": "怎样读的，或没有把握读对", "content": "表单本身不全、矛盾或可疑"},
            required=True,
        ),
        Column(
            "severity",
            Kind.TEXT,
            "程度",
            "严重程度",
            codes={"error": "错误", "warning": "警告", "info": "说明"},
            required=True,
        ),
        Column("rule", Kind.TEXT, "规则", "稳定的规则代码，如 unread-cell", required=True),
        Column("message", Kind.TEXT, "说明", "一句话说明，含有关的数", required=True),
        Column("basis", Kind.TEXT, "依据", "规则为何成立：算术恒等式，或规定它的文件"),
        Column("related", Kind.LIST, "相关位置", "有关的其他位置，每个写作“表单编号 位置”"),
        _PLACE,
    ),
    (_OF_FORM, _OF_FILE),
)

FILES = Table(
    "files",
    "文件",
    "一行是一个输入文件，不论结果如何；每一格文字都有下落："
    "cells = cells_read + cells_furniture + cells_blank + cells_unread + cells_outside",
    ("file",),
    (
        _FILE,
        Column("sha256", Kind.TEXT, "SHA-256", "文件内容的 SHA-256", pattern="[0-9a-f]{64}"),
        Column("bytes", Kind.INTEGER, "大小", "文件大小", unit="字节", required=True),
        Column("format", Kind.TEXT, "格式", "按内容认出的格式，不看扩展名"),
        Column("dialect", Kind.TEXT, "文本样式", "文本转储的样式，如 antiword"),
        Column("reader", Kind.TEXT, "读取程序", "读取该文件的程序"),
        _count("tables", "表格数", "文件中的表格"),
        _count("cells", "格数", "单元格与表格以外文字行的总数"),
        _count("cells_read", "已读格", "进入某个表某一列的"),
        _count("cells_furniture", "陈设格", "标签、表头、注、签章、装饰"),
        _count("cells_blank", "空格", "空白或占位符"),
        _count("cells_unread", "未读格", "在表单内而未读懂的，每个是一个疑点 unread-cell"),
        _count("cells_outside", "表外格", "不属于任何表单的"),
        _count("forms", "表单数", "文件中的表单"),
        _count("indicators", "指标数", "文件中的指标"),
        _count("findings", "疑点数", "文件中的疑点"),
        Column(
            "status",
            Kind.TEXT,
            "状态",
            "该文件的结果",
            codes=FILE_STATUS,
            required=True,
        ),
        Column("error", Kind.TEXT, "错误", "未能读取的原因", codes=ERRORS),
        Column("message", Kind.TEXT, "提示", "一句话说明该怎么办"),
        Column("duplicate_of", Kind.TEXT, "同于", "内容相同的第一个文件"),
    ),
)

TABLES = (FORMS, INDICATORS, AMOUNTS, GOALS, FIELDS, FINDINGS, FILES)
