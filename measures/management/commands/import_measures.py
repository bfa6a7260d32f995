"""Import a plan of measures from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import parse_int
from measures.rules.importing.found import (
    FoundBudget,
    FoundMeasure,
    FoundPeriod,
    PlanReading,
    Problem,
)
from measures.rules.importing.store import import_plan


class Command(BaseCommand):
    """Import a plan; exit status 1 when something did not fit, 2 when nothing could be stored.

    Beside what the contract names, a measure of `--json` has `part` (of its issue), `groups` (those
    of the office that its owners are), `every_group`, `target` and `budget` in baht. `title` is the
    line above the table, which becomes the plan's subject.
    """

    help = "Store the measures of an .xlsx or .docx file as the year's draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--office", required=True, help="the office's code")
        parser.add_argument("--fiscal-year", required=True, help="Buddhist, e.g. 2567")
        parser.add_argument("--dry-run", action="store_true", help="check, but store nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            found = self._import(options)
        except Refused as refused:
            if options["json"]:
                self._write_json(PlanReading(problems=(Problem(None, refused.message),)))
            raise CommandError(refused.message, returncode=2) from refused
        if options["json"]:
            self._write_json(found)
        else:
            self._write_lines(found, dry_run=options["dry_run"])
        if found.problems:
            raise CommandError(f"พบปัญหา {len(found.problems)} รายการ", returncode=1)

    @staticmethod
    def _import(options: dict[str, Any]) -> PlanReading:
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            raise Refused(f"ไม่มีสำนักงานรหัส “{options['office']}”")
        path: Path = options["file"]
        if not path.is_file():
            raise Refused(f"ไม่พบไฟล์ “{path}”")
        try:
            year = FiscalYear(parse_int(options["fiscal_year"])).year
        except ValueError as error:
            raise Refused(
                f"ไม่มีปีงบประมาณ “{options['fiscal_year']}” โปรดใช้ปี พ.ศ. เช่น 2567"
            ) from error
        dry_run = options["dry_run"]
        return import_plan(path, office=office, fiscal_year=year, dry_run=dry_run, by=None)

    def _write_json(self, found: PlanReading) -> None:
        told = {
            "measures": [_measure(one) for one in found.measures],
            "problems": [{"row": one.row, "message": one.message} for one in found.problems],
            "title": found.title,
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _write_lines(self, found: PlanReading, *, dry_run: bool) -> None:
        verb = "ตรวจแล้ว นำเข้าได้" if dry_run else "นำเข้าแล้ว"
        self.stdout.write(f"{verb} {len(found.measures)} มาตรการ")
        if found.title:
            self.stdout.write(f"ชื่อเอกสาร: {found.title}")
        for problem in found.problems:
            place = f"แถว {problem.row}" if problem.row else "ทั้งไฟล์"
            self.stdout.write(f"{place}: {problem.message}")


def _measure(found: FoundMeasure) -> dict[str, Any]:
    return {
        "issue": found.whole_issue,
        "part": found.part,
        "title": found.title,
        "steps": list(found.steps),
        "owners": list(found.owners),
        "groups": [group.name for group in found.matched.groups],
        "every_group": found.matched.every_group,
        "period": _period(found.period),
        "monitoring": found.monitoring,
        "target": found.target,
        "budget": _budget(found.budget),
        "row": found.row,
    }


def _budget(budget: FoundBudget) -> dict[str, Any]:
    baht = None if budget.baht is None else str(budget.baht)
    return {"baht": baht, "none": budget.is_none, "text": budget.text}


def _period(period: FoundPeriod) -> dict[str, str | None]:
    return {
        "starts_on": period.starts_on.isoformat() if period.starts_on else None,
        "ends_on": period.ends_on.isoformat() if period.ends_on else None,
        "text": period.text,
    }
