"""Layouts of indicator blocks as they occur in the wild: each is drawn, and read to the rows that a person reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import extract
from jixiao.forms.document import Document, Geometry
from jixiao.forms.raw import Certainty, Extraction, Role

Draw = Callable[..., Document]
Rows = Callable[[Extraction], list[str]]

LAYOUTS = {
    "points before the value, points in level cells": (
        """
        项目支出绩效自评表
        （2021年度）
        | 项目名称 | 村级保洁 | < | < | 主管部门 | 云岭县农业局 | < | < | < |
        | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因分析 |
        | ^ | 产出指标(50分) | 数量指标 | 清扫道路 | 20 | ≥12公里 | 13公里 | 20 |  |
        | ^ | ^ | 质量指标 | 道路整洁率 | 30 | ≥95% | 96% | 30 |  |
        | ^ | 满意度指标(10分) | 服务对象满意度指标 | 村民满意度 | 10 | ≥90% | 95% | 10 | |
        | 总分 | < | < | < | 100 | | | 95 | |
        """,
        [
            "产出指标(50分) > 数量指标 > 清扫道路 = ≥12公里",
            "产出指标(50分) > 质量指标 > 道路整洁率 = ≥95%",
            "满意度指标(10分) > 服务对象满意度指标 > 村民满意度 = ≥90%",
        ],
    ),
    "指标类型 over classes of the second level": (
        """
        部门预算项目绩效目标表
        | 指标类型 | 指标名称 | 年度目标值 |
        | 数量指标 | 免疫生猪 | ≥10万头 |
        | 质量指标 | 抗体合格率 | ≥70% |
        """,
        [" > 数量指标 > 免疫生猪 = ≥10万头", " > 质量指标 > 抗体合格率 = ≥70%"],
    ),
    "a subtotal between two classes does not end the block": (
        """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |
        | 产出指标 | 数量指标 | 清扫道路 | ≥12公里 | 50 |
        | 合计 | < | < | | |
        | 效益指标 | 社会效益指标 | 道路整洁率 | ≥95% | 50 |
        """,
        ["产出指标 > 数量指标 > 清扫道路 = ≥12公里", "效益指标 > 社会效益指标 > 道路整洁率 = ≥95%"],
    ),
    "the first level stands in bands over the rows, above the head and below a repeated one": (
        """
        项目支出绩效目标表
        | 项目名称 | 造林 | < | < |
        | 产出指标 | < | < | < |
        | 二级指标 | 三级指标 | 目标值 | 权重 |
        | 数量指标 | 造林面积 | 100亩 | 20 |
        | 质量指标 | 成活率 | ≥90% | 20 |
        | 效益指标 | < | < | < |
        | 二级指标 | 三级指标 | 目标值 | 权重 |
        | 社会效益指标 | 带动就业 | ≥10人 | 20 |
        """,
        [
            "产出指标 > 数量指标 > 造林面积 = 100亩",
            "产出指标 > 质量指标 > 成活率 = ≥90%",
            "效益指标 > 社会效益指标 > 带动就业 = ≥10人",
        ],
    ),
    "an indicator without a class between classes, over the level columns": (
        """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 |
        | 预算执行率 | < | < | 100% | 10 |
        | 产出指标 | 数量指标 | 培训人数 | ≥30人 | 50 |
        | 预算执行率 | | | 100% | 10 |
        | 效益指标 | 社会效益指标 | 就业人数 | 10人 | 30 |
        | 合计 | < | < | < | 100 |
        """,
        [
            " >  > 预算执行率 = 100%",
            "产出指标 > 数量指标 > 培训人数 = ≥30人",
            " >  > 预算执行率 = 100%",
            "效益指标 > 社会效益指标 > 就业人数 = 10人",
        ],
    ),
    "names that are labels too, in a block without levels": (
        """
        项目支出绩效目标表
        | 指标名称 | 指标值 | 计量单位 |
        | 项目资金总额 | ≤30 | 万元 |
        | 完成时间 | 12 | 月 |
        | 填表人 | 张三 | |
        """,
        [" >  > 项目资金总额 = ≤30万元", " >  > 完成时间 = 12月"],
    ),
    "codes before the levels, the value in three columns under a head that lost its merges": (
        """
        项目支出绩效目标表
        | 指标代码 | 一级指标 | 二级指标 | 三级指标 | 目标值 | | |
        | | | | | 符号 | 数值 | 单位 |
        | 010101 | 产出指标 | 数量指标 | 修复岸线 | ≥ | 5.6 | 千米 |
        | 010201 | | 质量指标 | 合格率 | = | 100 | % |
        """,
        ["产出指标 > 数量指标 > 修复岸线 = ≥5.6千米", "产出指标 > 质量指标 > 合格率 = =100%"],
    ),
    "points behind each level: those of the indicator stand behind its name": (
        """
        项目支出绩效目标表
        | 一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 权重 | 目标 |
        | 产出指标 | 50 | 数量指标 | 30 | 栽植树木（株） | 20 | 2000 |
        | ^ | ^ | ^ | ^ | 栽植灌木（株） | 10 | 500 |
        """,
        ["产出指标 > 数量指标 > 栽植树木（株） = 2000", "产出指标 > 数量指标 > 栽植灌木（株） = 500"],
    ),
    "a class of the second level in a row of its own, beside a merged first level": (
        """
        项目支出绩效目标表
        | 一级指标 | 三级指标 | 指标值 | 备注 |
        | 产出指标 | 数量指标 | < | < |
        | ^ | 栽植树木 | 2000株 | |
        | ^ | 质量指标 | < | < |
        | ^ | 成活率 | 95% | |
        """,
        ["产出指标 > 数量指标 > 栽植树木 = 2000株", "产出指标 > 质量指标 > 成活率 = 95%"],
    ),
    "a ticked type beside the levels": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标类型 | 指标值 |
        | 产出指标 | 数量指标 | 栽植树木 | ☑定量 □定性 | 2000株 |
        """,
        ["产出指标 > 数量指标 > 栽植树木 = 2000株"],
    ),
    "a group row with unknown words over the head": (
        """
        项目支出绩效目标表
        | 指标分类 | | 具体指标 | 绩效目标值 | | 权重 |
        | 一级 | 二级 | 三级 | 数值 | 计量单位 | |
        | 产出指标 | 数量指标 | 栽植树木 | 2000 | 株 | 20 |
        """,
        ["产出指标 > 数量指标 > 栽植树木 = 2000株"],
    ),
    "signs and units under blank or unknown heads": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 目标性质 | 指标值 | |
        | 产出指标 | 数量指标 | 资助人数 | 大于等于 | 1450 | 人 |
        | ^ | 质量指标 | 准确率 | 等于 | 100 | % |
        """,
        ["产出指标 > 数量指标 > 资助人数 = 大于等于1450人", "产出指标 > 质量指标 > 准确率 = 等于100%"],
    ),
    "classes stacked like the names and values beside them": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标/n质量指标 | 资助人数/n准确率 | ≥1450人/n100% |
        """,
        ["产出指标 > 数量指标 > 资助人数 = ≥1450人", "产出指标 > 质量指标 > 准确率 = 100%"],
    ),
    "marks behind the headings and a row that counts the columns": (
        """
        项目支出绩效目标表
        | 一级指标① | 二级指标② | 三级指标③ | 指标值④ | 计量单位⑤ |
        | 1 | 2 | 3 | 4 | 5 |
        | 产出指标 | 数量指标 | 资助人数 | ≥1450 | 人 |
        """,
        ["产出指标 > 数量指标 > 资助人数 = ≥1450人"],
    ),
    "a name that takes the place of the second level too": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 资助人数 | ≥1450人 |
        | ^ | 发放准确率 | < | 100% |
        """,
        ["产出指标 > 数量指标 > 资助人数 = ≥1450人", "产出指标 >  > 发放准确率 = 100%"],
    ),
    "names counted in a column of their own under one heading": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | < | 指标值 |
        | 产出指标 | 数量指标 | 1 | 资助人数 | ≥1450人 |
        | ^ | ^ | 2 | 资助园所 | ≥14所 |
        """,
        ["产出指标 > 数量指标 > 资助人数 = ≥1450人", "产出指标 > 数量指标 > 资助园所 = ≥14所"],
    ),
    "a class of the second level that takes the place of the first too": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 效益指标 | 社会效益指标 | 入园率 | 85% |
        | 服务对象满意度指标 | < | 家长满意度 | 90% |
        """,
        ["效益指标 > 社会效益指标 > 入园率 = 85%", " > 服务对象满意度指标 > 家长满意度 = 90%"],
    ),
    "no heading of names or values is known, their cells tell them": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 考核对象 | 应达水平 | 附带说明 | 比重 |
        | 产出指标 | 数量指标 | 资助人数 | ≥1450人 | 按时发放 | 20 |
        | ^ | 质量指标 | 准确率 | 100% | 按时核对 | 20 |
        """,
        ["产出指标 > 数量指标 > 资助人数 = ≥1450人", "产出指标 > 质量指标 > 准确率 = 100%"],
    ),
    "a caption's word heads the names, which are numbered": (
        """
        项目支出绩效目标表
        | 指标大类 | 二级绩效指标 | 绩效指标 | 计划数 |
        | 产出指标 | 数量指标 | 1.购置设备 | ≤15台 |
        | ^ | ^ | 2.建设站点 | =6个 |
        """,
        ["产出指标 > 数量指标 > 1.购置设备 = ≤15台", "产出指标 > 数量指标 > 2.建设站点 = =6个"],
    ),
    "单位 heads the first part of the value": (
        """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 实际完成值 | 指标值 | < | < |
        | ^ | ^ | ^ | ^ | 单位 | 比较 | 全年目标值 |
        | 产出指标 | 数量指标 | 培训教师 | 1200人 | 人 | ≥ | 1200 |
        """,
        ["产出指标 > 数量指标 > 培训教师 = ≥1200人"],
    ),
    "the word of a goal heads the values": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 绩效目标 | 分值 |
        | 产出指标 | 数量指标 | 资助人数 | ≥1450人 | 20 |
        | ^ | 质量指标 | 准确率 | 100% | 20 |
        """,
        ["产出指标 > 数量指标 > 资助人数 = ≥1450人", "产出指标 > 质量指标 > 准确率 = 100%"],
    ),
    "signs and units under a value's heading, their own headings unknown": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 目标值 | < | < |
        | ^ | ^ | ^ | 判断 | 数值 | 量 |
        | 产出指标 | 数量指标 | 资助人数 | ≥ | 1450 | 人 |
        | ^ | 质量指标 | 准确率 | = | 100 | % |
        """,
        ["产出指标 > 数量指标 > 资助人数 = ≥1450人", "产出指标 > 质量指标 > 准确率 = =100%"],
    ),
    "borders drawn by hand, not quite below each other": (
        """
        项目支出绩效目标表
        | 二级指标 | < | < | 三级指标 | < | < | 指标值 | < | < |
        | 数量指标 | < | < | 栽植乔木 | < | < | 2000株 | < | < |
        | ^ | ^ | ^ | 栽植灌木 | < | 500株 | < | < | < |
        | 质量指标 | < | 成活率 | < | < | < | 95% | < | < |
        """,
        [
            " > 数量指标 > 栽植乔木 = 2000株",
            " > 数量指标 > 栽植灌木 = 500株",
            " > 质量指标 > 成活率 = 95%",
        ],
    ),
    "no heading of the levels is known, some others are": (
        """
        项目支出绩效目标表
        | 类 | 项 | 目 | 预定水平 | 分值 |
        | 产出指标 | 数量指标 | 栽植乔木 | 2000株 | 20 |
        | ^ | 质量指标 | 成活率 | 95% | 30 |
        """,
        ["产出指标 > 数量指标 > 栽植乔木 = 2000株", "产出指标 > 质量指标 > 成活率 = 95%"],
    ),
    "both levels stand in one cell": (
        """
        项目支出绩效目标表
        | 一级指标/n二级指标 | 三级指标 | 指标值 |
        | 产出指标-数量指标 | 培训人数 | ≥30人 |
        | 效益指标/n社会效益指标 | 就业人数 | 10人 |
        """,
        ["产出指标 > 数量指标 > 培训人数 = ≥30人", "效益指标 > 社会效益指标 > 就业人数 = 10人"],
    ),
    "both levels share one column": (
        """
        项目支出绩效目标表
        | 指标类别 | 指标名称 | 目标值 |
        | 产出指标 | | |
        | 数量指标 | 造林面积 | 100亩 |
        | 效益指标 | | |
        | 社会效益指标 | 带动就业 | ≥10人 |
        """,
        ["产出指标 > 数量指标 > 造林面积 = 100亩", "效益指标 > 社会效益指标 > 带动就业 = ≥10人"],
    ),
    "a fourth level is the name": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 四级指标 | 指标值 |
        | 产出指标 | 数量指标 | 造林 | 人工造林面积 | ≥100亩 |
        | ^ | ^ | ^ | 飞播造林面积 | ≥200亩 |
        | ^ | 质量指标 | 成活率 | | ≥90% |
        """,
        [
            "产出指标 > 数量指标 > 人工造林面积 = ≥100亩",
            "产出指标 > 数量指标 > 飞播造林面积 = ≥200亩",
            "产出指标 > 质量指标 > 成活率 = ≥90%",
        ],
    ),
    "a head of two rows with sign, value and unit under the value": (
        """
        项目支出绩效自评表
        （2022年度）
        | 绩效指标 | < | < | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
        | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ | ^ |
        | 产出指标 | 数量指标 | 新建水窖 | ≥ | 20 | 口 | 21 | 20 | 20 | |
        | ^ | 质量指标 | 验收合格率 | ═ | 100 | % | 100% | 30 | 30 | |
        | 效益指标 | 社会效益指标 | 受益人口 | | 明显 | | 明显 | 30 | 30 | |
        """,
        [
            "产出指标 > 数量指标 > 新建水窖 = ≥20口",
            "产出指标 > 质量指标 > 验收合格率 = ═100%",
            "效益指标 > 社会效益指标 > 受益人口 = 明显",
        ],
    ),
    "指标性质 says the direction, 指标方向 the comparator": (
        """
        项目绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标方向 | 目标值 | 计量单位 | 分值 |
        | 产出指标 | 数量指标 | 采购车辆 | 正向 | 大于等于 | 3 | 辆 | 10 |
        | ^ | 时效指标 | 完成时间 | 定性 | | 11月底之前 | | 10 |
        """,
        ["产出指标 > 数量指标 > 采购车辆 = 大于等于3辆", "产出指标 > 时效指标 > 完成时间 = 11月底之前"],
    ),
    "unit before sign before value, levels carried down over blanks": (
        """
        项目绩效目标申报表
        | 一级指标 | 二级指标 | 三级指标 | 计量单位 | 指标性质 | 指标值 |
        | 产出指标 | 数量指标 | 清扫道路 | 公里 | ≥ | 12 |
        | | 质量指标 | 整洁度 | | 定性 | 好 |
        """,
        ["产出指标 > 数量指标 > 清扫道路 = ≥12公里", "产出指标 > 质量指标 > 整洁度 = 定性好"],
    ),
    "no levels at all": (
        """
        2023年度部门整体绩效自评表
        | 绩效指标 | 指标名称 | 计量单位 | 指标性质 | 指标值 | 指标权重(分) | 全年完成值 | 指标得分(分) |
        | ^ | 管护任务完成率 | % | ≥ | 90 | 10 | 100 | 10 |
        | ^ | 公益林管护面积 | 万亩 | ≥ | 28 | 10 | 8 | 10 |
        """,
        [" >  > 管护任务完成率 = ≥90%", " >  > 公益林管护面积 = ≥28万亩"],
    ),
    "a value column for each town": (
        """
        转移支付区域绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标解释 | 东山镇 | 西河镇 |
        | 产出指标 | 数量指标 | 改造户数 | 完成改造的户数 | ≥12户 | ≥8户 |
        | | 质量指标 | 验收合格率 | 合格户数占比 | 100% | |
        """,
        [
            "产出指标 > 数量指标 > 改造户数 = ≥12户",
            "产出指标 > 数量指标 > 改造户数 = ≥8户",
            "产出指标 > 质量指标 > 验收合格率 = 100%",
        ],
    ),
    "long term and year side by side, the first level under the caption": (
        """
        项目绩效目标表
        | 绩效指标 | 二级（长期） | 三级（长期） | 指标值（长期） | 二级（年度） | 三级（年度） | 指标值（年度） |
        | 产出指标 | 数量指标 | 建站 | 10座 | 数量指标 | 建站 | 4座 |
        | 效益指标 | 社会效益指标 | 受益人数 | 5000人 | 社会效益指标 | 受益人数 | 2000人 |
        """,
        [
            "产出指标 > 数量指标 > 建站 = 10座",
            "产出指标 > 数量指标 > 建站 = 4座",
            "效益指标 > 社会效益指标 > 受益人数 = 5000人",
            "效益指标 > 社会效益指标 > 受益人数 = 2000人",
        ],
    ),
    "the headings say one level too high": (
        """
        市直部门预算项目支出绩效目标表
        | 绩效指标 | 一级指标 | 二级指标 | 绩效标准 | 当年预期实现值 |
        | ^ | 数量指标 | 维修维护次数 | 反映维修情况 | 280次 |
        | ^ | ^ | 安检巡察次数 | 反映巡检情况 | 200次 |
        | ^ | 质量指标 | 验收合格率 | 反映质量情况 | ＞92% |
        """,
        [
            " > 数量指标 > 维修维护次数 = 280次",
            " > 数量指标 > 安检巡察次数 = 200次",
            " > 质量指标 > 验收合格率 = ＞92%",
        ],
    ),
    "several indicators stacked in one cell": (
        """
        项目支出绩效目标表（2020年度）
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 1.新建道路/n2.新建桥梁 | 1、12公里/n2、3座 |
        | | 时效指标 | 按时完成道路/n建设任务 | 12月底前 |
        """,
        [
            "产出指标 > 数量指标 > 1.新建道路 = 12公里",
            "产出指标 > 数量指标 > 2.新建桥梁 = 3座",
            "产出指标 > 时效指标 > 按时完成道路建设任务 = 12月底前",
        ],
    ),
    "no level 3": (
        """
        绩效目标申报表（2022年度）
        | 项目名称 | 造林 | < |
        | 一级指标 | 二级指标 | 指标值 |
        | 产出指标 | 数量指标 | 80000亩 |
        | 满意度指标 | 服务对象满意度指标 | 95% |
        """,
        ["产出指标 > 数量指标 >  = 80000亩", "满意度指标 > 服务对象满意度指标 >  = 95%"],
    ),
    "a text that begins in the middle of a form": (
        """
        | 产出指标 | 数量指标 | 清扫道路 | ≥12公里 |
        | | | 清运垃圾 | ≥300吨 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% |
        """,
        [
            "产出指标 > 数量指标 > 清扫道路 = ≥12公里",
            "产出指标 > 数量指标 > 清运垃圾 = ≥300吨",
            "满意度指标 > 服务对象满意度指标 > 村民满意度 = ≥90%",
        ],
    ),
    "grid edges that drift from row to row": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | < | 指标值 |
        | 产出指标 | 数量指标 | 开展培训 | < | ≥3期 |
        | ^ | 质量指标 | 合格率 | ≥95% | < |
        """,
        ["产出指标 > 数量指标 > 开展培训 = ≥3期", "产出指标 > 质量指标 > 合格率 = ≥95%"],
    ),
    "blank classes and …… give no row": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 开展培训 | 3期 |
        | ^ | ^ | …… | |
        | ^ | 质量指标 | 指标1： | |
        | ^ | 成本指标 | / | / |
        """,
        ["产出指标 > 数量指标 > 开展培训 = 3期"],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_read_as_a_person_reads_it(name: str, drawn: Draw, rows_of: Rows) -> None:
    drawing, expected = LAYOUTS[name]
    assert rows_of(extract.forms(drawn(drawing))) == expected


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_cell_of_a_known_layout_is_left_unread(name: str, drawn: Draw) -> None:
    drawing, _ = LAYOUTS[name]
    extraction = extract.forms(drawn(drawing))
    assert [use for use in extraction.uses if use.role is Role.UNREAD] == []


def test_points_of_the_indicator_are_those_right_of_its_name(drawn: Draw) -> None:
    drawing, _ = LAYOUTS["points behind each level: those of the indicator stand behind its name"]
    [form] = extract.forms(drawn(drawing)).forms
    assert [indicator.weight.text for indicator in form.indicators if indicator.weight] == ["20", "10"]


def test_value_columns_under_a_head_that_lost_its_merges_name_their_town(drawn: Draw) -> None:
    drawing = """
        区域绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 合计 | 各乡镇指标值 | | |
        | | | | | 石桥镇 | 柳河乡 | 白杨街道 |
        | 产出指标 | 数量指标 | 栽植树木（株） | 2000 | 800 | 700 | 500 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    found = [(i.value_column, i.value.text) for i in form.indicators if i.value]
    assert found == [("合计", "2000"), ("石桥镇", "800"), ("柳河乡", "700"), ("白杨街道", "500")]


def test_captions_down_the_left_side_say_the_time_of_their_rows(drawn: Draw) -> None:
    drawing = """
        项目支出绩效目标表
        | | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 中期指标 | 产出指标 | 数量指标 | 资助人数 | 4500人 |
        | | 效益指标 | 社会效益指标 | 入园率 | 90% |
        | 年度指标 | 产出指标 | 数量指标 | 资助人数 | 1500人 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [i.horizon for i in form.indicators] == ["medium_term", "medium_term", "annual"]


def test_each_value_column_has_the_actual_value_of_its_time(drawn: Draw) -> None:
    drawing = """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | 实际完成值 | < |
        | | | | 上半年 | 全年 | 上半年 | 全年 |
        | 产出指标 | 数量指标 | 资助人数 | 700人 | 1450人 | 720人 | 1460人 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    found = [(i.value_column, i.value.text, i.actual.text) for i in form.indicators if i.value and i.actual]
    assert found == [("上半年", "700人", "720人"), ("全年", "1450人", "1460人")]


def test_points_that_indicators_share_are_given_once(drawn: Draw) -> None:
    drawing = """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |
        | 产出指标 | 数量指标 | 资助小班 | 450人 | 30 |
        | ^ | ^ | 资助大班 | 900人 | ^ |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [i.weight.text if i.weight else "" for i in form.indicators] == ["30", ""]


def test_classes_over_blocks_side_by_side_are_the_first_level_of_each(drawn: Draw, rows_of: Rows) -> None:
    drawing = """
        绩效目标表
        | 产出指标 | < | 效益指标 | < | 满意度指标 | < |
        | 指标名称 | 指标值 | 指标名称 | 指标值 | 指标名称 | 指标值 |
        | 资助人数 | 1450人 | 入园率 | 85% | 家长满意度 | 90% |
        | 准确率 | 100% | | | | |
        """
    assert rows_of(extract.forms(drawn(drawing))) == [
        "产出指标 >  > 资助人数 = 1450人",
        "效益指标 >  > 入园率 = 85%",
        "满意度指标 >  > 家长满意度 = 90%",
        "产出指标 >  > 准确率 = 100%",
    ]


# Rows under 一级指标 | 二级指标 | 三级指标 | 类别 | 分值 | 数值: the indicators they come to, and how many are doubted.
TARGETS_AND_ACTUALS = {
    "the target first": (
        """
        | 产出指标 | 数量指标 | 资助人数 | 目标 | 10 | 1450人 |
        | ^        | ^        | ^        | 实际 | ^  | 1400人 |
        """,
        [("资助人数", "1450人", "1400人")],
        0,
    ),
    "what was reached first": (
        """
        | 产出指标 | 数量指标 | 资助人数 | 实际 | 10 | 1400人 |
        | ^        | ^        | ^        | 目标 | ^  | 1450人 |
        | ^        | ^        | 培训人数 | 实际 | 5  | 14人 |
        | ^        | ^        | ^        | 目标 | ^  | 15人 |
        """,
        [("资助人数", "1450人", "1400人"), ("培训人数", "15人", "14人")],
        0,
    ),
    "all written twice": (
        """
        | 产出指标 | 数量指标 | 资助人数 | 目标 | 10 | 1450人 |
        | 产出指标 | 数量指标 | 资助人数 | 实际 | 10 | 1400人 |
        """,
        [("资助人数", "1450人", "1400人")],
        0,
    ),
    "twice with points that differ": (
        """
        | 产出指标 | 数量指标 | 资助人数 | 目标 | 10 | 1450人 |
        | 产出指标 | 数量指标 | 资助人数 | 实际 | 9  | 1400人 |
        """,
        [("资助人数", "1450人", "1400人")],
        1,
    ),
    "what was reached of another indicator": (
        """
        | 产出指标 | 数量指标 | 资助人数 | 目标 | 10 | 1450人 |
        | ^        | ^        | 培训人数 | 实际 | 5  | 14人 |
        | ^        | ^        | 建房数   | 目标 | 5  | 15间 |
        """,
        [("资助人数", "1450人", ""), ("培训人数", "", "14人"), ("建房数", "15间", "")],
        1,
    ),
}


@pytest.mark.parametrize(
    ("below", "expected", "doubted"), TARGETS_AND_ACTUALS.values(), ids=TARGETS_AND_ACTUALS
)
def test_a_row_of_what_was_reached_belongs_to_the_target_of_the_same_name(
    drawn: Draw, below: str, expected: list[tuple[str, str, str]], doubted: int
) -> None:
    head = "| 一级指标 | 二级指标 | 三级指标 | 类别 | 分值 | 数值 |"
    extraction = extract.forms(drawn(f"项目支出绩效自评表\n{head}{below}"))
    [form] = extraction.forms
    assert [
        tuple(text.text if text else "" for text in (i.name, i.value, i.actual)) for i in form.indicators
    ] == expected
    assert [finding.rule for finding in form.findings] == ["ambiguous-row"] * doubted
    assert not [use for use in extraction.uses if use.role is Role.UNREAD]


GOALS_BESIDE = {
    "one, its text beside the head": """
        绩效目标表
        | 年度目标 | 绩效指标 | < | < | < |
        | 资助幼儿，减轻负担。 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | ^ | 产出指标 | 数量指标 | 资助幼儿 | 1450人 |
        """,
    "each over the rows of its indicators": """
        绩效目标表
        | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 资助幼儿，减轻负担。 | 产出指标 | 数量指标 | 资助幼儿 | 1450人 |
        | ^ | 满意度指标 | 服务对象满意度指标 | 家长满意度 | 90% |
        """,
}


@pytest.mark.parametrize("name", GOALS_BESIDE)
def test_goals_beside_the_indicators_are_goals(name: str, drawn: Draw) -> None:
    extraction = extract.forms(drawn(GOALS_BESIDE[name]))
    [form] = extraction.forms
    assert [(goal.scope, goal.value.text) for goal in form.goals] == [("annual", "资助幼儿，减轻负担。")]
    assert [use for use in extraction.uses if use.role is Role.UNREAD] == []


def test_fields_right_of_the_block_are_no_list_of_projects(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 项目名称 | 资助 |
        | 产出指标 | 数量指标 | 资助幼儿 | 1450人 | 主管部门 | 教育局 |
        | ^ | 质量指标 | 准确率 | 100% | 实施单位 | 幼儿园 |
        """
    extraction = extract.forms(drawn(drawing))
    assert len(extraction.forms) == 1
    assert [str(use.place) for use in extraction.uses if use.role is Role.UNREAD] == ["t1 r2 c5", "t1 r3 c5"]


def test_the_unit_behind_the_actual_value_is_its_own(drawn: Draw, rows_of: Rows) -> None:
    drawing = """
    项目支出绩效自评表
    | 一级指标 | 二级指标 | 三级指标 | 目标值 | 单位 | 实际完成值 | 单位 |
    | 产出指标 | 数量指标 | 培训人数 | 100 | 人 | 90 | 人 |
    """
    extraction = extract.forms(drawn(drawing))
    assert rows_of(extraction) == ["产出指标 > 数量指标 > 培训人数 = 100人"]
    [indicator] = extraction.forms[0].indicators
    assert indicator.actual is not None
    assert indicator.actual.text == "90人"


@pytest.mark.parametrize("group", ["目标值", "指标值", "完成情况"])
def test_plan_and_reality_under_one_heading_are_told_apart(group: str, drawn: Draw, rows_of: Rows) -> None:
    drawing = f"""
    项目支出绩效自评表
    | 一级指标 | 二级指标 | 三级指标 | {group} | < |
    | ^ | ^ | ^ | 计划 | 实际 |
    | 产出指标 | 数量指标 | 培训人数 | 100人 | 90人 |
    """
    extraction = extract.forms(drawn(drawing))
    assert rows_of(extraction) == ["产出指标 > 数量指标 > 培训人数 = 100人"]
    [indicator] = extraction.forms[0].indicators
    assert indicator.actual is not None
    assert indicator.actual.text == "90人"


def test_number_and_unit_under_the_actual_value_are_one(drawn: Draw, rows_of: Rows) -> None:
    drawing = """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | 实际完成值 | < | 得分 |
        | ^ | ^ | ^ | 数值 | 单位 | 数值 | 单位 | ^ |
        | 产出指标 | 数量指标 | 资助人数 | 1450 | 人 | 1400 | 人 | 9 |
        """
    extraction = extract.forms(drawn(drawing))
    [form] = extraction.forms
    assert rows_of(extraction) == ["产出指标 > 数量指标 > 资助人数 = 1450人"]
    assert [i.actual.text for i in form.indicators if i.actual] == ["1400人"]


def test_projects_in_bands_between_the_indicators_are_forms(drawn: Draw) -> None:
    drawing = """
        2024年项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 项目名称：学前资助    预算金额：72.5万元 | < | < | < |
        | 产出指标 | 数量指标 | 资助幼儿 | 1450人 |
        | 项目名称：高中助学    预算金额：160万元 | < | < | < |
        | 产出指标 | 数量指标 | 资助学生 | 145人 |
        """
    forms = extract.forms(drawn(drawing)).forms
    assert [[f.value.text for f in form.fields] for form in forms] == [["学前资助"], ["高中助学"]]
    assert [[a.value.text for a in form.amounts] for form in forms] == [["72.5万元"], ["160万元"]]
    assert [[i.name.text for i in form.indicators if i.name] for form in forms] == [
        ["资助幼儿"],
        ["资助学生"],
    ]
    assert all(form.year and form.year.text.startswith("2024年") for form in forms)


def test_the_value_of_the_whole_year_is_the_actual_one(drawn: Draw) -> None:
    drawing = """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 一季度完成值 | 二季度完成值 | 全年完成值 |
        | 产出指标 | 数量指标 | 资助人数 | 1450人 | 0人 | 720人 | 1460人 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    [row] = form.indicators
    assert [text.text for text in (row.actual, row.note) if text] == [
        "1460人",
        "一季度完成值：0人；二季度完成值：720人",
    ]


def test_headings_of_values_that_no_list_knows_hold_values_beside_a_known_one(drawn: Draw) -> None:
    drawing = """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 申报指标值 | 审核指标值 | 参考值 |
        | 产出指标 | 数量指标 | 资助人数 | 1450人 | 1400人 | 1300人 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    found = [(i.value_column, i.value.text) for i in form.indicators if i.value]
    assert found == [("申报指标值", "1450人"), ("审核指标值", "1400人")]
    assert {i.note.text for i in form.indicators if i.note} == {"参考值：1300人"}


def test_an_indicator_without_any_of_several_values_is_delivered_once(drawn: Draw) -> None:
    drawing = """
        区域绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | < |
        | ^ | ^ | ^ | 石桥镇 | 柳河乡 |
        | 产出指标 | 数量指标 | 修路 | | |
        | ^ | ^ | 架桥 | 1座 | 2座 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [(i.name.text, i.value_column) for i in form.indicators if i.name] == [
        ("修路", ""),
        ("架桥", "石桥镇"),
        ("架桥", "柳河乡"),
    ]


def test_two_scores_in_one_column_are_doubted(drawn: Draw) -> None:
    drawing = """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 得分 | < |
        | 产出指标 | 数量指标 | 修路 | 3公里 | 20 | 19.5 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [i.certainty for i in form.indicators] == [Certainty.AMBIGUOUS]


def test_two_numbers_under_one_heading_are_doubted(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | < |
        | 产出指标 | 数量指标 | 栽植树木 | 800 | 700 |
        | 产出指标 | 数量指标 | 栽植灌木 | 800 | 株 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [i.certainty for i in form.indicators] == [Certainty.AMBIGUOUS, Certainty.EXACT]


def test_of_a_class_only_its_points_are_left(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标（50分） | 数量指标 | 栽植树木 | 800株 |
        | （30分） | 生态效益指标 | 绿化率 | 30% |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [i.level1.text if i.level1 else "" for i in form.indicators] == ["产出指标（50分）", ""]
    assert [i.certainty for i in form.indicators] == [Certainty.EXACT, Certainty.EXACT]


def test_value_columns_name_their_town(drawn: Draw) -> None:
    [form] = extract.forms(drawn(LAYOUTS["a value column for each town"][0])).forms
    assert [indicator.value_column for indicator in form.indicators] == ["东山镇", "西河镇", "东山镇"]


def test_blocks_side_by_side_and_one_under_the_other_say_their_time(drawn: Draw) -> None:
    side_by_side = LAYOUTS["long term and year side by side, the first level under the caption"][0]
    stacked = """
        项目绩效目标申报表（2021年度）
        | 项目名称 | 镇域建设 | < | < | < |
        | 长期绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 |
        | ^ | 产出指标 | 数量指标 | 新建道路 | 30公里 |
        | 年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 |
        | ^ | 产出指标 | 数量指标 | 新建道路 | 10公里 |
        """
    for drawing in (side_by_side, stacked):
        [form] = extract.forms(drawn(drawing)).forms
        assert [i.horizon for i in form.indicators[:2]] == ["medium_term", "annual"]


def test_two_halves_of_one_list_beside_each_other_are_of_one_time(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 办案数 | 100件 | 效益指标 | 社会效益指标 | 稳定 | 提升 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [(i.name.text, i.horizon) for i in form.indicators if i.name] == [
        ("办案数", "annual"),
        ("稳定", "annual"),
    ]


def test_parent_with_points_only_stands_over_its_children(drawn: Draw) -> None:
    [form] = extract.forms(
        drawn(
            """
            项目支出绩效自评表（2022年度）
            | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分 |
            | 产出指标 | 数量指标 | 人员补助发放 | 20 | | | |
            | | | 村干部补助 | | 30人 | 30人 | |
            | | | 保洁员补助 | | 20人 | 20人 | |
            | | 质量指标 | 发放准确率 | 20 | 100% | 100% | 20 |
            """
        )
    ).forms
    found = [(i.name.text, i.parent) for i in form.indicators if i.name]
    assert found == [("村干部补助", "人员补助发放"), ("保洁员补助", "人员补助发放"), ("发放准确率", "")]


def test_a_class_that_is_left_outside_the_block_is_no_label(drawn: Draw) -> None:
    drawing = """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 清扫道路 | 12公里 |
        | 备注 | 另有 | 效益指标 | 3个 |
        """
    unread = [use.place for use in extract.forms(drawn(drawing)).uses if use.role is Role.UNREAD]
    assert [str(place) for place in unread] == ["t1 r3 c3"]


def test_a_third_level_over_a_fourth_is_the_parent(drawn: Draw) -> None:
    [form] = extract.forms(drawn(LAYOUTS["a fourth level is the name"][0])).forms
    assert [indicator.parent for indicator in form.indicators] == ["造林", "造林", ""]


def test_what_has_no_column_of_its_own_stands_in_the_note_under_its_heading(drawn: Draw) -> None:
    [form] = extract.forms(
        drawn(
            """
            项目支出绩效自评表（2023年度）
            | 一级指标 | 二级指标 | 三级指标 | 上年完成值 | 年度指标值 | 实际完成值 | 自评得分 | 复核得分 | 责任科室 |
            | 产出指标 | 数量指标 | 培训人数 | 80人 | 100人 | 90人 | 10 | 9 | 人事科 |
            """
        )
    ).forms
    [row] = form.indicators
    texts = [text.text for text in (row.actual, row.score, row.note) if text]
    assert texts == ["90人", "10", "上年完成值：80人；复核得分：9；责任科室：人事科"]


YEARS = [
    ("| 2023年实际值 | 2024年目标值 |", "", "a target form says what was before"),
    ("| 2023年实际值 | 年度目标值 |", "", "no year at the target, and nothing evaluates"),
    ("| 2024年完成值 | 2024年目标值 |", "80人", "of the target's own year"),
]


@pytest.mark.parametrize(("headings", "actual", "why"), YEARS)
def test_a_value_of_years_before_is_no_actual_value(
    drawn: Draw, headings: str, actual: str, why: str
) -> None:
    drawing = f"绩效目标表\n| 一级指标 | 二级指标 | 三级指标 {headings}\n| 产出指标 | 数量指标 | 培训 | 80人 | 100人 |"
    [form] = extract.forms(drawn(drawing)).forms
    [row] = form.indicators
    assert (row.actual.text if row.actual else "") == actual, why
    assert [text.text for text in (row.value,) if text] == ["100人"]


def test_points_in_the_name_count_where_no_column_holds_points(drawn: Draw) -> None:
    [form] = extract.forms(
        drawn(
            "绩效目标表\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 造林（10分） | 3亩 |"
        )
    ).forms
    assert [i.weight.text for i in form.indicators if i.weight] == ["10"]


def test_list_is_one_form_for_each_project(drawn: Draw) -> None:
    forms = extract.forms(
        drawn(
            """
            部门预算项目绩效目标申报表(2023年度)
            金额单位：元
            | 单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
            | 820-某镇部门 | | 3,969,840.00 | | | | | | | |
            | 820001-某镇政府 | 村干部报酬 | 3,309,840.00 | 按时发放 | 效益指标 | 社会效益指标 | 维护稳定 | ≥ | 95 | % |
            | ^ | ^ | ^ | ^ | 产出指标 | 时效指标 | 维持时效 | ≥ | 1 | 年 |
            | ^ | 活动经费 | 660,000.00 | 办公用品 | 产出指标 | 数量指标 | 行政村数量 | = | 11 | 个 |
            """
        )
    ).forms
    projects = [[f.value.text for f in form.fields if f.field == "project"] for form in forms]
    assert projects == [["村干部报酬"], ["活动经费"]]
    assert [[a.value.text for a in form.amounts] for form in forms] == [["3,309,840.00"], ["660,000.00"]]
    assert [len(form.indicators) for form in forms] == [2, 1]


def test_a_list_with_a_head_of_two_rows_holds_fields_and_amounts_of_each_project(drawn: Draw) -> None:
    drawing = """
        部门项目支出绩效目标批复表
        | 序号 | 项目名称 | 项目实施单位 | 预算金额（万元） | 其中：财政拨款 | 绩效指标 | < | < | < |
        | ^ | ^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 1 | 办会 | 会务科 | 12 | 10 | 产出指标 | 数量指标 | 会议 | 5次 |
        | 2 | 培训 | 人事科 | 20 | 20 | 产出指标 | 数量指标 | 培训 | 6期 |
        """
    forms = extract.forms(drawn(drawing)).forms
    fields = [[(f.field, f.label, f.value.text) for f in form.fields] for form in forms]
    assert fields == [
        [("project", "项目名称", "办会"), ("implementing_unit", "项目实施单位", "会务科")],
        [("project", "项目名称", "培训"), ("implementing_unit", "项目实施单位", "人事科")],
    ]
    amounts = [[(a.item, a.label, a.value.text, a.unit) for a in form.amounts] for form in forms]
    assert amounts[0] == [
        ("total", "预算金额（万元）", "12", "万元"),
        ("fiscal_appropriation", "其中：财政拨款", "10", ""),
    ]


def test_a_list_whose_head_lost_its_merges_has_the_total_of_each_project(drawn: Draw) -> None:
    drawing = """
        部门项目支出绩效目标表
        金额单位：元
        | 单位名称 | 项目名称 | 资金情况 | | | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | | | 小计 | 财政拨款 | 其他资金 | | | | |
        | 教育局 | 办会 | 30 | 20 | 10 | 产出指标 | 数量指标 | 会议 | 5次 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [(a.item, a.value.text) for a in form.amounts] == [
        ("total", "30"),
        ("fiscal_appropriation", "20"),
        ("other", "10"),
    ]


def test_certainty_tells_true_merges_from_blanks_and_deductions(drawn: Draw) -> None:
    merged = drawn(
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 开展培训 | 3期 |
        | ^ | ^ | 印发资料 | 200份 |
        | | 质量指标 | 合格率 | 95% |
        """
    )
    [form] = extract.forms(merged).forms
    assert [i.certainty for i in form.indicators] == [Certainty.EXACT, Certainty.EXACT, Certainty.INHERITED]


def test_numbers_that_may_be_list_marks_are_doubted(drawn: Draw) -> None:
    [form] = extract.forms(
        drawn(
            """
            项目支出绩效目标表
            | 一级指标 | 二级指标 | 三级指标 | 指标值 |
            | 产出指标 | 数量指标 | 1.新建道路/n2.新建桥梁 | 1.12公里/n2.3座 |
            """
        )
    ).forms
    assert [i.certainty for i in form.indicators] == [Certainty.AMBIGUOUS, Certainty.AMBIGUOUS]
    assert [(f.rule, f.indicator_no) for f in form.findings] == [("ambiguous-row", 1), ("ambiguous-row", 2)]


RAGGED = {
    "cells dropped from the left": (
        """
        项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 清扫道路 | ≥12公里 |
        | 清运垃圾 | ≥300吨 |
        | 质量指标 | 整洁率 | ≥95% |
        | 效益指标 | 社会效益指标 | 人居环境 | 明显改善 |
        """,
        [
            "产出指标 > 数量指标 > 清扫道路 = ≥12公里",
            "产出指标 > 数量指标 > 清运垃圾 = ≥300吨",
            "产出指标 > 质量指标 > 整洁率 = ≥95%",
            "效益指标 > 社会效益指标 > 人居环境 = 明显改善",
        ],
    ),
    "a unit that is missing shifts the points to the left": (
        """
        项目绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标方向 | 目标值 | 计量单位 | 分值 |
        | 产出指标 | 数量指标 | 采购车辆 | 正向 | 大于等于 | 3 | 辆 | 10 |
        | 采购设备 | 正向 | 大于等于 | 10 | 7.5 |
        | 质量指标 | 验收合格率 | 正向 | 等于 | 100 | % | 7.5 |
        """,
        [
            "产出指标 > 数量指标 > 采购车辆 = 大于等于3辆",
            "产出指标 > 数量指标 > 采购设备 = 大于等于10",
            "产出指标 > 质量指标 > 验收合格率 = 等于100%",
        ],
    ),
}


def test_a_table_on_its_side_is_turned_upright(drawn: Draw, rows_of: Rows) -> None:
    drawing = """
        项目支出绩效目标表
        | 一级指标 | 产出指标 | < | 效益指标 |
        | 二级指标 | 数量指标 | 质量指标 | 社会效益指标 |
        | 三级指标 | 培训人数 | 合格率 | 知晓率 |
        | 东山镇 | 100人 | 95% | 90% |
        """
    extraction = extract.forms(drawn(drawing))
    assert rows_of(extraction) == [
        "产出指标 > 数量指标 > 培训人数 = 100人",
        "产出指标 > 质量指标 > 合格率 = 95%",
        "效益指标 > 社会效益指标 > 知晓率 = 90%",
    ]
    assert {use.role for use in extraction.uses} == {Role.READ, Role.FURNITURE}


PROJECTS = """
    衔接资金项目绩效目标表
    | 序号 | 项目名称 | 项目资金（万元） | 产出指标 | < | 满意度指标 |
    | ^ | ^ | ^ | 数量指标 | 质量指标 | 服务对象满意度指标 |
    | ^ | ^ | ^ | 新建道路 | 合格率 | 群众满意度 |
    | 1 | 东村道路 | 20 | 2.5公里 | 100% | ≥95% |
    | 2 | 西村道路 | 30 | 1.2公里 | 100% | ≥90% |
    | 合计 | | 50 | 3.7公里 | | |
    | 填表人：张三 | < | < | < | < | < |
    """


def test_classes_that_head_columns_make_a_list_of_projects(drawn: Draw, rows_of: Rows) -> None:
    extraction = extract.forms(drawn(PROJECTS))
    assert rows_of(extraction) == [
        "产出指标 > 数量指标 > 新建道路 = 2.5公里",
        "产出指标 > 质量指标 > 合格率 = 100%",
        "满意度指标 > 服务对象满意度指标 > 群众满意度 = ≥95%",
        "产出指标 > 数量指标 > 新建道路 = 1.2公里",
        "产出指标 > 质量指标 > 合格率 = 100%",
        "满意度指标 > 服务对象满意度指标 > 群众满意度 = ≥90%",
    ]
    projects = [[f.value.text for f in form.fields if f.field == "project"] for form in extraction.forms]
    assert projects == [["东村道路"], ["西村道路"]]
    assert [[amount.value.text for amount in form.amounts] for form in extraction.forms] == [["20"], ["30"]]
    cells = [cell for table in drawn(PROJECTS).tables for cell in table.cells]
    assert len(extraction.uses) == len(cells) + 1, "each cell once, and the title"
    assert [use for use in extraction.uses if use.role is Role.UNREAD] == []


@pytest.mark.parametrize("total", ["| | 合计", "| 合计 | <", "| 合计 | "])
def test_the_sum_below_such_a_list_is_no_project(total: str, drawn: Draw) -> None:
    drawing = f"""
    项目绩效目标表
    | 序号 | 项目名称 | 产出指标 | < | 满意度指标 |
    | ^ | ^ | 数量指标 | 质量指标 | 服务对象满意度指标 |
    | ^ | ^ | 新建道路 | 合格率 | 群众满意度 |
    | 1 | 东村道路 | 2.5公里 | 100% | ≥95% |
    | 2 | 西村道路 | 1.5公里 | 100% | ≥95% |
    {total} | 4公里 | | |
    """
    extraction = extract.forms(drawn(drawing))
    projects = [
        field.value.text for form in extraction.forms for field in form.fields if field.field == "project"
    ]
    assert projects == ["东村道路", "西村道路"]
    assert [use for use in extraction.uses if use.role is Role.UNREAD] == []


def test_classes_that_head_columns_over_bodies_make_a_value_column_of_each(drawn: Draw) -> None:
    drawing = """
        衔接资金区域绩效目标表
        | 乡镇 | 产出指标 | | 满意度指标 |
        | | 数量指标 | 质量指标 | 服务对象满意度指标 |
        | | 新建道路 | 合格率 | 群众满意度 |
        | 东山镇 | 2.5公里 | 100% | ≥95% |
        | 西河镇 | 1.2公里 | | ≥90% |
        """
    [form] = extract.forms(drawn(drawing)).forms
    found = [(i.name.text, i.value_column, i.value.text) for i in form.indicators if i.name and i.value]
    assert found == [
        ("新建道路", "东山镇", "2.5公里"),
        ("新建道路", "西河镇", "1.2公里"),
        ("合格率", "东山镇", "100%"),
        ("群众满意度", "东山镇", "≥95%"),
        ("群众满意度", "西河镇", "≥90%"),
    ]


REMARKS_BEHIND = """
    衔接资金绩效目标表
    | {whose} | 产出指标 | < | 满意度指标 | 备注 |
    | ^ | 数量指标 | 质量指标 | 服务对象满意度指标 | ^ |
    | ^ | 新建道路 | 合格率 | 群众满意度 | ^ |
    | 东村 | 2公里 | 100% | 95% | 占地未定 |
    """


def test_remarks_behind_such_a_list_of_projects_are_the_note_of_each_row(drawn: Draw) -> None:
    [form] = extract.forms(drawn(REMARKS_BEHIND.format(whose="项目名称"))).forms
    found = [(i.name.text, i.note.text) for i in form.indicators if i.name and i.note]
    assert found == [("新建道路", "占地未定"), ("合格率", "占地未定"), ("群众满意度", "占地未定")]
    assert len(form.indicators) == len(found)
    assert form.findings == ()


def test_remarks_behind_a_column_for_each_body_are_no_indicator_and_are_listed(drawn: Draw) -> None:
    [form] = extract.forms(drawn(REMARKS_BEHIND.format(whose="乡镇"))).forms
    assert [i.name.text for i in form.indicators if i.name] == ["新建道路", "合格率", "群众满意度"]
    assert [(finding.rule, "占地未定" in finding.message) for finding in form.findings] == [
        ("unread-cell", True)
    ]


@pytest.mark.parametrize("name", RAGGED)
def test_ragged_rows_find_their_columns(name: str, drawn: Draw, rows_of: Rows) -> None:
    drawing, expected = RAGGED[name]
    assert rows_of(extract.forms(drawn(drawing, Geometry.RAGGED))) == expected


@pytest.mark.parametrize("geometry", Geometry)
def test_a_block_that_goes_on_in_the_next_table_keeps_its_order(
    geometry: Geometry, drawn: Draw, rows_of: Rows
) -> None:
    drawing = """
    | 项目支出绩效目标表 |
    | 一级指标 | 二级指标 | 三级指标 | 指标值 |
    | 产出指标 | 数量指标 | 培训人数 | 100人 |
    | | 质量指标 | 合格率 | 95% |
    | | 时效指标 | 完成及时率 | 100% |

    | 效益指标 | 社会效益指标 | 知晓率 | 90% |
    | | 经济效益指标 | 增收金额 | 3万元 |
    """
    assert rows_of(extract.forms(drawn(drawing, geometry))) == [
        "产出指标 > 数量指标 > 培训人数 = 100人",
        "产出指标 > 质量指标 > 合格率 = 95%",
        "产出指标 > 时效指标 > 完成及时率 = 100%",
        "效益指标 > 社会效益指标 > 知晓率 = 90%",
        "效益指标 > 经济效益指标 > 增收金额 = 3万元",
    ]


@pytest.mark.parametrize("geometry", Geometry)
def test_a_cell_that_only_says_that_the_table_goes_on_is_no_indicator(
    geometry: Geometry, drawn: Draw, rows_of: Rows
) -> None:
    drawing = """
    | 项目支出绩效目标表 |
    | 一级指标 | 二级指标 | 三级指标 | 指标值 |
    | 产出指标 | 数量指标 | 培训人数 | 100人 |

    | 续表 |
    | | | 培训次数 | 3次 |
    """
    extraction = extract.forms(drawn(drawing, geometry))
    assert rows_of(extraction) == [
        "产出指标 > 数量指标 > 培训人数 = 100人",
        "产出指标 > 数量指标 > 培训次数 = 3次",
    ]
    assert [use for use in extraction.uses if use.role is Role.UNREAD] == []


@pytest.mark.parametrize("geometry", [Geometry.EXACT, Geometry.RAGGED])
def test_a_caption_between_the_rows_says_the_time_of_those_below_it(geometry: Geometry, drawn: Draw) -> None:
    drawing = """
    | 项目支出绩效目标表 | < | < | < |
    | 中期绩效指标 | < | < | < |
    | 一级指标 | 二级指标 | 三级指标 | 指标值 |
    | 产出指标 | 数量指标 | 培训人数 | 300人 |
    {between}
    | 年度绩效指标 | < | < | < |
    | 产出指标 | 数量指标 | 培训人数 | 100人 |
    | 效益指标 | 社会效益指标 | 知晓率 | 90% |
    """
    [form] = extract.forms(drawn(drawing, geometry)).forms
    assert [(i.horizon, i.value.text) for i in form.indicators if i.value] == [
        ("medium_term", "300人"),
        ("annual", "100人"),
        ("annual", "90%"),
    ]
    assert [finding.rule for finding in form.findings] == []


@pytest.mark.parametrize("caption", ["绩效指标完成情况", "绩效目标完成情况", "年度绩效指标"])
def test_a_caption_over_the_whole_head_makes_no_column_something_else(
    caption: str, drawn: Draw, rows_of: Rows
) -> None:
    drawing = f"""
    | 项目支出绩效自评表 | < | < | < | < |
    | {caption} | < | < | < | < |
    | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年实际值 |
    | 产出指标 | 数量指标 | 培训人数 | 100人 | 90人 |
    """
    extraction = extract.forms(drawn(drawing))
    assert rows_of(extraction) == ["产出指标 > 数量指标 > 培训人数 = 100人"]
    [indicator] = extraction.forms[0].indicators
    assert indicator.actual is not None
    assert indicator.actual.text == "90人"


@pytest.mark.parametrize("geometry", [Geometry.EXACT, Geometry.RAGGED])
@pytest.mark.parametrize("left", ["", "| 一级指标 | 二级指标 "])
def test_captions_beside_each_other_say_the_time_of_their_own_columns(
    geometry: Geometry, left: str, drawn: Draw
) -> None:
    own = "三级指标 | 指标值" if left else "一级指标 | 二级指标 | 三级指标 | 指标值"
    merged = " | <" * own.count("|")
    classes = "产出指标 | 数量指标 | "
    row = (classes, "", "") if left else ("", classes, classes)
    drawing = f"""
    项目支出绩效目标表
    {left}| 中期指标{merged} | 年度指标{merged} |
    {"| ^ | ^ " if left else ""}| {own} | {own} |
    | {row[0]}{row[1]}培训人数 | 300人 | {row[2]}培训次数 | 50次 |
    """
    [form] = extract.forms(drawn(drawing, geometry)).forms
    assert [(i.horizon, i.value.text) for i in form.indicators if i.value] == [
        ("medium_term", "300人"),
        ("annual", "50次"),
    ]


STREAM = """
项目支出绩效目标表
| 项目名称 |
| 村级保洁 |
| 绩效指标 |
| 一级指标 |
| 二级指标 |
| 三级指标 |
| 指标值 |
| 产出指标 |
| 数量指标 |
| 清扫道路 |
| ≥12公里 |
| 清运垃圾 |
| ≥300吨 |
| 质量指标 |
| …… |
| |
| 满意度指 |
| 标 |
| 服务对象 |
| 满意度指标 |
| 村民满意度 |
| ≥90% |
| 注：本表一式两份。 |
"""


def test_stream_of_cells_finds_its_rows_and_words_that_were_cut(drawn: Draw, rows_of: Rows) -> None:
    extraction = extract.forms(drawn(STREAM, Geometry.STREAM))
    assert rows_of(extraction) == [
        "产出指标 > 数量指标 > 清扫道路 = ≥12公里",
        "产出指标 > 数量指标 > 清运垃圾 = ≥300吨",
        "满意度指标 > 服务对象满意度指标 > 村民满意度 = ≥90%",
    ]
    assert [use for use in extraction.uses if use.role is Role.UNREAD] == []


def test_every_cell_of_the_document_has_its_use(drawn: Draw) -> None:
    document = drawn(STREAM, Geometry.STREAM)
    cells = [cell.place for table in document.tables for cell in table.cells]
    uses = [use.place for use in extract.forms(document).uses]
    assert uses == [line.place for line in document.lines] + cells
