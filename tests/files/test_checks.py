"""What is kept, and what is refused and why."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest

from ita_portal.errors import Refused
from ita_portal.files.accepting import DOCUMENTS, MEGABYTE, PHOTOS, Accept
from ita_portal.files.models import MediaType, StoredFile
from ita_portal.files.rules import keep
from tests.files import samples

pytestmark = pytest.mark.django_db

GOOD = {
    "ประกาศ.pdf": (samples.pdf(), MediaType.PDF),
    "หน้าจอ.png": (samples.picture("PNG"), MediaType.PNG),
    "ภาพถ่าย.JPG": (samples.picture("JPEG"), MediaType.JPEG),
    "ภาพถ่าย.jpeg": (samples.picture("JPEG", mode="CMYK"), MediaType.JPEG),
    "ภาพ.webp": (samples.picture("WEBP"), MediaType.WEBP),
    "IMG_0001.HEIC": (samples.picture("HEIF"), MediaType.HEIC),
    "คะแนน.xlsx": (samples.xlsx(), MediaType.XLSX),
    "บันทึก.docx": (samples.docx(), MediaType.DOCX),
    "คะแนน.csv": ("ปี,คะแนน\n2564,91.50\n".encode("utf-8-sig"), MediaType.CSV),
    "เก่า.csv": ("ปี,คะแนน\n2564,91.50\n".encode("cp874"), MediaType.CSV),
    "กว้าง.txt": ("ปี\t2564".encode("utf-16"), MediaType.TEXT),
    "ไม่มีนามสกุล ลงวันที่ 25 มิ.ย. 2563": (samples.pdf(), MediaType.PDF),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_every_type_is_kept_as_what_it_is(kept, name):
    data, kind = GOOD[name]

    file = kept(data, name)

    assert (file.media_type, file.name, file.size) == (kind, name, len(data))
    assert (file.width, file.height) == ((40, 30) if file.is_picture else (None, None))


SCRIPT = samples.action("/JavaScript", JS="app.alert('สวัสดี')")
LAUNCH = samples.action("/Launch", F="cmd.exe")
BOMB = samples.docx({"word/media/image1.emf": b"\0" * 60_000_000})
PNG_AND_ZIP = samples.pdf() + samples.archive({"a.txt": "a"})

BAD = {
    "nothing": (b"", "ว่าง.pdf", "ว่างเปล่า"),
    "a page as PDF": (b"<html><script>alert(1)</script></html>", "ประกาศ.pdf", "สคริปต์"),
    "a page": (b"\xef\xbb\xbf <!DOCTYPE html><p>", "a.txt", "สคริปต์"),
    "a page in wide letters": ("<html>".encode("utf-16"), "a.txt", "สคริปต์"),
    "a drawing": (b'<?xml version="1.0"?><svg onload="x()"/>', "ตรา.svg", "SVG"),
    "a comment before a drawing": (b"<!-- x --><svg/>", "ตรา.png", "SVG"),
    "a program": (b"MZ\x90\0" + b"\0" * 200, "โปรแกรม.pdf", "โปรแกรม"),
    "a script for a shell": (b"#!/bin/sh\nrm -rf /\n", "a.txt", "โปรแกรม"),
    "a picture that says PDF": (samples.picture("PNG"), "ประกาศ.pdf", "เนื้อหาเป็น ภาพ PNG"),
    "a PDF that says picture": (samples.pdf(), "ภาพ.jpg", "เนื้อหาเป็น PDF"),
    "a PDF with two endings": (samples.pdf(), "ประกาศ.pdf.exe", "ลงท้ายด้วย .exe"),
    "a picture before a PDF": (b"GIF89a" + samples.pdf(), "ประกาศ.pdf", "ภาพชนิดนี้"),
    "a PDF before an archive": (PNG_AND_ZIP, "ประกาศ.pdf", "ต่อท้าย"),
    "words that say PDF": (b"hello", "ประกาศ.pdf", "เนื้อหาเป็น"),
    "bytes without sense": (bytes(range(256)) * 9, "ประกาศ.pdf", "ไม่รู้จัก"),
    "half a PDF": (samples.pdf(pages=30)[:3000], "ประกาศ.pdf", "ไม่ครบ"),
    "a PDF without pages": (samples.pdf(pages=0), "ประกาศ.pdf", "เสียหาย"),
    "only the end of a PDF": (b"%PDF-1.7\n%%EOF", "ประกาศ.pdf", "เสียหาย"),
    "a PDF with a script": (samples.pdf(catalog={"/OpenAction": SCRIPT}), "ก.pdf", "สคริปต์"),
    "a PDF that starts programs": (
        samples.pdf(catalog={"/AA": {"/O": LAUNCH}}),
        "ก.pdf",
        "โปรแกรม",
    ),
    "a PDF with a password": (
        samples.pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
        "ก.pdf",
        "รหัสผ่าน",
    ),
    "a PDF with a program": (samples.pdf_with_attachment("a.exe"), "ก.pdf", "แนบอยู่ข้างใน"),
    "half a picture": (samples.picture("JPEG", (900, 900))[:4000], "ภาพ.jpg", "ไม่ครบ"),
    "half a PNG": (samples.picture("PNG", (900, 900))[:800], "ภาพ.png", "ไม่ครบ"),
    "half a HEIC": (samples.picture("HEIF", (900, 900))[:900], "ภาพ.heic", "ไม่ครบ"),
    "only the beginning of a picture": (b"\x89PNG\r\n\x1a\n", "ภาพ.png", "ไม่ครบ"),
    "900 million pixels": (samples.huge_png(30_000, 30_000), "ภาพ.png", "ล้านพิกเซล"),
    "130 million pixels": (samples.huge_png(13_000, 10_000), "ภาพ.png", "ล้านพิกเซล"),
    "60 million pixels": (samples.huge_png(10_000, 6_000), "ภาพ.png", "50 ล้านพิกเซล"),
    "a moving picture": (samples.picture("GIF"), "ภาพ.gif", "ภาพชนิดนี้"),
    "an archive bomb": (BOMB, "ก.docx", "ใหญ่ผิดปกติ"),
    "an archive that lies": (samples.lying_archive(), "ก.docx", "เสียหาย"),
    "an archive": (samples.archive({"a.txt": "a"}), "ก.docx", "ไฟล์บีบอัด"),
    "an empty archive": (samples.archive({}), "ก.zip", "ไฟล์บีบอัด"),
    "half a Word file": (samples.docx()[:200], "ก.docx", "เสียหาย"),
    "Word with macros": (samples.docx({"word/vbaProject.bin": b"x"}), "ก.docx", "แมโคร"),
    "Word that may have macros": (samples.docx(), "ก.docm", "แมโคร"),
    "Word with a program": (samples.docx({"word/embeddings/a.EXE": b"x"}), "ก.docx", "แมโคร"),
    "Word with a control": (samples.docx({"word/activeX/activeX1.bin": b""}), "ก.docx", "แมโคร"),
    "Word that leads out": (samples.docx({"../../etc/passwd": b"x"}), "ก.docx", "เสียหาย"),
    "Word that leads to the root": (samples.docx({"/etc/passwd": b"x"}), "ก.docx", "เสียหาย"),
    "Word that leads to a drive": (samples.docx({"C:\\a.txt": b"x"}), "ก.docx", "เสียหาย"),
    "Word with entities": (
        samples.docx({"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        "ก.docx",
        "เสียหาย",
    ),
    "Word with a template from elsewhere": (
        samples.docx(
            {
                "word/_rels/settings.xml.rels": '<Relationship Type="x/attachedTemplate" '
                'Target="http://evil.example/a.dotm" TargetMode="External"/>'
            }
        ),
        "ก.docx",
        "แมโคร",
    ),
    "Word with a password": (samples.protected_office(), "ก.docx", "รหัสผ่าน"),
    "old Word": (samples.protected_office()[:100], "ก.doc", "รุ่นเก่า"),
    "Word that says Excel": (samples.docx(), "ก.xlsx", "เนื้อหาเป็น Word"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_with_its_reason_and_leaves_nothing(kept, on_disk, what):
    data, name, reason = BAD[what]

    with pytest.raises(Refused, match=reason):
        kept(data, name)

    assert on_disk() == []
    assert not StoredFile.objects.exists()


def test_a_part_told_twice_in_an_archive_is_refused(kept):
    data = io.BytesIO(samples.docx())
    with zipfile.ZipFile(data, "a") as target:
        target.writestr("WORD/Document.xml", "<other/>")

    with pytest.raises(Refused, match="เสียหาย"):
        kept(data.getvalue(), "ก.docx")


def test_an_archive_of_very_many_parts_is_refused(kept):
    data = samples.docx({f"word/{n}.xml": "" for n in range(5_001)})

    with pytest.raises(Refused, match="ใหญ่ผิดปกติ"):
        kept(data, "ก.docx")


def test_a_script_deep_inside_a_pdf_is_found(kept):
    deep = SCRIPT
    for _ in range(40):
        deep = pikepdf.Array([pikepdf.Dictionary(Next=deep)])

    with pytest.raises(Refused, match="สคริปต์"):
        kept(samples.pdf(catalog={"/Names": pikepdf.Dictionary(A=deep)}), "ก.pdf")


def test_a_script_in_packed_objects_under_a_spelled_out_name_is_found(kept):
    data = samples.pdf(
        catalog={"/OpenAction": SCRIPT}, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    assert b"JavaScript" not in data

    with pytest.raises(Refused, match="สคริปต์"):
        kept(data, "ก.pdf")

    spelled = samples.pdf(catalog={"/OpenAction": SCRIPT}).replace(b"/JavaScript", b"/J#61vaScript")
    with pytest.raises(Refused, match="สคริปต์"):
        kept(spelled, "ก.pdf")


def test_a_pdf_that_carries_plain_data_is_kept(kept):
    """Our own papers carry their words inside themselves."""
    assert kept(samples.pdf_with_attachment("words.json"), "ก.pdf").pk


def test_a_pdf_that_only_forbids_printing_is_kept(kept):
    data = samples.pdf(encryption=pikepdf.Encryption(owner="a", user=""))

    assert kept(data, "ก.pdf").media_type == MediaType.PDF


def test_a_place_takes_only_its_types_and_its_size(kept):
    small = Accept(frozenset({MediaType.PDF}), max_bytes=1000)

    with pytest.raises(Refused, match="รับเฉพาะ PDF"):
        kept(samples.picture("PNG", (4, 4)), "ก.png", small)
    with pytest.raises(Refused, match="ไม่เกิน 1000 ไบต์"):
        kept(samples.pdf(pages=30), "ก.pdf", small)


def test_what_a_place_takes_is_told_in_words_and_to_the_browser():
    assert PHOTOS.words == "ภาพ JPEG, ภาพ PNG, ภาพ WebP, ภาพ HEIC ไฟล์ละไม่เกิน 30 เมกะไบต์"
    assert PHOTOS.suffixes.startswith(".jpg,.jpeg,")
    assert DOCUMENTS.max_bytes == 20 * MEGABYTE


def test_a_file_that_never_ends_is_not_read_to_its_end(office, officer, on_disk):
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += MEGABYTE
            yield b"\0" * MEGABYTE

    with pytest.raises(Refused, match="ใหญ่เกินไป"):
        keep(endless(), name="ก.pdf", office=office, by=officer, accept=DOCUMENTS)

    assert taken == DOCUMENTS.max_bytes + MEGABYTE
    assert on_disk() == []
