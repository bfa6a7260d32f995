"""The catalogue: JSON-LD that a harvester reads without fetching anything."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from django.test import Client
from rdflib import RDF, Graph, Namespace
from rdflib.term import Literal, URIRef

from ita_portal.opendata.registry import DATASETS
from tests.factories.assessments import ResultFactory
from tests.opendata.reading import API

# rdflib warns of a class of its own that its reader of JSON-LD still makes.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")


@pytest.fixture
def graph(office, load_year) -> Graph:
    """Give the catalogue as the statements that it makes."""
    ResultFactory(office=office, framework=load_year(2564))
    answer = Client().get(f"{API}catalog")
    assert answer["Content-Type"] == "application/ld+json"
    return Graph().parse(data=answer.content.decode(), format="json-ld")


def path_of(address: URIRef) -> str:
    return urlsplit(str(address)).path


def test_every_table_is_a_dataset_of_the_one_catalogue(graph):
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)

    listed = set(graph.objects(catalogue, DCAT.dataset))
    assert listed == set(graph.subjects(RDF.type, DCAT.Dataset))
    assert {str(graph.value(one, DCT.identifier)) for one in listed} == set(DATASETS)


def test_a_dataset_says_in_both_languages_what_it_is_and_of_whom(graph):
    for one in graph.subjects(RDF.type, DCAT.Dataset):
        for told in (DCT.title, DCT.description):
            assert {text.language for text in graph.objects(one, told)} == {"th", "en"}
        assert graph.value(one, DCT.publisher)
        assert isinstance(graph.value(one, DCT.license), URIRef)


def test_every_address_of_a_file_opens(graph):
    files = list(graph.objects(None, DCAT.accessURL))

    assert len(files) == 2 * len(DATASETS)
    for address in (*files, *graph.objects(None, DCAT.downloadURL)):
        assert Client().get(path_of(address)).status_code == 200
    for address in graph.objects(None, DCAT.landingPage):
        page = Client().get(path_of(address)).content.decode()
        assert f'id="{urlsplit(str(address)).fragment}"' in page or "dictionary" in address


def test_what_was_published_has_its_moment(graph):
    moments = list(graph.objects(None, DCT.modified))

    assert len(moments) == 1
    assert all(isinstance(one, Literal) and one.datatype for one in moments)


def test_the_context_fetches_nothing(db):
    told = json.loads(Client().get(f"{API}catalog.jsonld").content)

    assert isinstance(told["@context"], dict)
