"""How the tests read the open data: as a stranger would."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client

API = "/api/v1/"


def read(file: str, **parameters: object) -> Any:
    """Return what stands at a file of the open data as JSON; it must be there."""
    answer = Client().get(f"{API}{file}", parameters)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def rows(file: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the rows of a page."""
    return read(file, **parameters)["rows"]


def every_row(file: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the rows of all pages, going on as each page says."""
    found, page = [], read(file, **parameters)
    while True:
        found += page["rows"]
        if page["next"] is None:
            return found
        page = Client().get(page["next"]).json()


def body(file: str, **parameters: object) -> bytes:
    """Return the bytes of a file."""
    answer = Client().get(f"{API}{file}", parameters)
    assert answer.status_code == 200
    return b"".join(answer) if answer.streaming else answer.content


def lines(file: str, **parameters: object) -> list[dict[str, str]]:
    """Return the rows of a CSV file as a spreadsheet reads them."""
    text = body(file, **parameters).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def problem(file: str, **parameters: object) -> Any:
    """Return what is said to be wrong, with the status of the answer."""
    answer = Client().get(f"{API}{file}", parameters)
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json() | {"answered": answer.status_code}
