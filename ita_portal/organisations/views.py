"""Signing in and out, one's own account, and what happens to a form that grew too old."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ita_portal.organisations.forms import AccountPasswordForm, SignInForm
from ita_portal.organisations.held import (
    ask_to_sign_in,
    held_fields,
    page_before,
    read_held,
    safe_next,
    same_origin,
)
from ita_portal.organisations.models import Appointment


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignIn(View):
    """Sign in; a form that was sent after the session's end is carried through and offered."""

    def get(self, request: HttpRequest) -> HttpResponse:
        # Of a link only the way back counts: a form that it brought along would be a stranger's.
        return self._page(SignInForm(request), {"next": request.GET.get("next", "")})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request, data=request.POST)
        if not form.is_valid():
            return self._page(form, request.POST)
        login(request, form.get_user())
        address = safe_next(request, request.POST.get("next", ""))
        fields = read_held(request.POST.get("held", ""))
        if fields is None:
            return redirect(address)
        context = {
            "heading": "ลงชื่อเข้าใช้แล้ว",
            "words": "สิ่งที่ท่านกรอกไว้ก่อนหน้านี้ยังอยู่ครบ กดส่งเพื่อบันทึกต่อได้เลย",
            "next": address,
            "back": safe_next(request, request.POST.get("back", "")),
            "fields": fields,
        }
        return render(request, "organisations/held.html", context)

    def _page(self, form: SignInForm, sent: Mapping[str, str]) -> HttpResponse:
        """Show the form with what it carries; a wrong password loses nothing of it."""
        held = "" if read_held(sent.get("held", "")) is None else sent["held"]
        carried = {name: sent.get(name, "") for name in ("next", "back")}
        context = {"form": form, "held": held, **carried}
        return render(self.request, "organisations/sign_in.html", context)


class SignOut(View):
    """Sign out (POST only, so that no link or picture can do it)."""

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class Account(View):
    """One's own appointments, and a change of the password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, None)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        form = AccountPasswordForm(request, request.user, data=request.POST)
        if not form.is_valid():
            return self._page(request, form)
        update_session_auth_hash(request, form.save())
        messages.success(request, "เปลี่ยนรหัสผ่านแล้ว")
        return redirect("organisations:account")

    def _page(self, request: HttpRequest, form: AccountPasswordForm | None) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        held = Appointment.objects.filter(user=request.user).select_related("office").for_list()
        context = {
            "form": form or AccountPasswordForm(request, request.user),
            "appointments": held,
            "start": resolve_url(settings.LOGIN_REDIRECT_URL),
        }
        return render(request, "organisations/account.html", context)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is too old: its content comes back, to be sent again.

    Only for forms of this portal's own pages; what another site sends is refused outright.
    """
    if not same_origin(request):
        return render(request, "403.html", status=403)
    context = {
        "heading": "หน้านี้เปิดไว้นานเกินไป",
        "words": "ระบบยังไม่ได้บันทึก แต่สิ่งที่ท่านกรอกยังอยู่ครบ กดส่งอีกครั้งเพื่อทำต่อ",
        "next": request.get_full_path(),
        "back": page_before(request),
        "fields": held_fields(request),
    }
    return render(request, "organisations/held.html", context, status=403)
