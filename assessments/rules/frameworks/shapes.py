"""Turn the raw values of a framework's file into facts: names, types, and what must be there.

The same reading serves a file and a draft on screen, whose content has the same keys and shapes.
"""

from collections.abc import Mapping
from dataclasses import replace

from assessments.rules.frameworks.checks import problems_of
from assessments.rules.frameworks.duties import documents_of
from assessments.rules.frameworks.facts import (
    Band,
    FrameworkFacts,
    IndicatorFacts,
    InstrumentFacts,
    ItemFacts,
    QuestionFacts,
    Rounding,
    RoundingPlace,
    ScaleFacts,
    SubIndicatorFacts,
    Trust,
)
from assessments.rules.frameworks.source_lines import SourceLines
from assessments.rules.frameworks.tables import Problem, Table


def facts_and_problems(
    raw: Mapping[str, object], lines: SourceLines, *, file_year: str
) -> tuple[FrameworkFacts, list[Problem]]:
    """Return the facts that `raw` tells and every problem of them; use facts without problems only.

    A wrong shape (a missing key, a word for a number) is told first; what the facts say together
    is checked once the shape is right. `file_year` is the year that they must be of.
    """
    problems: list[Problem] = []
    facts = _framework(Table(raw, lines, problems))
    if not problems:
        problems = problems_of(facts, lines, file_year=file_year)
    return (facts if problems else _in_order(facts)), problems


def _in_order(facts: FrameworkFacts) -> FrameworkFacts:
    """Put indicators by their numbers, and name the documents that only their duties tell."""
    measures, report = documents_of(facts.items)
    return replace(
        facts,
        indicators=tuple(sorted(facts.indicators, key=lambda one: one.number)),
        instruments=tuple(
            replace(one, indicators=tuple(sorted(one.indicators))) for one in facts.instruments
        ),
        measures_item=measures,
        report_item=report,
    )


def _framework(root: Table) -> FrameworkFacts:
    rounding, levels = root.table("rounding"), root.table("levels")
    documents = root.table("measure_documents", required=False)
    facts = FrameworkFacts(
        fiscal_year=root.whole("fiscal_year"),
        version=root.whole("version"),
        trust=Trust(root.choice("trust", list(Trust))),
        basis=root.text("basis"),
        source=root.text("source"),
        pass_mark=root.decimal("pass_mark"),
        rounding=_rounding(rounding),
        level_rule=levels.text("rule"),
        levels_certain=levels.flag("certain"),
        levels_note=levels.text("note", default=""),
        bands=tuple(_band(table) for table in levels.tables("bands")),
        instruments=tuple(_instrument(table) for table in root.tables("instruments")),
        indicators=tuple(_indicator(table) for table in root.tables("indicators")),
        subindicators=tuple(_subindicator(table) for table in root.tables("subindicators")),
        items=tuple(_item(table) for table in root.tables("items")),
        items_expected=root.whole("items_expected"),
        item_marks=root.decimals("item_marks"),
        item_marks_certain=root.flag("item_marks_certain"),
        questions=tuple(_question(table) for table in root.tables("questions")),
        scales=tuple(_scale(code, table) for code, table in root.named_tables("scales")),
        analysis_issues=root.texts("analysis_issues", required=False),
        internal_measures=root.texts("internal_measures", required=False),
        measures_item=documents.optional_text("analysis_and_measures"),
        report_item=documents.optional_text("report"),
    )
    for table in (rounding, levels, documents, root):
        table.refuse_unknown_keys()
    return facts


def _rounding(table: Table) -> Rounding:
    return Rounding(
        place=RoundingPlace(table.choice("place", list(RoundingPlace))),
        decimals=table.whole("decimals"),
        mode=table.choice("mode", ["half_up"]),
        certain=table.flag("certain"),
        note=table.text("note", default=""),
    )


def _band(table: Table) -> Band:
    band = Band(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en", default=""),
        minimum_total=table.decimal("minimum_total"),
        minimum_instrument=table.optional_decimal("minimum_instrument"),
        passed=table.flag("passed"),
    )
    table.refuse_unknown_keys()
    return band


def _instrument(table: Table) -> InstrumentFacts:
    instrument = InstrumentFacts(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en", default=""),
        weight=table.decimal("weight"),
        indicators=table.wholes("indicators"),
    )
    table.refuse_unknown_keys()
    return instrument


def _indicator(table: Table) -> IndicatorFacts:
    indicator = IndicatorFacts(
        number=table.whole("number"),
        name=table.text("name"),
        instrument=table.text("instrument"),
        questions_expected=table.optional_whole("questions_expected"),
    )
    table.refuse_unknown_keys()
    return indicator


def _subindicator(table: Table) -> SubIndicatorFacts:
    subindicator = SubIndicatorFacts(
        number=table.text("number"),
        name=table.text("name"),
        indicator=table.whole("indicator"),
    )
    table.refuse_unknown_keys()
    return subindicator


def _item(table: Table) -> ItemFacts:
    item = ItemFacts(
        code=table.text("code"),
        title=table.text("title"),
        subindicator=table.optional_text("subindicator"),
        duties=table.texts("duties"),
        components=table.texts("components", required=False),
        basis=table.choice("basis", ["source", "carried", "derived", "memory"]),
    )
    table.refuse_unknown_keys()
    return item


def _question(table: Table) -> QuestionFacts:
    question = QuestionFacts(
        code=table.text("code"),
        instrument=table.text("instrument"),
        indicator=table.whole("indicator"),
        topic=table.optional_text("topic"),
        subquestions=table.optional_whole("subquestions"),
        scale=table.text("scale"),
        reverse_scored=table.optional_flag("reverse_scored"),
        reversed_parts=table.wholes("reversed_parts", required=False),
    )
    table.refuse_unknown_keys()
    return question


def _scale(code: str, table: Table) -> ScaleFacts:
    scale = ScaleFacts(
        code=code,
        labels=table.texts("labels"),
        points=table.decimals("points"),
        points_reversed=table.decimals("points_reversed", required=False),
        certain=table.flag("certain"),
    )
    table.refuse_unknown_keys()
    return scale
