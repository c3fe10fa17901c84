"""The one list of API endpoints."""

from importlib import import_module

from django.apps import apps
from django.urls import URLPattern, path, re_path

from articles import api as articles
from articles import author_and_topic_views
from articles.autocomplete import AutocompleteView
from cms.api.documentation import DocsView, IndexView, SchemaView
from cms.api.errors import api_not_found
from cms.api.preview import PreviewView
from cms.api.resolve import ResolveView
from promotions import api as promotions


def _of_our_home() -> list[URLPattern]:
    """Return the endpoints of this package's `home` app; none if it is replaced by another."""
    module = getattr(apps.app_configs.get("home"), "api_urls", None)
    return list(import_module(module).urlpatterns) if module is not None else []


urlpatterns: list[URLPattern] = [
    path("", IndexView.as_view(), name="api-index"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
    path("articles/", articles.ArticleListView.as_view(), name="articles"),
    path("articles/<str:slug>/", articles.ArticleView.as_view(), name="article"),
    path("autocomplete/", AutocompleteView.as_view(), name="autocomplete"),
    path("authors/", author_and_topic_views.AuthorListView.as_view(), name="authors"),
    path("authors/<str:slug>/", author_and_topic_views.AuthorView.as_view(), name="author"),
    path("topics/", author_and_topic_views.TopicListView.as_view(), name="topics"),
    path("topics/<str:slug>/", author_and_topic_views.TopicView.as_view(), name="topic"),
    *_of_our_home(),
    path("resolve/", ResolveView.as_view(), name="resolve"),
    path("promotions/active/", promotions.ActivePromotionsView.as_view(), name="active"),
    path("promotions/manifest/", promotions.ManifestView.as_view(), name="manifest"),
    path("preview/", PreviewView.as_view(), name="api-preview"),
    re_path(r"^", api_not_found),
]
