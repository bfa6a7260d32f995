"""The table of allowed steps between the states of a thing, and the check of one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Choices, Q, TextChoices

from ita_portal.errors import Refused

State = TypeVar("State", bound=TextChoices)


@dataclass(frozen=True)
class Lifecycle:
    """Which state may follow which; a state that is not a key is an end."""

    steps: Mapping[TextChoices, frozenset[TextChoices]]

    def allows(self, current: TextChoices, target: TextChoices) -> bool:
        """Tell whether `target` may follow `current`."""
        return target in self.steps.get(current, frozenset())

    def require(self, current: TextChoices, target: TextChoices) -> None:
        """Let the step pass, or raise Refused with both states by their Thai names."""
        if not self.allows(current, target):
            raise Refused(
                f"ขณะนี้สถานะเป็น “{current.label}” จึงเปลี่ยนเป็น “{target.label}” ไม่ได้ "
                "อาจมีผู้ดำเนินการไปก่อนแล้ว โปรดตรวจสอบสถานะล่าสุด"
            )


def known_values(field: str, choices: type[Choices]) -> dict[str, list[str]]:
    """Return the condition “`field` is one of the choices”, for a check constraint.

    Django checks choices in forms only; the database has to be told as well.
    """
    return {f"{field}__in": list(choices.values)}


def both_or_neither(*fields: str) -> Q:
    """Return the condition that all `fields` have a value or none has: who goes with when."""
    return Q(**{f"{field}__isnull": True for field in fields}) | Q(
        **{f"{field}__isnull": False for field in fields}
    )
