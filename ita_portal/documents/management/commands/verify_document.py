"""Say whether a file is a genuine paper of this portal."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from ita_portal.documents.models import Document
from ita_portal.documents.rules.codes import verification_url
from ita_portal.documents.rules.verifying import Finding, Verdict, verify_file
from ita_portal.errors import Refused


class Command(BaseCommand):
    """Verify a file; exit status 1 unless it is genuine, 2 when it cannot be read."""

    help = "Say whether FILE is genuine, altered, superseded, revoked, or unknown to this portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"ไม่พบไฟล์ {path}", returncode=2)
        try:
            finding = verify_file(path)
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from refused
        except OSError as error:
            raise CommandError(f"อ่านไฟล์ {path} ไม่ได้: {error}", returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(told(finding), ensure_ascii=False))
        else:
            self._write_lines(finding)
        if finding.verdict != Verdict.GENUINE:
            raise CommandError(f"ผลการตรวจสอบ: {finding.verdict}", returncode=1)

    def _write_lines(self, finding: Finding) -> None:
        self.stdout.write(finding.sentence)
        if finding.hint:
            self.stdout.write(finding.hint)
        if finding.document:
            self.stdout.write(verification_url(finding.document.code))
            if finding.document.superseded_by:
                self.stdout.write(f"ฉบับปัจจุบัน {_address(finding.document.superseded_by)}")


def told(finding: Finding) -> dict[str, Any]:
    """Return the verdict in the shape of the contract."""
    return {
        "verdict": finding.verdict.value,
        "document": _document(finding.document) if finding.document else None,
        "copy": finding.copy.value,
        "message": " ".join(part for part in (finding.sentence, finding.hint) if part),
        "seals": [asdict(seal) for seal in finding.seals],
    }


def _document(document: Document) -> dict[str, Any]:
    newer = document.superseded_by
    return {
        "code": document.code,
        "kind": document.kind,
        "title": document.title,
        "number": document.number_text,
        "office": {"code": document.office.code, "name": document.office.name},
        "fiscal_year": document.fiscal_year,
        "dated_on": document.dated_on.isoformat(),
        "signed_by": document.signature.name,
        "signed_at": document.signature.signed_at.isoformat(),
        "method": document.signature.method,
        "sha256": document.sha256,
        "url": _address(document),
        "replaced_by": {"code": newer.code, "url": _address(newer)} if newer else None,
        "revoked": (
            {"at": document.revoked_at.isoformat(), "reason": document.revoke_reason}
            if document.revoked_at
            else None
        ),
    }


def _address(document: Document) -> str:
    page = reverse("documents:public", args=[document.office.code, document.code])
    return f"{settings.BASE_URL}{page}"
