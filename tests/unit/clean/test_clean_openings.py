"""Datelines and bylines in the forms that papers and agencies write them."""

from collections.abc import Callable

import pytest

from schemas import IngestedArticle
from services.clean.core import clean
from services.clean.opening.byline_lines import read_byline, split_byline
from services.clean.opening.datelines import split_dateline

REST = "Talks went on, officials said."


@pytest.mark.parametrize(
    ("front", "place", "date", "agency"),
    [
        ("NEW YORK — ", "NEW YORK", None, None),
        ("NEW YORK—", "NEW YORK", None, None),
        ("NEW YORK -- ", "NEW YORK", None, None),
        ("WASHINGTON (AP) — ", "WASHINGTON", None, "AP"),
        ("WASHINGTON (AP) _ ", "WASHINGTON", None, "AP"),
        ("Washington (AFP) – ", "Washington", None, "AFP"),
        ("(Reuters) - ", None, None, "Reuters"),
        ("FLINT, Mich., Oct. 4 (UPI) — ", "FLINT, Mich.", "Oct. 4", "UPI"),
        (
            "TURNBERRY/GLASGOW, Scotland, July 15 (Reuters) - ",
            "TURNBERRY/GLASGOW, Scotland",
            "July 15",
            "Reuters",
        ),
        ("BEIJING, Sept. 24 (Xinhua) -- ", "BEIJING", "Sept. 24", "Xinhua"),
        ("LONDON, 24 September 2018 (IANS) - ", "LONDON", "24 September 2018", "IANS"),
        ("PORT-AU-PRINCE, Haiti — ", "PORT-AU-PRINCE, Haiti", None, None),
        ("RIO DE JANEIRO — ", "RIO DE JANEIRO", None, None),
        ("Portland, Ore. — ", "Portland, Ore.", None, None),
        ("Tokyo — ", "Tokyo", None, None),
        ("Palm Beach — ", "Palm Beach", None, None),
        ("NEW DELHI: ", "NEW DELHI", None, None),
        ("Washington (CNN)", "Washington", None, "CNN"),
    ],
)
def test_dateline(front: str, place: str | None, date: str | None, agency: str | None) -> None:
    found = split_dateline(front + REST)

    assert found
    assert found.rest == REST
    assert found.cut == front.strip()
    assert found.agency == agency
    assert (found.dateline.place, found.dateline.date) == (place, date) if found.dateline else place is None


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "Shinzo Abe — Japan's longest-serving premier — said so.",
        "NATO — The alliance met.",
        "EXCLUSIVE — The minister resigned.",
        "WATCH: The minister resigns.",
        "On October 1 - A day of rain - it ended.",
        "A FIRE - Three people died.",
        "Analysis: What the minister wants",
        "The talks — in Geneva — went on.",
        "TALKS IN GENEVA WENT ON, officials said — THEY SAID SO.",
        "It was 5 - 3 at the break.",
        "— A dash first.",
        "",
    ],
)
def test_no_dateline(text: str) -> None:
    assert split_dateline(text) is None


@pytest.mark.parametrize(
    ("line", "names", "agency"),
    [
        ("By Kristian Rouz", ("Kristian Rouz",), None),
        ("By Ann Lee and Bo Carlsen", ("Ann Lee", "Bo Carlsen"), None),
        ("By Ann Lee, Bo Carlsen & María de la Cruz", ("Ann Lee", "Bo Carlsen", "María de la Cruz"), None),
        ("BY ANN LEE", ("Ann Lee",), None),
        ("By Ann Lee, Reuters", ("Ann Lee",), "Reuters"),
        ("By ANN LEE Associated Press", ("Ann Lee",), "AP"),
        ("By Ann Lee in Tokyo and Bo Carlsen in London", ("Ann Lee", "Bo Carlsen"), None),
        ("By Ann Lee | Staff Writer | September 24, 2018", ("Ann Lee",), None),
        ("Written by: Jean-Luc O’Hara", ("Jean-Luc O’Hara",), None),
        ("By AFP", (), "AFP"),
        ("By Ann Uni and Bo Carlsen", ("Ann Uni", "Bo Carlsen"), None),
    ],
)
def test_byline(line: str, names: tuple[str, ...], agency: str | None) -> None:
    found = read_byline(line)

    assert found
    assert (found.names, found.agency) == (names, agency)


@pytest.mark.parametrize(
    "line",
    ["By the end of the day, it was over.", "By Monday", "By all accounts he won.", "Kristian Rouz", "By "],
)
def test_no_byline(line: str) -> None:
    assert read_byline(line) is None


def test_names_in_front_of_a_paragraph() -> None:
    found = split_byline(f"Kristian Rouz — {REST}")

    assert found
    assert (found.cut, found.byline.names, found.rest) == ("Kristian Rouz —", ("Kristian Rouz",), REST)
    assert split_byline("Shinzo Abe — Japan's premier — said so.") is None
    assert split_byline("The talks — They went on.") is None


LEDE = "The minister said on Monday that the talks would go on until the end of the week."


@pytest.mark.parametrize(
    ("text", "headline", "names", "place", "agency"),
    [
        (
            f"Talks to go on, minister says\nBy Ann Lee\nWHITE HOUSE —\n\n{LEDE}",
            0,
            ("Ann Lee",),
            "WHITE HOUSE",
            None,
        ),
        (f"Talks to go on, minister says\nISTANBUL\n\n{LEDE}", 0, (), "ISTANBUL", None),
        (f"New York\nCNN\n —\n\n{LEDE}", None, (), "New York", "CNN"),
        (f"(Reuters) - {LEDE}", None, (), None, "Reuters"),
        (f"By Ann Lee LONDON (Reuters) - {LEDE}", None, ("Ann Lee",), "LONDON", "Reuters"),
        (f"Ann Lee — LONDON — {LEDE}", None, ("Ann Lee",), "LONDON", None),
        (f"A day of talks ends in hope.\n\nLONDON: {LEDE}", None, (), "LONDON", None),
        (
            f"Ann Lee\nSrinagar, Publish Date: Dec 3 2018 11:45PM\n\nSrinagar: {LEDE}",
            None,
            ("Ann Lee",),
            "Srinagar",
            None,
        ),
        (f"Hana Yusupova and Greg Tillman\n\n{LEDE}", None, ("Hana Yusupova", "Greg Tillman"), None, None),
        (f"Talks to go on, minister says\nOWEN PICTOU\n\n{LEDE}", 0, ("Owen Pictou",), None, None),
        (
            f"Talks to go on, minister says - Gazette\nTalks to go on, minister says\n\n{LEDE}",
            1,
            (),
            None,
            None,
        ),
        (
            f"Talks to go on, minister says\nGazette | Talks to go on, minister says\n\n{LEDE}",
            0,
            (),
            None,
            None,
        ),
        (f"MINISTER IN BRIEF: TALKS TO GO ON\nBy Our Correspondent\n\n{LEDE}", 0, (), None, None),
        (f"Week of Hope and Long Talks\n\n{LEDE}", 0, (), None, None),
        (f"WORLD\nLONG TALKS TO GO ON\n\n{LEDE} {LEDE} Reuter", 1, (), None, "Reuters"),
    ],
)
def test_opening(
    text: str,
    headline: int | None,
    names: tuple[str, ...],
    place: str | None,
    agency: str | None,
    ingested: Callable[..., IngestedArticle],
) -> None:
    found = clean(ingested(text))

    assert found.headline == (None if headline is None else text.split("\n")[headline])
    assert found.bylines == names
    assert (found.dateline and found.dateline.place) == place
    assert found.agency == agency
    assert found.text.endswith(LEDE)


def test_interview_has_no_dateline(ingested: Callable[..., IngestedArticle]) -> None:
    text = f"JACKSON: {LEDE}\n\nREPORTER: Will they?\n\nJACKSON: They will, he said to me on Monday."
    found = clean(ingested(text))

    assert found.dateline is None
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "headline", "names"),
    [
        (f"Long talks to go on\nin the north of the town\n\nBy Ann Lee\n\n{LEDE}", 0, ("Ann Lee",)),
        (f"Where have the sparrows gone?\n\nAnn Lee\n\nUpdated: June 3, 2018\n\n{LEDE}", 0, ("Ann Lee",)),
        (f"Storm closes port\n\nAnn Lee\n\nUpdated 3:15 PM ET, Tue June 5, 2018\n\n{LEDE}", 0, ("Ann Lee",)),
        (f"Storm closes port\n\nwords\nAnn Lee\nphotographs\nJo Marsh\n\n{LEDE}", 0, ("Ann Lee",)),
        (f"Storm closes port\n\n{LEDE}\n\n— Ann Lee, Staff Writer", 0, ("Ann Lee",)),
        (f"Storm closes port\n\n{LEDE}\n\nReporting by Ann Lee; Editing by Jo Marsh", 0, ("Ann Lee",)),
    ],
)
def test_headline_and_authors(
    text: str, headline: int, names: tuple[str, ...], ingested: Callable[..., IngestedArticle]
) -> None:
    found = clean(ingested(text))

    first, second = text.split("\n")[:2]
    assert found.headline == (f"{first} {second}" if second.startswith("in ") else first)
    assert found.bylines == names
    assert found.text == LEDE


def test_headline_is_the_line_that_the_text_is_about(ingested: Callable[..., IngestedArticle]) -> None:
    name, title = "THE HOLLOW VALLEY WEEKLY SENTINEL", "Talks on the harbour to go on for weeks"
    text = "The minister said on Monday that the talks on the harbour would go on for some weeks."

    assert clean(ingested(f"{name}\n\n{title}\n\n{text}")).headline == title


def test_standfirst_below_a_known_headline_stays(ingested: Callable[..., IngestedArticle]) -> None:
    standfirst = "Strong storms are likely across the central states both Friday and Saturday"
    found = clean(
        ingested(f"{standfirst}\n\n{LEDE}", headline="Strong storms likely in a bad week for central states")
    )

    assert found.text.startswith(standfirst)


def test_company_figures_below_a_dateline_alone(ingested: Callable[..., IngestedArticle]) -> None:
    found = clean(
        ingested("JONES CORP 1ST QTR NET\n    BOSTON, March 3 -\n    Shr 34 cts vs 20 cts\n REUTER")
    )

    assert found.dateline
    assert found.dateline.place == "BOSTON"
    assert "Shr 34 cts vs 20 cts" in found.text


def test_sentence_that_begins_with_by_is_text(ingested: Callable[..., IngestedArticle]) -> None:
    sentence = "By our photos we would like to show the world what happened here."

    assert clean(ingested(f"{sentence}\n\n{LEDE}")).text == f"{sentence}\n\n{LEDE}"
