"""Announcements of any matter get their numbers from one register; see DocumentKind.register."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

FROM, TO = "free_announcement", "announcement"


def merge_registers(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """Move the numbers of other announcements to the register of all; safe to repeat.

    A number that both registers gave in a year stands on two papers; it stays where it is, and
    the page shows the old register beside the new one. The run goes on after the higher end.
    """
    series = apps.get_model("documents", "NumberSeries")
    for old in series.objects.filter(kind=FROM):
        of_year = {"office": old.office, "year": old.year}
        new, _ = series.objects.get_or_create(kind=TO, **of_year)
        new.last = max(new.last, old.last)
        new.save(update_fields=["last"])
        if _moved(apps.get_model("documents", "PaperNumber"), of_year):
            old.delete()


def _moved(numbers: Any, of_year: dict[str, object]) -> bool:
    """Move what can be moved of a year, and tell whether nothing was left."""
    there = numbers.objects.filter(kind=TO, **of_year)
    texts = list(there.values_list("text", flat=True))
    given = list(there.filter(origin="portal").values_list("number", flat=True))
    twice = Q(text__in=texts) | Q(origin="portal", number__in=given)
    old = numbers.objects.filter(kind=FROM, **of_year)
    old.exclude(twice).update(kind=TO)
    return not old.exists()


class Migration(migrations.Migration):

    dependencies = [("documents", "0007_previews")]

    operations = [migrations.RunPython(merge_registers, migrations.RunPython.noop)]
