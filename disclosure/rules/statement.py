"""Questions to the database whose SQL the ORM writes once and not again for each request.

Writing the SQL of a public page takes longer than answering it. A `Statement` keeps what the ORM
wrote; so what is public stays said in one place, the querysets of the models.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, IntegerField, QuerySet


class Slot(Expression):
    """A number that is filled in when the statement is asked."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=IntegerField())
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ANN401 - Django's signature
        return "%s", [self]  # Django takes a statement's values as they are


@dataclass(frozen=True)
class _Written:
    sql: str
    params: tuple[Any, ...]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


class Statement:
    """One question, made from a queryset with `values_list` whose numbers are slots."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._written: dict[str, _Written] = {}

    def rows(self, **numbers: int) -> list[tuple[Any, ...]]:
        """Ask it with `numbers` in its slots, in 1 query; values are as the ORM gives them."""
        database = connections[DEFAULT_DB_ALIAS]  # once: finding a thread's own takes time
        written = self._written.get(database.vendor) or self._write(database)
        params = [numbers[p.name] if isinstance(p, Slot) else p for p in written.params]
        with database.cursor() as cursor:
            cursor.execute(written.sql, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        for place, converters, expression in written.converters:
            rows = [
                (
                    *row[:place],
                    _converted(row[place], converters, expression, database),
                    *row[place + 1 :],
                )
                for row in rows
            ]
        return rows

    def _write(self, database: BaseDatabaseWrapper) -> _Written:
        compiler = self._make().query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        found = compiler.get_converters([column[0] for column in compiler.select])
        converters = [(place, list(convs), exp) for place, (convs, exp) in found.items()]
        written = _Written(sql, tuple(params), converters)
        self._written[database.vendor] = written
        return written


def _converted(
    value: Any,  # noqa: ANN401 - whatever the column holds
    converters: list[Callable[..., Any]],
    expression: object,
    database: BaseDatabaseWrapper,
) -> Any:  # noqa: ANN401
    for convert in converters:
        value = convert(value, expression, database)
    return value
