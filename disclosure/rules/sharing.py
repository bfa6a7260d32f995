"""The same thing twice: never at one item, and at several only where that is said on purpose."""

from __future__ import annotations

from django.db.models import Q

from assessments.models import OITItem
from disclosure.models import Evidence
from disclosure.rules.content import Checked
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office

TWICE = "หลักฐานนี้มีอยู่ในข้อนี้แล้ว จึงไม่ได้เพิ่มซ้ำ"


class SharedFile(Refused):
    """The file stands at another item already, and nobody said that this is meant."""


def require_new(
    content: Checked,
    *,
    office: Office,
    item: OITItem,
    is_shared: bool,
    but: Evidence | None = None,
) -> None:
    """Raise Refused when the same stands at the item already, SharedFile when at another one.

    `but` is the piece that is being changed.
    """
    if content.file is None:
        same = Q(url=content.url, text=content.text, file__isnull=True)
    else:
        same = Q(file__sha256=content.file.sha256)
    year = Evidence.objects.of(office).live().filter(same)
    year = year.filter(item__framework__fiscal_year=item.framework.fiscal_year)
    if but is not None:
        year = year.exclude(pk=but.pk)
    codes = list(year.values_list("item__code", flat=True))
    if item.code in codes:
        raise Refused(TWICE)
    if content.file is not None and codes and not is_shared:
        raise SharedFile(
            f"ไฟล์เดียวกันนี้เป็นหลักฐานของข้อ {', '.join(sorted(set(codes)))} แล้ว "
            "หากตั้งใจใช้ร่วมกัน โปรดทำเครื่องหมาย “ใช้ไฟล์ร่วมกับข้ออื่นโดยตั้งใจ” แล้วส่งอีกครั้ง"
        )
