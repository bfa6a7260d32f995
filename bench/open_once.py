"""Open the 6-month round of many offices once, and once more; see rounds.

`python -m bench.open_once OFFICES GROUPS STEPS` prints the seconds of both runs, the queries of
the first, the steps that were given out, and the most megabytes of the process; then the seconds
and the queries of reminding one person of each group, and the seconds of reminding again.
"""

from __future__ import annotations

import resource
import sys
from datetime import UTC, date, datetime
from time import perf_counter

import django

django.setup()

from django.db import connection  # noqa: E402 - after the setup
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from ita_portal.documents.models import Document, Proposal  # noqa: E402
from ita_portal.notifications.models import Line  # noqa: E402
from ita_portal.organisations.models import (  # noqa: E402
    Appointment,
    Office,
    OfficeGroup,
    User,
)
from measures.models import Issue, Measure, Plan, Step, StepReport  # noqa: E402
from measures.rules.progress.opening import open_due_rounds  # noqa: E402
from measures.rules.progress.reminding import remind  # noqa: E402

YEAR, OPENS = 2567, date(2024, 3, 1)
SIGNED = datetime(2023, 11, 1, tzinfo=UTC)
STEPS_OF_A_MEASURE = 4


def make_office(number: int, groups: int, steps: int, by: User) -> None:
    """Make an office with a signed plan of which every group owns every step."""
    office = Office.objects.create(
        code=f"round-{number}",
        name=f"สำนักงานเขตพื้นที่การศึกษาทดสอบรอบ {number}",
        short_name=f"สพท.รอบ {number}",
        kind=Office.Kind.PRIMARY,
        sort_key=f"{number:05}",
    )
    OfficeGroup.objects.bulk_create(
        OfficeGroup(office=office, name=f"กลุ่มที่ {one}", position=one) for one in range(groups)
    )
    plan = Plan.objects.create(
        office=office, fiscal_year=YEAR, subject="ทดสอบ", proposal=_signed(office, by)
    )
    issue = Issue.objects.create(plan=plan, position=1, title="ด้านทดสอบ")
    for place in range(steps // STEPS_OF_A_MEASURE):
        measure = Measure.objects.create(
            issue=issue, position=place, title=f"มาตรการ {place}", every_group=True
        )
        Step.objects.bulk_create(
            Step(measure=measure, position=one, text=f"ขั้นตอน {one}")
            for one in range(STEPS_OF_A_MEASURE)
        )


def _signed(office: Office, by: User) -> Proposal:
    words = {"kind": "announcement"}
    paper = Document.objects.create(
        office=office,
        kind="announcement",
        fiscal_year=YEAR,
        title="ทดสอบ",
        words=words,
        words_sha256="0" * 64,
        duties=[],
        dated_on=SIGNED.date(),
        issued_by=by,
    )
    return Proposal.objects.create(
        office=office,
        kind="announcement",
        fiscal_year=YEAR,
        title="ทดสอบ",
        words=words,
        words_sha256="0" * 64,
        status=Proposal.Status.APPROVED,
        submitted_at=SIGNED,
        submitted_by=by,
        approved_at=SIGNED,
        approved_by=User.objects.get(username="bench-director"),
        document=paper,
    )


def seconds() -> float:
    """Return how long it takes to open what is due."""
    start = perf_counter()
    open_due_rounds(OPENS)
    return perf_counter() - start


def people_in_groups() -> None:
    """Give every group one person who reports for it."""
    groups = list(OfficeGroup.objects.all())
    people = User.objects.bulk_create(
        User(username=f"bench-person-{group.pk}", first_name="ทดสอบ", last_name="กลุ่ม")
        for group in groups
    )
    Appointment.objects.bulk_create(
        Appointment(
            user=person,
            office_id=group.office_id,
            group=group,
            role=Appointment.Role.OFFICER,
            title="นักวิชาการศึกษา",
            starts_on=SIGNED.date(),
        )
        for person, group in zip(people, groups, strict=True)
    )


def seconds_of_reminding() -> float:
    """Return how long it takes to remind of what is due on the day of the opening."""
    start = perf_counter()
    remind(OPENS)
    return perf_counter() - start


def main(offices: int, groups: int, steps: int) -> None:
    """Open, open again, and print the figures; raises RuntimeError when a step is missing."""
    by = User.objects.create_user("bench-rounds", first_name="ทดสอบ", last_name="รอบ")
    User.objects.create_user("bench-director", first_name="ทดสอบ", last_name="ลงนาม")
    for number in range(offices):
        make_office(number, groups, steps, by)
    with CaptureQueriesContext(connection) as asked:
        first = seconds()
    again, given = seconds(), StepReport.objects.count()
    if given != offices * groups * steps:
        raise RuntimeError(f"{given} steps were given out")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    people_in_groups()
    reverse("home:start")  # the addresses are loaded once a process, not once a reminder
    with CaptureQueriesContext(connection) as asked_to_remind:
        reminded = seconds_of_reminding()
    reminded_again = seconds_of_reminding()
    if Line.objects.count() != offices * groups:
        raise RuntimeError(f"{Line.objects.count()} lines were told")
    print(first, again, len(asked), given, memory)
    print(reminded, len(asked_to_remind), reminded_again)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
