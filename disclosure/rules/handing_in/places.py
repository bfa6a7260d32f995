"""The addresses of handing in: the whole ones that leave the portal, and those of its pages."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from disclosure.models import HandIn


def whole(path: str) -> str:
    """Return a path of the portal as it is written down elsewhere."""
    return f"{settings.BASE_URL}{path}"


def item_address(office_code: str, fiscal_year: int, code: str) -> str:
    """Return the permanent public address of an item, which is what an office hands in."""
    return whole(reverse("disclosure:public_item", args=[office_code, fiscal_year, code]))


def handed_path(office_code: str, fiscal_year: int, number: int) -> str:
    """Return the path of the public page of a year as it was handed in."""
    return reverse("disclosure:handed_in", args=[office_code, fiscal_year, number])


def handed_item_path(office_code: str, fiscal_year: int, number: int, code: str) -> str:
    """Return the path of the public page of an item as it was handed in."""
    return reverse("disclosure:handed_item", args=[office_code, fiscal_year, number, code])


def staff_path(hand_in: HandIn) -> str:
    """Return the path of the staff's page of a year that was handed in."""
    return reverse(
        "disclosure:hand_in_kept",
        args=[hand_in.office.code, hand_in.fiscal_year, hand_in.number],
    )
