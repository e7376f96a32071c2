"""What HTML's elements do to the text around them, and which are boxes by themselves."""

from services.clean.lines.vocabulary import word_set

UNSEEN, INLINE, IMAGE, CELL, BREAK, BLOCK = range(6)
"""What an element does: it shows no text, runs on in the line, shows a picture, is a cell of a table row,
ends the line, or makes a block of its own. What has no role here is a block: made-up elements hold some."""

ROLES: dict[object, int] = {
    **dict.fromkeys(
        word_set("""
            head script style template noscript noframes svg math iframe object embed applet audio video
            canvas map datalist select textarea button option progress meter rp rt
            amp-ad amp-embed amp-auto-ads amp-sticky-ad amp-sidebar amp-consent amp-user-notification
            amp-state amp-analytics amp-social-share
        """),
        UNSEEN,
    ),
    **dict.fromkeys(
        word_set("""
            a abbr acronym b bdi bdo big cite code data del dfn em font i input ins kbd label mark nobr q s
            samp small span strike strong sub sup tt time u var wbr ruby tbody thead tfoot
        """),
        INLINE,
    ),
    **dict.fromkeys(("img", "picture", "source", "amp-img"), IMAGE),
    **dict.fromkeys(("td", "th"), CELL),
    "br": BREAK,
}
ROLES_WITHOUT_SCRIPTS = ROLES | {"noscript": BLOCK}
"""The same in a browser that runs no scripts."""

CELL_MARK = " | "
"""What stands between the cells of a table row."""
PREFORMATTED = word_set("pre plaintext xmp listing")
HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
LABELS = word_set("a time")
"""Elements that are no text of the article where they make most of a block: a link, a date."""
PARTS = word_set("p li ul ol")
"""Elements that are a part of an article, never the whole of it."""

PICTURES = word_set("figure table")
"""Elements in which a picture and a line of text are picture and caption."""

FRAMES = word_set("html body main")
"""Elements whose class tells of the whole page: `has-sidebar`, `newsletter-open`."""
BOXES = word_set("nav aside footer form dialog menu figcaption details")
BOX_ROLES = word_set("""
    navigation banner complementary contentinfo search dialog alertdialog menu menubar toolbar tooltip
    tablist form alert status
""")
"""Values of the attribute `role`, from ARIA, for what stands around the article."""
