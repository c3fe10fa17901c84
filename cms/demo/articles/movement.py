"""The demo article about movement."""

from cms.demo.writing import (
    CitedWork,
    DemoArticle,
    bullets,
    call_to_action,
    callout,
    divider,
    faq,
    heading,
    image,
    link,
    text,
)

ARTICLE = DemoArticle(
    name="movement",
    slug="move-a-little-often",
    title="Move a little, often",
    summary="You need no gym and no plan for the year. How small portions of movement add up, and "
    "how to begin when something hurts.",
    hero="daylight",
    author="mara",
    topics=["daily-habits", "pain"],
    tags=["exercise", "back", "walking"],
    published=-80,
    reviewed=-83,
    review_due=282,
    references=[
        CitedWork(
            "World Health Organization 2020 guidelines on physical activity and sedentary "
            "behaviour",
            "Bull FC, Al-Ansari SS, Biddle S, et al.",
            "British Journal of Sports Medicine",
            2020,
            "10.1136/bjsports-2020-102955",
        ),
        CitedWork(
            "The compelling link between physical activity and the body's defense system",
            "Nieman DC, Wentz LM",
            "Journal of Sport and Health Science",
            2019,
            "10.1016/j.jshs.2018.09.009",
        ),
        CitedWork(
            "Noninvasive treatments for acute, subacute, and chronic low back pain: a clinical "
            "practice guideline from the American College of Physicians",
            "Qaseem A, Wilt TJ, McLean RM, Forciea MA",
            "Annals of Internal Medicine",
            2017,
            "10.7326/M16-2367",
        ),
    ],
    body=[
        text(
            "The advice of the World Health Organization for adults fits on a note: 150 to 300 "
            "minutes of moderate activity a week, muscles twice a week, and less sitting [1]. "
            "Any amount is better than none, and it may come in small pieces.",
        ),
        heading("Small portions count"),
        text(
            "Twenty minutes of brisk walking bring immune cells into circulation; they are back "
            "in the tissues a few hours later [2]. Done most days, that is a patrol that never "
            "quite stops.",
        ),
        image(
            "path",
            "A pale path winds through green hills.",
            "The best route is the one that starts at your door.",
        ),
        heading("Three ways to begin", 3),
        text(
            bullets(
                "Get off one stop early.",
                "Stand up during telephone calls.",
                "Ten squats while the kettle boils.",
            ),
        ),
        heading("If your back aches"),
        text(
            "For a back that has ached for months, guidelines put exercise, and not rest, among "
            "the first things to try [3]. Which kind matters less than that you like it.",
        ),
        heading("Find your dose", 3),
        text(
            "Pick an amount that you manage on a bad day. Keep it for a week, whatever the weather "
            "and the mood. Then add a tenth.",
        ),
        heading("A worked example", 4),
        text(
            "Ten minutes a day in week one; eleven in week two; a quarter of an hour by week five."
        ),
        callout(
            "warning",
            "Stop and ask",
            "Pain in the chest, sudden breathlessness or fainting are reasons to stop at once and "
            "to call an emergency number.",
        ),
        divider(),
        faq(
            (
                "Is it harmful to move with pain?",
                "Usually not. A rise that settles within a day is no sign of damage. Where in "
                f"doubt, note it in {link('diary', 'a diary')} and ask.",
            ),
            ("Do I need to warm up?", "For a walk, the first five minutes are the warm-up."),
            (
                "Morning or evening?",
                "Whichever you will still do in a month. Hard training right before bed keeps some "
                "people awake.",
            ),
        ),
        call_to_action(
            "Read the WHO guidelines",
            url="https://www.who.int/publications/i/item/9789240015128",
            style="secondary",
        ),
    ],
)
