"""`manage.py index_search`: let the search know all that is public."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from disclosure.rules.search.placing import place_missing


class Command(BaseCommand):
    """Place what the search does not know, e.g. after an upgrade; the worker reads the files."""

    help = "Let the search know all that is public. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="forget everything before")
        parser.add_argument("--json", action="store_true", help="one JSON object as output")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        placed = place_missing(anew=options["anew"])
        words = json.dumps({"placed": placed}) if options["json"] else f"{placed} placed"
        self.stdout.write(words)
