"""The messages of a person in an office."""

from django.urls import path

from ita_portal.notifications import views

app_name = "notifications"
urlpatterns = [
    path("office/<str:office>/messages/", views.Messages.as_view(), name="messages"),
    path("office/<str:office>/messages/read/", views.ReadAll.as_view(), name="read_all"),
    path("office/<str:office>/messages/<int:pk>/read/", views.Read.as_view(), name="read"),
]
