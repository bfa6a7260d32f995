"""Addresses of the yearly plans."""

from django.urls import path

from measures.views import decision, editor, plans

app_name = "measures"
_PLAN = "office/<str:office>/plans/<int:year>/"

urlpatterns = [
    path("office/<str:office>/plans/", plans.PlanList.as_view(), name="plan_list"),
    path(_PLAN, plans.PlanPage.as_view(), name="plan"),
    path(f"{_PLAN}edit/", editor.PlanEdit.as_view(), name="plan_edit"),
    path(f"{_PLAN}submit/", plans.PlanSubmit.as_view(), name="plan_submit"),
    path(f"{_PLAN}decide/", decision.PlanDecide.as_view(), name="plan_decide"),
    path(f"{_PLAN}send-back/", decision.PlanSendBack.as_view(), name="plan_send_back"),
    path(f"{_PLAN}approve/", decision.PlanApprove.as_view(), name="plan_approve"),
]
