"""The emblem that an office uploads: small, harmless, and the same on every paper."""

from __future__ import annotations

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from ita_portal.documents.kinds import FREE_ANNOUNCEMENT
from ita_portal.documents.models import Emblem
from ita_portal.documents.rendering.document import body_html
from ita_portal.documents.rules.emblem import MOST_KEPT, TALL, as_data_uri, keep_emblem
from ita_portal.errors import Refused
from tests.documents import samples
from tests.documents.ways import at, sign, text_of
from tests.factories.documents import propose_paper

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 9 9"'
)
SHAPE = '<path d="M0 0h9v9z"/>'


def svg(inside: str = SHAPE, attributes: str = "", before: str = "") -> bytes:
    return f"{before}{HEAD} {attributes}>{inside}</svg>".encode()


def picture(kind: str = "PNG", mode: str = "RGBA", size: tuple[int, int] = (400, 400)) -> bytes:
    colour = (10, 20, 30, 0) if mode == "RGBA" else (10, 20, 30)
    with io.BytesIO() as out:
        Image.new(mode, size, colour).save(out, kind)
        return out.getvalue()


def opened(uri: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2])))


def test_a_transparent_picture_stays_transparent():
    with opened(as_data_uri(picture())) as made:
        assert made.getpixel((5, 5))[3] == 0


def test_a_large_picture_is_made_as_small_as_paper_needs():
    with opened(as_data_uri(picture(size=(3000, 3000)))) as made:
        assert made.size == (TALL, TALL)


def test_a_heavy_picture_is_made_light():
    noise = Image.effect_noise((900, 900), 90).convert("RGBA")
    with io.BytesIO() as out:
        noise.save(out, "PNG")
        uri = as_data_uri(out.getvalue())

    assert len(base64.b64decode(uri.partition(",")[2])) <= MOST_KEPT


def test_a_photograph_of_the_emblem_stays_a_jpeg():
    assert as_data_uri(picture("JPEG", "RGB")).startswith("data:image/jpeg;base64,")


def test_a_drawing_keeps_its_shapes_and_loses_what_programs_noted():
    noted = '<metadata>ก</metadata><x:view xmlns:x="urn:x" onload="1"/>'

    uri = as_data_uri(svg(f'{noted}<g fill="#000">{SHAPE}</g>'))

    drawn = base64.b64decode(uri.partition(",")[2]).decode()
    assert 'd="M0 0h9v9z"' in drawn
    assert "metadata" not in drawn
    assert "urn:x" not in drawn


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (svg("<script>alert(1)</script>" + SHAPE), "สคริปต์"),
        (svg(f"<g><script/></g>{SHAPE}"), "สคริปต์"),
        (svg(attributes='onload="alert(1)"'), "ทำงานเอง"),
        (svg('<path d="M0 0" ONCLICK="x()"/>'), "ทำงานเอง"),
        (svg('<use href="http://example.com/a.svg#x"/>'), "นอกไฟล์"),
        (svg('<use xlink:href="file:///etc/passwd"/>'), "นอกไฟล์"),
        (svg('<path d="M0 0" fill="url(http://example.com/a)"/>'), "นอกไฟล์"),
        (svg("<style>@import 'http://example.com/a.css';</style>" + SHAPE), "นอกไฟล์"),
        (svg("<style>path{fill:url(&quot;//example.com&quot;)}</style>" + SHAPE), "นอกไฟล์"),
        (svg("<foreignObject><body/></foreignObject>" + SHAPE), "foreignObject"),
        (svg('<image href="#a"/>'), "image"),
        (svg('<animate attributeName="d"/>'), "animate"),
        (svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "ก">]>'), "entity"),
        (svg("<g>" * 80 + SHAPE + "</g>" * 80), "ลึก"),
        (svg(SHAPE * 5001), "ชิ้นส่วน"),
        (svg("<g/>"), "ลายเส้น"),
        (svg("<path d='" + "M0 0" * 200_000 + "'/>"), "ใหญ่เกินไป"),
        (b"<svg><path", "อ่านไฟล์นี้ไม่ได้"),
        (b"<html></html>", "ไม่ใช่ภาพ SVG"),
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.7", "ไม่ใช่ภาพ"),
        (picture()[:200], "เสียหาย"),
        (picture(size=(50, 50)), "เล็กเกินไป"),
        (b"\x89PNG" + b"0" * (5 * 1024 * 1024), "ใหญ่เกินไป"),
    ],
)
def test_what_is_no_harmless_picture_is_refused_with_its_reason(data, words):
    with pytest.raises(Refused, match=words):
        as_data_uri(data)


def test_a_drawing_with_a_document_type_is_read_without_it():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'

    drawn = base64.b64decode(as_data_uri(svg(before=doctype)).partition(",")[2])

    assert b"DOCTYPE" not in drawn


@pytest.mark.parametrize("data", [picture(), picture("JPEG", "RGB"), svg()])
def test_a_paper_takes_every_emblem_that_was_kept(data):
    words = samples.announcement(emblem=as_data_uri(data))

    assert '<img src="data:image/' in body_html(words)


def test_a_new_emblem_takes_the_place_of_the_old(office, coordinator):
    keep_emblem(picture(), name="เก่า.png", office=office, by=coordinator)

    keep_emblem(svg(), name="ใหม่.svg", office=office, by=coordinator)

    emblem = Emblem.objects.get()
    assert emblem.name == "ใหม่.svg"
    assert emblem.picture.startswith("data:image/svg+xml;base64,")


def test_the_page_keeps_the_emblem_and_takes_it_away(login, coordinator, office):
    browser = login(coordinator)
    where = reverse("documents:emblem", args=[office.code])

    browser.post(where, {"file": SimpleUploadedFile("ตรา.png", picture())})
    shown = browser.get(where).content.decode()
    browser.post(reverse("documents:emblem_remove", args=[office.code]))

    assert "ตรา.png" in shown
    assert not Emblem.objects.exists()


def test_the_page_says_why_a_file_is_refused(login, coordinator, office):
    where = reverse("documents:emblem", args=[office.code])
    bad = SimpleUploadedFile("a.svg", svg("<script/>"))

    answer = login(coordinator).post(where, {"file": bad})

    assert "สคริปต์" in answer.content.decode()
    assert 'href="#id_file"' in answer.content.decode()


def test_who_decides_reads_that_the_emblem_is_missing_and_how_it_comes(
    login, director, officer, coordinator, office
):
    words = samples.announcement(emblem=None)
    proposal = propose_paper(office, officer, kind=FREE_ANNOUNCEMENT, words=words)

    before = text_of(login(director).get(at(proposal)))
    keep_emblem(picture(), name="ตรา.png", office=office, by=coordinator)
    after = text_of(login(director).get(at(proposal)))

    assert "ยังไม่มีตราครุฑ" in before
    assert "ผู้ดูแลระบบหรือผู้ประสานงาน ITA เป็นผู้ใส่" in before
    assert "เสนอก่อนที่สำนักงานจะใส่ไฟล์ตรา" in after


def test_who_may_set_the_emblem_is_led_to_its_page(login, coordinator, officer, office):
    proposal = propose_paper(office, officer, words=samples.announcement(emblem=None))

    page = login(coordinator).get(at(proposal))

    assert reverse("documents:emblem", args=[office.code]) in page.content.decode()


def test_a_paper_with_its_emblem_and_one_that_is_signed_have_no_notice(
    login, director, officer, coordinator, office
):
    without = propose_paper(
        office, officer, kind=FREE_ANNOUNCEMENT, words=samples.announcement(emblem=None)
    )
    sign(without, director)
    keep_emblem(picture(), name="ตรา.png", office=office, by=coordinator)
    with_it = propose_paper(office, officer, words=samples.announcement())

    for proposal in (without, with_it):
        assert 'id="no-emblem"' not in login(director).get(at(proposal)).content.decode()
