"""The command line: words, no logic. Each command loads what it needs when it is called."""

# ruff: noqa: PLC0415, PLR0917
# A command that is not called must not load its libraries; options are many.
from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao import __version__
from jixiao.forms.errors import JixiaoError

if TYPE_CHECKING:
    from extract.source import Source
    from jixiao.forms.document import Document
    from jixiao.forms.raw import Extraction

app = typer.Typer(
    help="把成批的绩效目标表（Word、PDF、Excel、网页、文本）读成可以分析的表格。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich cuts a help text that has no blanks to wrap at
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[list[Path], typer.Argument(help="文件、文件夹或压缩包，可以多个。", metavar="INPUT")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="同时工作的进程数；默认是处理器核数。")]
Password = Annotated[
    str | None, typer.Option("--password", envvar="JIXIAO_PASSWORD", help="打开加密文件的密码。")
]
Seconds = Annotated[
    int | None,
    typer.Option(
        "--seconds", min=1, help="每个文件最多用多少秒处理器时间；默认 30，装了文字识别组件时 300。"
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和小结。")]
NoGuard = Annotated[bool, typer.Option("--no-formula-guard", help="CSV 里以 = + - @ 开头的文字前不加撇号。")]


@app.command()
def run(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", help="输出文件夹；新的、空的，或上次的输出。")],
    workers: Workers = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="除 CSV 外还写什么：jsonl、xlsx、html；默认都写。")
    ] = None,
    password: Password = None,
    no_formula_guard: NoGuard = False,
    seconds: Seconds = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="接着上次没有跑完的：没有变过的文件取上次的结果。")
    ] = False,
    log: Annotated[
        Path | None, typer.Option("--log", help="把每个文件的结果和出错详情写进这个日志。")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """读取全部文件，把结果表写进输出文件夹。

    退出码：0 全部读取；3 已完成，但有文件未能读取；2 命令有误；130 被中断（已完成的部分已写出）。
    """
    from jixiao import batch, export
    from jixiao.progress import reported

    if unknown := set(formats or ()) - set(export.FORMATS):
        raise typer.BadParameter(
            f"不认识的格式 {'、'.join(sorted(unknown))}；可用 {'、'.join(export.FORMATS)}。"
        )
    with reported(quiet=quiet) as report:
        summary = batch.run(
            inputs,
            out,
            workers=workers,
            formats=formats or export.FORMATS,
            formula_guard=not no_formula_guard,
            password=password,
            bounds=batch.bounds_of(seconds),
            resume=resume,
            progress=report,
            log=log,
        )
    if not quiet:
        from jixiao.progress import summary_text

        typer.echo(summary_text(summary, out))
    raise typer.Exit(summary.exit_code)


@app.command()
def value(
    text: Annotated[str | None, typer.Argument(help="指标值的原文。", metavar="TEXT")] = None,
    comparator: Annotated[str, typer.Option(help="比较符号栏的文字。")] = "",
    unit: Annotated[str, typer.Option(help="计量单位栏的文字。")] = "",
    name: Annotated[str, typer.Option(help="指标名称。")] = "",
    category: Annotated[str, typer.Option(help="指标类别代码，如 output.quantity。")] = "",
    money_unit: Annotated[str, typer.Option(help="本表的金额单位：元、万元、亿元。")] = "",
    year: Annotated[int | None, typer.Option(help="本表的年度。")] = None,
    why: Annotated[bool, typer.Option("--why", help="说明是怎样读出来的。")] = False,
    table: Annotated[Path | None, typer.Option("--csv", help="改为读一个 CSV 文件里的一列。")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="与 --csv 合用：写到这个 CSV 文件。")
    ] = None,
    column: Annotated[str, typer.Option(help="与 --csv 合用：指标值所在的列。")] = "",
    comparator_column: Annotated[str, typer.Option(help="与 --csv 合用：比较符号所在的列。")] = "",
    unit_column: Annotated[str, typer.Option(help="与 --csv 合用：计量单位所在的列。")] = "",
    name_column: Annotated[str, typer.Option(help="与 --csv 合用：指标名称所在的列。")] = "",
    category_column: Annotated[str, typer.Option(help="与 --csv 合用：指标类别所在的列。")] = "",
) -> None:
    """把一个指标值（或 CSV 里的一列）读成数值、单位、比较关系等，输出 JSON（或 CSV）。"""
    from jixiao import values
    from jixiao.forms.tables import CATEGORIES
    from normalize import value as reader

    if category and category not in CATEGORIES:
        raise typer.BadParameter(f"没有指标类别“{category}”；可用 {'、'.join(CATEGORIES)}。")
    context = reader.Context(comparator, unit, name, category, money_unit, year)
    if table is not None:
        if out is None or not column:
            raise typer.BadParameter("--csv 需要同时给出 --column 和 -o。")
        columns = values.Columns(column, comparator_column, unit_column, name_column, category_column)
        typer.echo(f"{values.read_column(table, out, columns, context)} 行已写入 {out}", err=True)
    elif text is None:
        raise typer.BadParameter("请给出指标值的原文，或用 --csv 指定文件。")
    else:
        typer.echo(reader.explain(text, context) if why else values.as_json(reader.read(text, context)))


@app.command()
def look(
    file: Annotated[Path, typer.Argument(help="一个文件。", metavar="FILE")],
    as_html: Annotated[
        bool,
        typer.Option("--html", help="输出网页：合并单元格照原样画出；PDF 和图片另有原页，各格画在其上。"),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="写到这个文件；默认写到屏幕。")] = None,
    password: Password = None,
) -> None:
    """看一个文件：每张表是怎样看见的，每个单元格读成了什么。"""
    from jixiao import look as drawing

    if as_html and as_json:
        raise typer.BadParameter("--html 和 --json 只能选一个。")
    source, document, extraction = _seen(file, password)
    if as_html:
        from extract.papers import papers

        _write(drawing.html(document, extraction, papers(source), title=file.name), out)
    elif as_json:
        _write(drawing.as_json(document, extraction), out)
    else:
        from rich.console import Console

        if out is None:
            Console().print(drawing.terminal(document, extraction))
        else:
            from jixiao.export.folder import writable

            with writable(out) as path, path.open("w", encoding="utf-8") as target:
                Console(file=target, width=120).print(drawing.terminal(document, extraction))


Stage = Annotated[Path, typer.Option("--out", "-o", help="写到这个文件。")]


@app.command()
def extract(
    inputs: Inputs, out: Stage, workers: Workers = None, password: Password = None, seconds: Seconds = None
) -> None:
    """第一步：从文件到表单原文，每个文件一行 JSON（raw.jsonl）。"""
    from jixiao import batch
    from jixiao.forms.stages import write_lines

    write_lines(
        batch.extracted(inputs, workers=workers, password=password, bounds=batch.bounds_of(seconds)), out
    )


@app.command()
def normalize(raw: Annotated[Path, typer.Argument(help="extract 写出的 raw.jsonl")], out: Stage) -> None:
    """第二步：把原文读成数值、金额、日期（typed.jsonl）。"""
    from jixiao import pipeline
    from jixiao.forms.stages import read_lines, write_lines

    write_lines(map(pipeline.typed, read_lines(raw, pipeline.Extracted)), out)


@app.command()
def check(typed: Annotated[Path, typer.Argument(help="normalize 写出的 typed.jsonl")], out: Stage) -> None:
    """第三步：检查表单，加上疑点（checked.jsonl）。"""
    from jixiao import check as room
    from jixiao.forms.record import Result
    from jixiao.forms.stages import read_lines, write_lines

    write_lines(map(room.result, read_lines(typed, Result)), out)


@app.command()
def export(
    checked: Annotated[Path, typer.Argument(help="check 写出的 checked.jsonl")],
    out: Annotated[Path, typer.Option("--out", "-o", help="输出文件夹。")],
    no_formula_guard: NoGuard = False,
) -> None:
    """第四步：写出各个表。"""
    from jixiao import export as room
    from jixiao.forms.record import Result
    from jixiao.forms.stages import read_lines

    room.write(read_lines(checked, Result), out, formula_guard=not no_formula_guard)


@app.command()
def version() -> None:
    """显示版本号。"""
    typer.echo(f"jixiao {__version__}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. A trouble is one sentence on stderr; exit 2 for a wrong command, 3 for a file."""
    if stranger := _stranger():
        typer.echo(stranger, err=True)
        sys.exit(2)
    try:
        app(args=None if arguments is None else list(arguments), prog_name="jixiao")
    except JixiaoError as error:
        typer.echo(str(error), err=True)
        sys.exit(2 if error.code in {"bad_command", "output_refused"} else 3)


def _stranger() -> str:
    """What to say where Python finds another `extract` or `normalize` than ours; blank where all is well."""
    home = Path(__file__).resolve().parents[1]
    for name in ("extract", "normalize"):
        spec = importlib.util.find_spec(name)
        found = Path(spec.origin).resolve() if spec and spec.origin else None
        if found != home / name / "__init__.py":
            return f"Python 找到的 {name} 不是 jixiao 的（{found}）；请改名或移走它，或在别的目录运行。"
    return ""


def _seen(file: Path, password: str | None) -> tuple[Source, Document, Extraction]:
    import extract as room
    from jixiao.inputs import BadCommand

    if not file.exists():
        raise BadCommand(f"找不到文件“{file}”；请检查路径。")
    if file.is_dir():
        raise BadCommand(f"“{file}”是文件夹；look 一次看一个文件，请给出其中的一个。")
    source = room.Source.from_path(file, password=password)
    document = room.read(source)
    return source, document, room.forms(document)


def _write(text: str, out: Path | None) -> None:
    from jixiao.export.folder import writable

    if out is None:
        typer.echo(text)
    else:
        with writable(out) as path:
            path.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
