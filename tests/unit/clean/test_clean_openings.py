"""Datelines and bylines in the forms that papers and agencies write them."""

import pytest

from services.clean.bylines import read_byline, split_byline
from services.clean.datelines import split_dateline

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
