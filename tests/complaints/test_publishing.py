"""Publishing: by the director, once, on the items of their duties, the same figures everywhere."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from assessments.models import OITItem
from complaints.models import (
    Case,
    ComplaintSettings,
    Permit,
    Publication,
    SettledFigures,
)
from complaints.rules.publishing import (
    ask_directors,
    permit,
    published_figures,
    published_years,
    revoke,
    settle,
)
from complaints.rules.reporting import report_words
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.notifications.models import Line
from tests.complaints.cast import case_of, words
from tests.complaints.test_statistics import AFTER, _many, came  # noqa: F401 - a fixture

PAGE = "/office/sample1/complaints/publishing/"
FIGURES = "/o/sample1/complaints/statistics/"
DUTIES = {
    "statistics": "complaint_statistics",
    "channel": "complaint_channel",
    "guideline": "complaint_guideline",
}


def item_page(client, what: str) -> str:
    """Return the public page of the item that asks for it in 2569."""
    items = OITItem.objects.filter(framework__fiscal_year=2569)
    code = next(item.code for item in items if DUTIES[what] in item.duties)
    return words(client.get(f"/o/sample1/oit/2569/{code}/"))


def test_the_figures_are_nobodys_until_the_director_permits_them(
    office, complaint_officer, director, client
):
    came(office, *["2025-11-03"] * 4, told="2026-01-05")
    settle(office, today=AFTER)

    assert published_figures(office, 2569) is None
    assert "4 เรื่อง" not in words(client.get(FIGURES))
    assert client.get(f"{FIGURES}2569/data.csv").status_code == 404

    permit(office, Publication.STATISTICS, by=director)

    assert published_figures(office, 2569).total == 4
    assert "4 เรื่อง" in words(client.get(f"{FIGURES}2569/"))
    assert client.get(f"{FIGURES}2569/data.csv").status_code == 200


@pytest.mark.parametrize("what", list(Publication))
def test_what_is_permitted_stands_on_its_item_and_goes_when_it_is_taken_back(
    what, office, complaint_officer, director, client, load_year, login
):
    load_year(2569)
    came(office, *["2025-11-03"] * 4)
    settle(office, today=AFTER)
    Permit.objects.create(
        office=office,
        what=what,
        from_year=2568,
        permitted_at="2026-04-02T09:00:00+07:00",
        permitted_by=director,
    )
    address = {
        "statistics": "/complaints/statistics/2568/",  # it asks for the year before
        "channel": "/complaints/",
        "guideline": "/complaints/guideline/",
    }[what]

    assert f'href="/o/sample1{address}"' in item_page(client, what).split("<h1>")[1]
    for other in set(DUTIES) - {what}:
        assert "ยังไม่มีข้อมูลเผยแพร่" in item_page(client, other)

    login(director).post(f"{PAGE}{what}/revoke/", {"reason": "ข้อมูลไม่ครบ"})

    assert "ยังไม่มีข้อมูลเผยแพร่" in item_page(client, what)


def test_the_figures_of_a_year_stand_there_once_a_half_has_ended(
    office, complaint_officer, director, client, load_year
):
    load_year(2569)
    permit(office, Publication.STATISTICS, by=director)
    SettledFigures.objects.filter(fiscal_year=2568).delete()

    assert "ยังไม่มีข้อมูลเผยแพร่" in item_page(client, "statistics")


def test_page_data_report_and_interface_tell_the_same(office, complaint_officer, director, client):
    came(office, *["2025-11-03"] * 4, told="2026-01-05")
    came(office, *["2026-05-04"] * 3, kind="neglect")
    permit(office, Publication.STATISTICS, by=director)
    figures = published_figures(office, 2569)

    data = client.get(f"{FIGURES}2569/data.csv").content.decode("utf-8-sig")
    rows = {(row["table"], row["cell"]): row["count"] for row in csv.DictReader(io.StringIO(data))}
    page, report = words(client.get(f"{FIGURES}2569/")), report_words(figures, office)

    assert figures == published_years(office)[0]
    assert (figures.total, rows["total", "all"]) == (7, "7")
    assert "7 เรื่อง" in page
    assert "ทั้งหมด 7 เรื่อง" in report["opening"][0]


def test_a_new_case_changes_nothing_until_the_next_half_has_ended(
    office, complaint_officer, director, client
):
    came(office, *["2026-05-04"] * 4)
    permit(office, Publication.STATISTICS, by=director)
    before = words(client.get(FIGURES))
    case = case_of(office)
    Case.objects.filter(pk=case.pk).update(received_on=date(2026, 5, 4), fiscal_year=2569)

    settle(office, today=AFTER)
    assert words(client.get(FIGURES)) == before
    settle(office, today=date(2027, 4, 1))

    assert published_figures(office, 2569).total == 4


def test_many_late_cases_are_put_in_when_the_next_half_has_ended(
    office, complaint_officer, director
):
    came(office, *["2026-05-04"] * 4)
    permit(office, Publication.STATISTICS, by=director)
    came(office, *["2026-05-05"] * 3)

    assert settle(office, today=date(2027, 4, 1))

    assert published_figures(office, 2569).total == 7


def test_a_half_that_ended_before_the_permit_is_settled_by_it(office, complaint_officer, director):
    came(office, *["2025-11-03"] * 4)

    permit(office, Publication.STATISTICS, by=director)

    assert published_years(office)[0].fiscal_year == 2569


def test_permitting_and_taking_back_stand_in_the_trail(office, director, login):
    client = login(director)
    assert client.post(f"{PAGE}channel/").status_code == 302
    assert "เผยแพร่อยู่" in words(client.get(PAGE))

    refused = client.post(f"{PAGE}channel/revoke/", {"reason": "  "})
    assert refused.status_code == 422
    assert "โปรดเขียนเหตุที่ถอน" in words(refused)
    assert client.post(f"{PAGE}channel/revoke/", {"reason": "ย้ายที่ทำการ"}).status_code == 302

    assert "ย้ายที่ทำการ" in words(client.get(PAGE))
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "complaints.publication_permitted",
        "complaints.publication_revoked",
    ]


def test_permitted_twice_is_permitted_once(office, director):
    permit(office, Publication.CHANNEL, by=director)

    with pytest.raises(Refused, match="อยู่แล้ว"):
        permit(office, Publication.CHANNEL, by=director)
    revoke(office, Publication.CHANNEL, reason="x", by=director)
    with pytest.raises(Refused, match="ถอนไปแล้ว"):
        revoke(office, Publication.CHANNEL, reason="x", by=director)
    permit(office, Publication.CHANNEL, by=director)


@pytest.mark.parametrize("who", ["complaint_officer", "officer", "administrator"])
def test_nobody_but_the_director_decides_what_is_published(who, request, office, login):
    client = login(request.getfixturevalue(who))

    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}statistics/").status_code == 403
    assert not Permit.objects.exists()


def test_what_is_not_to_be_published_has_no_address(director, login):
    assert login(director).post(f"{PAGE}names/").status_code == 404


def test_the_page_shows_what_will_be_public(office, complaint_officer, director, login):
    came(office, *["2025-11-03"] * 4)
    settle(office, today=AFTER)

    page = words(login(director).get(PAGE))

    assert "4 เรื่อง" in page
    assert complaint_officer.full_name in page
    assert "15, 30 และ 90 วันทำการ" in page


def test_the_director_is_asked_once(office, complaint_officer, director):
    for day in (1, 2, 3):
        ask_directors(date(2026, 11, day))
    assert Line.objects.filter(user=director).count() == 1

    Line.objects.all().delete()
    permit(office, Publication.GUIDELINE, by=director)
    ask_directors(date(2026, 11, 4))

    assert not Line.objects.exists()


def test_an_office_that_takes_no_complaints_is_not_asked(office, director):
    assert ask_directors(date(2026, 11, 1)) == 0


def test_the_guideline_says_what_the_office_has_set(office, complaint_officer, director, client):
    office.phone = "0 2000 0000"
    office.save()
    ComplaintSettings.objects.create(
        office=office, first_answer_days=7, progress_days=21, end_days=60, keep_mended=12
    )

    page = words(client.get("/o/sample1/complaints/guideline/"))

    for said in ("ภายใน 7 วันทำการ", "ทุก 21 วันทำการ", "ภายใน 60 วันทำการ", "แก้ไขแล้ว 12 ปี"):
        assert said in page
    assert complaint_officer.full_name in page
    assert "0 2000 0000" in page
    assert "ยังไม่ได้แต่งตั้งผู้รับเรื่องแทน" in page
