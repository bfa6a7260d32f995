"""Writing the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from ita_portal.audit.models import AuditEvent
from ita_portal.organisations.models import Office, User


def record(
    *,
    by: User | None,
    office: Office,
    verb: str,
    subject: Model,
    detail: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Add what was done to the trail, within the transaction of the deed itself.

    `verb` is a dotted code such as "plan.approved"; its sentence is made when it is shown.
    `by` is None for what the portal does by itself. `detail` holds plain JSON values, never the
    text of a complaint or a person's data beyond the name of who acted.
    """
    return AuditEvent.objects.create(
        by_id=by.pk if by else None,
        by_name=by.full_name if by else "ระบบ",
        office_code=office.code,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:250],
        detail=dict(detail or {}),
    )
