"""The demo article about sleep."""

from cms.demo.writing import (
    CitedWork,
    DemoArticle,
    bullets,
    call_to_action,
    callout,
    embed,
    heading,
    key_points,
    link,
    table,
    text,
)

VIDEO = "https://www.youtube.com/watch?v=gedoSfZvBgE"

ARTICLE = DemoArticle(
    name="sleep",
    slug="a-calm-evening",
    title="A calm evening: what sleep does for the body",
    summary="At night the body tidies up: memories are sorted, tissue is mended, defences are set. "
    "What is known, and what helps in the last hour of the day.",
    hero="evening",
    author="tomas",
    topics=["sleep", "daily-habits"],
    tags=["evening", "immune system", "rest"],
    published=-52,
    reviewed=-55,
    review_due=310,
    references=[
        CitedWork(
            "Recommended amount of sleep for a healthy adult: a joint consensus statement of the "
            "American Academy of Sleep Medicine and Sleep Research Society",
            "Watson NF, Badr MS, Belenky G, et al.",
            "Sleep",
            2015,
            "10.5665/sleep.4716",
        ),
        CitedWork(
            "The sleep-immune crosstalk in health and disease",
            "Besedovsky L, Lange T, Haack M",
            "Physiological Reviews",
            2019,
            "10.1152/physrev.00010.2018",
        ),
        CitedWork(
            "The association of sleep and pain: an update and a path forward",
            "Finan PH, Goodin BR, Smith MT",
            "The Journal of Pain",
            2013,
            "10.1016/j.jpain.2013.08.007",
        ),
        CitedWork(
            "Evening use of light-emitting eReaders negatively affects sleep, circadian timing, "
            "and next-morning alertness",
            "Chang AM, Aeschbach D, Duffy JF, Czeisler CA",
            "Proceedings of the National Academy of Sciences",
            2015,
            "10.1073/pnas.1418490112",
        ),
    ],
    related=["breath"],
    body=[
        key_points(
            "Most adults do well with seven hours or more.",
            "Short nights and pain feed each other.",
            "Dim light and the same bedtime are a cheap place to start.",
        ),
        text(
            "Nobody knows every reason why we sleep. That we need it is beyond doubt: for adults, "
            "expert panels advise at least seven hours on a regular basis [1].",
        ),
        heading("What happens at night"),
        text(
            "In the first half of the night, when sleep is deepest, hormones favour growth and "
            "repair, and immune cells move into the lymph nodes. After a vaccination, people who "
            "slept well tended to build the stronger response [2].",
        ),
        embed(VIDEO, "The benefits of a good night's sleep"),
        heading("Sleep and pain"),
        text(
            "Long-term studies suggest that bad sleep foretells new pain more reliably than pain "
            "foretells bad sleep [3]. Why the two are joined is told in "
            f"{link('immunity', 'our piece on the immune system')}.",
        ),
        heading("The last hour"),
        text(
            "Light is the strongest hand on the inner clock. People who read from a bright screen "
            "before bed fell asleep later and were less alert the next morning [4].",
        ),
        table(
            "A last hour that winds down",
            ["Time before bed", "What to do", "Why"],
            ["60 minutes", "Dim the lamps", "Darkness lets melatonin rise"],
            ["45 minutes", "Put the screen away", "Bright pages hold back melatonin"],
            ["20 minutes", "Wash, stretch, read on paper", "The same order every day is a cue"],
            ["0 minutes", "Cool, dark room", "The body sheds heat as it falls asleep"],
        ),
        callout(
            "tip",
            "Awake at three?",
            "Get up, keep the light low, do something dull. Go back when your eyes are heavy.",
        ),
        heading("What disturbs it"),
        text(
            bullets(
                "Coffee after lunch, for people who break caffeine down slowly.",
                "Alcohol: it brings sleep on and breaks it up later.",
                "Long naps late in the day.",
            ),
        ),
        callout(
            "seek_care",
            "Speak to a doctor if",
            "you sleep badly on three nights a week for three months, or if you snore, stop "
            "breathing at night and are tired all day.",
        ),
        call_to_action("Try slow breathing", page="breath", style="secondary"),
    ],
)
