"""An appeal packet: all that tells of one item as it was handed in, out of the frozen copy."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils import timezone

from disclosure.models import FrozenArchive, FrozenPiece, HandIn
from disclosure.rules.handing_in.archive_names import MANIFEST, SUMS, page_of
from disclosure.rules.handing_in.freezing import path_of
from disclosure.rules.handing_in.frozen_pages import handed_facts, views_of
from disclosure.rules.handing_in.snapshot import Facts
from ita_portal.errors import Refused

FORMAT = "ita-appeal-1"
NO_COPY = "สำเนาของวันที่ส่งยังทำไม่เสร็จ โปรดรอสักครู่แล้วลองใหม่"


def current_archive(hand_in: HandIn) -> FrozenArchive | None:
    """Return the copy that may be given out; None while another is being made in its place."""
    archives = hand_in.archives.filter(number=hand_in.copies_asked, replaced_at__isnull=True)
    return archives.first()


def item_facts(hand_in: HandIn, code: str) -> Facts | None:
    """Return what was kept of an item; None when the year has none of that code."""
    items: list[Facts] = hand_in.snapshot["items"]
    return next((item for item in items if item["code"] == code), None)


def appeal_packet(hand_in: HandIn, item: Facts) -> bytes:
    """Return the ZIP: the item's page and files from the copy, and what the office knows of them.

    What the office knows: who accepted and when, what was found and answered, how each link
    answered that day. The same copy gives the same bytes. Raises Refused while there is no copy.
    """
    archive = current_archive(hand_in)
    if archive is None or not path_of(archive).exists():
        raise Refused(NO_COPY)
    rows = list(hand_in.pieces.filter(code=item["code"]).order_by("position"))
    target = io.BytesIO()
    at = timezone.localtime(hand_in.handed_at, timezone.get_default_timezone())
    stamp = (at.year, at.month, at.day, at.hour, at.minute, 0)
    with zipfile.ZipFile(path_of(archive)) as copy, zipfile.ZipFile(target, "w") as packet:
        files = {name: copy.read(name) for name in _names(copy, item["code"], rows)}
        files["appeal.html"] = _report(hand_in, archive, item, rows).encode()
        files[MANIFEST] = _manifest(hand_in, archive, item, files)
        files[SUMS] = "".join(f"{_sha(data)}  {name}\n" for name, data in files.items()).encode()
        for name, data in files.items():
            info = zipfile.ZipInfo(name, stamp)
            info.create_system, info.external_attr = 3, 0o644 << 16
            packet.writestr(info, data)
    return target.getvalue()


def _names(copy: zipfile.ZipFile, code: str, rows: Sequence[FrozenPiece]) -> list[str]:
    """Return what is taken over from the copy, in its order."""
    wanted = {page_of(code), *(piece.path for piece in rows if piece.path)}
    return [name for name in copy.namelist() if name in wanted or name.startswith("css/")]


def _report(
    hand_in: HandIn, archive: FrozenArchive, item: Facts, rows: Sequence[FrozenPiece]
) -> str:
    context = {
        "up": "",
        "office": hand_in.snapshot["office"],
        "year": hand_in.fiscal_year,
        "handed": {**handed_facts(hand_in), "name": hand_in.handed_by_name},
        "hand_in": hand_in,
        "archive": archive,
        "item": item,
        "page": quote(page_of(item["code"])),
        "pieces": views_of(item, rows, up=""),
    }
    return render_to_string("disclosure/frozen/appeal.html", context)


def _manifest(
    hand_in: HandIn, archive: FrozenArchive, item: Facts, files: dict[str, bytes]
) -> bytes:
    facts = {
        "format": FORMAT,
        "office": hand_in.snapshot["office"],
        "fiscal_year": hand_in.fiscal_year,
        "number": hand_in.number,
        "handed_in_at": hand_in.handed_at.isoformat(),
        "copy_sha256": archive.sha256,
        "snapshot_sha256": hand_in.snapshot_sha256,
        "item": _without_taken(hand_in, item),
        "files": [
            {"path": name, "size": len(data), "sha256": _sha(data)} for name, data in files.items()
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _without_taken(hand_in: HandIn, item: Facts) -> Facts:
    """Return the facts of the item without the words that were taken out of the copies."""
    rows = hand_in.pieces.filter(code=item["code"]).order_by("position")
    pieces = [
        {**piece, "text": "", "taken_out_because": row.taken_out_because}
        if row.is_taken_out
        else piece
        for piece, row in zip(item["pieces"], rows, strict=True)
    ]
    return {**item, "pieces": pieces}


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
