"""The demo article about breathing and stress."""

from cms.demo.writing import (
    CitedWork,
    DemoArticle,
    callout,
    divider,
    heading,
    image,
    link,
    steps,
    text,
)

ARTICLE = DemoArticle(
    name="breath",
    slug="five-minutes-of-slow-breathing",
    title="Five minutes of slow breathing",
    summary="Breathing out slowly tells the body that nothing is on fire. A short practice for "
    "desk, train and bed.",
    hero="waves",
    author="mara",
    topics=["daily-habits", "sleep"],
    tags=["stress", "rest"],
    published=-10,
    reviewed=-12,
    review_due=353,
    references=[
        CitedWork(
            "How breath-control can change your life: a systematic review on psycho-physiological "
            "correlates of slow breathing",
            "Zaccaro A, Piarulli A, Laurino M, et al.",
            "Frontiers in Human Neuroscience",
            2018,
            "10.3389/fnhum.2018.00353",
        ),
        CitedWork(
            "Protective and damaging effects of stress mediators",
            "McEwen BS",
            "New England Journal of Medicine",
            1998,
            "10.1056/NEJM199801153380307",
        ),
    ],
    body=[
        text(
            "Stress is no fault of the body. It is a loan: attention and strength now, rest later. "
            "What wears us out is a loan that is never paid back [2].",
        ),
        heading("The practice"),
        text(
            "Sit so that your belly has room. Then:",
            steps(
                "Breathe in through the nose while you count to four.",
                "Breathe out through pursed lips while you count to six.",
                "Go on for five minutes, without force. If you feel dizzy, breathe as usual.",
            ),
        ),
        image(
            "leaves",
            "Leaves in many greens against the light.",
            "Look at something that moves slowly.",
        ),
        heading("What is known"),
        text(
            "Fewer than ten breaths a minute raise the beat-to-beat variation of the heart, a sign "
            "that the calming branch of the nervous system is at work. People report more ease and "
            "less tension [1]. Most studies are small and brief, so nobody should promise cures.",
        ),
        divider(),
        callout(
            "tip",
            "Make it stick",
            "Tie it to something you do anyway: the kettle, the red light, "
            + link("sleep", "the hour before bed")
            + ".",
        ),
    ],
)
