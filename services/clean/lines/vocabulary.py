"""The words of page boilerplate, by what they are about: a line made of nothing else is not the article's."""

from services.languages import ENGLISH, PRESS


def word_set(words: str) -> frozenset[str]:
    """The words of a text, separated by white space."""
    return frozenset(words.split())


FILLER = ENGLISH.page.filler
NETWORKS = PRESS.networks
SHARE_ACTIONS = ENGLISH.page.share_actions
SHARE_WORDS = SHARE_ACTIONS | NETWORKS | FILLER | ENGLISH.page.share_words
MENU = ENGLISH.page.menu
COMMENT_WORDS = FILLER | ENGLISH.page.comment_words

BUTTON_VERBS = ENGLISH.page.button_verbs
"""With what a page's button begins."""
BUTTON_THINGS = ENGLISH.page.button_things
"""What it is for."""
LANGUAGES = PRESS.language_names
"""Names and codes of languages, as a page offers itself in them."""

MONTHS = frozenset(ENGLISH.calendar.month_names)
DAYS = frozenset(ENGLISH.calendar.day_names)
STAMPS = PRESS.stamp_words
"""What a page prints with a time and an author does not."""
TIME_WORDS = MONTHS | DAYS | STAMPS | {name[:3] for name in MONTHS | DAYS} | PRESS.time_words

ROLES = ENGLISH.bylines.press_roles
"""What somebody is at a paper."""
PARTICLES = PRESS.name_particles
"""Small words inside a name."""

MENU_ONLY = ENGLISH.page.menu_only
"""Words of menus that are no subjects: one at least is in every menu, and in few lists of an article."""
