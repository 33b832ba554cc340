"""One pass over the tokens of an RTF file: groups, properties, text; the result is manuscripts.

Source: Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from extract.readers import doubts, symbols
from extract.readers.flow import Flow
from extract.readers.rich_text import characters, pages, rows
from extract.readers.rich_text.characters import Font
from extract.readers.rich_text.manuscript import Manuscript
from extract.readers.rich_text.pages import Pages
from extract.readers.rich_text.rows import RowBuilder
from extract.readers.rich_text.state import FORM_WORDS, Field, Into, State
from extract.readers.rich_text.tokens import Characters, Close, Open, Symbol, Token, Tokens, Word
from jixiao.forms.errors import DamagedFile
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.limits import LIMITS

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_UNSTATED_PAGE = "gb18030"  # where no code page is named; `decode` falls back to the western one
_DEEPEST = 16  # tables in tables
_HEADER = 4096  # bytes in which the code page is named
_STAND_FOR = {
    **{"line": "\n", "page": "\n", "column": "\n", "tab": "\t", "emspace": "\u2003", "enspace": "\u2002"},
    **{"emdash": "—", "endash": "–", "bullet": "•", "qmspace": "\u2005"},
    **{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
    **{"mden": "/", "msup": "^"},  # a half is 1/2, not 12
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_CONTROLS = {code: None for code in range(0x20) if code != 0x09}
# Groups whose text is no text of the document; so is every group that begins with \* and is not known below.
_SKIPPED = frozenset({
    *("colortbl", "stylesheet", "info", "pict", "nonshppict", "sp", "shprslt", "template", "private"),
    *("nonesttables", "pntxta", "pntxtb", "xe", "tc", "tcn", "rxe"),
})  # fmt: skip
_PICTURES = ("pict", "shppict")
_KNOWN_STARRED = frozenset({"shpinst", "ud", "do", "fldinst", "formfield", "ffl", "nesttableprops", "moMath"})


class Parser:
    """Reads a file once; then it tells the text and the notes, and `findings` what is doubtful."""

    def __init__(self, data: bytes) -> None:
        stated = _CODE_PAGE.search(data[:_HEADER])
        self._page = characters.page(int(stated[1])) if stated else _UNSTATED_PAGE
        self._main, self._notes = Manuscript(), Manuscript()
        self._pages = Pages()
        self._groups: list[State] = []
        self._state = State(self._main, RowBuilder())
        self._bytes = bytearray()  # of text, not yet decoded
        self._fallback = 0  # characters still to leave out
        self._is_starred = False
        self._fonts: dict[int, Font] = {}
        self._default_font = 0
        self._fields: list[Field] = []
        self._list_number = ""
        self.pictures = 0  # in the text; the copies for older readers not counted
        self._deletions = self._objects = self._lost = 0
        self._struck: list[str] = []  # texts with a line through them
        self._actions = self._make_actions()
        known = frozenset({"bin", *self._actions, *rows.WORDS, *_STAND_FOR, *_SKIPPED, *FORM_WORDS})
        self._tokens = Tokens(data, known, two_bytes=characters.has_two_bytes(self._page))

    def tell(self, flow: Flow) -> None:
        """The text with the headers and footers of its pages, then the notes."""
        self._pages.tell(flow, self._main)
        flow.end_tables()
        self._notes.tell(flow)
        flow.end_tables()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is doubtful about the file as a whole."""
        found = []
        if self._groups:
            found.append(_partly_read(f"文件不完整：缺少 {len(self._groups)} 个右括号，后面的内容丢失。"))
        elif self._tokens.rest:
            found.append(_partly_read("文件中途多出一个右括号，其后的内容没有读取。"))
        if self._lost:
            found.append(_partly_read(f"有 {self._lost} 处文字的编码无法识别。"))
        if self._deletions:
            found.append(doubts.tracked_changes(self._deletions))
        if struck := [text for text in self._struck if text.strip()]:
            found.append(doubts.struck_text(len(struck), struck[0]))
        if self._objects:
            found.append(doubts.embedded_file(f"{self._objects} 个对象"))
        return tuple(found)

    def run(self) -> None:
        """Take every token up to the end of the outermost group. Raises DamagedFile, TooLarge."""
        for token in self._tokens:
            self._take(token)
            if isinstance(token, Close) and not self._groups:
                break
        self._decode()
        for story in (self._main, self._notes):
            story.end(0)
        self._pages.end_section(len(self._main.steps))

    def _take(self, token: Token) -> None:
        match token:
            case Word():
                self._take_word(token)
            case Characters():
                self._take_bytes(token)
            case Symbol():
                self._take_symbol(token.character)
            case Open():
                self._open()
            case Close():
                self._close()

    # --- groups

    def _open(self) -> None:
        self._decode()
        self._fallback = 0
        if len(self._groups) >= LIMITS.xml_depth:
            raise DamagedFile(
                f"文件内括号嵌套超过 {LIMITS.xml_depth} 层，已损坏；请用 Word 或 WPS 另存后重试。"
            )
        self._groups.append(self._state)
        self._state = replace(self._state, at_end=None)

    def _close(self) -> None:
        self._decode()
        self._fallback = 0
        if self._state.at_end is not None:
            self._state.at_end()
        if self._groups:
            self._state = self._groups.pop()

    # --- words

    def _take_word(self, word: Word) -> None:
        name, number = word.name, word.number
        starred, self._is_starred = self._is_starred, False
        if name in _SKIPPED or (starred and name not in _KNOWN_STARRED):
            self.pictures += name in _PICTURES
            self._decode()
            self._tokens.skip_group()
        elif name in self._actions:
            self._decode()
            self._actions[name](number)
        elif name in rows.WORDS:
            self._state.rows.take(name, number)
        elif name in _STAND_FOR:
            self._write_or_leave_out(_STAND_FOR[name])
        elif name in FORM_WORDS and self._fields:
            self._fields[-1].form[name] = number or 0

    def _make_actions(self) -> dict[str, Callable[[int | None], None]]:
        """What to do at each word that does more than stand for a character."""
        return {
            "par": self._end_paragraph,
            "sect": self._end_section,
            "sectd": lambda _: self._state_pages(title=False),
            "titlepg": lambda _: self._state_pages(title=True),
            "facingp": lambda _: self._state_pages(facing=True),
            **{name: partial(self._open_page_text, name) for name in pages.WORDS},
            "cell": lambda _: self._state.story.end_cell(1),
            "nestcell": lambda _: self._state.story.end_cell(max(self._state.depth, 2)),
            "row": lambda _: self._end_row(1),
            "nestrow": lambda _: self._end_row(max(self._state.depth, 2)),
            "pard": lambda _: self._set(depth=0),
            "intbl": lambda _: self._set(depth=max(self._state.depth, 1)),
            "itap": lambda number: self._set(depth=min(max(number or 0, 0), _DEEPEST)),
            "plain": lambda _: self._set(
                font=self._default_font, hidden=False, deleted=False, raised=False, struck=False
            ),
            "strike": self._strike,
            "striked": self._strike,
            "v": lambda number: self._set(hidden=number != 0),
            "super": lambda number: self._set(raised=number != 0),
            "nosupersub": lambda _: self._set(raised=False),
            "deleted": self._delete,
            "uc": lambda number: self._set(fallback=min(max(number or 0, 0), 8)),
            "u": self._take_code,
            "deff": self._set_default_font,
            "f": self._set_font,
            "fcharset": lambda number: self._describe_font(charset=number or 0),
            "cpg": lambda number: self._describe_font(page=characters.page(number or 0)),
            "fonttbl": lambda _: self._set(into=Into.FONT_NAME),
            "upr": lambda _: self._set(into=Into.NOWHERE),
            "ud": lambda _: self._set(into=Into.STORY),
            "field": lambda _: self._open_field(),
            "fldinst": lambda _: self._set(into=Into.FIELD_CODE),
            "ffl": lambda _: self._open_choice(),
            "listtext": lambda _: self._open_list_number(),
            "pntext": lambda _: self._open_list_number(),
            "shptxt": lambda _: self._open_box(),
            "dptxbxtext": lambda _: self._open_box(),
            "footnote": lambda _: self._open_story(self._notes),
            "nesttableprops": lambda _: self._set(rows=RowBuilder()),
            "object": lambda _: self._count_object(),
        }

    def _set(self, **properties: Any) -> None:
        for name, value in properties.items():
            setattr(self._state, name, value)

    def _end_paragraph(self, _: int | None) -> None:
        """The end of a paragraph; one whose mark is deleted goes on in the next."""
        if not self._state.deleted and self._state.into is Into.STORY:
            self._state.story.end_paragraph(self._state.depth)

    def _end_section(self, number: int | None) -> None:
        self._end_paragraph(number)
        self._pages.end_section(len(self._main.steps))

    def _state_pages(self, **properties: bool) -> None:
        for name, value in properties.items():
            setattr(self._pages, name, value)

    def _open_page_text(self, name: str, _: int | None) -> None:
        """A header or footer, which is no part of the text around it."""
        self._open_story(self._pages.state(name))

    def _end_row(self, depth: int) -> None:
        self._state.story.end_row(self._state.rows.definition, depth)

    def _delete(self, number: int | None) -> None:
        self._state.deleted = number != 0
        self._deletions += self._state.deleted

    def _strike(self, number: int | None) -> None:
        """A line through the text, or a double one."""
        self._state.struck = number != 0
        if self._state.struck:
            self._struck.append("")

    def _count_object(self) -> None:
        self._objects += 1

    # --- fonts

    def _set_default_font(self, number: int | None) -> None:
        self._default_font = self._state.font = number or 0

    def _set_font(self, number: int | None) -> None:
        self._state.font = number or 0
        if self._state.into is Into.FONT_NAME:
            self._fonts[self._state.font] = Font()

    def _describe_font(self, **properties: Any) -> None:
        if self._state.into is Into.FONT_NAME:
            self._fonts[self._state.font] = replace(self._font, **properties)

    @property
    def _font(self) -> Font:
        return self._fonts.get(self._state.font, Font())

    # --- groups with an end of their own

    def _open_field(self) -> None:
        field = Field(self._state.story.written)
        self._fields.append(field)
        self._state.at_end = self._close_field

    def _close_field(self) -> None:
        """Where the field wrote no result, what it shows is worked out."""
        field = self._fields.pop()
        if self._state.story.written == field.written and (shown := field.shown()):
            self._write(shown)

    def _open_choice(self) -> None:
        self._state.into = Into.CHOICE
        if self._fields:
            self._fields[-1].choices.append("")

    def _open_list_number(self) -> None:
        self._state.into = Into.LIST_NUMBER
        self._list_number = ""
        outer = self._groups[-1] if self._groups else self._state
        self._state.at_end = lambda: self._close_list_number(outer)

    def _close_list_number(self, outer: State) -> None:
        """A number is text; a bullet is decoration."""
        if any(character.isalnum() for character in self._list_number):
            outer.story.write(self._list_number.lstrip(), hidden=outer.hidden)

    def _open_box(self) -> None:
        box = Manuscript()
        self._state.story.boxes.append(box)
        self._open_story(box)

    def _open_story(self, story: Manuscript) -> None:
        """Text of another story, as far as the group goes."""
        inner = State(story, RowBuilder(), font=self._default_font)
        inner.at_end = lambda: story.end(0)
        self._state = inner

    # --- text

    def _take_code(self, number: int | None) -> None:
        """A Unicode character, and how many stand for it in older readers."""
        code = (number or 0) + (0x1_0000 if (number or 0) < 0 else 0)
        self._write(_character(code).translate(_CONTROLS))
        self._fallback = self._state.fallback

    def _take_symbol(self, character: str) -> None:
        if character == "*":
            self._is_starred = True
        elif character in "\r\n":
            self._decode()
            self._end_paragraph(None)
        elif character in _SYMBOLS:
            self._write_or_leave_out(_SYMBOLS[character])

    def _take_bytes(self, token: Characters) -> None:
        """Bytes wait until the characters that they make are whole."""
        left_out = min(self._fallback, len(token.data))
        self._fallback -= left_out
        self._bytes += token.data[left_out:]

    def _write_or_leave_out(self, text: str) -> None:
        """A character written as a word or symbol; it too may stand for a Unicode one."""
        if self._fallback:
            self._fallback -= 1
        else:
            self._decode()
            self._write(text)

    def _decode(self) -> None:
        """Write the bytes that wait."""
        if self._bytes:
            is_name = self._state.into is Into.FONT_NAME  # not written in the font itself
            text = characters.decode(bytes(self._bytes), Font() if is_name else self._font, self._page)
            self._bytes.clear()
            self._lost += text.count("\ufffd") + text.count("\0")  # a block of zeros is a hole
            self._write(text.translate(_CONTROLS))

    def _write(self, text: str) -> None:
        state = self._state
        if state.into is Into.STORY:
            if not state.deleted:
                text = symbols.written(self._font.name, text)
                state.story.write(symbols.raised(text) if state.raised else text, hidden=state.hidden)
                if state.struck:
                    self._struck[-1] += text
        elif state.into is Into.FONT_NAME:
            self._describe_font(name=(self._font.name + text).rstrip(";"))
        elif state.into is Into.LIST_NUMBER:
            self._list_number += text
        elif self._fields and state.into is Into.FIELD_CODE:
            self._fields[-1].code += text
        elif self._fields and state.into is Into.CHOICE and self._fields[-1].choices:
            self._fields[-1].choices[-1] += text


def _character(code: int) -> str:
    return chr(code) if 0 <= code <= 0x10FFFF else ""


def _partly_read(what: str) -> Finding:
    message = what + "请用 Word 或 WPS 打开后核对、另存，或向填报单位重新索取。"
    return Finding(About.READING, Severity.ERROR, "partly-read", message)
