"""The pages of a frozen copy, made from its snapshot alone: the same snapshot, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.template.loader import render_to_string

from disclosure.models import FrozenKind, FrozenPiece, HandIn
from disclosure.rules.handing_in.archive_names import page_of
from disclosure.rules.handing_in.places import handed_path, whole
from disclosure.rules.handing_in.snapshot import Facts
from disclosure.rules.pieces import kind_of_file, kind_of_link
from ita_portal.thai.templatetags.thai import time_of


@dataclass(frozen=True)
class FrozenView:
    """A piece as a page of the copy shows it; what was taken out shows its trace alone."""

    facts: Facts
    row: FrozenPiece
    href: str

    @property
    def taken(self) -> FrozenPiece | None:
        """The row that says when and why, where it was taken out."""
        return self.row if self.row.is_taken_out else None

    @property
    def title(self) -> str:
        """What the piece is called."""
        return self.row.title

    @property
    def text(self) -> str:
        """The words of a text."""
        return "" if self.taken else str(self.facts.get("text", ""))

    @property
    def url(self) -> str:
        """Where a link leads."""
        return str(self.facts.get("url", ""))

    @property
    def address(self) -> str:
        """Where the piece stood in the portal."""
        return str(self.facts["address"])

    @property
    def owner(self) -> str:
        """The group that looks after it."""
        return str(self.facts["owner"])

    @property
    def sha256(self) -> str:
        """The hash of its file, also when that was taken out."""
        return self.row.sha256

    @property
    def since(self) -> str:
        """Since when it was public."""
        return time_of(datetime.fromisoformat(self.facts["public_since"]))

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.row.kind == FrozenKind.LINK:
            return kind_of_link(self.url)[0]
        file = self.facts.get("file")
        if file is None or self.row.kind == FrozenKind.PAGE:
            return str(self.row.get_kind_display())
        words = kind_of_file(file["media_type"], file["size"])[0]
        return f"เอกสารที่ลงนามในพอร์ทัล · {words}" if self.row.kind == FrozenKind.PAPER else words


def views_of(item: Facts, rows: Sequence[FrozenPiece], *, up: str) -> list[FrozenView]:
    """Return the pieces of an item with links to their files in the copy, `up` folders above."""
    return [
        FrozenView(
            facts, row, quote(f"{up}{row.path}") if row.path and not row.taken_out_at else ""
        )
        for facts, row in zip(item["pieces"], rows, strict=True)
    ]


def item_html(hand_in: HandIn, item: Facts, rows: Sequence[FrozenPiece]) -> str:
    """Return the page of an item; `rows` are its pieces in their order."""
    context = {**_frame(hand_in, up="../"), "item": item, "pieces": views_of(item, rows, up="../")}
    return render_to_string("disclosure/frozen/item.html", context)


def index_html(hand_in: HandIn, taken: Sequence[FrozenPiece]) -> str:
    """Return the first page: all items, how to verify the copy, and what was taken out of it."""
    groups: dict[str, list[tuple[Facts, str]]] = {}
    for item in hand_in.snapshot["items"]:
        groups.setdefault(item["heading"], []).append((item, quote(page_of(item["code"]))))
    context = {
        **_frame(hand_in, up=""),
        "ready": hand_in.readiness,
        "groups": list(groups.items()),
        "taken": taken,
    }
    return render_to_string("disclosure/frozen/index.html", context)


def _frame(hand_in: HandIn, *, up: str) -> dict[str, Any]:
    return {"up": up, "office": hand_in.snapshot["office"], "year": hand_in.fiscal_year,
            "handed": handed_facts(hand_in)}  # fmt: skip


def handed_facts(hand_in: HandIn) -> Mapping[str, object]:
    """Return when and by whom it was handed in, for a page; the post, not the name."""
    code = hand_in.snapshot["office"]["code"]
    return {
        "on": time_of(hand_in.handed_at),
        "number": hand_in.number,
        "by": hand_in.handed_by_title or "ผู้ได้รับมอบหมายของสำนักงาน",
        "address": whole(handed_path(code, hand_in.fiscal_year, hand_in.number)),
    }
