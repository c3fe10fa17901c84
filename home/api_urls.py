"""The endpoints of the home page, for `cms.router`."""

from django.urls import path

from home import api

urlpatterns = [
    path("home/", api.HomeView.as_view(), name="home"),
    path("site/", api.SiteView.as_view(), name="site"),
]
