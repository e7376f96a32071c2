"""When, in German: the forms in which the press writes dates, and what they mean on the day of writing.

“am Montag” counts from the day of writing, on the side that the sentence's words say; weeks run from Monday
to Sunday (DIN 1355-1). A length of time and a time of day are no dates.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from schemas import Annotator, DateMention
from services.enrich.dates import periods
from services.enrich.dates.holidays import easter
from services.enrich.dates.periods import Tense
from services.enrich.nlp_model import AnnotatedText
from services.languages import GERMAN

ANNOTATOR = Annotator(name="dates", version="1", model="rules de")

_MONTHS = {form: number for number, forms in enumerate(GERMAN.calendar.months, start=1) for form in forms}
_DAYS = {
    form: number for number, forms in enumerate(GERMAN.calendar.weekdays) for form in forms if len(form) > 2
}
_COUNTS = {word: number for number, word in enumerate(GERMAN.calendar.numbers)} | {
    word: int(number) for word, (number,) in GERMAN.calendar.other_numbers.items()
}
_SEASONS = dict(zip(GERMAN.calendar.seasons, (3, 3, 6, 9, 12), strict=True))
_EASTER = {"karfreitag": -2, "ostersonntag": 0, "ostermontag": 1, "pfingstsonntag": 49, "pfingstmontag": 50}
_FIXED = {"heiligabend": (12, 24), "silvester": (12, 31), "neujahr": (1, 1)}


def _any(words: dict[str, int] | tuple[str, ...]) -> str:
    return "|".join(sorted((word.capitalize() for word in words), key=len, reverse=True))


_SHORT_MONTH = "(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\\."
_WHOLE = _any(tuple(forms[0] for forms in GERMAN.calendar.months))
_MONTH = rf"(?P<month>{_WHOLE}|Jänner|{_SHORT_MONTH})"
_BARE_MONTH = rf"(?P<month>{_WHOLE}|Jänner)"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DAY = rf"(?P<day>{_any(_DAYS)})"
_TIME = "morgen|vormittag|mittag|nachmittag|abend|nacht"
_LAST = r"(?:vergangen|letzt|vorig|zurückliegend)e[nrms]?"
_NEXT = r"(?:kommend|nächst)e[nrms]?"
_WHICH = rf"(?:(?P<last>{_LAST})|(?P<next>{_NEXT})|(?P<this>diese[nrms]?))"
_PART = r"(?:(?:Anfang|Mitte|Ende)\s)"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})"
_SIGNAL = re.compile(r"[^\W\d_]+")
_REACH = 90
"""Characters on each side in which the words are looked for that say on which side of now a date is."""
_UNITS = {"tag": "day", "woche": "week", "monat": "month", "jahr": "year", "jahrzehnt": "decade"}


class Moment(NamedTuple):
    """From where a date is counted, and on which side of it the sentence puts it."""

    reference: date | None
    tense: Tense


Read = Callable[[re.Match[str], Moment], str | None]


def _full(found: re.Match[str], moment: Moment) -> str | None:
    month, day = _MONTHS[found["month"].lower().rstrip(".")], int(found["of"])
    if found["year"]:
        return date(int(found["year"]), month, day).isoformat()
    return periods.day_of_year(moment.reference, month, day, moment.tense) if moment.reference else None


def _numeric(found: re.Match[str], moment: Moment) -> str | None:
    return date(int(found["year"]), int(found["second"]), int(found["first"])).isoformat()


def _month(found: re.Match[str], moment: Moment) -> str | None:
    month, groups = _MONTHS[found["month"].lower().rstrip(".")], found.groupdict()
    if groups.get("year"):
        return periods.month_value(int(found["year"]), month)
    if not moment.reference:
        return None
    return periods.month_of_year(moment.reference, month, _which(found), moment.tense)


def _weekday(found: re.Match[str], moment: Moment) -> str | None:
    if not moment.reference:
        return None
    number = _DAYS[found["day"].lower()]
    return periods.weekday(moment.reference, number, _which(found), moment.tense).isoformat()


def _near(found: re.Match[str], moment: Moment) -> str | None:
    shifts = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2}
    if not moment.reference:
        return None
    return (moment.reference + timedelta(days=shifts[found["near"].lower()])).isoformat()


def _unit(found: re.Match[str], moment: Moment) -> str | None:
    if not moment.reference:
        return None
    unit = next(name for start, name in _UNITS.items() if found["unit"].lower().startswith(start))
    steps = -1 if found["last"] else 1 if found["next"] else 0
    if found["unit"][-1:] in "nen" and found["unit"].lower() in ("tagen", "wochen", "monaten"):
        return None  # “in den nächsten Tagen”
    if unit == "week":
        monday = moment.reference - timedelta(days=moment.reference.weekday()) + timedelta(weeks=steps)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return periods.period(moment.reference, unit, steps)


def _year_before(found: re.Match[str], moment: Moment) -> str | None:
    return periods.period(moment.reference, "year", -1) if moment.reference else None


def _ago(found: re.Match[str], moment: Moment) -> str | None:
    if not moment.reference:
        return None
    unit = next(name for start, name in _UNITS.items() if found["unit"].lower().startswith(start))
    count = _COUNTS.get(found["count"].lower()) or int(found["count"])
    if found["side"].lower() == "in" and moment.tense <= 0:
        return None
    steps = count if found["side"].lower() == "in" else -count
    return periods.away(moment.reference, unit, steps)


def _season(found: re.Match[str], moment: Moment) -> str | None:
    begin = _SEASONS[found["season"].lower()]
    if found["year"]:
        return periods.months_value(int(found["year"]), begin, 3) if begin != 12 else None
    return None


def _quarter(found: re.Match[str], moment: Moment) -> str | None:
    number = next(
        n for n, word in enumerate(GERMAN.calendar.ordinals) if found["nth"].lower().startswith(word)
    )
    year = int(found["year"]) if found["year"] else None
    if year is None and moment.reference:
        year = moment.reference.year - (3 * number - 2 > moment.reference.month)
    return periods.months_value(year, 3 * number - 2, 3) if year else None


def _holiday(found: re.Match[str], moment: Moment) -> str | None:
    if not moment.reference:
        return None
    name, years = found["holiday"].lower(), [moment.reference.year + shift for shift in (-1, 0, 1)]
    days = [
        easter(year) + timedelta(days=_EASTER[name]) if name in _EASTER else date(year, *_FIXED[name])
        for year in years
    ]
    return periods.nearest(moment.reference, days, moment.tense)


def _year(found: re.Match[str], moment: Moment) -> str | None:
    return found["year"]


_FORMS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?:{_PART})?(?P<of>[0-3]?\d)\.\s{_MONTH}(?:\s{_YEAR})?", _full),
        (rf"(?P<first>[0-3]?\d)\.\s?(?P<second>[01]?\d)\.\s?{_YEAR}", _numeric),
        (rf"(?:{_WHICH}\s)?{_PART}?{_MONTH}\s{_YEAR}", _month),
        (rf"(?P<night>Nacht\s(?:zu(?:m)?|auf)\s){_DAY}", _weekday),
        (rf"(?:{_WHICH}\s)?{_DAY}(?:{_TIME})?\b", _weekday),
        (rf"(?:{_WHICH}\s)?{_PART}?{_BARE_MONTH}\b", _month),
        (
            r"\b(?P<near>[Vv]orgestern|[Gg]estern|[Hh]eute|[Üü]bermorgen|(?<!heute\s)(?<!gestern\s)\bmorgen)\b",
            _near,
        ),
        (rf"{_WHICH}\s(?P<unit>Woche|Monat|Jahr|Jahrzehnt|Tagen|Wochen|Monaten|Jahren)s?\b", _unit),
        (r"\bVorjahr\b", _year_before),
        (rf"\b(?P<side>[Vv]or|[Ii]n)\s{_COUNT}\s(?P<unit>Tag|Woche|Monat|Jahr|Jahrzehnt)(?:en|n|e)?\b", _ago),
        (rf"(?P<season>{_any(GERMAN.calendar.seasons)})\s{_YEAR}", _season),
        (rf"(?P<nth>(?:erst|zweit|dritt|viert)e[nrs]?)\sQuartals?(?:\s{_YEAR})?", _quarter),
        (rf"(?P<holiday>{_any(tuple(_EASTER) + tuple(_FIXED))})\b", _holiday),
        (rf"{_PART}{_YEAR}(?![\d.,:])", _year),
    )
)
_COUNTED = "Euro|Menschen|Meter|Einwohner|Passagiere|Besucher|Stellen|Tonnen|Kilometer|Franken|Beschäftigte"
_YEAR_ALONE = re.compile(
    r"(?<=\b[Ii]m Jahr )(?:19|20)\d\d|(?<=\bab )20\d\d|(?<=\b[Ss]eit )(?:19|20)\d\d|(?<=\bvon )1[5-9]\d\d"
    r"|(?<=\b[Ff]ür )20\d\d|(?<=\bbis )20\d\d"
    r"|(?<![\d.,/-])(?:19[5-9]\d|20[0-4]\d)(?=\s(?:[a-zäöü]|[A-ZÄÖÜ]\w+\s)|[.,;:](?:\s|$))"
    rf"(?!\s(?:{_COUNTED}))"
)
_NOT_BEFORE = re.compile(r"(?:\w|\d[.,:/-])\Z")


def find_dates(reading: AnnotatedText, reference: date | None) -> tuple[DateMention, ...]:
    """The dates of a text, in order; those that count from the day of writing have no value without it."""
    return tuple(sorted(_dates(reading, reference), key=lambda mention: mention.start))


def _dates(reading: AnnotatedText, reference: date | None) -> Iterator[DateMention]:
    text, taken = reading.text, bytearray(len(reading.text))
    forms = (*_FORMS, (_YEAR_ALONE, lambda found, moment: found[0]))
    for form, read in forms:
        for found in form.finditer(text):
            start, end = found.span()
            if any(taken[start:end]) or _NOT_BEFORE.search(text, max(0, start - 2), start):
                continue
            taken[start:end] = b"\1" * (end - start)
            moment = Moment(reference, _tense(text, start, end))
            try:
                value = read(found, moment)
            except (ValueError, OverflowError, LookupError):
                value = None
            yield DateMention(text=text[start:end], start=start, end=end, value=value)


def _which(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return (
        "last"
        if groups.get("last")
        else "next"
        if groups.get("next")
        else "this"
        if groups.get("this")
        else ""
    )


def _tense(text: str, start: int, end: int) -> Tense:
    """The side that the nearest telling word of the clause says, before the date or behind it."""
    before = re.split(r"[.!?:;]\s|\n|[“”„»«\"]", text[max(0, start - _REACH) : start])[-1]
    behind = re.split(r"[.!?:;]\s|\n|[“”„»«\"]", text[end : end + _REACH])[0]
    best: tuple[int, Tense] | None = None
    for stretch, at_end in ((before, True), (behind, False)):
        for word in _SIGNAL.finditer(stretch):
            distance = len(stretch) - word.end() if at_end else word.start()
            folded = word[0].lower()
            ahead, past = folded in GERMAN.calendar.future_words, folded in GERMAN.calendar.past_words
            if (ahead or past) and (best is None or distance < best[0]):
                best = (distance, Tense.AHEAD if ahead else Tense.BEHIND)
    return best[1] if best else Tense.UNSAID
