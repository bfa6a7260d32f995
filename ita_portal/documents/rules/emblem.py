"""The office's emblem: looked into, made small and harmless, and kept for its papers.

What a paper carries is a data URI, frozen with its words. A drawing (SVG) is read and written
anew, with nothing in it but shapes: one that would do or fetch something is refused, not mended,
since nobody could say what it was meant to look like.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps

from ita_portal.audit.rules import record
from ita_portal.documents.kinds import KINDS
from ita_portal.documents.models import Emblem
from ita_portal.errors import Refused
from ita_portal.files.images import open_picture
from ita_portal.organisations.models import Office, User

MOST_BYTES = 5 * 1024 * 1024
"""Of a file that is uploaded."""
MOST_DRAWING = 512 * 1024
"""Of a drawing, in bytes: it goes into every paper as it is."""
MOST_KEPT = 400 * 1024
"""Of the picture that goes into a paper, in bytes."""
TALL = 708
"""Pixels of its height at most: 3 cm at 600 dots an inch."""
SHORT = 120
"""Pixels of its height at least: below that 3 cm look blurred."""
MOST_SHAPES = 5000
DEEPEST = 60
"""Groups within groups; drawing programs make a dozen."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_PAINT = frozenset({"linearGradient", "radialGradient", "stop", "clipPath", "mask"})
_AROUND = frozenset({"svg", "g", "defs", "use", "symbol", "title", "desc", "style", "switch"})
_DRAWN = frozenset(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"])
_SHAPES = _DRAWN | _PAINT | _AROUND
_OUTSIDE = re.compile(
    r"url\(\s*['\"]?\s*(?!['\"]?#)|@import|javascript:|expression\(|data:", re.IGNORECASE
)
_TYPES = "รับไฟล์ PNG, JPEG หรือ SVG"


@transaction.atomic
def keep_emblem(data: bytes, *, name: str, office: Office, by: User) -> Emblem:
    """Keep the emblem of an office; papers that are proposed from now on carry it.

    Raises Refused for a file that is no whole PNG, JPEG or SVG, too large or too small, or a
    drawing that holds more than shapes.
    """
    picture = as_data_uri(data)
    emblem, _ = Emblem.objects.update_or_create(
        office=office,
        defaults={
            "picture": picture,
            "sha256": hashlib.sha256(picture.encode()).hexdigest(),
            "name": name[:400],
            "uploaded_at": timezone.now(),
            "uploaded_by": by,
        },
    )
    detail = {"sha256": emblem.sha256}
    record(by=by, office=office, verb="emblem.kept", subject=emblem, detail=detail)
    return emblem


@transaction.atomic
def remove_emblem(office: Office, *, by: User) -> None:
    """Take the emblem away: the place stays blank on papers proposed from now on."""
    for emblem in Emblem.objects.select_for_update().filter(office=office):
        record(by=by, office=office, verb="emblem.removed", subject=emblem)
        emblem.delete()


def emblem_lack(words: Iterable[Mapping[str, Any]], office: Office) -> str:
    """Return why the place of the emblem is blank in papers with these `words`; one query at most.

    "never" when the office has no emblem, "later" when it has kept one since the words were
    settled, "" when no place is blank.
    """
    blank = [one for one in words if KINDS[one["kind"]].emblem_cm != "0" and not one.get("emblem")]
    if not blank:
        return ""
    return "later" if Emblem.objects.filter(office=office).exists() else "never"


def as_data_uri(data: bytes) -> str:
    """Return the picture as papers carry it; see `keep_emblem` for what is refused."""
    if not data:
        raise Refused("ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์ตราใหม่")
    if len(data) > MOST_BYTES:
        raise Refused(f"ไฟล์ตราใหญ่เกินไป รับได้ไม่เกิน {MOST_BYTES // 1024**2} เมกะไบต์")
    media, made = _drawing(data) if _is_text(data) else _picture(data)
    if len(made) > MOST_KEPT:
        raise Refused("ตรามีรายละเอียดมากเกินกว่าจะใส่ในเอกสารทุกฉบับ โปรดใช้ไฟล์ที่เล็กลง")
    return f"data:{media};base64,{base64.b64encode(made).decode()}"


def _is_text(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


# -- pictures -------------------------------------------------------------------------------------


def _picture(data: bytes) -> tuple[str, bytes]:
    """Return a PNG that stays transparent, or a JPEG; both as small as 3 cm on paper need."""
    with open_picture(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        is_jpeg = opened.format == "JPEG"
        if opened.height < SHORT:
            raise Refused(f"ตราเล็กเกินไป พิมพ์แล้วจะไม่ชัด ภาพต้องสูงอย่างน้อย {SHORT} พิกเซล")
        upright = ImageOps.exif_transpose(opened)
        small = upright.convert("RGB" if is_jpeg else "RGBA")
        small.thumbnail((TALL * 2, TALL), Image.Resampling.LANCZOS)
        return ("image/jpeg", _jpeg(small)) if is_jpeg else ("image/png", _png(small))


def _jpeg(picture: Image.Image) -> bytes:
    with io.BytesIO() as out:
        picture.save(out, "JPEG", quality=88, optimize=True)
        return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    """Return it without what no eye sees: opaque without transparency, few colours when heavy."""
    if picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    found = _saved_png(picture)
    if len(found) > MOST_KEPT // 2:
        found = _saved_png(picture.quantize(64, method=Image.Quantize.FASTOCTREE))
    return found


def _saved_png(picture: Image.Image) -> bytes:
    with io.BytesIO() as out:
        picture.save(out, "PNG", optimize=True)
        return out.getvalue()


# -- drawings -------------------------------------------------------------------------------------


def _drawing(data: bytes) -> tuple[str, bytes]:
    if len(data) > MOST_DRAWING:
        raise Refused(f"ไฟล์ SVG ใหญ่เกินไป รับได้ไม่เกิน {MOST_DRAWING // 1024} กิโลไบต์")
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        raise Refused(
            "ไฟล์ SVG นี้มีการอ้างอิง (entity) ซ่อนอยู่ จึงไม่รับ โปรดบันทึกใหม่เป็น SVG ธรรมดาหรือ PNG"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Refused(f"อ่านไฟล์นี้ไม่ได้ {_TYPES}") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise Refused(f"ไฟล์นี้ไม่ใช่ภาพ SVG {_TYPES}")
    if sum(1 for _ in root.iter()) > MOST_SHAPES:
        raise Refused("ไฟล์ SVG นี้มีชิ้นส่วนมากเกินไป โปรดบันทึกเป็น PNG แล้วใส่ใหม่")
    clean = _clean(root)
    if not any(one.tag.rpartition("}")[2] in _DRAWN for one in clean.iter()):
        raise Refused("ไฟล์ SVG นี้ไม่มีลายเส้นที่วาดได้ โปรดเลือกไฟล์อื่น")
    register_namespace("", _SVG)
    register_namespace("xlink", _XLINK)
    return "image/svg+xml", tostring(clean, encoding="utf-8")


def _clean(element: Element, depth: int = 0) -> Element:
    """Return the element with nothing but shapes in it. Raises Refused for what does more."""
    if depth > DEEPEST:
        raise Refused("ไฟล์ SVG นี้ซ้อนกันลึกเกินไป โปรดบันทึกเป็น PNG แล้วใส่ใหม่")
    made = Element(element.tag, _attributes(element))
    made.text, made.tail = element.text, element.tail
    if element.tag == f"{{{_SVG}}}style":
        _require_inside(element.text or "")
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag.startswith(f"{{{_SVG}}}"):
            continue  # what drawing programs note for themselves; comments
        name = tag.rpartition("}")[2]
        if name == "metadata":
            continue
        if name not in _SHAPES:
            raise Refused(_refusal(name))
        made.append(_clean(child, depth + 1))
    return made


def _refusal(name: str) -> str:
    if name == "script":
        return "ไฟล์ SVG นี้มีสคริปต์ จึงไม่รับ โปรดใช้ไฟล์ที่มีแต่ลายเส้น หรือบันทึกเป็น PNG"
    return f"ไฟล์ SVG นี้มีส่วนที่ไม่ใช่ลายเส้น ({name[:40]}) จึงไม่รับ โปรดแปลงเป็นลายเส้น หรือบันทึกเป็น PNG"


def _attributes(element: Element) -> dict[str, str]:
    kept = {}
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on"):
            raise Refused("ไฟล์ SVG นี้มีคำสั่งที่ทำงานเอง (เช่น onload) จึงไม่รับ โปรดใช้ไฟล์ที่มีแต่ลายเส้น")
        if name == "href" and not value.strip().startswith("#"):
            raise Refused(_FETCHES)
        _require_inside(value)
        if "}" not in key or key.startswith(f"{{{_XLINK}}}"):
            kept[key] = value
    return kept


_FETCHES = "ไฟล์ SVG นี้อ้างถึงสิ่งที่อยู่นอกไฟล์ จึงไม่รับ โปรดใช้ไฟล์ที่มีทุกอย่างในตัว หรือบันทึกเป็น PNG"


def _require_inside(text: str) -> None:
    """Raise Refused for a value that fetches something or does something."""
    if _OUTSIDE.search(text):
        raise Refused(_FETCHES)
