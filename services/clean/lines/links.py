"""The page's own doors, by their words: menus, ad slots and players, and the links to other stories."""

import re

from services.clean.lines.vocabulary import MENU


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern, blind to case, that finds what any of several does."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# every repetition here and in the sister modules is bounded, and no line asked about is longer than
# `phrases.LONGEST`: the time stays linear
RELATED = any_of(
    r"read (?:more|also|next|this next|the full story|full (?:story|article))"
    r"(?: (?:about|on|here|at|from|in)\b[^:|]{0,60})?",
    r"(?:also|must|further|keep|what to) (?:read|watch|see|reading|read next)|see (?:also|more)|watch "
    r"(?:also|more)",
    r"(?:read|see) related|related(?: (?:to this (?:story|article)|stories|story|articles?|news|content|"
    r"coverage|"
    r"posts?|topics|links?|reading|videos?|reads))?",
    r"recommended(?: (?:for you|stories|reading|articles|reads|posts|videos))?|suggested (?:for you|"
    r"stories|reading|articles|posts)|must[- ](?:reads?|see|watch)",
    r"don[’']?t miss(?: (?:out|this|these))?|up next|editors?[’']?s?[’']? (?:picks?|choice)|top "
    r"(?:stories|picks)",
    r"(?:you|people|readers) (?:may|might|are|will) (?:also )?(?:like|be interested in|enjoy|love|"
    r"reading|read)|people also (?:like|read)|icymi",
    r"(?:in case|what) you(?: may have)? missed(?: it)?|(?:other|more) (?:top |latest |related "
    r")?(?:stories|articles)",
    r"(?:most|top) (?:read|popular|viewed|shared|commented|watched)(?: (?:in|on|this|stories|"
    r"articles)\b.{0,30})?",
    r"trending(?: now| stories| topics| today)?|latest (?:news|stories|headlines|articles|posts|updates|"
    r"videos)",
    r"(?:promoted|paid|sponsored) (?:stories|content|links)(?: by .{1,30})?|(?:recommended|sponsored) by "
    r"\w{2,20}",
    r"more (?:on this(?: (?:story|topic|subject))?|(?:from|by) .{1,40}|like this|(?:\w+ )?(?:stories|"
    r"news|coverage|headlines)(?: like this)?)",
    r"(?:from|around) (?:the web|our partners|around the web)|recent (?:posts|news|stories|articles)|"
    r"(?:recommended|latest|popular|trending) (?:from|in) [^.:!?]{2,30}",
).pattern
RELATED_HEADING = any_of(rf"\W*(?:{RELATED})\W*")
RELATED_LINE = any_of(
    rf"\W*(?:{RELATED})\s*(?:[:|»>]+\s.*|[–—]\s.*[^.!?…”\"])",
    r"\W*(?:click|tap) here (?:to|for)\b.*",
    r"\W*for (?:more|the latest|all the latest) (?:(?:\w+ ){0,3}(?:news|stories|updates|coverage|"
    r"headlines)|like this)\b"
    r".{0,60}\b(?:visit|click|follow|go to|check(?: out)?|see|head to|subscribe|download)\b.{0,120}",
    r"\W*(?:read|see|view) (?:the )?(?:full|original|complete) (?:story|article|report|version)\b.{0,80}",
    r"(?:>>+|»)\s+(?!.*«)\S.{0,160}[^.!?]",
)
POINTS_ON = ("»", ">>", "›", "→")
"""How a link ends that leads to another page."""
RELATED_LABEL = re.compile(
    r"\W*(?:(?:READ|Read|SEE|See|WATCH|Watch|LISTEN|Listen|EXPLORE|Explore)\s*[:|»–—]|"
    r"(?:SEE PHOTOS|GALLERY|PHOTOS|IN PICTURES|IN PHOTOS|VIDEO|PODCAST|MORE|ALSO|FROM THE ARCHIVES?|"
    r"ICYMI|EXPLAINER)"
    r"\s*[:|»])\s.{3,200}"
)
"""A label before another story's title; a sentence behind it (“Watch: they will be back.”) is no title."""
NAVIGATION = any_of(
    r"\W*(?:close )?(?:advertise?ments?|ads?|advertorial|sponsored(?: (?:content|post|by [^.]{1,40}))?|"
    r"paid (?:post|content))\W*",
    r"\W*advertise?ment\W+.{0,20}(?:continues?|scroll|skip|read|below).{0,50}|(?:skip|close|remove|hide|"
    r"report)(?: this)? ads?",
    r"\W*(?:this )?(?:story|article|content|post|coverage)? ?continues? (?:below|after|reading below)(?: "
    r".{1,40})?",
    r"this advertisement has not loaded yet.{0,60}|why (?:this ad|am i seeing this)\?|ad feedback|"
    r"advertise with us",
    r"\W*(?:(?:keep|continue|scroll (?:down )?to (?:keep|continue)) reading(?: below| the main story)?|"
    r"read on below)\W*",
    r"(?:skip|jump) (?:to|past|navigation|advert).{0,40}|back to (?:the )?(?:top|home|search|article).{0,20}",
    r"scroll (?:down|up|to).{0,40}|to top|(?:toggle|open|close|reveal|show|hide|main|full|sub) (?:\w+ "
    r")?(?:navigation|menu)",
    r"listen (?:live|now)|(?:watch|go) live|live (?:tv|stream)|watch live (?:tv|stream|now)|on air(?: now)?",
    r"loading\W*|loading (?:comments|more|the player|video|content).{0,30}|please wait\W*|(?:re)?play(?: "
    r"video)?|pause|(?:un)?mute",
    r"click to (?:expand|enlarge|play|copy|view|listen).{0,60}|(?:hide|toggle) caption|enlarge (?:this "
    r")?image",
    r"(?:view|open|show|see) (?:the |this |all |full )*(?:gallery|photos?|slideshow|images?|fullscreen|"
    r"picture)\b.{0,30}",
    r"(?:video )?player (?:is )?loading\W*|this is a modal window\W*|(?:current|remaining|duration) "
    r"time\W{0,3}[\d:]*",
    r"(?:show|load|view|see) (?:more|all|less)|(?:page )?\d{1,3} (?:of|/) \d{1,3}|page \d{1,3}|"
    r"(?:\d{1,2} ){2,12}(?:next)?\W*",
    r"(?:sort by|filter by)\b.{0,40}|search for\W*|submit search|perform search",
    r"(?:this|your) (?:video|content|browser|player|media)\b.{0,20} "
    r"(?:not (?:available|supported|found|support)|no longer available|isn[’']t (?:available|supported)|"
    r"cannot be (?:played|loaded)|failed to load).{0,80}",
    r"media playback is (?:un|not )supported.{0,40}|we apologi[sz]e, but this video has failed to load\W*",
    r"(?:page not found|404\b).{0,120}|(?:please )?(?:enable|turn on) (?:javascript|cookies).{0,100}|"
    r"javascript (?:is|must be).{0,80}",
    r"listen to (?:this )?(?:article|story).{0,20}|\d{1,3} ?-?min(?:ute)?s? listen|you are here\W.{0,200}",
    r"(?:subscribe|e-?paper|e-?edition|today[’']s paper|print edition|digital edition|classifieds)"
    r"(?: (?:for|from) [$£€₹]\S{1,10}.{0,20})?",
    r"(?:proudly )?powered by \w.{0,30}|(?:wordpress )?theme by \w.{0,40}|(?:report|flag|suggest) (?:an? "
    r")?(?:error|correction)\b.{0,30}",
    r"(?:an official website of the .{3,50}|here[’']s how you know|for immediate release|press release "
    r"(?:number|no)\W.{1,30})",
    r"(?:.{0,30} )?from the section \w.{0,30}|closed captioning.{0,40}|.{3,60} is not responsible for "
    r"the content of external (?:web)?sites\W*|log ?in ?/ ?(?:register|sign ?up)",
    r"←.{2,160}|(?:previous|next|older|newer) (?:article|story|post|entry|page|essay)s?\W*(?::.{0,160})?",
    r"(?:presented|sponsored|provided|supported|distributed|brought to you|news provided) by|"
    r"auto-?\w{2,20}: ?on ?[|/] ?off|"
    r"(?:(?:live )?(?:feed|blog|updates?|coverage) )(?:is )?(?:now )?(?:closed|ended)\W*|"
    r"(?:\W*\d[\d.,]*)?\W*★.{0,60}",
    r"(?:add|make|set) .{2,50} (?:as )?(?:a |your )?preferred (?:source )?(?:on|in) google\b.{0,80}",
)
TICKER = re.compile(r".{1,120}?[▲▼△▽⬆⬇]\s?[-+]?\d.{0,120}")
"""Share prices with arrows; prose has none."""
WEATHER = any_of(
    r"[\w ,.’'-]{0,30}?-?\d{1,3} ?°(?: ?[CF])?(?:\s*[/|,]?\s*(?:[HL]:? ?)?-?\d{1,3} ?°(?: ?[CF])?)?(?: "
    r"[\w ]{3,20})?"
)
"""The page's weather: “Lagos 31°C”, “72° Partly Cloudy”; in an article it may be a row of a table."""
BETWEEN_ENTRIES = re.compile(r"\s*[>»›→|·•/]+\s*")
HOME_PATH = any_of(
    r"(?:(?:you are here|sie sind hier|vous êtes ici|estás en)\W{1,3})?"
    r"(?:home|homepage|front page|startseite|accueil|inicio|início|ホーム|トップ)\s*[>»›→/|＞]\s*\S.{0,220}"
)
"""The way from the home page to this one; its last step may be the headline."""


def is_menu_bar(line: str) -> bool:
    """Whether the line sets short entries side by side, a third of them sections that every paper has."""
    if not 0 < len(line) <= 200 or line[-1] in ".!?:;,":
        return False
    entries = [entry.split() for entry in BETWEEN_ENTRIES.split(line) if entry]
    known = [entry for entry in entries if 0 < len(entry) == sum(word.casefold() in MENU for word in entry)]
    if len(entries) >= 2:
        return all(len(entry) <= 3 for entry in entries) and 3 * len(known) >= len(entries)
    said = line.split()
    menu = sum(word.casefold() in MENU for word in said)
    return len(said) >= 4 and all(word[0].isupper() for word in said) and 5 * menu >= 4 * len(said)
