"""Addresses that no database takes."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "address",
    ["/o/%00/", "/o/sample1/oit/2564/O1%00/", "/o/sample1/oit/2564/?q=%00", "/verify/%00/"],
)
def test_an_address_with_a_nul_is_not_found(client, office, load_year, address):
    load_year(2564)

    assert client.get(address).status_code == 404


def test_a_form_that_is_too_large_is_told_so_in_thai(login, officer, office, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = login(officer).post(f"/office/{office.code}/plans/", {"year": "2" * 2000})

    assert answer.status_code == 400
    assert "ระบบยังไม่ได้บันทึก" in answer.content.decode()
