"""Writing a paper of the corpus as a file: text, PDF, Word or Excel."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from ita_portal.thai.numerals import thai_digits
from tests.measures.plan_files import document_bytes, paragraph, table

_STYLE = """@page { size: A4; margin: 2cm } body { font: 14pt "TH Sarabun PSK", "Sarabun", serif }
p { margin: 0 } td { border: 1px solid; padding: 2px 6px } table { border-collapse: collapse }"""
FONTS = FontConfiguration()
SUFFIXES = ("pdf", "docx", "xlsx", "txt")


def write(text: str, path: Path) -> Path:
    """Write the paper in the type that the path's ending says."""
    make = {".pdf": _pdf, ".docx": _docx, ".xlsx": _xlsx, ".txt": _text, ".csv": _csv}
    path.write_bytes(make[path.suffix](text))
    return path


def in_thai_digits(text: str) -> str:
    """Return the paper with Thai digits; addresses keep theirs."""
    return "\n".join(line if "http" in line else thai_digits(line) for line in text.split("\n"))


def _parts(text: str) -> Iterator[tuple[bool, list[str]]]:
    for is_table, lines in groupby(text.split("\n"), key=lambda line: line.startswith("|")):
        yield is_table, list(lines)


def _cells(line: str) -> list[str]:
    return line[1:].split("|")


def _text(text: str) -> bytes:
    lines = (" ".join(_cells(line)) if line.startswith("|") else line for line in text.split("\n"))
    return "\n".join(lines).encode()


def _csv(text: str) -> bytes:
    rows = (_cells(line) for line in text.split("\n") if line.startswith("|"))
    quoted = (",".join(f'"{cell}"' for cell in row) for row in rows)
    return ("\ufeff" + "\n".join(quoted)).encode()


def _pdf(text: str) -> bytes:
    blocks = []
    for is_table, lines in _parts(text):
        if is_table:
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in _cells(one)) for one in lines)
            blocks.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            blocks += [f"<p>{escape(line)}</p>" for line in lines]
    html = f"<html lang=th><style>{_STYLE}</style>{''.join(blocks)}</html>"
    return HTML(string=html).write_pdf(font_config=FONTS)


def _docx(text: str) -> bytes:
    blocks = []
    for is_table, lines in _parts(text):
        if is_table:
            blocks.append(table(*map(_cells, lines)))
        else:
            blocks += map(paragraph, lines)
    return document_bytes(*blocks)


def _xlsx(text: str) -> bytes:
    book = Workbook()
    for line in text.split("\n"):
        book.active.append(_cells(line) if line.startswith("|") else [line])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
