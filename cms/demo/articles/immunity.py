"""The demo article about the immune system and pain."""

from cms.demo.writing import (
    CitedWork,
    DemoArticle,
    bullets,
    call_to_action,
    callout,
    heading,
    image,
    key_points,
    link,
    promotion_slot,
    quote,
    table,
    text,
)

REFERENCES = [
    CitedWork(
        "The revised International Association for the Study of Pain definition of pain: "
        "concepts, challenges, and compromises",
        "Raja SN, Carr DB, Cohen M, et al.",
        "Pain",
        2020,
        "10.1097/j.pain.0000000000001939",
    ),
    CitedWork(
        "Cellular and molecular mechanisms of pain",
        "Basbaum AI, Bautista DM, Scherrer G, Julius D",
        "Cell",
        2009,
        "10.1016/j.cell.2009.09.028",
    ),
    CitedWork(
        "Role of the immune system in chronic pain",
        "Marchand F, Perretti M, McMahon SB",
        "Nature Reviews Neuroscience",
        2005,
        "10.1038/nrn1700",
    ),
    CitedWork(
        "Pathological pain and the neuroimmune interface",
        "Grace PM, Hutchinson MR, Maier SF, Watkins LR",
        "Nature Reviews Immunology",
        2014,
        "10.1038/nri3621",
    ),
    CitedWork(
        "Emerging targets in neuroinflammation-driven chronic pain",
        "Ji RR, Xu ZZ, Gao YJ",
        "Nature Reviews Drug Discovery",
        2014,
        "10.1038/nrd4334",
    ),
    CitedWork(
        "Immune system involvement in specific pain conditions",
        "Totsch SK, Sorge RE",
        "Molecular Pain",
        2017,
        "10.1177/1744806917724559",
    ),
    CitedWork(
        "Physical activity and exercise for chronic pain in adults: an overview of "
        "Cochrane Reviews",
        "Geneen LJ, Moore RA, Clarke C, et al.",
        "Cochrane Database of Systematic Reviews",
        2017,
        "10.1002/14651858.CD011279.pub3",
    ),
]

ARTICLE = DemoArticle(
    name="immunity",
    slug="immune-system-and-pain",
    title="When defence hurts: what immune cells have to do with pain",
    summary="White blood cells and nerve fibres talk to each other all the time. How that makes a "
    "sprain sore, and why it sometimes does not stop when the sprain has healed.",
    search_description="How immune cells and nerves talk to each other, and what that means.",
    hero="cells",
    author="mara",
    topics=["pain"],
    tags=["immune system", "inflammation", "nerves"],
    published=-24,
    reviewed=-26,
    review_due=339,
    references=REFERENCES,
    related=["diary", "movement", "sleep"],
    body=[
        key_points(
            "Nerve endings that warn of harm can read the messages of immune cells.",
            "Soreness around a fresh wound is useful: it makes us spare the place.",
            "Sometimes the alarm stays on after the tissue has healed.",
            "Regular movement is among the best studied things one can do oneself.",
        ),
        text(
            "Twist an ankle on a kerb and two things happen within the hour: the joint swells, "
            "and even a bedsheet on it becomes unpleasant. The first is the work of white blood "
            "cells. The second is, too, by way of the nerves.",
        ),
        heading("An alarm with many inputs"),
        text(
            "Fine nerve endings in skin, muscle and joints report heat, pressure and chemical "
            "change [2]. What they send is a warning, not yet pain [1]. Whether we feel pain, and "
            "how much, is settled in the spinal cord and the brain, with memory, attention "
            "and mood.",
        ),
        quote(
            "An unpleasant sensory and emotional experience associated with, or resembling that "
            "associated with, actual or potential tissue damage.",
            "International Association for the Study of Pain, definition of pain",
            "https://doi.org/10.1097/j.pain.0000000000001939",
        ),
        heading("What immune cells tell the nerves"),
        text(
            "At the injured place, resident cells call for help. Those that arrive clear away "
            "debris and hand out signalling molecules. Several of these act straight on nerve "
            "endings and lower the threshold at which they fire [3].",
        ),
        table(
            "Some of the messengers, and what they do to a nerve ending",
            ["Messenger", "Made by, among others", "Effect that has been described"],
            ["Tumour necrosis factor", "Macrophages", "Makes it fire at a lighter touch"],
            ["Interleukin 1 beta", "Macrophages, mast cells", "Makes it answer more to heat"],
            ["Nerve growth factor", "Mast cells, connective tissue", "Keeps it on guard for days"],
            ["Interleukin 10", "Regulatory T cells", "Calms the cells around it"],
        ),
        heading("Helpful soreness", 3),
        text(
            "For some days this is an advantage. A joint that protests is left alone, and what is "
            "left alone can mend. As repair proceeds, other messengers end the reaction.",
        ),
        heading("When the alarm stays on"),
        text(
            "In some people it does not end there. Support cells in the spinal cord, the "
            "<i>glia</i>, take up the signal and amplify it, so that weak input gives strong "
            "pain [4], [5]. How often that happens, and in whom, is still being studied.",
        ),
        image(
            "threads",
            "Fine lines swing towards a warm light.",
            "Signals add up on their way to the brain.",
            "Drawing: Wellspring",
        ),
        callout(
            "note",
            "Hurt and harm are not the same",
            "With long-lasting pain, a bad day seldom means new damage. That is worth knowing "
            "when you decide whether to move.",
        ),
        heading("Conditions in which it matters"),
        text(
            "The part that immune cells play differs from one diagnosis to the next [6]:",
            bullets(
                "<b>Rheumatoid arthritis</b>: the lining of the joints is inflamed, and treating "
                "that early protects the joint.",
                "<b>Nerve injury</b>: immune cells gather along the damaged nerve.",
                "<b>Osteoarthritis</b>: mostly wear and repair, with phases of inflammation.",
                "<b>Fibromyalgia</b>: findings vary, and no blood test settles it.",
            ),
        ),
        promotion_slot(),
        heading("What can be done"),
        text(
            "Where inflammation drives the disease, medicines that block a single messenger have "
            "changed its course for many. They are prescribed and watched by specialists, because "
            "they also dampen the defence against germs.",
            "For the rest of us, the modest things count. Reviews of exercise in long-lasting "
            "pain find small to moderate gains and few risks, though many of the trials are "
            f"small [7]. Begin gently: {link('movement', 'a little, often')} is a good rule. Poor "
            f"nights make pain worse the next day, so {link('sleep', 'sleep')} is worth some care.",
        ),
        call_to_action("Keep a pain diary", page="diary"),
        heading("When to ask for help"),
        callout(
            "seek_care",
            "See a doctor",
            bullets(
                "A joint is hot, red and swollen, or you have a fever with it.",
                "Stiffness in the morning lasts longer than half an hour, for weeks.",
                "There is numbness, weakness, or trouble with bladder or bowel: go at once.",
            ),
        ),
    ],
)
