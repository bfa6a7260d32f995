"""A user name is one for the whole portal; each office's administrators wait for their own only."""

from __future__ import annotations

import pytest

from ita_portal.errors import Refused
from ita_portal.organisations.models import User
from ita_portal.staff import rules
from tests.staff.test_rules import PERSON, post


def test_a_name_that_another_office_takes_in_between_is_refused(office, administrator, monkeypatch):
    def password_while_another_office_hires() -> str:
        User.objects.create_user(PERSON["username"], first_name="สมใจ", last_name="จากที่อื่น")
        return "first-password-1"

    monkeypatch.setattr(rules, "new_password", password_while_another_office_hires)

    with pytest.raises(Refused, match="มีชื่อผู้ใช้นี้แล้ว"):
        rules.hire(office, person=PERSON, post=post(), by=administrator)
