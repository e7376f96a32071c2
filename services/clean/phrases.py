"""The furniture of news pages that tells itself by its words: what a line says, wherever it stands.

`wherever(line)` holds in the middle of an article too; `at_an_edge(line)` only above or below the
body, where a single word is a menu entry and not the heading of a section.
"""

import re
from collections.abc import Callable

from schemas import RemovalReason
from services.clean.agencies import agency_of_credit, is_reporters_note
from services.clean.buttons import COMMENTS, SHARING
from services.clean.captions import is_caption
from services.clean.clocks import is_reading_time, is_stamp, is_time
from services.clean.labels import LINKED, of_label
from services.clean.links import (
    HOME_PATH,
    NAVIGATION,
    POINTS_ON,
    RELATED_HEADING,
    RELATED_LABEL,
    RELATED_LINE,
    TICKER,
    WEATHER,
    any_of,
    is_menu_bar,
)
from services.clean.notices import CONTACT, COPYRIGHT, is_markup, is_reserved
from services.clean.offers import APPEAL, CONSENT, NEWSLETTER, PAYWALL
from services.clean.prose import ends_sentence, without_bullet
from services.clean.vocabulary import COMMENT_WORDS, FILLER, MENU, NETWORKS, SHARE_ACTIONS, SHARE_WORDS

LONGEST = 500
"""Characters: a longer line is a paragraph, whatever it says."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""Words, also where a scrape ran two buttons together: “standardsDiscussion”."""
STRANGE = re.compile(r"[{}<>=;\\]|\w\(|[^\W\d_a-zA-Z]")
"""Signs of program code, or letters that are not English: no word list here knows such a line."""

SHARE_BAR = SHARE_ACTIONS | NETWORKS | FILLER
MENU_BAR = MENU | NETWORKS | FILLER

TAG_LABEL = (
    r"(?:(?:related |more )?(?:tags?|topics?)|key ?words?|filed (?:under|in)|tagged(?: (?:as|with|under|"
    r"in))?|"
    r"categor(?:y|ies)|posted in|component|in this (?:article|story)|(?:see |explore )?more (?:on|"
    r"about)(?: these topics)?)(?:\(s\))?"
)
TAG_LINE = any_of(rf"\W*{TAG_LABEL}\s*[:|]\s*(?P<tags>.{{1,400}})")
TAG_HEADING = any_of(rf"\W*{TAG_LABEL}\s*:?\W*")
HASHTAGS = re.compile(r"(?:#\w{2,50}[\s,]*){1,40}")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
QUOTED = re.compile(r"[\"“‘'„«].{0,400}\b(?:said|says|told|added)\b")

SAYS_SO: tuple[tuple[RemovalReason, Callable[[str], object]], ...] = (
    (RemovalReason.CLOCK, is_reading_time),
    (RemovalReason.TAGS, TAG_LINE.fullmatch),
    (RemovalReason.RELATED, RELATED_LINE.fullmatch),
    (RemovalReason.RELATED, lambda line: line.endswith(POINTS_ON) and "«" not in line),
    (RemovalReason.RELATED, RELATED_HEADING.fullmatch),
    (RemovalReason.RELATED, LINKED.fullmatch),
    (RemovalReason.RELATED, lambda line: RELATED_LABEL.fullmatch(line) and not ends_sentence(line)),
    (RemovalReason.NAVIGATION, NAVIGATION.fullmatch),
    (RemovalReason.NAVIGATION, HOME_PATH.fullmatch),
    (RemovalReason.NAVIGATION, TICKER.fullmatch),
    (RemovalReason.SHARING, SHARING.fullmatch),
    (RemovalReason.NEWSLETTER, NEWSLETTER.fullmatch),
    (RemovalReason.NEWSLETTER, PAYWALL.fullmatch),
    (RemovalReason.NEWSLETTER, APPEAL.fullmatch),
    (RemovalReason.COMMENTS, COMMENTS.fullmatch),
    (RemovalReason.CAPTION, is_caption),
    (RemovalReason.COPYRIGHT, COPYRIGHT.fullmatch),
    (RemovalReason.COPYRIGHT, is_reserved),
    (RemovalReason.CONSENT, CONSENT.fullmatch),
    (RemovalReason.MARKUP, is_markup),
)
SAYS_SO_AT_AN_EDGE: tuple[tuple[RemovalReason, Callable[[str], object]], ...] = (
    (RemovalReason.CLOCK, is_time),
    (RemovalReason.TAGS, HASHTAGS.fullmatch),
    (RemovalReason.BYLINE, lambda line: CONTACT.fullmatch(line[:LONGEST])),
    (RemovalReason.NAVIGATION, ADDRESS.fullmatch),
    (RemovalReason.NAVIGATION, is_menu_bar),
)


def wherever(line: str) -> RemovalReason | None:
    """What the line is by its words alone, in any part of a scrape; null for anything that may be text."""
    if len(line) > LONGEST or QUOTED.match(line):
        return None
    bare = without_bullet(line)
    for reason, says_so in SAYS_SO:
        if says_so(bare):
            return reason
    if is_stamp(bare):
        return RemovalReason.CLOCK
    if not any(map(str.isalnum, line)):
        return RemovalReason.MARKUP
    if is_reporters_note(bare):
        return RemovalReason.CREDIT
    return _by_vocabulary(_words(bare))


def _by_vocabulary(said: frozenset[str]) -> RemovalReason | None:
    if said <= SHARE_WORDS and (said & SHARE_ACTIONS or len(said & NETWORKS) >= 3):
        return RemovalReason.SHARING
    house_rules = "community" in said and said & {"standards", "guidelines", "rules"}
    if said <= COMMENT_WORDS and (said & {"comment", "comments"} or house_rules):
        return RemovalReason.COMMENTS
    return None


def at_an_edge(line: str) -> RemovalReason | None:
    """What the line is above or below the body, where less will do; null where it may still be text."""
    bare = without_bullet(line)
    if agency_of_credit(line):
        return RemovalReason.CREDIT
    for reason, says_so in SAYS_SO_AT_AN_EDGE:
        if says_so(bare):
            return reason
    said = _words(bare)
    if said <= SHARE_BAR and said & (SHARE_ACTIONS | NETWORKS):
        return RemovalReason.SHARING
    if said <= MENU_BAR and said & MENU:
        return RemovalReason.NAVIGATION
    return of_label(bare)


def above(line: str) -> RemovalReason | None:
    """What the line is above the body, where even the weather is the page's; null where it may be text."""
    if WEATHER.fullmatch(line[:LONGEST]):
        return RemovalReason.NAVIGATION
    return at_an_edge(line)


def tags_of(line: str) -> tuple[str, ...]:
    """The tags that a line names: “Tags: talks, trade”, “#talks #trade”, “talks, trade”; no heading."""
    bare = without_bullet(line)
    if HASHTAGS.fullmatch(bare):
        return tuple(re.findall(r"#(\w+)", bare))
    if opens_tags(line):
        return ()
    labelled = TAG_LINE.fullmatch(bare)
    values = re.split(r"[,;|•·]", labelled["tags"] if labelled else bare)
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def opens_related(line: str) -> bool:
    """Whether the line is the heading of a box of other stories: “Related stories”, “Most read”."""
    if len(line) > 80:
        return False
    return RELATED_HEADING.fullmatch(line) is not None or of_label(line) is RemovalReason.RELATED


def opens_tags(line: str) -> bool:
    """Whether the line is the heading of a list of tags: “Topics”, “Filed under”."""
    return len(line) <= 40 and TAG_HEADING.fullmatch(line) is not None


def _words(line: str) -> frozenset[str]:
    """The words of a short line in small letters; empty where the line is not plain English words."""
    if len(line) > 120 or STRANGE.search(line):
        return frozenset()
    return frozenset(map(str.lower, WORD.findall(line)))
