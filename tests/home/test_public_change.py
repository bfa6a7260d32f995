"""The public home tells nothing of figures that nobody has confirmed."""

from __future__ import annotations

from django.urls import reverse

from tests.factories.assessments import SAMUT_SAKHON_2562, ResultFactory


def test_a_change_is_not_counted_from_a_draft(client, office, load_year):
    """91.50 and +20.00 beside each other would tell the draft's 71.50."""
    ResultFactory(office=office, framework=load_year(2562), figures=SAMUT_SAKHON_2562)
    draft = ResultFactory(
        office=office,
        framework=load_year(2563),
        status="draft",
        confirmed_at=None,
        figures=["71.50"] * 10,
    )
    ResultFactory(office=office, framework=load_year(2564))

    words = client.get(reverse("home:public_office", args=[office.code])).content.decode()

    assert draft.status == "draft"
    assert "71.50" not in words
    assert "+20.00" not in words
    assert "+0.25" in words  # 91.50 after 91.25, the year that was confirmed before
