"""Numbers, chains, bundles, seals, revoked papers, papers signed by hand."""

import django.db.models.deletion
import ita_portal.documents.models.document
from django.conf import settings
from django.db import migrations, models


def give_codes(apps, schema_editor):
    """Give each proposal a code of its own: that of its paper when it has one."""
    Proposal = apps.get_model("documents", "Proposal")
    for proposal in Proposal.objects.select_related("document").iterator():
        paper = proposal.document
        proposal.code = paper.code if paper else ita_portal.documents.models.document.new_code()
        proposal.save(update_fields=["code"])


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_superseded_papers'),
        ('files', '0001_initial'),
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=400, verbose_name='เรื่อง')),
                ('submitted_at', models.DateTimeField(verbose_name='เสนอเมื่อ')),
            ],
            options={
                'verbose_name': 'ชุดเอกสาร',
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('container', models.BinaryField()),
                ('subject', models.CharField(max_length=400, verbose_name='ออกให้แก่')),
                ('issuer', models.CharField(max_length=400, verbose_name='ผู้ออก')),
                ('serial', models.CharField(max_length=80, verbose_name='หมายเลข')),
                ('fingerprint', models.CharField(max_length=64)),
                ('valid_from', models.DateTimeField(verbose_name='เริ่มใช้')),
                ('valid_until', models.DateTimeField(verbose_name='หมดอายุ')),
                ('installed_at', models.DateTimeField(verbose_name='ติดตั้งเมื่อ')),
                ('removed_at', models.DateTimeField(null=True, verbose_name='ถอดเมื่อ')),
            ],
            options={
                'verbose_name': 'ใบรับรองของสำนักงาน',
            },
        ),
        migrations.CreateModel(
            name='Emblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=400, verbose_name='ชื่อไฟล์')),
                ('uploaded_at', models.DateTimeField(verbose_name='เก็บเมื่อ')),
            ],
            options={
                'verbose_name': 'ตราของสำนักงาน',
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='ลำดับ')),
                ('role', models.CharField(choices=[('officer', 'เจ้าหน้าที่'), ('group_head', 'ผู้อำนวยการกลุ่ม'), ('coordinator', 'ผู้ประสานงาน ITA'), ('deputy', 'รองผู้อำนวยการสำนักงาน'), ('director', 'ผู้อำนวยการสำนักงาน'), ('administrator', 'ผู้ดูแลระบบของสำนักงาน'), ('supervisor', 'ผู้กำกับดูแลระดับประเทศ')], max_length=15, verbose_name='บทบาท')),
                ('state', models.CharField(choices=[('waiting', 'รอความเห็น'), ('endorsed', 'เห็นชอบ'), ('passed', 'ข้ามขั้น')], default='waiting', max_length=10, verbose_name='สถานะ')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='เมื่อ')),
                ('name', models.CharField(blank=True, max_length=250, verbose_name='ชื่อ')),
                ('lines', models.JSONField(default=list, verbose_name='ตำแหน่ง')),
                ('note', models.TextField(blank=True, verbose_name='ความเห็น')),
            ],
            options={
                'verbose_name': 'การเห็นชอบ',
                'ordering': ['proposal', 'position'],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='ชนิดเอกสาร')),
                ('year', models.PositiveSmallIntegerField(verbose_name='ปีปฏิทิน')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='เลขล่าสุด')),
            ],
            options={
                'verbose_name': 'ทะเบียนเลขเอกสาร',
            },
        ),
        migrations.CreateModel(
            name='PaperNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='ชนิดเอกสาร')),
                ('year', models.PositiveSmallIntegerField(verbose_name='ปีปฏิทิน')),
                ('number', models.PositiveIntegerField(null=True, verbose_name='เลขลำดับ')),
                ('text', models.CharField(max_length=80, verbose_name='เลขที่')),
                ('dated_on', models.DateField(null=True, verbose_name='ลงวันที่')),
                ('origin', models.CharField(choices=[('portal', 'ระบบออกเลข'), ('registry', 'ทะเบียนของสำนักงาน')], max_length=10, verbose_name='ที่มา')),
                ('state', models.CharField(choices=[('reserved', 'จองไว้'), ('used', 'ใช้แล้ว'), ('free', 'ว่าง'), ('void', 'ยกเลิกเลข')], max_length=10, verbose_name='สถานะ')),
                ('reserved_at', models.DateTimeField(verbose_name='จองเมื่อ')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='เหตุที่ยกเลิก')),
            ],
            options={
                'verbose_name': 'เลขที่เอกสาร',
                'ordering': ['-year', models.OrderBy(models.F('number'), descending=True, nulls_last=True), '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PaperSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=30, verbose_name='ชนิดเอกสาร')),
                ('chain', models.JSONField(null=True, verbose_name='ลำดับการเสนอ')),
                ('numbering', models.CharField(blank=True, choices=[('portal', 'ระบบออกเลขให้ เรียงตามปีปฏิทิน'), ('registry', 'เจ้าหน้าที่กรอกเลขจากทะเบียนของสำนักงาน'), ('none', 'ไม่มีเลข')], max_length=10, verbose_name='การออกเลข')),
                ('prefix', models.CharField(blank=True, max_length=60, verbose_name='รหัสนำหน้าเลข')),
                ('digits', models.CharField(blank=True, max_length=10, verbose_name='ตัวเลข')),
                ('carries_qr', models.BooleanField(null=True, verbose_name='แสดง QR')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'การตั้งค่าเอกสาร',
            },
        ),
        migrations.CreateModel(
            name='ProposalComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField(verbose_name='ย่อหน้าที่')),
                ('excerpt', models.CharField(max_length=200, verbose_name='ข้อความ')),
                ('text', models.TextField(verbose_name='ความเห็น')),
                ('written_at', models.DateTimeField(verbose_name='เมื่อ')),
            ],
            options={
                'verbose_name': 'ความเห็นที่ย่อหน้า',
                'ordering': ['proposal', 'place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_sealed', models.BooleanField(default=True)),
                ('trusted_time', models.BooleanField(default=False)),
                ('sealed_at', models.DateTimeField(verbose_name='ผนึกเมื่อ')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='หมายเหตุ')),
            ],
            options={
                'verbose_name': 'ตราประทับ',
            },
        ),
        migrations.AddField(
            model_name='document',
            name='number_text',
            field=models.CharField(blank=True, max_length=80, verbose_name='เลขที่'),
        ),
        migrations.AddField(
            model_name='document',
            name='revoke_reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='เหตุที่ยกเลิก'),
        ),
        migrations.AddField(
            model_name='document',
            name='revoked_at',
            field=models.DateTimeField(null=True, verbose_name='ยกเลิกเมื่อ'),
        ),
        migrations.AddField(
            model_name='document',
            name='revoked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='document',
            name='scan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='ฉบับลงนามบนกระดาษ'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='code',
            field=models.CharField(null=True, help_text='The code that the paper will have, so that it can be read before it is signed.', max_length=14),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='proposal',
            name='code',
            field=models.CharField(default=ita_portal.documents.models.document.new_code, help_text='The code that the paper will have, so that it can be read before it is signed.', max_length=14, unique=True),
        ),
        migrations.AddField(
            model_name='proposal',
            name='place',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='ลำดับในชุด'),
        ),
        migrations.AddField(
            model_name='signature',
            name='confirmed_from',
            field=models.GenericIPAddressField(null=True, verbose_name='ยืนยันจาก'),
        ),
        migrations.AddField(
            model_name='signature',
            name='device',
            field=models.CharField(blank=True, max_length=300, verbose_name='อุปกรณ์'),
        ),
        migrations.AddField(
            model_name='signature',
            name='method',
            field=models.CharField(choices=[('electronic', 'ลายมือชื่ออิเล็กทรอนิกส์'), ('paper', 'ลงนามบนกระดาษ')], default='electronic', max_length=10, verbose_name='วิธีลงนาม'),
        ),
        migrations.AddField(
            model_name='signature',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoke_reason', ''), ('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False), models.Q(('revoke_reason', ''), _negated=True)), _connector='OR'), name='document_revoked_says_who_and_why'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'electronic'), ('recorded_by__isnull', True)), models.Q(('method', 'paper'), ('recorded_by__isnull', False)), _connector='OR'), name='signature_on_paper_was_recorded'),
        ),
        migrations.AddField(
            model_name='bundle',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.office'),
        ),
        migrations.AddField(
            model_name='bundle',
            name='submitted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='bundle',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='documents.bundle', verbose_name='ชุดเอกสาร'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='installed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='certificate',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.office'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='removed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='emblem',
            name='office',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.office'),
        ),
        migrations.AddField(
            model_name='emblem',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.officegroup'),
        ),
        migrations.AddField(
            model_name='endorsement',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='documents.proposal'),
        ),
        migrations.AddField(
            model_name='numberseries',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.office'),
        ),
        migrations.AddField(
            model_name='papernumber',
            name='document',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='number', to='documents.document'),
        ),
        migrations.AddField(
            model_name='papernumber',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.office'),
        ),
        migrations.AddField(
            model_name='papernumber',
            name='proposal',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='number', to='documents.proposal'),
        ),
        migrations.AddField(
            model_name='papernumber',
            name='reserved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='papersettings',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.office'),
        ),
        migrations.AddField(
            model_name='papersettings',
            name='updated_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposalcomment',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='documents.proposal'),
        ),
        migrations.AddField(
            model_name='proposalcomment',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seal',
            name='certificate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.certificate'),
        ),
        migrations.AddField(
            model_name='seal',
            name='document',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='documents.document'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('office',), name='certificate_one_in_use_per_office'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='certificate_removed_by_whom_and_when'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.UniqueConstraint(fields=('proposal', 'position'), name='endorsement_once_a_position'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'endorsed', 'passed'])), name='endorsement_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='endorsement_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='numberseries',
            constraint=models.UniqueConstraint(fields=('office', 'kind', 'year'), name='number_series_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='numberseries',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1957), ('year__lte', 2157)), name='number_series_year_is_gregorian'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.UniqueConstraint(condition=models.Q(('origin', 'portal')), fields=('office', 'kind', 'year', 'number'), name='paper_number_once_in_its_register'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.UniqueConstraint(fields=('office', 'kind', 'year', 'text'), name='paper_number_text_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1957), ('year__lte', 2157)), name='paper_number_year_is_gregorian'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['portal', 'registry'])), name='paper_number_origin_is_known'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reserved', 'used', 'free', 'void'])), name='paper_number_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(('origin', 'registry'), ('number__gte', 1), _connector='OR'), name='paper_number_of_the_portal_counts'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', True), ('proposal__isnull', False), ('state', 'reserved')), models.Q(('document__isnull', False), ('proposal__isnull', False), ('state', 'used')), models.Q(('document__isnull', True), ('proposal__isnull', True), ('state__in', ['free', 'void'])), _connector='OR'), name='paper_number_state_fits_its_paper'),
        ),
        migrations.AddConstraint(
            model_name='papernumber',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), models.Q(('void_reason', ''), _negated=True)), models.Q(models.Q(('state', 'void'), _negated=True), ('void_reason', '')), _connector='OR'), name='paper_number_void_says_why'),
        ),
        migrations.AddConstraint(
            model_name='papersettings',
            constraint=models.UniqueConstraint(fields=('office', 'kind'), name='paper_settings_once_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='papersettings',
            constraint=models.CheckConstraint(condition=models.Q(('numbering__in', ['portal', 'registry', 'none']), ('numbering', ''), _connector='OR'), name='paper_settings_numbering_is_known'),
        ),
        migrations.AddConstraint(
            model_name='papersettings',
            constraint=models.CheckConstraint(condition=models.Q(('digits__in', ['', 'thai', 'arabic'])), name='paper_settings_digits_are_known'),
        ),
        migrations.AddConstraint(
            model_name='proposalcomment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='proposal_comment_says_something'),
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.CheckConstraint(condition=models.Q(('is_sealed', True), models.Q(('note', ''), _negated=True), _connector='OR'), name='seal_left_off_says_why'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'group_head', 'coordinator', 'deputy', 'director', 'administrator', 'supervisor'])), name='endorsement_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['electronic', 'paper'])), name='signature_method_is_known'),
        ),
    ]
