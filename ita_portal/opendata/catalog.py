"""The catalogue for harvesters: DCAT as JSON-LD, made from the same lines as the tables.

Its context stands in it, so that nothing has to be fetched to read it.

**Source:** W3C, Data Catalog Vocabulary (DCAT) version 3; DCAT-AP 3 for what is mandatory there.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from ita_portal.opendata.addresses import absolute, data_address
from ita_portal.opendata.columns import as_json
from ita_portal.opendata.dataset import Dataset
from ita_portal.opendata.registry import DATASETS

_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/IRREG"
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_THAILAND = "http://publications.europa.eu/resource/authority/country/THA"
_KEYWORDS = ("ITA", "OIT", "คุณธรรมและความโปร่งใส", "สำนักงานเขตพื้นที่การศึกษา")

_CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcat:dataset": {"@type": "@id"},
    "dcat:distribution": {"@type": "@id"},
    "dcat:service": {"@type": "@id"},
    "dcat:servesDataset": {"@type": "@id"},
    "dcat:accessService": {"@type": "@id"},
    "dcat:accessURL": {"@type": "@id"},
    "dcat:downloadURL": {"@type": "@id"},
    "dcat:endpointURL": {"@type": "@id"},
    "dcat:endpointDescription": {"@type": "@id"},
    "dcat:landingPage": {"@type": "@id"},
    "dcat:mediaType": {"@type": "@id"},
    "dct:accrualPeriodicity": {"@type": "@id"},
    "dct:conformsTo": {"@type": "@id"},
    "dct:format": {"@type": "@id"},
    "dct:license": {"@type": "@id"},
    "dct:modified": {"@type": "xsd:dateTime"},
    "dct:spatial": {"@type": "@id"},
    "foaf:homepage": {"@type": "@id"},
    "foaf:page": {"@type": "@id"},
}


def catalog() -> dict[str, Any]:
    """Return the catalogue of all tables, in one query or two for each."""
    return {
        "@context": _CONTEXT,
        "@id": data_address("catalog"),
        "@type": "dcat:Catalog",
        "dct:title": _both("ข้อมูลเปิดของพอร์ทัล ITA", "Open data of the ITA portal"),
        "dct:description": _both(
            "ข้อมูลที่สำนักงานเขตพื้นที่การศึกษาเผยแพร่แล้วตามการประเมินคุณธรรมและความโปร่งใส (ITA)",
            "What education service area offices of Thailand have published for the Integrity "
            "and Transparency Assessment (ITA)",
        ),
        "dct:publisher": _publisher(),
        "dct:license": settings.OPEN_DATA_LICENCE,
        "dct:language": ["th", "en"],
        "dct:spatial": _THAILAND,
        "foaf:homepage": absolute("/open-data/"),
        "dcat:service": _service(),
        "dcat:dataset": [_dataset(one) for one in DATASETS.values()],
    }


def _both(thai: str, english: str) -> list[dict[str, str]]:
    return [{"@value": thai, "@language": "th"}, {"@value": english, "@language": "en"}]


def _publisher() -> dict[str, Any]:
    return {
        "@id": absolute("/#publisher"),
        "@type": "foaf:Organization",
        "foaf:name": _both("พอร์ทัล ITA ของสำนักงานเขตพื้นที่การศึกษา", "ITA portal"),
        "foaf:homepage": absolute("/"),
    }


def _service() -> dict[str, Any]:
    return {
        "@id": f"{data_address('catalog')}#service",
        "@type": "dcat:DataService",
        "dct:title": _both("API ข้อมูลเปิดของพอร์ทัล ITA", "Open data API of the ITA portal"),
        "dcat:endpointURL": absolute("/api/v1/"),
        "dcat:endpointDescription": data_address("openapi.json"),
        "dcat:servesDataset": [_name_of(one) for one in DATASETS.values()],
    }


def _name_of(dataset: Dataset) -> str:
    return f"{data_address('catalog')}#{dataset.name}"


def _dataset(dataset: Dataset) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@id": _name_of(dataset),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _both(dataset.title, dataset.title_en),
        "dct:description": _both(dataset.about, dataset.about_en),
        "dct:publisher": {"@id": absolute("/#publisher")},
        "dct:license": settings.OPEN_DATA_LICENCE,
        "dct:language": "th",
        "dct:spatial": _THAILAND,
        "dct:accrualPeriodicity": _FREQUENCY,
        "dcat:keyword": [{"@value": word, "@language": "th"} for word in _KEYWORDS],
        "dcat:landingPage": absolute(f"/open-data/#{dataset.name}"),
        "dcat:distribution": [
            _distribution(dataset, "json", "application/json"),
            _distribution(dataset, "csv", "text/csv"),
        ],
    }
    updated = dataset.updated()
    return told | ({"dct:modified": as_json(updated)} if updated else {})


def _distribution(dataset: Dataset, ending: str, media_type: str) -> dict[str, Any]:
    """Return a file; the JSON one comes in pages, so only CSV is there to be downloaded whole."""
    address = data_address(f"{dataset.name}.{ending}")
    told: dict[str, Any] = {
        "@id": f"{_name_of(dataset)}-{ending}",
        "@type": "dcat:Distribution",
        "dct:title": _both(f"{dataset.title} ({ending.upper()})", f"{dataset.name}.{ending}"),
        "dcat:accessURL": address,
        "dcat:mediaType": f"{_MEDIA_TYPE}{media_type}",
        "dct:format": f"{_FILE_TYPE}{ending.upper()}",
        "dct:license": settings.OPEN_DATA_LICENCE,
        "dcat:accessService": f"{data_address('catalog')}#service",
        "foaf:page": data_address("dictionary"),
    }
    return told | ({"dcat:downloadURL": address} if ending == "csv" else {})
