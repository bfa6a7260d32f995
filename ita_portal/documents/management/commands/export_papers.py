"""Write an office's papers into one ZIP file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ita_portal.documents.rules.packing import Package, package_of, packed
from ita_portal.organisations.models import Office


class Command(BaseCommand):
    """Export the published papers; exit status 1 when a file is gone or damaged, 2 when refused.

    The file appears when it is whole. With `--json`: `{"papers", "sha256", "problems"}`.
    """

    help = "Write the published papers of an office into the ZIP FILE, with lists and hashes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--office", required=True, metavar="CODE")
        parser.add_argument("--fiscal-year", type=int, metavar="Y", help="Buddhist, e.g. 2568")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            raise CommandError(f"ไม่มีสำนักงานรหัส {options['office']}", returncode=2)
        path: Path = options["file"]
        if path.exists():
            raise CommandError(f"มีไฟล์ {path} อยู่แล้ว โปรดใช้ชื่ออื่น", returncode=2)
        package = package_of(office, options["fiscal_year"])
        try:
            sha256 = _written(package, path)
        except OSError as error:
            raise CommandError(f"เขียนไฟล์ {path} ไม่ได้: {error}", returncode=2) from error
        self._tell(package, sha256, as_json=options["json"])
        if package.problems:
            raise CommandError(f"พบปัญหา {len(package.problems)} รายการ", returncode=1)

    def _tell(self, package: Package, sha256: str, *, as_json: bool) -> None:
        if as_json:
            told = {
                "papers": len(package.papers),
                "sha256": sha256,
                "problems": package.problems,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"ส่งออกเอกสาร {len(package.papers)} ฉบับ SHA-256 {sha256}")
        for problem in package.problems:
            self.stdout.write(problem)


def _written(package: Package, path: Path) -> str:
    """Write the archive aside, give it its name when it is whole, and return its SHA-256."""
    part, digest = path.with_name(f"{path.name}.part"), hashlib.sha256()
    try:
        with part.open("wb") as file:
            for piece in packed(package):
                file.write(piece)
                digest.update(piece)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()
