import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0004_paper_ways'),
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='ชนิดเอกสาร')),
                ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='ปีงบประมาณ')),
                ('subject', models.CharField(max_length=400, verbose_name='เรื่อง')),
                ('content', models.JSONField(default=dict)),
                ('digits', models.CharField(blank=True, max_length=10, verbose_name='ตัวเลข')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='แก้ไขล่าสุด')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.office')),
                ('proposal', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.proposal', verbose_name='ฉบับที่เสนอ')),
                ('updated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ร่างเอกสาร',
                'indexes': [models.Index(fields=['office', 'updated_at'], name='papers_pape_office__3b8b02_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('fiscal_year__gte', 2500), ('fiscal_year__lte', 2700)), name='paper_fiscal_year_is_buddhist'), models.CheckConstraint(condition=models.Q(('digits__in', ['', 'thai', 'arabic'])), name='paper_digits_are_known')],
            },
        ),
    ]
