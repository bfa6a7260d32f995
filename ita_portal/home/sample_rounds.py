"""The sample office's rounds of reporting: open, noted in part, one part sent and one sent back.

Their days lie around the day on which the sample is made, so that a new user sees a round as it
is while groups report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ita_portal.organisations.models import Office, User
from measures.models import GroupReport
from measures.rules.progress.dates import RoundDates, default_dates
from measures.rules.progress.noting import StepNote, save_step
from measures.rules.progress.overview import part_by_measure
from measures.rules.progress.parts import return_part, send_part
from measures.rules.progress.rounds import round_of, set_dates

Facts = Mapping[str, Any]


def make_round(office: Office, facts: Facts, people: Mapping[str, User], *, on: date) -> None:
    """Open a round and let groups note what `facts` tell, each by who does it in an office."""
    year, months = facts["fiscal_year"], facts["months"]
    round_ = set_dates(
        round_of(office, year, months),
        dates=RoundDates(
            opens_on=on - timedelta(days=facts["opened_days_ago"]),
            cut_off_on=default_dates(year, months).cut_off_on,
            due_on=on + timedelta(days=facts["due_in_days"]),
        ),
        expected_revision=0,
        by=people["coordinator"],
        today=on,
    )
    for part in facts["parts"]:
        _report(round_.parts.get(group__name=part["group"]), part, people, on=on)


def _report(part: GroupReport, facts: Facts, people: Mapping[str, User], *, on: date) -> None:
    """Note the first steps of the part, in the order of the plan; send it, and send it back."""
    by = people[facts["by"]]
    measures, _ = part_by_measure(part)
    reports = [report for one in measures for _, report in one.steps]
    for report, noted in zip(reports, facts["notes"], strict=False):
        save_step(report, values=_note(noted), expected_revision=report.revision, by=by, on=on)
    if facts.get("sent"):
        send_part(part, by=by, on=on)
    if comment := facts.get("returned"):
        return_part(part, comment=comment, by=people["coordinator"], on=on)


def _note(facts: Facts) -> StepNote:
    known = dict(facts)
    if "budget_used" in known:
        known["budget_used"] = Decimal(known["budget_used"])
    return StepNote(**known)
