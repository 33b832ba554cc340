"""Small Word packages out of the markup that a test shows."""

from __future__ import annotations

import io
import zipfile

from jixiao.forms.document import Table

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def relations(targets: dict[str, str]) -> str:
    """A relations part: {kind: target}; the ids are rId1, rId2 …"""
    entries = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def content_types(*kinds: str) -> str:
    """What the parts of a Word package are, as Word asks to be told."""
    parts = "".join(
        f'<Override PartName="/word/{kind.removesuffix(".main")}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
        for kind in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def word(body: str, **related: str | bytes) -> bytes:
    """A .docx with that body; `numbering=`, `styles=`, `footnotes=` are further parts, less their roots."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("document.main", *related),
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in related}),
    }
    for kind, content in related.items():
        parts[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"
    return package(parts)


def p(content: str = "", properties: str = "") -> str:
    """A paragraph of one run, or of the markup given."""
    runs = content if content.startswith("<") or not content else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str = "", properties: str = "") -> str:
    """A cell of one paragraph, or of the paragraphs and tables given."""
    inner = content if content.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; plain text makes a plain cell."""
    inner = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table with a grid of these column widths in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def seen(table: Table) -> list[str]:
    """The cells in reading order, each as `row,column text`, with `rows x columns` where it is merged."""
    return [
        f"{cell.row},{cell.column} {cell.text}"
        + (f" [{cell.row_span}x{cell.column_span}]" if (cell.row_span, cell.column_span) != (1, 1) else "")
        for cell in table.cells
    ]
