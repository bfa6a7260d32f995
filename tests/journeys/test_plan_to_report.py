"""A year of measures: from the office's own workbook to the two reports that a visitor reads."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from ita_portal.files.images import NO_PICTURE
from ita_portal.thai.dates import short_date
from tests.files.samples import picture
from tests.journeys.waiting import fits
from tests.measures.plan_files import workbook

pytestmark = pytest.mark.browser

YEAR = 2567
GROUPS = ["กลุ่มส่งเสริมการจัดการศึกษา", "กลุ่มนโยบายและแผน", "กลุ่มอำนวยการ"]
PERIOD = "ตุลาคม ๒๕๖๖ ถึง กันยายน ๒๕๖๗"
ISSUES = [
    ("กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ", ["แจ้งผลการประเมินให้ทุกกลุ่มทราบ", "ปรับคู่มือการปฏิบัติงาน"]),
    ("การให้บริการและระบบ E-Service", ["สำรวจงานที่ประชาชนยังต้องมาด้วยตนเอง", "เปิดคำร้องออนไลน์สองเรื่อง"]),
    ("ช่องทางและรูปแบบการประชาสัมพันธ์", ["ตรวจหน้าเว็บไซต์ทุกวันจันทร์", "ตอบข้อซักถามภายในสามวัน"]),
    ("กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ", ["ทำทะเบียนยืมทรัพย์สิน"]),
    ("กระบวนการสร้างความโปร่งใสในการใช้งบประมาณ", ["เผยแพร่ผลการจัดซื้อทุกเดือน", "จัดทำแผนความเสี่ยง"]),
    ("กระบวนการควบคุม ตรวจสอบการใช้อำนาจ", ["ชี้แจงเกณฑ์การย้าย", "เผยแพร่คำสั่งมอบหมายงาน"]),
    ("กลไกและมาตรการในการแก้ไขและป้องกันการทุจริต", ["ประกาศนโยบายไม่รับของขวัญ"]),
]
CONTINUED = "รายงานแผนความเสี่ยงต่อผู้บริหาร"
"""A step that goes on in the next row of the workbook, whose other cells are empty."""
NOTE_AT_MEASURE = "ขอให้ระบุว่าทำภายในเดือนใด"
SENT_BACK = "ขอภาพการประชุมเพิ่ม"
OBSTACLE = "ระบบเดิมของหน่วยอื่นยังเชื่อมต่อไม่ได้"
CAPTION = "ประชุมชี้แจงผลการประเมิน"
CAMERA = "TelephoneOfSomebody"


@pytest.fixture
def plan_file(tmp_path) -> Path:
    """Write the workbook of Mahasarakham 3 in its layout, with sentences of our own."""
    rows: list[list[object]] = [
        ["มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"],
        [],
        ["ประเด็น", "มาตรการ/แนวทาง", "ขั้นตอนหรือวิธีการปฏิบัติ", "ระยะเวลา", "ผู้รับผิดชอบ"],
    ]
    for number, (issue, steps) in enumerate(ISSUES):
        thai = "๑๒๓๔๕๖๗"
        text = "\n".join(f"{thai[at]}. {step}" for at, step in enumerate(steps))
        owner = "ทุกกลุ่มงานใน สพป.ตัวอย่าง เขต 1"
        rows.append([f"{thai[number]}. {issue}", f"ยกระดับ{issue}", text, PERIOD, owner])
        if number == 4:
            rows.append([None, None, f"๓. {CONTINUED}", None, None])
    return workbook(tmp_path / "มาตรการ 2567.xlsx", rows)


@pytest.fixture
def photo(tmp_path) -> Path:
    """Write a photograph as a telephone does: lying on its side, with place and device."""
    image, exif = Image.linear_gradient("L").convert("RGB").resize((2400, 1600)), Image.Exif()
    exif[0x0110], exif[0x0112] = CAMERA, 6
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 11.0, 3.0), 3: "E", 4: (103.0, 18.0, 2.0)})
    path = tmp_path / "IMG_2041.jpg"
    image.save(path, exif=exif)
    assert CAMERA.encode() in path.read_bytes()
    return path


@pytest.fixture
def broken_heic(tmp_path) -> Path:
    """Write half of what an iPhone would send."""
    path = tmp_path / "IMG_2042.HEIC"
    path.write_bytes(picture("HEIF", (900, 900))[:900])
    return path


def test_from_a_workbook_to_the_published_reports(
    portal, enter, new_page, complaints, plan_file, photo, broken_heic
):
    office = f"{portal.address}/office/sample1"
    coordinator, director = enter("coordinator"), enter("director")
    _import(coordinator, office, plan_file)
    _give_to_three_groups(coordinator, office)
    _submit(coordinator, office)
    _send_back_at_a_measure(director, office)
    _mend_what_the_note_says(coordinator, office)
    _submit(coordinator, office)
    _sign_the_plan(director, office, portal.password)

    _open_round(coordinator, office, 6, "31 มี.ค. 2567")
    officer = enter("officer", 360)
    _take_and_refuse_pictures(officer, office, photo, broken_heic, complaints)
    _meet_a_colleague_at_a_step(officer, enter("grouphead"), complaints)
    _report(officer, office, 6, GROUPS[0])
    for group in GROUPS[1:]:
        _report(coordinator, office, 6, group)
    _send_back_a_part(coordinator, officer, office)
    _compile_and_sign(coordinator, director, office, 6, portal.password)

    _open_round(coordinator, office, 12, "31 ส.ค. 2567")
    for page, group in [(officer, GROUPS[0]), (coordinator, GROUPS[1]), (coordinator, GROUPS[2])]:
        _copy_the_half_year(page, office, group)
        _report(page, office, 12, group)
    _compile_and_sign(coordinator, director, office, 12, portal.password)
    _read_as_a_visitor(new_page(360), portal)


def _import(page: Page, office: str, file: Path) -> None:
    page.goto(f"{office}/plans/{YEAR}/import/")
    page.get_by_label("ไฟล์แผน").set_input_files(file)
    page.get_by_role("button", name="อ่านไฟล์และดูตัวอย่าง").click()
    expect(page.get_by_role("heading", name="อ่านได้ 7 มาตรการ")).to_be_visible()
    expect(page.locator("main")).to_contain_text("ทุกข้อความมีที่ลงในแผน")
    page.get_by_label("ยืนยันให้เพิ่มต่อท้ายมาตรการเดิม").check()
    page.get_by_role("button", name="เก็บเป็นร่างแผน").click()
    page.wait_for_url("**/edit/")


def _give_to_three_groups(page: Page, office: str) -> None:
    """Leave the imported measures alone in the plan, and give each to one of three groups."""
    page.on("dialog", lambda dialog: dialog.accept())  # a measure with words is asked about
    issues = page.locator("[data-row=issue]")
    for _ in range(issues.count() - len(ISSUES)):
        issues.first.get_by_title("ลบ", exact=True).first.click()
    measures = page.locator("[data-row=measure]")
    expect(measures).to_have_count(len(ISSUES))
    for at in range(len(ISSUES)):
        measures.nth(at).get_by_label("ทุกกลุ่ม/หน่วย").uncheck()
        measures.nth(at).get_by_label(GROUPS[at % 3], exact=True).check()
    _save(page)


def _save(page: Page) -> None:
    page.get_by_role("button", name="บันทึก", exact=True).last.click()
    page.wait_for_url(f"**/plans/{YEAR}/")


def _submit(page: Page, office: str) -> None:
    page.goto(f"{office}/plans/{YEAR}/")
    page.get_by_role("button", name="เสนอแผน").click()
    expect(page.get_by_role("heading", name="รอผู้อำนวยการพิจารณา")).to_be_visible()


def _send_back_at_a_measure(page: Page, office: str) -> None:
    page.goto(f"{office}/plans/{YEAR}/decide/")
    page.get_by_text("ส่งคืนพร้อมความเห็น").click()
    page.locator("form[action$='send-back/'] [name=comment]").fill("ขอให้ชัดเจนขึ้นหนึ่งแห่ง")
    page.get_by_text("เขียนความเห็นที่มาตรการ").click()
    page.get_by_label(f"ยกระดับ{ISSUES[3][0]}").fill(NOTE_AT_MEASURE)
    page.get_by_role("button", name="ส่งคืนให้แก้ไข").click()
    expect(page.get_by_text("ขอให้ชัดเจนขึ้นหนึ่งแห่ง").first).to_be_visible()


def _mend_what_the_note_says(page: Page, office: str) -> None:
    page.goto(f"{office}/plans/{YEAR}/edit/")
    measure = page.locator("[data-row=measure]").nth(3)
    expect(measure).to_contain_text(NOTE_AT_MEASURE)
    step = measure.locator("[data-row=step] textarea").first
    step.fill(f"{ISSUES[3][1][0]}ภายในเดือนธันวาคม")
    _save(page)


def _sign_the_plan(page: Page, office: str, password: str) -> None:
    page.goto(f"{office}/plans/{YEAR}/decide/")
    expect(page.locator(".paper")).to_contain_text(CONTINUED)
    expect(page.locator(".decision")).to_contain_text("O34")
    _sign(page, password)


def _sign(page: Page, password: str) -> None:
    page.get_by_label("รหัสผ่าน").fill(password)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="ลงนามและเผยแพร่").click()
    expect(page.locator("[data-status=ready]")).to_be_visible(timeout=60_000)


def _open_round(page: Page, office: str, months: int, cut_off: str) -> None:
    due = timezone.localdate() + timedelta(days=30)
    page.goto(f"{office}/progress/{YEAR}/{months}/dates/")
    page.get_by_label("เปิดรอบ").fill("1 มี.ค. 2567")
    page.get_by_label("ข้อมูล ณ วันที่").fill(cut_off)
    page.get_by_label("ครบกำหนดส่ง").fill(short_date(due))
    page.get_by_role("button", name="บันทึกวัน").click()
    expect(page.get_by_text("เปิดรอบแล้ว ทุกกลุ่มเห็นงานของตน")).to_be_visible()
    page.goto(f"{office}/progress/{YEAR}/{months}/")
    expect(page.locator("section[aria-labelledby=groups] .item")).to_have_count(3)


def _go_to_part(page: Page, office: str, months: int, group: str) -> Locator:
    """Open a group's part; return its steps that can be written."""
    page.goto(f"{office}/progress/{YEAR}/{months}/")
    page.locator("section[aria-labelledby=groups]").get_by_role("link", name=group).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(group)
    fits(page)
    return page.locator("form[data-step]")


def _take_and_refuse_pictures(
    page: Page, office: str, photo: Path, broken: Path, complaints: list[str]
) -> None:
    """Choose a photograph and a broken one with the telephone: one is kept, one is told."""
    card = _go_to_part(page, office, 6, GROUPS[0]).first
    card.get_by_label("ถ่ายหรือเลือกภาพ").set_input_files([photo, broken])
    expect(card.locator("[data-note=photos]")).to_have_text(f"“{broken.name}” {NO_PICTURE}")
    _forget(complaints, "422")
    kept = card.locator("[data-files] img")
    expect(kept).to_have_count(1)
    width, height = (int(kept.get_attribute(side)) for side in ("width", "height"))
    assert width < height, "the photograph stands upright"
    address = kept.evaluate("image => image.src")
    _require_no_trace_of_the_camera([page.request.get(address).body()])
    card.get_by_label("คำบรรยายของ IMG_2041.jpg").fill(CAPTION)
    _press_save(card)


def _forget(complaints: list[str], status: str) -> None:
    """Take out what the browser logs of an answer that was meant to be a refusal."""
    complaints[:] = [words for words in complaints if f"status of {status}" not in words]


def _press_save(card: Locator) -> None:
    card.locator("[data-save]").click()
    expect(card.locator("[data-told]")).to_contain_text("บันทึกแล้ว")


def _meet_a_colleague_at_a_step(page: Page, colleague: Page, complaints: list[str]) -> None:
    """Two of one group write the same step: the slower one reads both, and joins them."""
    colleague.goto(page.url)
    theirs, mine = (one.locator("form[data-step]").nth(1) for one in (colleague, page))
    theirs.get_by_label("ทำอะไร ได้ผลอย่างไร").fill("หัวหน้ากลุ่มประชุมแล้วหนึ่งครั้ง")
    _press_save(theirs)
    mine.get_by_label("ทำอะไร ได้ผลอย่างไร").fill("เจ้าหน้าที่ปรับคู่มือแล้วสองเล่ม")
    mine.locator("[data-save]").click()
    expect(mine.locator("[data-told]")).to_contain_text("ยังไม่ได้บันทึก")
    _forget(complaints, "409")

    mine.locator("[data-save]").click()
    expect(mine).to_contain_text("หัวหน้ากลุ่มประชุมแล้วหนึ่งครั้ง")
    words = mine.get_by_label("ทำอะไร ได้ผลอย่างไร")
    expect(words).to_have_value("เจ้าหน้าที่ปรับคู่มือแล้วสองเล่ม")
    words.fill("ประชุมแล้วหนึ่งครั้ง และปรับคู่มือแล้วสองเล่ม")
    _press_save(mine)


def _report(page: Page, office: str, months: int, group: str) -> None:
    """Fill every step in that is not done yet, and send the part."""
    cards = _go_to_part(page, office, months, group)
    total = cards.count()
    assert total
    for at in range(total):
        _fill(cards.nth(at), at, months)
    expect(page.locator("[data-noted]")).to_have_text(str(total))
    page.locator("[data-send]").click()
    expect(page.get_by_text("ให้ผู้ประสานงาน ITA แล้ว")).to_be_visible()


def _fill(card: Locator, at: int, months: int) -> None:
    is_stuck = months == 6 and at == 1
    card.locator(f"label.state-{'not_possible' if is_stuck else 'done'}").click()
    if is_stuck:
        card.get_by_label("ปัญหา/อุปสรรค").fill(OBSTACLE)
    if not card.get_by_label("ทำอะไร ได้ผลอย่างไร").input_value():
        card.get_by_label("ทำอะไร ได้ผลอย่างไร").fill(f"ดำเนินการแล้วในรอบ {months} เดือน")
    _press_save(card)


def _send_back_a_part(coordinator: Page, officer: Page, office: str) -> None:
    coordinator.goto(f"{office}/progress/{YEAR}/6/")
    part = coordinator.locator("section[aria-labelledby=groups] .item", has_text=GROUPS[0])
    part.get_by_text("ส่งคืนให้แก้ไข").click()
    part.get_by_label("ต้องแก้ไขอะไร").fill(SENT_BACK)
    part.get_by_role("button", name=f"ส่งคืน{GROUPS[0]}").click()
    expect(coordinator.get_by_text("แจ้งคนในกลุ่มแล้ว")).to_be_visible()

    cards = _go_to_part(officer, office, 6, GROUPS[0])
    expect(officer.locator(".alert-warning").first).to_contain_text(SENT_BACK)
    words = cards.first.get_by_label("ทำอะไร ได้ผลอย่างไร")
    words.press_sequentially(" เพิ่มเติมตามที่ขอ")
    officer.locator("[data-send]").click()  # at once: the words typed last go along
    expect(officer.get_by_text("ให้ผู้ประสานงาน ITA แล้ว")).to_be_visible()
    expect(officer.locator("main")).to_contain_text("เพิ่มเติมตามที่ขอ")


def _copy_the_half_year(page: Page, office: str, group: str) -> None:
    _go_to_part(page, office, 12, group)
    page.get_by_role("button", name="คัดลอกข้อความจากรอบ 6 เดือน").click()
    expect(page.get_by_text("โปรดปรับให้เป็นปัจจุบัน")).to_be_visible()


def _compile_and_sign(
    coordinator: Page, director: Page, office: str, months: int, password: str
) -> None:
    coordinator.goto(f"{office}/progress/{YEAR}/{months}/report/")
    expect(coordinator.locator("#without")).to_have_count(0)
    paper = coordinator.locator(".paper")
    for group in GROUPS:
        expect(paper).to_contain_text(group)
    figures = paper.locator("tbody tr", has_text="รวม").first.inner_text().split()
    assert figures == ["รวม", *("๑๓ ๑๐ ๐ ๐ ๓" if months == 6 else "๑๓ ๑๓ ๐ ๐ ๐").split()]
    if months == 6:
        expect(paper).to_contain_text(OBSTACLE)
        _see_the_photograph(coordinator)
    coordinator.get_by_role("button", name="เสนอรายงาน").click()
    coordinator.wait_for_url("**/proposals/*/")
    expect(coordinator.get_by_role("button", name="ลงนามและเผยแพร่")).to_have_count(0)

    director.get_by_role("link", name="สิ่งที่รอพิจารณา").click()
    director.locator("section[aria-labelledby=proposals] a.btn").first.click()
    if months == 6:
        _see_the_photograph(director)
    _sign(director, password)


def _see_the_photograph(page: Page) -> None:
    """Who compiles or decides sees the picture itself, beside its caption."""
    shown = page.locator(".doc-photo", has_text=CAPTION).locator("img")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("image => image.naturalWidth > 0", arg=shown.element_handle())


def _read_as_a_visitor(page: Page, portal) -> None:
    public = f"{portal.address}/o/sample1"
    page.goto(f"{public}/oit/{YEAR}/O35/")
    fits(page)
    links = page.locator("main a[href*='/documents/']").evaluate_all(
        "all => [...new Set(all.map(one => one.href.replace('document.pdf', '')))]"
    )
    papers = [page.request.get(f"{link}document.pdf").body() for link in links]
    texts = [_text(paper) for paper in papers]
    assert len(papers) == 2
    assert all("อนุญาตให้เผยแพร่" in text for text in texts)
    assert all(OBSTACLE in text for text in texts), "the half year's words went into the year's"
    assert [len(_pictures(paper)) for paper in papers].count(1) == 1
    for paper in papers:
        assert CAMERA.encode() not in paper
        _require_no_trace_of_the_camera(_pictures(paper))

    page.goto(f"{public}/measures/{YEAR}/")
    expect(page.locator("main")).to_contain_text("แล้วเสร็จ 13 จาก 13 ขั้นตอน")
    fits(page)


def _text(paper: bytes) -> str:
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)
    return "".join(text.split())


def _require_no_trace_of_the_camera(pictures: list[bytes]) -> None:
    """No picture tells where it was taken, or with what."""
    for data in pictures:
        with Image.open(io.BytesIO(data)) as image:
            assert not image.getexif()


def _pictures(paper: bytes) -> list[bytes]:
    """Return the photographs in a PDF, each once; its QR code is drawn."""
    sheets = PdfReader(io.BytesIO(paper)).pages
    images = [one for sheet in sheets for one in sheet.images]
    return list({one.data for one in images if one.name.endswith("jpg")})
