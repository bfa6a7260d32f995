"""What every answer carries: tags, links, leave for other sites; and no cookie."""

from __future__ import annotations

import pytest
from django.test import Client

from disclosure.models import Evidence
from ita_portal.opendata.registry import DATASETS
from ita_portal.organisations.models import Office
from ita_portal.organisations.rules import touch_public
from tests.factories.disclosure import EvidenceFactory
from tests.factories.organisations import OfficeFactory
from tests.opendata.reading import API, body, every_row, lines, read

FILES = ["", "openapi.json", *[f"{name}{ending}" for name in DATASETS for ending in ("", ".csv")]]


def ask(file: str, **headers: str):
    return Client().get(f"{API}{file}", headers=headers)


@pytest.mark.parametrize("file", FILES)
def test_who_has_it_is_told_so(office, file):
    first = ask(file)

    again = ask(file, **{"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"
    assert again.content == b""


@pytest.mark.parametrize("file", FILES)
def test_any_site_may_read_it_and_nobody_gets_a_cookie(office, login, officer, file):
    answer = login(officer).get(f"{API}{file}", headers={"Origin": "https://elsewhere.example"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies


@pytest.mark.parametrize("file", FILES)
def test_the_head_alone_is_the_same_without_a_body(office, file):
    whole, head = ask(file), Client().head(f"{API}{file}")

    assert head.status_code == 200
    assert (b"".join(head) if head.streaming else head.content) == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Link", "Content-Disposition"):
        assert head.get(name) == whole.get(name)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(office, file, method):
    assert getattr(Client(), method)(f"{API}{file}").status_code == 405


def test_a_browser_that_asks_before_is_told_that_it_may_read(office):
    answer = Client().options(f"{API}scores", headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


def test_a_public_change_gives_a_new_tag(office):
    before = ask("scores")["ETag"]

    touch_public(office.pk)

    assert ask("scores")["ETag"] != before


def test_a_change_of_another_office_leaves_the_tag_of_ours(office, other_office):
    before = ask("scores?office=sample1")["ETag"]

    touch_public(other_office.pk)

    assert ask("scores?office=sample1")["ETag"] == before


def test_a_new_office_gives_a_new_tag(office):
    before = ask("offices")["ETag"]

    OfficeFactory()

    assert ask("offices")["ETag"] != before


def test_what_is_not_public_leaves_the_tag(office, officer, load_year):
    item = load_year(2568).items.first()
    before = ask("disclosure")["ETag"]

    EvidenceFactory(office=office, item=item)
    EvidenceFactory(office=office, item=item, status=Evidence.Status.DRAFT)

    assert ask("disclosure")["ETag"] == before


def test_a_tag_does_not_tell_how_often_something_changed(office):
    Office.objects.update(public_revision=123456)

    assert "123456" not in ask("offices")["ETag"]


def test_tags_of_different_questions_differ(office):
    asked = ["scores", "scores.csv", "scores?limit=1", "offices", "scores?office=sample1"]

    assert len({ask(file)["ETag"] for file in asked}) == len(asked)


def test_pages_lead_on_to_all_rows_once(db):
    for place in range(7):
        OfficeFactory(code=f"o{place}")

    page = read("offices", limit=3)

    assert (page["count"], len(page["rows"])) == (7, 3)
    assert [row["office_code"] for row in every_row("offices", limit=3)] == [
        f"o{place}" for place in range(7)
    ]


@pytest.mark.parametrize("file", ["offices", "offices.csv"])
def test_the_next_page_and_the_licence_are_linked_in_the_head(db, settings, file):
    for _ in range(3):
        OfficeFactory()
    answer = ask(f"{file}?limit=2")

    relations = {
        part.partition("rel=")[2].strip('"'): part.partition(">")[0].strip(" <")
        for part in answer["Link"].split(", ")
    }

    assert relations["license"] == settings.OPEN_DATA_LICENCE
    assert relations["first"].endswith(f"{API}{file}?limit=2")
    last = Client().get(relations["next"])
    assert last.status_code == 200
    assert 'rel="next"' not in last["Link"]


def test_a_page_that_is_just_full_is_the_last(db):
    for _ in range(3):
        OfficeFactory()

    assert read("offices", limit=3)["next"] is None


def test_a_file_for_a_spreadsheet_has_its_mark_and_its_lines(office):
    text = body("offices.csv")

    assert text.startswith(b"\xef\xbb\xbfoffice_code,")
    assert text.count(b"\xef\xbb\xbf") == 1
    assert text.endswith(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", ["=1+1", "+66 2 000 0000", "-5", "@SUM(A1)", "\t=1", "＝1"])  # noqa: RUF001 - spreadsheets take it too
def test_no_cell_begins_a_formula(office, text):
    Office.objects.update(phone=text)

    (line,) = lines("offices.csv")

    assert line["phone"] == f"'{text}"


def test_a_cell_holds_quotes_commas_and_lines(office):
    address = 'ถนน "ใหญ่", ซอย 1\nอำเภอเมือง'
    Office.objects.update(address=address)

    (line,) = lines("offices.csv")

    assert line["address"] == address


def test_a_file_is_named_after_what_was_asked(office):
    answer = ask("scores.csv?office=sample1&fiscal_year=2564")

    assert answer["Content-Disposition"] == 'attachment; filename="scores-sample1-2564.csv"'
