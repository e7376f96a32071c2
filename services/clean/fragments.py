"""Knows an HTML fragment in what is called plain text: feeds send the markup of an article and don't say so.

Plain text that holds “<” or talks of tags is none: a fragment has its text in elements, and not beside them.
"""

import re
from html import unescape

BLOCKS = (
    r"(?:p|div|h[1-6]|ul|ol|li|blockquote|figure|figcaption|section|article|table|tr|td|th|dl|dd|dt|pre|main)"
)
INLINE = r"(?:a|b|i|em|strong|span|u|s|small|sup|sub|font|center|cite|q|code|abbr|time|mark|picture|iframe)"
VOID = r"(?:br|hr|img|wbr|source|input)"
ATTRIBUTES = r"(?:\s[^<>]{0,4000})?"
NOT_QUOTED = r"(?<![`“‘\"'«„(])"
TAG = re.compile(rf"{NOT_QUOTED}</?(?:{BLOCKS}|{INLINE}|{VOID}){ATTRIBUTES}/?>", re.I)
OPENS_BLOCK = re.compile(rf"</?{BLOCKS}{ATTRIBUTES}/?>", re.I)
STARTS = re.compile(rf"\s*<(?:{BLOCKS}|{INLINE}|{VOID}){ATTRIBUTES}/?>", re.I)
BREAK = re.compile(rf"{NOT_QUOTED}<br\s*/?>", re.I)
PARAGRAPH = re.compile(rf"{NOT_QUOTED}<p{ATTRIBUTES}>", re.I)
LINK = re.compile(
    rf"{NOT_QUOTED}<(?:a\s[^<>]*\bhref\s*=[^<>]+>.{{1,1000}}?</a>|img\s[^<>]*\bsrc\s*=[^<>]+>"
    rf"|(?P<mark>b|i|em|strong|u)>.{{1,1000}}?</(?P=mark)>)",
    re.I | re.S,
)
MORE = re.compile(
    r"<a\b[^<>]*>\s*(?:<\w+[^<>]*>\s*)?(?:read (?:more|on|(?:the )?(?:full|rest|whole|entire)\b[^<>]{0,40})"
    r"|continue reading\b[^<>]{0,80}|(?:full|more) (?:story|article)|weiterlesen|lire la suite|leer más"
    r"|leggi tutto|lees verder)[\s.…»→&\w;\[\]]{0,12}(?:</\w+>\s*)?</a>",
    re.I,
)
"""A feed's link to the article."""
BLANK = re.compile(r"\n[ \t\r]*\n")
COMMENT = re.compile(r"<!--.{0,1000}?-->", re.S)
CDATA = re.compile(r"\s*<!\[CDATA\[(?P<inside>.*?)\]\]>\s*", re.S)
FIELD = re.compile(
    r"\s*<(?P<name>description|content:encoded|content|summary|encoded)\b[^<>]{0,500}>(?P<inside>.*)</(?P=name)>\s*",
    re.S,
)
"""How RSS and Atom wrap an article: one may have been cut out with it."""
ABOUT = re.compile(
    r"\A\s*\b(?:tags?|elements?|is|are|was|means|marks|and|or|begins|stands|creates|defines)\b", re.I
)
"""What goes on behind a tag that the text talks of: “<p> is the tag for a paragraph”."""
COVERED = 0.6
"""Share of the text in elements from which on a text is a fragment."""
LOOKED_AT = 100_000
"""Characters in which it is looked for: a hostile text has millions of tags that never end."""
ESCAPED = 3
"""How often an article may have been escaped on its way."""


def markup_of(content: str) -> str | None:
    """The HTML of a text that is a fragment, unescaped and out of its CDATA; null where it is plain text."""
    for _ in range(ESCAPED + 1):
        content = _unwrapped(content)
        if is_fragment(content):
            content = MORE.sub("", content)
            return content if OPENS_BLOCK.search(content) else BLANK.sub("<br><br>", content)
        if "&lt;" not in content and "&amp;lt;" not in content:
            return None
        content = unescape(content)
    return None


def is_fragment(content: str) -> bool:
    """Whether the text of it lies in elements of HTML, or is parted by line breaks of HTML, or linked."""
    content = content[:LOOKED_AT]
    if "<" not in content or not (tags := list(TAG.finditer(content))):
        return False
    if any(ABOUT.match(content, tag.end(), tag.end() + 30) for tag in tags if not tag[0].startswith("</")):
        return False
    if _covered(content) >= COVERED:
        return True
    breaks, paragraphs = len(BREAK.findall(content)), len(PARAGRAPH.findall(content))
    return bool(breaks > 1 or paragraphs > 1 or LINK.search(content) or (breaks and STARTS.match(content)))


def _unwrapped(content: str) -> str:
    """The content without the feed's element and its CDATA around it."""
    for form in (FIELD, CDATA, FIELD):
        if found := form.fullmatch(content):
            content = found["inside"]
    return content


def _covered(content: str) -> float:
    """The share of the visible characters that stand inside an element that ends."""
    inside, outside, depth, last = 0, 0, 0, 0
    content = COMMENT.sub("", content)
    for tag in OPENS_BLOCK.finditer(content):
        visible = len("".join(TAG.sub("", content[last : tag.start()]).split()))
        inside, outside = (inside + visible, outside) if depth else (inside, outside + visible)
        closes = tag[0].startswith("</")
        depth = max(0, depth - 1) if closes else depth + (not tag[0].endswith("/>"))
        last = tag.end()
    outside += len("".join(TAG.sub("", content[last:]).split()))
    return inside / (inside + outside) if inside else 0.0
