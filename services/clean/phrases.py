"""The furniture of news pages that tells itself by its words: what a line says, wherever it stands.

`wherever(line)` holds in the middle of an article too; `at_an_edge(line)` only above or below the
body, where a single word is a menu entry and not the heading of a section.
"""

import re
from collections.abc import Callable

from schemas import RemovalReason
from services.clean.agencies import agency_of_credit, is_reporters_note
from services.clean.clocks import is_stamp, is_time
from services.clean.prose import without_bullet
from services.clean.vocabulary import (
    COMMENT_WORDS,
    FILLER,
    MENU,
    NETWORKS,
    SHARE_ACTIONS,
    SHARE_WORDS,
)

LONGEST = 500
"""Characters: a longer line is a paragraph, whatever it says."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""Words, also where a scrape ran two buttons together: “standardsDiscussion”."""
STRANGE = re.compile(r"[{}<>=;\\]|\w\(|[^\W\d_a-zA-Z]")
"""Signs of program code, or letters that are not English: no word list here knows such a line."""

SHARE_BAR = SHARE_ACTIONS | NETWORKS | FILLER
MENU_BAR = MENU | NETWORKS | FILLER


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# every repetition below is bounded, and no line is longer than LONGEST: the time stays linear
RELATED = _any_of(
    r"read (?:more|also|next|the full story|full (?:story|article))(?: (?:about|on|here|at)\b[^:|]{0,60})?",
    r"also read|see (?:also|more)|(?:read|see) related",
    r"related(?: (?:stories|story|articles?|news|content|coverage|posts?|topics|links?|reading|videos?))?",
    r"recommended(?: (?:for you|stories|reading|articles))?|must[- ]reads?|further reading|don[’']?t miss",
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|in case you missed it",
    r"most (?:read|popular|viewed|shared|commented)|trending(?: now| stories| topics)?|top stories",
    r"latest (?:news|stories|headlines)|editor[’']?s[’']? (?:picks?|choice)|promoted stories",
    r"more (?:on this(?: story)?|from .{1,40}|stories|news|coverage|headlines)|(?:from|around) the web",
).pattern
RELATED_HEADING = _any_of(rf"\W*(?:{RELATED})\W*")
RELATED_LINE = _any_of(
    rf"\W*(?:{RELATED})\s*[:|»>–—]+\s.*",
    r"\W*(?:click|tap) here (?:to|for)\b.*",
    r"\W*(?:read|see|view) (?:the )?(?:full|original|complete) (?:story|article|report|version)\b.{0,80}",
)
RELATED_CAPITALS = re.compile(r"\W*(?:WATCH|LISTEN|SEE PHOTOS|GALLERY|VIDEO)\s*[:|»]\s.*")
NAVIGATION = _any_of(
    r"advertise?ments?|sponsored(?: content| by .{1,40})?",
    r"(?:story|article) continues (?:below|after).{0,40}|continue reading(?: below| the main story)?",
    r"skip (?:to|past|advert).{0,40}|back to (?:the )?(?:top|home).{0,20}|scroll (?:down|up|to).{0,40}",
    r"listen live|watch live|live tv|loading\W*|please wait\W*|click to (?:expand|enlarge|play).*",
    r"(?:view|open) (?:the )?(?:gallery|photos?|slideshow|image|fullscreen).{0,30}",
    r"\d+ ?-?min(?:ute)?s?[ -]read|(?:hide|toggle) caption|enlarge this image",
    r"(?:next|previous) (?:article|story|page)|(?:show|load) more",
    r"this (?:video|content|browser) (?:is not|isn[’']t) (?:available|supported).{0,80}",
    r"listen to (?:this )?(?:article|story).{0,20}",
)
SHARING = _any_of(
    r"\W*follow\b.{0,80}\b(?:on|at) (?:twitter|facebook|instagram|x|threads|bluesky|linkedin|telegram|https?://|@).{0,60}"
)
COMMENTS = _any_of(
    r"(?:view|show|see|read|load|hide|add|write|post|leave)?\s*(?:all|a|your)?\s*\(?\d*\)?\s*comments?\s*\(?\d*\)?\W*",
    r"comments? (?:via|with|on|through|using)\b.{0,60}|(?:sign|log) in to (?:comment|reply|join).{0,40}",
    r"(?:join|start) the (?:conversation|discussion|debate)\W*|have your say\W*|leave a (?:reply|comment)\W*",
    r"be the first to (?:comment|reply|respond)\W*|your email address will not be published.{0,80}",
    r"comments (?:are|have been) (?:closed|disabled|turned off).{0,60}",
    r"what do you think\?? (?:share|tell|let us|leave|post).{0,120}",
)
COPYRIGHT = _any_of(r"\W*(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}|by\b|:)).*")
RESERVED = _any_of(
    r"\ball rights reserved\b",
    r"\bmay not be (?:published|reproduced|republished|copied|used)\b.{0,200}"
    r"\b(?:permission|redistributed|consent)\b",
)
NEWSLETTER = _any_of(
    r"\W*(?:sign up|subscribe|register|join)\b.{0,120}"
    r"\b(?:newsletters?|inbox|briefing|mailing list|email alerts?|free trial)\b.{0,120}",
    r"\W*(?:get|receive|want|never miss|stay (?:up to date|informed|on top))\b.{0,120}"
    r"\b(?:newsletters?|inbox|email alerts?)\b.{0,120}",
    r"\W*(?:enter|type) your e-?mail\b.{0,80}|\W*sign up (?:here|now|for free)\W*",
    r"\W*already (?:a subscriber|subscribed|registered)\?.{0,60}",
    r"\W*(?:thank you|thanks) for (?:signing up|subscribing).{0,120}",
    r"\W*(?:download|get) (?:the|our) (?:\w+ ){0,3}app\b.{0,80}",
)
CAPTION = _any_of(
    r"\W*(?:file )?(?:photo|image|picture|pic|illustration|graphic|photograph)"
    r"(?: (?:credit|by|courtesy(?: of)?|source))?\s*:\s.*",
    r"\W*\(?(?:file )?(?:photo|image|picture|photograph)s? (?:by|courtesy(?: of)?) .{1,80}",
    r"FILE(?: PHOTO)?\s*[:–—-]\s?.*|image (?:source|caption), .*",
)
PHOTO_CREDIT = re.compile(
    r"\b(?:Photo|Image|Picture|Credit)s?(?: by| [Cc]redit)?: [^.:]{2,60}\.?\)?$|"
    r"\((?:AP|AFP|EPA|Reuters) (?:[Pp]hoto|[Ff]ile)[^()]{0,60}\)$|"
    r"\b(?:AP Photo|REUTERS|EPA-EFE|EPA)/[\w./ -]{3,60}\W*$|"
    r"(?:\bvia |/|\()(?:AFP via )?(?:Getty Images|Shutterstock)\W*$"
)
CONSENT = _any_of(
    r"\W*(?:we|this (?:web)?site|our (?:web)?site|we and our partners)\b.{0,80}\buses? cookies\b.{0,300}",
    r"\W*by (?:continuing|using|browsing|clicking)\b.{0,120}"
    r"\b(?:cookies|privacy policy|terms of (?:use|service))\b.{0,300}",
    r"\W*(?:accept|reject|allow|manage|refuse)(?: all| my| your)?(?: optional)? "
    r"(?:cookies|preferences|cookie settings)\W*",
)
TAG_LINE = _any_of(
    r"\W*(?:(?:related )?(?:tags?|topics?)|key ?words?|filed under|tagged(?: (?:as|with|under))?|"
    r"categor(?:y|ies)|posted in)\s*[:|]\s*(?P<tags>.{1,400})"
)
HASHTAGS = re.compile(r"(?:#\w{2,50}[\s,]*){1,40}")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
MARKUP = _any_of(
    r"(?:</?(?:p|div|span|a|br|img|b|i|em|strong|ul|ol|li|table|t[rdh]|h[1-6]|script|style|iframe|figure)\b"
    r"[^<>]{0,300}>\s*)+",
    r"<!--.*|\{\{.*|.{0,200}\bfunction\s*\([^()]*\)\s*\{.*|(?:var|window|document)[. ][\w.]+\s*=.*",
    r"!?\[[^\[\]]{0,100}\]\(https?://[^()\s]{1,300}\)",
)
QUOTED = re.compile(r"[\"“‘'„«].{0,400}\b(?:said|says|told|added)\b")

SAYS_SO: tuple[tuple[RemovalReason, Callable[[str], object]], ...] = (
    (RemovalReason.RELATED, RELATED_LINE.fullmatch),
    (RemovalReason.RELATED, RELATED_HEADING.fullmatch),
    (RemovalReason.RELATED, RELATED_CAPITALS.fullmatch),
    (RemovalReason.NAVIGATION, NAVIGATION.fullmatch),
    (RemovalReason.SHARING, SHARING.fullmatch),
    (RemovalReason.COMMENTS, COMMENTS.fullmatch),
    (RemovalReason.TAGS, TAG_LINE.fullmatch),
    (RemovalReason.COPYRIGHT, COPYRIGHT.fullmatch),
    (RemovalReason.COPYRIGHT, RESERVED.search),
    (RemovalReason.NEWSLETTER, NEWSLETTER.fullmatch),
    (RemovalReason.CONSENT, CONSENT.fullmatch),
    (RemovalReason.CAPTION, CAPTION.fullmatch),
    (RemovalReason.CAPTION, lambda line: PHOTO_CREDIT.search(line, max(0, len(line) - 120))),
    (RemovalReason.MARKUP, MARKUP.fullmatch),
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
    if is_time(bare):
        return RemovalReason.CLOCK
    if HASHTAGS.fullmatch(bare):
        return RemovalReason.TAGS
    said = _words(bare)
    if said <= SHARE_BAR and said & (SHARE_ACTIONS | NETWORKS):
        return RemovalReason.SHARING
    return RemovalReason.NAVIGATION if ADDRESS.fullmatch(bare) or (said <= MENU_BAR and said & MENU) else None


def tags_of(line: str) -> tuple[str, ...]:
    """The tags that a tags line names: “Tags: talks, trade”, “#talks #trade”, “talks, trade”."""
    bare = without_bullet(line)
    if HASHTAGS.fullmatch(bare):
        return tuple(re.findall(r"#(\w+)", bare))
    labelled = TAG_LINE.fullmatch(bare)
    values = re.split(r"[,;|•·]", labelled["tags"] if labelled else bare)
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def opens_related(line: str) -> bool:
    """Whether the line is the heading of a box of other stories: “Related stories”, “Most read”."""
    return len(line) <= 80 and RELATED_HEADING.fullmatch(line) is not None


def _words(line: str) -> frozenset[str]:
    """The words of a short line in small letters; empty where the line is not plain English words."""
    if len(line) > 120 or STRANGE.search(line):
        return frozenset()
    return frozenset(map(str.lower, WORD.findall(line)))
