"""Give the evidence of before its first version, and show the accepted one to the public."""

from django.db import migrations

_CONTENT = ("kind", "title", "url", "text", "owner_id", "proposed_at", "proposed_by_id")
_DECIDED = ("decided_at", "decided_by_id", "comment")


def give_versions(apps, schema_editor):
    evidence_model = apps.get_model("disclosure", "Evidence")
    version_model = apps.get_model("disclosure", "EvidenceVersion")
    for evidence in evidence_model.objects.filter(number=0).exclude(status="draft"):
        facts = {name: getattr(evidence, name) for name in (*_CONTENT, *_DECIDED)}
        version = version_model.objects.create(
            evidence=evidence, number=1, status=evidence.status, **facts
        )
        evidence.number = 1
        if evidence.status == "accepted":
            evidence.shown, evidence.shown_at = version, evidence.decided_at
            evidence.was_public = True
        evidence.save()


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_checklist")]
    operations = [migrations.RunPython(give_versions, migrations.RunPython.noop)]
