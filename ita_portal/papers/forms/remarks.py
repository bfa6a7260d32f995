"""Comments of a return at the fields of the form, found by the words of their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ita_portal.documents.rules.comments import ShownComment
from ita_portal.documents.rules.matching import source_of
from ita_portal.papers.kinds.base import CHOICE, Rows, WrittenKind
from ita_portal.papers.rules.content import Content
from ita_portal.papers.rules.merging import Place


@dataclass(frozen=True)
class Remark:
    """A comment with the place of the paper where it belongs and the id of that field.

    Both are empty when no field has the words of its paragraph (any more).
    """

    comment: ShownComment
    place: Place = ""
    anchor: str = ""


def remarks_at(
    kind: WrittenKind, content: Content, comments: Sequence[ShownComment]
) -> list[Remark]:
    """Return the comments in their order, each with its place among what was written."""
    places = _places(kind, content)
    found = [source_of(one.excerpt, [texts for _, _, texts in places]) for one in comments]
    return [
        Remark(one) if at is None else Remark(one, *places[at][:2])
        for one, at in zip(comments, found, strict=True)
    ]


def _places(kind: WrittenKind, content: Content) -> list[tuple[Place, str, list[str]]]:
    """Return each place of the paper, the id of its field, and the texts that stand there."""
    found = [("subject", "f-subject", content["subject"].splitlines())]
    for one in kind.fields():
        if isinstance(one, Rows):
            found += _rows(one, content)
        else:
            found.append((one.name, f"f-{one.name}", str(content[one.name]).splitlines()))
    return found


def _rows(one: Rows, content: Content) -> list[tuple[Place, str, list[str]]]:
    columns = [column.name for column in one.columns if column.type != CHOICE]
    return [
        (
            f"{one.name}/{row.get('key', '')}",
            f"r-{one.name}-{at}-{one.main}",
            [row.get(name, "") for name in columns],
        )
        for at, row in enumerate(content[one.name])
    ]
