"""The words that say that somebody speaks: verbs of saying, and nouns for what was said.

The verbs are those of English reporting, after the classes of VerbNet (Kipper et al. 2008): saying
(37.7), manner of speaking (37.3), complaining (37.8), advising (37.9), promising (37.13), judging (33)
and characterising (29.2).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_IRREGULAR = """
say says said saying tell tells told telling write writes wrote written writing think thinks thought
thinking read reads reading sing sings sang singing admits admitted admitting quips quipped quipping
slams slammed slamming dubs dubbed dubbing refers referred referring brags bragged bragging labels
labeled labelled labeling labelling marvels marveled marvelled marveling marvelling concurs concurred
concurring begs begged begging blurts blurted blurting swears swore sworn swearing ruled ruling speaks
spoke spoken speaking rebuts rebutted rebutting pleads pleaded pled pleading casts feels felt snaps
snapped snapping interrupts interrupted interrupting
"""
_REGULAR = """
accuse acknowledge add address admonish advise advertise affirm agree alert allege announce answer
apologise apologize argue articulate ask assert assure attack attest believe bemoan berate blame blast
blog boast brand call castigate caution challenge chant characterise characterize chide cite claim
clarify comment compare complain concede conclude condemn confess confide confirm contend continue
counsel counter credit criticise criticize cry declare decry defend demand denounce deny depict deride
describe detail dictate disclose dismiss disparage elaborate emphasise emphasize encourage enthuse
estimate exclaim exhort explain express fear fume gasp gripe groan growl grumble guess gush hail hint
hiss implore indicate inform inquire insist instruct interject intone joke lambast lambaste lament laugh
laud lecture liken list maintain mention moan mock murmur muse mutter note object observe opine phrase
pledge ponder portray post praise predict proclaim profess promise pronounce propose protest question
quote rage rail rant recall recite recommend recount refute reiterate rejoice relate remark remember
remind repeat reply report respond retort reveal ridicule roar scoff scold scream shout shrug sigh smear
speculate state stress stipulate suggest summarise summarize surmise suspect taunt tease testify text
theorise theorize thunder tout tweet urge utter venture vent voice vow wail warn whine whisper wonder
worry yell
"""
_PLAIN_WORDS = """
add agree argue ask believe call contend describe insist maintain recall reply say suggest tell think
tweet warn write
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Plain forms that are hardly ever nouns in the news."""
_NOUN_FORMS_WORDS = """
addresses answers attacks calls challenges claims comments complaints demands estimates fears laughs
notes objects orders pledges posts promises protests questions quotes reports reads remarks rules speaks
states texts tweets vows voices worries blasts blogs blames brands casts details feels jokes mentions
reveals post text report voice note tweet call answer claim lists
"""
_NOUN_FORMS = frozenset(_NOUN_FORMS_WORDS.split())
"""Forms that are as often nouns: cues only right after whoever may speak."""
_PHRASES = {
    "according": ("according to",),
    "put": ("put it",),
    "puts": ("puts it",),
    "putting": ("putting it",),
    "went": ("went on", "went further"),
    "goes": ("goes on",),
    "in": ("in the words of",),
    "cut": ("cut in",),
    "chimed": ("chimed in",),
    "pointed": ("pointed out",),
    "points": ("points out",),
}
_SAYINGS_WORDS = """
answer answers reply response message words statement statements claim claims assertion contention
argument promise promises pledge vow warning remark remarks comment comments suggestion declaration
insistence admission complaint announcement prediction accusation letter email tweet tweets post
testimony description verdict view explanation advice plea question
"""
_SAYINGS = frozenset(_SAYINGS_WORDS.split())
"""What somebody has said, by a noun; a cue where it has an owner: “Trump’s claim that”, “his answer:”."""
_BEFORE_MARKS = frozenset({"began", "begin", "begins", "ended", "ends", "opens", "opened", "per"})
"""Cues only right before the words quoted, or before a colon."""


class Cue(NamedTuple):
    """A cue where it stands; a `saying` is a noun, whose owner speaks."""

    start: int
    end: int
    text: str
    saying: bool = False

    @property
    def participle(self) -> bool:
        """Whether its subject is that of another verb: “he left, saying …”."""
        return self.text.lower().endswith("ing")

    @property
    def speaker_follows(self) -> bool:
        """Whether the speaker always comes after: “according to”."""
        return self.text.lower() in ("according to", "in the words of")


def _forms(verb: str) -> Iterator[str]:
    stem = verb.removesuffix("e")
    if verb in _PLAIN:
        yield verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        hisses = verb.endswith(("s", "sh", "ch", "x"))
        yield from (
            f"{verb}es" if hisses else f"{verb}s",
            f"{stem}ed",
            f"{verb if verb[-2:] == 'ee' else stem}ing",
        )


_FORMS = frozenset({*_IRREGULAR.split(), *(form for verb in _REGULAR.split() for form in _forms(verb))})
_WORD = re.compile(r"(?<![\w’'-])[A-Za-z][a-z]+(?![\w’'-])")
_OWNED = re.compile(r"(?:\b(?:his|her|its|their|our|my|your)|\w['’]s?) (?:[a-z]+ )?$")
_NOUN = re.compile(
    r"(?:\b(?:the|an?|his|her|its|their|our|my|your|this|these|those|any|no|some|of|to|for|by|with|without|all|more)"
    r"|(?<!\bhe)(?<!\bit)(?<!\bwho)['’]s?) $",
    re.IGNORECASE,
)
_ACTOR = re.compile(
    r"(?:[A-Z][\w.]*[)’]?"
    r"|\b(?:he|she|it|they|who|which|also|then|and|[a-z]+(?:ly|man|men|er|or|ist|ent|tion))),? $"
)
_OTHER_SENSE = re.compile(
    r" (?:for|on|off|upon|back|into|itself)\b(?! (?:the )?[“\"‘])"
    r"|(?<=compared) (?:to|with)\b|(?<=reported) to\b|(?<=spoke) (?:to|with|at|on)\b"
    r"|(?<=speaking) (?:to|with|at|on|in)\b|(?<=thinking) about|(?<=continued) (?:to|with|until)\b"
)
_CAN_MEAN_ELSE_WORDS = """
call calls called calling ask asked asking compared reported spoke speaking thinking continued
"""
_CAN_MEAN_ELSE = frozenset(_CAN_MEAN_ELSE_WORDS.split())
_MARKS_FOLLOW = re.compile(r"(?: with)?[,:]? ?[“\"‘']|[,:]$")
_FOLLOWS_SAYING = re.compile(r"(?: [\w’'-]+){0,6}?(?: that\b|:| to\b| about\b| was\b| is\b| on\b)|,? [“\"‘]")


def find_cues(text: str, start: int, end: int) -> Iterator[Cue]:
    """The cues in `text[start:end]`; “his comments”, “to say”, “calling for” and “so-called” are none."""
    for word in _WORD.finditer(text, start, end):
        found = word[0]
        lower = found if found.islower() else found.lower()
        if lower in _PHRASES:
            phrase = next((p for p in _PHRASES[lower] if text.startswith(p[1:], word.start() + 1, end)), None)
            if phrase:
                stop = word.start() + len(phrase)
                yield Cue(word.start(), stop, text[word.start() : stop])
                continue
        leads_in = lower in _BEFORE_MARKS and _MARKS_FOLLOW.match(text, word.end())
        if leads_in or (lower in _FORMS and _is_verb(text, start, word, lower)):
            yield Cue(word.start(), word.end(), found)
        elif lower in _SAYINGS and _is_saying(text, start, word, end):
            yield Cue(word.start(), word.end(), found, saying=True)


def _is_saying(text: str, start: int, word: re.Match[str], end: int) -> bool:
    owned = _OWNED.search(text, max(start, word.start() - 40), word.start())
    return bool(owned and _FOLLOWS_SAYING.match(text, word.end(), min(end + 2, word.end() + 80)))


def _is_verb(text: str, start: int, word: re.Match[str], lower: str) -> bool:
    before = max(start, word.start() - 30)
    if _NOUN.search(text, before, word.start()):
        return False
    if lower in _CAN_MEAN_ELSE and _OTHER_SENSE.match(text, word.end()):
        return False
    if lower in _NOUN_FORMS:
        return word[0] == lower and bool(_ACTOR.search(text, before, word.start()))
    return True
