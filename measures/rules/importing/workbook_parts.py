"""What an Excel file says beside its cells: shapes, headers, formulas that nobody worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from measures.rules.importing.tables import Stray
from measures.rules.importing.texts import repaired
from measures.rules.importing.word_xml import children, name_of

SHAPE, HEADER = "กล่องข้อความในแผ่นงาน", "หัวหรือท้ายกระดาษของแผ่นงาน"
FORMULA = "สูตรในเซลล์ {} ที่ยังไม่มีผลลัพธ์ โปรดเปิดไฟล์ด้วย Excel แล้วบันทึกใหม่"
_SHAPES = re.compile(r"xl/(?:drawings/drawing|diagrams/data)[0-9]*\.xml")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_HEADERS = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
_CODES = re.compile(r'&"[^"]*"|&[0-9]+|&[A-Za-z]')


def beside_the_cells(path: Path, empty: set[tuple[str, int, int]]) -> list[Stray]:
    """Return the texts of shapes and of headers, each once, and formulas without a result.

    `empty` are the cells without a value by sheet, row and column. What cannot be read raises what
    openpyxl and the XML reader raise.
    """
    found: dict[tuple[str, str], None] = {}
    has_formulas = False
    with ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if _SHAPES.fullmatch(name):
                found |= {(SHAPE, text): None for text in _shape_texts(_xml(archive, name))}
            elif _SHEETS.fullmatch(name):
                data = archive.read(name)
                has_formulas = has_formulas or b"<f" in data
                if b"eader" in data or b"ooter" in data:
                    found |= {(HEADER, text): None for text in _header_texts(fromstring(data))}
    strays = [Stray(text, note=note) for note, text in found if text]
    return [*strays, *(_formulas(path, empty) if has_formulas else [])]


def _xml(archive: ZipFile, name: str) -> Element:
    root: Element = fromstring(archive.read(name))
    return root


def _shape_texts(root: Element) -> Iterator[str]:
    """Yield what stands in each shape, its paragraphs as lines."""
    bodies = [one for one in root.iter() if name_of(one) in {"txBody", "t"}]
    for body in bodies:
        if name_of(body) == "txBody":
            lines = ("".join(_runs(paragraph)) for paragraph in children(body, "p"))
            yield repaired("\n".join(line for line in lines if line.strip())).strip()


def _runs(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter():
        if name_of(one) == "t":
            yield one.text or ""
        elif name_of(one) == "br":
            yield "\n"


def _header_texts(root: Element) -> Iterator[str]:
    for one in root.iter():
        if name_of(one) in _HEADERS:
            text = repaired(_CODES.sub(" ", one.text or ""))
            words = " ".join(text.split())
            if re.search("[ก-ฮA-Za-z]", words):
                yield words


def _formulas(path: Path, empty: set[tuple[str, int, int]]) -> Iterator[Stray]:
    with path.open("rb") as file:
        sheets = load_workbook(file).worksheets
        for sheet in sheets:
            for row in sheet.iter_rows():
                for cell in row:
                    place = (sheet.title, cell.row, cell.column)
                    if cell.data_type == "f" and place in empty:
                        formula = getattr(cell.value, "text", cell.value)
                        note = FORMULA.format(cell.coordinate)
                        yield Stray(repaired(str(formula)), cell.row, note)
