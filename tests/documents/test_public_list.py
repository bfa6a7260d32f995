"""The list of an office's papers for everybody."""

from __future__ import annotations

import datetime

from django.utils import timezone

from tests.factories.disclosure import PaperFactory

PAGE = "/o/sample1/documents/"


def words(response) -> str:
    return response.content.decode()


def test_signed_papers_stand_there_and_others_do_not(client, office, other_office, director):
    PaperFactory(office=office, title="ประกาศที่ลงนาม")
    PaperFactory(office=office, title="ยังไม่ลงนาม", signed=False)
    PaperFactory(office=office, title="บันทึกภายใน", kind="memo")
    PaperFactory(office=other_office, title="ของที่อื่น")
    revoked = {"revoked_at": timezone.now(), "revoked_by": director, "revoke_reason": "พิมพ์ผิด"}
    PaperFactory(office=office, title="ยกเลิกไปแล้ว", **revoked)

    page = words(client.get(PAGE))

    assert "ประกาศที่ลงนาม" in page
    for title in ("ยังไม่ลงนาม", "บันทึกภายใน", "ของที่อื่น", "ยกเลิกไปแล้ว"):
        assert title not in page


def test_a_year_and_a_kind_can_be_chosen_and_nonsense_is_passed_over(client, office):
    PaperFactory(office=office, title="ประกาศปีเก่า", fiscal_year=2563)
    PaperFactory(office=office, title="คำสั่งปีใหม่", fiscal_year=2564, kind="order")

    assert "ประกาศปีเก่า" not in words(client.get(PAGE, {"year": "2564"}))
    assert "ประกาศปีเก่า" not in words(client.get(PAGE, {"kind": "order"}))
    assert "ไม่มีเอกสารตามที่เลือก" in words(client.get(PAGE, {"year": "2563", "kind": "order"}))
    assert "ประกาศปีเก่า" in words(client.get(PAGE, {"year": "x", "kind": "'", "page": "-"}))


def test_many_papers_are_parted_into_pages_without_more_queries(client, office, count_queries):
    PaperFactory(office=office)
    with count_queries() as few:
        client.get(PAGE)
    PaperFactory.create_batch(40, office=office, dated_on=datetime.date(2021, 1, 1))

    with count_queries() as many:
        page = words(client.get(PAGE))

    assert len(many) == len(few)
    assert "หน้า 1 จาก 2" in page


def test_an_office_without_papers_says_what_belongs_there(client, office):
    assert "ยังไม่มีประกาศหรือเอกสารที่เผยแพร่" in words(client.get(PAGE))
    assert client.get("/o/none/documents/").status_code == 404
