"""What is new at an office, as a page and as an Atom feed."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views import View

from disclosure.rules.kept import page_of
from disclosure.rules.news import News, news_of
from disclosure.rules.versions import publish_due
from disclosure.views.public import answer
from ita_portal.organisations.models import Office

ON_PAGE, IN_FEED = 60, 40
ATOM = "application/atom+xml; charset=utf-8"


class NewsPage(View):
    """What was published, changed and withdrawn lately."""

    def get(self, request: HttpRequest, office: str) -> HttpResponseBase:
        found = office_or_404(office)
        context = {"office": found, "news": news_of(found, most=ON_PAGE)}
        return answer(request, page_of(render_to_string("disclosure/news.html", context)))


class NewsFeed(View):
    """The same for feed readers."""

    def get(self, request: HttpRequest, office: str) -> HttpResponseBase:
        made = _Atom()(request, office_or_404(office))
        return answer(request, page_of(made.content.decode()), content_type=ATOM)


def office_or_404(code: str) -> Office:
    """Return an office in use with all that is due in public, or raise 404."""
    found = get_object_or_404(Office, code=code, is_active=True)
    publish_due(office_id=found.pk)
    return found


class _Atom(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, office: Office) -> Office:
        return office

    def title(self, office: Office) -> str:
        return f"ข้อมูลใหม่ของ{office.name}"

    def subtitle(self, office: Office) -> str:
        return f"ข้อมูลสาธารณะและเอกสารที่{office.short_name} เผยแพร่ ปรับปรุง และถอนออก"

    def link(self, office: Office) -> str:
        return reverse("disclosure:news", args=[office.code])

    def feed_url(self, office: Office) -> str:
        return reverse("disclosure:news_feed", args=[office.code])

    def items(self, office: Office) -> list[News]:
        return news_of(office, most=IN_FEED)

    def item_title(self, item: News) -> str:
        return f"{item.what}: {item.title}"

    def item_description(self, item: News) -> str:
        place = f"ข้อ {item.code} {item.item} " if item.code else ""
        return f"{place}ปีงบประมาณ พ.ศ. {item.fiscal_year} {item.note}".strip()

    def item_link(self, item: News) -> str:
        return item.href

    def item_guid(self, item: News) -> str:
        return f"tag:{item.key}"

    def item_pubdate(self, item: News) -> datetime:
        return item.at

    def item_updateddate(self, item: News) -> datetime:
        return item.at
