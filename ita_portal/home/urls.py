"""The first pages, the office's work, and the sign of health."""

from django.urls import path

from ita_portal.home import robots, views

app_name = "home"
urlpatterns = [
    path("", views.Offices.as_view(), name="offices"),
    path("robots.txt", robots.Robots.as_view(), name="robots"),
    path("sitemap.xml", robots.SitemapIndex.as_view(), name="sitemap"),
    path("o/<str:office>/sitemap.xml", robots.OfficeSitemap.as_view(), name="office_sitemap"),
    path("healthz", views.Health.as_view(), name="healthz"),
    path("start/", views.Start.as_view(), name="start"),
    path("o/<str:office>/", views.PublicOffice.as_view(), name="public_office"),
    path("office/<str:office>/", views.OfficeHome.as_view(), name="office"),
    path("office/<str:office>/<int:year>/", views.OfficeYear.as_view(), name="year"),
    path("office/<str:office>/inbox/", views.Inbox.as_view(), name="inbox"),
    path("office/<str:office>/trail/", views.Trail.as_view(), name="trail"),
    path("office/<str:office>/permissions/", views.Matrix.as_view(), name="permissions"),
]
