"""Check all evidence of an office's year from the command line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.models import Framework
from disclosure.rules.rechecking import YearCheck, check_year
from ita_portal.errors import Refused
from ita_portal.organisations.models import Office
from ita_portal.thai.fiscal_year import FiscalYear
from ita_portal.thai.numerals import parse_int


class Command(BaseCommand):
    """Check a year; exit status 1 when something is to be mended, 2 when nothing can be checked.

    `complete` are the items that are accepted, show every component and hold no open error. Beside
    what the contract names, a finding of `--json` has `mend`, and `answer`: why it stands as it is.
    """

    help = "Check all evidence of a year, keep the findings, and tell them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", required=True, help="the office's code")
        parser.add_argument("--fiscal-year", required=True, help="Buddhist, e.g. 2567")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            found = self._check(options)
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from refused
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), ensure_ascii=False))
        else:
            self._write_lines(found)
        if alarms := [one for one in found.findings if one.is_open_alarm]:
            raise CommandError(f"พบสิ่งที่ควรแก้ {len(alarms)} จุด", returncode=1)

    @staticmethod
    def _check(options: dict[str, Any]) -> YearCheck:
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            raise Refused(f"ไม่มีสำนักงานรหัส “{options['office']}”")
        try:
            year = FiscalYear(parse_int(options["fiscal_year"])).year
        except ValueError as error:
            raise Refused(
                f"ไม่มีปีงบประมาณ “{options['fiscal_year']}” โปรดใช้ปี พ.ศ. เช่น 2567"
            ) from error
        framework = Framework.objects.of_year(year)
        if framework is None:
            raise Refused(f"ยังไม่มีกรอบการประเมินของปีงบประมาณ พ.ศ. {year}")
        return check_year(office, framework)

    def _write_lines(self, found: YearCheck) -> None:
        self.stdout.write(f"ครบถ้วน {found.complete} จาก {found.items} ข้อ")
        for one in found.findings:
            self.stdout.write(f"{one.item} {one.check}: {one.message}")
            for label, words in (("ที่", one.where), ("วิธีแก้:", one.mend), ("ชี้แจงแล้ว:", one.answer)):
                if words:
                    self.stdout.write(f"  {label} {words}")
