"""Import a score file from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.rules.files.importing import ImportOutcome, import_scores
from assessments.rules.files.scores import Problem
from ita_portal.errors import Refused


class Command(BaseCommand):
    """Import scores; exit status 1 when a row has a problem, 2 when the file is unusable.

    The object of `--json` has `notes` where there are any: in the shape of problems, on rows that
    were stored all the same.
    """

    help = "Store the results of an .xlsx or .csv file; rows with a problem are named, not stored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check, but store nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            found = import_scores(options["file"], dry_run=options["dry_run"])
        except Refused as refused:
            if options["json"]:
                self._write_json(ImportOutcome(0, 0, (Problem(None, None, refused.message),)))
            raise CommandError(refused.message, returncode=2) from refused
        if options["json"]:
            self._write_json(found)
        else:
            self._write_lines(found, dry_run=options["dry_run"])
        if found.problems:
            raise CommandError(f"พบปัญหา {len(found.problems)} รายการ", returncode=1)

    def _write_json(self, found: ImportOutcome) -> None:
        told = asdict(found)
        if not found.notes:
            del told["notes"]
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _write_lines(self, found: ImportOutcome, *, dry_run: bool) -> None:
        verb = "ตรวจแล้ว บันทึกได้" if dry_run else "บันทึกแล้ว"
        self.stdout.write(f"{verb} {found.stored} รายการ จาก {found.offices} สำนักงาน")
        for problem in found.problems:
            self.stdout.write(_line(problem))
        for note in found.notes:
            self.stdout.write(f"หมายเหตุ {_line(note)}")


def _line(problem: Problem) -> str:
    place = f"แถว {problem.row}" if problem.row else "ทั้งไฟล์"
    column = f" คอลัมน์ {problem.column}" if problem.column else ""
    return f"{place}{column}: {problem.message}"
