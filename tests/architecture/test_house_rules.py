"""One test for each rule of the house about code and models; see docs/architecture.md."""

import ast
import importlib.util
import inspect
import re

import pytest
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.module_loading import import_string

from ita_portal.celery import app as celery_app
from tests.architecture.house import (
    CODE,
    DOMAIN,
    ROOF,
    ROOT,
    contract_layers,
    height_of_rooms,
    own_apps,
    own_models,
    python_files,
    short,
)

FIELDS = [field for model in own_models() for field in model._meta.get_fields()]
KEYS = [
    field for field in FIELDS if field.is_relation and not field.auto_created and field.concrete
]
BORDERS = [key for key in KEYS if key.related_model._meta.app_label != key.model._meta.app_label]
CHOICES = [field for field in FIELDS if getattr(field, "choices", None)]

UNPAIRED: dict[str, str] = {}
"""Times without a constraint that ties them to who acted, each with its reason."""

SAVES_ITSELF = {"audit.AuditEvent": "refuses to change a row that is there"}
"""Models with a `save` of their own, each with its reason."""

LIMITS = {"ita_portal/settings.py": 260}
"""Files with a wall of their own (lines)."""


def conditions(model) -> list[set[tuple[str, object]]]:
    """Return the lookups of each check constraint of the model."""
    checks = [c for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    return [{(name, repr(value)) for name, value in leaves(check.condition)} for check in checks]


def leaves(condition: Q):
    """Yield the lookups of a condition, however deep."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from leaves(child)
        else:
            yield child


def times_of_deeds():
    """Yield every time that may be empty and has a partner who acted."""
    for model in own_models():
        names = {field.name: field for field in model._meta.get_fields()}
        for name, field in names.items():
            is_time = isinstance(field, models.DateTimeField) and name.endswith("_at")
            if is_time and field.null and f"{name[:-3]}_by" in names:
                yield field


@pytest.mark.parametrize("field", BORDERS, ids=str)
def test_no_way_back_over_a_border(field):
    """A key to another app has no reverse name: else a lower room could read a higher one."""
    assert field.remote_field.hidden


@pytest.mark.parametrize("field", [f for f in BORDERS if not f.many_to_many], ids=str)
def test_nothing_disappears_over_a_border(field):
    assert field.remote_field.on_delete is models.PROTECT


@pytest.mark.parametrize("field", list(times_of_deeds()), ids=str)
def test_when_goes_with_who(field):
    """One constraint speaks of both, so that the database keeps them together."""
    partner = f"{field.name[:-3]}_by"
    tied = any(
        {field.name, partner} <= {name.partition("__")[0] for name, _ in condition}
        for condition in conditions(field.model)
    )

    assert tied or str(field) in UNPAIRED


@pytest.mark.parametrize("field", CHOICES, ids=str)
def test_the_database_knows_the_values_of_a_choice(field):
    """Django checks choices in forms only."""
    known = (f"{field.name}__in", repr([value for value, _ in field.flatchoices]))

    assert any(known in condition for condition in conditions(field.model))


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_model_has_a_thai_name_and_no_save_of_its_own(model):
    own_save = "save" in vars(model)

    assert re.search("[ก-ฮ]", str(model._meta.verbose_name))
    assert own_save == (model._meta.label in SAVES_ITSELF)


def test_nothing_points_at_anything():
    """Generic foreign keys are arrows that no contract sees."""
    assert not [field for field in FIELDS if type(field).__name__ == "GenericForeignKey"]


def test_every_app_of_ours_stands_in_the_import_contract():
    layers = set().union(*contract_layers())

    assert {config.name for config in own_apps()} <= layers


def test_every_room_on_the_ground_stands_in_the_import_contract():
    """Also those that are no app: a room that is not listed is not guarded."""
    ground = {
        path.stem
        for path in (ROOT / "ita_portal").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.stem != "__init__"
    }
    layers = {name.removeprefix("ita_portal.") for name in set().union(*contract_layers())}

    assert ground - ROOF <= layers


def test_the_contract_names_no_room_that_is_gone():
    for name in set().union(*contract_layers()):
        assert importlib.util.find_spec(name), name


@pytest.mark.parametrize("config", own_apps(), ids=lambda config: config.name)
def test_a_room_says_in_one_line_what_it_is_for(config):
    words = inspect.getdoc(config.module)

    assert words
    assert words.splitlines()[0].endswith((".", ";", ":"))
    assert len(words.splitlines()[0]) <= 120


@pytest.mark.parametrize("path", python_files(*CODE, "tools", "bench", "tests"), ids=short)
def test_a_file_is_short_enough_to_read(path):
    wall = LIMITS.get(short(path), 500 if path.is_relative_to(ROOT / "tests") else 400)

    assert len(path.read_text(encoding="utf-8").splitlines()) <= wall


@pytest.mark.parametrize("path", python_files(*CODE), ids=short)
def test_only_the_jobs_put_messages_into_the_queue(path):
    """A message that is no row before gets lost with the worker that has it."""
    if path.is_relative_to(ROOT / "ita_portal" / "jobs"):
        return

    assert not re.search(r"\.(delay|apply_async|send_task)\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", python_files(*CODE), ids=short)
def test_an_office_is_locked_so_that_others_may_point_at_it(path):
    """Almost every new row names its office: who locks that against them waits in a circle."""
    locked = re.findall(r"Office\.objects\.select_for_update\(([^)]*)\)", path.read_text("utf-8"))

    assert set(locked) <= {"no_key=True"}


def own_tasks():
    """Return the functions that Celery runs, and those that it runs as jobs."""
    celery_app.autodiscover_tasks(force=True)
    for config in own_apps():
        if importlib.util.find_spec(f"{config.name}.tasks"):
            importlib.import_module(f"{config.name}.tasks")
    # Sorted: Celery finds them in another order in each process, and workers must agree on tests.
    found = sorted(celery_app.tasks.items())
    tasks = [task.run for name, task in found if not name.startswith("celery.")]
    jobs = [import_string(path) for pair in settings.JOB_HANDLERS.values() for path in pair]
    return tasks + jobs


@pytest.mark.parametrize("task", own_tasks(), ids=lambda task: task.__qualname__)
def test_a_task_takes_ids_alone(task):
    """What a message carries is old when it is read; an id is not."""
    for name, parameter in inspect.signature(task).parameters.items():
        assert name.endswith("_id")
        assert parameter.annotation in {int, "int"}


def test_every_job_has_a_handler():
    written = {
        name
        for path in python_files(*CODE)
        for name in re.findall(r'"([a-z]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }

    assert set(settings.JOB_HANDLERS) <= written


@pytest.mark.parametrize("path", python_files(*CODE), ids=short)
def test_a_rule_writes_to_the_trail_in_words_that_people_read(path):
    """Each verb has its sentence, so that the trail shows no code."""
    verbs = import_string("ita_portal.home.trail.VERBS")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "verb":
            assert isinstance(node.value, ast.Name) or node.value.value in verbs


@pytest.mark.parametrize("path", python_files(*CODE), ids=short)
def test_no_room_leads_upward_by_the_name_of_an_address(path):
    """`reverse("home:office")` in a lower room is an arrow that no import shows."""
    room = room_of(path)
    heights = height_of_rooms()
    named = re.findall(
        r"(?:reverse|redirect|resolve_url)\(\s*[\"'](\w+):", path.read_text(encoding="utf-8")
    )

    upward = [n for n in named if n != room and room in heights and heights[n] >= heights[room]]
    assert upward == []


def room_of(path) -> str:
    """Return the room of a file."""
    parts = path.relative_to(ROOT).parts
    return parts[0] if parts[0] in DOMAIN else parts[1].removesuffix(".py")
