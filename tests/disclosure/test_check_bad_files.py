"""Files that are broken, protected or made to do harm: a Thai sentence, never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from disclosure.rules.checking.context import Context
from disclosure.rules.checking.engine import check_file
from disclosure.rules.checking.findings import Check, Finding, Severity
from disclosure.rules.checking.reading import files, pdf
from disclosure.rules.checking.reading.recognising import Recogniser, recogniser
from tests.disclosure.corpus.papers import DECLARATION
from tests.disclosure.corpus.writing import write
from tests.files import samples

CONTEXT = Context("สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมุทรสาคร", 2567)
LOCKED = pikepdf.Encryption(owner="owner", user="secret")
SCRIPT = {"/OpenAction": samples.action("/JavaScript", JS="app.alert(1)")}
BOMB = samples.docx({"word/media/big.xml": b"0" * 30_000_000})


def judged(data: bytes, path: Path) -> list[Finding]:
    path.write_bytes(data)
    return check_file(path, name=path.name, context=CONTEXT)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("secret.pdf", samples.pdf(encryption=LOCKED)),
        ("script.pdf", samples.pdf(catalog=SCRIPT)),
        ("carrier.pdf", samples.pdf_with_attachment("run.exe")),
        ("cut.pdf", samples.pdf()[:300]),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("page.html", b"<!doctype html><html><script>alert(1)</script></html>"),
        ("page.txt", b"<html><body onload=alert(1)></body></html>"),
        ("bomb.docx", BOMB),
        ("lying.docx", samples.lying_archive()),
        ("secret.docx", samples.protected_office()),
        ("picture.pdf", samples.picture()),
        ("paper.docx", samples.pdf()),
        ("macro.xlsm", samples.xlsx()),
        ("empty.pdf", b""),
        ("program.pdf", b"MZ" + b"\0" * 400),
        ("huge.png", samples.huge_png(60_000, 60_000)),
        ("hollow.docx", samples.docx({"word/document.xml": "<w:document"})),
        ("noise.csv", b"\x00\x01\x02" * 400),
    ],
)
def test_a_bad_file_is_one_error_in_thai(name, data, tmp_path):
    found = judged(data, tmp_path / name)

    assert [(one.check, one.severity) for one in found] == [(Check.FILE, Severity.ERROR)]
    assert re.search("[ก-ฮ]{3}", found[0].message)
    assert found[0].mend


def test_a_file_that_is_too_large_is_not_read_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 1000)

    found = judged(samples.pdf() + b" " * 1000, tmp_path / "large.pdf")

    assert [one.check for one in found] == [Check.FILE]
    assert "ใหญ่เกินไป" in found[0].message


def test_a_name_of_three_hundred_thai_letters_is_no_fault(tmp_path):
    path = write(DECLARATION.format(y=2567, office=CONTEXT.office), tmp_path / "paper.pdf")

    found = check_file(path, name="ประ" * 100 + ".pdf", context=CONTEXT)

    assert found == []


def test_what_takes_too_long_is_left_unread_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_LETTERS", 100)
    path = tmp_path / "long.pdf"
    with pikepdf.new() as document:
        one = write(DECLARATION.format(y=2567, office=CONTEXT.office), tmp_path / "one.pdf")
        for _ in range(3):
            with pikepdf.open(one) as source:
                document.pages.extend(source.pages)
        document.save(path)

    found = check_file(path, name=path.name, context=CONTEXT)

    assert [(one.check, one.severity) for one in found if one.check == Check.FILE] == [
        (Check.FILE, Severity.INFO)
    ]


def scan(path: Path, words: str = "") -> Path:
    """Write a PDF that is only the picture of a paper."""
    picture = Image.new("L", (800, 400), 255)
    ImageDraw.Draw(picture).text((40, 40), words or "scan", fill=0)
    picture.save(path)
    return path


class Reader(Recogniser):
    """Stands for Tesseract: every picture holds the same words."""

    def __init__(self, words: str) -> None:
        self.words = words

    def read(self, picture: Image.Image) -> str:
        return self.words


@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_a_scan_without_text_says_so(name, tmp_path):
    path = scan(tmp_path / name)

    found = check_file(path, name=name, context=CONTEXT)

    assert [(one.check, one.severity) for one in found] == [(Check.SCAN, Severity.WARNING)]


@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_a_scan_that_can_be_read_is_checked_and_never_more_than_doubted(name, tmp_path):
    path = scan(tmp_path / name)
    words = "ประกาศ\nเรื่อง แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\nประกาศ ณ วันที่ ๓๑ กุมภาพันธ์ พ.ศ. ๒๕๖๗"

    found = check_file(path, name=name, context=CONTEXT, recogniser=Reader(words))

    assert {Check.FISCAL_YEAR, Check.DATE} <= {one.check for one in found if one.is_alarm}
    assert Severity.ERROR not in {one.severity for one in found}


def test_without_tesseract_there_is_no_reader_of_pictures(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    assert recogniser() is None


def test_a_reader_that_fails_reads_nothing(tmp_path):
    broken = tmp_path / "tesseract"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o700)

    assert Recogniser(str(broken)).read(Image.new("L", (10, 10))) == ""
