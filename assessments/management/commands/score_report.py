"""Show one office's result of a year on the command line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.rules.report import score_report
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office


class Command(BaseCommand):
    """Report a result; exit status 2 when the office or its result is not there."""

    help = "Show an office's total, level, indicators and history for a fiscal year."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", required=True, help="the office's code")
        parser.add_argument("--fiscal-year", required=True, type=int, help="Buddhist era")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            raise CommandError(f"ไม่มีสำนักงานรหัส {options['office']}", returncode=2)
        try:
            report = score_report(office, options["fiscal_year"])
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from refused
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(report)))


def _lines(report: dict[str, Any]) -> list[str]:
    """Return the report as Thai lines."""
    lines = [
        f"{report['office']['name']} ปีงบประมาณ พ.ศ. {report['fiscal_year']}",
        f"คะแนนรวม {report['total']} ระดับ {report['level'] or '–'}",
    ]
    lines += [
        f"{one['code']} {one['score']} (ถ่วงน้ำหนัก {one['weighted']})"
        for one in report["instruments"]
    ]
    lines += [
        f"{one['number']}. {one['name']} {one['score']} ระดับ {one['level']}"
        for one in report["indicators"]
    ]
    lines += [
        f"ปี {year['fiscal_year']} คะแนนรวม {year['total']} เปลี่ยนแปลง {year['change'] or '–'}"
        for year in report["history"]
    ]
    return lines
