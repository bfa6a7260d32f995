"""Change the key with which the offices' certificates are locked."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ita_portal.documents.rules.installing import lock_anew
from ita_portal.keys import KeyLostError


class Command(BaseCommand):
    """Lock every certificate with a new key; exit status 2 when one cannot be opened."""

    help = "Make a new key, lock every office's certificate with it, and forget the old key."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            count = lock_anew()
        except KeyLostError as lost:
            raise CommandError(lost.message, returncode=2) from lost
        self.stdout.write(f"เปลี่ยนกุญแจแล้ว ใบรับรอง {count} ใบใช้กุญแจใหม่")
