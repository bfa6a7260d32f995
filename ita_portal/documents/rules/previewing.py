"""The very pages before they are signed: asked for, made anew, and swept when nobody reads them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ita_portal.documents.models import Preview
from ita_portal.documents.rules.words import fingerprint
from ita_portal.jobs.models import Job
from ita_portal.jobs.rules import enqueue, try_again
from ita_portal.organisations.models import Office, User

logger = logging.getLogger(__name__)

PREVIEW = "documents.preview"
KEPT_FOR = timedelta(days=3)
"""How long pictures stay after they were last asked for; they are made anew when need be."""
_NOTED_EVERY = timedelta(hours=1)


def preview_of(words: Mapping[str, Any], *, office: Office, by: User) -> Preview:
    """Return the pages of a paper with these words, being made if nobody has asked for them yet.

    `words` are those that `words_to_sign` gives: what is shown is what will be signed. The same
    words give the same preview, so every look at a page may ask; one query then, and a second
    one once an hour. The caller has checked the right to read the paper.
    """
    sha256, now = fingerprint(words), timezone.now()
    with transaction.atomic():
        preview, is_new = Preview.objects.defer("words").get_or_create(
            office=office,
            words_sha256=sha256,
            defaults={"words": dict(words), "asked_at": now, "asked_by": by},
        )
        if is_new:
            enqueue(
                task=PREVIEW,
                subject_id=preview.pk,
                key=preview.job_key,
                title="จัดทำภาพหน้าเอกสารให้อ่านก่อนลงนาม",
                office=office,
            )
    if preview.asked_at < now - _NOTED_EVERY:
        Preview.objects.filter(pk=preview.pk).update(asked_at=now)
    return preview


def draw_again(preview: Preview) -> Job:
    """Have failed pictures made once more. Raises Refused when they have not failed."""
    return try_again(preview.job_key)


def sweep_previews() -> int:
    """Remove the previews that nobody has asked for lately, with pictures and job; return how many.

    The row goes first: pictures without a row are never shown. Safe to repeat.
    """
    old = Preview.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR).defer("words")
    swept = 0
    for preview in list(old):
        folder, key = preview.folder, preview.job_key
        with transaction.atomic():
            Job.objects.filter(key=key).delete()
            preview.delete()
        shutil.rmtree(folder, ignore_errors=True)
        swept += 1
    return swept
