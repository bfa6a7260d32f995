"""Addresses of complaints; the public ones never move."""

from django.urls import path

from complaints import views

app_name = "complaints"
urlpatterns = [path("o/<str:office>/complaints/", views.Channels.as_view(), name="channels")]
