"""Lock all complaints with new keys."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from complaints.rules.relocking import lock_anew


class Command(BaseCommand):
    """Change the keys of complaints. Exit status 1 when a key is lost: nothing is forgotten then.

    With `--json`: `{"cases", "lost", "forgotten"}`.
    """

    help = "Lock all complaints with new keys, and forget the old ones when all is locked anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        done = lock_anew()
        if options["json"]:
            self.stdout.write(json.dumps(vars(done)))
        else:
            self.stdout.write(f"ใส่กุญแจใหม่ {done.cases} เรื่อง เลิกใช้กุญแจเก่า {done.forgotten} ดอก")
        if done.lost:
            raise CommandError(
                f"เปิดไม่ได้ {len(done.lost)} เรื่อง เพราะกุญแจหาย โปรดนำกุญแจจากชุดสำรองกลับมา แล้วสั่งอีกครั้ง",
                returncode=1,
            )
