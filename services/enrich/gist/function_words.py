"""The words that hold sentences together, in small closed lists: between them stand the phrases."""

from spacy.lang.en.stop_words import STOP_WORDS

_DETERMINERS_WORDS = """
a an the this that these those my your his her its our their another each every some any no both either
neither all such
"""
DETERMINERS = frozenset(_DETERMINERS_WORDS.split())
"""What opens a noun phrase: a word right before one is no part of it, and often its verb."""

_PRONOUNS_WORDS = """
i you he she it we they who which me him us them himself herself itself themselves
"""
PRONOUNS = frozenset(_PRONOUNS_WORDS.split())
"""What stands for a noun phrase."""

_BEFORE_VERBS_WORDS = """
to not can could may might must shall should will would do does did don't doesn't didn't won't can't
couldn't wouldn't cannot let help i you he she we they who
"""
BEFORE_VERBS = frozenset(_BEFORE_VERBS_WORDS.split())
"""What has a verb behind it, where the word there could be a noun too."""

_PREPOSITIONS_WORDS = """
of in on at by for from with without over under into about between among against through during after before
as per across amid toward towards despite
"""
PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split())
"""What has a noun phrase behind it."""

_NUMBERS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
million millions billion billions trillion dozen dozens first second third fourth fifth sixth seventh eighth
ninth tenth half quarter twice double
"""
_LINKS = """
since because while where when whether than then if though although until unless once and but or nor so yet
instead including according also still just even only already never ever always again almost nearly around
well back soon later ago away apart together likely more most less least much many few several other others
own same too very out up down off what why how whose there here worth outside inside near nearby beyond abroad
overnight tonight today tomorrow yesterday else
"""
_CONTENT_WORDS = """
amount bottom call front full mine move name part show side top
"""
_CONTENT = frozenset(_CONTENT_WORDS.split())

FUNCTION_WORDS = (
    STOP_WORDS - _CONTENT
    | DETERMINERS
    | PRONOUNS
    | BEFORE_VERBS
    | PREPOSITIONS
    | frozenset(_NUMBERS.split())
    | frozenset(_LINKS.split())
)
"""What no phrase that says what a text is about has in it, lower case."""
