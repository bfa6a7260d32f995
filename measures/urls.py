"""Addresses of the yearly plans."""

from django.urls import path

from measures.views import (
    decision,
    drafting,
    editor,
    import_notes,
    importing,
    overview,
    plans,
    progress,
    progress_group,
    public,
)

app_name = "measures"
_PLAN = "office/<str:office>/plans/<int:year>/"

urlpatterns = [
    path("office/<str:office>/plans/", plans.PlanList.as_view(), name="plan_list"),
    path(_PLAN, plans.PlanPage.as_view(), name="plan"),
    path(f"{_PLAN}edit/", editor.PlanEdit.as_view(), name="plan_edit"),
    path(f"{_PLAN}edit/autosave/", editor.PlanAutosave.as_view(), name="plan_autosave"),
    path(f"{_PLAN}versions/<int:version>/", plans.PlanVersion.as_view(), name="plan_version"),
    path(f"{_PLAN}submit/", plans.PlanSubmit.as_view(), name="plan_submit"),
    path(f"{_PLAN}suggestions/", drafting.Suggestions.as_view(), name="suggestions"),
    path(f"{_PLAN}copy/", drafting.CopyPlan.as_view(), name="plan_copy"),
    path(f"{_PLAN}left/", drafting.Leftovers.as_view(), name="leftovers"),
    path(f"{_PLAN}import/", importing.PlanImport.as_view(), name="plan_import"),
    path(f"{_PLAN}import/store/", importing.PlanImportStore.as_view(), name="plan_import_store"),
    path(f"{_PLAN}import/notes/", import_notes.PlanImportNotes.as_view(), name="plan_import_notes"),
    path(f"{_PLAN}amend/", drafting.Amend.as_view(), name="amend"),
    path(f"{_PLAN}amend/drop/", drafting.DropAmendment.as_view(), name="amend_drop"),
    path(f"{_PLAN}overview/", overview.PlanOverview.as_view(), name="overview"),
    path(f"{_PLAN}overview/measures.xlsx", overview.PlanExport.as_view(), name="plan_export"),
    path("o/<str:office>/measures/<int:year>/", public.PublicMeasures.as_view(), name="public"),
    path(f"{_PLAN}decide/", decision.PlanDecide.as_view(), name="plan_decide"),
    path(f"{_PLAN}send-back/", decision.PlanSendBack.as_view(), name="plan_send_back"),
    path(f"{_PLAN}approve/", decision.PlanApprove.as_view(), name="plan_approve"),
]

_ROUND = "office/<str:office>/progress/<int:year>/<int:months>/"
_PART = f"{_ROUND}<int:group>/"

urlpatterns += [
    path("office/<str:office>/progress/", progress.ProgressList.as_view(), name="progress_list"),
    path(
        "office/<str:office>/progress/<int:year>/",
        progress.ProgressList.as_view(),
        name="progress_year",
    ),
    path(f"{_ROUND}dates/", progress.ProgressDates.as_view(), name="progress_dates"),
    path(_ROUND, progress.ProgressRound.as_view(), name="progress_round"),
    path(f"{_ROUND}report/", progress.ProgressReport.as_view(), name="progress_report"),
    path(f"{_ROUND}carry-on/", progress.ProgressCarryOn.as_view(), name="progress_carry_on"),
    path(f"{_ROUND}files/<int:pk>/", progress_group.ProgressFile.as_view(), name="progress_file"),
    path(
        f"{_ROUND}photos/<int:pk>/", progress_group.ProgressPhoto.as_view(), name="progress_photo"
    ),
    path(_PART, progress_group.ProgressGroup.as_view(), name="progress_group"),
    path(f"{_PART}send/", progress_group.ProgressSend.as_view(), name="progress_send"),
    path(f"{_PART}copy/", progress_group.ProgressCopy.as_view(), name="progress_copy"),
    path(f"{_PART}send-back/", progress.ProgressReturn.as_view(), name="progress_return"),
    path(f"{_PART}steps/<int:pk>/", progress_group.ProgressStep.as_view(), name="progress_step"),
    path(
        f"{_PART}files/<int:pk>/remove/",
        progress_group.ProgressFileRemove.as_view(),
        name="progress_file_remove",
    ),
]
