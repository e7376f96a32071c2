"""What is known of names before any text is read: titles, and the countries and bodies with several names."""

import re

from spacy.lang.en.stop_words import STOP_WORDS

from services.languages import ENGLISH

REGNAL = ENGLISH.people.regnal_titles
"""Titles that news keeps with the one name they stand before, “Pope Francis”, lower case."""

ROLES = ENGLISH.people.titles | REGNAL
"""Words before a name that only a person has, lower case, without their dot."""

HONORIFICS = REGNAL | ENGLISH.people.honorifics
"""Titles that news writes before a family name alone, lower case, without their dot."""

TITLES = ROLES | ENGLISH.people.title_parts
"""Words that stand before a person's name and are no part of it, lower case, without their dot."""

KEPT_TITLES = ENGLISH.people.kept_titles
"""Short titles that wire copy writes like a first name: they stay in the mention, never in the name."""

SUFFIXES = ENGLISH.people.name_suffixes
"""Words after a name that tell a person from their namesake, lower case, without their dot."""

CALENDAR = (
    frozenset(ENGLISH.calendar.day_names + ENGLISH.calendar.month_names)
    | ENGLISH.calendar.months_in_capitals_only
)
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
