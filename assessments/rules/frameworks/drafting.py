"""A framework in the making: started from an older one, saved part by part, thrown away."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from assessments.models import Framework, FrameworkDraft
from assessments.rules.frameworks.contents import Content, as_json, content_of
from assessments.rules.frameworks.editing import copied_for_year
from assessments.rules.frameworks.rows import facts_of
from ita_portal.audit.rules import record
from ita_portal.errors import Refused, Stale
from ita_portal.organisations.models import Office, User
from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR

HAS_DRAFT = "ปีงบประมาณ พ.ศ. {year} มีร่างอยู่แล้ว โปรดแก้ไขร่างนั้นต่อ"
NO_BASE = "ยังไม่มีกรอบการประเมินของปีใดให้คัดลอก โปรดโหลดกรอบการประเมินที่มากับระบบก่อน"
NO_DRAFT = "ไม่มีร่างของปีนี้แล้ว อาจมีผู้ออกกรอบหรือทิ้งร่างไปก่อนหน้านี้"
NO_SUCH_YEAR = "โปรดระบุปีงบประมาณเป็น พ.ศ. ระหว่าง {first} ถึง {last}"


@transaction.atomic
def start_draft(*, fiscal_year: int, office: Office, by: User) -> FrameworkDraft:
    """Start the draft of a year: a copy of its newest version, else of the newest year before.

    Raises Refused when the year has a draft already, is no Buddhist year, or nothing is there
    to copy. Of several at once one starts the draft and the others are refused.
    """
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        raise Refused(NO_SUCH_YEAR.format(first=FIRST_YEAR, last=LAST_YEAR))
    base = base_of(fiscal_year)
    if base is None:
        raise Refused(NO_BASE)
    draft, created = FrameworkDraft.objects.get_or_create(
        fiscal_year=fiscal_year,
        defaults={
            "based_on": base,
            "content": _first_content(base, fiscal_year),
            "updated_by": by,
        },
    )
    if not created:
        raise Refused(HAS_DRAFT.format(year=fiscal_year))
    detail = {"fiscal_year": fiscal_year, "based_on": [base.fiscal_year, base.version]}
    record(by=by, office=office, verb="framework.draft_started", subject=draft, detail=detail)
    return draft


def base_of(fiscal_year: int) -> Framework | None:
    """Return the framework that a draft of the year is copied from."""
    return (
        Framework.objects.filter(fiscal_year__lte=fiscal_year)
        .order_by("-fiscal_year", "-version")
        .first()
        or Framework.objects.order_by("fiscal_year", "-version").first()
    )


@transaction.atomic
def change_draft(
    draft: FrameworkDraft,
    change: Callable[[Content], Content],
    *,
    expected_revision: int,
    part: str,
    office: Office,
    by: User,
) -> FrameworkDraft:
    """Save one change of a draft, complete or not; `part` names for the trail what it was.

    Raises Stale when somebody saved meanwhile, Refused when the draft is gone, or what `change`
    itself refuses.
    """
    draft = locked_draft(draft, expected_revision)
    draft.content = as_json(change(draft.content))
    draft.revision += 1
    draft.updated_by = by
    draft.save(update_fields=["content", "revision", "updated_by", "updated_at"])
    detail = {"fiscal_year": draft.fiscal_year, "revision": draft.revision, "part": part}
    record(by=by, office=office, verb="framework.draft_saved", subject=draft, detail=detail)
    return draft


@transaction.atomic
def discard_draft(
    draft: FrameworkDraft, *, expected_revision: int, office: Office, by: User
) -> None:
    """Throw a draft away; the trail keeps what it said.

    Raises Stale when somebody saved meanwhile, Refused when the draft is gone already.
    """
    draft = locked_draft(draft, expected_revision)
    detail = {"fiscal_year": draft.fiscal_year, "content": draft.content}
    record(by=by, office=office, verb="framework.draft_discarded", subject=draft, detail=detail)
    draft.delete()


def locked_draft(draft: FrameworkDraft, expected_revision: int) -> FrameworkDraft:
    """Return the draft as it stands, locked; raises Refused when it is gone, Stale when changed."""
    found = FrameworkDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if found is None:
        raise Refused(NO_DRAFT)
    if found.revision != expected_revision:
        raise Stale
    return found


def _first_content(base: Framework, fiscal_year: int) -> Content:
    content = as_json(content_of(facts_of(base)))
    if base.fiscal_year == fiscal_year:
        return content | {"version": base.version + 1}
    return copied_for_year(content, fiscal_year)
