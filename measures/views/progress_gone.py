"""What is shown in place of a part, or a step of it, that a change of the plan took away."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from ita_portal.organisations.models import Office, OfficeGroup
from measures.forms.progress import StepNoteForm
from measures.models import GroupReport, Round, StepReport

NO_PART = "{} ไม่มีงานที่ต้องรายงานในรอบนี้ เพราะแผนที่ใช้อยู่ไม่ได้ให้กลุ่มนี้รับผิดชอบขั้นตอนใด"
NO_STEP = "ขั้นตอนนี้ไม่มีในแผนที่ใช้อยู่แล้ว เพราะมีการปรับแผนหลังจากที่ท่านเปิดหน้าไว้"
SAVED = " สิ่งที่พิมพ์ไว้จึงยังไม่ได้บันทึก"


def gone_answer(
    request: HttpRequest, office: Office, place: Mapping[str, int]
) -> HttpResponse | None:
    """Return the page that explains, with all that was typed; None where nothing ever was.

    `place` are year, months and group of the address, and the step's `pk` where it names one.
    """
    rounds = Round.objects.filter(office=office, opened_at__isnull=False)
    round_ = rounds.filter(fiscal_year=place["year"], months=place["months"]).first()
    group = OfficeGroup.objects.filter(office=office, pk=place["group"]).first()
    if round_ is None or group is None:
        return None
    part = GroupReport.objects.filter(round=round_, group=group).first()
    is_post = request.method == "POST"
    words = (NO_STEP if part else NO_PART.format(group.name)) + (SAVED if is_post else "")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"errors": {"__all__": [words]}}, status=409)
    typed = StepNoteForm(StepReport(), timezone.localdate(), (request.POST, None)).typed
    context = {"round": round_, "group": group, "part": part, "words": words, "typed": typed}
    return render(request, "measures/progress_gone.html", context, status=409 if is_post else 200)
