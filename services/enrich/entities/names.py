"""What is known of names before any text is read: titles, and the countries and bodies with several names."""

import re

from spacy.lang.en.stop_words import STOP_WORDS

_ROLES = """
president minister premier chancellor senator congressman congresswoman representative governor mayor
secretary undersecretary ambassador envoy speaker leader director chairman chairwoman chair ceo
commissioner spokesman spokeswoman attorney judge justice sheriff detective officer general admiral
colonel major captain lieutenant sergeant commander archbishop bishop cardinal reverend rabbi imam
professor doctor mr mrs ms miss dr prof sen rep gov gen col lt sgt capt candidate nominee chairperson
delegate coach actor actress singer author analyst economist strategist adviser advisor aide lawyer
reporter journalist administrator president-elect co-founder founder lawmaker activist billionaire tycoon
striker midfielder defender goalkeeper footballer quarterback golfer boxer rapper novelist historian
epidemiologist virologist pastor moderator star rapper executive prosecutor sir dame lord lady
"""
_REGNAL = """
pope king queen prince princess emperor empress sultan emir sheikh ayatollah duke duchess saint
"""
_HONORIFICS = "mr mrs ms dr sen rep gov president senator governor chancellor minister judge"
_TITLE_PARTS = """
vice prime chief deputy pres adm rev hon sec maj former ex acting foreign finance defense defence
economy interior trade treasury state first republican democratic democrat counsel crown
"""
_CALENDAR = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december jan feb aug sept oct nov dec
"""

REGNAL = frozenset(_REGNAL.split())
"""Titles that news keeps with the one name they stand before, “Pope Francis”, lower case."""

ROLES = frozenset(_ROLES.split()) | REGNAL
"""Words before a name that only a person has, lower case, without their dot."""

HONORIFICS = REGNAL | frozenset(_HONORIFICS.split())
"""Titles that news writes before a family name alone, lower case, without their dot."""

TITLES = ROLES | frozenset(_TITLE_PARTS.split())
"""Words that stand before a person's name and are no part of it, lower case, without their dot."""

KEPT_TITLES = frozenset({"PM"})
"""Short titles that wire copy writes like a first name: they stay in the mention, never in the name."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Words after a name that tell a person from their namesake, lower case, without their dot."""

CALENDAR = frozenset(_CALENDAR.split())
"""Days and months: capitalised, but no part of the name beside them (“Lighthizer Monday”)."""

_SYNONYMS = {
    "GPE": (
        ("United States", "United States of America", "America", "U.S.", "US", "USA", "U.S.A."),
        ("United Kingdom", "U.K.", "UK", "Britain", "Great Britain"),
        ("United Arab Emirates", "U.A.E.", "UAE"),
        ("North Korea", "N. Korea", "DPRK", "D.P.R.K."),
        ("South Korea", "S. Korea"),
        ("Russia", "Russian Federation"),
        ("Los Angeles", "L.A."),
        ("Washington D.C.", "Washington DC"),
    ),
    "ORG": (
        ("United Nations", "U.N.", "UN"),
        ("European Union", "E.U.", "EU"),
        ("Federal Reserve", "Fed", "U.S. Federal Reserve", "US Federal Reserve"),
    ),
}

SYNONYMS: dict[str, tuple[str, str]] = {
    form: (forms[0], label) for label, groups in _SYNONYMS.items() for forms in groups for form in forms
}
"""A form as it is written → the one name that all its forms share, and its label."""

NO_NAME = TITLES | CALENDAR | STOP_WORDS
"""Words, lower case, that are never a name by themselves."""
GROUPS = frozenset(name for name, _ in SYNONYMS.values())
"""The one names of all these groups of forms."""

POSSESSIVE = re.compile(r"['’]s?$")
FIRST_WORD = re.compile(r"\S+\s+(?=\S)")
WORD_BEFORE = re.compile(r"(\S+) $")
"""The ending of a name, its first word of several, and the word in front of it."""


def bare(word: str) -> str:
    """A word as the tables have it: lower case, without its dot."""
    return word.rstrip(".").lower()
