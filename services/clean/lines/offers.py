"""What a page asks of its reader, by its words: sign up, pay, give, get the app, take the cookies.

A sentence may begin in the same way (“Support for local newspapers fell”): each pattern needs the page's own
“we”, “our” or “you” as well, or the name of what it hands out.
"""

import re

from services.clean.lines.links import any_of

JOURNALISM = (
    r"(?:our|your|local|independent|quality|honest|public|community|nonprofit|non-profit|free|fearless|"
    r"this|investigative)"
    r"(?: \w+){0,3} (?:journalism|newsroom|reporting|journalists|newspaper|news site|news organi[sz]ation)"
)
NEWSLETTER = any_of(
    r"\W*(?:sign up|subscribe|register|join)\b.{0,160}"
    r"\b(?:newsletters?|inbox(?:es)?|briefing|mailing list|e-?mail (?:alerts?|updates?|list)|free trial|"
    r"reading list)\b.{0,160}",
    r"\W*(?:get|receive|want|never miss|stay (?:up to date|informed|on top))\b.{0,160}"
    r"\b(?:newsletters?|inbox(?:es)?|e-?mail (?:alerts?|updates?))\b.{0,120}",
    r"\W*(?:be the first to (?:know|hear)|never miss a story|want more (?:tips|stories|news|articles) "
    r"like this)\b.{0,80}",
    r"\W*(?:enter |type |provide |add )?(?:your |an )?e-?mail address\W{0,3}(?:here.{0,40}|to "
    r"subscribe.{0,60})?",
    r"\W*(?:enter|type) your e-?mail\b.{0,80}|\W*sign up(?: (?:here|now|today|free|for free)\b.{0,40})?\W*",
    r"\W*you must select at least one .{3,40}list\W*|interested in more newsletters\?.{0,40}",
    r"\W*join (?:over |more than |the )?[\d.,]+[km]? (?:\w+ )?(?:readers|subscribers|others)\b.{0,160}",
    r"\W*(?:thank you|thanks) for (?:signing up|subscribing|reading|registering|your (?:support|"
    r"subscription|interest)).{0,160}",
    r"\W*by (?:signing up|submitting|subscribing|registering|providing|entering)\b.{0,120}"
    r"\b(?:you|i) (?:agree|consent|accept|acknowledge|confirm)\b.{0,300}",
    r"\W*you can unsubscribe\b.{0,80}|unsubscribe (?:at )?any ?time\W*|\W*you[’']?(?:ve| have) "
    r"successfully subscribed.{0,80}",
    r"\W*stay (?:updated|informed|connected|up to date|tuned) (?:with|on|to) (?:all )?(?:the latest|our|"
    r"us|breaking)\b.{0,120}",
    r"\W*don[’']t miss (?:out on )?(?:the latest|our|any|a story|an update|breaking)\b.{0,80}",
    r"\W*get (?:the )?(?:latest|breaking|all the|top) .{0,60}\b(?:delivered|straight|sent|right) (?:to|"
    r"into)\b.{0,60}",
    r"\W*(?:turn on|enable|allow|get|receive) (?:(?:breaking|desktop|browser|push|news|instant) ){1,3}"
    r"(?:notifications|alerts?|updates)\b.{0,80}",
    r"\W*(?:download|get|install|try) (?:the|our) (?:(?:free|new|\w+) ){0,3}app\b.{0,120}",
    r"\W*(?:available|get it|download)(?: it)? (?:on|from) (?:the )?(?:app store|google play|apple|"
    r"android|itunes)\b.{0,60}",
    r"(?:read|open|view) (?:this|it|more)? ?(?:story |article )?(?:in|on) (?:the|our) (?:\w+ )?app\W*",
)
PAYWALL = any_of(
    r"\W*(?:subscribe|register|log ?in|sign in|sign up|create (?:an|a free) account)\b.{0,60}"
    r"\b(?:to (?:continue|read|keep|unlock|access|get|enjoy|save)|for (?:full|unlimited|only|just|"
    r"[$£€₹])|now for|"
    r"with your reading|the price of)\b.{0,120}",
    r"\W*subscribe(?: (?:now|today|here|for free|to (?:our|the|this)\b.{0,40}))?\W*",
    r"\W*already (?:a |an )?(?:subscriber|member|registered|subscribed|have an account)\?.{0,60}",
    r"\W*(?:this (?:article|story|content|report)|the rest of this (?:article|story)) is (?:only )?"
    r"(?:available |reserved |exclusively |exclusive |free )?(?:only )?(?:for|to) (?:our |\w+ )?"
    r"(?:subscribers|members|readers who)\b.{0,160}",
    r"\W*(?:to (?:continue|keep) reading|to read (?:the (?:full|rest)|more|this))\b.{0,80}"
    r"\b(?:subscri\w+|register|log ?in|sign (?:in|up)|account|member\w*)\b.{0,120}",
    r"\W*you(?:[’']ve| have)? (?:have |reached |read |used |hit |got )(?:all |the |your )*(?:\w+ )?(?:of "
    r")?(?:\w+ )?"
    r"(?:free |monthly |article |complimentary ){1,3}(?:\w+ )?(?:limit|articles?|stories|views?)\b.{0,160}",
    r"(?:premium|subscribers?[- ]only|members?[- ]only|exclusive)(?: (?:content|article|story))?(?: for "
    r"subscribers)?",
    r"unlimited (?:digital |online )?access\b.{0,120}",
)
PRICE = re.compile(
    r"[$£€₹] ?\d[\d.,]{0,6} ?(?:a|per|/|every) ?(?:day|week|month|year)\b.{0,60}"
    r"\b(?:your|[Cc]ancel|trial|[Ss]ubscri\w+|unlimited|billed)\b"
)
APPEAL = any_of(
    r"\W*(?:become an? (?:member|supporter|subscriber|patron)(?: (?:now|today|here))?|support us|donate "
    r"(?:now|today|here|to us))\W*",
    rf"\W*(?:please )?(?:support(?! (?:for|among|from|of|in|is|has|was)\b)|help (?:us )?(?:fund|support|"
    rf"keep|sustain)|donate to)"
    rf"\b.{{0,40}}\b{JOURNALISM}\b.{{0,240}}",
    rf"\W*(?:with )?your (?:\w+ )?(?:support|contribution|donation|gift|subscription|"
    rf"membership)s?\b.{{0,120}}"
    rf"\b{JOURNALISM}\b.{{0,160}}",
    r"\W*(?:please )?consider (?:making a|becoming an?|supporting|donating|subscribing|a donation|"
    r"contributing)\b.{0,80}"
    r"\b(?:member|subscriber|supporter|patron|donation|contribution|our|us|journalism|newsletter|"
    r"today)\b.{0,160}",
    r"\W*if you\b.{0,120}\b(?:our|this (?:article|story|work|reporting|newsletter|podcast|site)|"
    r"journalism)\b.{0,80}"
    r"\b(?:consider|please|why not|you can|help us)\b.{0,60}\b(?:donat|subscri|support|contribut|"
    r"becom)\w*\b.{0,160}",
    r"\W*(?:enjoy(?:ed|ing)?|like[ds]?) (?:this|what you(?:[’']re)? read).{0,40}\?.{0,160}",
    r"\W*make a (?:\w+ )?(?:donation|contribution) (?:now|today|here|to (?:us|our|support))\b.{0,120}",
)
CONSENT = any_of(
    r"\W*(?:we|this (?:web)?site|our (?:web)?site|we and our (?:\d+ )?partners|like (?:most|many) "
    r"(?:web)?sites, we)\b.{0,120}"
    r"\b(?:us(?:e|es|ing)|stor(?:e|es)|plac(?:e|es)|set|sets)\b.{0,80}\bcookies?\b.{0,380}",
    r"\W*we (?:value|respect|care about) your privacy\W*.{0,200}|\W*with your (?:permission|consent),? "
    r"we\b.{0,480}",
    r"\W*(?:we and our (?:\d+ )?|our \d+ )partners\b.{0,100}\b(?:process|store|access|personal data|"
    r"device|consent)\b.{0,400}",
    r"\W*by (?:continuing|using|browsing|clicking|closing|visiting)\b.{0,160}"
    r"\b(?:cookies?|privacy policy|terms of (?:use|service))\b.{0,300}",
    r"\W*(?:please )?(?:accept|reject|allow|manage|refuse|decline|change|update)(?: all| my| your| only| "
    r"the)?"
    r"(?: (?:optional|necessary|essential))? (?:cookies?|preferences|cookie settings|privacy settings|"
    r"consent)\W*",
    r"(?:accept|reject|agree|allow) (?:all|and (?:close|continue|proceed))|i (?:accept|agree)|more options",
    r"cookies? (?:settings|policy|notice|preferences|consent|list)|(?:your )?privacy (?:settings|choices|"
    r"preferences|notice)",
    r"\W*(?:this cookie is|these cookies (?:are|help|allow|enable)|cookies (?:help us|allow us|enable us|"
    r"are small))\b.{0,300}",
    r"\W*this (?:site|form|page) is protected by recaptcha\b.{0,160}",
    r"do not sell (?:or share )?my (?:personal )?(?:information|data|info)\W*",
    r"\W*(?:to (?:see|view|watch) this (?:content|video|post)|this (?:content|post|embed)\b).{0,60}"
    r"\b(?:your consent|cookies|privacy (?:settings|preferences))\b.{0,160}",
    r"\W*(?:you can|you may|to) (?:change|manage|withdraw|review|read|find out|learn)\b.{0,60}\b(?:our|"
    r"your|these) (?:use of )?"
    r"(?:cookies?|privacy (?:policy|settings|choices)|consent (?:settings|choices|preferences))\b.{0,200}",
)


def is_price(line: str) -> bool:
    """Whether the line names the price of a subscription: “$1 a week for your first year. Cancel anytime.”"""
    return len(line) <= 160 and any(sign in line for sign in "$£€₹") and PRICE.search(line[:160]) is not None
