"""Chooses, among a page's blocks, those that are the article's body.

The boxes that are not the article go first. Then the article is the smallest element that holds nearly all of
the running text that is left, and a standfirst above it. (Readability and its heirs score every element by
guesses at its worth; one sum of running text an element, and the page's own names for it, do better here.)
"""

from collections.abc import Iterable, Iterator

from services.clean.html.blocks import Block, Node, Outline
from services.clean.html.elements import CELL_MARK, HEADINGS, PARTS, PICTURES
from services.clean.lines.prose import ends_sentence

ENOUGH = 250
"""Characters of running text that make an article: when the boxes leave less, one of them holds it."""
SMALL_SHARE = 0.25
"""Share of the page's running text beyond which what is called a small box is none."""
BODY_IN_BOX = 0.3
"""Share of the page's running text that, called the article's body inside a box, shows it to be none."""
INNER_SHARE = 0.6
"""Share of a body's running text from which a body inside it is the closer one."""
BODY_SHARE = 0.5
"""Share of the text found that must lie in what is called the body, for the name to be believed."""
MOSTLY, NEARLY_ALL = 0.9, 0.97
"""Share of an element's running text that lets a part of it stand for the whole; the second within a body."""

CAPTION, LONG_CAPTION = 100, 400
"""Characters of text alone in a box with a picture up to which it is the caption; and of one in what is
called a picture, or is a table about it."""
CAPTION_BLOCKS = 2
"""A long caption, and the credit behind it."""
LEAD_BLOCKS = 8
"""Blocks below the main heading among which a standfirst may stand."""
SHORTEST_LEAD, LONG_LEAD = 40, 80
"""Characters of a standfirst; and of one that may do without a name and a full stop."""
LINKED = 0.5
"""Share of a paragraph or a list in links beyond which it leads elsewhere, unless it is a sentence."""
ALL_LINKED = 0.95
"""Share of a sentence in links from which on it is the teaser of another story, or a button."""


def article_body(outline: Outline) -> list[str]:
    """The paragraphs, subheadings and list items of the article, in order; empty where there are none."""
    nodes = outline.nodes
    prose = _prose(nodes, outline.blocks)
    for large_too in (False, True):
        boxed = _boxed(nodes, prose, large_too)
        free = [block for block in outline.blocks if not boxed[block.node]]
        left = _prose(nodes, free)
        if left[0] >= ENOUGH:
            break
    body = _find_body(nodes, left)
    inside = [place == body for place in range(len(nodes))]
    for place in range(body + 1, len(nodes)):
        inside[place] = inside[nodes[place].parent]
    captions = _captions(nodes, free, body)
    above = [block for block in outline.blocks if not captions[block.node]]
    kept = [block for block in free if inside[block.node] and not captions[block.node]]
    return _texts(nodes, [*_lead(nodes, above, boxed, inside), *kept])


def _prose(nodes: list[Node], blocks: Iterable[Block]) -> list[int]:
    """The running text in each element, in characters."""
    prose = [0] * len(nodes)
    for block in blocks:
        prose[block.node] += block.prose
    return _add_up(nodes, prose)


def _add_up(nodes: list[Node], values: list[int]) -> list[int]:
    """Add each element's value to all that it stands in."""
    for place in range(len(nodes) - 1, 0, -1):
        values[nodes[place].parent] += values[place]
    return values


def _boxed(nodes: list[Node], prose: list[int], large_too: bool) -> list[bool]:
    """Which elements are in a box that is not the article; `large_too` doubts the large ones as well."""
    bodies = _prose_in_bodies(nodes, prose)
    boxed, closed = [False] * len(nodes), [False] * len(nodes)
    for place, node in enumerate(nodes):
        closed[place] = closed[node.parent]
        if boxed[node.parent]:
            # what wraps a quoted tweet is called social or video, and is the article's none the less
            boxed[place] = closed[place] or not node.kind.tweet
        if node.kind.is_box and not boxed[place]:
            is_sure = (node.kind.large and not large_too) or prose[place] <= SMALL_SHARE * prose[0]
            boxed[place] = is_sure and bodies[place] <= BODY_IN_BOX * prose[0]
            closed[place] = boxed[place] and node.kind.large
    return boxed


def _prose_in_bodies(nodes: list[Node], prose: list[int]) -> list[int]:
    """The running text in each element that lies in what the page calls the body, the innermost one."""
    total, largest = [0] * len(nodes), [0] * len(nodes)
    for place in range(len(nodes) - 1, 0, -1):
        if nodes[place].kind.body and largest[place] < INNER_SHARE * prose[place]:
            total[place] = largest[place] = prose[place]
        parent = nodes[place].parent
        total[parent] += total[place]
        largest[parent] = max(largest[parent], largest[place])
    return total


def _find_body(nodes: list[Node], prose: list[int]) -> int:
    """The place of the smallest element that holds the article."""
    found = 0
    for found in _narrow(nodes, prose, 0, MOSTLY):
        if nodes[found].kind.body:
            break
    bodies = _prose_in_bodies(nodes, prose)
    if bodies[found] > BODY_SHARE * prose[found]:
        *_, found = _narrow(nodes, bodies, found, NEARLY_ALL)
    return found


def _narrow(nodes: list[Node], weights: list[int], start: int, least: float) -> Iterator[int]:
    """An element, then the child in it that holds at least that share of its weight, and so on."""
    heaviest = [0] * len(nodes)
    for place in range(len(nodes) - 1, 0, -1):
        parent = nodes[place].parent
        if weights[place] and (not heaviest[parent] or weights[place] >= weights[heaviest[parent]]):
            heaviest[parent] = place
    yield start
    while (
        (child := heaviest[start])
        and weights[child] >= least * weights[start]
        and nodes[child].tag not in PARTS
    ):
        start = child
        yield start


def _captions(nodes: list[Node], blocks: Iterable[Block], body: int) -> list[bool]:
    """Which elements hold a picture and no more text than a caption."""
    text, images = [0] * len(nodes), _add_up(nodes, [node.images for node in nodes])
    count = [0] * len(nodes)
    for block in blocks:
        # with a heading or in a table, a picture and a line are a part of the article
        is_part = nodes[block.node].tag in HEADINGS or nodes[block.node].tag == "tr"
        text[block.node] += LONG_CAPTION + 1 if is_part else len(block.text)
        count[block.node] += 1
    _add_up(nodes, text)
    _add_up(nodes, count)
    captions = [False] * len(nodes)
    around = {0, body}
    while body:
        body = nodes[body].parent
        around.add(body)
    for place, node in enumerate(nodes):
        if images[place] and text[place] > 0 and place not in around and node.tag not in PARTS:
            is_picture = node.kind.picture or node.tag in PICTURES
            is_long = is_picture and text[place] <= LONG_CAPTION and count[place] <= CAPTION_BLOCKS
            captions[place] = is_long or text[place] <= CAPTION
        captions[place] = captions[place] or captions[node.parent]
    return captions


def _lead(
    nodes: list[Node], blocks: Iterable[Block], boxed: list[bool], inside: list[bool]
) -> Iterator[Block]:
    """The standfirst, above the body: by its name, or a paragraph of its own close below the main heading."""
    since = LEAD_BLOCKS
    for block in blocks:
        if inside[block.node]:
            return
        node = nodes[block.node]
        since = 0 if node.tag == "h1" else since + (not boxed[block.node])
        # cut off with dots it is the body's own beginning, made for a list of stories
        is_cut = block.text.endswith(("…", "..."))
        if since > LEAD_BLOCKS or block.linked or is_cut or len(block.text) < SHORTEST_LEAD:
            continue
        is_named = node.kind.lead or nodes[node.parent].kind.lead
        is_paragraph = node.tag in ("p", "li") and (ends_sentence(block.text) or len(block.text) >= LONG_LEAD)
        if is_named or (is_paragraph and not boxed[block.node]):
            yield block


def _texts(nodes: list[Node], blocks: list[Block]) -> list[str]:
    """The blocks' text, without links elsewhere, the main heading, and headings with nothing below."""
    lists: dict[int, list[Block]] = {}
    for block in blocks:
        if nodes[block.node].tag == "li":
            lists.setdefault(nodes[block.node].parent, []).append(block)
    links = {place for place, items in lists.items() if _is_linked(items)}
    kept: list[Block] = []
    has_begun = False
    for block in blocks:
        node = nodes[block.node]
        has_begun = has_begun or block.prose > 0
        if node.tag == "h1" and not has_begun:
            continue
        is_teaser = block.linked >= ALL_LINKED * len(block.text) and node.tag not in HEADINGS
        is_whole = (ends_sentence(block.text) and not is_teaser) or (
            node.tag == "tr" and CELL_MARK in block.text
        )
        if not _is_linked([block]) or (node.parent not in links if node.tag == "li" else is_whole):
            kept.append(block)
    while kept and nodes[kept[-1].node].tag in HEADINGS:
        kept.pop()
    return [block.text for block in kept]


def _is_linked(blocks: list[Block]) -> bool:
    return sum(block.linked for block in blocks) > LINKED * sum(len(block.text) for block in blocks)
