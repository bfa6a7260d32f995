"""The parts of a report: blocks that every kind of report is made of, each with its template.

A block is a paragraph, a heading within its part, a list, a table, a chart or photographs; what
keys each has stands on top of its template in `documents/blocks/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from ita_portal.documents.rendering.prose import printed_text
from ita_portal.documents.rendering.tables import table_for_print

Block = Mapping[str, Any]

PARAGRAPH, HEADING, LIST, TABLE, CHART = "paragraph", "heading", "list", "table", "chart"
PHOTOS = "photos"
TYPES = frozenset({PARAGRAPH, HEADING, LIST, TABLE, CHART, PHOTOS})
_LED_TO = frozenset({LIST, TABLE, CHART})
_NARROW = frozenset({"radar", "bars"})
"""Charts of which two have room beside each other; below each other they fill no page well."""


def parts_for_print(parts: Sequence[Mapping[str, Any]], *, thai: bool) -> list[dict[str, Any]]:
    """Return the parts of a report as the template of its kind wants them.

    Their texts are ready for print already, as `prose.printed` makes them. Raises ValueError
    for a block of no type.
    """
    return [{**part, "blocks": _blocks(part["blocks"], thai=thai)} for part in parts]


def _blocks(blocks: Sequence[Block], *, thai: bool) -> list[dict[str, Any]]:
    following = zip_longest(blocks, blocks[1:])
    return _paired([_block(block, after, thai=thai) for block, after in following])


def _paired(made: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put two narrow charts that follow each other into one block, side by side."""
    found: list[dict[str, Any]] = []
    for block in made:
        if found and _is_narrow(found[-1]) and _is_narrow(block):
            pair = [found.pop(), block]
            found.append({"template": "documents/blocks/charts.html", "pair": pair})
        else:
            found.append(block)
    return found


def _is_narrow(block: Block) -> bool:
    return block.get("type") == CHART and block["chart"]["type"] in _NARROW


def _block(block: Block, after: Block | None, *, thai: bool) -> dict[str, Any]:
    """Return one block with its template; `leads` tells that it must stand with the next."""
    if block["type"] not in TYPES:
        raise ValueError(f"{block['type']!r} is no block of a report")
    made: dict[str, Any] = {**block, "template": f"documents/blocks/{block['type']}.html"}
    if block["type"] == TABLE:
        made["table"] = table_for_print(block, thai=thai)
    if block["type"] == CHART:
        made["title"] = printed_text(block["chart"]["title"], thai=thai)
    made["leads"] = block["type"] == PARAGRAPH and after is not None and after["type"] in _LED_TO
    return made


def frozen_photos(words: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Give number and SHA-256 of each photograph in the words of a paper."""
    for part in (*(words.get("parts") or ()), *(words.get("annexes") or ())):
        for block in part["blocks"]:
            if block["type"] == PHOTOS:
                yield from ((photo["file"], photo["sha256"]) for photo in block["photos"])
