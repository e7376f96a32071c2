"""What stands above and below an article: menus, buttons, author's cards, readers' comments, tag lists."""

import pytest

from services.clean.lines.boilerplate import mark_boilerplate
from services.clean.lines.paragraphs import split
from services.clean.lines.phrases import tags_of

LEDE = (
    "Engineers began to lower the water behind the Tarrow dam on Tuesday after a crack was found, they said."
)
MORE = "Some 400 people in three villages downstream were told to be ready to leave, and buses were waiting."
LAST = (
    "The dam, built in 1962, was last inspected four years ago, and nobody at the ministry could say by whom."
)
TITLE = "Crack found in Tarrow dam, villages on alert"


def reasons(text: str) -> list[tuple[str, str | None]]:
    return [
        (piece.text, piece.reason.value if piece.reason else None) for piece in mark_boilerplate(split(text))
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Home | News | Sport | Weather", "navigation"),
        ("HOME NEWS POLITICS SPORTS BUSINESS", "navigation"),
        ("News › World", "navigation"),
        ("Opinion | Commentary", "navigation"),
        ("Sign in", "navigation"),
        ("Norland City 31°C", "navigation"),
        ("72° Partly Cloudy", "navigation"),
        ("Startseite", "navigation"),
        ("ホーム", "navigation"),
        ("Sie sind hier: Startseite > Lokales > Tarrow", "navigation"),
        ("Teilen", "sharing"),
        ("Twitter", "sharing"),
        ("24 September 2024", "clock"),
        ("23. Juli 2017, 19:14 Uhr", "clock"),
        ("2019年5月7日 17時30分", "clock"),
    ],
)
def test_line_above_the_article_goes(line: str, reason: str) -> None:
    assert reasons(f"{line}\n{TITLE}\n\n{LEDE}\n\n{MORE}")[:2] == [(line, reason), (TITLE, None)]


def test_entries_of_a_menu_that_no_list_knows_go_with_it() -> None:
    menu = ["Home", "News", "The Valley", "Dam Watch", "Sport", "Ilse's Kitchen", "Sign in"]
    found = reasons("\n".join([*menu, TITLE, "Ann Lee", "Share"]) + f"\n\n{LEDE}\n\n{MORE}")

    assert found[:7] == [(entry, "navigation") for entry in menu]
    assert found[7:9] == [(TITLE, None), ("Ann Lee", None)]


@pytest.mark.parametrize(
    "card",
    [
        "Bo Carlsen is a reporter at the Norland Gazette. Follow him on Twitter @bocarlsen.",
        "Bo Carlsen is a staff writer who covers water and power.",
        "Bo Carlsen can be reached at bcarlsen@gazette.example.",
        "Contact the writer: bcarlsen@gazette.example",
        "Contact Bo Carlsen at 555-0142.",
        "To contact the reporter on this story: Bo Carlsen in Tarrow at bcarlsen@gazette.example",
        "Bo Carlsen covers water. Reach him at bcarlsen@gazette.example or 555-0177.",
        "The writer is a retired engineer.",
    ],
)
def test_author_s_card_at_the_foot_goes(card: str) -> None:
    assert reasons(f"By Bo Carlsen\n\n{LEDE}\n\n{MORE}\n\n{card}")[-2:] == [(MORE, None), (card, "byline")]


def test_readers_comments_go_to_the_end() -> None:
    comments = [
        "2 Comments",
        "harbourwatcher says:",
        "5 hours ago",
        "I told them so years ago, and nobody came.",
        "Reply",
    ]
    found = reasons("\n\n".join([LEDE, MORE, LAST, *comments]))

    assert found == [(LEDE, None), (MORE, None), (LAST, None), *((line, "comments") for line in comments)]


def test_text_behind_a_comments_button_stays() -> None:
    assert reasons("\n\n".join([LEDE, MORE, LAST, "Comments", LEDE.replace("dam", "lake"), LAST]))[4:] == [
        (LEDE.replace("dam", "lake"), None),
        (LAST, None),
    ]


def test_list_of_tags_under_its_heading() -> None:
    found = reasons(f"{LEDE}\n\n{MORE}\n\nTopics\nDams\nNorland politics\nIlse Brandt\nnews")

    assert [reason for _, reason in found] == [None, None, *["tags"] * 5]
    assert [tags_of(line) for line, _ in found[2:4]] == [(), ("Dams",)]


def test_box_of_other_stories_holds_questions_too() -> None:
    box = ["More on this story", "• Dam opened by king in 1962", "• What is concrete made of?", "• Who pays?"]
    found = reasons("\n\n".join([LEDE, *box, MORE]))

    assert found == [(LEDE, None), *((line, "related") for line in box), (MORE, None)]


def test_caption_that_comes_twice_goes_once() -> None:
    caption = "Water pours over the crest of the Tarrow dam on Monday."

    assert reasons(f"{LEDE}\n\n{caption}\n\n{caption}\n\n{MORE}")[1:3] == [
        (caption, "caption"),
        (caption, None),
    ]
    assert reasons(f"{LEDE}\n\n{caption}{caption}\n\n{MORE}")[1] == (caption * 2, "caption")


def test_caption_beside_its_credit() -> None:
    caption = "The Tarrow dam was built in 1962 by prisoners of the king"

    assert reasons(f"{LEDE}\n\nGetty Images\n{caption}\n\n{MORE}")[1:3] == [
        ("Getty Images", "caption"),
        (caption, "caption"),
    ]
