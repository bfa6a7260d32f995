"""An office is made once, under a code of its own."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.organisations.rules import create_office, kind_of, short_name_of, touch_public

NAME = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาสมุทรสาคร"
PRIMARY, SECONDARY, OTHER = Office.Kind.PRIMARY, Office.Kind.SECONDARY, Office.Kind.OTHER


def run(*words: str) -> dict:
    out = StringIO()
    call_command("create_office", "--json", *words, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_makes_an_office_and_may_be_repeated(db):
    first = run("skn1", "--name", NAME, "--kind", "primary")
    second = run("skn1", "--name", NAME, "--kind", "primary")

    assert first == {"code": "skn1", "name": NAME, "created": True}
    assert second == {"code": "skn1", "name": NAME, "created": False}
    office = Office.objects.get()
    assert (office.short_name, office.kind) == ("สพป.สมุทรสาคร", PRIMARY)
    assert office.sort_key


def test_the_name_is_repaired_before_it_is_kept(db):
    office, _ = create_office(code="x", name=" สํานักงาน  เขต\n", kind=OTHER)

    assert office.name == "สำนักงาน เขต"


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ("SKN1", NAME, "รหัส"),
        ("skn 1", NAME, "รหัส"),
        ("", NAME, "รหัส"),
        ("-skn", NAME, "รหัส"),
        ("skn1", "  ", "ชื่อ"),
        ("skn1", "ก" * 201, "ยาวเกินไป"),
    ],
)
def test_a_code_or_name_that_cannot_be_kept_ends_with_two(db, code, name, message):
    with pytest.raises(CommandError, match=message) as ended:
        run(f"--name={name}", "--kind=primary", "--", code)

    assert ended.value.returncode == 2
    assert not Office.objects.exists()


def test_a_code_of_another_office_is_refused(db):
    create_office(code="skn1", name=NAME, kind=PRIMARY)

    with pytest.raises(Refused, match="สมุทรสาคร"):
        create_office(code="skn1", name="สำนักงานอื่น", kind=PRIMARY)

    assert Office.objects.get().name == NAME


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        (NAME, PRIMARY, "สพป.สมุทรสาคร"),
        ("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาขอนแก่น", SECONDARY, "สพม.ขอนแก่น"),
        ("สพป.กาฬสินธุ์ เขต 1", PRIMARY, "สพป.กาฬสินธุ์ เขต 1"),
        ("สพม. กาฬสินธุ์", SECONDARY, "สพม. กาฬสินธุ์"),
        ("สำนักบริหารงานกลาง", OTHER, "สำนักบริหารงานกลาง"),
    ],
)
def test_kind_and_short_name_are_read_from_the_name(name, kind, short):
    assert (kind_of(name), short_name_of(name)) == (kind, short)


def test_touching_counts_up_for_all_offices_named(office, other_office):
    touch_public(office.pk, other_office.pk)

    assert set(Office.objects.values_list("public_revision", flat=True)) == {2}
