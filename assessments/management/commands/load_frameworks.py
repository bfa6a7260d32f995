"""Load the yearly frameworks from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from assessments.rules.frameworks.files import framework_paths, read_framework
from assessments.rules.frameworks.loading import LoadOutcome, load_framework
from assessments.rules.frameworks.tables import FrameworkFileError
from assessments.rules.results import complete_totals


class Command(BaseCommand):
    """Load framework files; safe to repeat. Exit status 1: one was refused, 2: one is bad.

    Results from before totals were kept get theirs in the same step.
    """

    help = "Load every framework file that comes with the portal, or the files named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="TOML files; all shipped ones")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        paths = options["files"] or framework_paths()
        _check(paths)
        with transaction.atomic():
            outcomes = [load_framework(path) for path in paths]
            complete_totals()
        if options["json"]:
            loaded = [asdict(outcome) for outcome in outcomes]
            self.stdout.write(json.dumps({"frameworks": loaded}, ensure_ascii=False))
        else:
            for outcome in outcomes:
                self.stdout.write(f"ปีงบประมาณ พ.ศ. {outcome.fiscal_year}: {outcome.message}")
        _tell_refused(outcomes)


def _check(paths: list[Path]) -> None:
    """Read every file before any is loaded, so that a bad one changes nothing."""
    wrong = []
    for path in paths:
        try:
            read_framework(path)
        except FrameworkFileError as error:
            wrong.append(error.message)
        except OSError as error:
            wrong.append(f"{path.name}: เปิดแฟ้มไม่ได้ ({error.strerror})")
    if wrong:
        raise CommandError("\n".join(wrong), returncode=2)


def _tell_refused(outcomes: list[LoadOutcome]) -> None:
    refused = [str(outcome.fiscal_year) for outcome in outcomes if outcome.status == "refused"]
    if refused:
        raise CommandError(f"ไม่ได้โหลดปี {', '.join(refused)}", returncode=1)
