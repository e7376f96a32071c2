"""Reads where and when an article was filed from the start of a paragraph, in modern and wire forms.

“NEW YORK — ”, “WASHINGTON (AP) — ”, “TURNBERRY/GLASGOW, Scotland, July 15 (Reuters) - ”, “(Reuters) - ”,
“NEW DELHI: ”, “Moscow, 12 May /TASS/. ”. The forms are those of the stylebooks of AP and Reuters, of the
press release wires, and of the agencies and papers of India, Russia, China and Spain.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from schemas import Dateline
from services.clean.opening.agencies import ANY_AGENCY, agency_in, agency_named, agency_signing, is_house
from services.clean.opening.dateline_prefix import DatelinePrefix, goes_on, is_in_capitals, is_place
from services.clean.opening.places import CITIES, is_city, is_city_of_the_world, names_city

MAX_DATELINE_CHARS = 160
"""Characters in which a dateline ends."""
DASH = "[—–―‒−]"
PLAIN = r"[^—–―‒−:()\[\]“”\"?!;|>»]"
COUNTRY = (
    rf"(?:\s\([^()]{{2,40}}\))?\s\[[A-Z][A-Za-z ]{{2,30}}\](?:,{PLAIN}{{3,25}})?"
    rf"|\s\([A-Z][a-z][^()]{{1,40}}\),{PLAIN}{{3,25}}(?=\()"
)
SIGNED = (
    rf",?\s*(?:--|{DASH}|-)?\s*\((?P<agency>[^()]{{2,40}})\)(?P<after>,?\s+[\w ,.]{{3,25}}?)?"
    r"|,?(?:^|\s)\s*/\s?(?P<slashed>[A-Za-z][A-Za-z /-]{1,30}?)\s?/(?P<late>\s[\w ,.]{3,25}?\s?/)?"
)
DATELINE_ENDS = (
    rf",?\s*(?:{DASH}{{1,2}}|-{{2,3}}|>>|»)|,?\s+[-_]+(?:\s-)?|(?(slashed)|(?<=\)))\.?\s?-|(?<=\d)-(?=\s?[A-Z])|(?<=\))_"
    r"|\s*(?P<colon>:)(?:(?=\s|$)|(?<=\):)(?=[A-Z“\"]))|(?P<none>(?(slashed)|(?<=\)))\.?)(?=\s*[A-Z“\"]|\s*$)"
)
FRONT = re.compile(
    rf"(?P<front>{PLAIN}{{0,90}}?(?:{COUNTRY})?)(?:{SIGNED})?(?:{DATELINE_ENDS})(?:\s+|(?=[^\s\d])|$)"
)
"""“New Delhi [India], May 3 (ANI): ”, “SEOUL, July 19 (Yonhap) -- ”, “MOSCOW, May 12. /TASS/. ”."""
NO_DASH = re.compile(
    r"(?P<front>[A-Z][^a-z()\[\]:;?!“”\"]{2,40},\s?(?:[A-Z][\w.]+,\s?)?"
    r"[A-Z][a-z]{2,8}\.? \d{1,2})\s+(?=[A-Z“\"])"
    r"|(?P<city>[A-Z][\w -]{2,30})\.\s+(?=[A-Z“\"])(?!\w+\.)"
)
"""“LONDON, March 3 The …”, “Nairobi. The …”."""
MONTH = (
    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Ene|Abr|Ago|Dic|Mai|Juin|Juil|Mär|Okt|Dez"
    "|Gen|Mag|Giu|Lug|Set|Ott|Fev|Fév|Avr|Aoû|Déc|Out)"
    r"[^\W\d_]{0,7}\.?"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
DATE = re.compile(
    rf"(?<![^\W\d_])(?P<date>(?:{WEEKDAY},?\s+)?(?:{MONTH}\s*{DAY}|{DAY}\.?\s+{MONTH})(?:,?\s*\d{{4}})?"
    rf"|\d{{4}}-\d\d-\d\d|{WEEKDAY})[\s,.]*$",
    re.IGNORECASE,
)
SECOND = re.compile(
    rf"(?P<agency>{ANY_AGENCY}):\s+|(?P<date>{MONTH}\s{DAY}(?:,\s\d{{4}})?|{DAY}\s{MONTH}(?:\s\d{{4}})?)"
    rf"\s?(?:{DASH}|--?)\s*",
    re.IGNORECASE,
)
"""What some set between the dash and the text: “CAIRO - MENA: ”, “BOISE, Idaho – July 15, 2018 – ”."""
SIGNED_BARE = re.compile(
    rf"(?:,\s*|(?<=\d)\s)(?P<agency>{ANY_AGENCY}|(?:(?<=\d,\s)|(?<=\d\s))(?-i:[A-Z]{{2,6}}))$", re.IGNORECASE
)


class DatelineCut(NamedTuple):
    """A dateline in front of a paragraph: what is cut, where and when, who, and the rest of it."""

    cut: str
    dateline: Dateline | None
    agency: str | None
    rest: str


def split_dateline(paragraph: str, others: Iterable[str] = ()) -> DatelineCut | None:
    """The dateline in front of a paragraph and the text behind it; null where there is none.

    `others`, paragraphs of the same article, count where a word in capitals is all there is to go by:
    “HAVELOCK — ” is no place where “havelock” stands in the text, or where other paragraphs begin so.
    The rest is empty where the dateline has the line to itself.
    """
    found = _split(paragraph, others)
    if not found or (found.dateline and found.dateline.place):
        return found
    other = _split(found.rest, ())  # “(ANSA) - ROME, MAY 3 - ”
    if not other or not other.dateline:
        return found
    cut = paragraph[: len(paragraph) - len(other.rest)].strip()
    return other._replace(cut=cut, agency=found.agency or other.agency)


def _split(paragraph: str, others: Iterable[str]) -> DatelineCut | None:
    start = paragraph[:MAX_DATELINE_CHARS]
    found = FRONT.match(start) or NO_DASH.match(start)
    if not found:
        return None
    end = found.end()
    front = _read_front(found)
    second = SECOND.match(start, end) if front and front.place and not (front.date or front.agency) else None
    if front and second:
        front = front._replace(date=second["date"], agency=second["agency"], known=bool(second["agency"]))
        end = second.end()
    rest = paragraph[end:]
    if not front or not goes_on(front, rest) or (front.place and not is_place(front, rest, others)):
        return None
    agency = None if front.agency and is_house(front.agency) else front.agency
    dateline = Dateline(place=front.place or None, date=front.date) if front.place or front.date else None
    return DatelineCut(paragraph[:end].strip(), dateline, agency, rest)


def read_dateline(line: str) -> DatelineCut | None:
    """The dateline that has a line to itself: “WHITE HOUSE —”, “London, July 15 (Reuters)”, “ISTANBUL”."""
    if len(line) > MAX_DATELINE_CHARS or line[-1:] in "!?":
        return None
    if (found := split_dateline(line)) and not found.rest:
        return found
    if line.isupper() and (line.casefold() in CITIES or is_city_of_the_world(line)):
        return DatelineCut(line, Dateline(place=line), None, "")
    found = split_dateline(f"{line} —")
    place = found.dateline.place if found and found.dateline else None
    if not found or not found.dateline or not place or found.rest:
        return None
    if not (found.agency or found.dateline.date):
        return None
    city = place.partition(",")[0]
    # a title in capitals may end with a day of the week, too
    told = is_in_capitals(city) and (found.agency or any(map(str.isdigit, found.dateline.date or "")))
    known = told or names_city(city) or is_city_of_the_world(city)
    return found._replace(cut=line) if known else None


def _read_front(found: re.Match[str]) -> DatelinePrefix | None:
    parts = found.groupdict()
    if city := parts.get("city"):
        return DatelinePrefix(city, None, None, False, False) if city.casefold() in CITIES else None
    text, date = _cut_date(parts["front"])
    agency, after = parts.get("agency") or parts.get("slashed"), parts.get("after") or parts.get("late")
    if agency and DATE.fullmatch(agency):  # “NEW YORK (Oct 19) -”
        agency, date = None, agency
    if after:
        left, date = _cut_date(after.strip(" /"))
        if left:
            return None
    if agency is None:
        first, _, behind = text.partition(",")
        if signed := SIGNED_BARE.search(text):  # “TOKYO, Jan. 3, Kyodo -”
            agency, (text, date) = signed["agency"], _cut_date(text[: signed.start()])
            if not date and not names_city(text.partition(",")[0]):
                return None  # “Jane Roe, Reuters —” is a byline
        elif agency_named(first) and not parts.get("colon"):  # “CNN —”, “TEMPO.CO, Jakarta -”
            agency, text = first, behind.strip()
    named = agency_signing(agency) if agency else None
    known = bool(agency and agency_in(agency))
    if not (text or known) or (agency and not named):
        return None
    if parts.get("none") is not None and not date and not (known and _may_stand_bare(text)):
        return None
    return DatelinePrefix(text, date, named, known, bool(parts.get("colon")))


def _may_stand_bare(place: str) -> bool:
    """Whether a place needs no dash behind the agency: “Washington (CNN) The …”, not “The PTI (PTI) …”."""
    return not place or is_in_capitals(place) or names_city(place)


def _cut_date(text: str) -> tuple[str, str | None]:
    """The text without the date at its end, and the date: “KIEV. October 4” too."""
    text = text.strip(" ,")
    dated = DATE.search(text)
    if not dated:
        return text, None
    place = text[: dated.start()].strip(" ,")
    return (place[:-1] if place[-1:] == "." and "," not in place and is_city(place[:-1]) else place), dated[
        "date"
    ]
