"""Bylines and agency credits: who wrote the article, as papers and agencies sign it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clean.opening.agencies import (
    agency_of_credit,
    agency_signing,
    is_reporters_note,
    split_sign_off,
)
from services.clean.opening.byline_lines import (
    read_byline,
    read_card,
    read_credit,
    read_stamped_byline,
    split_byline,
    split_title,
)
from services.clean.opening.bylines import is_name

BYLINES = """
    By Jane Roe, Bo Carlsen and Ann Lee in London | Jane Roe; Bo Carlsen; Ann Lee |
    BY JANE ROE Staff Writer | Jane Roe |
    By Jane Roe Staff Writer | Jane Roe |
    Jane Roe Political correspondent | Jane Roe |
    Jane Roe, Staff Reporter | Jane Roe |
    By Jane Roe, Chief Political Correspondent, in Berlin | Jane Roe |
    By Jane Roe and Bo Carlsen, Political Editor | Jane Roe; Bo Carlsen |
    Jane Roe, Associated Press | Jane Roe | AP
    Jane Roe & Bo Carlsen • Reuters | Jane Roe; Bo Carlsen | Reuters
    By Jane Roe, CNN | Jane Roe | CNN
    By Jane Roe, CNN Business | Jane Roe | CNN
    By JANE ROE, Associated Press Writer | Jane Roe | AP
    By Jane Roe - Staff Writer - Associated Press | Jane Roe | AP
    By Jane Roe (Reuters) | Jane Roe | Reuters
    By AFP and Jane Roe | Jane Roe | AFP
    by Jeremy Clift, Reuters | Jeremy Clift | Reuters
    By Jane Roe BBC News | Jane Roe |
    By Jane Roe, BBC News, Washington | Jane Roe |
    Story by Jane Roe | Jane Roe |
    Analysis by Jane Roe, CNN | Jane Roe | CNN
    Text: Jane Roe | Jane Roe |
    Byline: Jane Roe | Jane Roe |
    From Jane Roe in Paris | Jane Roe |
    By Jane Roe July 15, 2018 | Jane Roe |
    By Jane Roe on July 15, 2018 | Jane Roe |
    Jane Roe / Updated: Jul 14, 2018, 06:31 IST | Jane Roe |
    By Jane Roe, Reporting from London | Jane Roe |
    By Jane Roe for CNN | Jane Roe |
    By Jane Roe, Special to the Gazette | Jane Roe |
    By Jane Roe @janeroe | Jane Roe |
    By Jane Roe with Bo Carlsen | Jane Roe; Bo Carlsen |
    By Dr. Jane Roe | Dr. Jane Roe |
    By J. K. Roe | J. K. Roe |
    By Seán Ó Riada | Seán Ó Riada |
    By Ahmed al-Masri | Ahmed al-Masri |
    By Choe Sang-Hun | Choe Sang-Hun |
    By Nguyễn Văn An | Nguyễn Văn An |
    By Jean d'Arc | Jean d'Arc |
    By Heather Mills | Heather Mills |
    By Sammy Davis Jr. | Sammy Davis Jr. |
    By JOHN McDONALD | John McDonald |
    By MARIA DE LA CRUZ | Maria de la Cruz |
    By TJ SMITH and ED NG | TJ Smith; Ed Ng |
    By Jane OKAFOR | Jane Okafor |
    EXCLUSIVE by Jane Roe @janeroe | Jane Roe |
    As told to Jane Roe | Jane Roe |
    Words and recipe by Jane Roe-Lee | Jane Roe-Lee |
    By Jane Roe For Morning Online | Jane Roe |
    By: Jane Roe - Reporter / @jroe | Jane Roe |
    By Jane Roe / NJ Dispatch | Jane Roe |
    Jane Roe jroe@x.example | Jane Roe |
    Jane Roe Updated 17 Apr 2019 | Jane Roe |
    — Jane Roe, Staff Writer | Jane Roe |
    Par Solène Kervadec | Solène Kervadec |
    Press Trust of India, New Delhi | | PTI
    By the Merrow Valley Messenger staff, 5 Dec 2017 06:30 | |
    From our correspondent | |
    By Our Special Correspondent | |
    By Staff Reporter | |
    By Web Desk | |
    By Express News Service | |
    By Daily Mail Reporter | |
    By New York Times | |
    By Reuters Staff | | Reuters
    By The Associated Press | | AP
"""


@pytest.mark.parametrize("row", [row.strip() for row in BYLINES.strip().split("\n")])
def test_byline(row: str) -> None:
    line, names, agency = (part.strip() for part in row.rsplit("|", 2))
    found = read_byline(line)

    assert found
    assert found.names == tuple(filter(None, names.split("; ")))
    assert found.agency == (agency or None)


@pytest.mark.parametrize(
    "line",
    [
        "Jane Roe is a staff writer at the Gazette",
        "Jane Roe is a staff writer. She lives in London.",
        "By jane roe",
        "By Monday",
        "By Christmas Eve",
        "By New Delhi",
        "By car",
        "By our photos we would like to show you the region in which we live",
        "By senior officials",
        "By the time reporters arrived, it was over.",
        "Jane Roe",
        "Tim Cook, Chief Executive",
        "Sadiq Khan, Mayor",
        "Brandt, told reporters.",
        "From Monday, trains will run again in the north.",
    ],
)
def test_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("text", "cut", "names"),
    [
        ("By Jane Roe LONDON (Reuters) - Talks went on.", "By Jane Roe", ("Jane Roe",)),
        ("BY JANE ROE LONDON, March 3 - Talks went on.", "BY JANE ROE", ("Jane Roe",)),
        ("By Ann Lee and Bo Carlsen ROME — Talks.", "By Ann Lee and Bo Carlsen", ("Ann Lee", "Bo Carlsen")),
        ("By Jane Roe — Talks went on.", "By Jane Roe —", ("Jane Roe",)),
        ("By Jane Roe: Talks went on.", "By Jane Roe:", ("Jane Roe",)),
        ("Jane Roe, Reuters — Talks went on.", "Jane Roe, Reuters —", ("Jane Roe",)),
    ],
)
def test_byline_in_front(text: str, cut: str, names: tuple[str, ...]) -> None:
    found = split_byline(text)

    assert found
    assert (found.cut, found.byline.names) == (cut, names)
    assert found.rest == text.removeprefix(cut).strip()


@pytest.mark.parametrize(
    "text", ["HEART OF EMPIRE — Talks went on.", "By Monday: Talks went on.", "— Talks."]
)
def test_no_byline_in_front(text: str) -> None:
    assert split_byline(text) is None


@given(st.text(max_size=80))
def test_anything_may_stand_in_a_line(text: str) -> None:
    for line in (text, f"By {text}", f"Jane Roe, {text}", f"By Jane Roe {text} LONDON — x"):
        read_byline(line)
        split_byline(line)
        agency_of_credit(line)
        is_name(line)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("==Kyodo", "Kyodo"),
        ("© AFP", "AFP"),
        ("© 2018 AFP", "AFP"),
        ("- Reuters", "Reuters"),
        ("REUTER", "Reuters"),
        ("Reuters Staff", "Reuters"),
        ("Source: Xinhua", "Xinhua"),
        ("AAP with Reuters", "AAP"),
        ("AFP/Reuters", "AFP"),
        ("ANI", "ANI"),
        ("--IANS", "IANS"),
        ("TASS/", "TASS"),
        ("dpa", "dpa"),
        ("dpa xy/ab cd", "dpa"),
        ("PTI ABC DEF", "PTI"),
        ("Uni", None),
        ("tempo", None),
        ("TV DAY", None),
        ("Reuters said so on Monday.", None),
    ],
)
def test_credit(line: str, agency: str | None) -> None:
    assert agency_of_credit(line) == agency


@pytest.mark.parametrize(
    ("signature", "agency"),
    [("Reuters Health", "Reuters"), ("CAJ News", "CAJ News"), ("R", None), ("D-Vt.", None), ("knee", None)],
)
def test_agency_in_brackets(signature: str, agency: str | None) -> None:
    assert agency_signing(signature) == agency


@pytest.mark.parametrize(
    ("line", "noted"),
    [
        ("(With inputs from agencies)", True),
        ("(With PTI inputs)", True),
        ("Inputs from Reuters", True),
        ("(Reporting by Ann Lee; Editing by Bo Carlsen)", True),
        ("jo/bp/rl", True),
        ("With inputs so high, farmers lose money, they said.", False),
        ("TV DAY", False),
    ],
)
def test_note_on_reporters(line: str, noted: bool) -> None:
    assert is_reporters_note(line) is noted


@pytest.mark.parametrize(
    ("paragraph", "signature"),
    [
        ("It was over, he said. (AFP)", "(AFP)"),
        ("It was over, he said. – Reuters", "– Reuters"),
        ("It was over, he said. Reuter", "Reuter"),
        ("It was over, he said. Enditem", "Enditem"),
        ("It was over, he said. /TASS/", "/TASS/"),
        ("It was over, he told Reuters.", None),
        ("It was over, he said. Tempo", None),
    ],
)
def test_sign_off(paragraph: str, signature: str | None) -> None:
    found = split_sign_off(paragraph)

    assert (found[1] if found else None) == signature


def test_byline_behind_a_stamp() -> None:
    found = read_stamped_byline("Posted on 12 February 2018 by Ann Lee")

    assert found
    assert found.names == ("Ann Lee",)
    assert read_stamped_byline("The 3 boats were built by Ann Lee") is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reporting by Ann Lee in Riga and Bo Carlsen; writing by Jo Marsh; editing by Al Roe)", 3),
        ("Reporting by Ann Lee, editing by Al Roe", 1),
        ("Editing by Al Roe", 0),
        ("(Additional reporting by Ann Lee)", 0),
    ],
)
def test_reporters_of_a_credit(line: str, names: int) -> None:
    found = read_credit(line)

    assert len(found) == names
    assert "Al Roe" not in found


def test_name_on_a_card() -> None:
    assert read_card("Ann Lee covers schools. Reach her at 555-0177.") == "Ann Lee"
    assert read_card("Contact Ann Lee at 555-0142.") == "Ann Lee"
    assert read_card("The writer is a farmer.") is None


def test_title_of_an_article_on_one_line() -> None:
    line = (
        "The town that bought its bank By Ann Lee OMAHA, Neb. — When the last bank shut, nobody said a word."
    )

    assert split_title(line) == ("The town that bought its bank", line.split("bank ", 1)[1])
    assert split_title("The book By Ann Lee is old, and so is she.") is None
