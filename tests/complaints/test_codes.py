"""Receipt codes: many, easy to type, and kept only as something that costs time to guess."""

from __future__ import annotations

import math

import pytest

from complaints.models import Case, Secret
from complaints.rules import codes
from complaints.rules.codes import DIGITS, code_for, grouped, hash_of, typed_code
from complaints.rules.tracking import find
from tests.complaints.cast import case_of, received

CODE = "12345678901234567890"
SHIPPED = dict(codes._COST)


def test_a_code_has_more_than_sixty_bits():
    assert math.log2(10**DIGITS) > 60


@pytest.mark.parametrize(
    "typed",
    [
        "1234 5678 9012 3456 7890",
        "๑๒๓๔ ๕๖๗๘ ๙๐๑๒ ๓๔๕๖ ๗๘๙๐",
        "1234-5678-9012-3456-7890",
        " 12345678901234567890\n",
        "l234 5678 9Ol2 3456 789O",
        "I234 S678 90I2 34S6 7890",
        "1234\u200b5678901234567890",
        "".join(chr(0xFF10 + int(digit)) for digit in CODE),  # full-width
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed):
    assert typed_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "1234", CODE + "1", "ก" * 20, "1" * 300, "\x00" * 20])
def test_what_is_no_code_is_none(typed):
    assert typed_code(typed) == ""


def test_a_code_is_read_aloud_in_groups_of_four():
    assert grouped(CODE) == "1234 5678 9012 3456 7890"


def test_codes_of_a_thousand_forms_differ(db):
    assert len({code_for(f"form {n}") for n in range(1000)}) == 1000


def test_the_same_form_has_the_same_code_in_this_portal_alone(db):
    first = code_for("one form")
    again = code_for("one form")
    Secret.objects.all().delete()

    assert again == first
    assert code_for("one form") != first


def test_the_code_itself_is_nowhere_in_the_database(office, complaint_officer):
    receipt = received(office)

    row = Case.objects.values().get()

    assert row["code_hash"] == hash_of(receipt.code)
    assert all(receipt.code not in str(value) for value in row.values())


def test_guessing_costs_memory_and_time():
    """As much as the guide of OWASP asks of scrypt at least; the tests themselves take less."""
    assert SHIPPED["n"] * SHIPPED["r"] * 128 >= 32 * 2**20


def test_a_case_is_found_by_its_code_and_by_no_other(office, complaint_officer):
    first, second = received(office), received(office)

    assert find(grouped(first.code)) == first.case
    assert find(second.code) == second.case
    assert find(CODE) is None
    assert find("") is None


def test_a_wrong_code_asks_the_same_of_database_and_hash_as_a_right_one(
    office, complaint_officer, count_queries, monkeypatch
):
    """What takes time is one slow hash and one look into an index, whatever was typed."""
    receipt, asked = received(office), []
    slow = []
    monkeypatch.setattr(
        codes.hashlib, "scrypt", lambda *a, **k: slow.append(1) or b"x" * 32, raising=True
    )
    for typed in (receipt.code, CODE, "no code at all"):
        with count_queries() as queries:
            find(typed)
        asked.append((len(queries), len(slow)))
        slow.clear()

    assert len(set(asked)) == 1


def test_the_empty_code_finds_no_case_even_if_one_had_its_hash(office, complaint_officer):
    case = case_of(office)
    Case.objects.filter(pk=case.pk).update(code_hash=hash_of(""))

    assert find("no code") is None
