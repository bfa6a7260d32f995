"""The public page of complaint channels."""

from __future__ import annotations

import pytest

from complaints.rules.channels import dialled

PATH = "/o/sample1/complaints/"


def words(response):
    return response.content.decode()


def test_it_shows_the_channels_that_the_office_has(client, office):
    office.phone, office.email = "0 3441 0000", "info@example.go.th"
    office.save()

    page = words(client.get(PATH))

    assert 'href="tel:034410000"' in page
    assert 'href="mailto:info@example.go.th"' in page
    assert "มาด้วยตนเอง" not in page


def test_with_an_address_one_can_come_or_write(client, office):
    office.address = "99 หมู่ 1\nตำบลตัวอย่าง"
    office.save()

    page = words(client.get(PATH))

    assert "มาด้วยตนเอง" in page
    assert f"จ่าหน้าซองถึง ผู้อำนวยการ{office.name}" in page


def test_bodies_outside_the_office_are_always_named(client, office):
    page = words(client.get(PATH))

    assert "ยังไม่ได้ลงที่อยู่" in page
    for body in ("tel:1111", "tel:1567", "https://www.nacc.go.th/"):
        assert body in page


def test_an_office_that_is_not_there_or_out_of_use_is_a_404(client, office):
    assert client.get("/o/nobody/complaints/").status_code == 404
    office.is_active = False
    office.save()
    assert client.get(PATH).status_code == 404


def test_every_visitor_sees_the_same_and_gets_no_cookie(client, login, office, officer):
    first, second = client.get(PATH), login(officer).get(PATH)

    assert first.content == second.content
    assert not first.cookies


@pytest.mark.parametrize(
    ("phone", "href"),
    [
        ("0 3441 0000", "tel:034410000"),
        ("+66 (0)34-410-000", "tel:+66034410000"),
        ("0 3441 0000 ต่อ 12", ""),
        ("0 3441 0000, 0 3441 0001", ""),
    ],
)
def test_only_a_single_number_can_be_dialled(phone, href):
    assert dialled(phone) == href
