"""The German demo article, a translation of the one about breathing."""

from cms.demo.articles.breath import ARTICLE as BREATH
from cms.demo.writing import DemoArticle, callout, divider, heading, image, steps, text

GERMAN = DemoArticle(
    name="breath",
    slug="fuenf-minuten-langsam-atmen",
    title="Fünf Minuten langsam atmen",
    summary="Wer langsam ausatmet, sagt dem Körper, dass nichts brennt. Eine kurze Übung für "
    "Schreibtisch, Zug und Bett.",
    hero=BREATH.hero,
    author=BREATH.author,
    topics=BREATH.topics,
    tags=["Stress", "Ruhe"],
    published=-6,
    reviewed=-7,
    review_due=358,
    references=BREATH.references,
    body=[
        text(
            "Stress ist kein Fehler des Körpers. Er ist ein Kredit: jetzt Kraft und "
            "Aufmerksamkeit, später Ruhe. Müde macht nur, was nie zurückgezahlt wird [2].",
        ),
        heading("Die Übung"),
        text(
            "Setzen Sie sich so, dass der Bauch Platz hat. Dann:",
            steps(
                "Durch die Nase einatmen und bis vier zählen.",
                "Durch die gespitzten Lippen ausatmen und bis sechs zählen.",
                "Fünf Minuten lang so weiter, ohne Zwang.",
            ),
        ),
        image("leaves", "Blätter in vielen Grüntönen im Gegenlicht."),
        heading("Was man weiß"),
        text(
            "Weniger als zehn Atemzüge in der Minute gehen mit mehr Ruhe und weniger Anspannung "
            "einher [1]. Die meisten Studien sind klein: Heilung verspricht hier niemand.",
        ),
        divider(),
        callout("tip", "So bleibt es dabei", "Verbinden Sie es mit etwas, das Sie ohnehin tun."),
    ],
)
