"""A year with evidence of every kind, its links tried, ready to be handed in."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

from django.utils import timezone

from assessments.models import Framework
from disclosure.models import Entry, Evidence, HandIn, LinkCheck
from disclosure.models.link import mark_of
from disclosure.rules.handing_in.act import hand_in
from disclosure.rules.handing_in.freezing import freeze, path_of
from disclosure.rules.handing_in.sheet import sheet_of
from ita_portal.organisations.models import Office, User
from tests.factories.disclosure import EvidenceFactory, kept_file

SECRET = "ความลับที่ไม่ควรอยู่"


def fill(framework: Framework, office: Office, by: User) -> dict[str, Evidence]:
    """Put a file, a link and a text on O1, O2 and O3 of the year; O4 does not apply."""
    items = {item.code: item for item in framework.items.all()}
    file = kept_file(office, by, name="แผน: ปี 2564?.txt", words="แผนของปี 2564")
    as_file = {"kind": "file", "url": "", "file": file, "title": "แผนปฏิบัติการ ปี 2564"}
    found = {
        "file": EvidenceFactory(office=office, item=items["O1"], accepted=True, **as_file),
        "link": EvidenceFactory(office=office, item=items["O2"], accepted=True),
        "text": EvidenceFactory(
            office=office, item=items["O3"], accepted=True, as_text=True, text=SECRET
        ),
    }
    place = "รายการแรกของหน้า"
    Entry.objects.create(office=office, fiscal_year=2564, code="O1", place=place)
    Entry.objects.create(
        office=office,
        fiscal_year=2564,
        code="O4",
        setting="accepted",
        reason="ไม่มีแผนนี้",
        proposed_by=by,
        proposed_at=timezone.now(),
        decided_by=found["file"].decided_by,
        decided_at=timezone.now(),
    )
    return found


def answer_all(office: Office, framework: Framework, *, ago: timedelta = timedelta(0)) -> None:
    """Let every link of the sheet have opened that long ago."""
    LinkCheck.objects.all().delete()
    at = timezone.now() - ago
    LinkCheck.objects.bulk_create(
        LinkCheck(
            office=office,
            mark=mark_of(link.address),
            address=link.address,
            verdict="opens",
            reason="ok",
            tried_at=at,
        )
        for link in sheet_of(office, framework).links
    )


def hand(office: Office, framework: Framework, by: User, *, number: int = 1) -> HandIn:
    """Hand the year in, with a reason for what is open."""
    office.refresh_from_db()
    return hand_in(
        office,
        framework,
        number=number,
        revision=office.public_revision,
        note="ครบกำหนดวันนี้",
        by=by,
    )


def frozen(kept: HandIn) -> zipfile.ZipFile:
    """Make the copy, and open it."""
    freeze(kept.pk)
    return zipfile.ZipFile(io.BytesIO(path_of(kept.archives.get(replaced_at=None)).read_bytes()))
