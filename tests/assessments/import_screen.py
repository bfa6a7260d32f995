"""Hands and eyes for the import by the screen: upload a file, read its preview, press a button."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings as portal
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from ita_portal.organisations.models import Office
from tests.assessments.score_tables import COLUMNS, csv_text, row
from tests.factories.assessments import KHON_KAEN_2564, SAMUT_SAKHON_2562


def where(office: Office, name: str = "score_import") -> str:
    """Return the address of a page of the import."""
    return reverse(f"assessments:{name}", args=[office.code])


def own(year: object = 2564, scores: Sequence[str] = KHON_KAEN_2564, **cells: str) -> list[str]:
    """Return a row of the sample office, which need not name itself."""
    return row("", "", year, scores, **cells)


def upload(
    client: Client,
    office: Office,
    *rows: Sequence[str],
    name: str = "ผลคะแนน.csv",
    data: bytes | None = None,
) -> Any:
    """Send a file and follow to its preview; rows make a CSV file."""
    data = csv_text(rows).encode() if data is None else data
    file = SimpleUploadedFile(name, data)
    return client.post(where(office), {"file": file}, follow=True)


def store(client: Client, page: Any, **more: str) -> Any:
    """Press the button of a preview."""
    seen = {"file": page.context["file"].key, "seen": page.context["fingerprint"]}
    address = where(page.context["file"].office, "score_import_store")
    return client.post(address, seen | more, follow=True)


def text_of(page: Any) -> str:
    """Return what the page says, with its tags."""
    return page.content.decode()


def kept_files() -> list[str]:
    """Return the names of the uploaded files that are kept."""
    folder = Path(portal.PRIVATE_FILES) / "imports"
    return sorted(path.name for path in folder.iterdir())


def problems(page: Any) -> list[tuple[int, str, str]]:
    """Return row, column and message of all that is wrong on the preview."""
    rows = [problem for line in page.context["bad"] for problem in line.problems]
    return [(one.row, one.column, one.message) for one in [*page.context["problems"], *rows]]


def sheet_with(change: Callable[[Any], object], *rows: Sequence[str]) -> bytes:
    """Return a workbook of two good years after `change` had its way with the sheet."""
    book = Workbook()
    for cells in [COLUMNS, *(rows or (own(), own(2562, SAMUT_SAKHON_2562)))]:
        book.active.append([_number(cell) for cell in cells])
    change(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _number(cell: str) -> object:
    return float(cell) if cell.replace(".", "").isdigit() else cell or None
