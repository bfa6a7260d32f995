"""The facts of one year's ITA framework, as typed and unchangeable values.

They are what a framework file says and what the scoring works on. Weights, marks and minimums are
`Decimal`; scores and minimums are percent (0–100); fiscal years are Buddhist-era numbers.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Trust(StrEnum):
    """How far a year's list of OIT items may be relied on."""

    OFFICE = "office"  # the list of the education service area offices, read in papers
    NATIONAL = "national"  # the national list, not checked for these offices
    UNVERIFIED = "unverified"  # written from memory


class RoundingPlace(StrEnum):
    """Where a year rounds before it goes on; the total is always rounded last."""

    END = "end"
    INSTRUMENT = "instrument"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Rounding:
    """Where and to how many decimals a year rounds; `certain` is false while it is assumed."""

    place: RoundingPlace
    decimals: int
    mode: str
    certain: bool
    note: str


@dataclass(frozen=True, slots=True)
class Band:
    """One level of the rating (ระดับผลการประเมิน), from `minimum_total` upwards.

    `minimum_instrument`, where a level has one, must be reached by each instrument on 100.
    """

    code: str
    name: str
    name_en: str
    minimum_total: Decimal
    minimum_instrument: Decimal | None
    passed: bool


@dataclass(frozen=True, slots=True)
class InstrumentFacts:
    """An instrument (แบบวัด): IIT, EIT or OIT, with its weight in percent of the total."""

    code: str
    name: str
    name_en: str
    weight: Decimal
    indicators: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator (ตัวชี้วัด) and the code of the instrument that measures it.

    `questions_expected` is how many questions the year asks for it; None while that is not known.
    """

    number: int
    name: str
    instrument: str
    questions_expected: int | None = None


@dataclass(frozen=True, slots=True)
class SubIndicatorFacts:
    """A sub-indicator (ตัวชี้วัดย่อย), e.g. "9.1" of indicator 9."""

    number: str
    name: str
    indicator: int


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An OIT item (ข้อ O1, O2 …); `duties` are stable keys that outlive its number.

    `subindicator` is None where the year's grouping is not known. `basis` says how the title came
    here: "source" (read), "carried" (from a neighbouring year), "derived" or "memory".
    """

    code: str
    title: str
    subindicator: str | None
    duties: tuple[str, ...]
    components: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question of IIT or EIT; what is None was not found.

    `reversed_parts` are the numbers, from 1, of the sub-questions that alone are scored in reverse;
    `reverse_scored` is then None, as it does not hold for the whole question.
    """

    code: str
    instrument: str
    indicator: int
    topic: str | None
    subquestions: int | None
    scale: str
    reverse_scored: bool | None
    reversed_parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ScaleFacts:
    """The answers of a question and their points; all empty while they are not known."""

    code: str
    labels: tuple[str, ...]
    points: tuple[Decimal, ...]
    points_reversed: tuple[Decimal, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """All that is known of one fiscal year's framework (กรอบการประเมินประจำปี).

    `item_marks` are the marks an OIT item can earn; empty where partial marks existed that are not
    known. `items` may be fewer than `items_expected`. `bands` stand in order: the first that fits
    wins. `measures_item` and `report_item` are the codes of the OIT items that ask for the analysis
    with its measures, and for the report on them; None in a year that had no such item.
    """

    fiscal_year: int
    version: int
    trust: Trust
    basis: str
    source: str
    pass_mark: Decimal
    rounding: Rounding
    level_rule: str
    levels_certain: bool
    levels_note: str
    bands: tuple[Band, ...]
    instruments: tuple[InstrumentFacts, ...]
    indicators: tuple[IndicatorFacts, ...]
    subindicators: tuple[SubIndicatorFacts, ...]
    items: tuple[ItemFacts, ...]
    items_expected: int
    item_marks: tuple[Decimal, ...]
    item_marks_certain: bool
    questions: tuple[QuestionFacts, ...]
    scales: tuple[ScaleFacts, ...]
    analysis_issues: tuple[str, ...]
    internal_measures: tuple[str, ...]
    measures_item: str | None
    report_item: str | None
