"""What does not belong into evidence, through the form as people send it: a Thai sentence for
each, nothing left behind, and nothing that could run in the portal's name.
"""

from __future__ import annotations

import io
import re
from urllib.parse import quote

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosure.models import Evidence, LinkCheck
from disclosure.rules.uploads import taken_in
from ita_portal.errors import Refused
from ita_portal.files import uploads
from ita_portal.files.models import StoredFile
from tests.factories.disclosure import EvidenceFactory, kept_file
from tests.files import samples

pytestmark = pytest.mark.django_db
ITEM = "/office/sample1/disclosure/2564/O1/"
ADD = f"{ITEM}add/"
PUBLIC = "/o/sample1/oit/2564/O1/"
SCRIPT = {"/OpenAction": samples.action("/JavaScript", JS="app.alert(1)")}
LOCKED = pikepdf.Encryption(owner="owner", user="secret")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><html><script>alert(document.cookie)</script></html>"
PROBLEM = re.compile(
    r'class="(?:invalid-feedback|error-summary|field-error)[^>]*>(.*?)</', re.DOTALL
)
LONG_NAME = f"{'แผนปฏิบัติการประจำปี' * 15}"[:296] + ".pdf"


def words(response) -> str:
    return response.content.decode()


def typed(office, **changes):
    group = office.groups.first().pk
    return {"title": "แผนปฏิบัติการของสำนักงาน", "owner": group, "deed": "propose", **changes}


def upload(data: bytes, name: str, told: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=told)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("แผน.pdf", samples.picture()),
        ("แผน.pdf", b"MZ\x90\0" + b"\0" * 600),
        ("แผน.docx", samples.pdf()),
        ("แผน.pdf", samples.pdf(catalog=SCRIPT)),
        ("แผน.pdf", samples.pdf(encryption=LOCKED)),
        ("แผน.pdf", samples.pdf_with_attachment("run.exe")),
        ("ผัง.svg", SVG),
        ("ผัง.png", SVG),
        ("หน้า.html", HTML),
        ("หน้า.txt", HTML),
        ("หน้า.pdf", HTML),
        ("ระเบิด.docx", samples.docx({"word/media/big.xml": b"0" * 30_000_000})),
        ("ระเบิด.xlsx", samples.lying_archive()),
        ("ชุด.zip", samples.archive({"a.txt": b"a"})),
        ("ว่าง.pdf", b""),
        ("ภาพ.png", samples.huge_png(60_000, 60_000)),
    ],
)
def test_a_bad_file_is_refused_in_thai_and_leaves_nothing(login, officer, office, item, name, data):
    response = login(officer).post(ADD, typed(office, file=upload(data, name)))

    assert response.status_code == 200
    assert any(re.search("[ก-ฮ]{3}", told) for told in PROBLEM.findall(words(response)))
    assert "แผนปฏิบัติการของสำนักงาน" in words(response)
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_upload_of_two_gigabytes_is_not_read_to_its_end(office, officer):
    read = []

    def chunks():
        yield b"%PDF-1.7\n"
        for number in range(2048):
            read.append(number)
            yield b"x" * 1024**2

    with (
        pytest.raises(Refused, match="ใหญ่เกินไป"),
        taken_in(chunks(), name="ใหญ่.pdf", office=office, by=officer),
    ):
        pytest.fail("it was taken in")

    assert len(read) <= 64
    assert not StoredFile.objects.exists()


def test_of_a_flood_only_the_beginning_reaches_the_disk(
    login, officer, office, item, monkeypatch, tmp_path, settings
):
    monkeypatch.setattr(uploads, "MOST_STORED", 70_000)
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    stored = []
    whole = uploads.BoundedUpload.file_complete

    def complete(self, file_size):
        file = whole(self, file_size)
        self.file.flush()
        stored.append((file_size, sum(one.stat().st_size for one in tmp_path.iterdir())))
        return file

    monkeypatch.setattr(uploads.BoundedUpload, "file_complete", complete)

    login(officer).post(ADD, typed(office, file=upload(b"%PDF-" + b"x" * 3_000_000, "ใหญ่.pdf")))

    [(size, on_disk)] = stored
    assert size == 3_000_005
    assert on_disk <= 70_000 + 65_536
    assert not StoredFile.objects.exists()


def test_a_name_of_300_thai_letters_is_kept_shown_and_sent_back_whole(
    client, login, officer, office, item
):
    assert len(LONG_NAME) == 300

    data = samples.pdf()
    sent_in = io.BytesIO(data)
    sent_in.name = LONG_NAME

    login(officer).post(ADD, typed(office, file=sent_in))

    piece = Evidence.objects.get()
    page = words(login(officer).get(ITEM))
    sent = login(officer).get(f"{ITEM}{piece.pk}/file/")
    assert piece.file.name == LONG_NAME
    assert LONG_NAME in page
    assert quote(LONG_NAME, safe="") in sent["Content-Disposition"]
    assert b"".join(sent.streaming_content) == data


def test_the_same_file_twice_at_one_item_is_one_piece(login, officer, office, item):
    client = login(officer)
    for _ in range(2):
        client.post(ADD, typed(office, file=upload(samples.pdf(), "แผน.pdf")))

    assert Evidence.objects.count() == 1
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://localhost:6379/",
        "http://127.0.0.1:8000/admin",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://10.0.0.5/plan.pdf",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://user:secret@www.example.go.th/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>alert(1)</script>",
    ],
)
def test_a_link_into_a_network_is_refused_in_thai_and_never_tried(
    login, officer, office, item, settings, address
):
    settings.LINKS_ARE_TRIED = True

    response = login(officer).post(ADD, typed(office, url=address))

    assert response.status_code == 200
    assert any(re.search("[ก-ฮ]{3}", told) for told in PROBLEM.findall(words(response)))
    assert not Evidence.objects.exists()
    assert not LinkCheck.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "disposition"),
    [
        ("แผน.pdf", samples.pdf(), "inline"),
        ("ภาพ.png", samples.picture("PNG"), "inline"),
        ("ตาราง.xlsx", samples.xlsx(), "attachment"),
    ],
)
def test_nothing_in_a_served_file_can_run_in_the_portals_name(
    client, office, officer, item, name, data, disposition
):
    file = kept_file(office, officer, name=name, data=data)
    piece = EvidenceFactory(office=office, item=item, kind="file", url="", file=file, accepted=True)

    response = client.get(f"{PUBLIC}files/{piece.pk}/")
    b"".join(response.streaming_content)

    policy = response["Content-Security-Policy"]
    assert response["Content-Type"] == file.media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(disposition)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", "")
    assert "Set-Cookie" not in response


def test_a_text_that_holds_a_page_goes_out_as_a_download_in_plain_letters(
    client, office, officer, item
):
    file = kept_file(office, officer, name="แผน.txt", words="แผน <script>alert(1)</script>")
    piece = EvidenceFactory(office=office, item=item, kind="file", url="", file=file, accepted=True)

    response = client.get(f"{PUBLIC}files/{piece.pk}/")
    b"".join(response.streaming_content)

    assert response["Content-Type"].startswith("text/plain")
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
