"""Handing in: the act, the copy, its hashes; once, whatever is sent twice or killed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from disclosure.models import Evidence, FrozenArchive, FrozenPiece, HandIn
from disclosure.rules.evidence import withdraw_evidence
from disclosure.rules.handing_in import freezing
from disclosure.rules.handing_in.act import NOTHING_PUBLIC, hand_in
from disclosure.rules.handing_in.archive import SourceChanged
from disclosure.rules.handing_in.freezing import freeze, path_of, sweep
from disclosure.rules.handing_in.snapshot import fingerprint
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused, Stale
from ita_portal.files.disk import path_of as stored_path
from ita_portal.jobs import tasks
from ita_portal.jobs.models import Job
from tests.disclosure.handing import SECRET, answer_all, fill, frozen, hand
from tests.factories.disclosure import EvidenceFactory, FindingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(framework_2564, office, officer, settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "files"
    return fill(framework_2564, office, officer)


@pytest.fixture
def kept(filled, framework_2564, office, director):
    return hand(office, framework_2564, director)


def test_it_is_kept_who_handed_in_when_and_what_stood_there(kept, director):
    assert (kept.number, kept.handed_by, kept.status) == (1, director, "pending")
    assert kept.handed_by_title == director_title(director)
    assert kept.snapshot_sha256 == fingerprint(kept.snapshot)
    assert kept.readiness["accepted"] == 3
    assert kept.not_applicable == ["O4"]
    assert [piece.kind for piece in kept.pieces.all()] == ["file", "link", "text"]
    assert AuditEvent.objects.filter(verb="checklist.handed_in").count() == 1


def director_title(director):
    from ita_portal.organisations.models import Appointment  # noqa: PLC0415

    return Appointment.objects.get(user=director).title


def test_the_same_form_twice_hands_in_once(kept, office, framework_2564, director):
    revision = office.public_revision

    again = hand_in(office, framework_2564, number=1, revision=revision, note="x", by=director)

    assert again == kept
    assert (HandIn.objects.count(), Job.objects.filter(task="disclosure.freeze").count()) == (1, 1)


def test_somebody_elses_same_number_is_told_to_look_again(
    kept, office, framework_2564, coordinator
):
    with pytest.raises(Stale):
        hand(office, framework_2564, coordinator, number=1)


def test_what_changed_after_the_page_was_read_is_not_handed_in(
    filled, office, framework_2564, director, coordinator
):
    revision = office.public_revision
    withdraw_evidence(filled["link"], comment="ผิดข้อ", by=coordinator)

    with pytest.raises(Stale):
        hand_in(office, framework_2564, number=1, revision=revision, note="x", by=director)

    assert not HandIn.objects.exists()


def test_without_anything_public_there_is_nothing_to_hand_in(office, framework_2564, director):
    with pytest.raises(Refused, match=NOTHING_PUBLIC):
        hand(office, framework_2564, director)


def test_what_is_open_asks_for_a_reason(filled, office, framework_2564, director):
    answer_all(office, framework_2564)

    with pytest.raises(Refused, match="เหตุผลที่ส่งทั้งที่ยังไม่ครบ"):
        hand_in(
            office,
            framework_2564,
            number=1,
            revision=office.public_revision,
            note=" ",
            by=director,
        )


def test_it_may_be_handed_in_again_and_the_first_stays(
    kept, office, framework_2564, director, filled
):
    first = frozen(kept).read("manifest.json")

    second = hand(office, framework_2564, director, number=2)
    frozen(second)

    assert frozen(kept).read("manifest.json") == first
    assert FrozenArchive.objects.filter(replaced_at=None).count() == 2


def test_the_copy_holds_every_page_and_file_with_its_hash(kept, filled):
    copy = frozen(kept)

    names = set(copy.namelist())
    path = kept.pieces.get(kind="file").path
    assert {f"items/O{n}.html" for n in range(1, 44)} < names
    assert {"index.html", "links.csv", "css/frozen.css", "อ่านก่อน.txt", path} < names
    assert copy.read(path).decode() == "แผนของปี 2564"
    manifest = json.loads(copy.read("manifest.json"))
    listed = {one["path"]: one for one in manifest["files"]}
    assert listed[path]["sha256"] == hashlib.sha256("แผนของปี 2564".encode()).hexdigest()
    assert listed[path]["item"] == "O1"
    assert set(listed) | {"manifest.json", "SHA256SUMS"} == names
    for name, one in listed.items():
        assert (len(copy.read(name)), hashlib.sha256(copy.read(name)).hexdigest()) == (
            one["size"],
            one["sha256"],
        )


def test_names_in_the_copy_are_taken_by_every_disk_and_system(kept):
    for name in frozen(kept).namelist():
        assert not set(name) & set('<>:"|?*\\')
        assert all(len(part.encode()) < 255 for part in name.split("/"))
        assert not name.startswith("/")


def test_its_pages_need_nothing_from_elsewhere(kept):
    copy = frozen(kept)

    for name in copy.namelist():
        if name.endswith(".html"):
            page = copy.read(name).decode()
            assert "<script" not in page
            assert 'src="' not in page
            assert page.count('rel="stylesheet"') == 2
            for href in page.split('href="')[1:]:
                assert not href.startswith(("http", "/", "data:"))


def test_sha256sum_says_that_all_is_well(kept, tmp_path):
    frozen(kept).extractall(tmp_path / "copy")

    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "copy", capture_output=True, check=False
    )

    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_a_second_making_gives_the_same_bytes(kept):
    frozen(kept)
    first = kept.archives.get()
    FrozenArchive.objects.all().delete()

    freeze(kept.pk)

    assert kept.archives.get().sha256 == first.sha256


def test_what_is_done_twice_is_made_once(kept):
    freeze(kept.pk)
    freeze(kept.pk)

    assert kept.archives.count() == 1
    assert AuditEvent.objects.filter(verb="checklist.frozen").count() == 1


def test_names_of_people_and_findings_stay_out_of_the_copy(
    filled, office, framework_2564, director
):
    finding = FindingFactory(evidence=filled["file"], answer="เป็นแผนหลายปีที่อนุมัติแล้ว")
    finding.answered_by, finding.answered_at, finding.answered_for = director, finding.found_at, 1
    finding.save()
    copy = frozen(hand(office, framework_2564, director))

    everything = b"".join(copy.read(name) for name in copy.namelist()).decode(errors="replace")

    assert SECRET in everything
    assert filled["file"].decided_by.full_name not in everything
    assert finding.answer not in everything


def test_a_worker_that_is_killed_leaves_nothing_and_the_next_one_makes_it(kept, monkeypatch):
    class Killed(BaseException):
        """Nothing catches it, as nothing catches a kill."""

    def die(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setattr(freezing, "_settle", die)
    with pytest.raises(Killed):
        freeze(kept.pk)
    assert not FrozenArchive.objects.exists()
    monkeypatch.undo()

    freeze(kept.pk)

    assert kept.archives.count() == 1


def test_what_a_kill_left_on_the_disk_is_swept_after_a_day(kept, settings):
    import os  # noqa: PLC0415

    freeze(kept.pk)
    folder = path_of(kept.archives.get()).parent
    orphan, fresh = folder / "orphan.zip", folder / "fresh.zip"
    for path in (orphan, fresh):
        path.write_bytes(b"left behind")
    os.utime(orphan, (0, 0))

    assert sweep() == 1

    assert not orphan.exists()
    assert fresh.exists()
    assert path_of(kept.archives.get()).exists()


def test_a_disk_that_is_full_puts_the_job_back_and_leaves_no_part(kept, monkeypatch, settings):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(freezing, "write_archive", full)
    job = Job.objects.get(task="disclosure.freeze")

    tasks.run_job(job.pk)

    job.refresh_from_db()
    assert job.state == "queued"
    assert not list((settings.PRIVATE_FILES / "frozen" / "parts").iterdir())


def test_a_file_that_is_not_what_it_was_fails_loudly_and_can_be_made_again(
    login, kept, filled, director
):
    path = stored_path(filled["file"].file.key)
    right = path.read_bytes()
    path.write_bytes(b"something else")
    job = Job.objects.get(task="disclosure.freeze")
    with pytest.raises(SourceChanged):
        tasks.run_job(job.pk)
    kept.refresh_from_db()
    assert kept.status == "failed"
    page = "/office/sample1/disclosure/2564/hand-in/1/"
    client = login(director)
    assert "ทำสำเนาไม่สำเร็จ" in client.get(page).content.decode()
    path.write_bytes(right)

    client.post(f"{page}again/")
    tasks.run_job(job.pk)

    kept.refresh_from_db()
    assert kept.status == "ready"
    assert "ไม่ต้องสั่งทำใหม่" in client.post(f"{page}again/", follow=True).content.decode()


def test_the_files_of_the_copy_stay_though_the_evidence_is_withdrawn(kept, filled, coordinator):
    withdraw_evidence(filled["file"], comment="เลิกใช้", by=coordinator)

    copy = frozen(kept)

    assert copy.read(kept.pieces.get(kind="file").path).decode() == "แผนของปี 2564"


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (HandIn, {"snapshot": {}}),
        (HandIn, {"handed_at": "2020-01-01T00:00Z"}),
        (HandIn, {"note": "แก้ทีหลัง"}),
        (FrozenPiece, {"title": "ชื่อใหม่"}),
        (FrozenPiece, {"sha256": "0" * 64}),
        (FrozenArchive, {"sha256": "0" * 64}),
    ],
)
def test_the_database_refuses_to_change_what_was_frozen(kept, model, change):
    freeze(kept.pk)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model.objects.update(**change)


def test_every_frozen_table_has_its_triggers():
    """A later migration that rebuilds a table in SQLite would lose them without a word."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}

    assert {
        "disclosure_handin_frozen",
        "disclosure_frozenpiece_frozen",
        "disclosure_frozenpiece_once",
        "disclosure_frozenarchive_frozen",
        "disclosure_frozenarchive_once",
    } <= found


def verify(path, capsys):
    code = 0
    try:
        call_command("verify_frozen", str(path), "--json")
    except CommandError as error:
        code = error.returncode
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_the_command_knows_a_genuine_copy(kept, capsys):
    frozen(kept)

    code, told = verify(path_of(kept.archives.get()), capsys)

    assert (code, told["verdict"], told["problems"]) == (0, "genuine", [])
    assert told["sha256"] == kept.archives.get().sha256
    assert (told["hand_in"]["fiscal_year"], told["hand_in"]["number"]) == (2564, 1)


def rewritten(copy, path, *, change=None, drop=None, add=None):
    with zipfile.ZipFile(path, "w") as target:
        for name in copy.namelist():
            if name != drop:
                target.writestr(name, b"forged" if name == change else copy.read(name))
        if add:
            target.writestr(add, b"added")
    return path


@pytest.mark.parametrize(
    ("forged", "told"),
    [
        ({"change": "items/O1.html"}, "ถูกแก้ไข: items/O1.html"),
        ({"drop": "items/O1.html"}, "ขาดไป: items/O1.html"),
        ({"add": "items/O99.html"}, "เกินมา: items/O99.html"),
        ({"drop": "css/frozen.css"}, "ขาดไป: css/frozen.css"),
    ],
)
def test_the_command_finds_what_was_changed(kept, capsys, tmp_path, forged, told):
    path = rewritten(frozen(kept), tmp_path / "forged.zip", **forged)

    code, found = verify(path, capsys)

    assert (code, found["verdict"]) == (1, "altered")
    assert told in found["problems"]


def test_a_whole_copy_that_this_portal_does_not_know_is_said_to_be_so(kept, capsys):
    frozen(kept)
    path = path_of(kept.archives.get())
    FrozenArchive.objects.all().delete()

    code, told = verify(path, capsys)

    assert (code, told["verdict"]) == (1, "whole")


@pytest.mark.parametrize("bytes_", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_copy_is_refused(tmp_path, capsys, bytes_):
    path = tmp_path / "a.zip"
    path.write_bytes(bytes_)

    assert verify(path, capsys) == (2, None)
    assert verify(tmp_path / "not-there.zip", capsys) == (2, None)


def test_a_bomb_is_not_unpacked(kept, capsys, tmp_path):
    copy, path = frozen(kept), tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w") as target:
        for name in copy.namelist():
            data = b"\0" * 10_000_000 if name == "items/O1.html" else copy.read(name)
            target.writestr(name, data, zipfile.ZIP_DEFLATED)

    code, found = verify(path, capsys)

    assert code == 1
    assert "ถูกบีบอัด: items/O1.html" in found["problems"]


def test_a_paper_of_the_portal_lies_in_the_copy_as_it_was_signed(
    office, framework_2564, director, settings, tmp_path
):
    from tests.factories.disclosure import PaperFactory  # noqa: PLC0415

    settings.PRIVATE_FILES = tmp_path
    data = b"%PDF-1.7 signed"
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "none.pdf").write_bytes(data)
    paper = PaperFactory(office=office, sha256=hashlib.sha256(data).hexdigest())
    kept = hand(office, framework_2564, director)

    piece = kept.pieces.get()

    assert (piece.code, piece.kind, piece.document_code) == ("O42", "paper", paper.code)
    assert frozen(kept).read(piece.path) == data
    assert Evidence.objects.count() == 0


def test_the_year_is_kept_with_the_same_queries_however_much_it_holds(
    count_queries, office, framework_2564, director, filled
):
    asked = []
    for number in (1, 2):
        with count_queries() as queries:
            hand(office, framework_2564, director, number=number)
        asked.append(len(queries))
        for item in framework_2564.items.all()[5:25]:
            EvidenceFactory(office=office, item=item, accepted=True)

    assert asked[1] <= asked[0] + 1
