"""The manual says what the program does: formats, commands, errors, numbers."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from extract.readers import READERS, libreoffice
from jixiao import batch
from jixiao.cli import app
from jixiao.forms import errors
from jixiao.forms.limits import LIMITS, MEGABYTE
from jixiao.forms.tables import TABLES
from jixiao.forms.words import raw
from jixiao.progress import summary_text
from jixiao.supervisor import Bounds
from normalize.value import prepare

ROOT = Path(__file__).parents[2]
READMES = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")]
# Readers whose key is no extension, and the word that stands for them.
OTHER_NAMES = {"works": "MS Works", "encrypted": "--password", "picture": "`needs_ocr`"}


@pytest.mark.parametrize("readme", READMES, ids=["en", "zh"])
def test_each_format_is_in_the_readme(readme: str) -> None:
    words = {name: OTHER_NAMES.get(name, f"`.{name}`") for name in READERS}
    assert [name for name, word in words.items() if word not in readme] == []


@pytest.mark.parametrize("readme", READMES, ids=["en", "zh"])
def test_each_table_is_in_the_readme(readme: str) -> None:
    assert [table.name for table in TABLES if f"`{table.name}.csv`" not in readme] == []


def test_the_two_readmes_have_the_same_parts_code_and_links() -> None:
    english, chinese = READMES
    for part in (r"^#+ ", r"^\|", r"^\* ", r"^```"):
        counts = [len(re.findall(part, readme, re.MULTILINE)) for readme in READMES]
        assert counts[0] == counts[1], part
    links = [set(re.findall(r"\]\(([^)]+)\)", readme)) for readme in (english, chinese)]
    assert links[0] ^ links[1] == {"README.md", "README.zh.md"}


def test_every_link_of_the_manual_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            assert link.startswith("http") or (page.parent / link).exists(), (page.name, link)


def test_every_command_has_its_help() -> None:
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        assert command.help, command.name
        for option in command.params:
            assert getattr(option, "help", None) or option.name == "help", (command.name, option.name)


def test_every_error_has_its_advice() -> None:
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    codes = {kind.code for kind in vars(errors).values() if isinstance(kind, type)} - {"failed"}
    assert [code for code in codes if f"| `{code}` |" not in page] == []


# Calls that make a finding; the rule is a word of theirs, or the value of `rule=`.
MAKERS = {"Finding", "_doubt", "_warning"}
RULE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def rules_in(source: str) -> Iterator[str]:
    """The rules that the calls in a module give to findings."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        names = {part.id for part in (call.func, *call.args) if isinstance(part, ast.Name)}
        if names & MAKERS:
            given = [*call.args, *(word.value for word in call.keywords if word.arg == "rule")]
            texts = [each.value for each in given if isinstance(each, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str) and RULE.fullmatch(text))


def test_every_doubt_of_the_reading_is_explained() -> None:
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    rules = {rule for path in (ROOT / "extract").rglob("*.py") for rule in rules_in(path.read_text("utf-8"))}
    assert {"unread-cell", "pictures", "merge-overlap", "text-unsure"} <= rules
    assert sorted(rule for rule in rules if f"| `{rule}` |" not in page) == []


def test_every_rule_of_the_manual_has_a_name_for_people() -> None:
    _, _, doubts = (ROOT / "docs" / "errors.md").read_text("utf-8").partition("## 疑点")
    pages = doubts + (ROOT / "docs" / "checks.md").read_text("utf-8")
    explained = re.findall(r"^\| `([a-z0-9_-]+)` \|", pages, re.MULTILINE)
    named = [code for part in raw("rules").values() for code in part]
    assert sorted(named) == sorted([*explained, "unlisted"])


HEAD_OF_DOUBTS = "| 规则 | 程度 | 说明 |\n|---|---|---|\n"


def test_every_doubt_of_the_typing_is_explained(request: pytest.FixtureRequest) -> None:
    path = ROOT / "docs" / "errors.md"
    before, head, _ = path.read_text("utf-8").partition(HEAD_OF_DOUBTS)
    doubts = {code: issue for code, issue in raw("issues").items() if code != "unlisted"}
    table = "".join(
        f"| `{code}` | {issue['severity']} | {issue['message'].format(text='…')} |\n"
        for code, issue in doubts.items()
    )
    if request.config.getoption("--regenerate"):
        path.write_text(before + head + table, "utf-8")
    assert path.read_text("utf-8") == before + head + table, "make golden"


def test_the_limits_are_the_numbers_of_the_manual() -> None:
    page = (ROOT / "docs" / "limits.md").read_text("utf-8")
    bounds = Bounds()
    stated = [
        f"{LIMITS.file_size // MEGABYTE} MB；压缩包 {LIMITS.archive_inflated // MEGABYTE} MB",
        f"{LIMITS.archive_members:,} 个、{LIMITS.archive_inflated // MEGABYTE} MB、{LIMITS.archive_depth} 层",
        f"{LIMITS.archive_members:,} 个、解压后 {LIMITS.part_inflated // MEGABYTE} MB、",
        f"{LIMITS.text_size // MEGABYTE} MB、{LIMITS.line_length:,} 字符",
        f"{LIMITS.cells:,}、{LIMITS.rows:,}、{LIMITS.columns:,}、{LIMITS.span}",
        f"| XML 嵌套层数 | {LIMITS.xml_depth} |",
        f"{LIMITS.pages} 页、{LIMITS.page_content // MEGABYTE} MB |",
        f"{LIMITS.page_glyphs:,}、{LIMITS.page_paths:,} |",
        f"每个文件 {bounds.cpu_seconds} 秒；装了文字识别组件时 {batch.SCAN_SECONDS} 秒",
        f"每个文件 {bounds.wall_seconds} 秒",
        f"{bounds.memory / 1000 / MEGABYTE:g} GB",
        f"LibreOffice 的一次转换 | {libreoffice.SECONDS} 秒",
        f"长于 {prepare.LONGEST} 字",
        f"| 一个文件的结果 | {bounds.result // MEGABYTE} MB |",
    ]
    assert [number for number in stated if number not in page] == []


def summary_of_the_samples() -> batch.Summary:
    """What `make run` says of samples/, by their golden files: a file of the same bytes is a duplicate."""
    summary = batch.Summary(statuses=Counter(no_form=1))  # samples/README.md
    known = set()
    for golden in sorted((ROOT / "tests" / "golden").rglob("*.json")):
        summary.statuses["ok"] += golden.name.endswith(".zip.json")  # an archive has a row of its own
        for record in (entry["file"] for entry in json.loads(golden.read_text("utf-8"))):
            is_new = record["sha256"] not in known
            known.add(record["sha256"])
            summary.statuses[record["status"] if is_new else "duplicate"] += 1
            for count in ("forms", "indicators", "findings") if is_new else ():
                setattr(summary, count, getattr(summary, count) + record[count])
    return summary


def test_the_summary_in_the_manual_is_that_of_the_samples() -> None:
    page = (ROOT / "docs" / "getting-started.md").read_text("utf-8")
    assert summary_text(summary_of_the_samples(), Path("output")) in page
