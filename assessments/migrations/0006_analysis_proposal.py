"""The report of an analysis as it was last proposed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0005_details_and_analyses"),
        ("documents", "0002_proposals"),
    ]

    operations = [
        migrations.AddField(
            model_name="analysis",
            name="proposal",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.proposal",
                verbose_name="รายงานที่เสนอ",
            ),
        ),
    ]
