"""The first pages, the office's work, and the sign of health."""

from django.urls import path

from ita_portal.home import views

app_name = "home"
urlpatterns = [
    path("", views.Offices.as_view(), name="offices"),
    path("healthz", views.Health.as_view(), name="healthz"),
    path("start/", views.Start.as_view(), name="start"),
    path("o/<str:office>/", views.PublicOffice.as_view(), name="public_office"),
    path("office/<str:office>/", views.OfficeHome.as_view(), name="office"),
    path("office/<str:office>/<int:year>/", views.OfficeYear.as_view(), name="year"),
    path("office/<str:office>/inbox/", views.Inbox.as_view(), name="inbox"),
    path("office/<str:office>/trail/", views.Trail.as_view(), name="trail"),
    path("office/<str:office>/permissions/", views.Matrix.as_view(), name="permissions"),
]
