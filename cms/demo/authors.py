"""The authors, the reviewer and the topics of the demo.

The persons are fictitious, as are their addresses (example.org is reserved for examples).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DemoTopic:
    slug: str
    name: str
    description: str


@dataclass(frozen=True)
class DemoAuthor:
    """An author or reviewer; the photo is the image of the same name, links are URLs by label."""

    name: str
    slug: str
    photo: str
    role: str
    credentials: str
    biography: str
    links: dict[str, str] = field(default_factory=dict)


TOPICS = [
    DemoTopic("pain", "Pain", "How pain comes about, what keeps it going, and what eases it."),
    DemoTopic("sleep", "Sleep", "What happens at night, and how to rest well."),
    DemoTopic("daily-habits", "Daily habits", "Food, movement and calm in an ordinary week."),
]

AUTHORS = {
    "mara": DemoAuthor(
        "Mara Lindqvist",
        "mara-lindqvist",
        "mara",
        "Health writer",
        "BSc Physiotherapy",
        "<p>Mara treated people with back pain for nine years before she began to write about "
        "it. She likes <b>plain words</b> and long walks.</p>",
        {"Profile": "https://example.org/people/mara-lindqvist"},
    ),
    "tomas": DemoAuthor(
        "Tomás Okafor",
        "tomas-okafor",
        "tomas",
        "Science journalist",
        "MSc Nutrition",
        "<p>Tomás reads studies so that others need not. He writes on food, sleep and the "
        "things that get in the way of both.</p>",
        {
            "Profile": "https://example.org/people/tomas-okafor",
            "Articles elsewhere": "https://example.org/press/tomas-okafor",
        },
    ),
    "ines": DemoAuthor(
        "Ines Halvorsen",
        "ines-halvorsen",
        "ines",
        "Medical reviewer",
        "MD, PhD; specialist in rheumatology",
        "<p>Ines sees people with inflamed joints in a day clinic and checks what is said here "
        "against <i>current guidelines</i>.</p>",
        {"Profile": "https://example.org/people/ines-halvorsen"},
    ),
}

GERMAN_TOPICS = {
    "pain": DemoTopic(
        "schmerz", "Schmerz", "Wie Schmerz entsteht, was ihn hält und was ihn lindert."
    ),
    "sleep": DemoTopic("schlaf", "Schlaf", "Was nachts geschieht und wie Ruhe gelingt."),
    "daily-habits": DemoTopic("alltag", "Alltag", "Essen, Bewegung und Ruhe in einer Woche."),
}
"""By the English slug."""

GERMAN_AUTHORS = {
    "mara": ("Autorin für Gesundheit", "BSc Physiotherapie", "<p>Mara schreibt über Rücken.</p>"),
    "ines": ("Ärztliche Prüfung", "Dr. med.; Rheumatologie", "<p>Ines prüft, was hier steht.</p>"),
}
"""Role, credentials and biography of the translated authors."""
