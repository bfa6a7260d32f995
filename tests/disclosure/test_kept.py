"""The store of rendered pages."""

from __future__ import annotations

import gzip

import pytest

from disclosure.rules.kept import KeptPages, page_of


@pytest.fixture
def pages(settings):
    settings.KEPT_PAGES_BYTES = 100
    return KeptPages()


def no_page():
    raise AssertionError("the page was made again")


def test_a_page_is_made_once_for_a_stamp(pages):
    first = pages.page("a", 1, lambda: "x" * 40)

    assert pages.page("a", 1, no_page) is first


def test_a_new_stamp_takes_the_place_of_the_old_page(pages):
    pages.page("a", 1, lambda: "x" * 40)

    assert pages.page("a", 2, lambda: "y" * 30).body == b"y" * 30
    assert pages.size == 30


def test_what_was_asked_for_longest_ago_goes_first(pages):
    for place in "abc":
        pages.page(place, 1, lambda: "x" * 40)
        pages.page("a", 1, lambda: "x" * 40)

    assert pages.size == 80
    pages.page("a", 1, no_page)
    pages.page("c", 1, no_page)
    with pytest.raises(AssertionError):
        pages.page("b", 1, no_page)


def test_a_page_larger_than_the_room_is_made_each_time(pages):
    pages.page("a", 1, lambda: "x" * 101)

    assert pages.size == 0
    with pytest.raises(AssertionError):
        pages.page("a", 1, no_page)


def test_a_failure_keeps_nothing(pages):
    with pytest.raises(AssertionError):
        pages.page("a", 1, no_page)

    assert pages.size == 0


def test_equal_pages_have_equal_etags():
    assert page_of("ก").etag == page_of("ก").etag != page_of("ข").etag


def test_a_kept_page_is_sent_packed_to_who_unpacks_it(client, office, framework_2564):
    plain = client.get("/o/sample1/oit/2564/")
    sent = client.get("/o/sample1/oit/2564/", headers={"accept-encoding": "br, gzip"})
    refused = client.get("/o/sample1/oit/2564/", headers={"accept-encoding": "gzip;q=0"})

    assert gzip.decompress(sent.content) == plain.content == refused.content
    assert sent.headers["Content-Encoding"] == "gzip"
    assert sent.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert sent.headers["ETag"] != plain.headers["ETag"]


def test_a_packed_page_that_is_unchanged_is_not_sent_again(client, office, framework_2564):
    takes = {"accept-encoding": "gzip"}
    etag = client.get("/o/sample1/oit/2564/", headers=takes).headers["ETag"]

    again = client.get("/o/sample1/oit/2564/", headers={**takes, "if-none-match": etag})

    assert again.status_code == 304
