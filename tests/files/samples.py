"""Small files of every type, and files that somebody made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
from openpyxl import Workbook
from PIL import Image

DOCX_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Return a picture with a gradient; `options` go to Pillow's save."""
    image = Image.linear_gradient("L").resize(size)
    mode = str(options.pop("mode", "RGB"))
    data = io.BytesIO()
    image.convert(mode).save(data, kind, **options)
    return data.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """Return a few bytes that promise a picture of that size."""

    def chunk(name: bytes, content: bytes) -> bytes:
        tail = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + tail

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(*, catalog: Mapping[str, object] | None = None, pages: int = 1, **options: object) -> bytes:
    """Return a PDF with empty pages; `catalog` is added to its root, `options` go to `save`."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    for key, value in (catalog or {}).items():
        document.Root[key] = value
    data = io.BytesIO()
    document.save(data, **options)
    return data.getvalue()


def action(kind: str, **more: object) -> pikepdf.Dictionary:
    """Return an action that a PDF does by itself when it is opened."""
    return pikepdf.Dictionary(S=pikepdf.Name(kind), **more)


def pdf_with_attachment(name: str) -> bytes:
    """Return a PDF that carries another file inside itself."""
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments[name] = pikepdf.AttachedFileSpec(document, b"content", filename=name)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def xlsx() -> bytes:
    """Return a workbook with one cell."""
    workbook = Workbook()
    workbook.active["A1"] = "คะแนน"
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def archive(parts: Mapping[str, bytes | str]) -> bytes:
    """Return an archive with these parts, packed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return data.getvalue()


def docx(parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return a Word file of the least kind, with more parts if wanted."""
    least = {"[Content_Types].xml": DOCX_TYPES, "word/document.xml": "<document/>"}
    return archive({**least, **(parts or {})})


def protected_office() -> bytes:
    """Return the beginning of what Office makes of a file with a password."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )


def lying_archive() -> bytes:
    """Return a Word file one of whose parts is told to be smaller than it is."""
    data = docx({"word/big.xml": b"x" * 5000})
    told, tells = struct.pack("<I", 5000), struct.pack("<I", 50)
    return data.replace(told, tells)
