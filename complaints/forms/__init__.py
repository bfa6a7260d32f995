"""Forms of complaints."""

from complaints.forms.stepping import StepForm
from complaints.forms.telling import (
    ApartForm,
    DayOffForm,
    HandlerForm,
    LimitsForm,
    RecordForm,
    TellForm,
    WordsForm,
)

__all__ = [
    "ApartForm",
    "DayOffForm",
    "HandlerForm",
    "LimitsForm",
    "RecordForm",
    "StepForm",
    "TellForm",
    "WordsForm",
]
