"""The pages about the open data."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ita_portal.opendata.registry import DATASETS


def test_all_that_the_page_links_to_is_there(office):
    page = Client().get("/open-data/").content.decode()

    addresses = set(re.findall(r'href="(/(?:api|open-data)/[^"#]*)', page))
    assert len(addresses) > 12
    for address in addresses:
        assert Client().get(address).status_code == 200, address


def test_the_dictionary_explains_every_column(db):
    page = Client().get("/open-data/dictionary/").content.decode()

    for dataset in DATASETS.values():
        assert f'id="{dataset.name}"' in page
        for column in dataset.columns:
            assert f"<code>{column.name}</code>" in page


@pytest.mark.parametrize("address", ["/", "/o/sample1/", "/verify/"])
def test_public_pages_lead_to_the_open_data(office, address):
    assert 'href="/open-data/"' in Client().get(address).content.decode()


@pytest.mark.parametrize("name", ["bad-parameter", "unknown-parameter", "not-found"])
def test_a_problem_has_its_explanation(db, name):
    assert f'id="{name}"' in Client().get("/open-data/").content.decode()
