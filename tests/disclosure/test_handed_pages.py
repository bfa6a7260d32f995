"""After handing in: the public sees when, gets the copy, and is told what came later."""

from __future__ import annotations

import hashlib

import pytest

from disclosure.models import Entry
from disclosure.rules.evidence import accept_evidence, resubmit_evidence, withdraw_evidence
from disclosure.rules.handing_in.freezing import freeze
from disclosure.rules.kept import YEAR_PAGES
from tests.disclosure.handing import fill, hand
from tests.factories.disclosure import EvidenceFactory, PaperFactory

YEAR = "/o/sample1/oit/2564/"
HANDED = f"{YEAR}handed-in/1/"


@pytest.fixture
def filled(framework_2564, office, officer, settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "files"
    return fill(framework_2564, office, officer)


@pytest.fixture
def kept(filled, framework_2564, office, director):
    return hand(office, framework_2564, director)


def words(response):
    return response.content.decode()


def test_before_handing_in_nothing_is_said_of_it(client, filled):
    assert "ส่งแบบตรวจ" not in words(client.get(YEAR))
    assert "ส่งแบบตรวจ" not in words(client.get(f"{YEAR}O1/"))
    assert client.get(HANDED).status_code == 404


def test_the_year_shows_when_it_was_handed_in_and_the_hash_of_the_copy(client, kept):
    freeze(kept.pk)

    page = words(client.get(YEAR))

    assert f'href="{HANDED}"' in page
    assert kept.archives.get().sha256 in page
    assert "ทุกข้อยังเป็นอย่างที่ส่ง" in page


def test_a_kept_page_of_the_year_is_made_anew_when_it_was_handed_in(
    client, filled, office, framework_2564, director
):
    client.get(YEAR)
    hand(office, framework_2564, director)

    assert "ส่งแบบตรวจแล้ว" in words(client.get(YEAR))
    assert YEAR_PAGES.size


def test_the_copy_is_given_to_everybody_with_its_hash(client, kept):
    assert client.get(f"{HANDED}copy.zip").status_code == 404
    freeze(kept.pk)

    response = client.get(f"{HANDED}copy.zip")

    data = response.getvalue()
    archive = kept.archives.get()
    assert hashlib.sha256(data).hexdigest() == archive.sha256
    assert response["ETag"] == f'"{archive.sha256}"'
    same = client.get(f"{HANDED}copy.zip", headers={"if-none-match": response["ETag"]})
    assert same.status_code == 304


def test_a_public_file_is_sent_once_to_who_has_it(client, kept, filled):
    piece = kept.pieces.get(kind="file")
    for address in (
        f"{YEAR}O1/files/{filled['file'].pk}/",
        f"{HANDED}O1/files/{piece.pk}/",
    ):
        first = client.get(address)
        assert first.getvalue().decode() == "แผนของปี 2564"
        assert first["ETag"] == f'"{piece.sha256}"'

        again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")


def test_what_is_as_it_was_says_so(client, kept):
    page = words(client.get(f"{YEAR}O1/"))

    assert "ข้อนี้ยังเป็นอย่างที่ส่ง" in page
    assert "หลังวันส่ง" not in page


def test_what_was_added_later_is_marked(client, kept, office, item):
    EvidenceFactory(office=office, item=item, accepted=True, title="เพิ่มทีหลัง")
    office.public_revision += 1
    office.save()

    assert words(client.get(f"{YEAR}O1/")).count("เพิ่มหลังวันส่ง") == 2
    year = words(client.get(YEAR))
    assert "เปลี่ยนแปลงหลังวันส่ง 1 ข้อ" in year
    assert year.count("เปลี่ยนหลังวันส่ง") == 1


def test_what_was_changed_later_is_marked_and_what_was_handed_in_is_reachable(
    client, kept, filled, coordinator
):
    text = filled["text"]
    newer = resubmit_evidence(
        text, by=text.proposed_by, kind="text", title="ข้อความใหม่", text="เปลี่ยนแล้ว"
    )
    accept_evidence(newer, by=coordinator)

    page = words(client.get(f"{YEAR}O3/"))

    assert "เปลี่ยนหลังวันส่ง" in page
    assert f'href="{HANDED}O3/#evidence-{text.pk}"' in page
    earlier = words(client.get(f"{HANDED}O3/"))
    assert "ความลับที่ไม่ควรอยู่" in earlier
    assert "เปลี่ยนแล้ว" not in earlier
    assert "ข้อความใหม่" not in earlier


def test_what_was_withdrawn_later_is_told_and_still_opens_as_it_was(
    client, kept, filled, coordinator
):
    withdraw_evidence(filled["file"], comment="เลิกใช้", by=coordinator)

    page = words(client.get(f"{YEAR}O1/"))

    assert "ถอนหลังวันส่ง" in page
    piece = kept.pieces.get(kind="file")
    sent = client.get(f"{HANDED}O1/files/{piece.pk}/")
    assert sent.getvalue().decode() == "แผนของปี 2564"


def test_a_paper_that_came_later_is_marked(client, kept, office):
    PaperFactory(office=office)
    office.public_revision += 1
    office.save()

    assert "เพิ่มหลังวันส่ง" in words(client.get(f"{YEAR}O42/"))


def test_that_an_item_does_not_concern_the_office_is_part_of_what_was_handed_in(client, kept):
    assert "ไม่มีแผนนี้" in words(client.get(f"{HANDED}O4/"))
    Entry.objects.filter(code="O4").update(setting="")

    assert "ว่าข้อนี้เกี่ยวข้องกับสำนักงานหรือไม่" in words(client.get(f"{YEAR}O4/"))


def test_later_is_told_against_the_last_time(client, kept, office, framework_2564, director, item):
    EvidenceFactory(office=office, item=item, accepted=True, title="เพิ่มก่อนส่งครั้งที่สอง")
    hand(office, framework_2564, director, number=2)

    page = words(client.get(f"{YEAR}O1/"))

    assert "ข้อนี้ยังเป็นอย่างที่ส่ง" in page
    year = words(client.get(YEAR))
    assert f'href="{HANDED}"' in year
    assert f'href="{YEAR}handed-in/2/"' in year


@pytest.mark.parametrize(
    "path",
    [
        f"{YEAR}handed-in/2/",
        f"{YEAR}handed-in/999999999999/",
        f"{HANDED}O99/",
        f"{HANDED}O1/files/999999/",
        f"{HANDED}O1/files/99999999999999999999999/",
        "/o/other1/oit/2564/handed-in/1/",
    ],
)
def test_what_was_not_handed_in_is_not_there(client, kept, other_office, path):
    assert client.get(path).status_code == 404


def test_the_name_of_who_handed_in_stays_inside(client, kept, director):
    freeze(kept.pk)

    for path in (YEAR, HANDED, f"{HANDED}O1/"):
        assert director.full_name not in words(client.get(path))


def test_no_public_page_asks_more_when_it_holds_more(
    client, count_queries, kept, office, framework_2564, full_items
):
    asked = {}
    for count in (1, 20):
        full_items(count)
        office.public_revision += 1
        office.save()
        for path in (YEAR, f"{YEAR}O1/", HANDED, f"{HANDED}O1/"):
            YEAR_PAGES.clear()
            with count_queries() as queries:
                client.get(path)
            asked.setdefault(path, []).append(len(queries))

    assert all(first == second for first, second in asked.values()), asked
