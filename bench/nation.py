"""Fill a data folder with N offices of five years each, 43 items and 170 files a year.

`python -m bench.nation N`; the first is "bench-1", whose pages are measured. Run on an empty
database with its tables. The others are the first once more, copied by the database itself.
"""

from __future__ import annotations

import sys

import django

django.setup()

from django.db import connection, models, transaction  # noqa: E402 - after the setup

from bench.full_year import YEAR, load_frameworks, make_files  # noqa: E402
from disclosure.models import Evidence, EvidenceVersion  # noqa: E402
from ita_portal.files.models import StoredFile  # noqa: E402
from ita_portal.organisations.models import Office  # noqa: E402

FILES = 170
YEARS = range(YEAR - 2, YEAR + 3)
APART = 100_000
"""Between the ids of one office's rows and those of the next."""
COPIED = (StoredFile, Evidence, EvidenceVersion)


def main(offices: int) -> None:
    """Make the offices; one alone has all its years too, so that only the others differ."""
    load_frameworks()
    first, *others = (_office(number) for number in range(1, offices + 1))
    make_files(first, years=YEARS, files=FILES)
    with transaction.atomic(), connection.cursor() as cursor:
        for model in COPIED if others else ():
            cursor.execute(_copying(model), [first.pk, first.pk])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _office(number: int) -> Office:
    return Office.objects.create(
        code=f"bench-{number}",
        name=f"สำนักงานเขตพื้นที่การศึกษาทดสอบความเร็ว เขต {number}",
        short_name=f"สพท.ทดสอบ {number}",
        kind=Office.Kind.PRIMARY,
        sort_key=f"{number:03}",
    )


def _copying(model: type[models.Model]) -> str:
    """Return what writes the first office's rows once more for every other office."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = [_value(field) for field in model._meta.concrete_fields]
    into = f"{model._meta.db_table} ({', '.join(columns)})"
    return (
        f"INSERT INTO {into} SELECT {', '.join(values)} FROM {model._meta.db_table} t, "  # noqa: S608 - names of our own models
        f"(SELECT id, id - %s AS place FROM organisations_office) o WHERE o.id <> %s"
    )


def _value(field: models.Field) -> str:
    shifted = f"t.{field.column} + o.place * {APART}"
    if field.primary_key or field.related_model in COPIED:
        return shifted
    if field.related_model is Office:
        return "o.id"
    if field.column == "key":  # unique, and of forty characters
        return "substr(t.key, 1, 34) || printf('%%06d', o.place)"
    return f"t.{field.column}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
