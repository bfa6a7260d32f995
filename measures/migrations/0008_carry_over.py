import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0007_notes_without_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CarryOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("closed", "ปิดเรื่อง ไม่ทำต่อ"),
                            ("moved", "ยกไปทำต่อในปีใหม่"),
                            ("explained", "ชี้แจงเหตุผลที่ทำไม่แล้วเสร็จ"),
                        ],
                        max_length=10,
                        verbose_name="ผลการพิจารณา",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="คำชี้แจง")),
                ("decided_at", models.DateTimeField(verbose_name="พิจารณาเมื่อ")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carried_over",
                        to="measures.plan",
                    ),
                ),
                ("row_key", models.UUIDField()),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measures.measure",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="measures.step",
                    ),
                ),
            ],
            options={
                "verbose_name": "เรื่องค้างจากแผนก่อน",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "row_key"), name="carry_over_once_a_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["closed", "moved", "explained"])),
                        name="carry_over_decision_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "explained"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="carry_over_explained_says_why",
                    ),
                ],
            },
        ),
    ]
