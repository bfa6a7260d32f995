"""The tables as JSON and CSV, and what describes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from ita_portal.opendata.addresses import absolute, data_address
from ita_portal.opendata.answers import (
    CSV,
    JSON,
    JSON_LD,
    OpenView,
    address_of,
    json_answer,
    link,
    stream,
)
from ita_portal.opendata.asking import Asked, asked_of
from ita_portal.opendata.catalog import catalog
from ita_portal.opendata.columns import as_json
from ita_portal.opendata.dataset import Dataset
from ita_portal.opendata.openapi import openapi
from ita_portal.opendata.problems import NOT_FOUND, Problem
from ita_portal.opendata.registry import DATASETS
from ita_portal.opendata.revision import digest, etag_of
from ita_portal.opendata.writing import csv_lines, json_rows, page_of

DESCRIPTIONS: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "openapi.json": (openapi, JSON),
    "catalog": (catalog, JSON_LD),
    "catalog.jsonld": (catalog, JSON_LD),
}
"""What describes the tables, by the end of its address, and as what it is sent."""


class Index(OpenView):
    """What there is, and where."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        told = {
            "title": "ข้อมูลเปิดของพอร์ทัล ITA",
            "title_en": "Open data of the ITA portal",
            "licence": settings.OPEN_DATA_LICENCE,
            "documentation": absolute("/open-data/"),
            "openapi": address_of(request, "openapi.json"),
            "catalog": address_of(request, "catalog"),
            "dictionary": address_of(request, "dictionary"),
            "datasets": [_told(request, one) for one in DATASETS.values()],
        }
        return unless_known(request, json_answer(told), digest(told))


class Data(OpenView):
    """A table, e.g. `scores` or `scores.json`, or `scores.csv`; or the description of all."""

    def get(self, request: HttpRequest, dataset: str) -> HttpResponseBase:
        if dataset in DESCRIPTIONS:
            describe, media_type = DESCRIPTIONS[dataset]
            told = describe()
            return unless_known(request, json_answer(told, media_type), digest(told))
        name, _, ending = dataset.removesuffix("/").partition(".")
        table = DATASETS.get(name)
        if table is None or ending not in {"", "json", "csv"}:
            raise _no_such()
        asked = asked_of(table, request.GET)
        return self._answer(request, table, asked, as_csv=ending == "csv")

    def _answer(
        self, request: HttpRequest, dataset: Dataset, asked: Asked, *, as_csv: bool
    ) -> HttpResponseBase:
        etag = etag_of(
            dataset,
            f"{request.build_absolute_uri()} {as_csv}",
            office=asked.selection.office,
        )
        known = get_conditional_response(request, etag=etag)
        if known is not None:
            known.headers["ETag"] = etag
            return known
        answer = _csv(request, dataset, asked) if as_csv else _json(request, dataset, asked)
        answer.headers["ETag"] = etag
        return answer


def unless_known(request: HttpRequest, answer: HttpResponse, etag: str) -> HttpResponseBase:
    """Return the answer, or 304 where the visitor has it."""
    answer.headers["ETag"] = etag
    known = get_conditional_response(request, etag=etag, response=answer)
    return known or answer


def _told(request: HttpRequest, dataset: Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "title": dataset.title,
        "title_en": dataset.title_en,
        "description": dataset.about,
        "description_en": dataset.about_en,
        "updated": as_json(dataset.updated()),
        "parameters": [*dataset.parameters, "limit", "cursor"],
        "formats": [
            {"media_type": JSON, "address": address_of(request, f"{dataset.name}.json")},
            {"media_type": "text/csv", "address": address_of(request, f"{dataset.name}.csv")},
        ],
    }


def _json(request: HttpRequest, dataset: Dataset, asked: Asked) -> HttpResponseBase:
    page = page_of(dataset, asked)
    onward = _onward(request, page.cursor)
    told = {
        "dataset": dataset.name,
        "licence": settings.OPEN_DATA_LICENCE,
        "count": dataset.count(asked.selection),
        "next": onward or None,
        "rows": json_rows(dataset, page.rows),
    }
    return _linked(request, json_answer(told), onward)


def _csv(request: HttpRequest, dataset: Dataset, asked: Asked) -> HttpResponseBase:
    """Return a page where a limit is given, and otherwise the whole table as it is read."""
    if asked.limit is None:
        lines = csv_lines(dataset, dataset.selected(asked.selection))
        answer = _linked(request, stream(request, lines, CSV), "")
    else:
        page = page_of(dataset, asked)
        body = b"".join(csv_lines(dataset, page.rows))
        onward = _onward(request, page.cursor)
        answer = _linked(request, HttpResponse(body, content_type=CSV), onward)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(dataset, asked)}"'
    return answer


def _file_name(dataset: Dataset, asked: Asked) -> str:
    selection = asked.selection
    parts = [dataset.name, selection.office, selection.fiscal_year, selection.item]
    return "-".join(str(part) for part in parts if part) + ".csv"


def _onward(request: HttpRequest, cursor: str) -> str:
    """Return the address of the next page; "" after the last."""
    if not cursor:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _linked(request: HttpRequest, answer: HttpResponseBase, onward: str) -> HttpResponseBase:
    """Name the next page, the first one, what describes the table, and the licence."""
    query = request.GET.copy()
    query.pop("cursor", None)
    first = request.build_absolute_uri(
        f"{request.path}?{query.urlencode()}" if query else request.path
    )
    links = [
        *([link(onward, "next")] if onward else []),
        link(first, "first"),
        link(data_address("openapi.json"), "service-desc"),
        link(settings.OPEN_DATA_LICENCE, "license"),
    ]
    answer.headers["Link"] = ", ".join(links)
    return answer


def _no_such() -> Problem:
    names = ", ".join(DATASETS)
    return Problem(
        NOT_FOUND,
        f"ไม่มีชุดข้อมูลนี้ มี: {names} แต่ละชุดมี .json และ .csv",
        f"There is no such dataset. There are: {names}, each with .json and .csv",
    )
