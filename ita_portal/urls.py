"""Every address of the portal, by the names of the rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("disclosure.urls")),  # first: the pages that everybody reads
    path("", include("ita_portal.home.urls")),
    path("", include("ita_portal.opendata.urls")),
    path("", include("ita_portal.organisations.urls")),
    path("", include("ita_portal.staff.urls")),
    path("", include("ita_portal.documents.urls")),
    path("", include("ita_portal.papers.urls")),
    path("", include("ita_portal.notifications.urls")),
    path("", include("assessments.urls")),
    path("", include("measures.urls")),
    path("", include("complaints.urls")),
]
