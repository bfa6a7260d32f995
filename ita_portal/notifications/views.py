"""The pages of a person's own messages."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ita_portal.notifications import rules
from ita_portal.notifications.models import Message
from ita_portal.organisations.access import Permission
from ita_portal.organisations.pages import OfficePage


class Messages(OfficePage):
    """What the person was told, unread first."""

    permission = Permission.OFFICE_VIEW

    def get(self, request: HttpRequest, office: str) -> HttpResponse:
        told = Message.objects.of(self.user, self.office).for_list()
        context = {
            "page": Paginator(told, 30).get_page(request.GET.get("page")),
            "unread": rules.count_unread(self.user, self.office),
        }
        return render(request, "notifications/message_list.html", context)


class Read(OfficePage):
    """One message of one's own is marked as read."""

    permission = Permission.OFFICE_VIEW

    def post(self, request: HttpRequest, office: str, pk: int) -> HttpResponse:
        told = Message.objects.of(self.user, self.office)
        rules.mark_read(get_object_or_404(told, pk=pk))
        messages.success(request, "ทำเครื่องหมายว่าอ่านแล้ว")
        return redirect("notifications:messages", office=self.office.code)


class ReadAll(OfficePage):
    """All messages of one's own are marked as read."""

    permission = Permission.OFFICE_VIEW

    def post(self, request: HttpRequest, office: str) -> HttpResponse:
        number = rules.mark_all_read(self.user, self.office)
        messages.success(request, f"ทำเครื่องหมายว่าอ่านแล้ว {number} ข้อความ")
        return redirect("notifications:messages", office=self.office.code)
