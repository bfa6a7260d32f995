"""The QR code that leads from a printed paper to its verification page."""

import segno


def qr_svg(url: str) -> str:
    """Return a QR code of `url` as an SVG image without a size of its own.

    Error correction M: a stamp or a fold over a seventh of it does no harm.
    """
    return str(segno.make_qr(url, error="m").svg_inline(border=2, omitsize=True, dark="#000"))


def qr_data_uri(url: str) -> str:
    """Return the QR code of `url` as the source of an `img`."""
    return str(segno.make_qr(url, error="m").svg_data_uri(border=2, scale=4, dark="#000"))
