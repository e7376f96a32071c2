"""Tells what is no headline by its words: a form's label, a rule for those who comment, a page's notice.

“Enter your city or ZIP” is the label of a form, “Comments are moderated” a rule of the house, “We use
cookies” a notice. A headline that begins like one (“Enter the dragon”, “Search resumes for plane”) is none
of them.
"""

import re

FIELD = (
    r"(?:e-?mail(?: address)?|city|town|location|zip(?: ?code)?|post ?code|name|user ?name|password|"
    r"pass ?code|pin|"
    r"station(?: name)?|address|phone(?: number)?|search(?: terms?)?|code|account|comment|keywords?|"
    r"query)s?"
)
AS_FIELD = (
    rf"{FIELD}\b(?![’'])(?:\s?(?:,|/|,? or|,? and)\s?[\w ]{{1,20}})*(?: (?:to|for|below|here|"
    rf"above|in|on)\b.{{0,60}})?\W*"
)
LABEL = re.compile(
    r"\W*(?:please )?(?:(?:enter|type(?: in)?|input|fill in|provide|confirm|verify|re-?enter|submit)"
    rf" (?:in )?(?:(?:your|an?|the|my) )?|(?:find|check|change|update|select|choose|set) (?:your|"
    rf"my) ){AS_FIELD}|"
    rf"\W*(?:your|what(?:[’']?s|  ?is) your) {AS_FIELD}|"
    r"\W*search(?: (?:for|by|in|here|this site|the (?:site|archives?)|keywords?|terms?|articles|"
    r"stories|news|"
    rf"{FIELD}))*\s*(?:here|below)?\W*|"
    r"\W*(?:create|open|register|sign ?in to|log ?in ?to|welcome|manage)\b.{0,20}\b(?:an?|my|your|"
    r"new|free)\b.{0,12}"
    r"\baccount\b.{0,40}|"
    r"\W*(?:forgot(?:ten)?|reset|lost|change|recover) (?:your |my |the )?(?:password|user ?name|"
    r"pin)\b.{0,40}|"
    r"\W*(?:don[’']?t|do you|already|not yet)\b.{0,12}\b(?:have an account|a (?:subscriber|member)|"
    r"registered)\b.{0,40}|"
    r"\W*a (?:code|link|password) (?:has been|will be|was) (?:sent|e-?mailed)\b.{0,100}|"
    r"\W*(?:sign|log) ?(?:up|in|on|out)(?:,? (?:to|for|with|or|and|now|here|free|"
    r"today)\b(?:.{0,30}\b(?:newsletters?|"
    r"account|updates?|alerts?|e-?mails?|free|register|subscribe|create|log ?in|sign ?up|facebook|"
    r"google|apple)\b"
    r".{0,40})?)?\W*|"
    r"\W*(?:subscribe|register|join|sign up)\b.{0,30}\b(?:newsletters?|e-?mails?|updates|alerts|"
    r"mailing list|inbox)\b"
    r".{0,60}|"
    r"\W*(?:select|choose) (?:an?|your|another) (?:language|edition|region|country|city|state|"
    r"location|store|category|"
    r"option|date|topic|page|section|plan|theme)\W*",
    re.IGNORECASE,
)
"""What stands in or over a field of a form."""
HOUSE_RULE = re.compile(
    r"\W*(?:(?:all |reader |user )?comments?|commenting|all posts)\b.{0,30}\b(?:moderated|closed|"
    r"are subject|must be|should be|terms|disabled|turned off|not "
    r"allowed)\b.{0,160}|"
    r"\W*(?:(?:all |reader |user )?comments?|commenting|all posts)\b.{0,30}\b(?:polic(?:y|ies)|rules?|"
    r"guidelines?|standards?|code of conduct)\b(?=\W*$|\s?[:.|–—-]| (?:apply|for|of|and|are|can)\b).{0,160}|"
    r"\W*(?:our |the |read our |see our |view our )?(?:commenting|comments?|community|house|"
    r"discussion|forum|posting) "
    r"(?:rules|guidelines?|polic(?:y|ies)|standards?|etiquette|terms)(?: (?:apply|for|of|"
    r"and)\b.{0,60})?\W*|"
    r"\W*(?:rules|guidelines|terms) (?:for|of|on) (?:commenting|comments?|posting|the discussion|"
    r"engagement)\b.{0,60}|"
    r"\W*(?:please (?:keep|be|stay|remain)|keep (?:it|your comments|comments))\b.{0,20}\b(?:civil|"
    r"respectful|polite|"
    r"on[ -]topic|relevant|clean)\b.{0,80}|"
    r"\W*(?:join|start|be part of|have your say|leave|post|add|write|share)\b.{0,12}\b(?:the conversation|"
    r"the discussion|a comment|a reply|your comments?|your thoughts|your opinion)\b.{0,60}|\W*have "
    r"your say\W*|"
    r"\W*be the first to comment\b.{0,60}|"
    r"\W*(?:we|the editors?) (?:reserve|welcome|encourage|moderate|do not (?:allow|tolerate))\b.{0,60}\b"
    r"(?:comments?|discussion|posts?)\b.{0,80}",
    re.IGNORECASE,
)
"""What a page says to those who would comment."""
NOTICE = re.compile(
    r"\W*(?:we|this (?:web ?)?site|our (?:web ?)?site|\w{2,30}\.\w{2,6}|we and our "
    r"partners)\s+(?:also )?uses? cookies?"
    r"\b.{0,200}|"
    r"\W*(?:cookies?|privacy|consent|gdpr)\b.{0,20}\b(?:notice|polic(?:y|ies)|settings?|"
    r"preferences?|consent|choices|"
    r"centre|center|statement)\W*|"
    r"\W*(?:we (?:value|respect|care about) your|about your|manage(?: your)?|your) (?:privacy|"
    r"cookies?|consent)"
    r"(?: (?:choices|settings|preferences|matters|is important.{0,30}|options|rights))?\W*|"
    r"\W*(?:accept|allow|reject|manage)\b.{0,12}\bcookies?\b\W*|"
    r"\W*(?:skip|jump)(?: directly)? to (?:the )?(?:main |primary |page )?(?:content|navigation|"
    r"search|menu|footer|"
    r"article|body|text|sections?)\W*|"
    r"\W*accessibility (?:links?|help|statement|tools?)\W*|"
    r"\W*back to (?:top|home|\w+\.(?:com|org|net))\W*|\W*(?:site )?theme toggle\b.{0,60}|"
    r"\W*(?:please )?(?:enable|turn on|activate) (?:javascript|cookies)\b.{0,80}|"
    r"\W*javascript (?:is|must be|has been)\b.{0,80}|"
    r"\W*(?:you have no|stay up to date with|turn on|get|enable|allow|no "
    r"new)\b.{0,20}\bnotifications?\b.{0,60}|"
    r"\W*you are (?:here\b\W.{0,80}|here|not logged in.{0,40}|viewing .{0,80}|using an? (?:old|"
    r"outdated|unsupported)"
    r".{0,80})|\W*(?:page|404|error)\b.{0,12}\bnot found\W*|\W*(?:access denied|just a moment)\W*",
    re.IGNORECASE,
)
"""Cookie notices, skip links and what a page says of itself."""
MAX_HEADLINE_CHARS = 300
"""Characters: what is longer is a paragraph."""


def is_no_headline(line: str) -> bool:
    """Whether a line tells by its words that it is a form's label, a rule for comments or a page's notice."""
    if len(line) > MAX_HEADLINE_CHARS:
        return False
    return any(said.fullmatch(line) for said in (LABEL, HOUSE_RULE, NOTICE))
