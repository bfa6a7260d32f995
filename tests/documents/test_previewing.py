"""The very pages before they are signed: made once, for the office alone, and swept."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from ita_portal.documents import tasks
from ita_portal.documents.models import Preview
from ita_portal.documents.rules.previewing import preview_of, sweep_previews
from ita_portal.documents.rules.words import fingerprint
from ita_portal.jobs.models import Job
from ita_portal.jobs.tasks import run_job
from tests.documents import samples

WORDS = samples.announcement()


@pytest.fixture
def preview(office, director) -> Preview:
    """Give a preview that was just asked for."""
    return preview_of(WORDS, office=office, by=director)


def drawn(preview: Preview) -> Preview:
    """Let the worker draw the pages."""
    run_job(Job.objects.get(key=preview.job_key).pk)
    preview.refresh_from_db()
    return preview


def at(preview: Preview, tail: str = "", office: str = "sample1") -> str:
    """Return an address of the preview."""
    return f"/office/{office}/previews/{preview.words_sha256}/{tail}"


@pytest.fixture
def broken(monkeypatch):
    """Let the renderer fail, as over a template with a mistake."""

    def fail(*_, **__):
        raise ValueError("the template has a mistake")

    monkeypatch.setattr(tasks, "to_pdf", fail)


def fail(preview: Preview) -> None:
    """Let the worker try and fail."""
    with pytest.raises(ValueError, match="mistake"):
        run_job(Job.objects.get(key=preview.job_key).pk)


def test_each_page_has_a_picture_to_find_it_and_one_to_read_it(preview, login, director):
    drawn(preview)
    client = login(director)

    large = b"".join(client.get(at(preview, "pages/1/")))
    small = b"".join(client.get(at(preview, "pages/1/small/")))

    assert preview.pages == len(preview.sizes) == 3
    assert list(Image.open(io.BytesIO(large)).size) == preview.sizes[0]
    assert Image.open(io.BytesIO(large)).width == 1240
    assert Image.open(io.BytesIO(small)).width == 180


def test_the_pictures_show_ink_and_not_a_blank_sheet(preview):
    drawn(preview)

    picture = Image.open(preview.folder / "1-large.webp").convert("L")

    darkness = sum(picture.histogram()[:128]) / (picture.width * picture.height)
    assert 0.005 < darkness < 0.5


def test_the_same_words_are_drawn_once(preview, office, director, deputy, count_queries):
    with count_queries() as queries:
        again = preview_of(WORDS, office=office, by=deputy)

    assert again == preview
    assert Job.objects.filter(task="documents.preview").count() == 1
    assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) == 1


def test_other_words_are_another_preview(preview, office, director):
    other = preview_of({**WORDS, "dated": "15 พฤศจิกายน พ.ศ. 2568"}, office=office, by=director)

    assert other != preview


def test_it_is_known_by_what_will_be_signed(preview):
    assert preview.words_sha256 == fingerprint(WORDS)


def test_a_second_run_leaves_the_pictures_alone(preview):
    drawn(preview)
    before = (preview.folder / "1-large.webp").stat().st_mtime_ns

    tasks.make_preview(preview.pk)

    assert (preview.folder / "1-large.webp").stat().st_mtime_ns == before


def test_nothing_is_shown_of_half_a_preview(office, monkeypatch, login, director):
    preview = preview_of({**WORDS, "dated": "จานเต็ม"}, office=office, by=director)
    monkeypatch.setattr(tasks, "make_pictures", lambda *_: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(OSError, match="full"):
        tasks.make_preview(preview.pk)

    assert not preview.folder.exists()
    assert list(preview.folder.parent.glob(f"{preview.folder.name}*")) == []
    assert login(director).get(at(preview, "pages/1/")).status_code == 404


def test_while_it_is_drawn_the_part_asks_again_by_itself(preview, login, director):
    client = login(director)

    page = client.get(at(preview)).content.decode()
    again = client.get(at(preview), {"seen": "waiting"})

    assert 'hx-trigger="every 1s"' in page
    assert again.status_code == 204


def test_when_it_is_drawn_the_part_has_the_pages_and_asks_no_more(preview, login, director):
    drawn(preview)

    page = login(director).get(at(preview), {"seen": "waiting"}).content.decode()

    assert "hx-trigger" not in page
    assert page.count("<figure") == 3
    assert at(preview, "pages/3/") in page
    assert at(preview, "pages/3/small/") in page


@pytest.mark.usefixtures("broken")
def test_a_failure_is_told_with_its_cause_and_tried_again(preview, login, director, monkeypatch):
    fail(preview)
    client = login(director)

    page = client.get(
        at(preview), headers={"HX-Current-URL": "http://testserver/office/sample1/x/"}
    )
    sent = client.post(at(preview, "retry/"), {"next": "/office/sample1/x/"})

    words = page.content.decode()
    assert "the template has a mistake" in words
    assert 'value="/office/sample1/x/"' in words
    assert sent.url == "/office/sample1/x/"
    monkeypatch.undo()
    assert drawn(preview).pages == 3


@pytest.mark.usefixtures("broken")
def test_who_may_not_try_again_reads_whom_to_tell(preview, login, deputy):
    fail(preview)
    client = login(deputy)

    assert "โปรดแจ้งเจ้าหน้าที่" in client.get(at(preview)).content.decode()
    assert client.post(at(preview, "retry/")).status_code == 403


def test_what_has_not_failed_is_not_tried_again(preview, login, director):
    answer = login(director).post(at(preview, "retry/"), {"next": "//evil.example/"}, follow=True)

    assert "ไม่ต้องสั่งทำใหม่" in answer.content.decode()
    assert answer.redirect_chain[0][0] == "/office/sample1/documents/"


@pytest.mark.parametrize("tail", ["", "pages/1/", "pages/1/small/"])
def test_nobody_outside_the_office_sees_anything(preview, client, login, stranger, tail):
    drawn(preview)

    assert client.get(at(preview, tail)).status_code == 302
    assert login(stranger).get(at(preview, tail)).status_code == 404
    assert login(stranger).get(at(preview, tail, office="other1")).status_code == 404


def test_the_pictures_are_kept_by_no_browser(preview, login, director):
    answer = login(director).get(at(drawn(preview), "pages/1/"))
    b"".join(answer)

    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", [0, 4, 99999])
def test_a_page_that_is_not_there_is_not_found(preview, login, director, page):
    drawn(preview)

    assert login(director).get(at(preview, f"pages/{page}/")).status_code == 404


def test_what_nobody_reads_any_more_is_swept(preview):
    folder = drawn(preview).folder
    Preview.objects.update(asked_at=timezone.now() - timedelta(days=4))

    swept = sweep_previews()

    assert swept == 1
    assert not folder.exists()
    assert not Preview.objects.exists()
    assert not Job.objects.filter(task="documents.preview").exists()


def test_what_is_still_read_stays(preview, office, director):
    drawn(preview)
    Preview.objects.update(asked_at=timezone.now() - timedelta(days=4))

    preview_of(WORDS, office=office, by=director)

    assert sweep_previews() == 0
    assert preview.folder.exists()


def test_a_job_whose_preview_was_swept_ends_quietly(preview):
    Preview.objects.all().delete()

    tasks.make_preview(preview.pk)
