"""Let who sends a plan back write a comment at a measure."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_proposals"),
        ("measures", "0008_carry_over"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure_key", models.UUIDField()),
                ("text", models.TextField(verbose_name="ความเห็น")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "ความเห็นรายมาตรการ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "measure_key"), name="return_note_once_a_measure"
                    )
                ],
            },
        ),
    ]
