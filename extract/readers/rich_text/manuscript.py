"""What an RTF file tells, as it is told: paragraphs, ends of cells and rows, kept until their place is known.

A text box is told in the midst of the paragraph that it hangs on, a note in the midst of the text: each is a
story of its own, put in its place when the paragraph around it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extract.readers.flow import Flow, RowDefinition, Words, join_surrogates
from jixiao.forms.errors import TooLarge
from jixiao.forms.limits import LIMITS

_MOST_STEPS = 2 * LIMITS.cells  # a row may have one cell
_Step = Callable[[Flow, int], None]  # one thing to tell to a flow, so many levels deeper


@dataclass(slots=True)
class Manuscript:
    """One story: the steps told so far, and the paragraph that is open."""

    steps: list[_Step] = field(default_factory=list)
    boxes: list[Manuscript] = field(default_factory=list)  # that hang on the open paragraph
    written: int = 0  # how many times something was written
    _size: int = 0  # characters
    _seen: list[str] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)

    def write(self, text: str, *, hidden: bool) -> None:
        """Text more in the open paragraph. Raises TooLarge."""
        (self._hidden if hidden else self._seen).append(text)
        self.written += 1
        self._size += len(text)
        if self._size > LIMITS.text_size:
            raise TooLarge(f"文件的正文超过上限 {LIMITS.text_size} 个字符；请拆分后重试。")

    def end_paragraph(self, depth: int) -> None:
        """The paragraph is whole; what hangs on it follows."""
        words = self._take()
        self._add(lambda flow, deeper: flow.add_paragraph(words, depth + deeper))
        self._put_boxes(depth)

    def end_cell(self, depth: int) -> None:
        """The cell is whole; what hangs on its last paragraph comes before that, so that it stays inside."""
        self._put_boxes(depth)
        words = self._take()
        self._add(lambda flow, deeper: flow.end_cell(words, depth + deeper))

    def end_row(self, definition: RowDefinition, depth: int) -> None:
        """The row is whole; text after its last cell is a paragraph of damage, and kept."""
        if self._seen or self._hidden or self.boxes:
            self.end_cell(depth)
        self._add(lambda flow, deeper: flow.end_row(definition, depth + deeper))

    def end(self, depth: int) -> None:
        """The story ends, perhaps without the mark of its last paragraph."""
        if self._seen or self._hidden or self.boxes:
            self.end_paragraph(depth)

    def tell(self, flow: Flow, deeper: int = 0) -> None:
        """All steps in order."""
        for step in self.steps:
            step(flow, deeper)

    def _add(self, step: _Step) -> None:
        """One step more. Raises TooLarge."""
        if len(self.steps) >= _MOST_STEPS:
            raise TooLarge(f"文件的段落和单元格超过上限 {LIMITS.cells} 个；请拆分后重试。")
        self.steps.append(step)

    def _take(self) -> Words:
        words = Words(*(join_surrogates("".join(parts)) for parts in (self._seen, self._hidden)))
        self._seen, self._hidden = [], []
        return words

    def _put_boxes(self, depth: int) -> None:
        boxes, self.boxes = self.boxes, []

        def tell(flow: Flow, deeper: int) -> None:
            for box in boxes:
                box.tell(flow, depth + deeper)

        if boxes:
            self._add(tell)
