"""A paper's code inside its PDF, in places that lie far apart: what was changed still tells whose.

A changed byte can spoil one of them, not all. Two places survive when another program saves the
file anew (the list of properties and the XMP metadata), three can be read from the plain bytes
even when the file cannot be opened any more.
"""

from __future__ import annotations

from typing import Any

import pydyf

Pdf = Any
"""A PDF that WeasyPrint is about to write; the package has no types."""

MARK = "ITAPaper"
_XMP = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:identifier>{code}</dc:identifier></rdf:Description>"""


def write_marks(pdf: Pdf, code: str) -> None:
    """Write `code`, which is plain ASCII, into a PDF that has its metadata; "" writes nothing.

    The dictionaries of streams are never compressed: the first, the middle and the last carry it.
    """
    if not code:
        return
    pdf.info[MARK] = pydyf.String(code)
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    words = _XMP.format(code=code).encode()
    metadata.stream = [
        part.replace(b"</rdf:RDF>", words + b"</rdf:RDF>") for part in metadata.stream
    ]
    streams = [one for one in pdf.objects if isinstance(one, pydyf.Stream)]
    for place in (0, len(streams) // 2, len(streams) - 1):
        streams[place].extra[MARK] = pydyf.String(code)
