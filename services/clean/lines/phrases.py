"""The boilerplate of news pages that tells itself by its words: what a line says, wherever it stands.

`wherever(line)` holds in the middle of an article too; `at_an_edge(line)` only above or below the
body, where a single word is a menu entry and not the heading of a section.
"""

import re
from collections.abc import Callable

from schemas import RemovalReason
from services.clean.lines.buttons import COMMENTS, SHARING
from services.clean.lines.calls_to_action import appeal_of
from services.clean.lines.captions import is_caption
from services.clean.lines.labels import LINKED, of_label, of_plain_label
from services.clean.lines.links import (
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
from services.clean.lines.notices import CONTACT, COPYRIGHT, is_disclaimer, is_imprint, is_markup, is_reserved
from services.clean.lines.offers import APPEAL, CONSENT, NEWSLETTER, PAYWALL, is_price
from services.clean.lines.posts import is_post_signature
from services.clean.lines.prose import ends_sentence, without_bullet
from services.clean.lines.rows import is_choice_of_languages, of_button, of_detail
from services.clean.lines.time_lines import is_reading_time, is_time, is_timestamp
from services.clean.lines.vocabulary import (
    COMMENT_WORDS,
    FILLER,
    MENU,
    NETWORKS,
    SHARE_ACTIONS,
    SHARE_WORDS,
)
from services.clean.opening.agencies import agency_of_credit, is_reporters_note

MAX_LINE_CHARS = 500
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
TAGS_IN_CAPITALS = re.compile(r"(?:TAGS|TOPICS|KEYWORDS|CATEGORIES) (?P<tags>[^,]{2,40}(?:,[^,]{2,40})+)")
SITE_NAME = re.compile(
    r"(?:www\.)?[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{2,20}){0,2}\.(?:com|org|net|news|[a-z]{2}|COM|ORG|NET)"
)
AUTHORS_END = re.compile(r"\W*(?:ENDS?|Ends?|30)\W*|(?:#\s?){2,5}")
"""How a press release or a story ends, by whoever wrote it."""
CONTRIBUTED = "contributed to this "
"""What an agency prints with a story, as its own last sentence."""
BETWEEN_CELLS = re.compile(r"\s*[|•·»]\s*|\s/\s")
MAILBOX = re.compile(r"\W*(?:[\w ]{1,20}: ?)?[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}\W*")
BY = re.compile(r"\W*by\b", re.IGNORECASE)
CELL = 8
MOST_CELLS = 200
"""Words of a cell in a row of buttons, and characters of the row."""
QUOTED = re.compile(r"[\"“‘'„«].{0,400}\b(?:said|says|told|added)\b")

Rules = tuple[tuple[RemovalReason, Callable[[str], object]], ...]
"""What a line is by the first of them that knows it."""

LINE_RULES: Rules = (
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
    (RemovalReason.NEWSLETTER, is_price),
    (RemovalReason.COMMENTS, COMMENTS.fullmatch),
    (RemovalReason.CAPTION, is_caption),
    (RemovalReason.COPYRIGHT, COPYRIGHT.fullmatch),
    (RemovalReason.COPYRIGHT, is_reserved),
    (RemovalReason.COPYRIGHT, is_disclaimer),
    (RemovalReason.COPYRIGHT, is_imprint),
    (RemovalReason.CONSENT, CONSENT.fullmatch),
    (RemovalReason.MARKUP, is_markup),
    (RemovalReason.CLOCK, is_timestamp),
    (RemovalReason.MARKUP, lambda line: not any(map(str.isalnum, line))),
    (RemovalReason.CREDIT, is_reporters_note),
)
SAYS_SO_AT_AN_EDGE: Rules = (
    (RemovalReason.CLOCK, is_time),
    (RemovalReason.TAGS, HASHTAGS.fullmatch),
    (RemovalReason.BYLINE, CONTACT.fullmatch),
    (RemovalReason.BYLINE, MAILBOX.fullmatch),
    (RemovalReason.NAVIGATION, ADDRESS.fullmatch),
    (RemovalReason.NAVIGATION, SITE_NAME.fullmatch),
    (RemovalReason.TAGS, TAGS_IN_CAPITALS.fullmatch),
    (RemovalReason.NAVIGATION, is_menu_bar),
    (RemovalReason.NAVIGATION, is_choice_of_languages),
)


def is_authors_end(line: str) -> bool:
    """Whether a release or a story ends with the line, as “ENDS” or the names of other reporters."""
    if len(line) <= MAX_LINE_CHARS and CONTRIBUTED in line and ends_sentence(line):
        return True
    return len(line) <= 12 and AUTHORS_END.fullmatch(line) is not None


def classify_anywhere(line: str) -> RemovalReason | None:
    """What the line is by its words alone, in any part of a scrape; null for anything that may be text."""
    if len(line) > MAX_LINE_CHARS or QUOTED.match(line) or is_authors_end(line):
        return None
    if is_post_signature(line):
        return RemovalReason.SHARING
    bare = without_bullet(line)
    return (
        _first(LINE_RULES, bare)
        or _by_vocabulary(_words(bare))
        or of_button(bare)
        or of_plain_label(bare)
        or appeal_of(bare)
    )


def _first(rules: Rules, line: str) -> RemovalReason | None:
    return next((reason for reason, says_so in rules if says_so(line)), None)


def _by_vocabulary(said: frozenset[str]) -> RemovalReason | None:
    if said <= SHARE_WORDS and (said & SHARE_ACTIONS or len(said & NETWORKS) >= 3):
        return RemovalReason.SHARING
    house_rules = "community" in said and said & {"standards", "guidelines", "rules"}
    if said <= COMMENT_WORDS and (said & {"comment", "comments"} or house_rules):
        return RemovalReason.COMMENTS
    return None


def classify_at_edge(line: str) -> RemovalReason | None:
    """What the line is above or below the body, where less will do; null where it may still be text."""
    if len(line) > MAX_LINE_CHARS or is_authors_end(line):
        return None
    bare = without_bullet(line)
    if agency_of_credit(line):
        return RemovalReason.CREDIT
    return (
        _first(SAYS_SO_AT_AN_EDGE, bare)
        or _by_bar(_words(bare))
        or of_label(bare)
        or of_detail(bare)
        or _by_cells(bare)
    )


def _by_cells(line: str) -> RemovalReason | None:
    """What a row of short cells is: what most of them are by themselves. A row of times is the opening's."""
    cells = [cell for cell in BETWEEN_CELLS.split(line) if cell] if len(line) <= MOST_CELLS else []
    short = all(len(cell.split()) <= CELL and not ends_sentence(cell) for cell in cells)
    if len(cells) < 2 or not short or BY.match(line):
        return None
    said = [
        reason
        for cell in cells
        if (reason := classify_anywhere(cell) or _by_bar(_words(cell)) or _by_address(cell))
    ]
    return said[0] if 2 * len(said) > len(cells) and set(said) != {RemovalReason.CLOCK} else None


def _by_address(line: str) -> RemovalReason | None:
    return RemovalReason.NAVIGATION if ADDRESS.fullmatch(line) or SITE_NAME.fullmatch(line) else None


def _by_bar(said: frozenset[str]) -> RemovalReason | None:
    if said <= SHARE_BAR and said & (SHARE_ACTIONS | NETWORKS):
        return RemovalReason.SHARING
    return RemovalReason.NAVIGATION if said <= MENU_BAR and said & MENU else None


def is_menu_entry(line: str) -> bool:
    """Whether the line is a section or a button that menus of news pages have."""
    return _by_bar(_words(line)) is RemovalReason.NAVIGATION or of_label(line) is RemovalReason.NAVIGATION


def classify_in_header(line: str) -> RemovalReason | None:
    """What the line is above the body, where even the weather is the page's; null where it may be text."""
    if WEATHER.fullmatch(line[:MAX_LINE_CHARS]):
        return RemovalReason.NAVIGATION
    return classify_at_edge(line)


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
