"""Findings that several readers report: what is in the file and not on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jixiao.forms.document import Place
from jixiao.forms.finding import About, Finding, Severity


def covered_text(text: str, place: Place) -> Finding:
    """A merge covers a cell with a text of its own."""
    message = f"合并单元格遮住了文字“{text.strip()}”，版面上看不到，未读取；请核对。"
    return Finding(About.READING, Severity.WARNING, "covered-text", message, str(place))


def hidden_text(text: str, place: Place) -> Finding:
    """Hidden text beside text that is shown; the shown alone is read."""
    message = f"隐藏文字“{text.strip()}”与可见文字在同一处，只读取了可见文字。"
    return Finding(About.READING, Severity.INFO, "hidden-text", message, str(place))


def tracked_changes(count: int) -> Finding:
    """Deleted or moved-away text was left out."""
    message = f"文件有 {count} 处删除或移走的修订，已按接受修订后的文字读取。"
    return Finding(About.READING, Severity.INFO, "tracked-changes", message)


def struck_text(count: int, first: str) -> Finding:
    """Text with a line through it, which is read as it stands."""
    message = f"文件有 {count} 处带删除线的文字（如“{first.strip()}”），已照常读取；请核对是否应当删去。"
    return Finding(About.READING, Severity.WARNING, "struck-text", message)


def struck_cell(text: str, place: Place) -> Finding:
    """Text of a cell with a line through it, which is read as it stands."""
    message = f"文字“{text.strip()}”带删除线，已照常读取；请核对是否应当删去。"
    return Finding(About.READING, Severity.WARNING, "struck-text", message, str(place))


def embedded_file(name: str) -> Finding:
    """A document in the document; it is not opened."""
    message = f"文件内嵌有 {name}，未读取；如其中有绩效目标表，请单独另存后再处理。"
    return Finding(About.READING, Severity.INFO, "embedded-file", message)


def pictures(count: int) -> Finding:
    """Pictures in a file without tables: the form may be one of them."""
    message = (
        f"文件没有表格，但有 {count} 张图片，其中的文字未读取；如图片是表格，请另存为 PDF 后用文字识别处理。"
    )
    return Finding(About.READING, Severity.INFO, "pictures", message)


def macros() -> Finding:
    """The file has macros; they are never run."""
    return Finding(About.READING, Severity.INFO, "macros", "文件含有宏；只读取了文字，宏不会运行。")


def left_alone(names: Iterable[str]) -> Iterator[Finding]:
    """What a package of Office holds besides its text, by the names of its parts."""
    for name in names:
        if name.endswith("vbaProject.bin"):
            yield macros()
        elif "/embeddings/" in name:
            yield embedded_file(name.rpartition("/")[2])


def unread_part(name: str) -> Finding:
    """A piece of text in a format that is not read in this place."""
    message = f"文件中插入的部分 {name} 读不出；请用 Word 或 WPS 打开后另存，再重试。"
    return Finding(About.READING, Severity.WARNING, "partly-read", message)
