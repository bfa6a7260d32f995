"""An office's papers as one ZIP: whole, listed, and verifiable without the portal."""

import csv
import io
import json
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from ita_portal.documents.models import Document
from ita_portal.documents.rules.packing import package_of, packed
from ita_portal.files.accepting import DOCUMENTS
from ita_portal.files.rules import keep
from ita_portal.organisations.models import Appointment
from tests.factories.documents import issue_paper, with_pdf
from tests.factories.organisations import AppointmentFactory

PAGE = "/office/sample1/documents/export/"


@pytest.fixture
def post(director) -> Appointment:
    """Give the director's appointment."""
    return Appointment.objects.get(user=director)


@pytest.fixture
def papers(post) -> list[Document]:
    """Give papers of two years, one of them under a long name."""
    long = "มาตรการ" * 40
    return [
        with_pdf(issue_paper(post, fiscal_year=2568), b"%PDF-1.7 one"),
        with_pdf(issue_paper(post, fiscal_year=2569, title=f'ก/ข "ค" {long}'), b"%PDF-1.7 two"),
        with_pdf(issue_paper(post, fiscal_year=2569, title="=1+1"), b"%PDF-1.7 three"),
    ]


def unpacked(office, year=None) -> tuple[zipfile.ZipFile, list[str]]:
    """Return the archive and the problems that were found."""
    package = package_of(office, year)
    data = b"".join(packed(package))
    return zipfile.ZipFile(io.BytesIO(data)), package.problems


def test_every_published_paper_is_in_it_under_a_thai_name(office, papers):
    archive, problems = unpacked(office)

    names = [name for name in archive.namelist() if name.endswith(".pdf")]
    assert archive.testzip() is None
    assert problems == []
    assert len(names) == 3
    assert sorted(archive.read(name) for name in names) == sorted(
        [b"%PDF-1.7 one", b"%PDF-1.7 two", b"%PDF-1.7 three"]
    )
    assert names[0].startswith("2568/2025-11-14 ประกาศ มาตรการ")
    assert all(len(name.partition("/")[2].encode()) <= 255 for name in names)
    assert all(info.flag_bits & 0x800 for info in archive.infolist() if not info.filename.isascii())


@pytest.mark.usefixtures("papers")
def test_sha256sum_verifies_it_without_the_portal(office, tmp_path):
    archive, _ = unpacked(office)
    archive.extractall(tmp_path)

    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, capture_output=True
    )
    first = next(tmp_path.glob("2568/*.pdf"))
    first.write_bytes(b"%PDF-1.7 0ne")
    spoiled = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True
    )

    assert checked.returncode == 0, checked.stderr
    assert spoiled.returncode != 0


def test_the_lists_tell_the_papers_to_people_and_to_programs(office, papers):
    archive, _ = unpacked(office)

    told = json.loads(archive.read("papers.json"))
    rows = list(csv.DictReader(io.StringIO(archive.read("papers.csv").decode("utf-8-sig"))))
    words = archive.read("อ่านก่อน.txt").decode("utf-8-sig")
    assert [one["code"] for one in told["papers"]] == [paper.code for paper in papers]
    assert [row["รหัสเอกสาร"] for row in rows] == [paper.code for paper in papers]
    assert {one["file"] for one in told["papers"]} <= set(archive.namelist())
    assert "sha256sum -c SHA256SUMS" in words
    assert papers[0].title in words


def test_a_title_does_not_compute_in_a_spreadsheet(office, papers):
    archive, _ = unpacked(office)

    rows = list(csv.DictReader(io.StringIO(archive.read("papers.csv").decode("utf-8-sig"))))

    assert rows[2]["เรื่อง"] == "'=1+1"


def test_one_year_can_be_taken_alone(office, papers):
    archive, _ = unpacked(office, 2568)

    assert [one["code"] for one in json.loads(archive.read("papers.json"))["papers"]] == [
        papers[0].code
    ]


def test_old_and_revoked_papers_are_in_it_and_said_to_be(office, papers):
    Document.objects.filter(pk=papers[0].pk).update(replaced_by=papers[1])

    archive, _ = unpacked(office)

    first = json.loads(archive.read("papers.json"))["papers"][0]
    assert first["standing"] == "ถูกแทนที่แล้ว"
    assert first["replaced_by"] == papers[1].code


def test_the_scan_of_a_paper_lies_beside_it(office, papers, officer):
    scan = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(scan)
    kept = keep([scan.getvalue()], name="ส.pdf", office=office, by=officer, accept=DOCUMENTS)
    Document.objects.filter(pk=papers[0].pk).update(scan=kept)

    archive, _ = unpacked(office)

    [name] = [name for name in archive.namelist() if name.endswith("-สแกน.pdf")]
    assert archive.read(name) == scan.getvalue()
    assert kept.sha256 in archive.read("SHA256SUMS").decode()


def test_papers_of_others_and_unfinished_ones_are_not_in_it(office, papers, post, other_office):
    theirs = with_pdf(issue_paper(AppointmentFactory(office=other_office, role="director")))
    hidden = issue_paper(post)

    archive, _ = unpacked(office)

    codes = {one["code"] for one in json.loads(archive.read("papers.json"))["papers"]}
    assert not codes & {theirs.code, hidden.code}


def test_a_spoiled_or_missing_file_is_left_out_and_named(office, papers):
    folder = Path(settings.PRIVATE_FILES)
    (folder / papers[0].pdf.name).write_bytes(b"%PDF-1.7 spoiled")
    (folder / papers[1].pdf.name).unlink()

    archive, problems = unpacked(office)

    assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == 1
    assert [problem.partition(":")[0] for problem in problems] == [papers[0].code, papers[1].code]
    assert papers[0].code in archive.read("อ่านก่อน.txt").decode("utf-8-sig").split("พบปัญหา")[1]


def test_memory_does_not_grow_with_the_papers(office, post):
    for number in range(12):
        with_pdf(issue_paper(post), b"%PDF-1.7" + bytes([number]) * 4_000_000)

    tracemalloc.start()
    longest = max(len(piece) for piece in packed(package_of(office)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert longest < 1_000_000
    assert peak < 8_000_000


# -- the command -----------------------------------------------------------------------------------


def test_the_command_writes_the_file_and_tells_of_it(office, papers, tmp_path):
    path, out = tmp_path / "เอกสาร.zip", io.StringIO()

    call_command("export_papers", path, "--office", "sample1", "--json", stdout=out)

    told = json.loads(out.getvalue())
    assert (told["papers"], told["problems"]) == (3, [])
    assert zipfile.ZipFile(path).testzip() is None
    assert list(tmp_path.iterdir()) == [path]


def test_the_command_ends_with_1_when_a_file_is_gone(office, papers, tmp_path):
    (Path(settings.PRIVATE_FILES) / papers[1].pdf.name).unlink()

    with pytest.raises(CommandError) as ended:
        call_command("export_papers", tmp_path / "a.zip", "--office", "sample1", "--json")

    assert ended.value.returncode == 1
    assert (tmp_path / "a.zip").exists()


@pytest.mark.parametrize(("office_code", "name"), [("nowhere", "a.zip"), ("sample1", "there.zip")])
def test_the_command_refuses_an_unknown_office_and_a_file_that_is_there(
    office, tmp_path, office_code, name
):
    (tmp_path / "there.zip").write_bytes(b"mine")

    with pytest.raises(CommandError) as refused:
        call_command("export_papers", tmp_path / name, "--office", office_code)

    assert refused.value.returncode == 2
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
    assert not (tmp_path / "a.zip").exists()


# -- the page --------------------------------------------------------------------------------------


def test_staff_take_out_a_year_from_the_page(office, papers, login, officer):
    client = login(officer)

    page = client.get(PAGE).content.decode()
    answer = client.get(f"{PAGE}papers.zip?year=2569")

    data = b"".join(answer)
    assert "papers.zip?year=2569" in page
    assert answer["Content-Type"] == "application/zip"
    assert "filename*=UTF-8''" in answer["Content-Disposition"]
    assert len(json.loads(zipfile.ZipFile(io.BytesIO(data)).read("papers.json"))["papers"]) == 2


def test_an_empty_page_says_what_belongs_there(office, login, officer):
    assert "ยังไม่มีเอกสารที่เผยแพร่" in login(officer).get(PAGE).content.decode()


@pytest.mark.parametrize("year", ["x", "25690", "๒๕๖๙", "-1"])
def test_a_year_that_is_none_is_not_found(office, login, officer, year):
    assert login(officer).get(f"{PAGE}papers.zip", {"year": year}).status_code == 404


def test_who_has_no_right_takes_nothing_out(office, papers, login, deputy):
    assert login(deputy).get(f"{PAGE}papers.zip").status_code == 403
