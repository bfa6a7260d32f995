"""Make an office from the command line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.organisations.rules import create_office


class Command(BaseCommand):
    """Make an office; safe to repeat. Exit status 2 when it is refused."""

    help = "Make an office, or say that it stands already. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="lower-case letters, digits and hyphens, such as skn1")
        parser.add_argument("--name", required=True, help="the full Thai name")
        parser.add_argument("--kind", required=True, choices=Office.Kind.values)
        parser.add_argument("--short-name", default="", help="made from the name unless given")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            office, created = create_office(
                code=options["code"],
                name=options["name"],
                kind=Office.Kind(options["kind"]),
                short_name=options["short_name"],
            )
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from refused
        if options["json"]:
            facts = {"code": office.code, "name": office.name, "created": created}
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        else:
            done = "สร้างสำนักงานแล้ว" if created else "มีสำนักงานนี้อยู่แล้ว"
            self.stdout.write(f"{done}: {office.code} {office.name}")
