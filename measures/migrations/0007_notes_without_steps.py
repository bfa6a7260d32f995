"""A measure without steps is reported as one, and what left the plan is marked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0006_own_keys")]

    operations = [
        migrations.AddField(
            model_name="stepreport",
            name="measure",
            field=models.ForeignKey(
                default=0,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="measures.measure",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="stepreport",
            name="step",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="measures.step",
            ),
        ),
        migrations.AddField(
            model_name="stepreport",
            name="is_dropped",
            field=models.BooleanField(default=False, verbose_name="ไม่มีในแผนฉบับปัจจุบัน"),
        ),
    ]
