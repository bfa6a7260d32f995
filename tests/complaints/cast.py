"""Complaints as tests tell them."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
from itertools import count

from django.core.files.uploadedfile import UploadedFile
from django.test import Client
from PIL import Image

from complaints.models import Case, Kind, Way
from complaints.rules.proving import _sum
from complaints.rules.receiving import Receipt, Told, receive
from ita_portal.organisations.models import Office

NEW = "/o/sample1/complaints/new/"
TRACK = "/complaints/track/"
FOLLOW = "/complaints/track/case/"
_FORMS = count()


def told(**changes: object) -> Told:
    """Return a complaint of somebody with a name."""
    facts: dict[str, object] = {
        "way": Way.NAMED,
        "kind": Kind.DELAY,
        "content": {"what": "คำขอค้างอยู่สามเดือน", "who": "เจ้าหน้าที่ทะเบียน"},
        "identity": {"name": "นางสาวทดลอง เล่าเรื่อง", "phone": "0810000000"},
    }
    if changes.get("way") == Way.UNNAMED:
        facts["identity"] = {}
    return Told(**{**facts, **changes})  # type: ignore[arg-type]


def received(office: Office, **changes: object) -> Receipt:
    """Take a complaint in, as from a form of its own."""
    return receive(office, told(**changes), once_token=f"test:{next(_FORMS)}")


def case_of(office: Office, **changes: object) -> Case:
    """Return the case of a new complaint."""
    return received(office, **changes).case


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    return re.search(rf'name="{name}"\s+value="([^"]*)"', page)[1]


def words(response) -> str:
    """Return the page of an answer."""
    return response.content.decode()


def filled_form(client: Client, office: Office, **changes: object) -> dict[str, object]:
    """Open the form and return its fields filled in, the sum answered."""
    token = hidden(words(client.get(f"/o/{office.code}/complaints/new/")), "token")
    fields = {
        "token": token,
        "kind": "corruption",
        "what": "เรียกเงินก่อนเซ็นเอกสาร",
        "standing": "observer",
        "way": "unnamed",
        "privacy": "on",
        "truth": "on",
        "sum": str(sum(_sum(token))),
    }
    return {**fields, **changes}


def code_on(page: str) -> str:
    """Return the code that a receipt shows."""
    return re.search(r"data-code>\s*([0-9 ]+)", page)[1].strip()


def work_for(token: str, *, bits: int, bound_to: str = "") -> str:
    """Do the work that the browser does."""
    for number in count():
        digest = hashlib.sha256(f"{token}:{bound_to}:{number}".encode()).digest()
        if int.from_bytes(digest) >> (256 - bits) == 0:
            return str(number)
    raise AssertionError


def picture(name: str = "ภาพ.jpg") -> UploadedFile:
    """Return a photograph whose camera wrote down where it was."""
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "TelephoneOfTheWitness"
    exif.get_ifd(0x8825)[29] = "2026:11:21"
    Image.new("RGB", (80, 60), "teal").save(data, "JPEG", exif=exif)
    return upload(name, data.getvalue(), "image/jpeg")


def text_file(name: str, content: str) -> UploadedFile:
    """Return a text file."""
    return upload(name, content.encode(), "text/plain")


def upload(name: str, content: bytes, kind: str = "application/octet-stream") -> UploadedFile:
    """Return a file as it comes in: on the disk without a name."""
    file = tempfile.NamedTemporaryFile()  # noqa: SIM115 - it goes with its last reader
    file.write(content)
    file.seek(0)
    return UploadedFile(file, name, kind, len(content))
