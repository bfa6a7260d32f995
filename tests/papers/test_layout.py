"""Order and memo on the finished pages: where things stand, measured in the PDF itself."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pypdfium2
import pytest
from pypdfium2 import raw

from ita_portal.documents.rendering.document import document_html
from ita_portal.documents.rendering.pdf import to_pdf
from tests.documents.conftest import fonts  # noqa: F401 - a fixture
from tests.documents.test_emblem import picture, svg
from tests.papers.samples import memo_content, order_content, words

CM = 72 / 2.54
WIDE, TALL = 21.0, 29.7


class Page:
    """A page of a PDF; all lengths are in centimetres from the left and from the top."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page = page
        self.letters = page.get_textpage()
        self.text = self.letters.get_text_range()

    def box(self, words: str, after: str = "") -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of where `words` stand, behind `after`."""
        found = self.letters.search(words, index=self.text.index(after) if after else 0)
        place = found.get_next()
        assert place, f"{words!r} is not on the page"
        boxes = [self.letters.get_charbox(place[0] + n, loose=True) for n in range(place[1])]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        top, bottom = max(box[3] for box in boxes), min(box[1] for box in boxes)
        return left / CM, TALL - top / CM, right / CM, TALL - bottom / CM

    def height(self, words: str) -> float:
        """Return how tall the first letter of `words` is drawn, in points."""
        place = self.letters.search(words).get_next()
        assert place
        box = self.letters.get_charbox(place[0])
        return box[3] - box[1]

    def pictures(self) -> list[tuple[float, float, float, float]]:
        """Return left, top, width and height of each picture."""
        found = self.page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        boxes = [one.get_bounds() for one in found]
        return [
            (box[0] / CM, TALL - box[3] / CM, (box[2] - box[0]) / CM, (box[3] - box[1]) / CM)
            for box in boxes
        ]


@pytest.fixture(scope="module")
def pages(fonts) -> Callable[[dict], list[Page]]:  # noqa: F811
    """Give a function that prints words and opens the pages."""

    def render(paper: dict) -> list[Page]:
        data = to_pdf(document_html(paper, fonts=fonts), fonts=fonts).data
        return [Page(page) for page in pypdfium2.PdfDocument(data)]

    return render


@pytest.fixture(scope="module")
def emblem() -> str:
    return "data:image/png;base64," + base64.b64encode(picture(mode="RGB")).decode()


@pytest.fixture(scope="module")
def order(pages, emblem) -> list[Page]:
    return pages(words("order", order_content(), number="169/2563", emblem=emblem))


@pytest.fixture(scope="module")
def memo(pages, emblem) -> list[Page]:
    return pages(words("memo", memo_content(), "ขอแต่งตั้งคณะกรรมการ", emblem=emblem))


def test_the_emblem_of_an_order_is_3_cm_and_in_the_middle(order):
    [(left, top, width, height)] = order[0].pictures()

    assert height == pytest.approx(3, abs=0.02)
    assert top == pytest.approx(1.5, abs=0.05)
    assert left + width / 2 == pytest.approx(3 + 16 / 2, abs=0.05)


def test_the_emblem_of_a_memo_is_1_5_cm_at_the_left_margin(memo):
    [(left, top, _, height)] = memo[0].pictures()

    assert height == pytest.approx(1.5, abs=0.02)
    assert top == pytest.approx(1.5, abs=0.05)
    assert left == pytest.approx(3, abs=0.05)


def test_without_an_emblem_its_place_stays_blank(pages, order):
    [blank, *_] = pages(words("order", order_content(), number="169/2563"))

    assert blank.pictures() == []
    assert blank.box("คำสั่ง") == pytest.approx(order[0].box("คำสั่ง"), abs=0.01)


def test_roles_stand_in_one_column(order):
    page = order[0]
    lefts = {
        round(page.box(role, after="ดังนี้")[0], 2)
        for role in ("ประธานกรรมการ", "รองประธานกรรมการ", "กรรมการและเลขานุการ", "กรรมการและผู้ช่วย")
    }

    assert len(lefts) == 1


def test_a_role_and_the_number_of_its_member_stand_on_one_line(order):
    page = order[0]

    assert page.box("กรรมการและผู้ช่วย")[3] == pytest.approx(page.box("๑๒.")[3], abs=0.05)


def test_the_order_is_given_under_the_word_from_when_it_holds(order):
    page = order[-1]

    assert page.box("สั่ง ณ")[0] == pytest.approx(page.box("ตั้งแต่")[0], abs=0.05)


def test_name_and_position_stand_in_the_middle_below_the_day(order):
    page = order[-1]
    day, name, line = (page.box(one) for one in ("สั่ง ณ วันที่ ๒๕ มิถุนายน พ.ศ. ๒๕๖๓", "(นาย", "รองผู้อำ"))
    whole = page.box("(นายสมมุติ  ใจซื่อ)")

    middle = (day[0] + day[2]) / 2
    assert (whole[0] + whole[2]) / 2 == pytest.approx(middle, abs=0.1)
    assert day[3] < name[1] < line[1]


def test_a_number_of_an_order_stands_in_thai_digits_in_the_middle(order):
    left, _, right, _ = order[0].box("ที่ ๑๖๙/๒๕๖๓")

    assert (left + right) / 2 == pytest.approx(3 + 16 / 2, abs=0.1)


def test_the_day_of_a_memo_stands_under_the_kho_of_its_title(memo):
    page = memo[0]

    assert page.box("วันที่")[0] == pytest.approx(page.box("ข้อความ")[0], abs=0.1)
    assert page.box("วันที่")[3] == pytest.approx(page.box("ที่ ศธ")[3], abs=0.05)


def test_title_labels_and_text_of_a_memo_have_their_sizes(memo):
    page = memo[0]

    title = page.height("บันทึกข้อความ") / page.height("บบสำรวจ")
    label = page.height("ส่วนราชการ") / page.height("สพป.ตัวอย่าง")
    assert title == pytest.approx(29 / 16, abs=0.06)
    assert label == pytest.approx(20 / 16, abs=0.04)


def test_dots_fill_the_blank_space_of_a_memos_head_to_the_margin(memo):
    page = memo[0]
    dots = page.text.splitlines()[1]

    assert dots.rstrip().endswith("...")
    assert page.box("....", after="ส่วนราชการ")[0] > page.box("๑๑๗")[2]


def test_text_stays_within_the_margins(order, memo):
    for page in [*order, *memo]:
        boxes = [page.letters.get_charbox(n) for n in range(page.letters.count_chars())]
        assert min(box[0] for box in boxes if box[2] > box[0]) / CM > 3 - 0.1
        assert max(box[2] for box in boxes) / CM < WIDE - 2 + 0.1


def test_what_goes_on_from_a_page_is_announced_at_its_foot_and_pages_are_numbered(pages):
    many = order_content(
        duties=[{"key": f"{n}", "level": "first", "text": "งาน " * 60} for n in range(9)]
    )

    first, second, *_ = pages(words("order", many))

    assert first.text.rstrip().splitlines()[-1].startswith("/")
    assert "- ๒ -" in second.text


def test_the_signature_is_never_alone_on_a_page(pages):
    for rows in range(1, 30, 4):
        duties = [{"key": f"{n}", "level": "first", "text": f"งานที่ {n}"} for n in range(rows)]
        last = pages(words("order", order_content(duties=duties)))[-1]

        assert "ตั้งแต่บัดนี้" in last.text
        assert "(นายสมมุติ" in last.text


def test_a_drawn_emblem_is_printed(pages):
    uri = "data:image/svg+xml;base64," + base64.b64encode(svg()).decode()

    [page, *_] = pages(words("order", order_content(), emblem=uri))

    assert "คำสั่ง" in page.text
