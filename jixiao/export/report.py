"""report.html: the batch at a glance, on one page that needs nothing else and asks for nothing.

Only counts are kept while results stream by, and of the lists that grow with the batch the first LISTED rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import NamedTuple

from jixiao.forms.finding import Finding
from jixiao.forms.record import Form, Result
from jixiao.forms.tables import (
    CATEGORIES,
    CERTAINTIES,
    ERRORS,
    FILE_STATUS,
    FINDINGS,
    FORM_KINDS,
    VALUE_STATUS,
)
from jixiao.forms.words import raw

LISTED = 200  # rows of a list; the tables hold them all
BAR = 240  # pixels of the longest bar
CELLS = {
    "cells_read": "读入",
    "cells_furniture": "标签与装饰",
    "cells_blank": "空白",
    "cells_unread": "未读懂",
    "cells_outside": "表单以外",
}
_CODES = {column.name: column.codes for column in FINDINGS.columns}


class Code(NamedTuple):
    """A code of the tables, and what it means; both are shown, the code to be searched for."""

    code: str
    meaning: str


Row = tuple[str | Code, ...]


@dataclass
class Glance:
    """What the page shows, counted one result after the other."""

    files: Counter[str] = field(default_factory=Counter)  # by status
    cells: Counter[str] = field(default_factory=Counter)  # by what became of them
    forms: Counter[str] = field(default_factory=Counter)  # by kind
    categories: Counter[str] = field(default_factory=Counter)  # of indicators
    certainties: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)  # by status
    rules: Counter[tuple[str, str, str]] = field(
        default_factory=Counter
    )  # of findings: severity, about, rule
    examples: dict[tuple[str, str, str], str] = field(default_factory=dict)  # the first message of each
    failed: list[Row] = field(default_factory=list)
    review: list[Row] = field(default_factory=list)
    in_review: int = 0  # forms

    def add(self, result: Result) -> None:
        """Count one more result."""
        record = result.record
        self.files[record.status] += 1
        self.cells.update({name: getattr(record, name) for name in CELLS})
        if record.status == "failed" and len(self.failed) < LISTED:
            self.failed.append((record.file, _code(record.error, ERRORS), record.message))
        for form in result.forms:
            self.forms[form.kind] += 1
            self.categories.update(indicator.category for indicator in form.indicators)
            self.certainties.update(str(indicator.certainty) for indicator in form.indicators)
            self.values.update(indicator.value.status for indicator in form.indicators)
            if form.status == "review":
                self._review(form)
            self._count(form.findings)
        self._count(result.findings)

    def _review(self, form: Form) -> None:
        self.in_review += 1
        doubts = [finding.message for finding in form.findings if finding.is_doubt]
        if len(self.review) < LISTED:
            self.review.append((form.file, form.title, form.department, str(len(doubts)), doubts[0]))

    def _count(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            key = str(finding.severity), str(finding.about), finding.rule
            self.rules[key] += 1
            self.examples.setdefault(key, finding.message)


@contextmanager
def report_writer(path: Path) -> Iterator[Callable[[Result], None]]:
    """Yield the function that counts one result; the page is written at the end."""
    glance = Glance()
    yield glance.add
    path.write_text(page(glance), "utf-8", errors="backslashreplace", newline="")


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>绩效目标表处理结果</title>
<style>
body {{ font: 15px/1.5 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; margin: 2em auto; }}
body {{ max-width: 70em; padding: 0 1em; color: #222; }}
section {{ margin: 1.5em 0; }}
table {{ border-collapse: collapse; }}
th {{ white-space: nowrap; }}
td, th {{ padding: .2em .7em; text-align: left; vertical-align: top; border-bottom: 1px solid #ddd; }}
td.number {{ text-align: right; }}
code {{ display: block; white-space: nowrap; color: #555; font-size: 85%; }}
section {{ overflow-x: auto; }}
@media (max-width: 40em) {{ td, th {{ padding: .2em .3em; }} }}
svg {{ display: block; }} rect {{ fill: #5b8cc0; }}
.error {{ background: #ffc7ce; }} .warning {{ background: #ffeb9c; }} .info {{ background: #e7f0fa; }}
.columns {{ display: flex; flex-wrap: wrap; gap: 0 3em; }}
</style>
</head>
<body>
<h1>绩效目标表处理结果</h1>
<p>{summary}</p>
<div class="columns">
{bars}
</div>
{lists}
</body>
</html>
"""


def page(glance: Glance) -> str:
    """The whole page."""
    forms, indicators = glance.forms.total(), glance.categories.total()
    summary = (
        f"{glance.files.total()} 个文件，{forms} 张表单，{indicators} 个指标，{glance.rules.total()} 个疑点。"
        "空单元格表示没有写明，从不表示 0；各表各列的含义见 jixiao.xlsx 的“说明”。"
    )
    bars = (
        _bars("文件", glance.files, FILE_STATUS),
        _bars("文字的下落（格）", glance.cells, CELLS),
        _bars("表单种类", glance.forms, FORM_KINDS),
        _bars("指标类别", glance.categories, CATEGORIES),
        _bars("目标值的解析", glance.values, VALUE_STATUS),
        _bars("指标的把握", glance.certainties, CERTAINTIES),
    )
    lists = (
        _list("疑点", ("程度", "关于", "规则", "个数", "例"), _rule_rows(glance), len(glance.rules)),
        _list("未能读取的文件", ("文件", "原因", "提示"), glance.failed, glance.files["failed"]),
        _list("须核对的表单", ("文件", "标题", "部门", "疑点数", "第一个"), glance.review, glance.in_review),
    )
    return _PAGE.format(summary=summary, bars="\n".join(bars), lists="\n".join(lists))


def _bars(title: str, counts: Counter[str], meanings: Mapping[str, str]) -> str:
    """A bar for each code that occurs, in the order of the codes."""
    longest = max(counts.values(), default=0) or 1
    rows = "".join(
        f"<tr><td>{escape(meanings.get(code, code))}</td><td class=number>{counts[code]}</td>"
        f"<td>{_bar(counts[code] / longest)}</td></tr>"
        for code in (*meanings, *sorted(counts.keys() - meanings.keys()))
        if counts[code]
    )
    return f"<section><h2>{title}</h2><table>{rows}</table></section>"


def _bar(share: float) -> str:
    width = max(1, round(BAR * share))
    return f'<svg width="{width}" height="14" role="img"><rect width="{width}" height="14"/></svg>'


def _code(code: str, meanings: Mapping[str, str]) -> Code:
    return Code(code, meanings.get(code, ""))


def _rule_rows(glance: Glance) -> list[Row]:
    """The rules, the gravest and most frequent first."""
    names = {code: name for part in raw("rules").values() for code, name in part.items()}
    gravest = {"error": 0, "warning": 1, "info": 2}
    ranked = sorted(glance.rules.items(), key=lambda item: (gravest[item[0][0]], -item[1], item[0]))
    return [
        (
            _code(severity, _CODES["severity"]),
            _code(about, _CODES["about"]),
            _code(rule, names),
            str(count),
            glance.examples[severity, about, rule],
        )
        for (severity, about, rule), count in ranked
    ]


def _list(title: str, heads: tuple[str, ...], rows: list[Row], total: int) -> str:
    """A table of rows; where there are more than it lists, it says so. Nothing where there is none."""
    if not rows:
        return ""
    head = "".join(f"<th>{text}</th>" for text in heads)
    body = "\n".join(_row(row) for row in rows)
    more = f"<p>另有 {total - len(rows)} 行，见各表。</p>" if total > len(rows) else ""
    return f"<section><h2>{title}</h2><table><tr>{head}</tr>\n{body}\n</table>{more}</section>"


def _row(row: Row) -> str:
    """A row of a list; one that begins with a code is coloured by it."""
    first = row[0]
    start = f'<tr class="{escape(first.code)}">' if isinstance(first, Code) else "<tr>"
    return f"{start}{''.join(map(_cell, row))}</tr>"


def _cell(content: str | Code) -> str:
    if isinstance(content, Code):
        return f"<td>{escape(content.meaning)} <code>{escape(content.code)}</code></td>"
    return f"<td>{escape(content)}</td>"
