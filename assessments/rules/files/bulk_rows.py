"""Many plain rows into one table: what `bulk_create` does, without an object for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any, cast

from django.db import connection
from django.db.models import (
    CharField,
    DateTimeField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
)

_MOST_PARAMETERS = 999  # of one statement, where the database names no limit of its own
_AS_THEY_ARE = (ForeignKey, IntegerField, CharField)  # whole numbers and texts


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows`, the values of the fields `names`, within the caller's transaction.

    A column that is not named gets the default that the table itself has; every other must be
    named. A related row is given by its key. Values go as parameters, and the table's constraints
    hold as always.
    Raises IntegrityError as the database does.
    """
    fields = [cast("Field[Any, Any]", model._meta.get_field(name)) for name in names]
    width = len(fields)
    preparers = {n: made for n, one in enumerate(fields) if (made := _preparer(one))}
    at_once = (connection.features.max_query_params or _MOST_PARAMETERS) // width
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while part := list(islice(waiting, at_once)):
            values = list(chain.from_iterable(part))
            for place, prepare in preparers.items():
                values[place::width] = map(prepare, values[place::width])
            cursor.execute(_statement(model, fields, len(part)), values)


def _preparer(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Return what makes a value of the field one that the driver takes; None for as it is."""
    if isinstance(field, _AS_THEY_ARE):
        return None
    if isinstance(field, DecimalField):  # the way through the field takes twice as long
        adapt = connection.ops.adapt_decimalfield_value
        digits, places = field.max_digits, field.decimal_places
        return lambda value: adapt(value, digits, places)
    if isinstance(field, DateTimeField):  # most rows of an import have the same moment
        return lru_cache(maxsize=8)(lambda value: field.get_db_prep_save(value, connection))
    if isinstance(field, JSONField):
        return _json_preparer(field)
    return lambda value: field.get_db_prep_save(value, connection)


def _json_preparer(field: JSONField[Any, Any]) -> Callable[[Any], Any]:
    """Most JSON of an import is empty: made once."""
    adapt, encoder = connection.ops.adapt_json_value, field.encoder
    nothing = adapt({}, encoder)
    return lambda value: adapt(value, encoder) if value else nothing


def _statement(model: type[Model], fields: Sequence[Field[Any, Any]], rows: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    places = ", ".join([row] * rows)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {places}"  # noqa: S608 - names of columns alone
