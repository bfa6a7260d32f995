"""Decode an OIT indicator's published score on the command line."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.models import Framework
from assessments.rules.decoding.decoder import Decoding, Pattern, decode, where_to_look
from assessments.rules.decoding.words import certainty_sentences, loss_words
from assessments.rules.frameworks.rows import facts_of
from ita_portal.errors import Refused
from ita_portal.thai.numerals import parse_decimal, parse_int

MOST_LINES = 50
"""How many patterns are written as lines; with `--json` all that were found."""


class Command(BaseCommand):
    """Decode a score; exit status 1 when no lost items give it, 2 when it cannot be asked."""

    help = "Show which lost items per sub-indicator give a published OIT indicator score."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fiscal-year", required=True, help="Buddhist era")
        parser.add_argument("--indicator", required=True, help="the indicator's number")
        parser.add_argument("--score", required=True, help="as published; Thai digits are fine")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        try:
            found = _decoding(options)
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from refused
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(found), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(found)))
        if found.complete and not found.patterns:
            raise CommandError(certainty_sentences(found)[0], returncode=1)


def _decoding(options: dict[str, Any]) -> Decoding:
    """Read the arguments and decode; raises Refused or ValueError with a Thai message."""
    year, indicator, score = (str(options[name]) for name in ("fiscal_year", "indicator", "score"))
    read_year, read_score = parse_int(year), parse_decimal(score)
    framework = Framework.objects.of_year(read_year)
    if framework is None:
        raise Refused(f"ไม่มีกรอบการประเมินปีงบประมาณ พ.ศ. {read_year} ในระบบ")
    return decode(facts_of(framework), parse_int(indicator), read_score)


def _as_json(found: Decoding) -> dict[str, Any]:
    return {
        "patterns": [_pattern_as_json(pattern) for pattern in found.patterns],
        "always_lost": list(found.always_lost),
        "where_to_look": [look.subindicator for look in where_to_look(found.patterns)],
        "complete": found.complete,
        "marks_certain": found.marks_certain,
        "certainty": " ".join(certainty_sentences(found)),
    }


def _pattern_as_json(pattern: Pattern) -> dict[str, list[int | float]]:
    return {loss.subindicator: [_number(loss.lost), loss.of] for loss in pattern}


def _number(lost: Decimal) -> int | float:
    """Return whole items as a whole number; part of an item only where the year has part marks."""
    return int(lost) if lost == lost.to_integral_value() else float(lost)


def _lines(found: Decoding) -> list[str]:
    """Return the decoding as Thai lines."""
    lines = certainty_sentences(found)
    if found.always_lost:
        lines.append(f"เสียคะแนนทุกรูปแบบ: {', '.join(found.always_lost)}")
    lines += [
        f"{number}. {_pattern_in_words(pattern)}"
        for number, pattern in enumerate(found.patterns[:MOST_LINES], start=1)
    ]
    if len(found.patterns) > MOST_LINES:
        lines.append(f"และอีก {len(found.patterns) - MOST_LINES} รูปแบบ")
    return lines


def _pattern_in_words(pattern: Pattern) -> str:
    return " · ".join(
        f"{loss.subindicator} เสีย {loss_words(loss.lost)} จาก {loss.of} ข้อ" for loss in pattern
    )
