"""The buttons of the editor that change its rows without script: add, remove, move, shift."""

from __future__ import annotations

from collections.abc import Sequence

from measures.forms.typed import Row, TypedIssue, TypedMeasure, TypedPlan, TypedRow, TypedStep
from measures.rules.content import IssueContent

_MOVES = {"remove", "up", "down", "in", "out"}


def change(typed: TypedPlan, order: str) -> TypedPlan:
    """Carry out an order such as "up issue-1", and number the rows anew.

    Orders are add-issue, and with the prefix of a row: add-measure, add-step (at the end of it),
    add-part (of the issue), next (an empty row of its kind below it), remove, up, down, in and
    out (to and from a part of the one before). An issue and a step move with their parts. An
    order that fits no row changes nothing.
    """
    verb, _, prefix = order.partition(" ")
    if verb == "add-issue":
        _add(typed.issues, typed.new_issue())
    for issue in typed.issues:
        if _is_done(typed, issue, verb, prefix):
            break
    return typed.numbered()


def fill(typed: TypedPlan, offered: Sequence[IssueContent]) -> TypedPlan:
    """Put the issues of the chosen type into the plan: those that it has not, by their titles.

    Issues in which nothing but their own title stands make room for them.
    """
    titles = {issue.title for issue in offered}
    typed.issues = [one for one in typed.issues if one.title in titles or _is_written(one)]
    known = {issue.title for issue in typed.issues}
    for issue in offered:
        if issue.title not in known:
            new = typed.new_issue()
            new.title, new.purpose = issue.title, issue.purpose
            new.answers = str(issue.answers_id or issue.finding)
            typed.issues.append(new)
    return typed.numbered()


def _is_written(issue: TypedIssue) -> bool:
    """Tell whether an issue has a measure in which something stands."""
    return any(
        measure.title or measure.owners or measure.every or any(s.text for s in measure.steps)
        for measure in issue.measures
    )


def _is_done(typed: TypedPlan, issue: TypedIssue, verb: str, prefix: str) -> bool:
    """Carry out the order if the row is this issue or stands in it; tell whether it was."""
    if issue.prefix == prefix:
        _of_issue(typed, issue, verb)
        return True
    for measure in issue.measures:
        if measure.prefix == prefix:
            _of_measure(typed, issue, measure, verb)
            return True
        for step in measure.steps:
            if step.prefix == prefix:
                _of_step(measure, step, verb)
                return True
    return False


def _of_issue(typed: TypedPlan, issue: TypedIssue, verb: str) -> None:
    if verb == "add-measure":
        _add(issue.measures, typed.new_measure())
    elif verb in {"next", "add-part"}:
        new = typed.new_issue()
        new.part = issue.part or ("1" if verb == "add-part" else "")
        if verb == "add-part" and not _is_written(issue):
            issue.measures = []  # the empty one was only a place to begin with
        _add(typed.issues, new, after=_block(typed.issues, issue)[-1])
    else:
        _shift(typed.issues, issue, verb)


def _of_measure(typed: TypedPlan, issue: TypedIssue, measure: TypedMeasure, verb: str) -> None:
    if verb == "add-step":
        _add(measure.steps, TypedStep())
    elif verb == "next":
        _add(issue.measures, typed.new_measure(), after=measure)
    elif verb in {"up", "down"} and _is_at_the_edge(issue.measures, measure, verb):
        _to_the_next_issue(typed, issue, measure, verb)
    else:
        _shift(issue.measures, measure, verb)


def _of_step(measure: TypedMeasure, step: TypedStep, verb: str) -> None:
    if verb == "next":
        new = TypedStep(part=step.part)
        _add(measure.steps, new, after=_block(measure.steps, step)[-1])
    else:
        _shift(measure.steps, step, verb)


def _is_at_the_edge(rows: Sequence[TypedMeasure], row: TypedMeasure, verb: str) -> bool:
    return rows[0 if verb == "up" else -1] is row


def _to_the_next_issue(
    typed: TypedPlan, issue: TypedIssue, measure: TypedMeasure, verb: str
) -> None:
    """Let the first measure go up into the issue before, and the last one down into the next."""
    place = typed.issues.index(issue) + (-1 if verb == "up" else 1)
    if 0 <= place < len(typed.issues):
        issue.measures.remove(measure)
        other = typed.issues[place].measures
        other.insert(len(other) if verb == "up" else 0, measure)
    measure.focus = True


def _add(siblings: list[Row], row: Row, after: Row | None = None) -> None:
    row.focus = True
    siblings.insert(siblings.index(after) + 1 if after else len(siblings), row)


def is_part(row: TypedRow) -> bool:
    """Tell whether the row is a part of the one before it."""
    return isinstance(row, TypedIssue | TypedStep) and bool(row.part)


def _block(rows: Sequence[Row], row: Row) -> list[Row]:
    """Return the row with the parts that follow it."""
    block = [row]
    if not is_part(row):
        for one in rows[rows.index(row) + 1 :]:
            if not is_part(one):
                break
            block.append(one)
    return block


def _shift(rows: list[Row], row: Row, verb: str) -> None:
    if verb not in _MOVES:
        return
    row.focus = True
    if verb in {"in", "out"}:
        if isinstance(row, TypedIssue | TypedStep):
            row.part = "1" if verb == "in" else ""
    elif verb == "remove":
        for one in _block(rows, row):
            rows.remove(one)
    else:
        _move(rows, row, verb)


def _move(rows: list[Row], row: Row, verb: str) -> None:
    """Move the row with its parts over the whole neighbour; a part stays within its own."""
    block = _block(rows, row)
    start = rows.index(row)
    after = start + len(block)
    target: int | None = None
    if verb == "up":
        above = range(start - 1, -1, -1)
        target = next((n for n in above if is_part(row) or not is_part(rows[n])), None)
        neighbour = rows[target] if target is not None else None
    else:
        neighbour = rows[after] if after < len(rows) else None
        target = start + len(_block(rows, neighbour)) if neighbour else None
    if target is None or neighbour is None or (is_part(row) and not is_part(neighbour)):
        return
    del rows[start:after]
    rows[target:target] = block
