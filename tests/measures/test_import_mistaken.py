"""A file given by mistake is refused, with words that say what it is and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from ita_portal.errors import Refused
from measures.rules.importing.reading import read_plan_file
from tests.measures.import_screen import sheet, text_of, upload


def opened(kind: str) -> bytes:
    """Return a file of LibreOffice."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<a/>")
    return data.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MISTAKEN = [
    ("plan.xlsx", b"", "ว่างเปล่า"),
    ("plan.xls", OLD, "รุ่นเก่า"),
    ("plan.xlsx", OLD, "รุ่นเก่า"),
    ("plan.docx", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "PDF"),
    ("plan.pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "PDF"),
    ("plan.csv", "ที่,มาตรการ\n1,เปิดเผย\n".encode(), "CSV"),
    ("plan.csv", "ที่,มาตรการ\n1,เปิดเผย\n".encode("cp874"), "CSV"),
    ("plan.xlsx", "ที่\tมาตรการ\n".encode("utf-8-sig"), "CSV"),
    ("plan.ods", opened("spreadsheet"), "LibreOffice"),
    ("plan.docx", opened("text"), "LibreOffice"),
]


@pytest.mark.parametrize(("name", "data", "words"), MISTAKEN)
def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(Refused, match=words) as refused:
        read_plan_file(tmp_path / name, name=name, fiscal_year=2567, groups=[])

    assert ".xlsx" in refused.value.message or not data


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "data", "words"), MISTAKEN)
def test_the_screen_says_the_same_at_the_field(login, officer, office, name, data, words):
    page = upload(login(officer), office, data, name=name)

    assert words in str(page.context["form"].errors["file"])
    assert "ยังอ่านไฟล์ไม่ได้" in text_of(page)


@pytest.mark.django_db
def test_a_workbook_is_no_mistake(login, officer, office):
    page = upload(login(officer), office, sheet(["มาตรการ", "ขั้นตอน"], ["ก", "ข"]))

    assert len(page.context["reading"].measures) == 1
