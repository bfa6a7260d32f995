"""The description: valid by its own standard, and kept by every real answer."""

from __future__ import annotations

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from complaints.models import Publication
from complaints.rules.publishing import permit
from ita_portal.opendata.asking import asked_of
from ita_portal.opendata.registry import DATASETS
from ita_portal.organisations.models import Appointment
from tests.factories.assessments import ResultFactory
from tests.factories.disclosure import EvidenceFactory, PaperFactory
from tests.factories.documents import with_pdf
from tests.measures.progress_cast import opened_round, plan_of_groups
from tests.measures.report_cast import signed_round
from tests.opendata.reading import API, lines, problem, read

OPENAPI = "openapi.json"


def follows(told: object, schema: dict[str, object], description: dict[str, object]) -> None:
    """Judge an answer by a schema of the description, formats too."""
    whole = {**schema, "components": description["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(told)


@pytest.fixture
def world(office, officer, director, complaint_officer, load_year) -> None:
    """Give at least a row of every table, with as much in it as can be."""
    ResultFactory(office=office, framework=load_year(2564))
    item = load_year(2568).items.first()
    EvidenceFactory(office=office, item=item, accepted=True, starts_on="2025-01-01")
    EvidenceFactory(
        office=office, item=item, accepted=True, url="https://www.example.go.th/แผน ปี.pdf"
    )
    PaperFactory(office=office, fiscal_year=2564)
    plan = plan_of_groups(office, officer, director)
    with_pdf(plan.announcement)
    with_pdf(signed_round(opened_round(), officer, director))
    Appointment.objects.filter(user=complaint_officer).update(starts_on="2024-10-01")
    for what in Publication:
        permit(office, what, by=director)


def test_the_description_is_valid_by_its_own_standard(db):
    OpenAPIV31SpecValidator(read(OPENAPI)).validate()


def test_every_address_that_is_described_is_there(world):
    for path in read(OPENAPI)["paths"]:
        assert Client().get(f"{API}{path.removeprefix('/')}").status_code == 200, path


@pytest.mark.parametrize("name", DATASETS)
def test_every_answer_keeps_what_its_schema_says(world, name):
    description = read(OPENAPI)
    content = description["paths"][f"/{name}"]["get"]["responses"]["200"]["content"]
    page = read(name)

    follows(page, content["application/json"]["schema"], description)

    assert page["rows"]


@pytest.mark.parametrize("name", DATASETS)
def test_a_row_that_is_not_as_described_would_be_found(world, name):
    """The test above can fail."""
    description = read(OPENAPI)
    schema = description["paths"][f"/{name}"]["get"]["responses"]["200"]["content"]
    page = read(name)
    page["rows"][0].pop(DATASETS[name].names[-1])

    with pytest.raises(Exception, match="is a required property"):
        follows(page, schema["application/json"]["schema"], description)


@pytest.mark.parametrize("name", DATASETS)
def test_both_formats_say_the_same(world, name):
    of_json, of_csv = read(name)["rows"], lines(f"{name}.csv")

    assert len(of_json) == len(of_csv) == read(name)["count"]
    for told, line in zip(of_json, of_csv, strict=True):
        assert list(told) == list(line) == DATASETS[name].names
        for column, value in told.items():
            text = "" if value is None else str(value)
            text = text.lower() if isinstance(value, bool) else text
            assert line[column].removeprefix("'") == text


def test_the_index_and_a_problem_keep_their_schemas(world):
    description = read(OPENAPI)
    schemas = description["components"]["schemas"]

    follows(read(""), schemas["Index"], description)
    told = problem("scores", limit="many")
    told.pop("answered")
    follows(told, schemas["Problem"], description)


def test_the_parameters_that_are_described_are_those_that_are_read(db, rf):
    paths = read(OPENAPI)["paths"]

    for name, dataset in DATASETS.items():
        described = [
            one["$ref"].rpartition("/")[2] for one in paths[f"/{name}"]["get"]["parameters"]
        ]
        assert described == [*dataset.parameters, "limit", "cursor"]
        asked_of(dataset, rf.get("/", dict.fromkeys(described, "")).GET)


def test_every_column_is_in_the_dictionary_in_thai_and_english(db):
    told = {(row["dataset"], row["column"]): row for row in lines("dictionary.csv")}

    columns = [(d, c) for d in DATASETS.values() if d.name != "dictionary" for c in d.columns]
    assert len(told) == len(columns)
    for dataset, column in columns:
        row = told[dataset.name, column.name]
        assert any("ก" <= letter <= "๛" for letter in row["description_th"])
        assert row["description_en"].isascii()


@pytest.mark.parametrize("name", DATASETS)
def test_keys_stand_first_and_tell_rows_apart(world, name):
    dataset = DATASETS[name]
    flags = [column.is_key for column in dataset.columns]
    keys = [tuple(row[one.name] for one in dataset.key_columns) for row in read(name)["rows"]]

    assert flags == sorted(flags, reverse=True)
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)
