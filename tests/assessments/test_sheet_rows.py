"""Which sheets the quick parser may read, and that it reads them as openpyxl does."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessments.models import Framework
from assessments.rules.files import sheet_rows
from assessments.rules.files.bulk_rows import insert_rows
from assessments.rules.files.sheet_cells import IS_DATE, IS_LOGICAL
from assessments.rules.files.workbook import read_workbook
from ita_portal.audit.models import AuditEvent
from tests.assessments.score_tables import both_offices, xlsx_file

HEAD = b'<?xml version="1.0" encoding="%s"?>'
SHEET = b"<worksheet><sheetData/></worksheet>"


@pytest.mark.parametrize(
    "xml", [SHEET, HEAD % b"UTF-8" + SHEET, b"\xef\xbb\xbf" + HEAD % b"utf-8" + b"\r\n" + SHEET]
)
def test_a_sheet_without_declarations_is_plain(xml):
    assert sheet_rows.is_plain(xml)


@pytest.mark.parametrize(
    "xml",
    [
        HEAD % b"UTF-8" + b'<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET,
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET,
        HEAD % b"cp037" + SHEET,
        SHEET.decode().encode("utf-16"),
        SHEET.decode().encode("utf-16-le"),
    ],
)
def test_a_sheet_that_may_declare_entities_is_not_plain(xml):
    assert not sheet_rows.is_plain(xml)


def test_both_parsers_read_the_same(tmp_path, monkeypatch):
    path = xlsx_file(tmp_path, *both_offices())
    quick = read_workbook(path)

    monkeypatch.setattr(sheet_rows, "is_plain", lambda _: False)

    assert read_workbook(path) == quick


text = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn", "Cc")), max_size=12)
cells = st.one_of(
    text.filter(lambda words: not words.startswith("=") and not words.startswith("#")),
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6),
    st.booleans(),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)),
    st.none(),
)


def as_read(value):
    """Return what our reader makes of a value that openpyxl reads."""
    if isinstance(value, bool):
        return IS_LOGICAL
    if isinstance(value, datetime.date):
        return IS_DATE
    if isinstance(value, int | float):
        return Decimal(f"{value:.15g}")
    return value if value and value.strip() else None


@given(st.lists(st.lists(cells, min_size=1, max_size=6), min_size=1, max_size=5))
def test_cells_are_read_as_openpyxl_reads_them(rows):
    with TemporaryDirectory() as folder:
        path = Path(folder, "cells.xlsx")
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
        (grid,) = read_workbook(path)
        (theirs,) = load_workbook(path, data_only=True).worksheets
        found = {number: [as_read(c.value) for c in row] for number, row in enumerate(theirs, 1)}

    expected = {n: row for n, row in found.items() if any(cell is not None for cell in row)}
    assert {number: list(row[: theirs.max_column]) for number, row in grid.rows} == expected


@pytest.mark.django_db
def test_rows_are_inserted_in_more_statements_than_one(load_year):
    framework = load_year(2564)
    fields = [one for one in AuditEvent._meta.concrete_fields if not one.primary_key]
    values = [framework.loaded_at, None, "ระบบ", "x", "v", "t", "1", "", {"total": "91.50%s"}]

    insert_rows(AuditEvent, [one.name for one in fields], [values] * 500)

    assert AuditEvent.objects.count() == 500
    assert AuditEvent.objects.last().detail == {"total": "91.50%s"}
    assert AuditEvent.objects.first().at == Framework.objects.get().loaded_at
