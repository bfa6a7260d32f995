"""Addresses of complaints; the public ones never move."""

from django.urls import path

from complaints.views import (
    answering,
    appointing,
    case,
    copies,
    following,
    naming,
    public,
    publishing,
    register,
    reporting,
    settings,
    statistics,
    stepping,
    together,
)

app_name = "complaints"
_STAFF = "office/<str:office>/complaints/"
_FIGURES = "o/<str:office>/complaints/statistics/"
_CASE = f"{_STAFF}<str:case>/"

urlpatterns = [
    path("o/<str:office>/complaints/", public.Channels.as_view(), name="channels"),
    path(_FIGURES, statistics.Statistics.as_view(), name="statistics"),
    path(f"{_FIGURES}data.csv", statistics.StatisticsData.as_view(), name="statistics_data"),
    path(f"{_FIGURES}<int:year>/", statistics.Statistics.as_view(), name="statistics_year"),
    path(
        f"{_FIGURES}<int:year>/data.csv",
        statistics.StatisticsData.as_view(),
        name="statistics_year_data",
    ),
    path("o/<str:office>/complaints/guideline/", public.Guideline.as_view(), name="guideline"),
    path("o/<str:office>/complaints/new/", public.New.as_view(), name="new"),
    path("complaints/track/", following.Track.as_view(), name="track"),
    path("complaints/track/case/", following.Follow.as_view(), name="follow"),
    path(_STAFF, register.Register.as_view(), name="register"),
    path(f"{_STAFF}record/", register.Record.as_view(), name="record"),
    path(f"{_STAFF}report/", reporting.Report.as_view(), name="report"),
    path(f"{_STAFF}report/<int:year>/", reporting.ReportPropose.as_view(), name="report_propose"),
    path(f"{_STAFF}publishing/", publishing.Publishing.as_view(), name="publishing"),
    path(f"{_STAFF}publishing/<str:what>/", publishing.Permitting.as_view(), name="permit"),
    path(
        f"{_STAFF}publishing/<str:what>/revoke/",
        publishing.Revoking.as_view(),
        name="permit_revoke",
    ),
    path(f"{_STAFF}templates/", answering.Templates.as_view(), name="templates"),
    path(f"{_STAFF}templates/<int:pk>/", answering.TemplateEdit.as_view(), name="template_edit"),
    path(
        f"{_STAFF}templates/<int:pk>/remove/",
        answering.TemplateRemove.as_view(),
        name="template_remove",
    ),
    path(f"{_STAFF}people/", appointing.Handlers.as_view(), name="handlers"),
    path(f"{_STAFF}people/<int:pk>/end/", appointing.HandlerEnd.as_view(), name="handler_end"),
    path(f"{_STAFF}settings/", settings.Limits.as_view(), name="settings"),
    path(f"{_STAFF}settings/days-off/", settings.DayOffAdd.as_view(), name="day_off_add"),
    path(
        f"{_STAFF}settings/days-off/<int:pk>/",
        settings.DayOffRemove.as_view(),
        name="day_off_remove",
    ),
    path(_CASE, case.CasePage.as_view(), name="case"),
    path(f"{_CASE}files/<int:pk>/", case.CaseFile.as_view(), name="case_file"),
    path(f"{_CASE}ask/", case.CaseAsk.as_view(), name="case_ask"),
    path(f"{_CASE}inform/", case.CaseInform.as_view(), name="case_inform"),
    path(f"{_CASE}note/", case.CaseNote.as_view(), name="case_note"),
    path(f"{_CASE}steps/<str:to>/", stepping.CaseStep.as_view(), name="case_step"),
    path(f"{_CASE}name/", naming.CaseName.as_view(), name="case_name"),
    path(f"{_CASE}name/<int:pk>/", naming.CaseNameDecide.as_view(), name="case_name_decide"),
    path(f"{_CASE}together/", together.Together.as_view(), name="case_together"),
    path(f"{_CASE}copies/", copies.Copies.as_view(), name="case_copies"),
    path(f"{_CASE}copies/<int:pk>/", copies.CopyFile.as_view(), name="case_copy"),
    path(f"{_CASE}keep/", case.CaseKeep.as_view(), name="case_keep"),
    path(f"{_CASE}apart/", case.CaseApart.as_view(), name="case_apart"),
]
