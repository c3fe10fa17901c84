"""Who writes and reviews the demo, and what is it about?

The people are made up, as are their addresses (example.org is reserved for examples).
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Subject:
    """A topic, by its slug."""

    slug: str
    name: str
    description: str


@dataclass(frozen=True)
class Person:
    """An author or reviewer; the photo is the picture of the same name, links are label to URL."""

    name: str
    slug: str
    photo: str
    role: str
    credentials: str
    biography: str
    links: dict[str, str] = field(default_factory=dict)


TOPICS = [
    Subject("pain", "Pain", "How pain comes about, what keeps it going, and what eases it."),
    Subject("sleep", "Sleep", "What happens at night, and how to rest well."),
    Subject("daily-habits", "Daily habits", "Food, movement and calm in an ordinary week."),
]

PEOPLE = {
    "mara": Person(
        "Mara Lindqvist",
        "mara-lindqvist",
        "mara",
        "Health writer",
        "BSc Physiotherapy",
        "<p>Mara treated people with back pain for nine years before she began to write about "
        "it. She likes <b>plain words</b> and long walks.</p>",
        {"Profile": "https://example.org/people/mara-lindqvist"},
    ),
    "tomas": Person(
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
    "ines": Person(
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
    "pain": Subject(
        "schmerz", "Schmerz", "Wie Schmerz entsteht, was ihn hält und was ihn lindert."
    ),
    "sleep": Subject("schlaf", "Schlaf", "Was nachts geschieht und wie Ruhe gelingt."),
    "daily-habits": Subject("alltag", "Alltag", "Essen, Bewegung und Ruhe in einer Woche."),
}
"""By the English slug."""

GERMAN_PEOPLE = {
    "mara": ("Autorin für Gesundheit", "BSc Physiotherapie", "<p>Mara schreibt über Rücken.</p>"),
    "ines": ("Ärztliche Prüfung", "Dr. med.; Rheumatologie", "<p>Ines prüft, was hier steht.</p>"),
}
"""Role, credentials and biography of those whose work is translated."""
