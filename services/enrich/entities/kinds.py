"""What the words of a name say of the kind of thing it names, before any text is read."""

from services.languages import ENGLISH

ORGANISATION_ENDS = ENGLISH.names.organisation_ends | ENGLISH.names.company_forms
"""Last words of organisations' names, lower case."""
ORGANISATION_STARTS = ENGLISH.names.organisation_starts
"""First words of organisations' names that go on with “of” or “for”, lower case."""
PLACE_ENDS = {word: label for label, words in ENGLISH.names.place_ends.items() for word in words}
"""Last words of places' names, lower case, with their label."""
PLACE_STARTS = {word: label for label, words in ENGLISH.names.place_starts.items() for word in words}
"""First words of places' names, lower case, with their label."""
COMPANY_FORMS = ENGLISH.names.company_forms
"""Short last words of companies' names, lower case."""
COMPANY_NOUNS = ENGLISH.names.company_nouns
"""Words right before the name of an organisation: “the carmaker Tesla”."""
PLACE_NOUNS = ENGLISH.names.place_nouns
"""Words right before the name of a place, with “of” or without."""

COMMON = ENGLISH.names.common_nouns
"""Common nouns, abbreviations and slips that are no name when they stand alone, lower case."""
