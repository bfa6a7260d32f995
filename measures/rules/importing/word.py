"""Reading a Word file as tables and the text around them; own reading of its document part.

Text that was deleted with tracked changes stands beside the tables as such, text that was inserted
counts. A table inside a cell is read as lines of that cell. Footnotes, endnotes, comments, headers
and footers come last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ita_portal.errors import Refused
from measures.rules.importing.tables import Cell, Row, Source, Stray, Table
from measures.rules.importing.texts import repaired, symbol
from measures.rules.importing.word_numbers import Numbers
from measures.rules.importing.word_xml import attribute, child, name_of

BROKEN = "ไฟล์นี้ไม่ใช่เอกสาร Word (.docx) ที่อ่านได้ หรือไฟล์เสียหาย"
TOO_DEEP = "เอกสารซ้อนกันหลายชั้นผิดปกติ จึงอ่านไม่ได้ โปรดคัดลอกตารางลงเอกสารใหม่"
DELETED, NESTED, BOX = "ข้อความที่ลบไว้ด้วยการติดตามการแก้ไข", "ตารางซ้อนในเซลล์", "กล่องข้อความ"
NOTES = {
    "footnotes": "เชิงอรรถ",
    "endnotes": "อ้างอิงท้ายเรื่อง",
    "comments": "ความคิดเห็นใน Word",
    "header": "หัวกระดาษ",
    "footer": "ท้ายกระดาษ",
}
_PART = re.compile(r"word/(footnotes|endnotes|comments|header|footer)[0-9]*\.xml")
_WORDS = re.compile("[ก-ฮA-Za-z]")
_PASSED = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple"}
_PASSED |= {"r", "dir", "bdo", "txbxContent", "Choice", "rt", "ruby", "rubyBase"}
_SKIPPED = {"moveFrom", "pPr", "rPr", "tblPr", "tcPr", "trPr", "instrText", "sectPr", "Fallback"}
_SIGNS: dict[str, Callable[[Element], str]] = {
    "t": lambda one: one.text or "",
    "tab": lambda _: " ",
    "br": lambda _: "\n",
    "cr": lambda _: "\n",
    "noBreakHyphen": lambda _: "-",
    "sym": lambda one: symbol(attribute(one, "char")),
}
_NO_FILL = {"", "auto", "FFFFFF"}
_DEEPEST = 60


def read_document(path: Path) -> Source:
    """Return tables and paragraphs in order; rows are counted through all tables from 1.

    The file must have passed `look_into`. Raises Refused when it cannot be read all the same.
    """
    try:
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if _wanted(name)}
        xml = {name: fromstring(data) for name, data in parts.items()}
        body = child(xml.get("word/document.xml"), "body")
    except (BadZipFile, ParseError, DefusedXmlException, OSError, ValueError) as error:
        raise Refused(BROKEN) from error
    if body is None:
        raise Refused(BROKEN)
    numbers = Numbers(xml.get("word/numbering.xml"), xml.get("word/styles.xml"))
    reading = _Reading(numbers)
    try:
        blocks = list(reading.blocks(body))
        for name in sorted(xml):
            if (part := _PART.fullmatch(name)) and part[1] in NOTES:
                blocks += reading.notes(xml[name], NOTES[part[1]], blocks)
    except RecursionError as error:
        raise Refused(TOO_DEEP) from error
    return Source(tuple(blocks))


def _wanted(name: str) -> bool:
    known = {"document", "numbering", "styles"}
    return name in {f"word/{one}.xml" for one in known} or bool(_PART.fullmatch(name))


class _Reading:
    """Reads in order of the document, since numbers are counted in it."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._row = 0
        self._aside: list[Stray] = []

    def blocks(self, parent: Element) -> Iterator[Table | Stray]:
        for element in _flow(parent):
            if name_of(element) == "tbl":
                yield self._table(element)
            else:
                text = self._paragraph(element)
                if text:
                    yield Stray(text)
            yield from self._take_aside()

    def notes(
        self, part: Element, note: str, before: Sequence[Table | Stray]
    ) -> Iterator[Table | Stray]:
        """Yield the texts of a part beside the document, each once; page numbers are no text.

        A header or footer that says what stands in the document itself is left out.
        """
        is_page = note in {NOTES["header"], NOTES["footer"]}
        known = {one.text for one in before if isinstance(one, Stray)} if is_page else set()
        for one in [part] if is_page else part:
            text = self._lines(one)
            if text and text not in known and (not is_page or _WORDS.search(text)):
                yield Stray(text, note=note)
            yield from self._take_aside()

    def _take_aside(self) -> list[Stray]:
        aside, self._aside = self._aside, []
        return aside

    def _table(self, table: Element) -> Table:
        rows = []
        for element in _inside(table, "tr"):
            self._row += 1
            row = Row(self._row, tuple(self._cells(element)))
            if row.filled or any(cell.is_continued for cell in row.cells):
                rows.append(row)
        return Table("", tuple(rows))

    def _cells(self, row: Element) -> Iterator[Cell]:
        column = _number(attribute(child(child(row, "trPr"), "gridBefore"), "val"), 0)
        for element in _inside(row, "tc"):
            properties = child(element, "tcPr")
            width = _number(attribute(child(properties, "gridSpan"), "val"), 1)
            down = child(properties, "vMerge")
            text = self._lines(element)
            continued = down is not None and attribute(down, "val") != "restart"
            yield Cell(text, column, width, continued and not text, _fill(properties))
            column += width

    def _lines(self, cell: Element) -> str:
        lines = []
        for element in _flow(cell):
            if name_of(element) == "tbl":
                lines += self._nested(element)
            else:
                lines.append(self._paragraph(element))
        return "\n".join(line for line in lines if line)

    def _nested(self, table: Element) -> list[str]:
        lines = []
        for row in _inside(table, "tr"):
            texts = [self._lines(cell) for cell in _inside(row, "tc")]
            lines.append(" ".join(" ".join(text.split()) for text in texts if text))
        lines = [line for line in lines if line]
        if lines:
            self._aside.append(Stray("\n".join(lines), self._row, NESTED))
        return lines

    def _paragraph(self, paragraph: Element) -> str:
        text = repaired("".join(self._pieces(paragraph, 0)))
        lines = [line.strip() for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        before = self._numbers.before(paragraph)  # counts on, also before an empty paragraph
        return f"{before} {text}" if before and text else text

    def _pieces(self, element: Element, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            raise Refused(TOO_DEEP)
        for one in element:
            name = name_of(one)
            if name in _SIGNS:
                yield _SIGNS[name](one)
            elif name == "del":
                self._set_aside(one, DELETED, deleted=True)
            elif name == "txbxContent":
                self._set_aside(one, BOX, deleted=False)
            elif name not in _SKIPPED:
                yield from self._pieces(one, depth + 1)

    def _set_aside(self, element: Element, note: str, *, deleted: bool) -> None:
        if deleted:
            text = "".join(one.text or "" for one in element.iter() if name_of(one) == "delText")
        else:
            text = self._lines(element)
        if text.strip():
            self._aside.append(Stray(repaired(text).strip(), self._row or None, note))


def _flow(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, also those inside content controls and tracked insertions."""
    for element in parent:
        name = name_of(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in _PASSED:
            yield from _flow(element)


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those inside content controls."""
    for element in parent:
        name = name_of(element)
        if name == wanted:
            yield element
        elif name in _PASSED:
            yield from _inside(element, wanted)


def _fill(properties: Element | None) -> str:
    """Return the colour behind a cell, "" for none or white."""
    colour = attribute(child(properties, "shd"), "fill").upper()
    return "" if colour in _NO_FILL else colour


def _number(text: str, otherwise: int) -> int:
    return min(int(text), 100) if text.isdecimal() and len(text) < 6 else otherwise
