"""What is said when something is asked that cannot be given: RFC 9457, in Thai and English."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from ita_portal.opendata.addresses import absolute


@dataclass(frozen=True)
class Wrong:
    """A kind of problem: its name in the address of its explanation, status, and titles."""

    name: str
    status: HTTPStatus
    title: str
    title_en: str


BAD_PARAMETER = Wrong(
    "bad-parameter", HTTPStatus.BAD_REQUEST, "ตัวเลือกไม่ถูกต้อง", "A parameter is not valid"
)
UNKNOWN_PARAMETER = Wrong(
    "unknown-parameter", HTTPStatus.BAD_REQUEST, "ไม่มีตัวเลือกนี้", "There is no such parameter"
)
NOT_FOUND = Wrong("not-found", HTTPStatus.NOT_FOUND, "ไม่พบข้อมูลที่ขอ", "Nothing is found here")

WRONGS = (BAD_PARAMETER, UNKNOWN_PARAMETER, NOT_FOUND)


class Problem(Exception):
    """What is wrong with a question, in Thai and English, and with which parameter."""

    def __init__(self, wrong: Wrong, detail: str, detail_en: str, parameter: str = "") -> None:
        super().__init__(detail_en)
        self.wrong, self.parameter = wrong, parameter
        self.detail, self.detail_en = detail, detail_en

    def body(self, instance: str) -> dict[str, Any]:
        """Return the problem as JSON; `instance` is the path that was asked for."""
        told: dict[str, Any] = {
            "type": absolute(f"/open-data/#{self.wrong.name}"),
            "title": self.wrong.title_en,
            "title_th": self.wrong.title,
            "status": self.wrong.status.value,
            "detail": self.detail_en,
            "detail_th": self.detail,
            "instance": instance,
        }
        return told | ({"parameter": self.parameter} if self.parameter else {})


PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem details, in English and, with the ending _th, in Thai.",
    "required": ["type", "title", "title_th", "status", "detail", "detail_th", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "title_th": {"type": "string"},
        "status": {"type": "integer", "enum": sorted({one.status.value for one in WRONGS})},
        "detail": {"type": "string"},
        "detail_th": {"type": "string"},
        "instance": {"type": "string"},
        "parameter": {"type": "string"},
    },
}
