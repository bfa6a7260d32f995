"""Count the queries of the editor of a large plan; see plan_editor."""

from __future__ import annotations

import sys
import time
from html.parser import HTMLParser

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the setup
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from assessments.models import Result  # noqa: E402
from ita_portal.organisations.models import Office, OfficeGroup, User  # noqa: E402
from measures.models import Plan, Step  # noqa: E402
from measures.rules.content import (  # noqa: E402
    IssueContent,
    MeasureContent,
    PlanContent,
    StepContent,
)
from measures.rules.plan import save_plan  # noqa: E402

ISSUES, MEASURES, STEPS, GROUPS = 6, 60, 600, 30
YEAR = 2575
MOST_QUERIES = 15
MOST_UPDATES = 2
"""The plan with its revision, and the row that was changed."""


def large_plan(office: Office, by: User) -> Plan:
    """Make a plan of 60 measures with 600 steps, owned by 30 groups."""
    for number in range(GROUPS - office.groups.count()):
        OfficeGroup.objects.create(office=office, name=f"กลุ่มงานที่ {number}", position=100 + number)
    groups = list(office.groups.values_list("pk", flat=True))
    steps = tuple(StepContent(f"ดำเนินการขั้นที่ {n} และรายงานผู้บริหาร") for n in range(STEPS // MEASURES))
    measures = [
        MeasureContent(f"มาตรการที่ {n}", steps, frozenset({groups[n % GROUPS], groups[-1 - n % 9]}))
        for n in range(MEASURES)
    ]
    each = MEASURES // ISSUES
    issues = tuple(
        IssueContent(f"ประเด็นที่ {n}", measures=tuple(measures[n * each : (n + 1) * each]))
        for n in range(ISSUES)
    )
    plan = Plan.objects.create(office=office, fiscal_year=YEAR, subject="แผนใหญ่")
    plan.result = Result.objects.of(office).exclude(framework=None).first()
    plan.save()
    content = PlanContent("แผนใหญ่", Plan.Layout.TABLE, "ความนำ", "", issues)
    return save_plan(plan, content=content, expected_revision=1, by=by)


class Form(HTMLParser):
    """The fields of the editor, as a browser sends them back."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.textarea = ""
        self.select = ""
        self.feed(page[page.index('id="plan-editor"') : page.index('<template id="grip"')])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        name = facts.get("name", "")
        self.textarea = name if tag == "textarea" else ""
        self.select = name if tag == "select" else self.select
        is_input = tag == "input" and name
        if is_input and (facts.get("type") not in {"radio", "checkbox"} or "checked" in facts):
            self.fields.setdefault(name, []).append(facts.get("value", ""))
        elif tag == "option" and "selected" in facts:
            self.fields[self.select] = [facts["value"]]
        elif self.textarea:
            self.fields[name] = [""]

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea] = [data]

    def handle_endtag(self, tag: str) -> None:
        self.textarea = ""


def written(asked: CaptureQueriesContext) -> list[str]:
    """Return the statements that wrote rows of plans."""
    verbs = ("UPDATE", "INSERT", "DELETE")
    queries = (query["sql"] for query in asked.captured_queries)
    return [one for one in queries if one.startswith(verbs) and '"measures_' in one]


def main() -> int:
    """Print what was counted and return 1 when it is above the floor."""
    call_command("demo", verbosity=0)
    by = User.objects.get(username="coordinator")
    office = Office.objects.get()
    large_plan(office, by)
    client = Client(SERVER_NAME="localhost")
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/office/{office.code}/plans/{YEAR}/edit/"
    client.get(address)  # warms what is kept in memory
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        page = client.get(address).content
    took = time.perf_counter() - began
    print(f"edit page: {len(asked)} queries, {took:.2f} s, {len(page) / 1e6:.1f} MB")
    fields = Form(page.decode()).fields
    fields["issue-3-measure-4-step-5-text"] = ["ดำเนินการใหม่"]
    with CaptureQueriesContext(connection) as saving:
        began = time.perf_counter()
        answer = client.post(f"{address}autosave/", fields)
    took = time.perf_counter() - began
    if answer.status_code != 200 or not Step.objects.filter(text="ดำเนินการใหม่").exists():
        raise RuntimeError(f"the save was not done: {answer.status_code}")
    changed = written(saving)
    print(f"save of one row: {len(changed)} rows written, {len(saving)} queries, {took:.2f} s")
    good = len(asked) <= MOST_QUERIES and len(changed) <= MOST_UPDATES
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
