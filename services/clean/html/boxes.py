"""Knows the boxes of a page by what CMSs call them in class, id and data-*: share bar, related stories, body.

A page builder names its boxes in plain words: `share-bar`, `relatedStories`, `c-newsletter__form`. The words
below are those that news sites and the common CMSs (WordPress, Drupal, Arc, Brightspot, Blox, …) use.
"""

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST_NAME = 300
"""Characters of a name that are read: utility-class soup goes on for thousands."""
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NOT_WORD = re.compile(r"[^a-z0-9]+")

STATE = re.compile(r"(?:has|with|without|no|is|not|non|show|hide|hides|js|above)-(?!print)")
"""What a word begins with that tells a state of the element and does not name it: `has-sidebar`."""
LAYOUT = (
    r"(?!-(?:grid|layout|page|enabled|disabled|open|opened|closed|on|off|visible|active|present|"
    r"main|article|story|"
    r"body|free|columns?|theme|template|ready|loaded|collapsed|expanded|wide|full)\b)"
)
"""What comes behind a word that then tells a layout or a state: `sidebar-grid`, `comments-enabled`."""
HIDDEN = frozenset(
    ("hidden", "hide", "is-hidden", "u-hidden", "js-hidden", "invisible", "d-print-block", "show-for-print")
)
"""Classes that hide an element, as long as no script takes them away, or show it on paper only."""

SMALL = re.compile(
    r"(?:^|-)(?:"
    # sharing, following, signing up, paying
    r"share|shares|sharing|share-?(?:this|bar|tools|buttons)|sharedaddy|addthis|addtoany|socials?|"
    r"social-?media|"
    r"follow-?us|whats-?app|newsletters?|sign-?up|subscribe|subscription|donate|donation|membership|cta|"
    r"call-to-action|registration|login|regwall|app-(?:promo|banner|download)|"
    # other stories
    r"read-?more|also-read|see-?also|trending|latest|teasers?|promos?|promobox|inline-?links?|yarpp|"
    r"onward|callout|"
    # around the article
    r"aside|toolbar|tools|menu|submenu|breadcrumbs?|skip-links?|toc|table-of-contents|mw-editsection|"
    r"fact-?box|info-?box|pull-?quote|disclaimers?|disclosures?|ratings?|votes?|poll|survey|"
    # money
    r"ads?|adverts?|advertisement|advertising|adslot|adsbygoogle|google-ads?|sponsors?|sponsored|"
    r"sponsorship|dfp|"
    r"commercial|affiliate|"
    # who, when and where it is filed
    r"bylines?|authors?|author-?(?:bio|box|card|info|name|profile)|bio|biography|contributors?|posted-on|"
    r"(?:post|entry|article)-?meta|meta|metadata|timestamp|pub-?date|date-?published|publish-date|"
    r"published|"
    r"reading-time|read-time|tags|tag-?(?:list|links|cloud)|post-?tags|topics|keywords|cat-links|"
    r"categories|"
    # pictures
    r"captions?|caption-text|credits?|copyright|figcaption|gallery|carousel|slider|lightbox|player|"
    r"jwplayer|videos?|"
    # over the page, or not for all to see
    r"pop-?up|overlay|interstitial|tooltip|dropdown|toast|banner|sr-only|visually-?hidden|screen-reader|"
    r"no-?print|print-none|hidden-print|print-only|only-print|visible-print(?:-\w+)?"
    r")\b" + LAYOUT
)
"""Words of boxes that are small beside an article."""

LARGE = re.compile(
    r"(?:^|-)(?:comments?|commenting|comment-?list|disqus|respond|replies|livefyre|"
    r"related|recirc|recirculation|recommend(?:ed|s|ations?)?|jp-relatedposts|outbrain|taboola|"
    r"zergnet|up-next|"
    r"read-?next|next-(?:article|post|up|story|prev)\w*|prev(?:ious)?-(?:article|post|next)|"
    r"post-navigation|nav-links|pager|"
    r"pagination|more-(?:from|stories|news|articles|on|in|posts|coverage)|popular|mostread|"
    r"most-(?:read|viewed|popular|recent)|cookies?|consent|gdpr|onetrust|modal|dialog|sidebar|rail|"
    r"\w{0,8}nav|navbar|"
    r"navigation|masthead|footer|(?:site|page|global)-header|navbox"
    r")\b" + LAYOUT
)
"""Words of boxes that may hold more text than the article does."""

BODY = re.compile(
    r"(?:^|-)(?:"
    r"article-?(?:body|content|text|copy|main)|story-?(?:body|content|text|copy)|entry-?content|"
    r"post-?(?:body|content|text)|body-?(?:copy|text|content)|content-?body|main-?content-?body|"
    r"l-main-content|"
    r"rich-?text|news-?(?:body|content|text)|page-content|blog-content|text-content|field-name-body|"
    r"field-body"
    r")$"
)
"""Words of the box that holds the article's text."""

TWEET = re.compile(
    r"(?:^|-)(?:twitter-(?:tweet|video)|instagram-media|bluesky-embed|mastodon-embed|fb-post)$"
)
"""Words of a message from a social network that the author quotes, in whatever box it stands."""

PICTURE = re.compile(
    r"(?:^|-)(?:(?:\w{1,20}-)?(?:image|img|photo|picture|figure|pic)s?(?:-(?:wrapper|container|"
    r"widget|box|holder|block|wrap|"
    r"inner|left|right|center|full|top|inline|embed|\d+))*(?:-(?=\w*\d)\w{4,8})?)$"
)
"""Words of what holds a picture, and with it its caption; some tools add a hash to every class."""

LEAD = re.compile(
    r"(?:^|-)(?:standfirst|dek|deck|excerpt|sub-?head(?:line|ing)?|sub-?title|strap-?line|lede|lead|intro|"
    r"introduction|summary|article-description|chapo)$"
)
"""Words of the standfirst, which stands between headline and body."""


class BoxKind(NamedTuple):
    """What a name says: a box, small or large, that is not the article; its body; its standfirst; a tweet in
    it; a picture with its caption."""

    small: bool = False
    large: bool = False
    body: bool = False
    lead: bool = False
    tweet: bool = False
    picture: bool = False

    @property
    def is_box(self) -> bool:
        """Whether it is a box that is not the article."""
        return self.small or self.large


NAMELESS = BoxKind()


@lru_cache(maxsize=8192)
def kind_of(name: str) -> BoxKind:
    """What the words of a name say together; what is called body, too, is no box."""
    kinds = [kind for word in name.split() if (kind := _kind_of_word(word)) is not NAMELESS]
    if not kinds:
        return NAMELESS
    small, large, body, lead, tweet, picture = map(any, zip(*kinds, strict=True))
    is_box = not (body or tweet)
    return BoxKind(small and is_box, large and is_box, body, lead, tweet, picture)


@lru_cache(maxsize=8192)
def _kind_of_word(word: str) -> BoxKind:
    if word in HIDDEN:
        return BoxKind(small=True)
    word = NOT_WORD.sub("-", CAMEL.sub("-", word).lower()).strip("-")
    if STATE.match(word):
        return NAMELESS
    kind = BoxKind(*(bool(words.search(word)) for words in (SMALL, LARGE, BODY, LEAD, TWEET, PICTURE)))
    return kind if any(kind) else NAMELESS
