"""The demo article about a pain diary."""

from cms.demo.writing import (
    CitedWork,
    DemoArticle,
    bullets,
    callout,
    heading,
    link,
    promotion_slot,
    quote,
    table,
    text,
)

ARTICLE = DemoArticle(
    name="diary",
    slug="keep-a-pain-diary",
    title="Two lines a day: how to keep a pain diary",
    summary="A diary shows what memory smooths over. What to note, what to leave out, and how it "
    "helps at your next appointment.",
    hero="morning",
    author="mara",
    topics=["pain", "daily-habits"],
    tags=["diary", "self-care"],
    published=-38,
    reviewed=-40,
    # Soon due, so that the reviewer's list has something coming up.
    review_due=20,
    references=[
        CitedWork(
            "Chronic pain as a symptom or a disease: the IASP Classification of Chronic Pain for "
            "the International Classification of Diseases (ICD-11)",
            "Treede RD, Rief W, Barke A, et al.",
            "Pain",
            2019,
            "10.1097/j.pain.0000000000001384",
        ),
    ],
    body=[
        text(
            "Ask someone how last month was and they will tell you about its worst day, and about "
            "yesterday. Two lines each evening give a truer picture.",
        ),
        heading("What to write down"),
        table(
            "One week, as an example",
            ["Day", "Pain, 0 to 10", "What I did", "Night before"],
            ["Monday", "4", "Desk, short walk", "Good"],
            ["Tuesday", "6", "Long drive", "Short"],
            ["Wednesday", "3", "Swam", "Good"],
        ),
        text(
            bullets(
                "<b>A number</b>, always at the same time of day.",
                "<b>What you did</b>, above all what you enjoyed.",
                "<b>How you slept</b>; see " + link("sleep", "why that matters") + ".",
            ),
        ),
        heading("What to leave out"),
        text(
            "Do not record every hour. The point is to see a pattern, not to watch the pain. If "
            "writing makes you dwell on it, stop for a while.",
        ),
        quote(
            "I can do more with ten honest lines than with a folder of scans.",
            "Ines Halvorsen, medical reviewer",
        ),
        promotion_slot(),
        heading("At the appointment"),
        text(
            "Bring the last four weeks. Pain that lasts or comes back for more than three months "
            "is called chronic [1], and your notes show which days are good ones. That is where "
            "a plan can start.",
        ),
        callout(
            "note",
            "Keep it to yourself",
            "A diary about health is private. Paper has no account to be broken into.",
        ),
    ],
)
