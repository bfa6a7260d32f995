"""What Django itself says to people is Thai too; its own Thai has gaps."""

import gettext
import inspect
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core import validators as core_validators
from django.forms import formsets
from django.forms import models as model_forms
from django.utils.functional import Promise

from tests.architecture.house import ROOT

LOCALE = ROOT / "ita_portal" / "look" / "locale" / "th" / "LC_MESSAGES"
NUMBERS = {"limit_value": 1, "show_value": 1, "max": 1, "length": 1, "num": 1}


def thai(message: object) -> bool:
    """Tell whether a message of Django is Thai; one that counts is filled with a number."""
    return bool(re.search("[ก-ฮ]", str(message) or str(message % NUMBERS)))


def messages_of_fields():
    """Yield every message of Django's form fields and forms."""
    for module in (forms.fields, model_forms, auth_forms):
        for name, thing in inspect.getmembers(module, inspect.isclass):
            messages = getattr(thing, "default_error_messages", None)
            if not issubclass(thing, forms.Field):
                messages = getattr(thing, "error_messages", None)
            for key, message in (messages or {}).items():
                yield pytest.param(message, id=f"{name}.{key}")
    for key, message in formsets.BaseFormSet.default_error_messages.items():
        yield pytest.param(message, id=f"BaseFormSet.{key}")


def messages_of_validators():
    """Yield every message of Django's validators."""
    ours = {"ASCIIUsernameValidator": ASCIIUsernameValidator}
    for name, thing in [*inspect.getmembers(core_validators, inspect.isclass), *ours.items()]:
        message = getattr(thing, "message", None)
        if isinstance(message, Promise):
            yield pytest.param(message, id=name)
        messages = getattr(thing, "messages", None)
        for key, one in messages.items() if isinstance(messages, dict) else ():
            yield pytest.param(one, id=f"{name}.{key}")


@pytest.mark.parametrize("message", [*messages_of_fields(), *messages_of_validators()])
def test_a_form_tells_in_thai_what_is_wrong(message):
    assert thai(message)


def test_the_rules_for_passwords_are_told_in_thai():
    assert all(map(thai, password_validation.password_validators_help_texts()))


def test_every_message_of_ours_is_compiled():
    """Django reads the compiled file; a sentence changed in the other one would not be seen."""
    written = _sentences(LOCALE / "django.po")
    with (LOCALE / "django.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog

    compiled = {
        key if isinstance(key, str) else key[0]: text for key, text in catalog.items() if key
    }
    assert compiled == written


def _sentences(path: Path) -> dict[str, str]:
    """Read a message file whose every text stands on one line."""
    pattern = re.compile(
        r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.+)"$', re.MULTILINE
    )
    return dict(pattern.findall(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", _sentences(LOCALE / "django.po").items(), ids=lambda t: t[0][:40])
def test_a_message_keeps_its_places_for_values(text):
    places = re.compile(r"%\(\w+\)[sd]|%d|\{\w+\}")

    assert set(places.findall(text[0])) >= set(places.findall(text[1]))
