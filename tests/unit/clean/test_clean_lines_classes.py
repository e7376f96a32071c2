"""Boilerplate that no list has whole: known by what kind of line it is, and by the lines around it."""

import pytest

from services.clean.lines.boilerplate import mark_boilerplate

LEDE = (
    "Engineers began to lower the water behind the Tarrow dam on Tuesday after a crack was found, they said."
)
MORE = "Some 400 people in three villages downstream were told to be ready to leave, and buses were waiting."
LAST = (
    "The dam, built in 1962, was last inspected four years ago, and nobody at the ministry could say by whom."
)
TITLE = "Crack found in Tarrow dam, villages on alert"


def reasons(lines: list[str], shapes: bool = True) -> list[str | None]:
    return [piece.reason and piece.reason.value for piece in mark_boilerplate(lines, shapes)]


@pytest.mark.parametrize("shapes", [True, False], ids=["text", "page"])
@pytest.mark.parametrize(
    "line",
    [
        "If you have trouble logging in, please contact our subscriber team.",
        "You are reading this because you registered for a free trial of our digital edition.",
        "To keep reading this article, please register with your e-mail address.",
        "Want to know what happens next? Subscribe to our newsletter.",
        "Please help us keep the lights on.",
        "Donate today so that our reporters can go on asking.",
        "Comment on this story with your own account.",
        "To report a mistake in this article, please e-mail us.",
        "Submit your letters to the editor using this form.",
        "Share your feedback with our editors.",
        "We may receive an affiliate commission if you buy through this page.",
        "Tell us about a typo on this page.",
        "The Tarrow Post is not responsible for comments posted by readers.",
        "The views expressed in this column are the author's own.",
        "Only £2 a month for your first year. Cancel at any time.",
    ],
)
def test_site_that_speaks_to_its_reader(line: str, shapes: bool) -> None:
    found = reasons([LEDE, line, MORE], shapes)

    assert found[0] is None
    assert found[1] is not None
    assert found[2] is None


@pytest.mark.parametrize(
    "line",
    [
        "If you have trouble in the valley, please call the ministry.",
        "You are paying for this dam, the minister's letter reminded them.",
        "To keep the water down, engineers opened the gates.",
        "Submit to the plan or leave the valley: that was the choice.",
        "Follow the river south and you come to the second dam.",
        "Donate your old boots to the villages, the bishop asked.",
        "Views about the dam are divided in the valley.",
        "The ministry is not responsible for the crack, the court found.",
        "A subscription costs $12 a month in the villages.",
        "We need more buses, not more letters.",
        "Please, not another dam.",
        "The site was closed and the page of its history turned.",
        "Bo Carlsen contributed to this report.",
        "Print is dead in the valley",
        "View from the bridge",
        "Source of the Tarrow",
    ],
)
def test_sentence_of_the_article_stays(line: str) -> None:
    assert reasons([LEDE, line, MORE]) == [None] * 3
    assert reasons([LEDE, line, MORE], shapes=False) == [None] * 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Load older posts", "navigation"),
        ("+7 Show all images", "navigation"),
        ("Change your email preferences", "navigation"),
        ("Customise cookie choices", "consent"),
        ("Write a review", "comments"),
        ("Print page", "sharing"),
        ("Toggle autoplay", "markup"),
        ("À lire aussi", "related"),
        ("Abonnez-vous à partir d'un euro", "newsletter"),
    ],
)
def test_button_between_paragraphs(line: str, reason: str) -> None:
    assert reasons([LEDE, line, MORE]) == [None, reason, None]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Category: Water", "tags"),
        ("Section : Valley news", "navigation"),
        ("Release Date: 24 September 2024", "clock"),
        ("Page last modified: 24-09-2024 5:02 pm", "clock"),
        ("Web editor: Bo Carlsen", "credit"),
        ("norlandgazette.com", "navigation"),
        ("desk@norlandgazette.example", "byline"),
        ("EN | FR | DE", "navigation"),
        ("English Deutsch Français", "navigation"),
        ("E-mail | Print | Save", "sharing"),
        ("Designed and hosted by Tarrow Web", "copyright"),
        ("Norland Press Ltd. Registered Office: Tarrow. Company number 0123 4567", "copyright"),
    ],
)
def test_data_of_the_page_at_the_foot(line: str, reason: str) -> None:
    assert reasons([LEDE, MORE, LAST, line]) == [None, None, None, reason]


@pytest.mark.parametrize("end", ["ENDS", "# # #", "-30-"])
def test_end_of_a_release_stays(end: str) -> None:
    assert reasons([LEDE, MORE, end, "© 2024 Norland Water"]) == [None, None, None, "copyright"]


def test_press_contact_goes_with_its_names_and_numbers() -> None:
    contact = ["Media contacts", "Norland Water:", "Ann Lee", "555-010-4477", "ann@water.example"]

    assert reasons([LEDE, MORE, LAST, *contact])[:3] == [None] * 3
    assert None not in reasons([LEDE, MORE, LAST, *contact])[3:]
    assert reasons([LEDE, "Contacts", "Ann Lee met the minister twice.", MORE]) == [None] * 4


def test_comments_with_names_and_times() -> None:
    thread = [
        "Responses",
        "Walter P",
        "September 25 at 08:11",
        "They were told. Nobody came.",
        "damwatcher",
        "September 25 at 19:40",
        "Nobody ever does, Walter.",
    ]
    found = reasons([LEDE, MORE, LAST, *thread, "Archives", "Blogroll"])

    assert found == [None] * 3 + ["comments"] * len(thread) + ["navigation"] * 2


def test_times_far_below_a_button_are_no_comments() -> None:
    below = [LEDE.replace("dam", "lake"), MORE.replace("dam", "lake"), LAST.replace("dam", "lake")]

    assert reasons([LEDE, MORE, LAST, "Comments", *below, "5 hours ago"])[4:7] == [None] * 3


def test_what_goes_on_with_an_appeal() -> None:
    appeal = [
        "Subscribe now for full access to the Gazette.",
        "First-time subscribers get a mug.",
        "Want it?",
    ]

    assert reasons([LEDE, *appeal, MORE]) == [None, *["newsletter"] * 3, None]
    assert reasons([LEDE, *appeal[1:], MORE]) == [None] * 4


def test_short_lines_among_the_page_s() -> None:
    assert reasons([LEDE, "Accept all cookies", "Statistics", "Marketing", "Cookie settings", MORE]) == [
        None,
        *["consent"] * 4,
        None,
    ]
    assert reasons([LEDE, "Share this article", "A warning ignored", MORE]) == [None, "sharing", None, None]


def test_long_run_of_labels_that_holds_known_ones() -> None:
    titles = [f"Village {number} packs its bags and leaves" for number in "abcdefgh"]
    menu = ["ADVERTISEMENT", *titles[:4], "Most read", *titles[4:], "Share this article", "© 2024 Gazette"]
    found = reasons([LEDE, MORE, *menu])

    assert found[:2] == [None, None]
    assert None not in found[2:]


def test_list_of_the_article_is_no_run() -> None:
    names = [f"Village {number}" for number in "abcdefghijklmnop"]

    assert reasons([LEDE, "These must leave:", *names, MORE]) == [None] * 19
    assert reasons([LEDE, *names, MORE]) == [None] * 18


def test_headline_in_a_run_above_the_article_stays() -> None:
    found = reasons(
        [
            "Home",
            "News",
            "Sport",
            "Dam Watch",
            "Weather",
            "Jobs",
            "Log in",
            "Valley",
            TITLE,
            "Ann Lee",
            "Share",
            LEDE,
            MORE,
        ]
    )

    assert None not in found[:8]
    assert found[8:] == [None, None, "sharing", None, None]


def test_only_the_ends_of_an_absurdly_long_scrape_are_looked_at() -> None:
    lines = [LEDE, *(f"Row {number} of the list" for number in range(30_000)), MORE]
    for place in (10, 15_000, -10):
        lines[place] = "ADVERTISEMENT"
    found = reasons(lines)

    assert [found[place] for place in (10, 15_000, -10)] == ["navigation", None, "navigation"]
    assert found.count(None) == len(lines) - 2


def test_label_takes_no_text_where_it_is_all_there_is() -> None:
    text = "PHOTOS: Water pours over the crest. Nobody was hurt. The minister watched it from a boat."

    assert reasons([text]) == [None]
    assert reasons(["WATCH: Water pours over the crest", LEDE, MORE]) == ["related", None, None]
