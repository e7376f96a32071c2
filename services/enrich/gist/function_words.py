"""The words that hold sentences together, in small closed lists: between them stand the phrases."""

from spacy.lang.en.stop_words import STOP_WORDS

from services.languages import ENGLISH

DETERMINERS = ENGLISH.text.determiners
"""What opens a noun phrase: a word right before one is no part of it, and often its verb."""

PRONOUNS = ENGLISH.text.pronouns
"""What stands for a noun phrase."""

BEFORE_VERBS = ENGLISH.text.before_verbs
"""What has a verb behind it, where the word there could be a noun too."""

PREPOSITIONS = ENGLISH.text.prepositions
"""What has a noun phrase behind it."""

_CONTENT = ENGLISH.text.stop_words_with_content

FUNCTION_WORDS = (
    STOP_WORDS - _CONTENT
    | DETERMINERS
    | PRONOUNS
    | BEFORE_VERBS
    | PREPOSITIONS
    | ENGLISH.text.number_words
    | ENGLISH.text.links
)
"""What no phrase that says what a text is about has in it, lower case."""
