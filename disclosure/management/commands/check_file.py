"""Check a file as evidence from the command line, before it is handed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from disclosure.rules.checking.findings import Finding, Severity
from disclosure.rules.single_files import check_single_file
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import parse_int

_WORDS = {Severity.ERROR: "ต้องแก้", Severity.WARNING: "ควรตรวจ", Severity.INFO: "โปรดทราบ"}


class Command(BaseCommand):
    """Check a file; exit status 1 when there is something to mend, 2 when nothing can be checked.

    Beside what the contract names, a finding of `--json` has `mend`: what to do about it.
    """

    help = "Tell what would cost a point in a file, without storing it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--office", required=True, help="the office's code")
        parser.add_argument("--fiscal-year", required=True, help="Buddhist, e.g. 2567")
        parser.add_argument("--item", default="", help="the OIT item that it is for, e.g. O18")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            found = self._check(options)
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from refused
        if options["json"]:
            told = [_told(one, options["item"]) for one in found]
            self.stdout.write(json.dumps({"findings": told}, ensure_ascii=False))
        else:
            self._write_lines(found)
        if alarms := [one for one in found if one.is_alarm]:
            raise CommandError(f"พบสิ่งที่ควรแก้ {len(alarms)} จุด", returncode=1)

    @staticmethod
    def _check(options: dict[str, Any]) -> list[Finding]:
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            raise Refused(f"ไม่มีสำนักงานรหัส “{options['office']}”")
        try:
            year = FiscalYear(parse_int(options["fiscal_year"]))
        except ValueError as error:
            raise Refused(
                f"ไม่มีปีงบประมาณ “{options['fiscal_year']}” โปรดใช้ปี พ.ศ. เช่น 2567"
            ) from error
        return check_single_file(
            options["file"], office=office, fiscal_year=year, item_code=options["item"]
        )

    def _write_lines(self, found: list[Finding]) -> None:
        if not found:
            self.stdout.write("ไม่พบสิ่งที่ต้องแก้")
        for one in found:
            self.stdout.write(f"{_WORDS[one.severity]}: {one.message}")
            if one.where:
                self.stdout.write(f"  ที่ {one.where}")
            if one.mend:
                self.stdout.write(f"  วิธีแก้: {one.mend}")


def _told(finding: Finding, item: str) -> dict[str, str]:
    return {
        "item": item,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "where": finding.where,
        "mend": finding.mend,
    }
