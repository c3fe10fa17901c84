"""Demo articles that are not public: a draft and a scheduled one."""

from cms.demo.writing import DemoArticle, callout, heading, key_points, link, text

DRAFT = DemoArticle(
    name="warmth",
    slug="warmth-or-cold",
    title="Warmth or cold?",
    summary="A hot-water bottle or a cold pack: which one when, and for how long.",
    hero="waves",
    author="mara",
    topics=["pain"],
    tags=["self-care"],
    published=None,
    body=[
        heading("A rule of thumb"),
        text(
            "Cold for what is fresh and swollen, warmth for what is stiff. Still to be written: "
            "how long, and who should not.",
        ),
    ],
)

SCHEDULED = DemoArticle(
    name="daylight",
    slug="daylight-in-the-morning",
    title="Daylight in the morning",
    summary="Half an hour outside before noon helps to set the inner clock for the night to come.",
    hero="morning",
    author="tomas",
    topics=["sleep"],
    tags=["morning", "rest"],
    published=21,
    reviewed=-3,
    review_due=362,
    related=["sleep"],
    body=[
        key_points("Even a grey sky is brighter than a well-lit room."),
        heading("Why it works"),
        text(
            "Cells in the retina tell the brain's clock how bright the world is. A strong signal "
            f"in the morning makes the {link('sleep', 'evening')} come on time.",
        ),
        callout("warning", "Mind your eyes", "Never look into the sun itself."),
    ],
)
