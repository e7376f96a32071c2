"""Text with pieces of it marked in HTML: whatever overlaps, the tags nest and not a character is lost."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from markupsafe import Markup, escape

Attributes = tuple[tuple[str, str], ...]

BLANK_LINE = "\n\n"


@dataclass(frozen=True)
class Mark:
    """A piece of a text, `start` to `end` in code points, that gets an element of HTML around it.

    Of two pieces that overlap, the one of smaller `rank` is outside, whichever begins first; the other is
    cut where that one begins or ends. `once` are attributes of its first part alone, as an id must be;
    `after` those of an empty element at its very end, for what the style sheet writes there.
    """

    start: int
    end: int
    rank: int
    tag: str
    attributes: Attributes = ()
    once: Attributes = ()
    after: Attributes = ()


def paragraphs(text: str) -> Iterator[Mark]:
    """The paragraphs of a text, outside all other marks; the blank lines between them are in none."""
    start = 0
    for paragraph in text.split(BLANK_LINE):
        end = start + len(paragraph)
        if paragraph:
            yield Mark(start, end, rank=0, tag="p", attributes=(("dir", "auto"),))
        start = end + len(BLANK_LINE)


def mark_up(text: str, marks: Iterable[Mark]) -> Markup:
    """The text as HTML with these pieces marked.

    What reaches beyond the text is cut, and no piece begins or ends in white space or consists of it: an
    empty link would be one that nobody can see. A link within a link, which HTML doesn't know, is a `span`.
    """
    pieces = sorted(
        (trimmed for mark in marks if (trimmed := _trimmed(text, mark)) is not None),
        key=lambda mark: (mark.rank, mark.start, -mark.end),
    )
    starting: dict[int, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        starting[piece.start].append(number)
    cuts = {0, len(text)}.union(*((piece.start, piece.end) for piece in pieces))
    html: list[str] = []
    reached: list[int] = []  # numbers of the pieces that are here; their order is from the outside in
    opened: list[int] = []  # those of them whose elements are open
    for here, there in pairwise([*sorted(cuts), len(text)]):
        reached = sorted([*(n for n in reached if pieces[n].end > here), *starting[here]])
        blank = text[here:there].isspace()  # nothing is opened for it
        wanted = list(takewhile(reached.__contains__, opened)) if blank else reached
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, wanted, strict=False)))
        html += [_closing(pieces, opened, place, here) for place in reversed(range(kept, len(opened)))]
        html += [_opening(pieces, wanted, place, here) for place in range(kept, len(wanted))]
        html.append(str(escape(text[here:there])))
        opened = wanted
    return Markup("".join(html))  # noqa: S704 - the text and every attribute went through escape


def _trimmed(text: str, mark: Mark) -> Mark | None:
    start, end = max(0, mark.start), max(0, min(len(text), mark.end))
    piece = text[start:end]
    if not piece.strip():
        return None
    return replace(
        mark, start=start + len(piece) - len(piece.lstrip()), end=end - len(piece) + len(piece.rstrip())
    )


def _tag(pieces: Sequence[Mark], opened: Sequence[int], place: int) -> str:
    tag = pieces[opened[place]].tag
    linked = tag == "a" and any(pieces[number].tag == "a" for number in opened[:place])
    return "span" if linked else tag


def _opening(pieces: Sequence[Mark], opened: Sequence[int], place: int, here: int) -> str:
    piece, tag = pieces[opened[place]], _tag(pieces, opened, place)
    attributes = piece.attributes + (piece.once if piece.start == here else ())
    if tag != piece.tag:
        attributes = tuple((name, value) for name, value in attributes if name != "href")
    return f"<{tag}{_written(attributes)}>"


def _closing(pieces: Sequence[Mark], opened: Sequence[int], place: int, here: int) -> str:
    piece, tag = pieces[opened[place]], _tag(pieces, opened, place)
    after = f"<span{_written(piece.after)}></span>" if piece.after and piece.end == here else ""
    return f"{after}</{tag}>"


def _written(attributes: Attributes) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes)
