"""What a publisher says in small print, by its words: rights, standards, whom to write to; and stray code."""

import re

from services.clean.lines.links import any_of

COPYRIGHT = any_of(
    r"\W*(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}|by\b|[:–—|-])).*|\W*copyright issues\b.{0,80}",
    r"\W*(?:all |the )?(?:views?|opinions?|statements?)(?:,? (?:and|or|&) \w+)? (?:expressed|contained|"
    r"published|given)"
    r"(?: (?:in|on|by|here)\b.{0,60})? (?:are|is|do|does)(?: not|n[’']t)? "
    r"(?:those|the (?:author|writer|contributor)s?\b|solely|necessarily|entirely|his|her|their|my|"
    r"reflect|represent)\b.{0,300}",
    r"(?:blog|site|website|page|theme|hosted|built|made|created|designed|developed|powered)(?: (?:and|&) "
    r"\w+)? "
    r"(?:at|by|with|on) \w[^!?]{1,40}",
    r"\W*(?:all )?rights reserved\W*|(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy "
    r"policy)\W*",
    r"\W*our standards\s*:.{0,120}|.{0,60}\bthomson reuters trust principles\W*",
    r"\W*(?:(?:reproduction|republication|redistribution|retransmission) (?:in whole|in part|of (?:this|"
    r"any|the)|without|or)|"
    r"(?:any|unauthori[sz]ed) (?:use|reproduction|copying) of (?:this|any|our|the) (?:material|content|"
    r"site|article|page))\b.{0,160}"
    r"\b(?:prohibited|permission|forbidden|not permitted)\b.{0,120}",
    r"\W*(?:all )?(?:quotes|market data|stock quotes|prices) (?:is |are )?delayed\b.{0,160}|"
    r"\W*(?:market|stock|quote|financial) data (?:is |are )?(?:provided|supplied) by\b.{0,160}",
    r"\W*(?:for (?:feedback|reprints?|permissions?|licensing|syndication|complaints|corrections))\b.{0,80}"
    r"\b(?:contact|e-?mail|click|visit|write|call)\b.{0,100}",
    r"\W*legal (?:notice|disclaimer)[:.].{0,400}|all content .{0,60}\bcopyright\b.{0,100}",
    r"\W*(?:use of|by using) this (?:web)?site\b.{0,300}",
)
DISCLAIMED = any_of(
    r".{2,80}\b(?:is|are|shall|will|does|can)(?: ?not|n[’']t) (?:be )?(?:responsible|liable|endorse|"
    r"verify)\b.{0,80}"
    r"\b(?:opinions?|views|comments?|content|contributors?|external|third[- ]party|posted)\b.{0,200}"
)
IMPRINT = re.compile(
    r"\b(?:VAT|ABN|ACN|ISSN|(?:[Rr]egistered|[Rr]eg\.?|[Cc]ompany) (?:[Nn]o\.?|[Nn]umber|[Oo]ffice))\b"
    r"[\s:.#]*(?:[A-Z]{1,3} ?)?\d[\d. :-]{3,20}"
)
RESERVED = any_of(
    r"\ball rights reserved\b",
    r"\b(?:may|must|can) ?not be (?:published|reproduced|republished|copied|used|distributed)\b.{0,200}"
    r"\b(?:permission|redistributed|consent)\b",
)
CONTACT = any_of(
    r"\W*(?:contact|e-?mail|write to|reach|tweet) (?:the (?:writer|reporter|author|editor|newsroom)s?\b|"
    r"us\b|(?:him|her|them) at\b|\w+ \w+ (?:at|on)\b)"
    r".{0,60}[@\d].{0,100}",
    r"\W*to (?:contact|reach) the (?:reporters?|authors?|editors?|writers?)\b.{0,200}",
    r"(?:\w[\w.’'-]* ){1,4}can be (?:reached|e-?mailed|followed) (?:at|on|via|by)\b.{0,60}@.{0,100}",
    r".{0,160}(?-i:\b(?:Reach|Contact|E-?mail|Follow|Write to) (?:him|her|them)) (?:directly )?(?:at|"
    r"on)\b.{0,60}[@\d].{0,100}",
)
"""Under an article: how to reach who wrote it."""
MARKUP = any_of(
    r"(?:</?(?:p|div|span|a|br|img|b|i|em|strong|ul|ol|li|table|t[rdh]|h[1-6]|script|style|iframe|figure)\b"
    r"[^<>]{0,300}>\s*)+",
    r"<!--.*|\{\{.*|.{0,200}\bfunction\s*\([^()]*\)\s*\{.*|(?:var|window|document)[. ][\w.]+\s*=.*",
    r"!?\[[^\[\]]{0,100}\]\(https?://[^()\s]{1,300}\)|\[\[?/?(?:video|gallery|embed|caption|image|"
    r"audio)\b[^\[\]]{0,300}\]\]?",
    r"[.#@]?[\w.# >:,-]{1,120}\{(?:\s*[\w-]{2,40}\s*:[^{};]{1,80};?){1,20}\s*\}.*",
    r"\d{1,2}:\d\d(?:\s*/\s*\d{1,2}:\d\d){1,2}",
)


def is_disclaimer(line: str) -> bool:
    """Whether the publisher disowns what others say: “The Gazette is not responsible for the opinions …”."""
    signed = any(sign in line for sign in ("responsib", "liable", "endorse", "verify"))
    return signed and DISCLAIMED.fullmatch(line) is not None


def is_imprint(line: str) -> bool:
    """Whether the line names the publisher's company by its number."""
    return len(line) <= 160 and IMPRINT.search(line) is not None


def is_reserved(line: str) -> bool:
    """Whether the line says anywhere that its rights are reserved."""
    folded = line.casefold()
    return ("reserved" in folded or "not be" in folded) and RESERVED.search(line) is not None


def is_markup(line: str) -> bool:
    """Whether the line is what a browser would run or draw: tags, a script, a style, a player's clock."""
    return any(sign in line for sign in "<{[=/") and MARKUP.fullmatch(line) is not None
