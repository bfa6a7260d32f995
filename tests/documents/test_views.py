"""What anybody may read of a paper, what nobody may, and how it is verified."""

from urllib.parse import quote, unquote

import pytest
from django.urls import reverse

from ita_portal.documents.models import Document
from ita_portal.jobs.models import Job
from ita_portal.organisations.models import Appointment
from tests.factories.documents import AT, issue_paper, with_pdf
from tests.factories.organisations import AppointmentFactory

Status = Document.Status
UNKNOWN = "2222-2222-2222"
PDF = b"%PDF-1.7 a paper"


@pytest.fixture
def post(director) -> Appointment:
    """Give the director's appointment."""
    return Appointment.objects.get(user=director)


@pytest.fixture
def pending(post) -> Document:
    """Give a paper whose PDF is being made."""
    return issue_paper(post)


@pytest.fixture
def paper(pending) -> Document:
    """Give a paper that is public."""
    return with_pdf(pending, PDF)


@pytest.fixture
def failed(pending) -> Document:
    """Give a paper whose PDF could not be made."""
    Job.objects.update(state="failed", finished_at=AT, starts=4, error="ValueError: x")
    Document.objects.update(status=Status.FAILED)
    pending.refresh_from_db()
    return pending


def public(document, name="public", office=None):
    """Return the public address of a paper."""
    return reverse(f"documents:{name}", args=[office or document.office.code, document.code])


def words(response) -> str:
    """Return the page as text."""
    return response.content.decode()


@pytest.fixture
def open_pdf(client):
    """Give a function that opens a paper's PDF, and reads it to its end as a browser does."""

    def do(document, **headers):
        response = client.get(public(document, "pdf"), headers=headers)
        response.body = b"".join(response)
        return response

    return do


def test_the_public_addresses_never_move(paper):
    assert public(paper) == f"/o/sample1/documents/{paper.code}/"
    assert public(paper, "pdf") == f"/o/sample1/documents/{paper.code}/document.pdf"
    assert reverse("documents:verify", args=[paper.code]) == f"/verify/{paper.code}/"
    assert reverse("documents:verify_form") == "/verify/"


def test_anybody_reads_a_paper_as_a_page(client, paper, director):
    response = client.get(public(paper))

    page = words(response)
    assert response.status_code == 200
    assert "จึงประกาศให้ทราบ และถือปฏิบัติโดยทั่วกัน" in page
    assert director.full_name in page
    assert public(paper, "pdf") in page
    assert f"/verify/{paper.code}/" in page


def test_anybody_opens_the_pdf_under_its_thai_name(open_pdf, paper):
    response = open_pdf(paper)

    name = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ 2569.pdf"
    disposition = response["Content-Disposition"]
    assert response.body == PDF
    assert response["Content-Type"] == "application/pdf"
    assert disposition == f"inline; filename*=UTF-8''{quote(name, safe='')}"
    assert unquote(disposition.partition("''")[2]) == name


def test_a_title_cannot_add_to_the_headers(open_pdf, paper):
    Document.objects.update(title='ก"; filename=x\r\nSet-Cookie: a=b/../')

    response = open_pdf(paper)

    assert "Set-Cookie" not in response.headers
    assert not set('"\r\n/') & set(response["Content-Disposition"])


@pytest.mark.parametrize("form", ['"{0}"', 'W/"{0}"', '"other", "{0}"', "*"])
def test_a_copy_that_is_still_good_is_not_sent_again(open_pdf, paper, form):
    etag = open_pdf(paper)["ETag"]

    response = open_pdf(paper, **{"If-None-Match": form.format(paper.sha256)})

    assert (response.status_code, response.body) == (304, b"")
    assert response["ETag"] == etag
    assert response["Cache-Control"] == "public, max-age=86400"


def test_another_copy_is_sent_anew(open_pdf, paper):
    response = open_pdf(paper, **{"If-None-Match": '"other"'})

    assert response.status_code == 200


def test_the_etag_is_the_hash_of_the_file(open_pdf, paper):
    assert open_pdf(paper)["ETag"] == f'"{paper.sha256}"'


def test_behind_nginx_the_file_is_sent_by_nginx(client, paper, settings):
    settings.ACCEL_PREFIX = "/private/"

    response = client.get(public(paper, "pdf"))

    assert response["X-Accel-Redirect"] == f"/private/documents/sample1/{paper.code}.pdf"
    assert response.content == b""
    assert "filename*" in response["Content-Disposition"]


def test_a_file_that_is_gone_is_not_found_and_told_in_the_log(client, paper, caplog):
    Document.objects.update(pdf="documents/sample1/gone.pdf")

    response = client.get(public(paper, "pdf"))

    assert response.status_code == 404
    assert f"document {paper.pk}" in caplog.text


@pytest.mark.parametrize("name", ["public", "pdf"])
@pytest.mark.parametrize("state", ["pending", "failed"])
def test_a_paper_without_its_pdf_is_nobodys_yet(client, request, name, state):
    document = request.getfixturevalue(state)

    assert client.get(public(document, name)).status_code == 404
    assert client.get(f"/verify/{document.code}/").status_code == 404


@pytest.mark.parametrize("name", ["public", "pdf"])
def test_a_paper_that_nobody_signed_is_never_public(client, paper, name):
    paper.signature.delete()

    assert client.get(public(paper, name)).status_code == 404
    assert client.get(f"/verify/{paper.code}/").status_code == 404


@pytest.mark.parametrize("name", ["public", "pdf"])
def test_a_paper_is_found_under_its_own_office_alone(client, paper, other_office, name):
    assert client.get(public(paper, name, other_office.code)).status_code == 404


def test_the_offices_home_lists_public_papers_alone(client, paper, post):
    hidden = issue_paper(post, title="ประกาศที่ยังไม่พร้อม")

    page = words(client.get("/o/sample1/"))

    assert paper.code in page
    assert hidden.title not in page


def test_a_genuine_paper_is_verified_in_one_sentence(client, paper, office):
    response = client.get(f"/verify/{paper.code}/")

    page = words(response)
    assert response.status_code == 200
    assert f"เอกสารจริง “{paper.title}” ออกโดย{office.name} ลงวันที่ 14 พฤศจิกายน พ.ศ. 2568" in page
    assert paper.sha256 in page
    assert public(paper, "pdf") in page


def test_an_unknown_code_is_told_in_one_sentence(client, db):
    response = client.get(f"/verify/{UNKNOWN}/")

    assert response.status_code == 404
    assert "พอร์ทัลนี้ไม่ได้ออกเอกสารที่มีรหัสนี้" in words(response)
    assert UNKNOWN in words(response)


@pytest.mark.parametrize("code", ["x", "รหัส", "<script>", "7K2M", "a" * 500])
def test_what_is_no_code_is_told_in_the_same_sentence(client, db, code):
    response = client.get(reverse("documents:verify", args=[code]))

    assert response.status_code == 404
    assert "พอร์ทัลนี้ไม่ได้ออกเอกสารที่มีรหัสนี้" in words(response)
    assert "<script>" not in words(response)


def typings(code: str) -> list[str]:
    """Return ways to type a code."""
    digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    return [code.lower(), code.replace("-", ""), code.replace("-", " "), code.translate(digits)]


def test_a_code_typed_in_any_way_leads_to_the_one_page(client, paper):
    Document.objects.update(code="7K2M-9QXA-4TRC")

    for typed in typings("7K2M-9QXA-4TRC"):
        asked = client.get("/verify/", {"code": typed})
        opened = client.get(reverse("documents:verify", args=[typed]))

        assert asked.url == opened.url == "/verify/7K2M-9QXA-4TRC/"


@pytest.mark.parametrize("typed", ["7K2M", "7K2M-9QXA-4TR0", "<script>", "รหัส"])
def test_what_cannot_be_a_code_is_told_and_stays_in_the_field(client, db, typed):
    page = words(client.get("/verify/", {"code": typed}))

    assert "ไม่ใช่รหัสเอกสาร" in page
    assert 'aria-invalid="true"' in page
    assert "<script>" not in page


def test_the_form_asks_for_a_code(client, db):
    page = words(client.get("/verify/"))

    assert "รหัสเอกสาร" in page
    assert "aria-invalid" not in page


@pytest.fixture
def status(login, request):
    """Give a function that asks for the state of a paper as somebody."""

    def ask(document, who="officer"):
        client = login(request.getfixturevalue(who))
        return client.get(reverse("documents:status", args=["sample1", document.code]))

    return ask


def test_a_pending_paper_asks_again_by_itself(status, pending):
    page = words(status(pending))

    assert 'data-status="pending"' in page
    assert 'hx-trigger="every 1s"' in page
    assert "กำลังจัดทำ" in page
    assert "<html" not in page


def test_a_pending_paper_says_that_it_did_not_work_last_time(status, pending):
    Job.objects.update(error="No space left on device")

    assert "ระบบจะลองใหม่เอง" in words(status(pending))


def test_a_paper_whose_pdf_stands_asks_no_more(status, paper):
    page = words(status(paper))

    assert 'data-status="ready"' in page
    assert "hx-" not in page
    assert public(paper, "pdf") in page
    assert "3 หน้า" in page


def test_a_failed_paper_says_why_and_can_be_tried_again(status, failed):
    page = words(status(failed))

    assert 'data-status="failed"' in page
    assert "hx-" not in page
    assert "ValueError: x" in page
    assert reverse("documents:retry", args=["sample1", failed.code]) in page


def test_who_may_not_try_again_reads_whom_to_tell(status, failed):
    page = words(status(failed, "deputy"))

    assert "โปรดแจ้งเจ้าหน้าที่" in page
    assert "<form" not in page


@pytest.mark.parametrize("name", ["status", "retry"])
def test_another_offices_paper_is_not_found(login, officer, pending, other_office, name):
    theirs = issue_paper(AppointmentFactory(office=other_office, role="director"))
    address = reverse(f"documents:{name}", args=["sample1", theirs.code])

    response = login(officer).generic("POST" if name == "retry" else "GET", address)

    assert response.status_code == 404


def test_a_failed_paper_is_tried_again_with_one_press(login, officer, failed):
    client = login(officer)

    response = client.post(reverse("documents:retry", args=["sample1", failed.code]), follow=True)

    failed.refresh_from_db()
    assert failed.status == Status.PENDING
    assert Job.objects.get().state == "queued"
    assert "สั่งจัดทำไฟล์ PDF ใหม่แล้ว" in words(response)


def test_pressing_twice_says_so_and_does_nothing_twice(login, officer, failed):
    client = login(officer)
    address = reverse("documents:retry", args=["sample1", failed.code])
    client.post(address)

    response = client.post(address, follow=True)

    assert "ขณะนี้สถานะเป็น “กำลังจัดทำ”" in words(response)


def test_a_link_tries_nothing_again(login, officer, failed):
    response = login(officer).get(reverse("documents:retry", args=["sample1", failed.code]))

    assert response.status_code == 405


def test_who_only_reads_does_not_try_again(login, deputy, failed):
    response = login(deputy).post(reverse("documents:retry", args=["sample1", failed.code]))

    assert response.status_code == 403


def test_the_list_shows_the_offices_papers_with_their_state(login, officer, paper, post):
    issue_paper(post, title="ประกาศฉบับที่สอง")

    page = words(login(officer).get(reverse("documents:document_list", args=["sample1"])))

    assert page.index("ประกาศฉบับที่สอง") < page.index(paper.title)
    assert page.count('data-status="ready"') == page.count('data-status="pending"') == 1
    assert page.count("hx-get") == 1


def test_an_empty_list_says_what_belongs_there(login, officer):
    page = words(login(officer).get(reverse("documents:document_list", args=["sample1"])))

    assert "ยังไม่มีเอกสาร" in page


def test_the_list_asks_no_more_of_the_database_when_it_grows(
    login, officer, post, pending, count_queries
):
    client, address = login(officer), reverse("documents:document_list", args=["sample1"])
    with_pdf(issue_paper(post))
    with count_queries() as few:
        client.get(address)

    for _ in range(5):
        issue_paper(post)
        with_pdf(issue_paper(post))
    with count_queries() as many:
        client.get(address)

    assert len(many) == len(few)


def test_while_nothing_has_changed_nothing_is_told_again(login, officer, office, pending):
    address = reverse("documents:status", args=[office.code, pending.code])

    assert login(officer).get(address, {"seen": "pending"}).status_code == 204
    assert login(officer).get(address).status_code == 200
