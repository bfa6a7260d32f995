"""The first pages, what waits for whom, and the sign of health."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from disclosure.models import Evidence
from ita_portal.audit.rules import record
from ita_portal.documents.models import Document, Proposal
from ita_portal.home import views
from ita_portal.home.trail import VERBS, sentence
from ita_portal.jobs.models import Heartbeat
from measures.models import Plan
from tests.factories.assessments import ResultFactory
from tests.factories.disclosure import EvidenceFactory, PaperFactory
from tests.factories.documents import propose_paper
from tests.factories.measures import PlanFactory, propose_plan
from tests.factories.organisations import AppointmentFactory, OfficeFactory


def page(name: str, office, *args) -> str:
    return reverse(f"home:{name}", args=[office.code, *args])


@pytest.fixture
def submitted(office, officer) -> Plan:
    return propose_plan(PlanFactory(office=office, fiscal_year=2565), officer)


def test_one_office_alone_shows_its_public_home_first(client, office):
    answer = client.get("/")

    assert office.name in answer.content.decode()
    assert "หน้าแรก" in answer.content.decode()


def test_several_offices_are_listed_in_thai_order(client, office):
    OfficeFactory(name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาเชียงใหม่ เขต 1", code="cm1")
    OfficeFactory(name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษากระบี่", code="kbi")

    words = client.get("/").content.decode()

    assert words.index("กระบี่") < words.index("เชียงใหม่") < words.index(office.name)


def test_an_office_out_of_use_has_no_public_home(client, db):
    office = OfficeFactory(is_active=False)

    assert client.get(page("public_office", office)).status_code == 404


def test_the_public_home_shows_confirmed_totals_alone(client, office, load_year):
    ResultFactory(office=office, framework=load_year(2564))
    ResultFactory(office=office, framework=load_year(2563), status="draft", confirmed_at=None)

    words = client.get(page("public_office", office)).content.decode()

    assert "91.50" in words
    assert words.count("91.50") == 1


def test_one_lands_in_the_own_office_after_signing_in(login, officer, office):
    answer = login(officer).get(reverse("home:start"))

    assert answer.url == page("office", office)


def test_who_works_in_two_offices_chooses(login, officer, other_office):
    AppointmentFactory(user=officer, office=other_office)

    assert other_office.name in login(officer).get(reverse("home:start")).content.decode()


def test_the_national_supervisor_chooses_among_all(login, supervisor, office, other_office):
    words = login(supervisor).get(reverse("home:start")).content.decode()

    assert office.name in words
    assert other_office.name in words


def test_who_has_no_appointment_is_told_so(login, outsider):
    answer = login(outsider).get(reverse("home:start"), follow=True)

    assert "ยังไม่มีการแต่งตั้ง" in answer.content.decode()


def test_the_director_sees_what_awaits_a_decision(login, director, office, submitted):
    words = login(director).get(page("inbox", office)).content.decode()

    assert submitted.subject in words
    assert "อ่านและตัดสินใจ" in words


def test_nobody_is_asked_to_decide_about_their_own(login, officer, office, submitted):
    AppointmentFactory(user=officer, office=office, role="director")

    words = login(officer).get(page("inbox", office)).content.decode()

    assert submitted.subject not in words


def test_a_failed_paper_is_seen_where_one_works(login, officer, office):
    paper = PaperFactory(office=office, status=Document.Status.FAILED)

    words = login(officer).get(page("inbox", office)).content.decode()

    assert paper.title in words
    assert "ลองจัดทำอีกครั้ง" in words


def test_an_empty_inbox_says_so(login, director, office):
    assert "ไม่มีเรื่องที่รอท่าน" in login(director).get(page("inbox", office)).content.decode()


def test_the_year_page_leads_to_the_next_step(login, officer, office):
    words = login(officer).get(page("year", office, 2565)).content.decode()

    assert "ทำต่อ: คะแนนปี 2564" in words


@pytest.mark.parametrize("year", [2499, 2701, 9999])
def test_a_year_that_cannot_be_is_not_found(login, officer, office, year):
    assert login(officer).get(page("year", office, year)).status_code == 404


def test_the_trail_tells_who_did_what_in_words(login, coordinator, office, submitted):
    record(by=coordinator, office=office, verb="plan.submitted", subject=submitted)

    words = login(coordinator).get(page("trail", office)).content.decode()

    assert "เสนอแผนมาตรการ" in words
    assert coordinator.full_name in words


def test_every_verb_that_rules_record_has_its_sentence():
    assert all(words and not words.isascii() for words in VERBS.values())
    assert sentence("something.new") == "something.new"


def _fill_inbox(office, person, how_many: int) -> None:
    for number in range(how_many):
        propose_plan(PlanFactory(office=office, fiscal_year=2600 + number), person)
        propose_paper(office, person, fiscal_year=2600 + number)


@pytest.mark.parametrize("name", ["office", "inbox"])
def test_pages_of_work_ask_no_more_when_they_grow(
    name, login, director, office, officer, load_year, count_queries
):
    client, items = login(director), load_year(2564).items.all()
    _fill_inbox(office, officer, 1)
    EvidenceFactory(office=office, item=items[0], status=Evidence.Status.PROPOSED)
    with count_queries() as few:
        assert client.get(page(name, office)).status_code == 200

    Plan.objects.all().delete()
    Proposal.objects.all().delete()
    _fill_inbox(office, officer, 11)
    for item in items[1:11]:
        EvidenceFactory(office=office, item=item, status=Evidence.Status.PROPOSED)
    with count_queries() as many:
        assert client.get(page(name, office)).status_code == 200

    assert len(many) <= len(few)


def test_the_public_home_asks_no_more_when_it_grows(client, office, load_year, count_queries):
    ResultFactory(office=office, framework=load_year(2564))
    PaperFactory(office=office)
    client.get(page("public_office", office))
    with count_queries() as few:
        client.get(page("public_office", office))

    for year in (2563, 2565, 2566):
        ResultFactory(office=office, framework=load_year(year))
    PaperFactory.create_batch(5, office=office)
    client.get(page("public_office", office))
    with count_queries() as many:
        client.get(page("public_office", office))

    assert len(many) <= len(few)


def test_health_is_good_while_the_worker_gives_signs_of_life(client, db):
    Heartbeat.objects.create(pk=1, seen_at=timezone.now())

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("silent_for", [None, timedelta(minutes=2)])
def test_health_tells_of_a_silent_worker(client, db, silent_for):
    if silent_for:
        Heartbeat.objects.create(pk=1, seen_at=timezone.now() - silent_for)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["reason"]) == (503, "queue or worker")


def test_health_tells_of_a_lost_database(client, monkeypatch):
    def lost() -> bool:
        raise DatabaseError

    monkeypatch.setattr(views, "worker_answers", lost)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["reason"]) == (503, "database")
