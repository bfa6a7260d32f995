"""The filters, in real templates."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Engine
from django.utils import timezone

from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.templatetags.thai import time_of

ENGINE = Engine(libraries={"thai": "ita_portal.thai.templatetags.thai"})
SIGNED_ON = date(2020, 6, 25)
EVENING_IN_UTC = datetime(2026, 11, 19, 18, 5, tzinfo=UTC)  # 01:05 of the 20th in Bangkok


@pytest.fixture(autouse=True)
def _in_bangkok():
    with timezone.override(ZoneInfo("Asia/Bangkok")):
        yield


def shown(expression, value):
    template = ENGINE.from_string(f"{{% load thai %}}{{{{ value|{expression} }}}}")
    return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("thai_digits", 2563, "๒๕๖๓"),
        ("thai_digits_in_prose", "ข้อ O42 ปี 2563", "ข้อ O42 ปี ๒๕๖๓"),
        ("full_date", SIGNED_ON, "25 มิถุนายน พ.ศ. 2563"),
        ("full_date|thai_digits", SIGNED_ON, "๒๕ มิถุนายน พ.ศ. ๒๕๖๓"),
        ("plain_date", SIGNED_ON, "25 มิถุนายน 2563"),
        ("short_date", SIGNED_ON, "25 มิ.ย. 2563"),
        ("score", Decimal("91.25"), "91.25"),
        ("score", Decimal(0), "0.00"),
        ("signed", Decimal("-5.42"), "−5.42"),
        ("signed", Decimal(0), "0.00"),
        ("file_size", 430_080, "420 กิโลไบต์"),
        ("file_size", 0, "0 ไบต์"),
        ("fiscal_label", 2568, "ปีงบประมาณ พ.ศ. 2568"),
        ("fiscal_label", FiscalYear(2568), "ปีงบประมาณ พ.ศ. 2568"),
        ("time_of", datetime(2026, 11, 20, 7, 20, tzinfo=UTC), "20 พ.ย. 2569 14:20 น."),
    ],
)
def test_a_value_is_shown_as_thai_offices_write_it(expression, value, text):
    assert shown(expression, value) == text


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize(
    "expression",
    [
        *["full_date", "plain_date", "short_date", "time_of"],
        *["score", "signed", "file_size", "fiscal_label"],
    ],
)
def test_no_value_is_a_dash(expression, value):
    assert shown(expression, value) == "–"


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("full_date", "20 พฤศจิกายน พ.ศ. 2569"),
        ("plain_date", "20 พฤศจิกายน 2569"),
        ("short_date", "20 พ.ย. 2569"),
        ("time_of", "20 พ.ย. 2569 01:05 น."),
    ],
)
def test_a_moment_belongs_to_the_day_it_has_here(expression, text):
    assert shown(expression, EVENING_IN_UTC) == text


def test_what_users_write_stays_escaped():
    assert shown("thai_digits", "<b>1</b>") == "&lt;b&gt;๑&lt;/b&gt;"


def test_a_moment_without_a_time_zone_is_a_mistake():
    with pytest.raises(ValueError, match="naive"):
        time_of(datetime(2026, 11, 20, 7, 20))  # noqa: DTZ001 - the mistake itself
