"""The worker goes through the links that wait, and evidence is told what they answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from disclosure.models import Evidence, LinkCheck
from disclosure.rules.evidence import accept_evidence, propose_evidence
from disclosure.rules.links import working
from disclosure.rules.links.checking import ask_links, latest, try_year
from disclosure.rules.links.nightly import ask_links_in_force
from disclosure.rules.links.trying import LinkTry
from disclosure.rules.links.verdicts import Reason
from disclosure.rules.links.working import hand_over, keep_try, work
from disclosure.rules.rechecking import check_year
from disclosure.rules.running import run_checks
from ita_portal.errors import Refused
from ita_portal.jobs.models import Job
from tests.factories.disclosure import EvidenceFactory

pytestmark = pytest.mark.django_db
PAGE = "https://www.example.go.th/plan.pdf"
TITLE = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. 2564"


@pytest.fixture(autouse=True)
def _links_are_tried(settings, monkeypatch) -> None:
    settings.LINKS_ARE_TRIED = True
    monkeypatch.setattr(working, "HOST_PAUSE", timedelta(0))


@pytest.fixture
def answers(monkeypatch) -> dict[str, Reason]:
    """Give what each address answers, to be filled; what is not in it opens."""
    told: dict[str, Reason] = {}

    def answer(address, **_):
        return LinkTry(told.get(address, Reason.OK), final=address)

    monkeypatch.setattr(working, "try_link", answer)
    return told


@pytest.fixture
def linked(item, office, officer) -> Evidence:
    """Give a proposed link of the officer."""
    return propose_evidence(item, office=office, by=officer, kind="link", title=TITLE, url=PAGE)


def check_of(office, address=PAGE) -> LinkCheck:
    return latest(office, [address])[address]


def kept(office, *row: tuple[float, Reason]) -> LinkCheck:
    """Keep tries of the page by the hour after the first; return what stands then."""
    begin = timezone.now() - timedelta(hours=row[-1][0])
    for hour, reason in row:
        keep_try(check_of(office).pk, LinkTry(reason), at=begin + timedelta(hours=hour))
    return check_of(office)


def findings(evidence):
    run_checks(evidence.pk)
    rows = evidence.findings.filter(code="link", gone_at__isnull=True, place__contains=PAGE)
    return [(one.severity, one.message) for one in rows]


def test_a_link_is_tried_when_its_evidence_is_written(linked, office, answers, run_jobs):
    assert check_of(office).is_waiting

    run_jobs()

    found = check_of(office)
    assert (found.verdict, found.reason, found.is_waiting) == ("opens", "ok", False)
    assert found.opened_at == found.tried_at
    assert findings(linked) == []


def test_a_wall_is_an_error_beside_the_item_within_the_same_row_of_jobs(
    linked, office, answers, run_jobs
):
    answers[PAGE] = Reason.LOGIN
    run_jobs()
    run_jobs()

    error = linked.findings.get(code="link", severity="error", gone_at__isnull=True)
    assert "ลงชื่อเข้าใช้" in error.message
    assert PAGE in error.place
    assert error.mend


def test_a_dead_link_is_doubted_first_and_an_error_after_a_day(linked, office):
    kept(office, (0, Reason.NOT_FOUND))
    doubted = findings(linked)
    LinkCheck.objects.update(tries=[], failing_since=None)

    stands = kept(office, (0, Reason.NOT_FOUND), (12, Reason.NOT_FOUND), (25, Reason.NOT_FOUND))

    assert [severity for severity, _ in doubted] == ["warning"]
    assert [severity for severity, _ in findings(linked)] == ["error"]
    assert stands.failing_since < timezone.now() - timedelta(hours=24)
    assert len(stands.tries) == 3


def test_a_host_that_answers_500_for_an_hour_is_only_doubted(linked, office):
    stands = kept(office, *((minute / 60, Reason.SERVER_ERROR) for minute in range(0, 61, 10)))

    assert (stands.verdict, stands.reason) == ("unsure", "server_error")
    assert [severity for severity, _ in findings(linked)] == ["warning"]


def test_what_opens_again_leaves_no_finding(linked, office):
    kept(office, (0, Reason.GONE), (12, Reason.GONE), (25, Reason.GONE))
    findings(linked)

    kept(office, (0, Reason.OK))

    assert findings(linked) == []
    assert check_of(office).failing_since is None


def test_an_error_of_a_link_keeps_the_evidence_from_being_accepted(linked, office, colleague):
    kept(office, (0, Reason.DRIVE))
    run_checks(linked.pk)

    with pytest.raises(Refused, match="ข้อผิดพลาด"):
        accept_evidence(linked, by=colleague)


def test_tries_that_do_not_open_are_repeated_by_themselves(linked, office, answers, run_jobs):
    answers[PAGE] = Reason.SERVER_ERROR
    run_jobs()
    first = check_of(office)

    early = hand_over(first.next_try_at - timedelta(seconds=1))
    late = hand_over(first.next_try_at + timedelta(seconds=1))

    assert (early, late) == (0, 1)
    assert first.next_try_at == first.tried_at + timedelta(hours=1)


def test_a_host_gets_one_visitor_at_a_time(office):
    addresses = [f"https://www.example.go.th/{number}.pdf" for number in range(3)]
    ask_links(office, addresses)
    seen = []

    def trier(address):
        seen.append(address)
        assert LinkCheck.objects.filter(claimed_until__gt=timezone.now()).count() == 1
        assert work(lambda other: pytest.fail(other)) == 0  # another worker at the same time
        return LinkTry(Reason.OK)

    assert work(trier) == 3
    assert sorted(seen) == addresses


def test_a_host_is_left_in_peace_between_two_tries(office, monkeypatch):
    monkeypatch.setattr(working, "HOST_PAUSE", timedelta(minutes=5))
    monkeypatch.setattr(working, "WORK", timedelta(seconds=0.2))
    monkeypatch.setattr(working.time, "sleep", lambda _: None)
    same = [f"https://www.example.go.th/{number}" for number in range(2)]
    ask_links(office, [*same, "https://www.other.go.th/"])
    seen = []

    work(lambda address: seen.append(address) or LinkTry(Reason.OK))

    assert len(seen) == 2
    assert "https://www.other.go.th/" in seen
    assert LinkCheck.objects.waiting().count() == 1
    assert Job.objects.filter(task="disclosure.links", state="queued").count() == 1


def test_what_a_person_waits_for_comes_first(office, other_office):
    ask_links(office, [f"https://a{number}.example.go.th/" for number in range(3)])
    ask_links(other_office, [PAGE], is_urgent=True)
    seen = []

    work(lambda address: seen.append(address) or LinkTry(Reason.OK))

    assert seen[0] == PAGE


def test_an_address_that_breaks_the_trying_does_not_hold_up_the_others(office):
    ask_links(office, ["https://broken.example.go.th/", PAGE])

    def trier(address):
        if "broken" in address:
            raise ZeroDivisionError
        return LinkTry(Reason.OK)

    assert work(trier) == 2
    assert check_of(office).verdict == "opens"
    assert check_of(office, "https://broken.example.go.th/").reason == "untried"


def test_a_link_whose_worker_died_is_tried_by_the_next(office):
    ask_links(office, [PAGE])
    LinkCheck.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

    assert work(lambda _: LinkTry(Reason.OK)) == 1


def test_every_link_in_force_is_tried_each_night(item, office, other_office):
    shown = EvidenceFactory(office=office, item=item, accepted=True)
    text = EvidenceFactory(office=other_office, item=item, as_text=True, text=f"ดูที่ {PAGE} หน้า 2")
    EvidenceFactory(office=office, item=item, withdrawn=True)

    count = ask_links_in_force()
    LinkCheck.objects.update(done=1, tried_at=timezone.now() - timedelta(hours=3))

    assert count == 2
    assert latest(office, [shown.url])
    assert latest(text.office, [PAGE])
    assert ask_links_in_force() == 0


def test_on_a_machine_without_internet_only_the_portals_own_pages_are_tried(settings, office):
    settings.LINKS_ARE_TRIED = False
    own = f"{settings.BASE_URL}/o/sample1/"

    assert ask_links(office, [own, PAGE]) == 1
    assert work() == 1
    assert latest(office, [own])[own].verdict == "opens"
    assert latest(office, [PAGE])[PAGE].tried_at is None


def test_on_a_machine_without_internet_no_foreign_link_is_tried(settings, office, item):
    settings.LINKS_ARE_TRIED = False
    EvidenceFactory(office=office, item=item, accepted=True)

    assert try_year(office, 2564) == 0
    assert hand_over() == 0
    assert not Job.objects.filter(task="disclosure.links").exists()


def test_a_link_that_waits_longer_than_its_job_gets_another_job(office):
    ask_links(office, [PAGE])
    Job.objects.update(state="done", finished_at=timezone.now())

    hand_over()

    assert Job.objects.filter(task="disclosure.links", state="queued").count() == 1


def test_who_checks_a_year_by_command_has_new_links_tried_there(
    linked, office, framework_2564, answers
):
    answers[PAGE] = Reason.LOGIN

    told = check_year(office, framework_2564)

    assert ("link", "error") in [(one.check, one.severity) for one in told.findings]
    assert not check_of(office).is_waiting
