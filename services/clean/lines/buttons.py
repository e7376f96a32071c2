"""Where a page lets its readers share, print and comment, by its words."""

from services.clean.lines.links import any_of

PLATFORM = (
    r"(?:twitter|facebook|instagram|x|threads|bluesky|linkedin|telegram|whatsapp|youtube|tiktok|flipboard|"
    r"google news|pinterest|social media|our (?:\w+ ){0,2}(?:channel|group|page)|https?://|@)"
)
SHARING = any_of(
    rf"\W*(?:follow\b|(?:like|find|join|connect with|catch|add) (?:us|our)\b).{{0,80}}"
    rf"\b(?:on|at|via) {PLATFORM}"
    r"(?:(?:\W{1,3}|\s)(?:@|\(|https?|and|or|at|for|to|by|[\w.]{1,30}\W*$).{0,100}|\S{0,40})\W*",
    r"\W*(?:follow|tweet|contact|whatsapp) us\W*|\W*(?:follow|tweet) (?:(?:him|her|them|me|us) )?(?:at "
    r")?@\w{2,30}\W*",
    r"\W*(?:kindly |please )?(?:share|email|e-mail|print|save|bookmark|reuse|republish|repost|recommend|"
    r"pin|tweet) this"
    r"(?: (?:with|on|via|to|by))?(?: (?:live )?(?:story|article|page|post|content|item|blog|link|video|"
    r"news))?\b.{0,60}",
    r"\W*share\W+(?:on|via|to|with|by)\W.{0,60}|\W*share\W{0,3}:.{0,60}|send (?:a letter|us a letter|to "
    r"a friend)",
    r"(?:get )?(?:the )?short url|(?:click|tap) to (?:share|email|print)\b.{0,80}|like loading\W*",
    r"(?:pin it|whatsapp|e-?mail|print|copy link|link copied)\W*|\?{3}\w{3,30}\?{3}",
    r"[\d.,]+ ?[km]?\W{0,3}(?:shares?|likes|tweets|retweets|reactions|views?|reads)\W*",
    r"(?:total )?shares?\W{0,3}[\d.,]+ ?[km]?",
    r"(?:(?:text|font)[ -]?size|resize(?: text| font)?|change (?:text|font) size)\W*"
    r"(?:(?:small|smaller|medium|normal|large|larger|default|reset|increase|decrease|[a-t][+-]{0,2}|"
    r"[+-])\W*){0,12}",
    r"(?:a[+-]{0,2}\W+){1,5}a[+-]{0,2}|(?:was|did you find) this (?:page|article|story) (?:helpful|"
    r"useful)\??.{0,30}",
    r"(?:report|spotted|found) (?:a |an )?(?:typo|error|mistake)\b.{0,80}",
    rf"(?:compartir|partager|teilen|compartilhar|partilhar|condividi|delen|udostępnij|поделиться)"
    rf" (?:en|sur|auf|via|no|na|su|op|par|por|per|в|во) {PLATFORM}\W*",
    r"join (?:our|the|us on)\b.{0,40}\b(?:whatsapp|telegram|facebook|discord|viber)\b.{0,60}",
)
COMMENTS = any_of(
    r"(?:view|show|see|read|load|hide|add|write|post|leave|make)?\s*(?:all|a|your|no|be the first to)?\s*"
    r"\(?\d{0,6}\)?\s*(?:facebook|reader|user)?\s*comments?(?:\(s\))?(?: yet| so far| below| here| "
    r"section)?\s*\(?\d*\)?\W*",
    r"comments? (?:via|with|on|through|using)\b.{0,60}|(?:sign|log) in to (?:comment|reply|join).{0,40}",
    r"(?:join|start|continue) the (?:conversation|discussion|debate)\W*|have your say\W*|cancel reply",
    r"leave a (?:reply|comment|response)\b.{0,20}|be the first to (?:comment|reply|respond|leave)\b.{0,40}",
    r"\W*(?:your )?e-?mail address (?:will|is) not be published.{0,80}|required fields are marked\W*",
    r"(?:the )?comments? (?:section )?(?:is|are|have been) (?:now )?(?:closed|disabled|turned off|"
    r"moderated|subject)\b.{0,200}",
    r"comments? for this .{0,20}\bclosed\W*|all comments are (?:those of|moderated|subject)\b.{0,200}",
    r"(?:please )?(?:keep (?:your |our )?comments?|read our comment\w*)\b.{0,120}",
    r"what do you think\?? (?:share|tell|let us|leave|post|sound|join|have).{0,120}",
    r"(?:tell|let) us (?:know )?(?:what you think|your (?:thoughts|views|opinions?))?.{0,20}"
    r"\b(?:in the comments|comments? (?:section|below))\b.{0,60}",
    r"(?:share|leave|have) your (?:thoughts|views|opinions?|say)\b.{0,60}\b(?:comments?|below|"
    r"conversation)\b.{0,40}",
    r"(?:you must be|please|you need to be) (?:logged|sign(?:ed)?|log) ?in\b.{0,30}"
    r"\b(?:comments?|commenting|discussion|reply|conversation)\b.{0,40}",
    r"notify me of (?:new|follow-?up) (?:comments|posts).{0,40}|save my name, e-?mail.{0,100}|(?:post|"
    r"submit) (?:a )?comment",
    r"(?:do you )?(?:got|have) an? (?:story|tip|news tip|view|opinion)(?: (?:for us|to share|to "
    r"tell))?\?.{0,160}",
    r"letters (?:to the editor )?(?:should|must|may|can) be (?:sent|e-?mailed|addressed)\b.{0,160}",
    r"letters (?:(?:sent|e-?mailed|submitted|addressed|written) )?(?:to|for)\b.{0,80}"
    r"\b(?:must|should|may be|will be)\b.{0,160}",
    r"have your say\b\W.{0,200}|(?:please |kindly )?share or comment on this\b.{0,200}",
    r"\d{1,5} (?:thoughts?|responses?|replies|comments?) (?:on|to) [“\"‘'«].{1,200}",
    r"this (?:conversation|discussion) is (?:moderated|closed)\b.{0,160}",
)
