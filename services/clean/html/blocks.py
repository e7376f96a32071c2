"""Reads a page's tree into blocks: the paragraphs, headings and list items as a reader sees them, in order.

One pass over the tree, linear in its size, that leaves the tree as it is. Scripts, templates and what the
page hides give no block.
"""

import re
from dataclasses import dataclass

from lxml import etree

from services.clean.html.boxes import LONGEST_NAME, NAMELESS, BoxKind, kind_of
from services.clean.html.elements import (
    BLOCK,
    BOX_ROLES,
    BOXES,
    CELL,
    CELL_MARK,
    FRAMES,
    HEADINGS,
    IMAGE,
    INLINE,
    LABELS,
    PREFORMATTED,
    ROLES,
    ROLES_WITHOUT_SCRIPTS,
    UNSEEN,
)
from services.clean.html.tree import Element
from services.clean.lines.prose import ends_sentence

NAMED_BY = ("class", "id", "data-component", "data-testid", "data-gu-name")
"""Attributes in which a page calls an element by a word for what it is."""
HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
LONGEST_STYLE = 1000

NEXT_LINE, NEXT_CELL = "\n", "\x1f"
SHORT = 25
"""Characters under which a block is a label."""
MIN_PARAGRAPH_CHARS = 120
"""Characters from which a block without a full stop is a paragraph."""


@dataclass(slots=True)
class Node:
    """An element that makes a block of its own, or is a box; `parent` is its place among the nodes."""

    tag: str
    parent: int
    kind: BoxKind
    images: int = 0


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries.

    `linked` counts its characters inside links and dates; `prose` those that count as running text.
    """

    text: str
    linked: int
    node: int
    prose: int


@dataclass(slots=True)
class Outline:
    """A page as blocks and the elements around them; a parent stands before its children."""

    nodes: list[Node]
    blocks: list[Block]


def read_blocks(tree: Element, scripts: bool = True) -> Outline:
    """The blocks of a page; without `scripts`, as a reader sees it whose browser runs none."""
    return _Reader(scripts).read(tree)


class _Reader:
    """Keeps the open elements and the text since the last block boundary."""

    def __init__(self, scripts: bool) -> None:
        self.roles = ROLES if scripts else ROLES_WITHOUT_SCRIPTS
        self.nodes = [Node("", 0, NAMELESS)]
        self.blocks: list[Block] = []
        self.open: list[tuple[int, Element | None]] = [(0, None)]
        self.parts: list[str] = []
        self.links: list[int] = []
        self.labels = 0
        self.preformatted = 0

    def read(self, tree: Element) -> Outline:
        walk = etree.iterwalk(tree, events=("start", "end"))
        skipped = False
        for event, element in walk:
            if event == "start":
                skipped = self._starts(element)
                if skipped:  # the next event is its end
                    walk.skip_subtree()
                elif text := element.text:
                    self._add(text)
            else:
                if skipped:
                    skipped = False
                else:
                    self._ends(element)
                if text := element.tail:
                    self._add(text)
        self._flush()
        return Outline(self.nodes, self.blocks)

    def _starts(self, element: Element) -> bool:
        """Take in an element; whether it is none that a reader sees."""
        tag = element.tag
        role = self.roles.get(tag, BLOCK)
        attributes = dict(element.items())
        if role == UNSEEN or (attributes and _is_hidden(attributes)):
            return True
        if role == BLOCK:
            self._open(element, tag, _kind(tag, attributes))
            self.preformatted += tag in PREFORMATTED
        elif role == INLINE:
            self.labels += tag in LABELS
            # inside a paragraph, too, there are share links, captions and hints for screen readers
            if attributes and (kind := _kind(tag, attributes)).is_box:
                self._open(element, tag, kind)
        elif role == IMAGE:
            self.nodes[self.open[-1][0]].images += 1
        else:
            self.parts.append(NEXT_CELL if role == CELL else NEXT_LINE)
        return False

    def _ends(self, element: Element) -> None:
        tag = element.tag
        if self.open[-1][1] is element:
            self._flush()
            self.open.pop()
            self.preformatted -= tag in PREFORMATTED
        self.labels -= tag in LABELS

    def _open(self, element: Element, tag: str, kind: BoxKind) -> None:
        self._flush()
        self.nodes.append(Node(tag, self.open[-1][0], kind))
        self.open.append((len(self.nodes) - 1, element))

    def _add(self, text: str) -> None:
        if self.parts or not text.isspace():
            self.parts.append(text if self.preformatted else text.replace("\n", " "))
            if self.labels:
                self.links.append(len(self.parts) - 1)

    def _flush(self) -> None:
        if self.parts:
            node = self.open[-1][0]
            for run, linked in _runs(self.parts, self.links):
                share = min(linked, len(run))
                self.blocks.append(Block(run, share, node, _prose(run, share, self.nodes[node].tag)))
            self.parts.clear()
            self.links.clear()


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style")
    return (
        attributes.get("hidden", "until-found") != "until-found"
        or attributes.get("aria-hidden") == "true"
        or (style is not None and HIDDEN_STYLE.search(style[:LONGEST_STYLE]) is not None)
    )


def _is_open(tag: str, attributes: dict[str, str]) -> bool:
    """Whether the page shows from the start what others hide behind a click."""
    return tag == "details" and "open" in attributes


def _kind(tag: str, attributes: dict[str, str]) -> BoxKind:
    if tag in FRAMES:
        return NAMELESS
    if (tag in BOXES and not _is_open(tag, attributes)) or attributes.get("role") in BOX_ROLES:
        return BoxKind(large=True)
    if attributes.get("itemprop") == "articleBody":
        return BoxKind(body=True)
    name = " ".join([attributes[by] for by in NAMED_BY if by in attributes])
    kind = kind_of(name[:LONGEST_NAME]) if name else NAMELESS
    # a row is called by what is in it: `player-416`, `sponsor`
    return kind._replace(small=False) if tag == "tr" and kind.small else kind


def _runs(parts: list[str], links: list[int]) -> list[tuple[str, int]]:
    """The paragraphs of a run of text, and how much of each is linked.

    `links` are the places of linked parts. A table row is one paragraph; a line ends it, unless a sentence
    goes on.
    """
    text = "".join(parts)
    if text.isspace():
        return []
    is_row = NEXT_CELL in text
    if is_row or NEXT_LINE not in text:
        cells = text.split(NEXT_CELL) if is_row else [text]
        text = CELL_MARK.join(filter(None, (" ".join(cell.split()) for cell in cells)))
        return [(text, sum(len(parts[place].strip()) for place in links))] if text else []
    runs: list[list[str]] = []
    shares: list[int] = []
    is_new = True
    for line, linked in zip(text.split(NEXT_LINE), _linked_by_line(parts, links), strict=True):
        words = line.split()
        if not words:
            is_new = True
        elif is_new or ends_sentence(runs[-1][-1]) or not words[0][0].islower():
            runs.append([" ".join(words)])
            shares.append(linked)
            is_new = False
        else:
            runs[-1].append(" ".join(words))
            shares[-1] += linked
    return list(zip(map(" ".join, runs), shares, strict=True))


def _linked_by_line(parts: list[str], links: list[int]) -> list[int]:
    """How many characters of each line are linked."""
    linked = [0]
    places = set(links)
    for place, part in enumerate(parts):
        for number, line in enumerate(part.split(NEXT_LINE)):
            if number:
                linked.append(0)
            if place in places:
                linked[-1] += len(line.strip())
    return linked


def _prose(text: str, linked: int, tag: str) -> int:
    """How many characters count as running text: a fifth where no sentence ends, half of a list item."""
    plain = len(text) - linked
    if tag in HEADINGS or plain < SHORT or 2 * linked > len(text):
        return 0
    weight = plain if plain > MIN_PARAGRAPH_CHARS or ends_sentence(text) else plain // 5
    return weight // 2 if tag == "li" else weight
