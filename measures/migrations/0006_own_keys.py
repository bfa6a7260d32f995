"""Give each row from before keys were kept a key of its own: one default was put into all."""

import uuid

from django.db import migrations

AT_ONCE = 500


def own_keys(apps, schema_editor):
    for name in ("Issue", "Measure", "Step"):
        model = apps.get_model("measures", name)
        rows = list(model.objects.only("pk"))
        for row in rows:
            row.key = uuid.uuid4()
        model.objects.bulk_update(rows, ["key"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("measures", "0005_versions_parts_and_rounds")]
    operations = [migrations.RunPython(own_keys, migrations.RunPython.noop)]
