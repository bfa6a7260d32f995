"""Forms of scores: they turn text into values and say what is wrong with it."""

from assessments.forms.details import ItemForm, QuestionForm
from assessments.forms.importing import StoreForm, UploadForm
from assessments.forms.pasting import PasteForm
from assessments.forms.scores import ScoreForm
from assessments.forms.steps import ReopenForm, RevisionForm, UnlockForm, YearForm
from assessments.forms.what_if import WhatIfForm

__all__ = [
    "ItemForm",
    "PasteForm",
    "QuestionForm",
    "ReopenForm",
    "RevisionForm",
    "ScoreForm",
    "StoreForm",
    "UnlockForm",
    "UploadForm",
    "WhatIfForm",
    "YearForm",
]
