"""Tables of delivery: the state of the purge outbox, and prerendered responses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PurgeState(models.Model):
    """One row: which process is purging (a lease), and the failures of the last passes."""

    holder = models.CharField(max_length=36, blank=True)
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        db_table = "delivery_settling"
        default_permissions = ()
        verbose_name = _("purge state")
        verbose_name_plural = _("purge states")

    def __str__(self) -> str:
        return f"held until {self.held_until}, {self.failures} failures"


class PrerenderedResponse(models.Model):
    """A serialized `StoredResponse`, usable while its dependencies are unchanged.

    `key` comes from `prerender.storage.key_of`; `subject` is the dependency key of what the
    response is about; `url` is requested to render it again.
    """

    key = models.CharField(max_length=32, primary_key=True)
    subject = models.CharField(max_length=100)
    url = models.TextField()
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "delivery_preparedanswer"
        default_permissions = ()
        indexes = [models.Index(fields=["subject"], name="prepared_subject")]
        verbose_name = _("prerendered response")
        verbose_name_plural = _("prerendered responses")

    def __str__(self) -> str:
        return self.url


class PrerenderedDependency(models.Model):
    """One dependency key (`scope`) of a prerendered response, to find it when that changes."""

    pk = models.CompositePrimaryKey("scope", "answer_id")
    scope = models.CharField(max_length=300)
    answer = models.ForeignKey(
        PrerenderedResponse, on_delete=models.CASCADE, related_name="dependencies"
    )

    class Meta:
        db_table = "delivery_preparedscope"
        default_permissions = ()
        verbose_name = _("dependency of a prerendered response")
        verbose_name_plural = _("dependencies of prerendered responses")

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.scope}"
