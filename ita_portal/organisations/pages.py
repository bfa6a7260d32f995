"""The base of every page inside an office: who may come in, and what they find there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views import View

from ita_portal.organisations.access import Permission, ended_on, permissions_of
from ita_portal.organisations.held import ask_to_sign_in
from ita_portal.organisations.models import Office, User
from ita_portal.thai.dates import full_date


def _closed(
    user: User, office: Office, needed: Permission, *, is_hidden: bool
) -> Http404 | PermissionDenied:
    """Return how a page is closed to somebody: with the day on which the right ended, if it did."""
    day = ended_on(user, office, needed)
    if day is not None:
        return PermissionDenied(
            f"การแต่งตั้งของท่านที่ให้ทำรายการนี้สิ้นสุดเมื่อวันที่ {full_date(day)} ระบบจึงไม่ได้ทำรายการนี้"
        )
    return Http404() if is_hidden else PermissionDenied()


class OfficePage(View):
    """A page of the staff side. Visitor → sign-in, outsider → 404, insider without right → 403.

    Who had the right by an appointment that has ended reads that, and since when.

    A subclass names its `permission`, which covers all its methods; `method_permissions` asks
    for another one for a single method, e.g. a page that many read and few change. A page that
    `is_secret` does not exist for an insider without the right either.
    """

    permission: ClassVar[Permission]
    method_permissions: ClassVar[dict[str, Permission]] = {}
    is_secret: ClassVar[bool] = False

    office: Office
    user: User
    permissions: frozenset[Permission]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's signature
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        office = Office.objects.filter(code=kwargs["office"]).first()
        permissions = permissions_of(request.user, office) if office else frozenset()
        if office is None:
            raise Http404
        method = "get" if request.method == "HEAD" else (request.method or "").lower()
        needed = self.method_permissions.get(method, self.permission)
        if needed not in permissions:
            is_hidden = self.is_secret or not permissions
            raise _closed(request.user, office, needed, is_hidden=is_hidden)
        self.office, self.user, self.permissions = office, request.user, permissions
        # The layout of the staff side shows the office and what the person may do there.
        request.office, request.office_permissions = office, permissions  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def may(self, permission: Permission) -> bool:
        """Tell whether the person may do `permission` in this office."""
        return permission in self.permissions
