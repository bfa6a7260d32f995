"""The PDF of a paper: PDF/A-3a for the archive and PDF/UA-1 for screen readers.

Only the worker imports this module; see the room's `tasks`.
"""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from ita_portal.documents.rendering import patches
from ita_portal.documents.rendering.fonts import FontSet
from ita_portal.documents.rendering.marks import write_marks
from ita_portal.documents.rendering.table_headers import name_headers

patches.apply()

Document = Any
"""A document as WeasyPrint laid it out; the package has no types."""

VARIANT = "pdf/a-3a"

_UA_IDENTIFIER = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

_one_at_a_time = threading.Lock()
"""Pango's font map and WeasyPrint's caches are shared by the process."""


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF and the number of its pages."""

    data: bytes
    pages: int


def to_pdf(
    html: str, *, fonts: FontSet, fetcher: URLFetcher | None = None, code: str = ""
) -> RenderedPdf:
    """Return the PDF of a page that `document.document_html` made, marked with the paper's `code`.

    The same page and fonts give the same bytes, whenever and wherever: no clock and no chance
    goes into them. Nothing is fetched but the font files, data URIs and what `fetcher` gives;
    other addresses in the page are left out, as a log line of WeasyPrint says. Safe to call
    from threads.

    Raises what WeasyPrint raises; OSError when a font file is gone.
    """
    with _one_at_a_time:
        source = HTML(string=html, url_fetcher=fetcher or URLFetcher(allowed_protocols={"data"}))
        # Pictures and the file itself wait on disk: a hundred photographs fit beside the layout.
        with tempfile.TemporaryDirectory(prefix="ita-pdf-") as folder:
            document = _lay_out(source, _font_style(fonts), Path(folder, "pictures"))
            target, pages = Path(folder, "paper.pdf"), len(document.pages)
            document.write_pdf(target, pdf_variant=VARIANT, finisher=partial(_finish, code=code))
            del document  # and with it the pictures, before their folder goes
            return RenderedPdf(data=target.read_bytes(), pages=pages)


def to_unseen_pdf(html: str, *, fonts: FontSet) -> bytes:
    """Return the PDF of a page without pictures that never lies on the disk: for what is secret.

    Otherwise as `to_pdf`.
    """
    with _one_at_a_time:
        source = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}))
        document = _lay_out(source, _font_style(fonts), None)
        data: bytes = document.write_pdf(pdf_variant=VARIANT, finisher=partial(_finish, code=""))
        return data


def _lay_out(source: HTML, style: CSS, pictures: Path | None) -> Document:
    return source.render(
        font_config=_font_configuration(),
        stylesheets=[style],
        pdf_variant=VARIANT,
        presentational_hints=True,  # widths of table columns come as attributes
        cache=pictures,
    )


@cache
def _font_configuration() -> FontConfiguration:
    """Return the process's one configuration: a new one for each paper would leak 0.3 MB.

    Made at the first paper and not on import, so that each worker process has its own.
    """
    return FontConfiguration()


@cache
def _font_style(fonts: FontSet) -> CSS:
    """Return the `@font-face` rules, loaded once; they alone may open files."""
    return CSS(
        string=fonts.css,
        font_config=_font_configuration(),
        url_fetcher=URLFetcher(allowed_protocols={"file"}, fail_on_errors=True),
    )


def _finish(_document: Document, pdf: Document, *, code: str) -> None:
    """Name PDF/UA-1 in the metadata of a PDF/A file; WeasyPrint itself names one of the two.

    Write the paper's code into it, and tell which header each cell of a table belongs to.
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False  # whoever searches archives by their metadata reads it as it lies
    metadata.stream = [
        part.replace(b"</rdf:RDF>", _UA_IDENTIFIER + b"</rdf:RDF>") for part in metadata.stream
    ]
    write_marks(pdf, code)
    name_headers(pdf)
