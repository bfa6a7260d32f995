"""A title that is longer than its column is cut: PostgreSQL would refuse the whole deed."""

from __future__ import annotations

from django.db import transaction

from ita_portal.jobs.models import Job
from ita_portal.jobs.rules import enqueue


def test_a_job_takes_a_title_of_any_length(office):
    title = f"จัดทำไฟล์ PDF: {'มาตรการป้องกันการทุจริต' * 20}"

    with transaction.atomic():
        job = enqueue(task="documents.render", subject_id=1, key="k", title=title, office=office)

    kept = Job.objects.get(pk=job.pk).title
    longest = Job._meta.get_field("title").max_length or 0
    assert len(kept) <= longest
    assert kept.startswith("จัดทำไฟล์ PDF: มาตรการป้องกัน")
    assert kept.endswith("…")


def test_a_short_title_stays_as_it_is(office):
    with transaction.atomic():
        job = enqueue(task="documents.render", subject_id=1, key="k", title="งาน", office=office)

    assert Job.objects.get(pk=job.pk).title == "งาน"
