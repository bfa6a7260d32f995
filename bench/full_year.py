"""Fill the data folder of a bench: one office, each item of a year with accepted evidence.

`python -m bench.full_year N…` makes for each N an office "bench-N" with evidence on the first N
items of the year. Run on an empty database with its tables.
"""

from __future__ import annotations

import sys
from datetime import date

import django

django.setup()

from assessments.models import OITItem  # noqa: E402 - models need the setup first
from assessments.rules.frameworks.files import framework_paths  # noqa: E402
from assessments.rules.frameworks.loading import load_framework  # noqa: E402
from disclosure.rules.evidence import accept_evidence, propose_evidence  # noqa: E402
from ita_portal.organisations.models import (  # noqa: E402
    Appointment,
    Office,
    OfficeGroup,
    User,
)

YEAR = 2564


def load_frameworks() -> None:
    """Load the frameworks of all years, as every installation does."""
    for path in framework_paths():
        load_framework(path)


def make_office(items: int) -> Office:
    """Make an office that discloses something at the first `items` items of the year."""
    office = Office.objects.create(
        code=f"bench-{items}",
        name=f"สำนักงานเขตพื้นที่การศึกษาทดสอบความเร็ว {items} ข้อ",
        short_name=f"สพท.ทดสอบ {items}",
        kind=Office.Kind.PRIMARY,
        sort_key=f"{items:03}",
    )
    group = OfficeGroup.objects.create(office=office, name="กลุ่มอำนวยการ")
    officer, coordinator = (_person(office, role) for role in ("officer", "coordinator"))
    wanted = OITItem.objects.filter(framework__fiscal_year=YEAR).order_by("position")[:items]
    for item in wanted:
        piece = propose_evidence(
            item,
            office=office,
            kind="link",
            title=f"{item.title} ปีงบประมาณ พ.ศ. {YEAR}",
            url=f"https://www.example.go.th/oit/{YEAR}/{item.code}.pdf",
            owner=group,
            by=officer,
        )
        accept_evidence(piece, by=coordinator)
    return office


def _person(office: Office, role: str) -> User:
    user = User.objects.create_user(f"{office.code}-{role}", first_name=role, last_name="ทดสอบ")
    Appointment.objects.create(
        user=user, office=office, role=role, title="เจ้าหน้าที่", starts_on=date(2020, 10, 1)
    )
    return user


if __name__ == "__main__":
    load_frameworks()
    for count in sys.argv[1:]:
        make_office(int(count))
