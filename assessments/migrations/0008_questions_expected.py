from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_result_files")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="questions_expected",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.RemoveField(model_name="frameworkdraft", name="change_note"),
    ]
