"""manage.py demo: load the sample office."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ita_portal.home.sample import load_sample


class Command(BaseCommand):
    """Load the sample office with people, scores, plans and evidence; safe to repeat."""

    help = "Loads the sample office, its people, scores, plans and evidence. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        outcome = load_sample()
        if options["json"]:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False))
            return
        words = "สร้างสำนักงานตัวอย่างแล้ว" if outcome["created"] else "มีสำนักงานตัวอย่างอยู่แล้ว"
        self.stdout.write(f"{words}: {outcome['code']}")
