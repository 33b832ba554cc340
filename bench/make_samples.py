"""Makes the sample documents again: invented forms of invented places, in the shapes that real ones have.

    python bench/make_samples.py        needs LibreOffice (soffice) for .doc and .pdf

The samples are in git; the golden tests read those, not what this makes today. The forms are drawn in
tests/material/sample_drawings.py.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / "tests/material")]

import sample_drawings as drawings
from drawn_forms import tika_text, word, workbook
from office_programs import libreoffice

HERE = Path(__file__).parents[1] / "samples"


def texts() -> None:
    """The dumps, each in its dialect."""
    dumps = {
        "dump.txt": tika_text(drawings.DUMP),
        "three-forms.txt": tika_text(drawings.THREE_FORMS),
        "web-dump.txt": drawings.WEB_DUMP,
        "letter.txt": drawings.LETTER,
    }
    for name, text in dumps.items():
        (HERE / name).write_text(text, "utf-8")
    (HERE / "one-cell-a-line.txt").write_text(drawings.ONE_CELL_A_LINE, "gb18030")


def archive() -> None:
    """A .doc of another year, and the dump once more under another name."""
    with tempfile.TemporaryDirectory() as folder:
        other = drawings.DEPARTMENT.replace("2024年", "2023年")
        [old] = libreoffice([word(other, Path(folder, "department-2023.docx"))], "doc", Path(folder))
        with zipfile.ZipFile(HERE / "submission.zip", "w", zipfile.ZIP_DEFLATED) as made:
            made.write(old, "青山县/department-2023.doc")
            made.write(HERE / "dump.txt", "青山县/图书馆.txt")


def main() -> None:
    """Write all samples."""
    for name, drawing in drawings.DOCUMENTS.items():
        word(drawing, HERE / f"{name}.docx")
    (HERE / "submission").mkdir(exist_ok=True)
    for name, drawing in drawings.SUBMISSION.items():
        word(drawing, HERE / "submission" / name)
    workbook(drawings.APPLICATION, HERE / "application.xlsx")
    libreoffice([HERE / "self-evaluation.docx"], "pdf", HERE)
    texts()
    archive()


if __name__ == "__main__":
    main()
