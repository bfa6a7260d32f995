"""What is asked: understood in both kinds of digits, or refused in Thai and English."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ita_portal.opendata.asking import cursor_of
from tests.opendata.reading import API, problem, read

BAD = {
    "fiscal_year": ["2021", "1e3", "-2564", "25 64", "2564.5", "2564;--", "๒๐๒๑", "9" * 5000],
    "limit": ["0", "-1", "1001", "ten", "' OR 1=1 --", "๐", "1" * 400],
    "office": ["SAMPLE1", "a b", "' OR '1'='1", "../", "x" * 33, "สพป", "a;DROP TABLE"],
    "cursor": ["x", "AAAA", "WzFd", "W10", "bnVsbA", "ก", "%", "=", "W" * 9000],
}


@pytest.mark.parametrize(("name", "text"), [(name, one) for name in BAD for one in BAD[name]])
def test_a_bad_parameter_is_named_in_thai_and_english(office, name, text):
    told = problem("scores", **{name: text})

    assert told["answered"] == told["status"] == 400
    assert told["parameter"] == name
    assert told["type"].endswith("/open-data/#bad-parameter")
    assert name in told["detail"]
    assert name in told["detail_th"]
    assert told["instance"] == f"{API}scores"
    assert len(told["detail"]) < 200


@pytest.mark.parametrize("text", ["18", "O", "O1234", "X18", "O18'", "O18 OR 1"])
def test_a_bad_item_is_named(office, text):
    told = problem("disclosure", item=text)

    assert (told["answered"], told["parameter"]) == (400, "item")


@pytest.mark.parametrize("name", ["fiscalyear", "offset", "format", "<script>", "น" * 900])
def test_a_parameter_that_is_not_there_is_refused_and_the_others_are_named(office, name):
    told = problem("scores", **{name: "1"})

    assert told["answered"] == 400
    assert told["type"].endswith("#unknown-parameter")
    assert "office, fiscal_year, limit, cursor" in told["detail"]


def test_a_parameter_given_twice_is_refused(office):
    answer = Client().get(f"{API}scores?limit=1&limit=2")

    assert answer.status_code == 400


def test_an_empty_parameter_is_as_none(office):
    assert read("scores", fiscal_year="", office="", limit="", cursor="")["count"] == 0


@pytest.mark.parametrize("file", ["", "nothing", "scores.xml", "scores/2564", "scores.csv.csv"])
def test_what_is_not_there_is_not_found(office, file):
    told = problem(file or "none")

    assert told["answered"] == told["status"] == 404
    assert told["type"].endswith("#not-found")


def test_an_office_that_is_not_there_is_not_found(office):
    told = problem("scores", office="nowhere")

    assert told["answered"] == 404
    assert "nowhere" in told["detail_th"]


def test_an_address_ends_with_or_without_a_stroke(office):
    found = [Client().get(f"{API}{file}").json() for file in ("offices", "offices/")]

    assert found[0]["rows"] == found[1]["rows"]


@pytest.mark.parametrize("key", [("zzz", 9999), ("sample1", 10**40), ("0", -5)])
def test_a_cursor_beyond_everything_gives_what_is_behind_it(office, key):
    page = read("scores", cursor=cursor_of(key))

    assert (page["rows"], page["next"]) == ([], None)


class Hostile(TestCase):
    """Whatever is asked, the answer is rows or a problem."""

    @given(st.dictionaries(st.sampled_from([*BAD, "item", "x"]), st.text(max_size=30), max_size=3))
    def test_no_question_is_a_mistake(self, parameters):
        for file in ("scores", "disclosure", "dictionary.csv"):
            answer = Client().get(f"{API}{file}", parameters)

            assert answer.status_code in {200, 400, 404}
