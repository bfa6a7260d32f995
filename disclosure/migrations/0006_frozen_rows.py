"""What was frozen never changes: the database itself refuses it, whoever asks."""

from django.db import migrations

FROZEN = {
    "disclosure_handin": (
        "office_id", "fiscal_year", "number", "handed_at", "handed_by_id", "handed_by_name",
        "handed_by_title", "note", "readiness", "not_applicable", "snapshot", "snapshot_sha256",
    ),
    "disclosure_frozenpiece": (
        "hand_in_id", "position", "code", "kind", "title", "anchor", "evidence_id", "version_id",
        "document_code", "file_id", "path", "sha256",
    ),
    "disclosure_frozenarchive": (
        "hand_in_id", "number", "place", "sha256", "size", "files", "made_at",
    ),
}
"""By table, the columns that never change once the row stands."""

ONCE = {
    "disclosure_frozenpiece": ("taken_out_at", "taken_out_by_id", "taken_out_because"),
    "disclosure_frozenarchive": ("replaced_at",),
}
"""By table, the columns that are written once; the first tells whether that was done."""

FUNCTION = """
    CREATE FUNCTION disclosure_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what was frozen never changes'
       USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def changed(columns, distinct):
    return " OR ".join(f'OLD."{name}" {distinct} NEW."{name}"' for name in columns)


def conditions(table, distinct):
    yield "frozen", changed(FROZEN[table], distinct)
    if table in ONCE:
        first = ONCE[table][0]
        yield "once", f'OLD."{first}" IS NOT NULL AND ({changed(ONCE[table], distinct)})'


def put_up(apps, editor):
    is_sqlite = editor.connection.vendor == "sqlite"
    if not is_sqlite:
        editor.execute(FUNCTION)
    for table in FROZEN:
        for name, condition in conditions(table, "IS NOT" if is_sqlite else "IS DISTINCT FROM"):
            head = f"CREATE TRIGGER {table}_{name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN"
            deed = (
                "BEGIN SELECT RAISE(ABORT, 'what was frozen never changes'); END"
                if is_sqlite
                else "EXECUTE FUNCTION disclosure_refuse_change()"
            )
            when = condition if is_sqlite else f"({condition})"
            editor.execute(f"{head} {when} {deed}")


def take_down(apps, editor):
    is_sqlite = editor.connection.vendor == "sqlite"
    for table in FROZEN:
        for name, _ in conditions(table, "IS NOT"):
            on = "" if is_sqlite else f" ON {table}"
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
    if not is_sqlite:
        editor.execute("DROP FUNCTION IF EXISTS disclosure_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0005_handing_in")]
    operations = [migrations.RunPython(put_up, take_down)]
