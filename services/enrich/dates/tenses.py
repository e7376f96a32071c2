"""Whether a sentence puts a date before its writing or after it: “met on Sunday”, “will meet on Sunday”.

By the words, without a parser: what stands between the date and the one before it speaks first, then what
stands behind the date, then what was said of the date before it.
"""

import re
from collections.abc import Iterable

from services.enrich.dates.periods import Tense
from services.languages import ENGLISH

REACH = 200
"""Characters on each side of a date in which its verb is looked for."""
CLOSE = 20
"""Characters between a date and a verb that is surely its own: “met for the first time on”."""


_alternatives = "|".join


_MODAL = _alternatives(ENGLISH.calendar.modals)
_PLAN = _alternatives(ENGLISH.calendar.plans)
_INFINITIVE = _alternatives(ENGLISH.calendar.infinitives)
_SCHEDULE = _alternatives(ENGLISH.calendar.schedule_verbs)
_PAST = _alternatives(ENGLISH.calendar.past_verbs)
_SAY = _alternatives(ENGLISH.calendar.past_sayings)
_NOT_PAST = _alternatives(ENGLISH.calendar.not_past)

_SIGNAL = re.compile(
    rf"""\b(?:
      (?P<say>{_SAY})
    | (?P<planned>(?:was|were)\s(?:\w+ing|to\s\w+))
    | (?P<ahead>{_MODAL}|{_PLAN}|{_SCHEDULE}|to\s(?:{_INFINITIVE})|going\sto|set\s(?:to|for)|[Aa]head\sof
        |(?:is|are|'re|’re)\s(?:\w+ing|on|to|due|set|scheduled)|'ll|’ll|won['’]t|has\suntil|have\suntil)
    | (?P<wish>(?!(?:needed|used|failed|managed|tried|refused)\b)[a-z]+ed\sto(?!\s[A-Z])
        |(?:wants?|vows?|hopes?|agrees?)\sto(?!\s[A-Z])|call(?:ed|s|ing)?\sfor)
    | (?:is|are|be|being)\s(?!(?:{_PLAN})\b)(?:\w+ed|held|set|sold|shown|made|paid)
    | (?P<behind>{_PAST}|(?:after|since)\s\w+ing|(?!(?:{_NOT_PAST})\b)[a-z]+ed)
    )\b""",
    re.VERBOSE,
)
_AT_ONCE = re.compile(
    r"(?:\b(?P<ahead>until|till|by|before|for|to|through|from|beginning|starting)|\b(?P<behind>since|after|following))\s(?:the\s)?$",
    re.I,
)
_NEXT_CLAUSE = re.compile(r",?\s(?:and|but|or)\s|;")
_IS_DAY = re.compile(r"day$|\D\d\d?$")
_SAID_THEN = re.compile(
    r"\s*(?:,|\.|that\b|it\b|he\b|she\b|they\b|in\b|at\b|to\b|the\b|night|morning|evening|afternoon|$)"
)


def tense(text: str, start: int, end: int, before: int, after: int) -> Tense:
    """The side of the date `text[start:end]`; likely where the word that says it stands far off.

    `before` and `after` are where these words begin and end: at the date before or the sentence's start, and
    the date behind or the sentence's end.
    """
    at_once = _AT_ONCE.search(text, max(before, start - 16), start)
    if at_once and at_once["behind"]:
        return Tense.BEHIND
    if at_once and at_once["ahead"].lower() == "for" and _IS_DAY.search(text, start, end):
        return Tense.AHEAD
    last = _last(_SIGNAL.finditer(text, max(before, start - REACH), start))
    first = next(
        (signal for signal in _SIGNAL.finditer(text, end, min(after, end + REACH)) if signal.lastgroup), None
    )
    back = start - last.end() if last else 0
    if last and first and back > CLOSE:
        nearer = not last["say"] and 3 * (first.start() - end) < back and not _NEXT_CLAUSE.match(text, end)
        last = None if nearer or (last["say"] and not _SAID_THEN.match(text, end)) else last
    if last:
        # “called for a strike on Monday”, but “called for help in a statement on Monday”
        return _side(bool(last["ahead"] or (last["wish"] and back <= CLOSE)), back)
    if first:
        return _side(bool(first["ahead"]), 2 * (first.start() - end))
    return Tense.LIKELY_AHEAD if at_once else Tense.UNSAID


def _side(ahead: bool, distance: int) -> Tense:
    if distance <= CLOSE:
        return Tense.AHEAD if ahead else Tense.BEHIND
    return Tense.LIKELY_AHEAD if ahead else Tense.LIKELY_BEHIND


def _last(signals: Iterable[re.Match[str]]) -> re.Match[str] | None:
    last = None
    for signal in signals:
        last = signal if signal.lastgroup else last
    return last
