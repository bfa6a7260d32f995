"""An office's result of a year: entered, compared with what was told, confirmed, read.

Scores and totals are percent (0–100) with two decimals; fiscal years are Buddhist-era numbers.
"""

from assessments.rules.arithmetic.scoring import HUNDRED
from assessments.rules.results.marks import mark_refusal, marks_in_words
from assessments.rules.results.reading import (
    HistoryYear,
    detailed_of,
    has_scores,
    history,
    item_marks,
    kept_total,
    level_of_total,
    level_told_alone,
    named,
    outcome_from,
    outcome_of,
    question_scores,
    told_scores,
    total_of,
)
from assessments.rules.results.states import (
    confirm_result,
    lock_result,
    reopen_result,
    unlock_result,
)
from assessments.rules.results.table import (
    IndicatorRow,
    Progress,
    indicator_rows,
    progress_of,
)
from assessments.rules.results.told import (
    Comparison,
    PointsComparison,
    Published,
    compare,
    compare_told,
    published_of,
)
from assessments.rules.results.writing import (
    complete_totals,
    figures,
    keep_figures,
    save_scores,
)

__all__ = [
    "HUNDRED",
    "Comparison",
    "HistoryYear",
    "IndicatorRow",
    "PointsComparison",
    "Progress",
    "Published",
    "compare",
    "compare_told",
    "complete_totals",
    "confirm_result",
    "detailed_of",
    "figures",
    "has_scores",
    "history",
    "indicator_rows",
    "item_marks",
    "keep_figures",
    "kept_total",
    "level_of_total",
    "level_told_alone",
    "lock_result",
    "mark_refusal",
    "marks_in_words",
    "named",
    "outcome_from",
    "outcome_of",
    "progress_of",
    "published_of",
    "question_scores",
    "reopen_result",
    "save_scores",
    "told_scores",
    "total_of",
    "unlock_result",
]
