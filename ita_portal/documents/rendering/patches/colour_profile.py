"""The colour profile that PDF/A asks for is closed after it was read.

WeasyPrint leaves the file open until the garbage collector comes by: one open file a paper in
a worker that runs for weeks, and a ResourceWarning where warnings are errors.
"""

from __future__ import annotations

from typing import IO, Any

from weasyprint import pdf

Profile = Any
"""WeasyPrint's colour profile; the package has no types."""

ORIGINAL = pdf.ColorProfile


def read_and_close(file: IO[bytes], *arguments: object) -> Profile:
    """Return the profile in `file`, which is closed then."""
    with file:
        return ORIGINAL(file, *arguments)


def apply() -> None:
    """Let WeasyPrint close the profile that it opens."""
    pdf.ColorProfile = read_and_close
