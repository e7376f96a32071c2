"""Knows a line in which the site speaks to its reader about itself, whatever its words: by three signs.

It opens as such lines do (“Submit …”, “If you …”, “Want …?”), names the page or the house (“this message”,
“our app”, “contact us”), and names what the two have to do with each other (a subscription, a comment, an
account). Each sign alone is in articles too; all three, outside a quotation, are in few.
"""

import re

from schemas import RemovalReason
from services.clean.lines.links import any_of

MAX_APPEAL_CHARS = 300
MAX_HALF_APPEAL_CHARS = 180
"""Characters of an appeal, and of a line that goes on with one: what a page asks is short."""
BRIEF = 8
"""Words of a line that has no other sign than how it opens: “Want all of it?”."""
VERB = (
    r"(?:sign|subscribe|follow|join|support|help|submit|send|click|tap|enter|get|download|register|log|read|"
    r"contact|e-?mail|tell|share|make|try|donate|give|become|tag|rate|leave|view|visit|write|report|"
    r"choose|create|"
    r"add|stay|keep|receive|unlock|access|continue|check|find|like|listen|watch|let|activate|upgrade|"
    r"renew|browse|"
    r"never miss|don[’']t miss|be the first|consider|comment|reply|respond|print|save|manage|advertise|"
    r"call|connect)"
)
OPENS = any_of(
    rf"\W*(?:please |kindly |simply |just )?{VERB}\b",
    r"\W*for (?:more|the latest|all the latest)\b|\W*get in touch\b|\W*(?:are|is|was|were) [^.!?“\"]{2,80}\?|"
    r"\W*if you(?:[’']\w+)? |\W*(?:do|would|are|did) you |\W*(?:want|wish|need|got|have|enjoy(?:ed|ing)?|"
    r"like|"
    r"interested|love[ds]?|looking|missed|spotted|seen|know)\b[^.!?]{2,120}\?",
    r"\W*to (?:view|read|see|access|continue|keep|make|comment|join|receive|get|unlock|post|subscribe|"
    r"contact|"
    r"report|submit|share|support|stop)\b",
    r"\W*you (?:are|receive|received|must|can|may|need|have|will)\b|\W*you[’'](?:re|ve|ll) ",
    r"\W*we (?:may|might|use|want|need|value|welcome|rely|depend|encourage|invite|place|reserve|sent|"
    r"won[’']t)\b|"
    r"\W*we[’']d |\W*we and our ",
    r"\W*(?:by|when you) (?:\w+ing|sign|subscribe|register|comment|submit|post)\b",
    r"\W*(?:this|our|your) (?:web)?(?:site|page|newsletter|browser|subscription|membership|account|e-?mail|"
    r"comments?)\b|\W*(?:(?:all|reader|your) )?comments (?:are|will|must|may|on|by)\b",
)
HOUSE = any_of(
    r"\b(?:this|our|these|the full|your) (?:\w+[ -]){0,2}(?:web ?site|site|page|article|story|post|message|"
    r"newsletter|bulletin|briefing|link|form|recipe|podcast|app|e-?paper|edition|reporting|journalism|"
    r"coverage|"
    r"newsroom|content|blog|channel|editors?|reporters?|journalists?|readers|subscribers|members|terms|"
    r"guidelines|partners|archives?|browser|inbox|account|subscription|e-?mail(?: address)?)\b",
    r"\b(?:contact|tell|send|e-?mail|write to|follow|join|support|help|tag|call|reach|text|message|let|"
    r"find|visit)"
    r" us\b",
    r"\bget in touch\b|"
    r"\b(?:click|sign up|subscribe|register|log ?in|join|donate) (?:here|now|today|below)\b|"
    r"\b(?:form|link|button|box|section|discussion|comments?|conversation|thread) below\b|"
    r"\b(?:the|a|this) (?:discussion|conversation)\b|\b(?:via|using|through) this\b|\b(?:to|for) the "
    r"editors?\b|"
    r"\bplease (?:subscribe|log ?in|sign|register|donate|support|contact|e-?mail)\b",
)
MATTERS: tuple[tuple[RemovalReason, re.Pattern[str]], ...] = (
    (
        RemovalReason.CONSENT,
        any_of(r"\bcookies?\b|\bpersonal data\b|\bprivacy (?:policy|notice)\b|\b(?:commission|affiliate)\b"),
    ),
    (
        RemovalReason.COMMENTS,
        any_of(
            r"\bcomment(?:s|ing|ed)?\b|\b(?:discussion|conversation)\b|\bmoderat\w+|\bletters?\b|\bfeedback\b"
        ),
    ),
    (
        RemovalReason.NEWSLETTER,
        any_of(
            r"\bsubscri\w+|\bnewsletters?\b|\binbox\b|\bun-?subscribe\b|\bsign(?:ed|ing)? ?-?up\b|"
            r"\bmailing list\b|"
            r"\b(?:logg?(?:ed|ing)?|sign(?:ed|ing)?) ?-?in\b|\bregist(?:er|ered|ration)\b|\bdonat\w+|"
            r"\bmembership\b|"
            r"\b(?:a|our) members?\b|\b(?:free|premium|digital|full|unlimited) (?:trial|access|edition)\b|"
            r"\bnotifications?\b|\bad[- ]?block\w*|\bour app\b|\b(?:support|fund)\w* (?:our|us|local|"
            r"independent)\b|"
            r"\bhelp us\b",
        ),
    ),
    (
        RemovalReason.SHARING,
        any_of(r"\bshar(?:e|ing)\b|\bfollow (?:us|our|the|him|her|them)\b|\btag us\b|\bwhatsapp\b"),
    ),
    (
        RemovalReason.NAVIGATION,
        any_of(
            r"\b(?:contact|call|e-?mail|tell|message|text) us\b|\bget in touch\b|\bpermissions?\b|"
            r"\breprints?\b|\badvertis\w+|"
            r"\bjavascript\b|\b(?:typo|correction|error)s?\b|\b(?:news |story )?tips?\b|\bbrowser\b"
        ),
    ),
)
REPORTED_SPEECH = re.compile(
    r"[“”\"«»„]|\b(?:[Ss]aid|[Ss]ays|[Tt]old|[Aa]dded|I|I[’'](?:m|ve|ll|d)|my|he|she|his|her)\b"
)
"""Signs of a speaker: what somebody in the article says, or an author who tells of himself."""


def appeal_of(line: str) -> RemovalReason | None:
    """What the site asks its reader for in the line; null where it is not the site that speaks."""
    if line[:1] in "'‘":
        return None
    if (
        len(line) > MAX_APPEAL_CHARS
        or not OPENS.match(line)
        or REPORTED_SPEECH.search(line)
        or not HOUSE.search(line)
    ):
        return None
    return matter_of(line)


def matter_of(line: str) -> RemovalReason | None:
    """What a site may ask its reader for that the line names; null where it names none."""
    return next((reason for reason, says_so in MATTERS if says_so.search(line)), None)


def is_half_appeal(line: str) -> bool:
    """Whether the line goes on with an appeal that stands beside it: short, or about subscribing."""
    if len(line) > MAX_HALF_APPEAL_CHARS or REPORTED_SPEECH.search(line):
        return False
    brief = len(line.split()) <= BRIEF and OPENS.match(line) is not None
    return brief or matter_of(line) is RemovalReason.NEWSLETTER
