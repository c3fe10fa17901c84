"""What does delivery itself remember: who is settling changes, which answers are prepared?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Settling(models.Model):
    """One row: the process that is settling changes just now, and how it went the last times."""

    holder = models.CharField(max_length=36, blank=True)
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("settling of changes")
        verbose_name_plural = _("settling of changes")

    def __str__(self) -> str:
        return f"held until {self.held_until}, {self.failures} failures"


class PreparedAnswer(models.Model):
    """An answer that was rendered before anybody asked; right while its scopes are unchanged.

    `key` is that of the store of answers, `subject` the scope of what it is about, `url` what is
    asked to make it anew.
    """

    key = models.CharField(max_length=32, primary_key=True)
    subject = models.CharField(max_length=100)
    url = models.TextField()
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["subject"], name="prepared_subject")]
        verbose_name = _("prepared answer")
        verbose_name_plural = _("prepared answers")

    def __str__(self) -> str:
        return self.url


class PreparedScope(models.Model):
    """That a prepared answer depends on a scope: so that what a change makes stale is found."""

    pk = models.CompositePrimaryKey("scope", "answer_id")
    scope = models.CharField(max_length=300)
    answer = models.ForeignKey(PreparedAnswer, on_delete=models.CASCADE, related_name="scopes")

    class Meta:
        default_permissions = ()
        verbose_name = _("scope of a prepared answer")
        verbose_name_plural = _("scopes of prepared answers")

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.scope}"
