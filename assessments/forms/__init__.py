"""Forms of scores: they turn text into values and say what is wrong with it."""

from assessments.forms.importing import StoreForm, UploadForm
from assessments.forms.scores import ScoreForm
from assessments.forms.steps import ReopenForm, RevisionForm, YearForm
from assessments.forms.what_if import WhatIfForm

__all__ = [
    "ReopenForm",
    "RevisionForm",
    "ScoreForm",
    "StoreForm",
    "UploadForm",
    "WhatIfForm",
    "YearForm",
]
