"""The page's own data and buttons, by their form: “Category : Press releases”, “Save my choices”, “NL FR”."""

import re

from schemas import RemovalReason
from services.clean.lines.links import any_of
from services.clean.lines.prose import ends_sentence
from services.clean.lines.vocabulary import (
    BUTTON_THINGS,
    BUTTON_VERBS,
    FILLER,
    LANGUAGES,
    SHARE_ACTIONS,
    word_set,
)

DATE = (
    r"(?:(?:news |release |publication |posting )?date|"
    r"(?:last |first )?(?:modified|updated|published|posted)(?: on)?)"
)
DETAIL = re.compile(
    rf"\W*(?:(?P<clock>{DATE})|(?P<credit>source|(?:web |online |copy )?editor)|(?:article |content "
    rf")?type|category|"
    r"section|article title|website name|access date|citation|word count|views|hits|reads|release (?:no|"
    r"number|summary)|"
    r"ref(?:erence)?(?: no| number)?|(?:article|story) id|contact|e-?mail|short ?link|permalink|url|"
    r"printed from)"
    r"\s?:\s*(?P<value>.{0,120})",
    re.IGNORECASE,
)
"""A row of the page's data; the value is no sentence, and “Release Date:” may be alone on its line."""
LAST_CHANGED = any_of(
    r".{0,80}\blast[ -](?:modified|updated|edited|changed)\b\W{0,3}.{0,60}\d\W{0,2}(?:[ap]\.?m\.?)?\W*"
)
WORD = re.compile(r"[^\W\d_]+")
MOST_WORDS = 7
"""Words on a button."""
BUTTONS = (
    (RemovalReason.CONSENT, word_set("accept agree allow decline reject cookie cookies")),
    (RemovalReason.COMMENTS, word_set("comment comments review reviews rate rating")),
    (RemovalReason.MARKUP, word_set("playlist player autoplay subtitles")),
)
"""What the words on a button say it is for; most lead on in the site."""


def of_button(line: str) -> RemovalReason | None:
    """What a button is for that begins with a verb and has no words but a page's: “Load more posts”."""
    if len(line) > 60 or line[-1] in ".!?,:;":
        return None
    said = [word.casefold() for word in WORD.findall(line)]
    if not 2 <= len(said) <= MOST_WORDS or said[0] not in BUTTON_VERBS or BUTTON_THINGS.isdisjoint(said):
        return None
    if not set(said) <= BUTTON_VERBS | BUTTON_THINGS | FILLER:
        return None
    if said[0] in SHARE_ACTIONS:
        return RemovalReason.SHARING
    return next((reason for reason, names in BUTTONS if not names.isdisjoint(said)), RemovalReason.NAVIGATION)


def of_detail(line: str) -> RemovalReason | None:
    """What a row of the page's data is about; null for any other line."""
    if len(line) > 200 or not (found := DETAIL.fullmatch(line)):
        return RemovalReason.CLOCK if LAST_CHANGED.fullmatch(line[:200]) else None
    if ends_sentence(found["value"]):
        return None
    if found["clock"]:
        return RemovalReason.CLOCK
    return RemovalReason.CREDIT if found["credit"] else RemovalReason.NAVIGATION


def is_choice_of_languages(line: str) -> bool:
    """Whether the line offers the page in other languages, by their names or their codes in capitals."""
    names = WORD.findall(line[:200])
    return len(names) >= 2 and all(
        (len(name) > 2 or name.isupper()) and name.casefold() in LANGUAGES for name in names
    )
