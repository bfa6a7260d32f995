"""From frozen words to the PDF of an announcement."""

from __future__ import annotations

import io
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from ita_portal.documents.rendering.catchwords import catchword
from ita_portal.documents.rendering.document import body_html, document_html
from ita_portal.documents.rendering.fonts import FALLBACK, OFFICIAL, installed_fonts
from ita_portal.documents.rendering.headings import subject_lines
from ita_portal.documents.rendering.pdf import to_pdf
from ita_portal.documents.rendering.prose import printed_text
from ita_portal.documents.rendering.qr import qr_svg
from ita_portal.thai.numerals import thai_digits_in_prose
from tests.documents import samples
from tests.documents.conftest import squeezed

PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
A4 = (595.28, 841.89)


def as_printed(text: str) -> str:
    return squeezed(thai_digits_in_prose(text))


def without_page_furniture(text: str) -> str:
    return re.sub(r"/[^/]{1,30}?\.\.\.|-[๐-๙]+-", "", text)


def sentences(words: dict) -> list[str]:
    """Return every text of a narrative paper in the order in which it is printed."""
    found = [words["heading"], *words["subject_lines"], *words["opening"]]
    for section in words["sections"]:
        found += [f"{section['number']}.", section["title"], *section["paragraphs"]]
        found.append(section["lead"])
        for entry in section["entries"]:
            found += [entry["number"], entry["text"], *entry["details"]]
            found += [part for step in entry["steps"] for part in (step["number"], step["text"])]
    signature = words["signature"]
    found += [*words["closing"], words["formula"], f"ประกาศ ณ วันที่ {words['dated']}"]
    return [*found, signature["signed_note"], f"({signature['name']})", *signature["lines"]]


def test_every_sentence_stands_in_the_order_of_form_7(narrative):
    text = without_page_furniture(narrative.text)

    place = 0
    for sentence in sentences(samples.announcement()):
        place = text.find(as_printed(sentence), place)
        assert place >= 0, sentence
        place += len(as_printed(sentence))


def test_the_pdf_and_its_html_twin_have_the_same_words(narrative):
    words = samples.announcement()

    twin = re.sub(r"<[^>]+>", "", body_html(words))

    assert squeezed(twin) == without_page_furniture(narrative.text)


def test_no_private_use_character_is_in_the_text(narrative, tabular):
    assert not PRIVATE_USE.search(narrative.text + tabular.text)


def test_pages_are_a4_and_numbered_in_thai_from_the_second(narrative):
    numbers = [re.search(r"- ([๐-๙]+) -", page) for page in narrative.pages]
    sizes = [(float(p.mediabox.width), float(p.mediabox.height)) for p in narrative.reader.pages]

    assert [found and found[1] for found in numbers] == [None, "๒", "๓"]
    assert all(size == pytest.approx(A4, abs=0.1) for size in sizes)
    assert narrative.pdf.pages == 3


def test_a_page_that_continues_ends_with_the_first_words_of_the_next(narrative):
    shown = re.findall(r"/(\S.*?)\.\.\.", "\n".join(narrative.pages))

    assert len(shown) == 2
    for catch, page in zip(shown, narrative.pages[1:], strict=True):
        assert squeezed(catch) in squeezed(page)


def test_a_page_that_begins_inside_a_table_gets_no_catchword(tabular):
    before_a_table_page = tabular.pages[1]

    assert "..." not in before_a_table_page


def test_a_catchword_ends_with_a_whole_word_and_is_short():
    assert catchword("๓. ด้านการปรับปรุงระบบการทำงานของสำนักงาน") == "/๓. ด้านการปรับปรุงระบบ..."
    assert catchword("สำนักงาน") == "/สำนักงาน..."


def test_the_official_typeface_is_embedded(narrative, fonts):
    embedded = {
        font.get_object()["/BaseFont"]
        for page in narrative.reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert embedded
    assert all(fonts.name.replace(" ", "-") in name for name in embedded)


def test_the_file_says_that_it_is_for_archives_and_screen_readers(narrative):
    catalogue = narrative.reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()

    assert "<pdfaid:part>3<" in metadata or 'pdfaid:part="3"' in metadata
    assert 'pdfuaid:part="1"' in metadata
    assert metadata.count("</rdf:RDF>") == 1
    assert catalogue["/Lang"] == "th"
    assert catalogue["/StructTreeRoot"]
    assert narrative.reader.metadata.title.startswith("ประกาศสำนักงาน")
    assert narrative.reader.metadata.creation_date.date().isoformat() == "2025-11-14"


@pytest.mark.parametrize("lines", [4, 5, 6])
def test_the_signature_stands_with_the_last_paragraph(paper, lines):
    words = samples.announcement(
        sections=[], closing=[f"ข้อความปิดท้ายที่ {n} ของประกาศ" for n in range(1, lines + 1)]
    )

    pages = [squeezed(page) for page in paper(words).pages]

    last = next(page for page in pages if "จึงประกาศให้ทราบ" in page)
    assert as_printed(words["closing"][-1]) in last
    assert as_printed(words["signature"]["name"]) in last
    assert as_printed(words["signature"]["lines"][-1]) in last
    assert words["verification"]["code"] in last


def test_the_same_words_give_the_same_bytes(narrative, paper):
    with ThreadPoolExecutor(2) as pool:
        again = list(pool.map(paper, [samples.announcement()] * 2))

    assert [one.pdf.data for one in again] == [narrative.pdf.data] * 2


def test_a_table_repeats_its_head_on_every_page(tabular):
    heads = [page.count("ขั้นตอนหรือวิธีการ") for page in tabular.pages]

    assert len(heads) > 3
    assert heads == [1] * (len(heads) - 1) + [0]


def test_a_row_longer_than_a_page_keeps_all_its_lines(tabular):
    for number in range(1, 61):
        assert as_printed(f"{number}. ทำงานชิ้นที่ {number} ให้แล้วเสร็จ") in tabular.text


def test_hostile_text_comes_out_as_text(paper):
    hostile = 'พิมพ์ {{ settings.SECRET_KEY }} {% now "Y" %} <script>alert("x")</script>'
    hostile += " </style> \x00\x1b\u202e&amp;"
    words = samples.announcement(sections=[], opening=[hostile], subject_lines=[hostile])

    text = paper(words).text

    visible = squeezed(hostile.replace("\x00\x1b\u202e", ""))
    assert text.count(visible) == 2
    assert "<script" not in body_html(words)


def test_numbers_that_are_typed_keep_arabic_digits(narrative):
    assert "https://www.example.go.th/service2569" in narrative.text
    assert "7K2M-9QXA-4TRC" in narrative.text
    assert "O42" in narrative.text


def test_a_paper_in_arabic_digits_stays_so():
    body = body_html(samples.announcement(digits="arabic"))

    assert not re.search("[๐-๙]", body)
    assert "(1.2)" in body


def test_a_paper_that_nobody_signs_yet_leaves_the_place_open():
    body = body_html(samples.announcement(signature=None, dated=""))

    assert "doc-sign-space" in body
    assert "()" not in body
    assert "ประกาศ ณ วันที่ ....." in body


def test_an_entry_without_number_is_a_plain_paragraph():
    entry = {"number": "", "text": "ระยะเวลา: ทั้งปี", "details": [], "steps": []}
    section = samples.announcement()["sections"][0] | {"entries": [entry]}

    body = body_html(samples.announcement(sections=[section]))

    assert '<p class="doc-entry">ระยะเวลา: ทั้งปี</p>' in body


def test_dates_and_years_stay_on_one_line():
    html = printed_text("ลงวันที่ 25 มิถุนายน พ.ศ. 2563 ตามมาตรา 9", thai=True)

    assert '<span class="nb">๒๕ มิถุนายน พ.ศ. ๒๕๖๓</span>' in html
    assert '<span class="nb">มาตรา ๙</span>' in html


def test_a_draft_is_marked_on_every_page_and_has_no_signature(paper):
    unsigned = {**samples.ACTING, "signed": False, "signed_note": ""}
    words = samples.announcement(
        signature=unsigned, verification=None, draft_mark="ฉบับร่าง ยังไม่ลงนาม", dated=""
    )

    draft = paper(words)

    assert all("ฉบับร่าง ยังไม่ลงนาม" in page for page in draft.pages)
    assert "อิเล็กทรอนิกส์" not in draft.text
    assert "ตรวจสอบเอกสาร" not in draft.text
    assert draft.reader.metadata.creation_date is None


def test_nothing_is_fetched_from_the_network_or_the_disk(fonts, tmp_path):
    picture = tmp_path / "secret.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        html = (
            f'<html lang="th"><title>x</title><body><p>ก</p><img src="{picture.as_uri()}" alt="x">'
        )
        html += f'<img src="http://127.0.0.1:{port}/x.png" alt="x">'

        pdf = to_pdf(html, fonts=fonts)

        with pytest.raises(BlockingIOError):
            server.accept()
    assert not PdfReader(io.BytesIO(pdf.data)).pages[0].get("/Resources", {}).get("/XObject")


def test_an_emblem_is_part_of_the_words_or_refused():
    picture = "data:image/png;base64,iVBORw0KGgo="

    assert picture in body_html(samples.announcement(emblem=picture))
    with pytest.raises(ValueError, match="data URI"):
        body_html(samples.announcement(emblem="file:///etc/passwd"))


def test_a_kind_names_a_template_and_nothing_else():
    with pytest.raises(ValueError, match="no kind"):
        body_html(samples.announcement(kind="../announcement"))


def test_the_qr_code_is_an_image_with_its_text_beside_it(fonts):
    words = samples.announcement()

    html = document_html(words, fonts=fonts)

    assert qr_svg(words["verification"]["url"]).startswith("<svg")
    assert 'src="data:image/svg+xml' in html
    assert words["verification"]["url"] in html


def test_the_fallback_is_taken_only_when_the_official_face_is_not_whole(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"tools/fonts\.py"):
        installed_fonts(tmp_path)

    for face in FALLBACK.faces + OFFICIAL.faces[:3]:
        (tmp_path / face.file).touch()
    assert installed_fonts(tmp_path).family is FALLBACK

    (tmp_path / OFFICIAL.faces[3].file).touch()
    assert installed_fonts(tmp_path).family is OFFICIAL


def test_the_files_that_are_fetched_are_those_that_papers_are_set_in():
    fetched = (Path(settings.BASE_DIR) / "tools/fonts.py").read_text(encoding="utf-8")

    assert all(f'"{face.file}"' in fetched for face in OFFICIAL.faces + FALLBACK.faces)


OFFICE_NAME = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาตัวอย่าง เขต 1"


def test_a_subject_breaks_before_the_office_and_the_year_goes_on_in_its_line():
    subject = f"มาตรการป้องกันการทุจริต ของ{OFFICE_NAME} ประจำปีงบประมาณ พ.ศ. 2567"

    assert subject_lines(subject, OFFICE_NAME) == [
        "มาตรการป้องกันการทุจริต",
        f"ของ{OFFICE_NAME} ประจำปีงบประมาณ พ.ศ. 2567",
    ]


def test_the_year_of_a_subject_begins_a_line_where_there_is_no_room_for_it():
    long = f"{OFFICE_NAME} และโรงเรียนในสังกัด"

    lines = subject_lines(f"มาตรการ ของ{long} ประจำปีงบประมาณ พ.ศ. 2567", long)

    assert lines == ["มาตรการ", f"ของ{long}", "ประจำปีงบประมาณ พ.ศ. 2567"]


def test_a_subject_that_is_too_long_for_a_line_is_parted_before_a_phrase():
    subject = (
        "แต่งตั้งคณะกรรมการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
        f"ของ{OFFICE_NAME}"
    )

    assert subject_lines(subject, OFFICE_NAME) == [
        "แต่งตั้งคณะกรรมการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน",
        "ของหน่วยงานภาครัฐ",
        f"ของ{OFFICE_NAME}",
    ]


def test_a_subject_that_somebody_parted_keeps_its_lines():
    typed = f"แต่งตั้งคณะกรรมการ\nของ{OFFICE_NAME} ประจำปีงบประมาณ พ.ศ. 2567"

    assert subject_lines(typed, OFFICE_NAME) == typed.split("\n")


@pytest.mark.parametrize("words", ["๙๑.๒๕ คะแนน", "๑๒,๐๐๐ บาท", "๖ เดือน", "ลำดับที่ ๓๑", "๕ ประเด็น"])
def test_a_figure_stays_with_what_it_counts(words):
    assert f'<span class="count">{words}</span>' in printed_text(f"รอบ {words} ต่อไป", thai=True)


@pytest.mark.parametrize("words", ["๖ ห้องเรียน", "เดือน ๖", "พ.ศ. ๒๕๖๓ คะแนน"])
def test_a_figure_that_counts_nothing_known_may_end_a_line(words):
    assert 'class="count"' not in printed_text(f"รอบ {words} ต่อไป", thai=True)
