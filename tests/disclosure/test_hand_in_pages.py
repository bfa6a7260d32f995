"""The pages of handing in: who may, what is shown before, and what is kept and given out."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from disclosure.models import FrozenPiece, HandIn
from disclosure.rules.evidence import withdraw_evidence
from disclosure.rules.handing_in import freezing
from disclosure.rules.handing_in.freezing import freeze, path_of, sweep
from disclosure.rules.handing_in.taking_out import A_PAPER, STILL_PUBLIC
from ita_portal.audit.models import AuditEvent
from tests.disclosure.handing import SECRET, answer_all, fill, frozen, hand
from tests.factories.disclosure import FindingFactory

YEAR = "/office/sample1/disclosure/2564/"
SHEET = f"{YEAR}hand-in/"
CONFIRM = f"{SHEET}confirm/"
KEPT = f"{SHEET}1/"
PUBLIC = "/o/sample1/oit/2564/handed-in/1/"


@pytest.fixture
def filled(framework_2564, office, officer, settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "files"
    return fill(framework_2564, office, officer)


@pytest.fixture
def kept(filled, framework_2564, office, director):
    return hand(office, framework_2564, director)


def words(response):
    return response.content.decode()


def confirm(client, **typed):
    page = client.get(CONFIRM)
    facts = {"number": page.context["number"], "revision": page.context["revision"]}
    return client.post(CONFIRM, facts | typed, follow=True)


@pytest.mark.parametrize("who", ["director", "coordinator"])
def test_the_director_or_the_coordinator_hands_in(request, login, filled, who):
    client = login(request.getfixturevalue(who))

    response = confirm(client, note="ครบกำหนดวันนี้")

    assert response.redirect_chain == [(KEPT, 302)]
    assert "ส่งแบบตรวจครั้งที่ 1 แล้ว" in words(response)
    assert HandIn.objects.get().note == "ครบกำหนดวันนี้"


@pytest.mark.parametrize("who", ["officer", "group_head", "deputy", "administrator", "supervisor"])
def test_nobody_else_does(request, login, filled, who):
    client = login(request.getfixturevalue(who))

    assert client.get(CONFIRM).status_code == 403
    assert client.post(CONFIRM).status_code == 403
    assert "confirm/" not in words(client.get(SHEET))


def test_the_page_tells_what_is_open_before(login, director, office, framework_2564, filled):
    page = words(login(director).get(CONFIRM))

    assert "ยังไม่พร้อม" in page
    assert "ลิงก์ยังไม่ผ่าน 44 จาก 44" in page
    assert "เหตุผลที่ส่งทั้งที่ยังไม่ครบ" in page
    assert "เก็บสำเนาทุกหน้าและทุกไฟล์" in page


def test_without_a_reason_for_what_is_open_it_comes_back(login, director, filled):
    response = confirm(login(director), note="  ")

    assert 'role="alert"' in words(response)
    assert "กรุณาเขียนเหตุผล" in words(response)
    assert not HandIn.objects.exists()


def test_what_was_typed_comes_back_when_something_changed_meanwhile(
    login, director, coordinator, filled
):
    client = login(director)
    page = client.get(CONFIRM)
    facts = {"number": page.context["number"], "revision": page.context["revision"]}
    withdraw_evidence(filled["link"], comment="ผิดข้อ", by=coordinator)

    response = client.post(CONFIRM, facts | {"note": "เหตุผลที่พิมพ์ไว้"})

    assert "มีผู้แก้ไขข้อมูลนี้" in words(response)
    assert "เหตุผลที่พิมพ์ไว้" in words(response)
    assert not HandIn.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 400])
def test_a_form_that_somebody_made_up_hands_nothing_in(login, director, filled, number):
    facts = {"number": number, "revision": number, "note": "x"}

    response = login(director).post(CONFIRM, facts)

    assert "มีผู้แก้ไขข้อมูลนี้" in words(response)
    assert not HandIn.objects.exists()


def test_what_was_kept_is_shown_and_waits_for_its_copy(login, officer, kept):
    client = login(officer)
    assert 'hx-trigger="every 2s"' in words(client.get(KEPT))

    freeze(kept.pk)

    page = words(client.get(KEPT))
    assert kept.archives.get().sha256 in page
    assert 'hx-trigger="every 2s"' not in page
    assert "take-out/" not in page


def test_another_office_and_another_number_are_not_there(login, stranger, officer, kept):
    for path in (KEPT, f"{KEPT}O1/appeal.zip"):
        assert login(stranger).get(path).status_code == 404
    client = login(officer)
    for path in (f"{SHEET}2/", f"{SHEET}99999999/", f"{KEPT}O99/appeal.zip"):
        assert client.get(path).status_code == 404


def test_an_appeal_packet_holds_all_that_tells_of_the_item(
    login, officer, director, office, framework_2564, filled
):
    finding = FindingFactory(evidence=filled["file"], answer="เป็นแผนหลายปีที่อนุมัติแล้ว")
    finding.answered_by, finding.answered_at, finding.answered_for = director, finding.found_at, 1
    finding.save()
    answer_all(office, framework_2564)
    kept = hand(office, framework_2564, director)
    copy = frozen(kept)

    response = login(officer).get(f"{KEPT}O1/appeal.zip")

    packet = zipfile.ZipFile(io.BytesIO(response.content))
    path = kept.pieces.get(kind="file").path
    assert packet.read(path) == copy.read(path)
    assert packet.read("items/O1.html") == copy.read("items/O1.html")
    assert "items/O2.html" not in packet.namelist()
    report = packet.read("appeal.html").decode()
    for told in (
        filled["file"].decided_by.full_name,
        finding.message,
        finding.answer,
        director.full_name,
        "เปิดได้",
        kept.archives.get().sha256,
    ):
        assert told in report
    listed = json.loads(packet.read("manifest.json"))["files"]
    sums = packet.read("SHA256SUMS").decode()
    assert all(f"{one['sha256']}  {one['path']}\n" in sums for one in listed)


def test_before_the_copy_stands_there_is_no_packet(login, officer, kept):
    response = login(officer).get(f"{KEPT}O1/appeal.zip", follow=True)

    assert "ยังทำไม่เสร็จ" in words(response)


def test_personal_data_is_taken_out_of_every_copy_with_a_visible_trace(
    login, client, director, coordinator, office, framework_2564, filled, kept
):
    old = frozen(kept)
    second = hand(office, framework_2564, director, number=2)
    freeze(second.pk)
    withdraw_evidence(filled["text"], comment="มีข้อมูลส่วนบุคคล", by=coordinator)
    piece = kept.pieces.get(kind="text")
    staff = login(director)

    response = staff.post(
        f"{KEPT}pieces/{piece.pk}/take-out/", {"comment": "มีเลขประจำตัวประชาชน"}, follow=True
    )

    assert "ออกจากสำเนา 2 ชุดแล้ว" in words(response)
    assert client.get(f"{PUBLIC}copy.zip").status_code == 404
    new = frozen(kept)
    freeze(second.pk)
    everything = b"".join(new.read(name) for name in new.namelist()).decode(errors="replace")
    assert SECRET not in everything
    assert "มีเลขประจำตัวประชาชน" in new.read("index.html").decode()
    assert new.read("items/O1.html") == old.read("items/O1.html")
    assert SECRET not in words(client.get(f"{PUBLIC}O3/"))
    assert "มีเลขประจำตัวประชาชน" in words(client.get(PUBLIC))
    assert SECRET not in client.get(f"{PUBLIC}copy.zip").getvalue().decode(errors="replace")
    assert kept.archives.count() == 2
    assert kept.archives.get(number=1).sha256 in words(client.get(PUBLIC))
    assert AuditEvent.objects.filter(verb="checklist.taken_out").count() == 1
    packet = staff.get(f"{KEPT}O3/appeal.zip").content
    assert SECRET.encode() not in packet


def test_a_file_is_taken_out_and_its_address_is_closed(
    login, client, director, coordinator, filled, kept
):
    piece = kept.pieces.get(kind="file")
    freeze(kept.pk)
    address = f"{PUBLIC}O1/files/{piece.pk}/"
    assert client.get(address).getvalue().decode() == "แผนของปี 2564"
    withdraw_evidence(filled["file"], comment="มีข้อมูลส่วนบุคคล", by=coordinator)
    assert client.get(address).getvalue().decode() == "แผนของปี 2564"

    login(director).post(f"{KEPT}pieces/{piece.pk}/take-out/", {"comment": "มีเบอร์โทรส่วนตัว"})

    assert client.get(address).status_code == 404
    assert piece.path not in frozen(kept).namelist()
    page = words(client.get(f"{PUBLIC}O1/"))
    assert "มีเบอร์โทรส่วนตัว" in page
    assert piece.sha256 in page


def test_the_bytes_of_before_are_gone_once_the_new_copy_stands(
    django_capture_on_commit_callbacks, login, director, coordinator, filled, kept
):
    freeze(kept.pk)
    before = path_of(kept.archives.get())
    withdraw_evidence(filled["text"], comment="มีข้อมูลส่วนบุคคล", by=coordinator)
    piece = kept.pieces.get(kind="text")
    login(director).post(f"{KEPT}pieces/{piece.pk}/take-out/", {"comment": "x"})
    assert before.exists()

    with django_capture_on_commit_callbacks(execute=True):
        freeze(kept.pk)

    assert not before.exists()
    assert path_of(kept.archives.get(replaced_at=None)).exists()


def test_a_copy_that_was_replaced_is_swept_though_the_worker_died_before_removing_it(
    login, director, coordinator, filled, kept
):
    freeze(kept.pk)
    before = path_of(kept.archives.get())
    withdraw_evidence(filled["text"], comment="มีข้อมูลส่วนบุคคล", by=coordinator)
    piece = kept.pieces.get(kind="text")
    login(director).post(f"{KEPT}pieces/{piece.pk}/take-out/", {"comment": "x"})
    freeze(kept.pk)
    assert before.exists()

    assert sweep() == 1

    assert not before.exists()


def test_a_copy_begun_before_something_was_taken_out_is_not_kept(
    login, monkeypatch, director, coordinator, filled, kept
):
    withdraw_evidence(filled["text"], comment="มีข้อมูลส่วนบุคคล", by=coordinator)
    piece, client, real = kept.pieces.get(kind="text"), login(director), freezing.write_archive

    def slow(content, target, *, before):
        monkeypatch.setattr(freezing, "write_archive", real)
        client.post(f"{KEPT}pieces/{piece.pk}/take-out/", {"comment": "x"})
        return real(content, target, before=before)

    monkeypatch.setattr(freezing, "write_archive", slow)
    freeze(kept.pk)
    assert not kept.archives.exists()

    copy = frozen(kept)

    assert SECRET not in b"".join(map(copy.read, copy.namelist())).decode(errors="replace")


@pytest.mark.parametrize(
    ("kind", "told"), [("file", STILL_PUBLIC), ("text", STILL_PUBLIC), ("link", "ไม่มีไฟล์หรือข้อความ")]
)
def test_what_is_still_public_or_holds_nothing_is_not_taken_out(login, director, kept, kind, told):
    piece = kept.pieces.get(kind=kind)

    response = login(director).post(f"{KEPT}pieces/{piece.pk}/take-out/", {"comment": "เหตุผลที่พิมพ์"})

    assert told in words(response)
    assert not FrozenPiece.objects.exclude(taken_out_at=None).exists()


def test_taking_out_asks_for_a_reason_and_happens_once(login, director, coordinator, filled, kept):
    withdraw_evidence(filled["text"], comment="มีข้อมูลส่วนบุคคล", by=coordinator)
    piece, client = kept.pieces.get(kind="text"), login(director)
    path = f"{KEPT}pieces/{piece.pk}/take-out/"
    assert "กรุณาเขียนเหตุผล" in words(client.post(path, {"comment": " "}))

    client.post(path, {"comment": "ครั้งแรก"})
    client.post(path, {"comment": "ครั้งที่สอง"})

    piece.refresh_from_db()
    kept.refresh_from_db()
    assert piece.taken_out_because == "ครั้งแรก"
    assert kept.copies_asked == 2


def test_only_who_hands_in_takes_out(login, officer, deputy, stranger, kept):
    path = f"{KEPT}pieces/{kept.pieces.get(kind='text').pk}/take-out/"

    for who in (officer, deputy):
        assert login(who).post(path, {"comment": "x"}).status_code == 403
    assert login(stranger).post(path, {"comment": "x"}).status_code == 404


def test_a_paper_stays(login, director, office, framework_2564, kept):
    piece = kept.pieces.get(kind="link")
    FrozenPiece.objects.filter(pk=piece.pk).delete()
    paper = FrozenPiece.objects.create(
        hand_in=kept, position=9, code="O2", kind="paper", title="ประกาศ", document_code="x"
    )

    response = login(director).post(f"{KEPT}pieces/{paper.pk}/take-out/", {"comment": "x"})

    assert A_PAPER in str(response.context["typed"])
