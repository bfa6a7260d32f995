"""Addresses of the office's groups, people and appointments."""

from django.urls import path

from ita_portal.staff import views

app_name = "staff"
_BASE = "office/<str:office>/people/"
urlpatterns = [
    path(_BASE, views.People.as_view(), name="people"),
    path(f"{_BASE}contact/", views.ContactEdit.as_view(), name="contact_edit"),
    path(f"{_BASE}groups/add/", views.GroupAdd.as_view(), name="group_add"),
    path(f"{_BASE}groups/<int:pk>/", views.GroupEdit.as_view(), name="group_edit"),
    path(f"{_BASE}add/", views.PersonAdd.as_view(), name="person_add"),
    path(f"{_BASE}<int:pk>/appoint/", views.AppointmentAdd.as_view(), name="appointment_add"),
    path(f"{_BASE}<int:pk>/password/", views.PasswordReset.as_view(), name="password_reset"),
    path(f"{_BASE}posts/<int:pk>/end/", views.AppointmentEnd.as_view(), name="appointment_end"),
]
