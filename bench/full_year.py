"""Fill the data folder of a bench: one office, each item of a year with accepted evidence.

`python -m bench.full_year N…` makes for each N an office "bench-N" with evidence on the first N
items of the year. Run on an empty database with its tables. `make_files` fills
years with files, past the rules, which would take an hour.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from datetime import date

import django

django.setup()

from django.utils import timezone  # noqa: E402 - after the setup

from assessments.models import OITItem  # noqa: E402 - models need the setup first
from assessments.rules.frameworks.files import framework_paths  # noqa: E402
from assessments.rules.frameworks.loading import load_framework  # noqa: E402
from disclosure.models import Evidence, EvidenceVersion  # noqa: E402
from disclosure.rules.content import copy_content  # noqa: E402
from disclosure.rules.evidence import accept_evidence, propose_evidence  # noqa: E402
from ita_portal.files.models import StoredFile  # noqa: E402
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


def make_files(office: Office, *, years: Sequence[int], files: int) -> None:
    """Put `files` accepted files on the items of each year, one item after the other."""
    user, other = (
        User.objects.get_or_create(username=name, defaults={"first_name": name})[0]
        for name in ("bench-author", "bench-acceptor")
    )
    group = OfficeGroup.objects.create(office=office, name="กลุ่มนโยบายและแผน")
    for year in years:
        items = _items_of(year)
        kept = StoredFile.objects.bulk_create(
            _file(office, user, year, number) for number in range(files)
        )
        pieces = Evidence.objects.bulk_create(
            _piece(office, items[number % len(items)], group, file, user, other, number)
            for number, file in enumerate(kept)
        )
        versions = EvidenceVersion.objects.bulk_create(map(_version, pieces))
        for piece, version in zip(pieces, versions, strict=True):
            piece.shown, piece.shown_at = version, piece.decided_at
        Evidence.objects.bulk_update(pieces, ["shown", "shown_at"], batch_size=200)


def _items_of(year: int) -> list[OITItem]:
    items = OITItem.objects.filter(framework__fiscal_year=year).order_by("position")
    return list(items.select_related("framework"))


def _file(office: Office, user: User, year: int, number: int) -> StoredFile:
    key = hashlib.sha256(f"{office.code} {year} {number}".encode()).hexdigest()
    return StoredFile(
        office=office,
        key=key[:40],
        name=f"เอกสาร {number}.pdf",
        media_type="application/pdf",
        sha256=key,
        size=200_000 + number,
        made_by=user,
    )


def _piece(
    office: Office,
    item: OITItem,
    group: OfficeGroup,
    file: StoredFile,
    user: User,
    other: User,
    number: int,
) -> Evidence:
    now = timezone.now()
    return Evidence(
        office=office,
        item=item,
        position=number,
        kind="file",
        title=f"{item.title[:200]} ปีงบประมาณ พ.ศ. {item.framework.fiscal_year} รายการที่ {number}",
        file=file,
        owner=group,
        status="accepted",
        number=1,
        was_public=True,
        proposed_at=now,
        proposed_by=user,
        decided_at=now,
        decided_by=other,
    )


def _version(piece: Evidence) -> EvidenceVersion:
    version = EvidenceVersion(evidence=piece, number=1, status="accepted")
    copy_content(piece, version)
    for name in ("proposed_at", "proposed_by", "decided_at", "decided_by"):
        setattr(version, name, getattr(piece, name))
    return version


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
