"""The sample office: complete, made once, and never twice."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from assessments.models import Framework, Result
from disclosure.models import Evidence, HandIn
from disclosure.rules.standing import State
from disclosure.rules.year import year_of
from ita_portal.documents.models import Document
from ita_portal.home.sample import load_sample
from ita_portal.organisations.models import Appointment, Office, User
from measures.models import Plan


@pytest.fixture
def sample(load_year) -> Office:
    for year in range(2562, 2570):
        load_year(year)
    load_sample()
    return Office.objects.get()


def test_every_screen_has_something_to_show(sample):
    assert {plan.status for plan in Plan.objects.all()} == set(Plan.Status)
    assert set(Result.objects.values_list("status", flat=True)) == set(Result.Status.values)
    assert Evidence.objects.filter(status=Evidence.Status.PROPOSED).exists()
    assert Document.objects.filter(fiscal_year=2568, signature__isnull=False).exists()
    assert sample.groups.count() >= 8


def test_the_checklist_has_work_at_every_stage_and_a_year_was_handed_in(sample):
    year = year_of(sample, Framework.objects.of_year(2569))

    assert {item.state for item in year.items} == set(State)
    assert any(item.is_late for item in year.items)
    assert set(Evidence.objects.values_list("status", flat=True)) >= {"draft", "returned"}
    assert HandIn.objects.get().fiscal_year == 2568


def test_there_is_somebody_in_each_role(sample):
    held = set(Appointment.objects.values_list("role", flat=True))

    assert held == set(Appointment.Role.values)
    assert Appointment.objects.filter(capacity=Appointment.Capacity.ACTING).exists()


def test_the_sign_ins_are_written_for_their_owner_alone(sample):
    path = Path(settings.DATA_DIR) / "sample-sign-ins.txt"
    password = path.read_text(encoding="utf-8").split("\n")[0].split(": ")[1]

    assert User.objects.get(username="director").check_password(password)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_loading_changes_nothing(sample, capsys):
    before = (Plan.objects.count(), Evidence.objects.count(), User.objects.count())

    call_command("demo", "--json")

    assert json.loads(capsys.readouterr().out) == {"code": "sample1", "created": False}
    assert before == (Plan.objects.count(), Evidence.objects.count(), User.objects.count())
