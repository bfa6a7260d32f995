"""Giving each group of a round its steps: two statements, however many steps there are.

This is SQL by hand, against the custom of the house: rows are made from rows inside the database,
so that opening a round for the whole country brings none of its 147,000 steps out of it and back.
Only standard words are used, for SQLite and PostgreSQL alike. What is there stays: both
statements may be repeated, and run at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

_OWNED = """
FROM measures_round
JOIN measures_issue ON measures_issue.plan_id = measures_round.plan_id
JOIN measures_measure ON measures_measure.issue_id = measures_issue.id
JOIN organisations_officegroup grp ON grp.office_id = measures_round.office_id AND grp.is_active
 AND (measures_measure.every_group OR EXISTS (
      SELECT 1 FROM measures_measure_owners owner
      WHERE owner.measure_id = measures_measure.id AND owner.officegroup_id = grp.id))
"""
"""Each measure of a round's plan with each active group that it is given to."""

_PARTS = """
INSERT INTO measures_groupreport (round_id, group_id, status, is_late, return_comment)
SELECT DISTINCT measures_round.id, grp.id, 'open', FALSE, ''
{owned}
WHERE measures_round.id IN ({ids})
ON CONFLICT DO NOTHING
"""

_STEPS = """
INSERT INTO measures_stepreport (
    part_id, measure_id, step_id, step_key, is_dropped,
    state, result, obstacles, suggestions, is_late, revision)
SELECT part.id, measures_measure.id, step.id, COALESCE(step.key, measures_measure.key), FALSE,
    '', '', '', '', FALSE, 1
{owned}
JOIN measures_groupreport part ON part.round_id = measures_round.id AND part.group_id = grp.id
LEFT JOIN measures_step step ON step.measure_id = measures_measure.id
 AND NOT EXISTS (SELECT 1 FROM measures_step below WHERE below.part_of_id = step.id)
WHERE measures_round.id IN ({ids})
ON CONFLICT DO NOTHING
"""


def spread(round_ids: Sequence[int]) -> None:
    """Give every owner group of the rounds its part, and the part each of the group's steps.

    Of a step with sub-steps these are given; a measure without steps is given as one. At most
    some hundred rounds at a time: each is a placeholder. Safe to repeat and at the same time.
    """
    ids = ", ".join(["%s"] * len(round_ids))
    with connection.cursor() as cursor:
        for statement in (_PARTS, _STEPS):
            cursor.execute(statement.format(owned=_OWNED, ids=ids), list(round_ids))
