"""What happens to offices as a whole."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.organisations.models.office import OFFICE_CODE, OfficeKind
from ita_portal.thai.numerals import echo
from ita_portal.thai.text import clean, sort_key

_LONGEST_NAME = 200
_LONGEST_SORT_KEY = 700
_FULL_AND_SHORT = (
    ("สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", "สพป.", OfficeKind.PRIMARY),
    ("สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา", "สพม.", OfficeKind.SECONDARY),
)


def touch_public(*office_ids: int) -> None:
    """Note that something public of the offices changed, so that their kept pages are made anew.

    Call it in the transaction of the change itself. Safe to repeat.
    """
    Office.objects.filter(pk__in=office_ids).update(public_revision=F("public_revision") + 1)


@transaction.atomic
def create_office(
    *, code: str, name: str, kind: OfficeKind, short_name: str = ""
) -> tuple[Office, bool]:
    """Make an office, or return the one that stands under `code` already, and whether it is new.

    Safe to repeat: an office with the same name and kind is left as it is. The short name is made
    from the name unless given. Raises Refused when the code is not allowed, the name is empty or
    too long, or the code belongs to an office of another name or kind.
    """
    office = new_office(code=code, name=name, kind=kind, short_name=short_name)
    kept = Office.objects.select_for_update(no_key=True).filter(code=office.code).first()
    if kept is None:
        office.save()
        return office, True
    if (kept.name, kept.kind) != (office.name, office.kind):
        raise Refused(
            f"รหัส {kept.code} เป็นของ “{kept.name}” ({kept.get_kind_display()}) อยู่แล้ว โปรดใช้รหัสอื่น"
        )
    return kept, False


def new_office(*, code: str, name: str, kind: OfficeKind, short_name: str = "") -> Office:
    """Return an office that is not stored yet; raises Refused as `create_office` does."""
    code, name = code.strip(), " ".join(clean(name).split())
    short_name = " ".join(clean(short_name).split()) or short_name_of(name)
    try:
        OFFICE_CODE(code)
    except ValidationError as error:
        raise Refused(f"ใช้รหัส “{echo(code)}” ไม่ได้: {error.messages[0]}") from error
    if not name:
        raise Refused("โปรดระบุชื่อสำนักงาน")
    if len(name) > _LONGEST_NAME:
        raise Refused(f"ชื่อสำนักงานยาวเกินไป ใช้ได้ไม่เกิน {_LONGEST_NAME} ตัวอักษร")
    return Office(
        code=code,
        name=name,
        short_name=short_name[:100],
        kind=kind,
        sort_key=sort_key(name)[:_LONGEST_SORT_KEY],
    )


def short_name_of(name: str) -> str:
    """Return the name with the usual short form in front: "สพป.สมุทรสาคร"."""
    for full, short, _ in _FULL_AND_SHORT:
        if name.startswith(full):
            return f"{short}{name.removeprefix(full).strip()}"
    return name


def kind_of(name: str) -> OfficeKind:
    """Guess from an office's name, full or short, which schools it looks after."""
    for full, short, kind in _FULL_AND_SHORT:
        if name.startswith((full, short, short.rstrip("."))):
            return kind
    if "ประถมศึกษา" in name:
        return OfficeKind.PRIMARY
    return OfficeKind.SECONDARY if "มัธยมศึกษา" in name else OfficeKind.OTHER


def full_name_of(name: str) -> str:
    """Return the name in full and without spaces, to tell whether two names are one office."""
    tight = "".join(clean(name).split())
    for full, short, _ in _FULL_AND_SHORT:
        for form in (short, short.rstrip(".")):
            if tight.startswith(form):
                return full + tight.removeprefix(form)
    return tight
