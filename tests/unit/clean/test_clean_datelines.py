"""Datelines in every form that papers and agencies write, and the lines that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clean.opening.datelines import read_dateline, split_dateline
from services.clean.opening.places import is_city_of_the_world

REST = "Officials said on Tuesday that the talks would go on until the end of the week."

FRONTS = """
    NEW YORK — | NEW YORK
    WASHINGTON (AP) — | WASHINGTON
    PARIS, March 3 -=| PARIS
    Sao Paulo, April 1 - | Sao Paulo
    LONDON, Oct 5 (Reuters Life!) - | LONDON
    BEIJING, Sept. 23 (Xinhua) -- | BEIJING
    JERUSALEM/GAZA (Reuters) – | JERUSALEM/GAZA
    UNITED NATIONS: | UNITED NATIONS
    KARACHI: | KARACHI
    MANILA, Philippines — | MANILA, Philippines
    Islamabad - | Islamabad
    SEOUL, July 19 (Yonhap) -- | SEOUL
    TOKYO, Jan. 3, Kyodo - | TOKYO
    ST. LOUIS, Mo. — | ST. LOUIS, Mo.
    ABOARD AIR FORCE ONE — | ABOARD AIR FORCE ONE
    CAIRO (AFP) ‒ | CAIRO
    Moscow, 12 May /TASS/. | Moscow
    BRUSSELS, 4th June (Reuters): | BRUSSELS
    Washington, D.C.—=| Washington, D.C.
    WASHINGTON, D.C. —=| WASHINGTON, D.C.
    AUSTIN, Texas — | AUSTIN, Texas
    WASHINGTON,March 3 - | WASHINGTON
    NEW YORK, MARCH 3 - | NEW YORK
    KANSAS CITY, March 3, - | KANSAS CITY
    BONN, March 3 -=| BONN
    NEW YORK (Oct 19) - | NEW YORK
    LONDON, March 2-=| LONDON
    LONDON, March 2 | LONDON
    NEW YORK, July 15, 2018 /PRNewswire/ -- | NEW YORK
    NEW YORK, July 15, 2018 (GLOBE NEWSWIRE) -- | NEW YORK
    NEW YORK--(BUSINESS WIRE)--=| NEW YORK
    New Delhi [India], May 3 (ANI): | New Delhi [India]
    New Delhi, May 3 (IANS) | New Delhi
    Bhopal, May 3 (PTI) | Bhopal
    Madrid, 15 jul (EFE).- | Madrid
    PLEASANTVILLE — | PLEASANTVILLE
    FLUSHING MEADOWS — | FLUSHING MEADOWS
    McALLEN, Texas — | McALLEN, Texas
    RIO de JANEIRO — | RIO de JANEIRO
    Deir el-Balah, Gaza Strip – | Deir el-Balah, Gaza Strip
    Kyiv, Ukraine — | Kyiv, Ukraine
    LONDON and PARIS — | LONDON and PARIS
    L’AQUILA, Italy (AP) — | L’AQUILA, Italy
    COX’S BAZAR, Bangladesh (Reuters) - | COX’S BAZAR, Bangladesh
    NEAR MOSUL, Iraq (AP) — | NEAR MOSUL, Iraq
    ON BOARD THE OCEAN VIKING (AFP) - | ON BOARD THE OCEAN VIKING
    THE HAGUE — | THE HAGUE
    MONTREAL — | MONTREAL
    SUNDERLAND, England — | SUNDERLAND, England
    ERBIL, northern Iraq — | ERBIL, northern Iraq
    SREBRENICA, Bosnia-Herzegovina (AP) — | SREBRENICA, Bosnia-Herzegovina
    N’DJAMENA (Reuters) - | N’DJAMENA
    WINNIPEG, Man. — | WINNIPEG, Man.
    WHITE HOUSE — | WHITE HOUSE
    GUANTANAMO BAY NAVAL BASE, Cuba — | GUANTANAMO BAY NAVAL BASE, Cuba
    LINDI: | LINDI
    BHOPAL: | BHOPAL
    Bhopal: | Bhopal
    Nashik - | Nashik
    LINZ — | LINZ
    HOMS, Syria — | HOMS, Syria
    ERIE, Pa. — | ERIE, Pa.
    TEMPO.CO, Jakarta - | Jakarta
    VATICAN CITY (CNS) -- | VATICAN CITY
    Frankfurt/Main (dpa) - | Frankfurt/Main
    BOSTON--=| BOSTON
    BOSTON –=| BOSTON
    MINNEAPOLIS-ST. PAUL — | MINNEAPOLIS-ST. PAUL
    PETALING JAYA: | PETALING JAYA
    Denver, CO – | Denver, CO
    SYDNEY, Australia: | SYDNEY, Australia
    PANMUNJOM (AFP) - | PANMUNJOM
    EN ROUTE TO CAIRO (AP) — | EN ROUTE TO CAIRO
    BAGRAM AIR BASE, Afghanistan — | BAGRAM AIR BASE, Afghanistan
    ISTANBUL, Turkey, Sunday — | ISTANBUL, Turkey
    Washington (CNN Business) — | Washington
"""
"""A front and the place in it; “=” stands where no space is behind the front."""

NO_FRONTS = """
    Mr Smith — who was born in Leeds — said so on Monday.
    Q: What did he say?
    WASHINGTON: A Life
    PARIS: The Biography
    BREAKING — The minister resigned on Monday.
    BREAKING NEWS - Three people died on Monday.
    UPDATE 1- The minister resigned on Monday.
    EXCLUSIVE – The minister resigned on Monday.
    TRUMP: We will win, we will win.
    CLINTON: I think we can do it.
    Kristian Rouz — The Prime Minister of Japan said so.
    Ann Lee, July 15 — The minister resigned.
    QUESTIONABLE MEDICAL CLAIMS — For years, Oz has been dogged by questions about claims.
    CONGRESS HAS INVESTIGATED HIM — Oz’s dubious medical advice earned him attention.
    UPDATE: 5/12 — The website that originally listed the weapon has removed it.
    NATO — The alliance met on Monday.
    Jane Roe (D) — The senator has three bills.
    Barack Obama (D) The president won.
    Sen. Ted Cruz (R-Tex.), who has spent the past few weeks
    The Press Trust of India (PTI) reported it.
    Press Trust of India (PTI) Chairman Ajay Roy said so.
    Associated Press (AP) Writer Ann Lee won.
    CHINESE AGGRESSION: Manila accused Beijing of it.
    New Zealand: British Climber Killed In Fall
    Paris: Jewellery Stolen In Casty Shop Raid
    Ann Lee, Mayor — The council met on Monday.
    Sadiq Khan, Mayor of London — The man is here.
    BUSINESS - Stocks fell on Monday.
    Score: Leeds 2, York 1.
    PART TWO — The ship left on Monday.
    WHAT HAPPENED: The minister resigned.
    THE PROBLEM — The minister is late.
    Police — The word is old.
    Rome — a city of hills — is old.
    Jackson: I never said that.
    Kim Kardashian – The star is here.
    APPLE: The company said on Monday.
    CDU - The party met.
    SPOILER ALERT: This article says how it ends.
"""


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().split("\n")]


@pytest.mark.parametrize("line", lines(FRONTS))
def test_place(line: str) -> None:
    front, place = line.split("| ")
    front = front.removesuffix("=") if "=|" in line else front
    found = split_dateline(front + REST)

    assert found
    assert found.dateline
    assert (found.dateline.place, found.rest, found.cut) == (place, REST, front.strip())


@pytest.mark.parametrize("text", lines(NO_FRONTS))
def test_no_dateline(text: str) -> None:
    assert split_dateline(text) is None


@pytest.mark.parametrize(
    ("front", "date", "agency"),
    [
        ("LONDON, Oct 5 (Reuters Life!) - ", "Oct 5", "Reuters"),
        ("Moscow, 12 May /TASS/. ", "12 May", "TASS"),
        ("MOSCOW, January 24. /TASS/. ", "January 24", "TASS"),
        ("KIEV. October 4 (Interfax) - ", "October 4", "Interfax"),
        ("(ANSA) - ROME, DECEMBER 6 - ", "DECEMBER 6", "ANSA"),
        ("Accra, Sept. 12, GNA – ", "Sept. 12", "GNA"),
        ("TOKYO, Jan. 3, Kyodo - ", "Jan. 3", "Kyodo"),
        ("Madrid, 9 ene (EFE).- ", "9 ene", "EFE"),
        ("BRUSSELS, 4th June (Reuters): ", "4th June", "Reuters"),
        ("New Delhi, Jul 5 (PTI) ", "Jul 5", "PTI"),
        ("ISLAMABAD, Mar 27 (APP): ", "Mar 27", "APP"),
        ("NEW YORK, July 15, 2018 /PRNewswire/ -- ", "July 15, 2018", "PRNewswire"),
        ("NEW YORK, July 15, 2018 (GLOBE NEWSWIRE) -- ", "July 15, 2018", "GlobeNewswire"),
        ("NEW YORK--(BUSINESS WIRE)--", None, "Business Wire"),
        ("LONDON (AP), Oct. 4 — ", "Oct. 4", "AP"),
        ("ISTANBUL, Sunday — ", "Sunday", None),
        ("NEW YORK (Oct 19) - ", "Oct 19", None),
        ("BERLIN (AFP-Jiji) - ", None, "AFP"),
        ("HONOLULU >> ", None, None),
    ],
)
def test_date_and_agency(front: str, date: str | None, agency: str | None) -> None:
    found = split_dateline(front + REST)

    assert found
    assert found.dateline
    assert (found.dateline.date, found.agency, found.rest) == (date, agency, REST)


@pytest.mark.parametrize("front", ["(Reuters) - ", "(CNN)", "CNN — ", "(Bloomberg) -- ", "AP — "])
def test_agency_without_a_place(front: str) -> None:
    found = split_dateline(front + REST)

    assert found
    assert (found.dateline, found.rest) == (None, REST)
    assert found.agency
    assert found.agency in front


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("WHITE HOUSE —", "WHITE HOUSE"),
        ("London, July 15 (Reuters)", "London"),
        ("BOSTON, March 3 -", "BOSTON"),
        ("ISTANBUL", "ISTANBUL"),
        ("New Delhi, Jul 5", "New Delhi"),
        ("Istanbul", None),
        ("Found March 8, 2013", None),
        ("Ann Lee", None),
        ("Talks fail in Geneva", None),
        ("NEW YORK!", None),
    ],
)
def test_line_of_its_own(line: str, place: str | None) -> None:
    found = read_dateline(line)

    assert (found.dateline.place if found and found.dateline else None) == place


@pytest.mark.parametrize(
    "others",
    [
        ["An old marrowville of a street."],
        ["Marrowville said on Monday that it would appeal."],
        ["MILLBRIDGE — The other town was dry."],
    ],
)
def test_what_speaks_against_an_unknown_place(others: list[str]) -> None:
    text = f"MARROWVILLE — {REST}"

    assert split_dateline(text)
    assert split_dateline(text, ["The people of Marrowville were asleep."])
    assert split_dateline(text, others) is None


def test_label_of_a_speaker_is_no_city() -> None:
    assert split_dateline(f"Nashik: {REST}")
    assert split_dateline(f"Santos: {REST}", ["Reporter: And what then?"]) is None


@pytest.mark.parametrize(("name", "known"), [("BHOPAL", True), ("Maceió", True), ("Trump", False)])
def test_city_of_the_world(name: str, known: bool) -> None:
    assert is_city_of_the_world(name) is known


TOKENS = ["NEW YORK", "Paris", ", ", "Texas", " (AP)", " (", ")", " — ", " -", "--", ": ", "July 15", "/"]
PARTS = st.sampled_from([*TOKENS, "TASS", ". ", "[India]", " and ", "the talks", "“", "Ann Lee"])


@given(st.lists(PARTS, max_size=12).map("".join))
def test_cut_and_rest_are_the_paragraph(text: str) -> None:
    found = split_dateline(text)
    if found is None:
        return

    assert text.startswith(found.cut.rstrip()) or text.strip().startswith(found.cut)
    assert "".join((found.cut + found.rest).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("front", "place", "date", "agency"),
    [
        (
            "SAN FRANCISCO, CA / ACCESSWIRE / July 15, 2018 / ",
            "SAN FRANCISCO, CA",
            "July 15, 2018",
            "ACCESSWIRE",
        ),
        ("LAS VEGAS, NV – July 15, 2018 – ", "LAS VEGAS, NV", "July 15, 2018", None),
        ("CAIRO - MENA: ", "CAIRO", None, "MENA"),
        ("LAHORE, Sep 26 (APP):", "LAHORE", "Sep 26", "APP"),
        ("Lucknow (Uttar Pradesh), May 3 (ANI): ", "Lucknow (Uttar Pradesh)", "May 3", "ANI"),
        ("SANTA BARBARA, Calif., March 2 - ", "SANTA BARBARA, Calif.", "March 2", None),
        ("ST. PAUL, MINN., March 2 - ", "ST. PAUL, MINN.", "March 2", None),
        ("SPRINGFIELD, Ill. (WICS) — ", "SPRINGFIELD, Ill.", None, None),
        ("LAHORE (Web Desk) – ", "LAHORE", None, None),
        ("IN THE NEGEV DESERT, Israel — ", "IN THE NEGEV DESERT, Israel", None, None),
        ("EAST LANSING >> ", "EAST LANSING", None, None),
        ("THE BRONX — ", "THE BRONX", None, None),
        ("TALLOW CREEK — ", "TALLOW CREEK", None, None),
        ("TEXAS — ", "TEXAS", None, None),
    ],
)
def test_all_that_a_front_says(front: str, place: str, date: str | None, agency: str | None) -> None:
    found = split_dateline(front + REST)

    assert found
    assert found.dateline
    assert (found.dateline.place, found.dateline.date, found.agency) == (place, date, agency)
    assert found.rest == REST


@pytest.mark.parametrize(
    "text",
    [
        "GOOGLE — The search engine said on Monday.",
        "DONALD TRUMP — The president said on Monday that he will go.",
        "UNESCO — The agency met on Monday.",
        "PORTLAND TIMBERS - A season in numbers: 14 wins and an owl. The owl has a ticket.",
        "MANCHESTER CITY - The champions won again on Monday. Nobody was surprised.",
        "TEXAS — IT'S LIKE ANOTHER COUNTRY. So ran the slogan of the year.",
        "NEW RULES — Gatherings of more than six are banned from Monday.",
    ],
)
def test_capitals_that_are_no_place(text: str) -> None:
    assert split_dateline(text) is None


@pytest.mark.parametrize(
    "use",
    ["NORVANT is an agency.", "Mr. Norvant went home.", "Norvant Inc. grew.", "Norvant said that it grew."],
)
def test_an_unknown_place_needs_a_text_that_does_not_speak_against_it(use: str) -> None:
    long = f"NORVANT — {REST} {REST} {REST} {REST}"

    assert split_dateline(f"NORVANT — {REST}") is None
    assert split_dateline(long)
    assert split_dateline(long, [use]) is None


def test_the_first_line_of_a_report_is_no_dateline_as_a_whole() -> None:
    assert read_dateline("WASHINGTON, Oct 19 - By buying its own bonds the Treasury cut its") is None
