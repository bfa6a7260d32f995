"""Drafts, versions, the order, shared files and timed publication."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from disclosure.models import Evidence, EvidenceVersion
from disclosure.rules.evidence import (
    accept_evidence,
    add_evidence,
    change_evidence,
    drop_changes,
    return_evidence,
    withdraw_evidence,
)
from disclosure.rules.ordering import move_evidence
from disclosure.rules.sharing import SharedFile
from disclosure.rules.versions import publish_due
from ita_portal.audit.models import AuditEvent
from ita_portal.errors import Refused
from ita_portal.organisations.models import Appointment
from tests.factories.disclosure import EvidenceFactory, kept_file

PUBLIC = "/o/sample1/oit/2564/O1/"
NEW = {"kind": "text", "title": "ผังโครงสร้างฉบับใหม่", "text": "ผังใหม่ของสำนักงาน"}


def words(response):
    return response.content.decode()


def add(item, office, by, *, as_draft=False, is_shared=False, **facts):
    return add_evidence(
        item, office=office, by=by, as_draft=as_draft, is_shared=is_shared, facts={**NEW, **facts}
    )


@pytest.fixture
def shown(item, office, officer, coordinator):
    """Give evidence of the officer that is public."""
    first = add(item, office, officer, title="ผังโครงสร้างฉบับแรก", text="ผังเดิม")
    return accept_evidence(first, by=coordinator)


def test_a_draft_is_nobodys_to_decide_until_it_is_proposed(item, office, officer, coordinator):
    draft = add(item, office, officer, as_draft=True)

    with pytest.raises(Refused):
        accept_evidence(draft, by=coordinator)
    proposed = change_evidence(draft, by=officer, as_draft=False, facts=NEW)

    assert (proposed.status, proposed.number) == ("proposed", 1)


def test_the_public_keeps_the_older_version_until_the_newer_is_accepted(
    client, shown, officer, coordinator
):
    change_evidence(shown, by=officer, as_draft=True, facts=NEW)
    assert "ฉบับแรก" in words(client.get(PUBLIC))
    shown.refresh_from_db()
    newer = change_evidence(shown, by=officer, as_draft=False, facts=NEW)
    page = words(client.get(PUBLIC))
    assert "ฉบับแรก" in page
    assert "ฉบับใหม่" not in page

    accept_evidence(newer, by=coordinator)

    page = words(client.get(PUBLIC))
    assert "ฉบับใหม่" in page
    assert "ฉบับที่ 1 ผังโครงสร้างฉบับแรก" in page
    assert "ผังเดิม" not in page
    assert [one.number for one in newer.versions.all()] == [2, 1]


def test_a_returned_version_leaves_what_is_public(client, shown, officer, coordinator):
    newer = change_evidence(shown, by=officer, as_draft=False, facts=NEW)

    return_evidence(newer, comment="ใช้ไฟล์ที่ลงนาม", by=coordinator)

    assert "ฉบับแรก" in words(client.get(PUBLIC))


def test_changes_are_dropped_and_the_public_version_holds_again(shown, officer):
    newer = change_evidence(shown, by=officer, as_draft=False, facts=NEW)

    back = drop_changes(newer, by=officer)

    assert (back.status, back.title) == ("accepted", "ผังโครงสร้างฉบับแรก")
    assert [one.status for one in back.versions.all()] == ["withdrawn", "accepted"]


def test_nobody_drops_the_changes_of_a_colleague(shown, officer, colleague):
    newer = change_evidence(shown, by=officer, as_draft=True, facts=NEW)

    with pytest.raises(Refused, match="ทิ้งฉบับที่แก้ไข"):
        drop_changes(newer, by=colleague)


def test_a_draft_of_somebody_who_has_left_can_be_mended(item, office, officer, colleague):
    draft = add(item, office, officer, as_draft=True)
    with pytest.raises(Refused):
        change_evidence(draft, by=colleague, as_draft=False, facts=NEW)

    Appointment.objects.filter(user=officer).update(
        starts_on="2019-01-01", ends_on=timezone.localdate() - timedelta(days=1)
    )
    mended = change_evidence(draft, by=colleague, as_draft=False, facts=NEW)

    assert mended.proposed_by == colleague


def test_accepted_evidence_waits_for_its_hour(client, item, office, officer, coordinator):
    later = timezone.now() + timedelta(hours=2)
    timed = accept_evidence(add(item, office, officer, publish_at=later), by=coordinator)
    assert "ฉบับใหม่" not in words(client.get(PUBLIC))

    Evidence.objects.filter(pk=timed.pk).update(coming_at=timezone.now())
    page = words(client.get(PUBLIC))

    assert "ฉบับใหม่" in page
    assert publish_due() == 0
    assert AuditEvent.objects.filter(verb="evidence.published").count() == 1


def test_a_withdrawn_piece_leaves_a_trace_with_its_reason(client, shown, coordinator):
    withdraw_evidence(shown, comment="มีประกาศยกเลิก", by=coordinator)

    page = words(client.get(PUBLIC))

    assert "ที่เคยเผยแพร่และถอนออกแล้ว" in page
    assert "มีประกาศยกเลิก" in page


def test_what_was_never_public_leaves_no_trace_outside(client, item, office, officer):
    withdraw_evidence(add(item, office, officer), comment="ผิดข้อ", by=officer)

    assert "ผิดข้อ" not in words(client.get(PUBLIC))


def test_a_file_serves_another_item_only_on_purpose(framework_2564, item, office, officer):
    other = framework_2564.items.get(code="O2")
    file = {"kind": "file", "text": "", "title": "แผนปฏิบัติการ"}
    add(item, office, officer, **file, file=kept_file(office, officer))

    with pytest.raises(SharedFile, match="O1"):
        add(other, office, officer, **file, file=kept_file(office, officer))
    shared = add(other, office, officer, **file, file=kept_file(office, officer), is_shared=True)

    assert shared.is_shared
    with pytest.raises(Refused, match="มีอยู่ในข้อนี้แล้ว"):
        add(other, office, officer, **file, file=kept_file(office, officer), is_shared=True)


def test_the_public_reads_evidence_in_the_order_of_the_office(client, item, office, officer):
    first, second = (
        EvidenceFactory(office=office, item=item, accepted=True, title=f"รายการที่ {n}")
        for n in ("หนึ่ง", "สอง")
    )
    office.refresh_from_db()
    revision = office.public_revision

    assert move_evidence(second, up=True, by=officer)

    page = words(client.get(PUBLIC))
    office.refresh_from_db()
    assert page.index("รายการที่ สอง") < page.index("รายการที่ หนึ่ง")
    assert office.public_revision > revision
    assert not move_evidence(second, up=True, by=officer)
    assert not move_evidence(first, up=False, by=officer)


def test_evidence_of_before_gets_its_first_version(item, office):
    """The migration that gave versions to what an office had already."""
    public = EvidenceFactory(office=office, item=item, accepted=True)
    waiting = EvidenceFactory(office=office, item=item)
    Evidence.objects.update(shown=None, shown_at=None, number=0, was_public=False)
    EvidenceVersion.objects.all().delete()

    import_module("disclosure.migrations.0003_versions_of_before").give_versions(apps, None)

    public.refresh_from_db()
    waiting.refresh_from_db()
    assert (public.number, public.shown.title, public.was_public) == (1, public.title, True)
    assert public.shown_at == public.decided_at
    assert (waiting.number, waiting.shown) == (1, None)
    assert [one.status for one in waiting.versions.all()] == ["proposed"]
