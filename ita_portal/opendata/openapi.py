"""The OpenAPI description (3.1), made from the same lines that make the tables."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings

from ita_portal.opendata.addresses import ROOT, absolute
from ita_portal.opendata.answers import CSV, JSON, JSON_LD, PROBLEM
from ita_portal.opendata.asking import MOST_ROWS, USUAL_LIMIT
from ita_portal.opendata.dataset import Dataset
from ita_portal.opendata.problems import PROBLEM_SCHEMA
from ita_portal.opendata.registry import DATASETS
from ita_portal.thai.fiscal_year import FIRST_YEAR, LAST_YEAR

VERSION = "1.0.0"

_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "office": (
        "รหัสสำนักงาน · Code of an office, as the offices table gives it",
        {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,31}$"},
    ),
    "fiscal_year": (
        "ปีงบประมาณ พ.ศ. · Fiscal year by its Buddhist-era number; Thai digits are understood too",
        {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
    ),
    "item": (
        "รหัสข้อ OIT · Code of an OIT item; a duty has another code in another year",
        {"type": "string", "pattern": "^[Oo][0-9]{1,3}$"},
    ),
    "dataset": ("ชื่อชุดข้อมูล · Name of a dataset", {"type": "string"}),
    "limit": (
        f"จำนวนแถวต่อหน้า · Rows in a page, {USUAL_LIMIT} unless given; CSV gives all unless given",
        {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
    ),
    "cursor": (
        "ตำแหน่งของหน้าถัดไป ตามที่ next ให้ไว้ · Where to go on, as `next` gave it",
        {"type": "string"},
    ),
}


@cache
def openapi() -> dict[str, Any]:
    """Return the description of all addresses under /api/v1/. The same each time."""
    paths: dict[str, Any] = {"/": _described("index", "สารบัญ · Index", JSON, _ref("Index"))}
    schemas: dict[str, Any] = {"Problem": PROBLEM_SCHEMA, "Index": _INDEX_SCHEMA}
    for dataset in DATASETS.values():
        name = _schema_name(dataset)
        schemas[name] = row_schema(dataset)
        schemas[f"{name}Page"] = _page_schema(dataset, name)
        paths[f"/{dataset.name}"] = _table(dataset, as_csv=False)
        paths[f"/{dataset.name}.csv"] = _table(dataset, as_csv=True)

    paths["/catalog"] = _described("catalog", "DCAT (JSON-LD)", JSON_LD, {"type": "object"})
    paths["/openapi.json"] = _described("openapi", "OpenAPI", JSON, {"type": "object"})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ข้อมูลเปิดของพอร์ทัล ITA · Open data of the ITA portal",
            "version": VERSION,
            "description": "ข้อมูลที่เผยแพร่แล้วของสำนักงานเขตพื้นที่การศึกษา · "
            "What education service area offices of Thailand have published.",
            "license": {"name": "licence", "url": settings.OPEN_DATA_LICENCE},
        },
        "servers": [{"url": absolute(ROOT)}],
        "paths": paths,
        "components": {"schemas": schemas, "parameters": _parameters()},
    }


def row_schema(dataset: Dataset) -> dict[str, Any]:
    """Return the JSON schema of a row of the table."""
    return {
        "type": "object",
        "title": dataset.title,
        "description": dataset.about_en,
        "required": dataset.names,
        "additionalProperties": False,
        "properties": {column.name: column.schema() for column in dataset.columns},
    }


def _schema_name(dataset: Dataset) -> str:
    return "".join(word.capitalize() for word in dataset.name.split("-")) + "Row"


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _page_schema(dataset: Dataset, name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["dataset", "licence", "count", "next", "rows"],
        "additionalProperties": False,
        "properties": {
            "dataset": {"const": dataset.name},
            "licence": {"type": "string", "format": "uri"},
            "count": {"type": "integer", "minimum": 0, "description": "Rows in all pages"},
            "next": {"type": ["string", "null"], "format": "uri"},
            "rows": {"type": "array", "items": _ref(name), "maxItems": MOST_ROWS},
        },
    }


def _parameters() -> dict[str, Any]:
    return {
        name: {"name": name, "in": "query", "description": words, "schema": schema}
        for name, (words, schema) in _PARAMETERS.items()
    }


def _table(dataset: Dataset, *, as_csv: bool) -> dict[str, Any]:
    names = [*dataset.parameters, "limit", "cursor"]
    schema = {"type": "string"} if as_csv else _ref(f"{_schema_name(dataset)}Page")
    operation = f"{dataset.name.replace('-', '_')}{'_csv' if as_csv else ''}"
    told = _described(operation, f"{dataset.title} · {dataset.title_en}", JSON, schema)
    found = told["get"]
    found["description"] = f"{dataset.about} · {dataset.about_en}"
    found["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    if as_csv:
        found["responses"]["200"]["content"] = {CSV.partition(";")[0]: {"schema": schema}}
    found["responses"]["200"]["headers"]["Link"] = _header("next, first, service-desc, license")
    found["responses"] |= {
        "400": _problem("A parameter is not valid"),
        "404": _problem("There is no such office"),
    }
    return told


def _described(operation: str, summary: str, media_type: str, schema: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "responses": {
                "200": {
                    "description": summary,
                    "headers": {"ETag": _header("Send it back as If-None-Match")},
                    "content": {media_type: {"schema": schema}},
                },
                "304": {"description": "Nothing has changed since the tag in If-None-Match"},
            },
        }
    }


def _header(words: str) -> dict[str, Any]:
    return {"description": words, "schema": {"type": "string"}}


def _problem(words: str) -> dict[str, Any]:
    return {"description": words, "content": {PROBLEM: {"schema": _ref("Problem")}}}


_ADDRESS = {"type": "string", "format": "uri"}
_INDEX_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["title", "title_en", "licence", "openapi", "catalog", "dictionary", "datasets"],
    "properties": {
        "title": {"type": "string"},
        "title_en": {"type": "string"},
        "licence": _ADDRESS,
        "documentation": _ADDRESS,
        "openapi": _ADDRESS,
        "catalog": _ADDRESS,
        "dictionary": _ADDRESS,
        "datasets": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "title", "title_en", "updated", "parameters", "formats"],
                "properties": {
                    "name": {"type": "string"},
                    "title": {"type": "string"},
                    "title_en": {"type": "string"},
                    "description": {"type": "string"},
                    "description_en": {"type": "string"},
                    "updated": {"type": ["string", "null"], "format": "date-time"},
                    "parameters": {"type": "array", "items": {"type": "string"}},
                    "formats": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["media_type", "address"],
                            "properties": {"media_type": {"type": "string"}, "address": _ADDRESS},
                        },
                    },
                },
            },
        },
    },
}
