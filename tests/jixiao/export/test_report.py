"""report.html: the batch at a glance."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from jixiao.export.report import LISTED, report_writer
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.record import Form, Result


def written(path: Path, results: list[Result]) -> str:
    with report_writer(path) as add:
        for result in results:
            add(result)
    return path.read_text("utf-8")


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.partition("<body>")[2]))


class Tags(HTMLParser):
    """The names of a page's tags and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attributes}


def test_the_page_counts_files_forms_indicators_and_findings(tmp_path: Path, results: list[Result]) -> None:
    text = text_of(written(tmp_path / "report.html", results))
    assert "2 个文件，1 张表单，3 个指标，3 个疑点。" in text
    for bar in ("有表单须核对 1", "未能读取 1", "项目支出绩效目标（申报）表 1", "数量 1", "时效 1", "读入 4"):
        assert bar in text


def test_findings_stand_by_rule_with_an_example_the_gravest_first(
    tmp_path: Path, results: list[Result]
) -> None:
    text = text_of(written(tmp_path / "report.html", results))
    rules = [
        "错误 error 表单本身不全、矛盾或可疑 content 资金来源之和不等于总额 sources-make-total 1 相差 1 元。",
        "警告 warning 怎样读的，或没有把握读对 reading 单元格没有读懂 unread-cell 1 没有读懂“甲”。",
    ]
    assert text.index(rules[0]) < text.index(rules[1])


def test_a_rule_of_two_severities_has_an_example_of_each(tmp_path: Path, results: list[Result]) -> None:
    doubts = (
        Finding(About.READING, Severity.WARNING, "join-uncertain", "请核对甲。"),
        Finding(About.READING, Severity.INFO, "join-uncertain", "乙已并作一行。"),
    )
    text = text_of(written(tmp_path / "report.html", [replace(results[0], forms=(), findings=doubts)]))
    assert "几段或跨页相接是推断 join-uncertain 1 请核对甲。" in text
    assert "几段或跨页相接是推断 join-uncertain 1 乙已并作一行。" in text


def test_failed_files_and_forms_under_review_are_named(tmp_path: Path, results: list[Result]) -> None:
    text = text_of(written(tmp_path / "report.html", results))
    assert "空\\udc80.docx 空文件 empty 文件是空的。" in text
    assert "云岭县/水务局.docx =HYPERLINK(" in text


def test_a_text_of_a_form_is_no_markup_and_nothing_is_asked_for(
    tmp_path: Path, form: Form, results: list[Result]
) -> None:
    odd = replace(form, title='<script>alert(1)</script><img src="http://example.invalid">', kind="<b>x")
    page = written(tmp_path / "report.html", [replace(results[0], forms=(odd,))])
    tags = Tags(page)
    assert tags.names.isdisjoint({"script", "img", "b", "link", "iframe", "a"})
    assert tags.attributes.isdisjoint({"src", "href", "onload", "onclick"})
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_a_long_list_is_cut_and_says_so(tmp_path: Path, results: list[Result]) -> None:
    page = written(tmp_path / "report.html", results[1:] * (LISTED + 7))
    assert page.count("文件是空的。") == LISTED
    assert "另有 7 行" in page


def test_an_empty_run_has_a_page_without_lists(tmp_path: Path) -> None:
    page = written(tmp_path / "report.html", [])
    assert "0 个文件，0 张表单" in page
    assert "未能读取的文件" not in page
