"""The certificate of an office: installed, looked at, replaced, taken out, and told of in time."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ita_portal.audit.models import AuditEvent
from ita_portal.documents.models import Certificate
from ita_portal.documents.rendering import containers
from ita_portal.documents.rules.day import do_day
from ita_portal.documents.rules.installing import install
from ita_portal.errors import Refused
from ita_portal.notifications.models import Line
from ita_portal.organisations.models import Appointment
from tests.documents import authority

PAGE = "/office/sample1/documents/certificate/"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    """Give the test keys of its own."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def put(office, administrator):
    """Give a function that installs a file as the administrator."""

    def do(data: bytes, password: str = authority.PASSWORD) -> Certificate:
        return install(office, data=data, password=password, by=administrator)

    return do


def refusal(put, data: bytes, password: str = authority.PASSWORD) -> str:
    """Return with which words a file is refused."""
    with pytest.raises(Refused) as refused:
        put(data, password)
    assert not Certificate.objects.exists()
    return refused.value.message


# -- what is taken ---------------------------------------------------------------------------------


def test_the_facts_of_a_certificate_are_kept_in_thai(put):
    kept = put(authority.container())

    assert kept.subject == f"{authority.OFFICE}, หน่วยงานทดสอบ, TH"
    assert kept.issuer.startswith("ผู้ออกทดสอบ")
    assert kept.valid_from < timezone.now() < kept.valid_until
    assert len(kept.fingerprint) == 64
    assert AuditEvent.objects.get().verb == "certificate.installed"


def test_the_key_lies_in_the_database_locked_and_the_password_nowhere(put):
    kept = put(authority.container())

    stored = bytes(Certificate.objects.get().container)
    assert authority.PASSWORD.encode() not in stored
    assert b"PRIVATE" not in stored
    assert stored.partition(b":")[2].startswith(b"gAAAA")
    assert kept.removed_at is None


def test_a_file_without_a_password_is_taken(put):
    assert put(authority.container(password=""), "").pk


def test_another_certificate_takes_the_place_of_the_one_in_use(put):
    first = put(authority.container())

    second = put(authority.container(days=(-1, 500)))

    first.refresh_from_db()
    assert bytes(first.container) == b""
    assert first.removed_by is not None
    assert Certificate.objects.get(removed_at=None) == second


# -- what is refused, each in words of its own -----------------------------------------------------


def test_a_wrong_password_is_said(put):
    assert refusal(put, authority.container(), "ผิด") == containers.WRONG_PASSWORD


def test_a_missing_password_is_said(put):
    assert refusal(put, authority.container(), "") == containers.WRONG_PASSWORD


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"%PDF-1.7", b"0\x82\xff\xff", bytes(3000), authority.root_pem()],
    ids=["empty", "a letter", "a PDF", "a stump", "zeros", "a certificate alone"],
)
def test_a_file_that_is_none_is_said(put, data):
    assert refusal(put, data) == containers.NO_CONTAINER


def test_a_file_that_was_cut_off_is_said_to_be_none(put):
    assert refusal(put, authority.container()[:-40]) == containers.NO_CONTAINER


def test_a_file_without_its_key_is_said(put):
    assert refusal(put, authority.container(with_key=False)) == containers.NO_KEY


def test_an_expired_certificate_is_said_with_its_day(put):
    assert "หมดอายุแล้วเมื่อวันที่" in refusal(put, authority.container(days=(-20, -1)))


def test_a_certificate_that_has_not_begun_is_said_with_its_day(put):
    assert "ยังไม่เริ่มใช้" in refusal(put, authority.container(days=(5, 90)))


def test_a_certificate_that_is_not_for_signing_is_said(put):
    assert refusal(put, authority.container(for_signing=False)) == containers.NOT_FOR_SIGNING


def test_the_certificate_of_a_web_server_is_not_for_signing(put):
    data = authority.container(purposes=authority.SERVER_CERTIFICATE)

    assert refusal(put, data) == containers.NOT_FOR_SIGNING


def test_the_same_certificate_twice_is_said(put):
    data = authority.container()
    put(data)

    with pytest.raises(Refused, match="ใช้อยู่แล้ว"):
        put(data)


# -- the page --------------------------------------------------------------------------------------


def sent(client, data: bytes, password: str = authority.PASSWORD):
    """Send the form."""
    file = SimpleUploadedFile("office.p12", data)
    return client.post(PAGE, {"file": file, "password": password})


def test_the_page_installs_and_shows_subject_issuer_and_validity(login, administrator, office):
    client = login(administrator)

    response = sent(client, authority.container())

    page = client.get(PAGE).content.decode()
    assert response.status_code == 302
    assert authority.OFFICE in page
    assert "ผู้ออกทดสอบ" in page
    assert "ใช้ได้" in page


def test_a_refusal_stands_on_the_page_and_no_password_comes_back(login, administrator, office):
    response = sent(login(administrator), authority.container(), "ความลับ-ผิด")

    page = response.content.decode()
    assert response.status_code == 422
    assert containers.WRONG_PASSWORD in page
    assert "ความลับ-ผิด" not in page


def test_a_file_far_too_large_is_refused_before_it_is_read(login, administrator, office):
    response = sent(login(administrator), bytes(300_000))

    assert "ใหญ่เกิน" in response.content.decode()


def test_without_a_file_the_field_says_so(login, administrator, office):
    response = login(administrator).post(PAGE, {"password": "x"})

    assert "โปรดเลือกไฟล์ใบรับรอง" in response.content.decode()


def test_the_certificate_is_taken_out_and_its_key_deleted(login, administrator, put):
    put(authority.container())
    client = login(administrator)

    client.post(f"{PAGE}remove/")
    again = client.post(f"{PAGE}remove/", follow=True)

    assert bytes(Certificate.objects.get().container) == b""
    assert "ใบรับรองที่เคยใช้" in client.get(PAGE).content.decode()
    assert "ไม่มีใบรับรองที่ใช้อยู่แล้ว" in again.content.decode()


def test_an_officer_may_neither_look_nor_install(login, officer, office):
    client = login(officer)

    assert client.get(PAGE).status_code == 403
    assert sent(client, authority.container()).status_code == 403


# -- before it ends --------------------------------------------------------------------------------


@pytest.fixture
def ends_on(put) -> date:
    """Give the last day of the certificate in use."""
    return timezone.localtime(put(authority.container()).valid_until).date()


def told(user) -> list[str]:
    """Return the lines that somebody was told, the first one first."""
    return list(Line.objects.filter(user=user).order_by("pk").values_list("text", flat=True))


def days(ends_on: date, *left: int, monkeypatch) -> None:
    """Let the daily deed be done when so many days are left."""
    for number in left:
        day = ends_on - timedelta(days=number)
        now = timezone.now().replace(year=day.year, month=day.month, day=day.day, hour=3)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        do_day(day.toordinal())


def test_administrators_are_told_90_30_and_7_days_before_once_each(
    ends_on, administrator, officer, monkeypatch
):
    days(ends_on, 95, 91, 90, 90, 89, 60, 31, 30, 29, 8, 7, 6, 1, 0, monkeypatch=monkeypatch)

    lines = told(administrator)
    assert len(lines) == 3
    assert ["90 วัน" in lines[0], "30 วัน" in lines[1], "7 วัน" in lines[2]] == [True] * 3
    assert told(officer) == []


def test_when_it_is_over_that_is_told_once(ends_on, administrator, monkeypatch):
    days(ends_on, -1, -2, -50, monkeypatch=monkeypatch)

    [line] = told(administrator)
    assert "หมดอายุเมื่อ" in line


def test_a_portal_that_stood_still_says_it_once(ends_on, administrator, monkeypatch):
    days(ends_on, 20, monkeypatch=monkeypatch)

    [line] = told(administrator)
    assert "20 วัน" in line


def test_without_an_administrator_the_coordinator_is_told(
    ends_on, administrator, coordinator, monkeypatch
):
    Appointment.objects.filter(user=administrator).update(ends_on=ends_on - timedelta(days=300))

    days(ends_on, 30, monkeypatch=monkeypatch)

    assert len(told(coordinator)) == 1


def test_a_certificate_that_was_taken_out_is_told_of_no_more(
    ends_on, administrator, login, monkeypatch
):
    login(administrator).post(f"{PAGE}remove/")

    days(ends_on, 30, monkeypatch=monkeypatch)

    assert told(administrator) == []
