"""A Word document as it reads when all changes are accepted: what is left is paragraphs, tables, plain runs.

Each function makes one thing plain, in place, for the whole tree; so the reader walks it without exceptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extract.readers import boxes, doubts, symbols
from extract.readers.word_fields import show_fields
from extract.readers.wordml import (
    CELL,
    COMPATIBILITY,
    DRAWING,
    MATH,
    PARAGRAPH,
    RUN,
    TEXT,
    VML,
    W,
    is_on,
    owner,
    text_of,
    value,
)
from jixiao.forms.finding import Finding

_BOX = f"{W}txbxContent"
_DRAWN = {f"{DRAWING}p": PARAGRAPH, f"{DRAWING}t": TEXT, f"{DRAWING}br": f"{W}br"}
_GONE = (f"{W}del", f"{W}moveFrom")  # also the marks of deleted paragraphs
_CHANGES = tuple(f"{W}{name}Change" for name in ("pPr", "rPr", "tblPr", "tcPr", "trPr", "tblGrid", "sectPr"))
_UNSHOWN = (
    *(f"{W}{name}" for name in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr")),
    f"{W}tabs",  # tab stops; a tab in the text has the same name as one of them
    f"{W}rt",  # the reading above the characters of a ruby text
)
_WRAPPERS = (
    *(f"{W}{name}" for name in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml")),
    *(f"{W}{name}" for name in ("hyperlink", "fldSimple", "dir", "bdo")),
    *(f"{COMPATIBILITY}{name}" for name in ("AlternateContent", "Choice", "Fallback")),
)


@dataclass(frozen=True, slots=True)
class Unshown:
    """What is in the file and not on the page."""

    findings: tuple[Finding, ...]
    hidden: frozenset[etree._Element]  # paragraphs, rows and cells of which nothing is shown
    left_out: Mapping[etree._Element, str]  # paragraph or cell: the hidden text that was taken out of it


def make_final(root: etree._Element, hidden_styles: frozenset[str] = frozenset()) -> Unshown:
    """Make the tree plain, and say what was left out of it."""
    changed = accept_changes(root)
    read_drawings(root)
    choose_one_alternative(root)
    empty_placeholders(root)
    etree.strip_elements(root, *_UNSHOWN, *_CHANGES, with_tail=False)
    etree.strip_tags(root, *_WRAPPERS)
    boxes.lift(root, [_BOX], [PARAGRAPH])
    write_symbols(root)
    write_superscripts(root)
    show_fields(root)
    hidden, left_out = set_hidden_apart(root, hidden_styles)
    return Unshown((*changed, *report_struck_text(root)), hidden, left_out)


def accept_changes(root: etree._Element) -> tuple[Finding, ...]:
    """Deleted and moved-away text, rows and cells go; paragraphs whose end is deleted run into the next."""
    gone = list(root.iter(*_GONE, f"{W}cellDel"))
    for mark in reversed(gone):  # so that the last of several paragraphs that run together goes first
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == f"{W}trPr" or mark.tag == f"{W}cellDel":
            remove(parent.getparent())
        elif parent.tag == f"{W}rPr":
            _join_with_next(next(parent.iterancestors(PARAGRAPH), None))
    etree.strip_elements(root, *_GONE, with_tail=False)
    if not gone:
        return ()
    return (doubts.tracked_changes(len(gone)),)


def choose_one_alternative(root: etree._Element) -> None:
    """Of the versions of one drawing the newest that holds text stays, else the newest."""
    for alternatives in list(root.iter(f"{COMPATIBILITY}AlternateContent")):
        versions = list(alternatives)
        chosen = next(filter(_holds_text, versions), next(iter(versions), None))
        for version in versions:
            if version is not chosen:
                alternatives.remove(version)


def _holds_text(version: etree._Element) -> bool:
    return any((text.text or "").strip() for text in version.iter(TEXT, f"{MATH}t"))


def read_drawings(root: etree._Element) -> None:
    """Text drawn in a shape becomes paragraphs of a text box, and that of a WordArt a run's text."""
    for shape in root.iter(f"{DRAWING}txBody"):
        shape.tag = _BOX
        for node in shape.iter(*_DRAWN):
            node.tag = _DRAWN[str(node.tag)]
    for path in root.iter(f"{VML}textpath"):
        path.tag, path.text = TEXT, path.get("string", "")


def empty_placeholders(root: etree._Element) -> None:
    """A content control that was not filled in shows a prompt ("单击此处输入文字"), which is no text."""
    for mark in root.iter(f"{W}showingPlcHdr"):
        control = owner(mark)
        if control is not None and is_on(mark):
            for text in control.iter(TEXT):
                text.text = ""


def write_symbols(root: etree._Element) -> None:
    """An `R` in Wingdings 2 is a ticked box: characters in a font of symbols become what is seen."""
    for fonts in root.iter(f"{W}rFonts"):
        font = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
        run = owner(fonts) if symbols.is_font(font) else None
        if run is not None and run.tag == RUN:
            for text in run.iter(TEXT):
                text.text = symbols.written(font, text.text or "")


def write_superscripts(root: etree._Element) -> None:
    """`10` with a raised `4` is not 104: raised digits become raised characters."""
    for run in _runs_with(root, f"{W}vertAlign"):
        if value(run.find(f"{W}rPr"), f"{W}vertAlign") == "superscript":
            for text in run.iter(TEXT):
                text.text = symbols.raised(text.text or "")


def report_struck_text(root: etree._Element) -> tuple[Finding, ...]:
    """A line through a text says that it is meant to go, and yet it is shown: read, and doubted."""
    struck = [
        run
        for name in ("strike", "dstrike")
        for run in _runs_with(root, f"{W}{name}")
        if is_on(run.find(f"{W}rPr/{W}{name}")) and text_of(run).strip()
    ]
    return (doubts.struck_text(len(struck), text_of(struck[0])),) if struck else ()


def set_hidden_apart(
    root: etree._Element, hidden_styles: frozenset[str]
) -> tuple[frozenset[etree._Element], dict[etree._Element, str]]:
    """Paragraphs, rows and cells that are hidden whole; and the hidden text that is taken out of others."""
    hidden = {row for mark in root.iter(f"{W}hidden") if is_on(mark) and (row := owner(mark)) is not None}
    left_out: dict[etree._Element, str] = {}
    runs_of: dict[etree._Element, list[etree._Element]] = {}
    for run in _hidden_runs(root, hidden_styles):
        runs_of.setdefault(_holder(run), []).append(run)
    for holder, runs in runs_of.items():
        text = "".join(map(text_of, runs))
        if text_of(holder).strip() == text.strip():
            hidden.add(holder)
            continue
        left_out[holder] = text
        for run in runs:
            remove(run)
    return frozenset(hidden), left_out


def _hidden_runs(root: etree._Element, hidden_styles: frozenset[str]) -> Iterator[etree._Element]:
    """The runs that are not shown, by their own property, their style or their paragraph's."""
    for run in root.iter(RUN) if hidden_styles else _runs_with(root, f"{W}vanish"):
        own = run.find(f"{W}rPr/{W}vanish")
        style = value(run.find(f"{W}rPr"), f"{W}rStyle")
        paragraph = next(run.iterancestors(PARAGRAPH), None)
        paragraph_style = None if paragraph is None else value(paragraph.find(f"{W}pPr"), f"{W}pStyle")
        if is_on(own) if own is not None else {style, paragraph_style} & hidden_styles:
            yield run


def _runs_with(root: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The runs that have a property of their own."""
    for mark in root.iter(tag):
        run = owner(mark)
        if run is not None and run.tag == RUN:
            yield run


def _holder(run: etree._Element) -> etree._Element:
    """The cell, or else the paragraph, that shows the run."""
    paragraph = next(run.iterancestors(PARAGRAPH), run)
    parent = paragraph.getparent()
    return parent if parent is not None and parent.tag == CELL else paragraph


def _join_with_next(paragraph: etree._Element | None) -> None:
    """Put the content of a paragraph at the beginning of the paragraph that follows."""
    following = None if paragraph is None else paragraph.getnext()
    if paragraph is None or following is None or following.tag != PARAGRAPH:
        return
    has_properties = len(following) > 0 and following[0].tag == f"{W}pPr"
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following[has_properties:has_properties] = content
    remove(paragraph)


def remove(element: etree._Element | None) -> None:
    """Take it out of the tree with the white space behind it."""
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)
