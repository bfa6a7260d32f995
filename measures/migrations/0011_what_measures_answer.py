"""What of an analysis a measure answers, and where an unfinished step goes on."""

from django.db import migrations, models
from django.db.models import Q

LONGEST = 440


def _finding() -> models.CharField:
    return models.CharField("ข้อที่ตอบจากการวิเคราะห์", max_length=LONGEST, blank=True, default="")


class Migration(migrations.Migration):
    """Adds `finding` to issues and measures, and `moved_to` to what was carried over."""

    dependencies = [("measures", "0010_who_and_when_of_notes")]

    operations = [
        migrations.AddField("issue", "finding", _finding(), preserve_default=False),
        migrations.AddField("measure", "finding", _finding(), preserve_default=False),
        migrations.AddConstraint(
            "issue",
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(finding=""), name="issue_answers_one_thing"
            ),
        ),
        migrations.AddConstraint(
            "measure",
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(finding=""), name="measure_answers_one_thing"
            ),
        ),
        migrations.AddField(
            "carryover", "moved_to", models.UUIDField("ทำต่อในมาตรการ", null=True)
        ),
    ]
