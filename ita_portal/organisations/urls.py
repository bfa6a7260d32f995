"""Addresses of signing in and of the office's people."""

from django.urls import path

from ita_portal.organisations import views

app_name = "organisations"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("account/", views.Account.as_view(), name="account"),
]
