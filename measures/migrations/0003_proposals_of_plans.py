"""Give every plan that was submitted the proposal that it has become.

The comment of an earlier return goes with the proposal that came back, of which a plan that was
submitted again has kept nothing else; its return stays in the trail.
"""

from django.db import migrations


def make_proposals(apps, schema_editor):
    Plan = apps.get_model('measures', 'Plan')
    Proposal = apps.get_model('documents', 'Proposal')
    for plan in Plan.objects.exclude(status='draft').filter(proposal=None).order_by('pk'):
        decided = {'document': plan.announcement} if plan.status == 'approved' else {}
        if plan.status == 'returned':
            decided = {'return_comment': plan.return_comment}
        if plan.status in ('returned', 'approved'):
            for end in ('_at', '_by_id'):
                decided[plan.status + end] = getattr(plan, plan.status + end)
        plan.proposal = Proposal.objects.create(
            office_id=plan.office_id,
            kind='announcement',
            fiscal_year=plan.fiscal_year,
            title=plan.subject,
            words=plan.words or {},
            words_sha256=plan.words_sha256,
            status=plan.status,
            submitted_at=plan.submitted_at,
            submitted_by_id=plan.submitted_by_id,
            **decided,
        )
        plan.save(update_fields=['proposal'])


class Migration(migrations.Migration):

    dependencies = [
        ('measures', '0002_plan_proposal'),
    ]

    operations = [
        migrations.RunPython(make_proposals),
    ]
