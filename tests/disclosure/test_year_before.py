"""A report stands at its year's item, or the next one's where that asks for the year before."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessments.models import OITItem
from disclosure.rules.checklist import item_papers
from disclosure.rules.year import year_of
from ita_portal.documents.kinds import PROGRESS_YEAR
from ita_portal.organisations.models import Appointment
from tests.factories.documents import issue_paper, with_pdf

DUTY = "integrity_measures_report"


@pytest.fixture
def reports(office, director):
    """Give the signed reports on 2568 and 2569."""
    post = Appointment.objects.get(user=director)
    return {
        year: with_pdf(
            issue_paper(post, kind=PROGRESS_YEAR, fiscal_year=year, title=f"รายงานปี {year}")
        )
        for year in (2568, 2569)
    }


def item_of(framework) -> OITItem:
    return next(one for one in OITItem.objects.filter(framework=framework) if DUTY in one.duties)


@pytest.mark.parametrize("year", [2568, 2569])
def test_in_the_year_of_the_change_one_report_answers_two_items(
    client, office, load_year, reports, year
):
    item = item_of(load_year(year))

    page = client.get(reverse("disclosure:public_item", args=[office.code, year, item.code]))

    assert "รายงานปี 2568" in page.content.decode()
    assert "รายงานปี 2569" not in page.content.decode()


def test_the_checklist_counts_the_report_where_it_stands(office, load_year, reports):
    framework = load_year(2569)
    item = item_of(framework)

    assert year_of(office, framework).of(item.code).public == 1
    assert [piece.title for piece in item_papers(office, item)] == ["รายงานปี 2568"]


def test_an_announcement_of_the_year_before_does_not_answer_this_year(
    client, office, director, load_year
):
    load_year(2569)
    with_pdf(
        issue_paper(Appointment.objects.get(user=director), fiscal_year=2568, title="ประกาศเก่า")
    )

    page = client.get(reverse("disclosure:public_year", args=[office.code, 2569]))

    assert "ประกาศเก่า" not in page.content.decode()
