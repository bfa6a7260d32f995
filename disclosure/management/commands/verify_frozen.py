"""Verify a frozen copy of a year from the command line, without any network."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from disclosure.rules.handing_in.verifying import VERDICT_WORDS, Verdict, verify_copy
from ita_portal.errors import Refused


class Command(BaseCommand):
    """Verify a ZIP; exit status 1 unless it is genuine, 2 when it cannot be read or is no copy.

    With `--json`: `{"verdict": "genuine|replaced|whole|altered", "sha256", "files", "problems",
    "hand_in": {"office", "fiscal_year", "number", "handed_in_at", "address"}}`.
    """

    help = "Tell whether FILE is a frozen copy of a year, whole and unchanged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            found = verify_copy(options["file"])
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from refused
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), ensure_ascii=False))
        else:
            self.stdout.write(f"{VERDICT_WORDS[found.verdict]}\nSHA-256 {found.sha256}")
            self.stdout.writelines(f"{problem}\n" for problem in found.problems)
        if found.verdict != Verdict.GENUINE:
            raise CommandError(VERDICT_WORDS[found.verdict], returncode=1)
