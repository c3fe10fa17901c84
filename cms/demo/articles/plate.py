"""The demo article about food."""

from cms.demo.writing import (
    CitedWork,
    DemoArticle,
    callout,
    external_link,
    faq,
    heading,
    key_points,
    promotion_slot,
    table,
    text,
)

ARTICLE = DemoArticle(
    name="plate",
    slug="what-a-balanced-plate-does",
    title="What a balanced plate does, and what it does not",
    summary="No single food heals. A pattern of plants, fish and oil does show in the long run. "
    "A look at what studies can say.",
    hero="plate",
    author="tomas",
    topics=["daily-habits"],
    tags=["food", "inflammation"],
    # Long ago: its review is overdue, as the list of reviews in the admin shows.
    published=-760,
    reviewed=-765,
    review_due=-35,
    references=[
        CitedWork(
            "Primary prevention of cardiovascular disease with a Mediterranean diet supplemented "
            "with extra-virgin olive oil or nuts",
            "Estruch R, Ros E, Salas-Salvadó J, et al.",
            "New England Journal of Medicine",
            2018,
            "10.1056/NEJMoa1800389",
        ),
        CitedWork(
            "Carbohydrate quality and human health: a series of systematic reviews and "
            "meta-analyses",
            "Reynolds A, Mann J, Cummings J, et al.",
            "The Lancet",
            2019,
            "10.1016/S0140-6736(18)31809-9",
        ),
        CitedWork(
            "Omega-3 fatty acids and inflammatory processes: from molecules to man",
            "Calder PC",
            "Biochemical Society Transactions",
            2017,
            "10.1042/BST20160474",
        ),
    ],
    body=[
        key_points(
            "Look at the pattern of a month, not at one meal.",
            "Whole grains and pulses bring the fibre that most of us lack.",
            "Supplements do not stand in for food.",
        ),
        text(
            "Headlines praise a berry one week and warn of it the next. Studies that follow many "
            "people for years tell a calmer story.",
        ),
        heading("The pattern that holds up"),
        text(
            "In a large Spanish trial, people at high risk who ate in the Mediterranean way, with "
            "plenty of olive oil or nuts, had fewer heart attacks, strokes and deaths from either "
            "than those advised to eat less fat; the gain was clearest for strokes [1]. People who "
            "eat more fibre and whole grains live longer on average; some 25 to 29 grams of fibre "
            "a day seems a fair aim [2].",
        ),
        table(
            "An easy plate",
            ["Share", "What", "For example"],
            ["Half", "Vegetables and fruit", "Carrots, kale, an apple"],
            ["A quarter", "Whole grains", "Barley, brown rice, rye bread"],
            ["A quarter", "Protein", "Lentils, eggs, herring"],
            ["A spoonful", "Oil or nuts", "Rapeseed oil, walnuts"],
        ),
        promotion_slot(),
        heading("Food and inflammation"),
        text(
            "Omega-3 fats from oily fish are built into cell membranes, and the body makes "
            "messengers from them that help to end a reaction [3]. In the laboratory the effect is "
            "plain; in everyday life it is small, and slow.",
        ),
        callout(
            "note",
            "What we leave open",
            "Whether a change of food eases a given person's pain can only be tried. Give it two "
            "months, and change one thing at a time.",
        ),
        faq(
            (
                "Are frozen vegetables as good?",
                "Yes. They are often frozen within hours of harvest.",
            ),
            (
                "What about salt?",
                "Most of it comes with bread, cheese and ready meals. The World Health "
                "Organization advises less than five grams a day: "
                + external_link(
                    "https://www.who.int/news-room/fact-sheets/detail/healthy-diet",
                    "see its fact sheet",
                )
                + ".",
            ),
        ),
    ],
)
