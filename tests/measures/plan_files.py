"""Plans as offices write them in Excel and Word: their layouts, with sentences of our own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def workbook(path: Path, rows: Sequence[Sequence[object]], *, merge: Sequence[str] = ()) -> Path:
    """Write a workbook with one sheet; `merge` are areas such as "A1:C1"."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for area in merge:
        book.active.merge_cells(area)
    book.save(path)
    return path


def paragraph(text: str, *, before: str = "") -> str:
    """Return a paragraph; a newline is a break inside it, `before` are its properties."""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(p)}</w:t>' for p in text.split("\n"))
    properties = f"<w:pPr>{before}</w:pPr>" if before else ""
    return f"<w:p>{properties}<w:r>{runs}</w:r></w:p>"


def numbered(text: str, *, level: int = 0, number: int = 1) -> str:
    """Return a paragraph that Word numbers by itself."""
    marks = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, before=marks)


def cell(*content: str, across: int = 1, down: str = "") -> str:
    """Return a cell; what is no XML becomes a paragraph. `down` is "restart" or "continue"."""
    inner = "".join(one if one.startswith("<w:") else paragraph(one) for one in content)
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge = f'<w:vMerge w:val="{down}"/>' if down else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """Return a table; cells are texts, or made by `cell`."""
    made = ("".join(one if one.startswith("<w:tc>") else cell(one) for one in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def document_bytes(
    *blocks: str,
    numbering: str = "",
    footnotes: str = "",
    others: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """Return a Word file with these paragraphs and tables.

    `others` are parts by their name, e.g. "header1", each with the name of its root and its inside.
    """
    root = f'xmlns:w="{W}"'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", TYPES)
        body = f"<w:body>{''.join(blocks)}</w:body>"
        target.writestr("word/document.xml", f"<w:document {root}>{body}</w:document>")
        if numbering:
            target.writestr("word/numbering.xml", f"<w:numbering {root}>{numbering}</w:numbering>")
        if footnotes:
            target.writestr("word/footnotes.xml", f"<w:footnotes {root}>{footnotes}</w:footnotes>")
        for name, (tag, inner) in (others or {}).items():
            target.writestr(f"word/{name}.xml", f"<w:{tag} {root}>{inner}</w:{tag}>")
    return data.getvalue()


def document(
    path: Path,
    *blocks: str,
    numbering: str = "",
    footnotes: str = "",
    others: Mapping[str, tuple[str, str]] | None = None,
) -> Path:
    """Write a Word file."""
    data = document_bytes(*blocks, numbering=numbering, footnotes=footnotes, others=others)
    path.write_bytes(data)
    return path


def levels(*formats: tuple[str, str]) -> str:
    """Return a numbering with list 1: (format, text) for each level, e.g. ("decimal", "%1.")."""
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(formats)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
